"""E806: a paper cited for what holds now, and expired."""

from collections.abc import Iterable, Iterator

from kit.lint import told_days
from kit.lint.papers import ENDS, dated
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt
from kit.tools.written_dates import long

_NEXT = Both("get the paper that is in force, or cite this one only for the past", "取得有效的文件，或只用它证明过去")


def check(subject: Subject) -> Iterable[Hit]:
    for where, item, day in dated(subject, ENDS, "corrective", "preventive"):
        if day < subject.today:
            yield Hit(
                where=where,
                message=Both(
                    f"{item.id} expired on {day}, before the letter of {subject.today}, and is cited for what holds now",
                    f"{item.id} 已于 {day} 过期，早于本信日期 {subject.today}，却用来证明现状",
                ),
                fix=_NEXT,
            )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: a paper is shown that ended between the notice and the letter. E818 tells of one that ended before."""
    assert subject.letter is not None
    notice = told_days.notice_day(subject.letter)
    for ending in told_days.shown_endings(subject):
        if ending.day < subject.today and not (notice and ending.day < notice):
            yield Hit(
                where=ending.passage.where,
                message=Both(
                    f"this paper ended on {long(ending.day)}, before the letter of {long(subject.today)}: “{excerpt(ending.sentence)}”",
                    f"该文件已于 {long(ending.day)} 到期，早于 {long(subject.today)} 的信：“{excerpt(ending.sentence)}”",
                ),
                fix=_NEXT,
                quote=ending.sentence,
            )


RULE = Rule(
    id="E806",
    name="expired-evidence",
    severity="error",
    what=said("Papers cited for actions and measures are in force on the letter's day.", "用来证明措施的文件在信函当日有效。"),
    why=said("An expired certificate proves that the problem is still there.", "过期的证书只能证明问题仍在。"),
    source="seed 000: 证据缺失或失效（过期证书未更新）; research/certification.md (valid on the day of submission)",
    grade="seed",
    check=check,
    alone=_alone,
    bad=(
        {"evidence.2.facts": {"valid_to": "2026-06-30"}},
        {"evidence.1.facts": {"expires": "1 July 2026"}},
        {"evidence.3.facts": {"expiry": "2025-12-31"}},
        {"alone": True, "corrective.0.what": "The carrier's licence, valid until 1 July 2026, is enclosed as proof (Exhibit 2)."},
    ),
    good=(
        "",
        {"evidence.0.facts": {"valid_to": "2026-06-13"}},
        {"evidence.2.facts": {"valid_to": "2026-07-06"}},
        {"alone": True, "corrective.0.what": "The carrier's licence, valid until 1 July 2027, is enclosed as proof (Exhibit 2)."},
        {"alone": True, "root_causes.0.what": "The carrier's licence expired on 1 July 2026 and nobody renewed it."},
    ),
)
