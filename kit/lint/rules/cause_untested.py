"""A207: a main root cause that names no pattern, although the data were asked, or one that the kit does not know."""

from collections.abc import Iterable, Iterator
from typing import Literal

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, CauseFinding, Subject


def check(subject: Subject) -> Iterable[Hit]:
    tested = subject.causes or ()
    causes = subject.case.root_causes
    yield from _unknown(subject, {finding.pattern for finding in tested})
    told = [finding for finding in tested if finding.verdict != "not run"]
    if not causes or causes[0].pattern or not told:
        return
    shown = ", ".join(finding.pattern for finding in told if finding.verdict == "supported") or "none"
    yield Hit(
        where="root_causes.0.pattern",
        message=Both(
            f"root cause {causes[0].id} is held against no data: it names no pattern; the data support: {shown}",
            f"根本原因 {causes[0].id} 未写 pattern，无法用数据检验；数据支持：{shown}",
        ),
        fix=Both(
            "state in `pattern` which of those that `poa check` lists it is; where a paper shows a cause that none of them is, cite it"
            " with the cause and name it in a silence of this rule",
            "在 `pattern` 中写明属于 `poa check` 列出的哪一个；如都不是而有文件证明，请在该原因下引用，并在本规则的静默中写明",
        ),
        severity="warning" if any(cause.pattern for cause in causes) else None,
    )


def _unknown(subject: Subject, known: set[str]) -> Iterator[Hit]:
    """Patterns that this family has not: a slip of the pen would leave the cause untested."""
    for n, cause in enumerate(subject.case.root_causes):
        if cause.pattern and cause.pattern not in known:
            yield Hit(
                where=f"root_causes.{n}.pattern",
                message=Both(
                    f"root cause {cause.id} names the pattern {cause.pattern!r}, which this family does not have",
                    f"根本原因 {cause.id} 写的 pattern {cause.pattern!r} 不在此类别中",
                ),
                fix=Both(f"name one of: {', '.join(sorted(known))}", f"可写：{'、'.join(sorted(known))}"),
            )


def _tested(pattern: str, verdict: Literal["supported", "denied", "unclear", "not run"]) -> CauseFinding:
    return CauseFinding(pattern=pattern, name="Labels were made late", verdict=verdict)


_LATE = (_tested("label_late", "supported"), _tested("carrier", "not run"))
_TWO = {"root_causes.1": {"id": "other", "what": "Nobody looked.", "pattern": "label_late"}}

RULE = Rule(
    id="A207",
    name="cause-untested",
    severity="error",
    stance="plan",
    needs=frozenset({"causes"}),
    what=said("The main root cause is held against the data.", "主要根本原因须经数据检验。"),
    why=said(
        "A cause that names no pattern cannot be denied by the data, and so is no better than a guess.",
        "不写 pattern 的原因无从被数据否定，与猜测无异。",
    ),
    source="seed 000: 根因归类错误（如将算法误判归为人为失误）; research/appeals.md §4 (cap: contradicts the shop's data)",
    grade="own_knowledge",
    check=check,
    only_by_paper=True,
    bad=(
        {"causes": _LATE},
        {"causes": (_tested("label_late", "denied"),)},
        {"root_causes.0.pattern": "lable_late", "causes": _LATE},
        {**_TWO, "causes": _LATE},
    ),
    good=(
        "",
        {"root_causes.0.pattern": "label_late", "causes": _LATE},
        {"root_causes.0.pattern": "carrier", "causes": _LATE},
        {"causes": (_tested("label_late", "not run"),)},
    ),
)
