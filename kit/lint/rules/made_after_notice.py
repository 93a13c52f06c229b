"""E813: a file that came into being after the notice, of a paper that states an earlier day."""

from collections.abc import Iterable
from datetime import date, datetime

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import EvidenceItem, Origin, Subject
from kit.tools.written_dates import long, written

LATE = Origin(created=datetime(2026, 7, 1, 9, 30))  # noqa: DTZ001 - files often name no zone
CHANGED = Origin(created=datetime(2026, 4, 20), changed=datetime(2026, 6, 30, 18, 0))  # noqa: DTZ001


def check(subject: Subject) -> Iterable[Hit]:
    notice = subject.case.violation.received
    for n, seen in opened(subject):
        item = seen.item
        stated = _latest(item)
        if item.made or stated is None or stated >= notice.date():
            continue
        for word, moment in (("created", seen.origin.created), ("changed", seen.origin.changed)):
            if moment and moment.date() > notice.date():
                yield Hit(
                    where=f"evidence.{n}",
                    message=f"the file of {item.id} says that it was {word} on {long(moment)}, after the notice of {long(notice)}; its facts state {long(stated)}",
                    fix="ask for the file of that day; if it is a later scan or download, say so in `shows`",
                )
                break


def _latest(item: EvidenceItem) -> date | None:
    """The latest day up to which its facts say that the paper is; how long it is valid says nothing of that."""
    told = (value for key, value in item.facts if not key.startswith(("valid", "expir", "deadline")))
    days = [day for value in told for w in written(value) if not w.is_ambiguous for day in w.days]
    return max(days, default=None)


RULE = Rule(
    id="E813",
    name="made-after-notice",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said(
        "A paper that states a day before the notice comes in a file of that time, or says why not.",
        "所载日期早于违规通知的证据，其文件也应形成于通知之前，否则须说明原因。",
    ),
    why=said(
        "Evidence made after the fact is what reviewers look for; a later scan is harmless once it is called one.",
        "审核员会查找事后制作的证据；若是事后扫描或下载，说明即可。",
    ),
    source="DESIGN §9 (it warns about evidence that looks altered)",
    grade="own_knowledge",
    check=check,
    bad=(
        {"evidence.0.facts": {"signed": "2 February 2026"}, "opened.old_contract": {"origin": LATE}},
        {"evidence.0.facts": {"notice_of_change": "2026-04-27"}, "opened.old_contract": {"origin": CHANGED}},
        {"evidence.3.facts": {"first_day": "11 May 2026", "valid_to": "1 July 2027"}, "opened.manifests": {"origin": LATE}},
    ),
    good=(
        "",
        {"evidence.0.facts": {"signed": "2 February 2026"}},
        {"evidence.1.facts": {"taken": "1 July 2026"}, "opened.cutoff_screen": {"origin": LATE}},
        {"opened.manifests": {"origin": LATE}},
    ),
)
