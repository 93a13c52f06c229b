"""E892: a repeated violation whose letter does not say why the earlier measures did not hold."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Subject
from kit.tools.written_dates import long


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    told = subject.letter.text
    for n, earlier in enumerate(subject.case.violation.repeats):
        where = f"violation.repeats.{n}"
        if earlier.failed is None:
            yield Hit(
                where=f"{where}.failed",
                message=f"violation {earlier.id} of {earlier.date} was of the same kind, and the case does not say which measure failed",
                fix="state in `failed` which measure of that time did not hold, and why",
            )
        if not any(name in told for name in (earlier.id, long(earlier.date), earlier.date.isoformat())):
            yield Hit(
                where=where,
                message=f"the letter does not mention violation {earlier.id} of {earlier.date}, which was of the same kind",
                fix="name it by its id or date in the root cause, say why the measures of that time did not hold, and what differs now",
            )


_EARLIER = {"id": "7529184460370001", "date": "2026-02-03", "failed": "The cut-off was moved by hand and moved back."}
_TOLD = "Violation 7529184460370001 had the same cause: the cut-off was moved by hand and moved back."
_WITHOUT = {k: v for k, v in _EARLIER.items() if k != "failed"}

RULE = Rule(
    id="E892",
    name="repeat-unanswered",
    severity="error",
    stance="plan",
    needs=frozenset({"letter"}),
    what=said("A repeated violation says why the earlier measures did not hold.", "再次违规须说明上次措施为何失效。"),
    why=said(
        "Repeat offenders are reviewed more strictly; a plan that forgets the last one reads as the same promise again.",
        "累犯审核更严；不提上次的方案会被看作重复承诺。",
    ),
    source="seed 000: 历史违规次数(累犯者平台审核更严,需更强证据链)",
    grade="seed",
    check=check,
    bad=(
        {"violation.repeats": [_EARLIER]},
        {"violation.repeats": [_WITHOUT], "corrective.0.what": _TOLD},
        {"violation.repeats": [_WITHOUT]},
    ),
    good=(
        "",
        {"violation.repeats": [_EARLIER], "root_causes.0.what": _TOLD},
        {
            "violation.repeats": [_EARLIER],
            "root_causes.0.what": "The measure of 3 February 2026 did not hold: it was undone by hand.",
        },
    ),
)
