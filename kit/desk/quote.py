"""What one case takes: evidence that is there and that is not, the time that is left, what drives the cost, and a price by own rates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from textwrap import shorten
from typing import Literal
from zoneinfo import ZoneInfo

from kit.case import files
from kit.desk.checklist import Ask, checklist
from kit.model import Case, Corrective, Fact, Family, OpenCase, Policy, Preventive, Rates, RootCause, Statement
from kit.policy import profiles
from kit.tools import calendar, siblings

Effort = Literal["standard", "rush", "late", "open"]
RATES = "rates.yaml"
_SHORT = 40  # characters of a statement by which it is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A time in which the work is done, and the last moment at which it can begin."""

    name: Literal["standard", "rush"]
    takes: Fact
    latest: datetime | None  # None: the notice names no deadline
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """Something that makes a case dearer: how often it does so here. `count` None: the case does not tell."""

    key: str
    count: int | None
    what: tuple[str, ...] = ()  # the things counted, by id
    names: tuple[Statement, ...] = ()  # the same as people call them
    charged_in: str = ""  # the case of the group in whose quote it is charged, where that is another


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """One line of the price."""

    key: str
    count: int
    each: Decimal

    @property
    def total(self) -> Decimal:
        """The line's sum."""
        return self.count * self.each


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """All that a quote says. `effort`: the time that is still enough; `late`: none is; `open`: no deadline is known."""

    opened: OpenCase
    family: Family
    now: datetime
    asks: tuple[Ask, ...]
    services: tuple[Service, ...]
    effort: Effort
    drivers: tuple[Driver, ...]
    currency: str | None
    price: tuple[PriceLine, ...]
    note: Statement | None
    to_fill: tuple[str, ...] = ()  # keys of case.yaml that nobody has filled yet

    @property
    def lacking(self) -> tuple[Ask, ...]:
        """What is required and not there yet."""
        return tuple(a for a in self.asks if a.is_required and a.is_open)

    @property
    def total(self) -> Decimal | None:
        """The price in the currency of the rates; None without rates or where it is too late."""
        return sum((line.total for line in self.price), Decimal(0)) if self.price else None


def quoted(
    opened: OpenCase, policy: Policy, family: Family, *, now: datetime, rates: Rates | None, to_fill: tuple[str, ...] = ()
) -> Quote:
    """The quote of a case as of `now`. Reads no export and opens no evidence; `to_fill`: what the case does not state yet."""
    case = opened.case
    asks = tuple(_asks(opened, checklist(case, family, ())))
    services = tuple(_services(case, policy, now))
    effort = _effort(services)
    drivers = tuple(_drivers(opened, asks))
    return Quote(
        opened=opened,
        family=family,
        now=now,
        asks=asks,
        services=services,
        effort=effort,
        drivers=drivers,
        currency=rates.currency if rates else None,
        price=tuple(_price(rates, effort, drivers)) if rates else (),
        note=rates.note if rates else None,
        to_fill=to_fill,
    )


def _asks(opened: OpenCase, asks: tuple[Ask, ...]) -> Iterator[Ask]:
    """The asks; the list that the kit makes of the orders is not there before there is an export of them."""
    has_orders = any(files(opened.folder / "orders"))
    for ask in asks:
        here = [item for item in ask.items if item.status == "have"]
        waits = ask.state == "received" and not has_orders and all(item.made == "affected_orders" for item in here)
        yield replace(ask, state="missing") if waits else ask


def rates_file(opened: OpenCase, home: Path) -> Path | None:
    """The nearest rates.yaml: with the case, the client or the clients, else where the ledger is; None where nobody wrote any."""
    folder = opened.folder.resolve()
    places = (folder, folder.parent, folder.parent.parent, home)
    return next((place / RATES for place in places if (place / RATES).is_file()), None)


def _services(case: Case, policy: Policy, now: datetime) -> Iterator[Service]:
    """The two times that the profile names; else the seed's, for they tell of the work and of no rule of the platform."""
    of_work = (fact for fact in profiles()["seed"].facts if fact.id.startswith("quote."))
    facts = {fact.id: fact for fact in (*of_work, *policy.facts)}
    deadline, days = case.violation.deadline, policy.site.calendar
    if fact := facts.get("quote.standard_business_days"):
        latest = _days_before(deadline, int(str(fact.value)), policy) if deadline else None
        yield Service(name="standard", takes=fact, latest=latest, is_open=latest is None or now <= latest)
    if fact := facts.get("quote.rush_hours"):
        latest = deadline - timedelta(hours=float(str(fact.value))) if deadline else None
        latest = latest.astimezone(ZoneInfo(days.zone)) if latest else None
        yield Service(name="rush", takes=fact, latest=latest, is_open=latest is None or now <= latest)


