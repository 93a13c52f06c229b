"""Violation points: they add up, lapse after some weeks, and cost something at each of a few sums."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from kit.desk.points.scored import Facts, Next, Note, Scored, Standing, State, Step, misnamed, not_yet, note, number, plain
from kit.model import Deduction, ShopPoints

_NAME = "violation_points."
_AT = re.compile(r"violation_points\.at_(\d+)(_days)?")
_RANGE = re.compile(r"(\d+)(?:-(\d+))?")
_NOT_KINDS = frozenset({"milestones", "reset_days", "other_reset_days"})


def stand(shop: ShopPoints, facts: Facts, today: date) -> Standing:
    """The shop's sum of violation points on that day."""
    milestones = facts["violation_points.milestones"]
    sums = [Decimal(at) for at in milestones.value] if isinstance(milestones.value, tuple) else [number(milestones)]
    lines = tuple(_scored(entry, facts, today) for entry in shop.entries)
    if any(_counting(lines, day) >= max(sums) for day in {x.entry.on for x in lines if x.state == "lapsed"}):
        lines = tuple(_kept(x) for x in lines)
    score = sum((x.cost or Decimal(0) for x in lines if x.state == "counts"), Decimal(0))
    steps = tuple(
        Step(at=at, left=max(Decimal(0), at - score), costs=tuple(_costs(at, facts)), grade=milestones.grade) for at in sums
    )
    return Standing(
        shop=shop,
        system="violation_points",
        score=score,
        scale=(Decimal(0), max(sums)),
        bound="at_least" if any(x.state == "unknown" for x in lines) else "",
        lines=lines,
        steps=steps,
        following=tuple(_following(score, steps, facts)),
        clean_since=max((x.entry.on for x in lines if x.state == "counts"), default=None),
        notes=tuple(_notes(score, max(sums), facts)),
        facts=tuple(fact for name, fact in facts.items() if name.startswith(_NAME)),
    )


def _scored(entry: Deduction, facts: Facts, today: date) -> Scored:
    """What one line still costs: only the page knows how many points it was."""
    if entry.on > today:
        return not_yet(entry)
    if entry.status == "removed":
        return Scored(entry=entry, cost=None, state="removed")
    span = _range(entry.what, facts)
    notes = tuple(_remarks(entry, span, facts))
    if entry.status == "observed":
        return Scored(entry=entry, cost=entry.points, state="observed", notes=notes)
    counts: State = "unknown" if entry.points is None else "counts"
    reset, other = (facts.get(f"{_NAME}{name}") for name in ("reset_days", "other_reset_days"))
    if reset is None or reset.value is None:
        return Scored(entry=entry, cost=entry.points, state=counts, notes=(*notes, note("points_lapse_unknown")))
    until = entry.on + timedelta(days=int(number(reset)))
    if other is not None:
        notes = (*notes, note("points_lapse_otherwise", days=other.value, on=entry.on + timedelta(days=int(number(other)))))
    return Scored(entry=entry, cost=entry.points, state=counts if today < until else "lapsed", until=until, notes=notes)


def _remarks(entry: Deduction, span: tuple[Decimal, Decimal] | None, facts: Facts) -> Iterator[Note]:
    """What the rules say of a line's points and of the name of its violation."""
    if entry.points is None:
        yield note("points_copy_between", least=span[0], most=span[1]) if span else note("points_copy")
    elif span and not span[0] <= entry.points <= span[1]:
        yield note("points_out_of_range", page=plain(entry.points), least=span[0], most=span[1])
    if span is None:
        yield from misnamed(entry.what, _NAME, facts)


def _counting(lines: tuple[Scored, ...], day: date) -> Decimal:
    """The sum that stood on a day, by what counts or counted then."""
    held = (x for x in lines if x.state in {"counts", "lapsed"} and x.entry.on <= day and (x.until is None or day < x.until))
    return sum((x.cost or Decimal(0) for x in held), Decimal(0))


def _kept(line: Scored) -> Scored:
    """The line where the last sum was once reached: nothing lapses any more."""
    if line.state not in {"counts", "lapsed"}:
        return line
    return replace(line, state="unknown" if line.cost is None else "counts", until=None)


def _costs(at: Decimal, facts: Facts) -> Iterator[Note]:
    """What the sources say that happens at a sum."""
    for name, fact in facts.items():
        said = _AT.fullmatch(name)
        if said and Decimal(said[1]) == at:
            yield note("points_fact", says=fact.says or fact.value, grade=fact.grade)


def _following(score: Decimal, steps: tuple[Step, ...], facts: Facts) -> Iterator[Next]:
    """What one more of each kind would cost: the pages give ranges."""
    for name, fact in facts.items():
        what = name.removeprefix(_NAME)
        span = None if what == name or what in _NOT_KINDS or _AT.fullmatch(name) else _range(what, facts)
        if span is None:
            continue
        least, most = span
        sure = tuple(s.at for s in steps if s.left and score + least >= s.at)
        yield Next(
            what=what,
            least=least,
            most=most,
            after=(score + least, score + most),
            reaches=sure,
            may_reach=tuple(s.at for s in steps if s.left and s.at not in sure and score + most >= s.at),
            grade=fact.grade,
            notes=(note("points_conflict", says=fact.conflicts),) if fact.conflicts else (),
        )


def _notes(score: Decimal, last: Decimal, facts: Facts) -> Iterator[Note]:
    if score >= last:
        yield note("points_at_the_end", last=last)
    for name in ("reset_days", "milestones"):
        fact = facts.get(_NAME + name)
        if fact and fact.says and name == "reset_days":
            yield note("points_fact", says=fact.says, grade=fact.grade)
        if fact and fact.conflicts:
            yield note("points_conflict", says=fact.conflicts)


def _range(what: str, facts: Facts) -> tuple[Decimal, Decimal] | None:
    """The points that the rules name for a kind of violation, least and most."""
    fact = facts.get(_NAME + what)
    said = _RANGE.fullmatch(str(fact.value)) if fact else None
    return (Decimal(said[1]), Decimal(said[2] or said[1])) if said else None
