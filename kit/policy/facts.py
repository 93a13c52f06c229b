"""Which facts hold for one case, and how far each is to be trusted."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from kit.model import Fact, Policy, SitePack
from kit.paths import POLICY
from kit.policy import packs
from kit.tools import calendar

STALE_AFTER = timedelta(days=180)
OF_THE_LETTER = frozenset(
    {"appeal", "bundle", "channel", "evidence", "legal", "letter", "notice", "quote", "registration", "review"}
)
"""First words of the facts that hold on the letter's day: what is asked of an appeal when it is sent. All others say how the
shop's conduct is judged, and hold as they stood when it took place."""


def resolve(
    site: str,
    profile: str,
    *,
    seller_type: str,
    fulfilment: str,
    day: date,
    judged: date | None = None,
    place: str | None = None,
    folder: Path = POLICY,
) -> Policy:
    """The facts of a site under a profile for a kind of seller, one for each id.

    `day` is the letter's, on which the facts of `OF_THE_LETTER` must hold; `judged` (if it is another day) is that of the
    conduct, on which all others must. The profile's facts win over the site's; among facts of one pack the more specific
    wins. `fulfilment: mixed` is judged as `seller`: what the platform itself ships is not held against the seller. `place`:
    the part of the country whose working days count. Raises `Usage` for an unknown site, profile or place.
    """
    pack = _at(packs.site(site, folder), place)
    ships = "seller" if fulfilment == "mixed" else fulfilment

    def applies(fact: Fact) -> bool:
        return (
            fact.holds_on(day if fact.id.partition(".")[0] in OF_THE_LETTER else judged or day)
            and fact.seller_type in {None, seller_type}
            and fact.fulfilment in {None, ships}
            and (not fact.sites or pack.code in fact.sites)
        )

    chosen = _specific(filter(applies, pack.facts)) | _specific(filter(applies, packs.profile(profile, folder).facts))
    return Policy(site=pack, profile=profile, facts=tuple(chosen[i] for i in sorted(chosen)))


def differing(one: Policy, other: Policy) -> tuple[tuple[Fact, Fact], ...]:
    """The facts of two sites that both were found and have other values. What only one of them states is no known difference.

    Facts of the export's form are none of the platform's rules.
    """
    theirs = {fact.id: fact for fact in other.facts}
    pairs = ((fact, theirs[fact.id]) for fact in one.facts if fact.id in theirs and not fact.id.startswith("orders."))
    return tuple((a, b) for a, b in pairs if None not in {a.value, b.value} and (a.value, a.unit) != (b.value, b.unit))


def stale(fact: Fact, today: date) -> bool:
    """Whether it was last seen or checked more than 180 days before `today`. What was never seen is not stale but `unverified`."""
    looked = [d for d in (fact.seen, fact.checked) if d]
    return bool(looked) and today - max(looked) > STALE_AFTER


def unverified(fact: Fact) -> bool:
    """Whether no person has confirmed it on the live page."""
    return fact.checked is None


def _at(pack: SitePack, place: str | None) -> SitePack:
    """The pack with the working days of a part of its country; an unknown one is a `Usage` error that names all."""
    if place is None:
        return pack
    code = calendar.subdivision(pack.calendar.holidays, place)
    return pack.model_copy(update={"calendar": pack.calendar.model_copy(update={"subdivision": code, "place": place})})


def _specific(facts: Iterable[Fact]) -> dict[str, Fact]:
    """By id, the fact that names most of site, seller type and fulfilment."""
    chosen: dict[str, Fact] = {}
    for fact in facts:
        if fact.id not in chosen or _narrowness(fact) > _narrowness(chosen[fact.id]):
            chosen[fact.id] = fact
    return chosen


def _narrowness(fact: Fact) -> tuple[int, bool, bool]:
    return (sum(map(bool, (fact.seller_type, fact.fulfilment, fact.sites))), fact.seller_type is not None, bool(fact.fulfilment))
