"""F903: a day or a time of day in the letter that the case does not state."""

from collections.abc import Iterable

from kit.lint.known import known
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Passage, Subject
from kit.tools import written_times
from kit.tools.written_dates import written


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    data = known(subject)
    for passage in subject.letter.passages:
        for date in {w.text: w for w in written(passage.text)}.values():
            if not date.is_impossible and not date.is_among(data.days) and not _is_traced(passage, date.start, date.end):
                yield _hit(passage, date.text, "day")
        for clock in {c.time: c for c in written_times.written(passage.text)}.values():
            if clock.time not in data.times and not _is_traced(passage, clock.start, clock.end):
                yield _hit(passage, passage.text[clock.start : clock.end], "time")


def _is_traced(passage: Passage, start: int, end: int) -> bool:
    return any(t.start <= start and end <= t.end for t in passage.traces)


def _hit(passage: Passage, quote: str, noun: str) -> Hit:
    return Hit(
        where=passage.where,
        message=Both(
            f"“{quote}” is a {noun} that case.yaml states nowhere",
            f"“{quote}”是 case.yaml 中没有写过的{'日期' if noun == 'day' else '时间'}",
        ),
        fix=Both(
            "state it (when, done, since, or in the facts of the exhibit that shows it), or correct it",
            "写入案件（when、done、since，或证明它的附件的 facts），或改正",
        ),
        quote=quote,
    )


RULE = Rule(
    id="F903",
    name="untraced-date",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("Each day and time in the letter is stated in the case.", "信中的每个日期和时间都在案件资料中有记录。"),
    why=said(
        "A day that only the prose knows is the one that contradicts an exhibit.",
        "只在正文出现的日期，往往就是与附件矛盾的那个。",
    ),
    source="DESIGN §7 (after rendering, every figure is traced: metric, date, …)",
    grade="own_knowledge",
    check=check,
    bad=(
        "The carrier wrote on 3 May 2026.",
        "The van left at 16:20.",
        "It happened again on 21 June.",
        "In February 2026 all was well.",
        "It left at 4 pm.",
    ),
    good=(
        "The van left at 15:30 from 11 May 2026.",
        "The planner saw the notice on 9 June at 10:12.",
        "Collections ran from {{ measure.evening_van.since }}.",
        "In May 2026 the van left at 3:30 pm.",
    ),
)
