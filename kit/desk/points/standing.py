"""How each shop of a client stands on a day. Which system counts is told by the facts that the profile and the site hold."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from kit.desk.points import account_health, hundred, violation_points
from kit.desk.points.scored import Facts, Note, Standing, note, plain
from kit.model import Fact, PointsFile, ShopPoints
from kit.policy import resolve

Count = Callable[[ShopPoints, Facts, date], Standing]
_SYSTEMS: dict[str, Count] = {  # by the fact that only they have
    "points.start": hundred.stand,
    "ahr.start": account_health.stand,
    "violation_points.milestones": violation_points.stand,
}
_PAGES_OF = {"AHR": "US"}  # the site whose pages tell how a system counts
_SCALE = ("ahr.start", "ahr.max", "ahr.window_days", "ahr.milestones", "ahr.bands", "ahr.listing_ban_days")


def standings(stated: PointsFile, profile: str, today: date) -> tuple[Standing, ...]:
    """Each shop as of `today` by the profile's rules; a shop whose site has none of its own is said so.

    Raises `Usage` for an unknown site or profile.
    """
    found = tuple(_standing(shop, profile, today) for shop in stated.shops)
    return tuple(replace(s, notes=(*s.notes, *_linked(s, found))) for s in found)


def _standing(shop: ShopPoints, profile: str, today: date) -> Standing:
    stated = _facts(shop.site, shop, profile, today)
    lent = _lent(stated, shop, profile, today)
    facts = lent | stated
    for known, stand in _SYSTEMS.items():
        if known in facts and facts[known].value is not None:
            standing = stand(shop, facts, today)
            claimed = (*_said_of(facts), note("points_as_elsewhere", other=_PAGES_OF[_system(facts)])) if lent else ()
            return replace(standing, notes=(*claimed, *standing.notes, *_against_the_page(shop, facts, stand)))
    shown = shop.shown if shop.shown and shop.shown.on <= today else None
    return Standing(
        shop=shop,
        system="none",
        score=shown.value if shown else None,
        scale=None,
        notes=(*_as_shown(shop, today), note("points_no_system", site=shop.site, profile=profile), *_said_of(facts)),
    )


def _facts(site: str, shop: ShopPoints, profile: str, today: date) -> dict[str, Fact]:
    policy = resolve(site, profile, seller_type=shop.seller_type, fulfilment="seller", day=today)
    return {fact.id: fact for fact in policy.facts}


def _system(facts: Facts) -> str:
    """The name of the system that a source says the site uses; empty for none."""
    fact = facts.get("health.system")
    return str(fact.value) if fact and fact.value is not None else ""


def _lent(facts: Facts, shop: ShopPoints, profile: str, today: date) -> dict[str, Fact]:
    """The scale of a system that only another site's page states. Its grade is that of the claim that this site uses it."""
    other = _PAGES_OF.get(_system(facts))
    if other is None or any(known in facts for known in _SYSTEMS):
        return {}
    grade = facts["health.system"].grade
    theirs = _facts(other, shop, profile, today)
    return {name: theirs[name].model_copy(update={"grade": grade}) for name in _SCALE if name in theirs}


def _as_shown(shop: ShopPoints, today: date) -> Iterator[Note]:
    """Of which day a score is that nothing was counted to, and how many lines came after it."""
    shown = shop.shown
    if shown and shown.on > today:
        yield note("points_shown_later", on=shown.on)
    elif shown:
        since = sum(shown.on < entry.on <= today for entry in shop.entries)
        yield note("points_as_shown", on=shown.on, count=since) if since else note("points_as_shown_alone", on=shown.on)


def _said_of(facts: Facts) -> Iterator[Note]:
    """What a source says of the system that the site uses, though of no rule in it."""
    fact = facts.get("health.system")
    if fact and fact.says:
        yield note("points_fact", says=fact.says, grade=fact.grade)
        if fact.conflicts:
            yield note("points_conflict", says=fact.conflicts)


def _against_the_page(shop: ShopPoints, facts: Facts, stand: Count) -> Iterator[Note]:
    """One note where the score that the page showed is not the one that its lines give for that day."""
    shown = shop.shown
    if shown is None or stand is account_health.stand:  # there points are earned too, which no line tells
        return
    before = tuple(entry for entry in shop.entries if entry.on <= shown.on)
    then = stand(shop.model_copy(update={"entries": before}), facts, shown.on).score
    if then is not None and then != shown.value:
        yield note("points_page_differs", shown=plain(shown.value), on=shown.on, then=plain(then))


def _linked(one: Standing, all_: tuple[Standing, ...]) -> Iterator[Note]:
    """One note where a deduction in another shop of the client is said to cost this one too."""
    others = [s for s in all_ if s is not one and any(x.state == "counts" for x in s.lines)]
    rule = next((f for f in chain.from_iterable(s.facts for s in all_) if f.id == "points.linked_sites.rank_loss"), None)
    if rule and others:
        shops = ", ".join(f"{s.shop.site} {s.shop.name}" for s in others)
        yield note("points_linked", shops=shops, share=rule.value, unit=rule.unit, grade=rule.grade)