def _days_before(deadline: datetime, days: int, policy: Policy) -> datetime:
    """The end of the last day at the site from which so many working days still end before the deadline."""
    zone = ZoneInfo(policy.site.calendar.zone)
    start = deadline.astimezone(zone)
    until = deadline + timedelta(minutes=1)  # 23:59 is the whole of that minute, and so of that day
    while calendar.add_business_days(start, days, policy.site.calendar) > until:
        start -= timedelta(1)
    return start.replace(hour=23, minute=59, second=0, microsecond=0)


def _effort(services: tuple[Service, ...]) -> Effort:
    if all(s.latest is None for s in services):
        return "open"
    return next((s.name for s in services if s.is_open), "late")


def _drivers(opened: OpenCase, asks: tuple[Ask, ...]) -> Iterator[Driver]:
    """What seed 000 names as driving the cost, as far as the case tells it."""
    case = opened.case
    lacking = [a for a in asks if a.is_required and a.state == "missing"]
    yield Driver(
        key="documents", count=len(lacking), what=tuple(a.ask.id for a in lacking), names=tuple(a.ask.what for a in lacking)
    )
    applying = [e for e in case.evidence if e.status == "applying"]
    yield Driver(
        key="compliance", count=len(applying), what=tuple(e.id for e in applying), names=tuple(e.caption for e in applying)
    )
    measures: tuple[Corrective | Preventive, ...] = (*case.corrective, *case.preventive)
    owners = sorted({o for thing in measures if (o := thing.owner)})
    yield Driver(
        key="coordination",
        count=len(owners) if owners else None,
        what=tuple(owners),
        names=tuple(_title(owner, opened) for owner in owners),
    )
    others = (*(f"{c.violation.site} {c.violation.id}" for c in siblings.of_group(opened)), *siblings.to_fill(opened))
    yield Driver(key="sites", count=len(others), what=others, names=_plain(others), charged_in=_charged_in(opened))
    yield Driver(
        key="attempts",
        count=max(case.attempt - 1, len(case.history)),
        what=tuple(h.file for h in case.history),
        names=_plain(f"{h.date}, {Path(h.file).name}" for h in case.history),
    )
    earlier = tuple(v.id for v in case.violation.repeats)
    yield Driver(key="earlier", count=len(earlier), what=earlier, names=_plain(earlier))
    is_lawyers = case.violation.family == "ip" and case.stance == "dispute"
    yield Driver(key="lawyers", count=int(is_lawyers))
    said: tuple[RootCause | Corrective | Preventive, ...] = (*case.root_causes, *measures)
    untranslated = [thing for thing in said if not thing.what.zh]
    yield Driver(
        key="translation",
        count=len(untranslated),
        what=tuple(thing.id for thing in untranslated),
        names=_plain(shorten(thing.what.en, _SHORT, placeholder=" …") for thing in untranslated),
    )


def _plain(names: Iterable[str]) -> tuple[Statement, ...]:
    """Names that are the same in every language."""
    return tuple(Statement(en=name) for name in names)


def _title(owner: str, opened: OpenCase) -> Statement:
    """What a person is called at work, in Chinese where the case has the word; else the id that the case states."""
    titles = {person.id: person.title for person in opened.seller.people}
    title = titles.get(owner, owner)
    words = {word.en: word.zh for word in opened.case.review.words}
    return Statement(en=title, zh=words.get(title))


def _charged_in(opened: OpenCase) -> str:
    """The first folder of the group, where its further letters are charged; empty where it is this one's."""
    first = siblings.first_of_group(opened)
    return "" if first == opened.folder.resolve().name else first


def _price(rates: Rates, effort: Effort, drivers: tuple[Driver, ...]) -> Iterator[PriceLine]:
    """The work in its time, and what makes it dearer."""
    if effort == "late":
        return
    work: Literal["standard", "rush"] = "rush" if effort == "rush" else "standard"
    yield PriceLine(key=work, count=1, each=rates.rush if work == "rush" else rates.standard)
    counts = {d.key: 0 if d.charged_in else d.count or 0 for d in drivers}
    extras = (
        ("documents", rates.missing_document),
        ("sites", rates.further_site),
        ("attempts", rates.further_attempt),
        ("earlier", rates.earlier_violation),
    )
    yield from (PriceLine(key=key, count=counts[key], each=each) for key, each in extras if counts[key] and each)
