"""A205: a root cause that the order data deny, by the pattern that it names or by its own words."""

from collections.abc import Iterable
from typing import Literal

from kit.lint.cause_words import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, CauseFinding, RootCause, Subject


def check(subject: Subject) -> Iterable[Hit]:
    tested = {finding.pattern: finding for finding in subject.causes or ()}
    for n, cause in enumerate(subject.case.root_causes):
        named = tested.get(cause.pattern) if cause.pattern else None
        finding = named if named and named.verdict == "denied" else _worded(subject, cause, tested)
        if finding:
            yield _hit(n, cause, finding)


def _hit(n: int, cause: RootCause, finding: CauseFinding) -> Hit:
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
        fix=Both(
            "look at `poa check` for the causes that the data support, and write the one that is true; where a paper shows this"
            " one all the same, cite it with the cause (no notice, no statement) and name it in a silence of this rule",
            "用 `poa check` 看数据支持哪些原因，写真实的那一个；如确有文件证明此原因，请在该原因下引用（不能是通知或说明），并在本规则的静默中写明",
        ),
    )


def _worded(subject: Subject, cause: RootCause, tested: dict[str, CauseFinding]) -> CauseFinding | None:
    """The denied pattern that the cause states in its words; words within those of a pattern that the data leave open are that one's."""
    tests = {pattern.id: pattern.test for pattern in subject.family.patterns}
    places = {found: told(cause.what, found.name, tests.get(found.pattern, found.pattern)) for found in tested.values()}
    left = [place for found, held in places.items() if found.verdict in {"supported", "unclear"} for place in held]
    for found, held in places.items():
        if found.verdict == "denied" and any(not any(other.holds(place) for other in left) for place in held):
            return found
    return None


def _tested(verdict: Literal["supported", "denied", "unclear"]) -> tuple[CauseFinding, ...]:
    against = ("Of 412 late orders 3 were made of labels that were late.",)
    return (CauseFinding(pattern="label_late", name="Labels were made late", verdict=verdict, evidence_against=against),)


_LABEL = {"root_causes.0.pattern": "label_late"}
_OTHERS = (
    CauseFinding(pattern="label_late", name="Labels were made late", verdict="supported"),
    CauseFinding(pattern="volume_spike", name="More orders than the team can pack", verdict="denied"),
)
_LIVE = "A live stream on 11 May 2026 brought four times the usual orders ({{ exhibit.old_contract }})."
_SEEN = "We saw it on 11 May 2026 ({{ exhibit.old_contract }})."
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
        {**_LABEL, "root_causes.0.what": f"Labels were late. {_LIVE}", "causes": _OTHERS},
        {"root_causes.0.pattern": "force_majeure", "root_causes.0.what": f"A storm came. {_LIVE}", "causes": _OTHERS},
    ),
    good=(
        {**_LABEL, "causes": _tested("supported")},
        {**_LABEL, "causes": _tested("unclear")},
        {"causes": _tested("denied")},
        {**_WORDED, "causes": _tested("supported")},
        {**_WORDED, **_LABEL, "causes": _tested("unclear")},
        {**_WORDED, **_LABEL, "causes": _OTHERS},
        {**_LABEL, "root_causes.0.what": f"Labels were late, not because of a surge in orders. {_SEEN}", "causes": _OTHERS},
    ),
)
