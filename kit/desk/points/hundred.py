"""The seeds' score: 100 points, each violation takes some off, the same again within 30 days takes 1.5 times as many."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from kit.desk.points.scored import Facts, Next, Note, Scored, Standing, State, Step, misnamed, not_yet, note, number, plain
from kit.model import Deduction, ShopPoints, Statement

_STEPS = ("limited", "demoted", "warned")
_APART = "forged_evidence"  # taken from a score of its own, the text says
_DAY = timedelta(days=1)


def stand(shop: ShopPoints, facts: Facts, today: date) -> Standing:
    """The shop's score of 100 on that day."""
    start = number(facts["points.start"])
    lines = tuple(_scored(entry, shop.entries, facts, today) for entry in shop.entries)
    score = start - sum((x.cost or Decimal(0) for x in lines if x.state == "counts"), Decimal(0))
    steps = tuple(_step(name, score, facts) for name in _STEPS)
    clean = max((x.until or x.entry.on for x in lines if x.state == "counts"), default=None)
    is_open = any(x.state == "unknown" for x in lines)
    return Standing(
        shop=shop,
        system="hundred",
        score=score,
        scale=(start, Decimal(0)),
        bound="at_most" if is_open else "",
        lines=lines,
        steps=steps,
        following=tuple(_following(shop.entries, score, steps, facts, today)),
        clean_since=clean,
        notes=tuple(_notes(shop, score, clean, facts, today)),
        facts=tuple(fact for name, fact in facts.items() if name.startswith("points.")),
    )


def _scored(entry: Deduction, entries: tuple[Deduction, ...], facts: Facts, today: date) -> Scored:
    """What one line costs: what the page prints, else the profile's points."""
    if entry.on > today:
        return not_yet(entry)
    if entry.status == "removed":
        return Scored(entry=entry, cost=None, state="removed")
    base = facts.get(f"points.deduct.{entry.what}")
    factor = _factor(entry.what, entry.on, entries, facts, today)
    counted = None if base is None or entry.what == _APART else number(base) * entry.count * factor
    cost = counted if entry.points is None else entry.points
    state, until = _state(entry, cost, facts, today)
    return Scored(
        entry=entry,
        cost=cost,
        state=state,
        until=until,
        notes=(*_repeated(factor, facts), *_remarks(entry, cost, counted, state, facts)),
    )


def _state(entry: Deduction, cost: Decimal | None, facts: Facts, today: date) -> tuple[State, date | None]:
    """Whether it counts. A warning that nobody answers becomes a deduction; of a bare day its first hour is meant."""
    if entry.status == "observed":
        until = _answer_by(entry, facts)
        return ("observed" if today < until else _counted(entry, cost)), until
    return _counted(entry, cost), None


def _counted(entry: Deduction, cost: Decimal | None) -> State:
    if cost is None:
        return "apart" if entry.what == _APART else "unknown"
    return "counts"


def _remarks(entry: Deduction, cost: Decimal | None, counted: Decimal | None, state: State, facts: Facts) -> Iterator[Note]:
    """Why a line costs what it costs."""
    if cost is None:
        yield note("points_apart") if entry.what == _APART else note("points_copy")
    elif counted is not None and counted != cost:
        yield note("points_printed_otherwise", page=plain(cost), profile=plain(counted))
    if counted is None and entry.what != _APART:
        yield from misnamed(entry.what, "points.deduct.", facts)
    if entry.status == "observed":
        yield note("points_under_review") if state == "observed" else note("points_unanswered")


def _repeated(factor: Decimal, facts: Facts) -> tuple[Note, ...]:
    return (note("points_repeat", factor=plain(factor), days=facts["points.repeat_days"].value),) if factor != 1 else ()


def _factor(what: str, on: date, entries: tuple[Deduction, ...], facts: Facts, today: date) -> Decimal:
    """1.5 where the same was counted in the 30 days before. Each repeat costs that once: the text names no compounding."""
    span = int(number(facts["points.repeat_days"])) * _DAY
    again = any(e.what == what and _has_counted(e, facts, today) and on - span <= e.on < on for e in entries)
    return number(facts["points.repeat_factor"]) if again else Decimal(1)


def _has_counted(entry: Deduction, facts: Facts, today: date) -> bool:
    """Whether a line is a deduction, also one that was a warning which nobody answered."""
    return entry.status in {"counted", "appealed"} or (entry.status == "observed" and today >= _answer_by(entry, facts))


def _answer_by(entry: Deduction, facts: Facts) -> date:
    return entry.on + timedelta(hours=float(number(facts["points.observation_hours"])))


def _step(name: str, score: Decimal, facts: Facts) -> Step:
    at, told = facts[f"points.{name}.at_most"], facts[f"points.{name}.costs"]
    costs = "; ".join(told.value) if isinstance(told.value, tuple) else str(told.value)
    return Step(
        at=number(at),
        left=max(Decimal(0), score - number(at)),
        costs=(note("points_said", says=Statement(en=costs, zh=told.says.zh if told.says else None)),),
        grade=at.grade,
    )


def _following(
    entries: tuple[Deduction, ...], score: Decimal, steps: tuple[Step, ...], facts: Facts, today: date
) -> Iterator[Next]:
    """What one more of each kind would cost today."""
    for name, fact in facts.items():
        what = name.removeprefix("points.deduct.")
        if what in {name, _APART} or fact.value is None:
            continue
        factor = _factor(what, today + _DAY, entries, facts, today)
        cost = number(fact) * factor
        after = score - cost
        yield Next(
            what=what,
            least=cost,
            most=cost,
            after=(after, after),
            reaches=tuple(s.at for s in steps if s.left and after <= s.at),
            may_reach=(),
            grade=fact.grade,
            notes=_repeated(factor, facts),
        )


def _notes(shop: ShopPoints, score: Decimal, clean: date | None, facts: Facts, today: date) -> Iterator[Note]:
    """A score below nothing, what lapses, campaigns, the reset, and what other sources say of the whole system."""
    if score < 0:
        yield note("points_below_zero")
    if clean is not None:
        yield note("points_never_lapse", kept=facts["points.records_kept"].says, grade=facts["points.records_kept"].grade)
    quiet = int(number(facts["points.campaign_clean_days"]))
    if clean is not None and today - clean <= quiet * _DAY:
        yield note("points_campaigns", days=quiet, since=clean + (quiet + 1) * _DAY)
    if "points.reset.clean_days" in facts and clean is not None:
        yield from _reset(shop, clean, facts, today)
    if facts["points.start"].conflicts:
        yield note("points_conflict", says=facts["points.start"].conflicts)


def _reset(shop: ShopPoints, clean: date, facts: Facts, today: date) -> Iterator[Note]:
    """Whether the reset programme could be asked for."""
    days, sales, fee = (facts[f"points.reset.{name}"] for name in ("clean_days", "monthly_sales", "fee"))
    since = clean + int(number(days)) * _DAY
    yield note(
        "points_reset_open" if today >= since else "points_reset_not_before",
        since=since,
        fee=fee.value,
        unit=fee.unit,
        grade=days.grade,
    )
    stated = shop.monthly_sales_usd
    if stated is None:
        yield note("points_sales_unknown", sales=sales.value, unit=sales.unit)
    else:
        yield note(
            "points_sales_enough" if stated >= number(sales) else "points_sales_low",
            stated=stated,
            sales=sales.value,
            unit=sales.unit,
        )
