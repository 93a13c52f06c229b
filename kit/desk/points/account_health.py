"""Account health: a score from 0 to 1000 that starts at 200. What a violation costs was found on no page."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from kit.desk.points.scored import Facts, Note, Scored, Standing, State, Step, not_yet, note, number, plain
from kit.model import Deduction, ShopPoints


def stand(shop: ShopPoints, facts: Facts, today: date) -> Standing:
    """The shop's account health on that day: the page's own score less what came after it."""
    span = timedelta(days=int(number(facts["ahr.window_days"])))
    lines = tuple(_scored(entry, span, today) for entry in shop.entries)
    shown = shop.shown if shop.shown and shop.shown.on <= today else None
    since = [x for x in lines if shown is None or x.entry.on > shown.on]
    taken = (x.cost or Decimal(0) for x in since if x.state == "counts")
    score = max(Decimal(0), (shown.value if shown else number(facts["ahr.start"])) - sum(taken, Decimal(0)))
    milestones = facts["ahr.milestones"].value
    return Standing(
        shop=shop,
        system="account_health",
        score=score,
        scale=(number(facts["ahr.start"]), Decimal(0)),
        bound="less_unknown" if any(x.state == "unknown" for x in since) else "",
        lines=lines,
        steps=tuple(_step(Decimal(at), score, facts) for at in (milestones if isinstance(milestones, tuple) else ())),
        clean_since=max((x.entry.on for x in lines if x.state == "counts"), default=None),
        notes=tuple(_notes(shop, lines, facts, today)),
        facts=tuple(fact for name, fact in facts.items() if name.startswith("ahr.")),
    )


def _scored(entry: Deduction, span: timedelta, today: date) -> Scored:
    if entry.on > today:
        return not_yet(entry)
    if entry.status == "removed":
        return Scored(entry=entry, cost=None, state="removed")
    until = entry.on + span
    notes = (note("points_copy"),) if entry.points is None else ()
    if entry.status == "observed":
        return Scored(entry=entry, cost=entry.points, state="observed", notes=notes)
    counts: State = "unknown" if entry.points is None else "counts"
    return Scored(entry=entry, cost=entry.points, state=counts if today < until else "lapsed", until=until, notes=notes)


def _step(at: Decimal, score: Decimal, facts: Facts) -> Step:
    """A milestone with the length of the listing ban that one source names."""
    bans = facts.get("ahr.listing_ban_days")
    said = bans.value if bans and isinstance(bans.value, tuple) else ()
    costs = [
        note("points_no_listings", days=ban.split(" at ")[0], grade=bans.grade)
        for ban in said
        if bans and ban.endswith(f" at {at}")
    ]
    if not at and "ahr.bands" in facts:
        costs.append(note("points_deactivated", grade=facts["ahr.bands"].grade))
    return Step(at=at, left=max(Decimal(0), score - at), costs=tuple(costs), grade=facts["ahr.milestones"].grade)


def _notes(shop: ShopPoints, lines: tuple[Scored, ...], facts: Facts, today: date) -> Iterator[Note]:
    if shop.shown and shop.shown.on > today:
        yield note("points_shown_later", on=shop.shown.on)
    else:
        yield from _lapsed_since(shop, lines)
    deduction = facts.get("ahr.deduction")
    if deduction is None or deduction.value is None:
        yield note("points_cost_not_found")
    if shop.shown is None:
        yield note("points_earned_unknown")
    for name in ("ahr.pauses_during_appeal", "ahr.replaces_points"):
        fact = facts.get(name)
        if fact and fact.says:
            yield note("points_fact", says=fact.says, grade=fact.grade)


def _lapsed_since(shop: ShopPoints, lines: tuple[Scored, ...]) -> Iterator[Note]:
    """The lines that the shown score holds and that lapsed after its day: what that gives back no source says."""
    for line in lines:
        if shop.shown and line.until and line.state == "lapsed" and line.entry.on <= shop.shown.on < line.until:
            points = "?" if line.cost is None else plain(line.cost)
            yield note("points_lapsed_since", points=points, on=line.entry.on, until=line.until, shown=shop.shown.on)
