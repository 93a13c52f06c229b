"""D407: a date without its year, where nothing near it says which."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.written_dates import MONTH, written

_MONTH = re.compile(
    rf"\b(?:[Ii]n|[Oo]f|[Dd]uring|[Ss]ince|[Ff]rom|[Uu]ntil|[Bb]y|[Ee]arly|[Mm]id|[Ll]ate|[Ee]nd\sof)[\s-](?P<month>{MONTH})(?!\s?\d)"
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DATED = ("corrective.", "preventive.")  # the letter prints a full date beside them


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        if _YEAR.search(passage.text) or (subject.stated and passage.where.startswith(_DATED)):
            continue
        days = [date.text for date in written(passage.text) if date.names_a_day and date.year is None]
        for text in (*days, *(found.group() for found in _MONTH.finditer(passage.text))):
            yield Hit(
                where=passage.where,
                message=Both(f"“{text}” has no year, nor has anything else in this text", f"“{text}”没有年份，这段文字中也没有"),
                fix=Both("write the full date once in each paragraph", "每段至少写一次完整日期"),
                quote=text,
            )


RULE = Rule(
    id="D407",
    name="yearless-date",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("Each paragraph with a date names its year.", "每段出现日期时要写明年份。"),
    why=said("An appeal is read again months later, by somebody else.", "申诉几个月后还会被别人翻看。"),
    source="seed 000: 将于X年X月X日前完成; research/lint.md §2 (16 of 17 refused letters hold no complete date)",
    grade="seed",
    check=check,
    bad=(
        {"letter.summary.why": "On 11 May the van left early."},
        {"alone": True, "corrective.0.what": "The setting was changed on June 12."},
        {"root_causes.0.what": "The van left early from 11 May."},
    ),
    good=(
        "The planner saw it on 12 June.",
        {"letter.summary.why": "On 11 May 2026 the van left early, and on 12 May too."},
        {"alone": True, "corrective.0.what": "The planner may move 3 vans, or march on."},
    ),
)
