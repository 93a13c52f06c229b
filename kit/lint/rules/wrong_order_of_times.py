"""D402: times that cannot have happened in the order in which the case states them."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from kit.lint import sections, told_days
from kit.lint.papers import FROM, SIGNED, days
from kit.lint.rule import Hit, Rule, said
from kit.lint.statements import states_deed
from kit.model import Both, Case, Corrective, Passage, Preventive, Subject, day_of, instant
from kit.tools.prose import excerpt
from kit.tools.written_dates import Written, long, written

HOLDS_FROM = (*SIGNED, *FROM)

_AFTER_NOTICE = re.compile(
    r"\b(?:in\s(?:answer|response|reply|reaction)\sto|(?:right|directly|immediately|promptly|shortly|straight|soon|just|the\sday|a\sday|days?|hours?)\s(?:\w+\s)?after|after|following|(?:up)?on\s(?:receipt|receiving|seeing|reading)(?:\sof)?"
    r"|once\swe\s(?:got|received|had|saw)|when\swe\s(?:got|received|saw)|because\sof|prompted\sby|triggered\sby|alerted\sby)\s(?:of\s)?(?:the|your|this|that|tiktok['’]s)\s(?:\w+\s)?(?:notice|notification|warning|violation|message|e-?mail|letter)\b",
    re.IGNORECASE,
)
_LOOKED_INTO = re.compile(
    r"\b(?:found|finds|check\w{0,3}|review\w{0,3}|investigat\w{1,5}|count\w{0,3}|audit\w{0,3}|notice[ds]?|discover\w{0,3}|analys\w{1,4}|analyz\w{1,3}|learn\w{0,3}|saw|showed|shows|confirm\w{0,3}|told\sus|asked|search\w{0,3}|read|traced|identif\w{1,4}|establish\w{0,3})\b",
    re.IGNORECASE,
)
_USES = re.compile(
    r"\b(?:under|by|on\sthe\sbasis\sof|according\sto|as|per|with)\b[^.;]{0,80}\b(?:signed|concluded|agreed|in\sforce|issued|granted)\s(?:only\s)?(?:on|since|from|as\sof)?\s?$",
    re.IGNORECASE,
)
_TO = re.compile(r"\s?(?:to|until|till|through|up\sto|[–—-])\s?(?:\w{6,9}day,?\s)?(?:the\s)?", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s(?:\w{6,9}day,?\s)?(?:the\s)?$", re.IGNORECASE)
_SINCE = re.compile(r"\W{0,4}(?:\d.{0,3}\s)?since\b", re.IGNORECASE)
_HALF_A_YEAR = 183  # days: "20 December to 5 January 2026" names the year of its end only


def check(subject: Subject) -> Iterable[Hit]:
    yield from _notice(subject)
    yield from _causes(subject)
    yield from _actions(subject)
    yield from _measures(subject)


def _notice(subject: Subject) -> Iterator[Hit]:
    violation, today = subject.case.violation, subject.today
    received = day_of(violation.received, subject.policy.zone)
    if received > today:
        yield _hit(
            "letter.date",
            Both(f"the letter is dated {today}, before the notice of {received}", f"信的日期 {today} 早于 {received} 的通知"),
            Both("date the letter after the notice", "信的日期应在通知之后"),
        )
    if violation.deadline and violation.deadline <= violation.received:
        yield _hit(
            "violation.deadline",
            Both(
                f"the deadline {violation.deadline:%Y-%m-%d %H:%M} is not after the notice",
                f"截止时间 {violation.deadline:%Y-%m-%d %H:%M} 不晚于通知",
            ),
            Both("copy it from the notice", "从通知中抄写"),
        )
    if violation.window and violation.window.end > received:
        yield _hit(
            "violation.window.end",
            Both(
                f"the notice of {received} counts days up to {violation.window.end}, which lies after it",
                f"{received} 的通知统计到 {violation.window.end}，晚于通知本身",
            ),
            Both("copy the days that the notice counts", "从通知中抄写其统计的日期"),
        )


def _causes(subject: Subject) -> Iterator[Hit]:
    zone, notice = subject.policy.zone, subject.case.violation.received
    for n, cause in enumerate(subject.case.root_causes):
        if cause.when and instant(cause.when, zone) > notice:
            yield _hit(
                f"root_causes.{n}.when",
                Both(
                    f"root cause {cause.id} begins on {day_of(cause.when, zone)}, after the notice of {day_of(notice, zone)}",
                    f"根本原因 {cause.id} 始于 {day_of(cause.when, zone)}，晚于 {day_of(notice, zone)} 的通知",
                ),
                Both(
                    "say when it really began; what began after the notice cannot be its cause",
                    "写明真正的开始时间；通知之后才开始的事不可能是原因",
                ),
            )
        if cause.when and cause.until and instant(cause.until, zone, end=True) < instant(cause.when, zone):
            yield _hit(
                f"root_causes.{n}.until",
                Both(f"root cause {cause.id} ends before it begins", f"根本原因 {cause.id} 的结束早于开始"),
                Both("correct when or until", "改正 when 或 until"),
            )


def _actions(subject: Subject) -> Iterator[Hit]:
    zone, notice = subject.policy.zone, subject.case.violation.received
    for n, action in enumerate(subject.case.corrective):
        if action.done is None:
            continue
        where, done = f"corrective.{n}.done", day_of(action.done, zone)
        if done > subject.today:
            yield _hit(
                where,
                Both(
                    f"corrective action {action.id} is done on {done}, after the letter of {subject.today}",
                    f"纠正措施 {action.id} 完成于 {done}，晚于本信日期 {subject.today}",
                ),
                Both("what is still to come is a preventive measure with by:", "尚未发生的事是预防措施，写明 by:"),
            )
        for begun in _answered(subject.case, action):
            if instant(action.done, zone, end=True) < instant(begun, zone):
                yield _hit(
                    where,
                    Both(
                        f"corrective action {action.id} is done before the cause that it answers began",
                        f"纠正措施 {action.id} 的完成早于其对应原因的开始",
                    ),
                    Both("correct done or when", "改正 done 或 when"),
                )
        if instant(action.done, zone, end=True) < notice:
            yield _hit(
                where,
                Both(
                    f"corrective action {action.id} was done on {done}, before the notice of {day_of(notice, zone)}",
                    f"纠正措施 {action.id} 完成于 {done}，早于 {day_of(notice, zone)} 的通知",
                ),
                Both("if that is right, say why the violation was counted all the same", "若属实，说明为何仍被计为违规"),
                warning=True,
            )
        yield from _contracts(subject, n, action, done)


def _measures(subject: Subject) -> Iterator[Hit]:
    for n, measure in enumerate(subject.case.preventive):
        if measure.since and measure.since > subject.today:
            yield _hit(
                f"preventive.{n}.since",
                Both(
                    f"preventive measure {measure.id} holds since {measure.since}, after the letter of {subject.today}",
                    f"预防措施 {measure.id} 自 {measure.since} 起执行，晚于本信日期 {subject.today}",
                ),
                Both("state the day as by:", "该日期应写作 by:"),
            )
        if measure.by and measure.by < subject.today:
            yield _hit(
                f"preventive.{n}.by",
                Both(
                    f"preventive measure {measure.id} was due by {measure.by}, before the letter of {subject.today}",
                    f"预防措施 {measure.id} 应于 {measure.by} 前完成，早于本信日期 {subject.today}",
                ),
                Both(
                    "if it holds, state the day as since:; if not, give the new day",
                    "若已执行，日期写作 since:；若没有，写明新日期",
                ),
            )
        if measure.since:
            yield from _contracts(subject, n, measure, measure.since)


def _contracts(subject: Subject, n: int, thing: Corrective | Preventive, start: date) -> Iterator[Hit]:
    """Papers cited for something that began before they were signed."""
    group, word, keys = ("corrective", "done", SIGNED) if isinstance(thing, Corrective) else ("preventive", "since", HOLDS_FROM)
    for exhibit in thing.exhibits:
        for key, day in days(subject.case.item(exhibit), keys):
            if day > start:
                yield _hit(
                    f"{group}.{n}.{word}",
                    Both(
                        f"{thing.id} is stated {word} {start}, but {exhibit} was {key.replace('_', ' ')} only on {day}",
                        f"{thing.id} 写明 {word} {start}，但 {exhibit} 的 {key} 是 {day}",
                    ),
                    Both(f"correct {word}, or cite a paper that was in force then", f"改正 {word}，或引用当时有效的文件"),
                )


# --- a letter without its case ----------------------------------------------------------------


def _alone(subject: Subject) -> Iterator[Hit]:
    """What the days of the letter's own sentences say of one another, of the notice and of the letter's day."""
    assert subject.letter is not None
    notice = told_days.notice_day(subject.letter)
    causes = sections.section(subject, "root_causes")
    if notice:
        yield from _late_causes(causes, notice)
    began = min((day for p in causes for day in told_days.days(p.text)), default=None)
    if began and notice and began > notice:
        began = None  # told already
    for passage in sections.section(subject, "corrective"):
        for sentence in sections.said(passage):
            yield from _early_deed(passage, sentence, notice, began)
    for passage in subject.letter.passages:
        for sentence in sections.said(passage):
            yield from _turned_round(passage, sentence)
            yield from _held(passage, sentence, subject.today)


def _held(passage: Passage, sentence: str, today: date) -> Iterator[Hit]:
    """What holds since a day that is still to come, or that was before the paper on which it rests."""
    since, _ = told_days.leading_day(sentence, since=True) or (None, "")
    if since and since > today and passage.where.startswith("preventive.") and _SINCE.match(sentence):
        yield _told(
            passage,
            sentence,
            Both(
                f"this is said to hold since {long(since)}, after the letter of {long(today)}",
                f"这里写自 {long(since)} 起执行，晚于本信日期 {long(today)}",
            ),
        )
    if since and (signed := _signed_later(sentence, since)):
        yield _told(
            passage,
            sentence,
            Both(
                f"this holds from {long(since)} by a paper of {long(signed)}",
                f"这里自 {long(since)} 起执行，所依据的文件却是 {long(signed)} 的",
            ),
        )


def _late_causes(causes: tuple[Passage, ...], notice: date) -> Iterator[Hit]:
    for passage in causes:
        told = told_days.days(passage.text)
        first = next(sections.said(passage), "")
        if told and min(told) > notice and not _LOOKED_INTO.search(passage.text):
            yield _told(
                passage,
                first,
                Both(
                    f"this cause began on {long(min(told))}, after the notice of {long(notice)}",
                    f"这个原因始于 {long(min(told))}，晚于 {long(notice)} 的通知",
                ),
            )


def _early_deed(passage: Passage, sentence: str, notice: date | None, began: date | None) -> Iterator[Hit]:
    """A deed before the notice that it answers, or before the cause that it ends."""
    told = told_days.days(sentence)
    day, deed = told_days.leading_day(sentence) or (None, "")
    if notice and told and max(told) < notice and _AFTER_NOTICE.search(sentence):
        yield _told(passage, sentence, Both(f"this answers the notice of {long(notice)} and is dated before it", f"这里说是回应 {long(notice)} 的通知，日期却在其之前"))  # fmt: skip
    elif day and began and day < began and states_deed(deed):
        yield _told(passage, sentence, Both(f"this was done on {long(day)}, before the cause of {long(began)} began", f"这件事完成于 {long(day)}，早于 {long(began)} 才出现的原因"))  # fmt: skip
    elif day and notice and day < notice and states_deed(deed):
        yield _told(passage, sentence, Both(f"this was done on {long(day)}, before the notice of {long(notice)}", f"这件事完成于 {long(day)}，早于 {long(notice)} 的通知"), warning=True)  # fmt: skip


def _turned_round(passage: Passage, sentence: str) -> Iterator[Hit]:
    """A stretch of time that ends before it begins."""
    found = written(sentence)
    for first, last in pairwise(found):
        if _TO.fullmatch(sentence[first.end : last.start]) and _FROM.search(sentence[: first.start]) and _is_turned(first, last):
            yield _told(passage, sentence, Both(f"“{sentence[first.start : last.end]}” ends before it begins", f"“{sentence[first.start : last.end]}”的结束早于开始"))  # fmt: skip


def _is_turned(first: Written, last: Written) -> bool:
    if len(last.days) != 1 or first.day is None:
        return False
    end = last.days[0]
    if len(first.days) == 1:
        return first.days[0] > end
    behind = (first.month - end.month) * 31 + first.day - end.day  # days, to a few
    return first.year is None and 0 < behind < _HALF_A_YEAR


def _signed_later(sentence: str, since: date) -> date | None:
    """The day of a paper on which something rests that holds since an earlier day."""
    for found in written(sentence):
        if len(found.days) == 1 and found.days[0] > since and _USES.search(sentence[: found.start]):
            return found.days[0]
    return None


def _told(passage: Passage, sentence: str, message: Both, *, warning: bool = False) -> Hit:
    return Hit(
        where=passage.where,
        message=Both(f"{message.en}: “{excerpt(sentence)}”", f"{message.zh}：“{excerpt(sentence)}”"),
        fix=Both("look up the days in the exhibits and correct the wrong one", "到附件中查清日期，改正错误的一个"),
        quote=sentence,
        severity="warning" if warning else None,
    )


def _answered(case: Case, action: Corrective) -> list[date]:
    return [c.when for c in case.root_causes if c.id in action.answers and c.when]


def _hit(where: str, message: Both, fix: Both, *, warning: bool = False) -> Hit:
    return Hit(where=where, message=message, fix=fix, severity="warning" if warning else None)


RULE = Rule(
    id="D402",
    name="wrong-order-of-times",
    severity="error",
    what=said(
        "Cause before notice, notice before correction, correction not after the letter; papers signed before they are used.",
        "原因早于通知，通知早于纠正，纠正不晚于信函日期；合同签署早于启用。",
    ),
    why=said(
        "A correction dated after the letter, or a contract signed after its use, is found by comparing two dates and sinks the appeal.",
        "措施晚于信函、合同签在启用之后，审核员对一下日期就能发现，足以否决申诉。",
    ),
    source="research/lint.md §4 (dates); seed 000: 证据与文字描述不匹配……平台会交叉验证后台数据",
    grade="seed",
    check=check,
    alone=_alone,
    bad=(
        {"root_causes.0.when": "2026-06-20"},
        {"corrective.0.done": "2026-07-08 09:00"},
        {"corrective.0.done": "2026-05-04 09:00"},
        {"corrective.0.done": "2026-06-03 09:00"},
        {"preventive.0.since": "2026-08-01"},
        {"preventive.0.since": None, "preventive.0.by": "2026-07-01"},
        {"evidence.2.facts": {"signed": "2026-06-18"}},
        {"violation.window.end": "2026-06-30"},
        {"letter.date": "2026-06-01"},
        {"root_causes.0.until": "2026-05-01"},
        {"violation.deadline": "2026-06-01T00:00+01:00"},
        {"alone": True, "letter.summary": None, "root_causes.0.what": "From 18 June 2026 to 3 June 2026 the van left at 15:30."},
        {
            "alone": True,
            "letter.summary": None,
            "root_causes.0.what": "On 11 May 2026 the carrier moved its van.",
            "corrective.0.what": "On 2 May 2026 at 09:40 the planner moved the cut-off.",
        },
        {"alone": True, "preventive.0.what": "Since 1 June 2026 Calder Express collects by the contract signed on 9 June 2026."},
    ),
    good=(
        "",
        {"root_causes.0.when": "2026-05-12 15:30"},
        {"preventive.0.since": None, "preventive.0.by": "2026-07-20"},
        {"corrective.0.done": "2026-07-06 09:00"},
        {"evidence.2.facts": {"signed": "15 June 2026"}},
        {"alone": True, "root_causes.0.what": "From 20 December to 5 January 2026 the van left at 15:30."},
        {"alone": True, "preventive.0.what": "Since 9 June 2026 Calder Express collects by the contract signed on 1 June 2026."},
    ),
)
