"""Account health: a score from 0 to 1000 that starts at 200. What a violation costs was found on no page."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from kit.desk.points.scored import Facts, Note, Scored, Standing, Step, not_yet, note, number
from kit.model import Deduction, ShopPoints


def stand(shop: ShopPoints, facts: Facts, today: date) -> Standing:
    """The shop's account health on that day: the page's own score less what came after it."""
    span = timedelta(days=int(number(facts["ahr.window_days"])))
    lines = tuple(_scored(entry, span, today) for entry in shop.entries)
    shown = shop.shown if shop.shown and shop.shown.on <= today else None
    taken = (x.cost or Decimal(0) for x in lines if x.state == "counts" and (shown is None or x.entry.on > shown.on))
    score = max(Decimal(0), (shown.value if shown else number(facts["ahr.start"])) - sum(taken, Decimal(0)))
    milestones = facts["ahr.milestones"].value
    return Standing(
        shop=shop,
        system="account_health",
        score=score,
        scale=(number(facts["ahr.start"]), Decimal(0)),
        lines=lines,
        steps=tuple(_step(Decimal(at), score, facts) for at in (milestones if isinstance(milestones, tuple) else ())),
        clean_since=max((x.entry.on for x in lines if x.state == "counts"), default=None),
        notes=tuple(_notes(shop, facts, today)),
        facts=tuple(fact for name, fact in facts.items() if name.startswith("ahr.")),
    )


def _scored(entry: Deduction, span: timedelta, today: date) -> Scored:
    if entry.on > today:
        return not_yet(entry)
    if entry.status == "removed":
        return Scored(entry=entry, cost=None, state="removed")
    until = entry.on + span
    if entry.points is None:
        return Scored(entry=entry, cost=None, state="unknown", until=until, notes=(note("points_copy"),))
    if entry.status == "observed":
        return Scored(entry=entry, cost=entry.points, state="observed")
    return Scored(entry=entry, cost=entry.points, state="counts" if today < until else "lapsed", until=until)


def _step(at: Decimal, score: Decimal, facts: Facts) -> Step:
    """A milestone with the length of the listing ban that one source names."""
    bans = facts.get("ahr.listing_ban_days")
    said = bans.value if bans and isinstance(bans.value, tuple) else ()
    costs = [
        f"no new listings for {ban.split(' at ')[0]} days ({bans.grade})" for ban in said if bans and ban.endswith(f" at {at}")
    ]
    if not at:
        costs.append(f"deactivated ({facts['ahr.bands'].grade})" if "ahr.bands" in facts else "deactivated")
    return Step(at=at, left=max(Decimal(0), score - at), costs=tuple(costs), grade=facts["ahr.milestones"].grade)


def _notes(shop: ShopPoints, facts: Facts, today: date) -> Iterator[Note]:
    if shop.shown and shop.shown.on > today:
        yield note("points_shown_later", on=shop.shown.on)
    deduction = facts.get("ahr.deduction")
    if deduction is None or deduction.value is None:
        yield note("points_cost_not_found")
    if shop.shown is None:
        yield note("points_earned_unknown")
    for name in ("ahr.pauses_during_appeal", "ahr.replaces_points"):
        fact = facts.get(name)
        if fact and fact.says:
            yield note("points_fact", says=fact.says.en, grade=fact.grade)
