"""E818: a paper cited for a day on which it was not in force."""

from collections.abc import Iterable, Iterator
from datetime import date

from kit.lint import told_days
from kit.lint.clean import DISPUTE
from kit.lint.papers import ENDS, FROM, cited, dated, days, is_granted
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceItem, Subject, day_of
from kit.tools.prose import excerpt
from kit.tools.written_dates import long

NEXT = Both("cite the paper that was in force on that day, or correct the day", "引用当天有效的文件，或改正日期")


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    for n, item in enumerate(case.evidence):
        for group, place, claimed in _claimed(subject, item):
            for key, day in days(item, ENDS):
                if day < claimed:
                    yield _hit(
                        f"evidence.{n}.facts.{key}",
                        Both(
                            f"{item.id} ended on {long(day)}, and {place} cites it for {long(claimed)}",
                            f"{item.id} 已于 {long(day)} 失效，{place} 却用来证明 {long(claimed)} 的情况",
                        ),
                    )
            for key, day in days(item, FROM):
                if group == "window" and day > claimed:
                    yield _hit(
                        f"evidence.{n}.facts.{key}",
                        Both(
                            f"{item.id} holds from {long(day)}, and {place} cites it for {long(claimed)}",
                            f"{item.id} 自 {long(day)} 起有效，{place} 却用来证明 {long(claimed)} 的情况",
                        ),
                    )
    for where, item, day in dated(subject, FROM, "corrective"):
        if day > subject.today:
            after = f"after the letter of {long(subject.today)}"
            yield _hit(
                where,
                Both(
                    f"{item.id} holds from {long(day)}, {after}, and is cited for what is done",
                    f"{item.id} 自 {long(day)} 起才有效，晚于本信日期 {long(subject.today)}，却用来证明已完成的事",
                ),
            )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: a paper is shown that had ended before the notice."""
    assert subject.letter is not None
    notice = told_days.notice_day(subject.letter)
    for ending in told_days.shown_endings(subject):
        if notice and ending.day < notice:
            yield Hit(
                where=ending.passage.where,
                message=Both(
                    f"this paper ended on {long(ending.day)}, before the notice of {long(notice)}: “{excerpt(ending.sentence)}”",
                    f"该文件已于 {long(ending.day)} 到期，早于 {long(notice)} 的通知：“{excerpt(ending.sentence)}”",
                ),
                fix=NEXT,
                quote=ending.sentence,
            )


def _claimed(subject: Subject, item: EvidenceItem) -> Iterator[tuple[str, str, date]]:
    """The days for which the case cites the paper: when an action was done, a measure began, and the notice's window."""
    case = subject.case
    for action in case.corrective:
        if item.id in action.exhibits and action.done:
            yield "corrective", action.id, day_of(action.done, subject.policy.zone)
    for measure in case.preventive:
        if item.id in measure.exhibits and measure.since:
            yield "preventive", measure.id, measure.since
    window = case.violation.window
    if window and is_granted(item) and item.id in cited(case, "dispute"):
        yield "window", "the dispute", window.start
        yield "window", "the dispute", window.end


def _hit(where: str, message: Both) -> Hit:
    return Hit(where=where, message=message, fix=NEXT)


RULE = Rule(
    id="E818",
    name="not-in-force",
    severity="error",
    what=said("A paper was in force on each day for which it is cited.", "文件在其所证明的日期内有效。"),
    why=said(
        "Validity is checked at the day of sale and at the day of submission; the platform compares both.",
        "平台既看销售当日、也看提交当日是否有效。",
    ),
    source="research/certification.md §4 (valid on each sale date in the violation and on the day of submission); seed 000: 过期证书未更新",
    grade="seed",
    check=check,
    alone=_alone,
    bad=(
        {"evidence.2.facts": {"valid_to": "1 June 2026"}},
        {"evidence.1.facts": {"valid_from": "1 August 2026"}},
        {**DISPUTE, "evidence.0.kind": "certificate", "evidence.0.facts": {"valid_from": "2026-05-20", "valid_to": "2027-05-20"}},
        {**DISPUTE, "evidence.0.kind": "certificate", "evidence.0.facts": {"valid_to": "2026-06-01"}},
        {
            "alone": True,
            "letter.summary.happened": "The notice of 9 June 2026 counts late orders.",
            "corrective.0.what": "The carrier's permit, which ran out on 1 May 2026, covers the collection (Exhibit 2).",
        },
    ),
    good=(
        "",
        {"evidence.2.facts": {"valid_from": "15 June 2026", "valid_to": "13 June 2027"}},
        {"evidence.0.facts": {"valid_to": "1 June 2026"}},
        {**DISPUTE, "evidence.0.kind": "certificate", "evidence.0.facts": {"valid_from": "2025-05-20", "valid_to": "2027-05-20"}},
        {
            "alone": True,
            "letter.summary.happened": "The notice of 9 June 2026 counts late orders.",
            "corrective.0.what": "The permit that ran out on 1 May 2026 was replaced by one until 1 May 2028 (Exhibit 2).",
        },
    ),
)
