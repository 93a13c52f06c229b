"""The facts of a policy as rows to print or to give as JSON."""

from dataclasses import dataclass
from datetime import date

from kit.model import Fact, Policy, Site
from kit.policy.facts import stale, unverified
from kit.tools import calendar

_WINTER = date(2026, 1, 14)  # a week like any other, for the days of rest


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact as it is shown; dates are ISO text, so that `dataclasses.asdict` is JSON."""

    id: str
    value: str | bool | int | float | tuple[str, ...] | None
    shown: str  # the value with its unit, as a person reads it; `not found` where it is None
    unit: str
    says: str
    source: str
    seen: str | None
    checked: str | None
    grade: str
    quotable: bool
    unverified: bool
    stale: bool
    conflicts: str


def rows(policy: Policy, today: date) -> tuple[Row, ...]:
    """One row a fact, in the order of their ids; `today` decides what is stale."""
    return tuple(_row(fact, today) for fact in policy.facts)


def _row(fact: Fact, today: date) -> Row:
    return Row(
        id=fact.id,
        value=fact.value,
        shown=shown(fact),
        unit=fact.unit,
        says=fact.says.en if fact.says else "",
        source=fact.source or "",
        seen=fact.seen.isoformat() if fact.seen else None,
        checked=fact.checked.isoformat() if fact.checked else None,
        grade=fact.grade,
        quotable=fact.is_quotable,
        unverified=unverified(fact),
        stale=stale(fact, today),
        conflicts=fact.conflicts.en if fact.conflicts else "",
    )


def shown(fact: Fact) -> str:
    """The value with its unit, as a person reads it; `not found` where there is none."""
    value = fact.value
    if value is None:
        return "not found"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "; ".join(value) if isinstance(value, tuple) else f"{value:,}" if isinstance(value, int | float) else value
    gap = "" if fact.unit == "%" else " "
    return f"{text}{gap}{fact.unit.replace('_', ' ')}".strip()


def about(site: Site) -> dict[str, str]:
    """What a site is, by what is told of it: its name, how it writes amounts and dates, its clock and its days of rest."""
    rest = ", ".join(calendar.rest_days(_WINTER, site.calendar))
    place = calendar.place_name(site.calendar)
    return {
        "name": f"{site.name} {site.name_zh}",
        "language": site.language,
        "amounts": amount(site),
        "in_exports": site.money.exports,
        "paper_dates": f"{site.paper}, {site.date_style.replace('_', ' ')}",
        "zone": f"{site.calendar.zone} ({site.calendar.zone_status})",
        "rest": rest + (f", as in {place}" if place else ""),
        "law": site.law or "its own",
    }


def amount(site: Site) -> str:
    """How an amount is written there, shown on one: GBP 1,234.50 (£), JPY 1,234 (¥)."""
    cents = f"{site.money.decimal}50" if site.money.minor else ""
    return f"{site.currency} 1{site.money.thousands}234{cents} ({site.money.sign})"
