"""D406: what happened or caused it, on a day after the letter."""

import re
from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Subject
from kit.tools.prose import excerpt
from kit.tools.written_dates import long, written

_WAS = re.compile(r"\b(?:was|were|has\sbeen|have\sbeen|had\sbeen)\b", re.IGNORECASE)
_COMING = re.compile(
    r"\b(?:will|shall|until|valid|through|expir\w{1,6}|planned|due|to\sbe|scheduled|agreed|ordered|booked)\b", re.IGNORECASE
)
PAST = ("root_causes.", "letter.summary.happened", "letter.summary.why", "dispute.happened.")


def check(subject: Subject) -> Iterable[Hit]:
    today = subject.today
    for passage, _, sentence in told(subject):
        is_told = passage.where.startswith(PAST)
        if is_told or (_WAS.search(sentence) and not _COMING.search(sentence)):
            for date in written(sentence):
                if date.days and min(date.days) > today and (is_told or _is_that_day(sentence, date.start)):
                    yield Hit(
                        where=passage.where,
                        message=f"“{date.text}” lies after the letter of {long(today)}, in a text that tells what happened: “{excerpt(sentence)}”",
                        fix="look up the day in the exhibit and correct it",
                        quote=date.text,
                    )


def _is_that_day(sentence: str, start: int) -> bool:
    """Whether something is said of the day itself: "on 3 May", and not "until 3 May"."""
    return start == 0 or sentence[:start].rstrip().lower().endswith("on")


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
