"""A205: a root cause that the order data deny, by the pattern that it names or by its own words."""

from collections.abc import Iterable
from typing import Literal

from kit.lint.cause_words import tells, touches
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, CauseFinding, RootCause, Subject


def check(subject: Subject) -> Iterable[Hit]:
    tested = {finding.pattern: finding for finding in subject.causes or ()}
    for n, cause in enumerate(subject.case.root_causes):
        named = tested.get(cause.pattern) if cause.pattern else None
        finding = named if named and named.verdict == "denied" else _worded(subject, cause, tested)
        if finding:
            yield _hit(n, cause, finding, is_mixed=_is_mixed(subject, cause, finding))


def _is_mixed(subject: Subject, cause: RootCause, finding: CauseFinding) -> bool:
    """Whether the cause also has words of the pattern that it names, which is another than the one denied."""
    named = next((pattern for pattern in subject.family.patterns if pattern.id == cause.pattern != finding.pattern), None)
    return named is not None and (
        tells(cause.what, named.name.en, named.test) or touches(cause.what, named.name.en, finding.name)
    )


def _hit(n: int, cause: RootCause, finding: CauseFinding, *, is_mixed: bool) -> Hit:
    against = f": {finding.evidence_against[0]}" if finding.evidence_against else ""
    if cause.pattern == finding.pattern:
        unnamed = Both("", "")
    elif cause.pattern:
        unnamed = Both(
            f"; it names the pattern {cause.pattern}, but has the words of that one",
            f"；该原因写的 pattern 是 {cause.pattern}，但用词是此原因",
        )
    else:
        unnamed = Both("; it names no pattern, but has the words of that one", "；该原因未写 pattern，但用词相同")
    return Hit(
        where=f"root_causes.{n}.pattern",
        message=Both(
            f"the data speak against root cause {cause.id} ({finding.name}){against}{unnamed.en}",
            f"数据不支持根本原因 {cause.id}（{finding.name}）{against}{unnamed.zh}",
        ),
        severity="warning" if is_mixed else None,
        fix=Both(
            "look at `poa check` for the causes that the data support, and write the one that is true; where a paper shows this"
            " one all the same, cite it with the cause (no notice, no statement) and name it in a silence of this rule",
            "用 `poa check` 看数据支持哪些原因，写真实的那一个；如确有文件证明此原因，请在该原因下引用（不能是通知或说明），并在本规则的静默中写明",
        ),
    )


def _worded(subject: Subject, cause: RootCause, tested: dict[str, CauseFinding]) -> CauseFinding | None:
    """The denied pattern that the cause tells in its words; none where the words are also those of one that the data leave open."""
    tests = {pattern.id: pattern.test for pattern in subject.family.patterns}
    told = [found for found in tested.values() if tells(cause.what, found.name, tests.get(found.pattern, found.pattern))]
    left = any(found.verdict != "denied" and (cause.pattern in {None, found.pattern}) for found in told)
    return None if left else next((found for found in told if found.verdict == "denied"), None)


def _tested(verdict: Literal["supported", "denied", "unclear"]) -> tuple[CauseFinding, ...]:
    against = ("Of 412 late orders 3 were made of labels that were late.",)
    return (CauseFinding(pattern="label_late", name="Labels were made late", verdict=verdict, evidence_against=against),)


_LABEL = {"root_causes.0.pattern": "label_late"}
_OTHERS = (
    CauseFinding(pattern="label_late", name="Labels were made late", verdict="supported"),
    CauseFinding(pattern="volume_spike", name="More orders than the team can pack", verdict="denied"),
)
_LIVE = "A live stream on 11 May 2026 brought four times the usual orders ({{ exhibit.old_contract }})."
_WORDED = {"root_causes.0.what": "From 11 May 2026 the labels were made too late by our planner ({{ exhibit.old_contract }})."}

RULE = Rule(
    id="A205",
    name="cause-against-data",
    severity="error",
    stance="plan",
    needs=frozenset({"causes"}),
    what=said("The order data do not deny the root cause.", "订单数据不能与根因相矛盾。"),
    why=said(
        "The platform holds the same data; a cause that they deny is the wrong class of cause.",
        "平台手里有同样的数据；与数据相反的根因就是归类错误。",
    ),
    source="seed 000: 根因归类错误（如将算法误判归为人为失误）; research/appeals.md §4 (cap: contradicts the shop's data)",
    grade="seed",
    check=check,
    only_by_paper=True,
    bad=(
        {**_LABEL, "causes": _tested("denied")},
        {**_LABEL, "causes": _tested("denied"), "root_causes.0.exhibits": []},
        {**_LABEL, "causes": (*_tested("denied"), *_tested("denied"))},
        {**_WORDED, "causes": _tested("denied")},
        {"root_causes.0.what": _LIVE, "causes": _OTHERS},
        {**_LABEL, "root_causes.0.what": _LIVE, "causes": _OTHERS},
    ),
    good=(
        {**_LABEL, "causes": _tested("supported")},
        {**_LABEL, "causes": _tested("unclear")},
        {"causes": _tested("denied")},
        {**_WORDED, "causes": _tested("supported")},
        {**_WORDED, **_LABEL, "causes": _tested("unclear")},
        {**_WORDED, **_LABEL, "causes": _OTHERS},
        {**_LABEL, "root_causes.0.what": f"Labels were late. {_LIVE}", "causes": _OTHERS},
    ),
)
