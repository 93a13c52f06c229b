"""M313: something said to be done, in a paragraph that names no day."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Subject
from kit.tools.prose import excerpt
from kit.tools.written_dates import written

_DONE = re.compile(
    r"\b(?:have|has)\s(?:already\s|now\s|also\s|since\s|all\s|immediately\s|promptly\s)?(?:been\s(?:already\s|all\s)?)?"
    r"(?:removed|deleted|delisted|corrected|changed|replaced|updated|signed|installed|hired|introduced|implemented|established"
    r"|adopted|arranged|assigned|appointed|completed|uploaded|submitted|moved|solved|resolved|fixed|rectified|stopped|switched"
    r"|upgraded|set\sup|terminated|contacted|refunded|compensated|reviewed|checked|inspected|trained)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:have|has|had|['’]ve)\s(?:\w{1,15}\s){0,2}?\w{2,15}(?:ed|en|wn|nt|pt|lt|ld|ut|un)\b"
    r"|\b(?:was|were)\s(?:\w{1,15}\s)?\w{2,15}ed\b"
    r"|^(?:\W|\d){0,6}(?:(?:we|i|he|she|they|the|our|all)\s(?:\w{1,15}\s){0,3}?)?(?:\w{3,15}ed|sent|made|took|gave|put|set|bought"
    r"|told|spoke|wrote|held|paid|read|began|rewrote|sped)\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"\b(?:will|shall|going\sto)\b", re.IGNORECASE)
_DATED = ("corrective.", "preventive.")  # the letter prints their day beside them


def check(subject: Subject) -> Iterable[Hit]:
    dated = set(_dated(subject))
    for passage, _, sentence in told(subject):
        is_action = passage.where.startswith("corrective.") and not _COMING.search(sentence)
        found = _DONE.search(sentence) or (_PAST.search(sentence) if is_action else None)
        if found and passage.where not in dated:
            yield Hit(
                where=passage.where,
                message=f"“{found.group()}” says that it is done, and nothing near it says when: “{excerpt(sentence)}”",
                fix="give the day and the time that the exhibit shows",
                quote=sentence,
            )


def _dated(subject: Subject) -> Iterator[str]:
    """Places of passages that name a day themselves, by the letter's print, or by the line that opens their list."""
    assert subject.letter is not None
    is_open = False
    for passage in subject.letter.passages:
        has_day = any(w.names_a_day for w in written(passage.text))
        if has_day:
            is_open = passage.text.rstrip().endswith(":")
        is_printed = subject.stated and passage.where.startswith(_DATED) and " " not in passage.where
        if has_day or is_open or is_printed:
            yield passage.where


RULE = Rule(
    id="M313",
    name="done-without-day",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("What is done says when.", "写“已完成”就要写明何时完成。"),
    why=said("Without a time stamp “has been removed” cannot be held against a log.", "没有时间戳的“已下架”无法与记录核对。"),
    source="seed 000: Corrective Actions（已执行项+完成时间戳）; research/lint.md §2 (16 of 17 refused letters hold no full date)",
    grade="seed",
    check=check,
    bad=(
        {"letter.summary.now": "We have changed the carrier at Daventry."},
        {"letter.summary.why": "The setting has been corrected by the planner."},
        {"alone": True, "corrective.0.what": "All listings have already been removed."},
    ),
    good=(
        "We have changed the carrier at Daventry.",
        {"letter.summary.now": "The setting has been corrected on 12 June 2026."},
        {"alone": True, "corrective.0.what": "On 12 June 2026 all listings have been removed."},
    ),
)
