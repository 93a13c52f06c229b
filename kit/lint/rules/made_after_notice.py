"""E813: a file that came into being after the notice, of a paper that states an earlier day."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceItem, Origin, Subject
from kit.tools.written_dates import long, written

LATE = Origin(created=datetime(2026, 7, 1, 9, 30))  # noqa: DTZ001 - files often name no zone
CHANGED = Origin(created=datetime(2026, 4, 20), changed=datetime(2026, 6, 30, 18, 0))  # noqa: DTZ001


def check(subject: Subject) -> Iterable[Hit]:
    notice = subject.case.violation.received
    for n, seen in opened(subject):
        item = seen.item
        stated = _latest(item)
        if item.made or stated is None or stated >= notice.date() or _is_called_later(item):
            continue
        for word, moment in (("created", seen.origin.created), ("changed", seen.origin.changed)):
            if moment and moment.date() > notice.date():
                yield Hit(
                    where=f"evidence.{n}",
                    message=Both(
                        f"the file of {item.id} says that it was {word} on {long(moment)}, after the notice of {long(notice)}; its facts state {long(stated)}",
                        f"{item.id} 的文件显示{'创建' if word == 'created' else '修改'}于 {long(moment)}，晚于 {long(notice)} 的通知；其 facts 却写 {long(stated)}",
                    ),
                    fix=Both(
                        "ask for the file of that day; if it is a later scan, download or copy, say so in `shows`",
                        "请提供当天的文件；若是后来的扫描或下载，在 `shows` 中说明",
                    ),
                )
                break


def unseen(subject: Subject) -> str | None:
    """Which files say that they were made after the notice, of papers of which the case states no day at all."""
    notice = subject.case.violation.received.date()
    late = [
        seen.item.id
        for _, seen in opened(subject)
        if not seen.item.made and not _is_called_later(seen.item) and not _is_dated(seen.item) and _is_late(seen.origin, notice)
    ]
    return (
        f"files made after the notice of which the case states no day: {', '.join(late)}; state the day of the paper"
        if late
        else None
    )


def _is_dated(item: EvidenceItem) -> bool:
    """Whether its facts, its caption or what it shows name any day."""
    told = (item.caption.en, item.shows.en if item.shows else "", *dict(item.facts).values())
    return any(w.days for text in told for w in written(text))


def _is_late(origin: Origin, notice: date) -> bool:
    return any(moment and moment.date() > notice for moment in (origin.created, origin.changed))


_LATER = re.compile(
    r"\b(?:(?:re-?)?(?:scan(?:s|ned)?|download(?:s|ed)?)|exports?|exported|photocop(?:y|ies|ied)|photograph(?:s|ed)?|print(?:s|ed|-?outs?)?"
    r"|cop(?:y|ied)|saved)\b|扫描|下载|导出|复印|复制|翻拍|拍摄|打印"
)
"""Words by which `shows` says that the file is a later likeness of the paper (own judgement)."""


def _is_called_later(item: EvidenceItem) -> bool:
    """Whether the case says that the file was made of the paper afterwards."""
    said = item.shows
    return said is not None and any(_LATER.search(text.casefold()) for text in (said.en, said.zh or ""))


def _latest(item: EvidenceItem) -> date | None:
    """The latest day up to which its facts say that the paper is; how long it is valid says nothing of that."""
    told = (value for key, value in item.facts if not key.startswith(("valid", "expir", "deadline")))
    days = [day for value in told for w in written(value) if not w.is_ambiguous for day in w.days]
    return max(days, default=None)


_OLD = {"evidence.0.facts": {"signed": "2 February 2026"}, "opened.old_contract": {"origin": LATE}}

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
    unseen=unseen,
    bad=(
        {"evidence.0.facts": {"signed": "2 February 2026"}, "opened.old_contract": {"origin": LATE}},
        {"evidence.0.facts": {"notice_of_change": "2026-04-27"}, "opened.old_contract": {"origin": CHANGED}},
        {"evidence.3.facts": {"first_day": "11 May 2026", "valid_to": "1 July 2027"}, "opened.manifests": {"origin": LATE}},
        {**_OLD, "evidence.0.shows": "The collection at 15:30, as agreed."},
        {**_OLD, "evidence.0.shows": "The failure of the scanners, in the exporter's words."},
    ),
    good=(
        "",
        {"evidence.0.facts": {"signed": "2 February 2026"}},
        {"evidence.1.facts": {"taken": "1 July 2026"}, "opened.cutoff_screen": {"origin": LATE}},
        {"opened.manifests": {"origin": LATE}},
        {**_OLD, "evidence.0.shows": "The agreement of February, scanned again on 1 July 2026."},
        {**_OLD, "evidence.0.shows": {"en": "The agreement.", "zh": "2026年7月1日重新下载的协议。"}},
    ),
)
