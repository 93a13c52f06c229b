"""E892: a repeated violation whose letter does not say why the earlier measures did not hold, or whose records are of another time."""

from collections.abc import Iterable

from kit.lint import papers
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.written_dates import long

RECORD = "earlier_record"
"""A record that an earlier measure ran, which each family asks for (E804); the log of the plan's own checks is none."""


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    told = subject.letter.text
    noticed = subject.case.violation.received.date()
    shown = (i for i in subject.case.evidence if i.kind == RECORD and i.use == "exhibit" and papers.proves(i))
    records = tuple(papers.seen(subject, item) for item in shown)
    for n, earlier in enumerate(subject.case.violation.repeats):
        where = f"violation.repeats.{n}"
        if earlier.failed is None:
            yield Hit(
                where=f"{where}.failed",
                message=Both(
                    f"violation {earlier.id} of {earlier.date} was of the same kind, and the case does not say which measure failed",
                    f"{earlier.date} 的违规 {earlier.id} 与本次同类，案件没有写明当时哪项措施失效",
                ),
                fix=Both(
                    "state in `failed` which measure of that time did not hold, and why",
                    "在 `failed` 中写明当时哪项措施没有守住及原因",
                ),
            )
        if not any(name in told for name in (earlier.id, long(earlier.date), earlier.date.isoformat())):
            yield Hit(
                where=where,
                message=Both(
                    f"the letter does not mention violation {earlier.id} of {earlier.date}, which was of the same kind",
                    f"信中没有提到 {earlier.date} 的同类违规 {earlier.id}",
                ),
                fix=Both(
                    "name it by its id or date in the root cause, say why the measures of that time did not hold, and what differs now",
                    "在根本原因中以编号或日期提到它，说明当时的措施为何失效、这次有何不同",
                ),
            )
        if records and not any(papers.is_dated_between(item, earlier.date, noticed) for item in records):
            yield Hit(
                where=where,
                message=Both(
                    f"nothing in {', '.join(i.id for i in records)} is dated between violation {earlier.id} of {earlier.date} and this notice",
                    f"{', '.join(i.id for i in records)} 中没有 {earlier.date} 的违规 {earlier.id} 与本次通知之间的日期",
                ),
                fix=Both(
                    "state in its facts a day on which the earlier measure ran; a log of the new measures does not show it",
                    "在其 facts 中写明当时的措施执行的日期；新措施的日志不能证明",
                ),
                severity="warning",
            )


_EARLIER = {"id": "7529184460370001", "date": "2026-02-03", "failed": "The cut-off was moved by hand and moved back."}
_TOLD = "Violation 7529184460370001 had the same cause: the cut-off was moved by hand and moved back."
_WITHOUT = {k: v for k, v in _EARLIER.items() if k != "failed"}

_RECORD = {
    "id": "old_log",
    "file": "evidence/old.pdf",
    "kind": RECORD,
    "caption": "Cut-off log of spring",
    "facts": {"last_day": "30 April 2026"},
}
_ANSWERED = {"violation.repeats": [_EARLIER], "root_causes.0.what": _TOLD}

RULE = Rule(
    id="E892",
    name="repeat-unanswered",
    severity="error",
    stance="plan",
    needs=frozenset({"letter"}),
    what=said(
        "A repeated violation says why the earlier measures did not hold, by records of that time.",
        "再次违规须说明上次措施为何失效，并附当时的记录。",
    ),
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
        {**_ANSWERED, "evidence.4": {**_RECORD, "facts": {}}},
        {**_ANSWERED, "evidence.4": {**_RECORD, "facts": {"last_day": "20 June 2026"}}},
    ),
    good=(
        "",
        _ANSWERED,
        {**_ANSWERED, "evidence.4": _RECORD},
        {
            "violation.repeats": [_EARLIER],
            "root_causes.0.what": "The measure of 3 February 2026 did not hold: it was undone by hand.",
        },
    ),
)
