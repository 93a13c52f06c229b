"""M301: a corrective action that does not say when it was finished."""

import re
from collections.abc import Iterable
from datetime import datetime

from kit.lint.deeds import PAST, bare_deed
from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import undated_items, undated_sentences
from kit.lint.statements import DONE
from kit.model import Both, Subject

_ALREADY = re.compile(
    r"^(?:\W|\d){0,6}(?:\w{1,15}\s){0,4}?already\b|^(?:\W|\d){0,6}(?:we\s|i\s)?(?:also\s)?got\b|\bwent\sout\b", re.IGNORECASE
)
_DATED_ELSEWHERE = re.compile(
    r"\b(?:(?:the\s)?same\s(?:day|morning|afternoon|evening|time|hour|night|week)|that\s(?:day|morning|afternoon|evening|night)"
    r"|the\s(?:next|following)\s(?:day|morning|evening|week)|then|thereupon|there(?:after|with|by)|afterwards|after\sthat|with\sthis|by\sthis"
    r"|this\s(?:was|took|covered)|both|each\sof\s(?:these|them)|of\s(?:these|those|them|which)|yesterday|last\s(?:week|month)|ago|recently)\b",
    re.IGNORECASE,
)
_MESSAGE = Both("this is told as done, and no day stands with it", "这里写的是已完成的措施，却没有日期")
_FIX = Both("give each action the day and time at which it was finished", "写明每项措施完成的日期和时间")


def _alone(subject: Subject) -> Iterable[Hit]:
    yield from undated_items(subject, "corrective", _is_deed, _MESSAGE, _FIX)
    yield from undated_sentences(subject, "corrective", _is_another_deed, _MESSAGE, _FIX)


def check(subject: Subject) -> Iterable[Hit]:
    for n, action in enumerate(subject.case.corrective):
        where = f"corrective.{n}.done"
        if action.done is None:
            yield Hit(
                where=where,
                message=Both(
                    f"corrective action {action.id} does not say when it was finished", f"纠正措施 {action.id} 没有写明何时完成"
                ),
                fix=Both(
                    "give done: the day and time, e.g. 2026-06-12 09:40; if it is not done yet, move it to preventive with by:",
                    "填写 done: 日期和时间，如 2026-06-12 09:40；若尚未完成，移到 preventive 并写 by:",
                ),
            )
        elif not isinstance(action.done, datetime):
            yield Hit(
                where=where,
                message=Both(
                    f"corrective action {action.id} was finished on {action.done}, but at what time is not said",
                    f"纠正措施 {action.id} 于 {action.done} 完成，但没有写明几点",
                ),
                fix=Both(
                    f"give the time that the exhibit shows, e.g. {action.done} 09:40",
                    f"写明附件所示的时间，如 {action.done} 09:40",
                ),
                severity="warning",
            )


def _is_deed(sentence: str) -> bool:
    """Whether it tells, with neither day nor exhibit, of something done."""
    return not _DATED_ELSEWHERE.search(sentence) and bare_deed(sentence, is_action=True) is not None


def _is_another_deed(sentence: str) -> bool:
    """The same beside a dated one, whose result or second half it may be: only if it says in so many words that it was done."""
    return _is_deed(sentence) and any(words.search(sentence) for words in (DONE, PAST, _ALREADY))


RULE = Rule(
    id="M301",
    name="undated-action",
    severity="error",
    stance="plan",
    what=said(
        "Each corrective action carries the day and time at which it was finished. In a letter without its case an action is an item of the list,"
        " a paragraph, or a sentence that tells of something done; a sentence that cites an exhibit or says “the same day” belongs to the one before it.",
        "每项纠正措施都要写明完成的日期和时间。没有案件文件的信中，列表的一项、一个段落或一句讲述已完成之事的话都算一项措施；引用附件或写“同日”的句子属于前一句。",
    ),
    why=said(
        "A reviewer counts what is done; an action without a time stamp reads as a promise.",
        "审核员只认已完成的事；没有完成时间戳的措施等于空头承诺。",
    ),
    source="seed 000: Corrective Actions（已执行项+完成时间戳）; 失败主因：措施不可验证（无时间/责任人/结果指标）",
    grade="seed",
    check=check,
    alone=_alone,
    bad=({"corrective.0.done": None}, {"corrective.1.done": None}, {"corrective.0.done": "2026-06-12"}),
    good=("", {"corrective.0.done": "2026-06-13 08:00"}, {"corrective.1.done": "2026-06-15T19:42+01:00"}),
)
