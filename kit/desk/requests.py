"""What to ask whom for, ready to be sent: at most five things each, what can come in time first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from kit.desk.checklist import Ask
from kit.desk.quote import Quote
from kit.policy.requests import WAITS, Form, Giver, form, giver

MOST = 5
_TAKES = {"today": timedelta(0), "days": timedelta(days=2), "weeks": timedelta(weeks=2)}  # the kit's own guess of the least


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to ask for. `problem`: what is there and cannot be used."""

    ask: Ask
    form: Form
    problem: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one giver is asked for, until when; `later`: what is asked once these have come."""

    giver: Giver
    items: tuple[Item, ...]
    later: int
    by: datetime | None
    is_in_time: bool  # whether what takes that long can come before the answer is due


def requests(quote: Quote, asks: tuple[Ask, ...]) -> tuple[Request, ...]:
    """One request for each giver of something that is still open, soonest first."""
    by = _by(quote)
    found = []
    for one in dict.fromkeys(map(_giver, filter(_is_asked, asks))):
        items = tuple(_items([a for a in asks if _is_asked(a) and _giver(a) == one]))
        in_time = by is None or by - quote.now >= _TAKES[one.wait]
        found.append(Request(giver=one, items=items[:MOST], later=max(0, len(items) - MOST), by=by, is_in_time=in_time))
    return tuple(sorted(found, key=lambda r: WAITS.index(r.giver.wait)))


def _is_asked(ask: Ask) -> bool:
    """What the client applied for is on its way."""
    return ask.state in {"missing", "problem"}


def _giver(ask: Ask) -> Giver:
    return giver(tuple(e.kind for e in ask.items) or ask.ask.kinds)


def _items(asks: list[Ask]) -> Iterator[Item]:
    """What a reviewer needs before what helps."""
    for ask in sorted(asks, key=lambda a: not a.is_required):
        kinds = tuple(e.kind for e in ask.items) or ask.ask.kinds
        problem = tuple(f.message for f in ask.findings if f.severity == "error")
        yield Item(ask=ask, form=form(kinds[0]), problem=problem)


def _by(quote: Quote) -> datetime | None:
    """The last moment at which the work can still begin."""
    return next((s.latest for s in quote.services if s.is_open), None)
