"""D406: what happened or caused it, on a day after the letter."""

import re
from collections.abc import Iterable

from kit.lint.deeds import PAST
from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.lint.statements import DONE
from kit.lint.told_days import leading_day
from kit.model import Both, Subject
from kit.tools.prose import excerpt
from kit.tools.written_dates import long, written

_WAS = re.compile(r"\b(?:was|were|has\sbeen|have\sbeen|had\sbeen)\b", re.IGNORECASE)
_FINITE = re.compile(r"\b\w{3,15}ed\s(?:the|our|its|all|a|an|that|in|by|to)\b", re.IGNORECASE)
_OF_THAT_DAY = re.compile(
    r"\b(?:on|dated|of|taken|issued|filmed|recorded|made|printed|received)(?:\s(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)?\s?$|[于在]\s?$",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\b(?:will|shall|until|valid|through|expir\w{1,6}|planned|due|to\sbe|scheduled|agreed|ordered|booked)\b|将(?=[于在会继])|预计|计划|拟|截至|有效",
    re.IGNORECASE,
)
_ZH_DONE = re.compile(r"已|完成|了(?![解])")
HAPPENED = ("root_causes.", "letter.summary.happened", "letter.summary.why", "dispute.happened.")


def check(subject: Subject) -> Iterable[Hit]:
    today = subject.today
    for passage, _, sentence in told(subject):
        is_told = passage.where.startswith(HAPPENED)
        is_deed = subject.stated is None and passage.where.startswith("corrective.") and _is_deed(sentence)
        if is_told or ((is_deed or _WAS.search(sentence)) and not _COMING.search(sentence)):
            for date in written(sentence):
                if date.days and min(date.days) > today and (is_told or _is_that_day(sentence, date.start)):
                    yield Hit(
                        where=passage.where,
                        message=Both(
                            f"“{date.text}” lies after the letter of {long(today)}, in a text that tells what happened: “{excerpt(sentence)}”",
                            f"“{date.text}”晚于本信日期 {long(today)}，而此处写的是已发生的事：“{excerpt(sentence)}”",
                        ),
                        fix=Both("look up the day in the exhibit and correct it", "到附件中查清日期并改正"),
                        quote=date.text,
                    )


def _is_deed(sentence: str) -> bool:
    """Whether it tells of something done, as the corrective actions of a letter do."""
    return bool(DONE.search(sentence) or PAST.search(sentence) or _FINITE.search(sentence) or _ZH_DONE.search(sentence))


def _is_that_day(sentence: str, start: int) -> bool:
    """Whether something is said of the day itself: "on 3 May", and not "until 3 May"."""
    return start == 0 or leading_day(sentence) is not None or _OF_THAT_DAY.search(sentence[:start]) is not None


RULE = Rule(
    id="D406",
    name="day-after-letter",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("What happened lies before the letter.", "已发生的事，日期早于信函。"),
    why=said("A slip of the year makes the whole account look made up.", "年份一错，整段叙述都像编的。"),
    source="research/lint.md §4 (done event not after letter date)",
    grade="derived",
    check=check,
    bad=(
        {"root_causes.0.what": "The van left early on 11 May 2027."},
        {"letter.summary.happened": "On 7 December 2026 the orders were late."},
        {"letter.summary.why": "From 11 August 2026 the van left early."},
    ),
    good=("", "The contract holds until 13 June 2027.", {"root_causes.0.what": "The van left early on 11 May 2026."}),
)
