"""M304: a sentence in the future tense that names no day."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Case, Subject
from kit.tools.prose import excerpt, sentences
from kit.tools.written_dates import written

_FUTURE = re.compile(
    r"\b(?:will|shall|won't|(?:are|is|am)\s(?:going|planning|about)\sto|(?:plan|plans|intend|intends|aim|aims|hope|hopes|propose|proposes)\sto"
    r"|(?:we|i|they|he|she|it|you)['’]ll|['’](?:m|re|s)\s(?:going|planning|about|looking)\sto|^\W{0,4}(?:also\s)?(?:going|planning|about|looking|intending|hoping|aiming)\sto|from\snow\son|(?:going|moving)\sforward)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:will|shall|['’]ll)\s(?:gladly\s|also\s|of\scourse\s|be\s(?:glad|happy|pleased|able)\sto\s)?"
    r"(?:provide|send|supply|answer|show|be\savailable)\b"
    r"|\bhopes?\sto\b[^.;]{0,60}\byour?\b",
    re.IGNORECASE,
)

_NEVER_AGAIN = re.compile(
    r"\b(?:will|shall|won['’]t)\s(?:\w{1,12}\s){0,2}?(?:not|never)?\s?(?:recur|reoccur|happen\sagain|be\srepeated|occur\sagain|be\sno\srepeat)\b",
    re.IGNORECASE,
)
"""What is promised never to come has no day; B102 speaks of it."""

_PROMISED = re.compile(r"history\.\d+\.promises\.\d+")  # words of the earlier letter, which nobody may write anew


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        if subject.stated and (_is_dated(passage.where, subject.case) or _PROMISED.fullmatch(passage.where)):
            continue
        for start, end in sentences(passage.text):
            sentence = " ".join(passage.text[start:end].split())
            found = _FUTURE.search(sentence)
            if (
                found
                and not _COURTESY.search(sentence)
                and not _NEVER_AGAIN.search(sentence)
                and not any(w.names_a_day for w in written(sentence))
            ):
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"“{found.group()}” speaks of the future and the sentence names no day: “{excerpt(sentence)}”",
                        f"“{found.group()}”说的是将来，句中却没有日期：“{excerpt(sentence)}”",
                    ),
                    fix=Both(
                        "say what is done and when, or by which day it will be (a placeholder such as {{ measure.<id>.by }})",
                        "写明做什么、何时做，或到哪天完成（占位符如 {{ measure.<id>.by }}）",
                    ),
                    quote=sentence,
                )


def _is_dated(where: str, case: Case) -> bool:
    """Whether the letter prints a day beside the passage: since or by of its measure."""
    group, _, rest = where.partition(".")
    number = rest.partition(".")[0]
    if group != "preventive" or not number.isdigit() or int(number) >= len(case.preventive):
        return False
    measure = case.preventive[int(number)]
    return bool(measure.since or measure.by)


RULE = Rule(
    id="M304",
    name="will-without-date",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("A sentence in the future tense names the day.", "将来时的句子要写明具体日期。"),
    why=said("“We will” without a day cannot be checked and reads as not begun.", "没有日期的“将会”无法核实，等于尚未开始。"),
    source="seed 000: 忽略时间节点刚性要求（如“将在未来改进”无具体日期）; research/lint.md §2: 8 of 17 refused letters",
    grade="seed",
    check=check,
    bad=(
        "From now on the planner checks the timetable.",
        "We will train the planners on the new cut-off.",
        "The planner plans to review the timetable with the carrier.",
        {"letter.summary.now": "We are going to change the carrier at Daventry."},
        {"preventive.0.since": None, "preventive.0.what": "The shift leader will count the parcels."},
    ),
    good=(
        "The planner will review the timetable with Calder Express by 20 July 2026.",
        "We will gladly send the original file on request.",
        "The carrier may move the van, and the planner then moves the cut-off.",
        {"preventive.0.what": "Calder Express will collect at Daventry each working day at 19:30."},
    ),
)
