"""What to ask whom for, ready to be sent: at most five things each, what can come in time first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kit.case import files
from kit.desk.checklist import Ask
from kit.desk.quote import Quote
from kit.model import Finding
from kit.policy.requests import WAITS, Form, Giver, form, giver, made

MOST = 5
_TAKES = {"today": timedelta(0), "days": timedelta(days=2), "weeks": timedelta(weeks=2)}  # the kit's own guess of the least


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing to ask for, with the number by which a reply names it. `problem`: why what is there cannot be used."""

    n: int
    ask: Ask
    form: Form
    problem: tuple[Finding, ...] = ()


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
    found, asked = [], tuple(_asked(quote, asks))
    for one in dict.fromkeys(map(_giver, asked)):
        items = tuple(_items([a for a in asked if _giver(a) == one]))
        in_time = by is None or by - quote.now >= _TAKES[one.wait]
        found.append(Request(giver=one, items=items[:MOST], later=max(0, len(items) - MOST), by=by, is_in_time=in_time))
    return tuple(sorted(found, key=lambda r: WAITS.index(r.giver.wait)))


def numbered(one: Request, held: tuple[str, ...]) -> tuple[Request, tuple[str, ...]]:
    """The request with the numbers that its things have had since they were first asked for, and the names in that order.

    What came leaves a gap, so that a reply to an earlier message means the same.
    """
    order = held + tuple(item.ask.ask.id for item in one.items if item.ask.ask.id not in held)
    items = (replace(item, n=order.index(item.ask.ask.id) + 1) for item in one.items)
    return replace(one, items=tuple(sorted(items, key=lambda item: item.n))), order


def _asked(quote: Quote, asks: tuple[Ask, ...]) -> Iterator[Ask]:
    """What is open; for what the kit makes, once, the exports that it lacks. What was applied for is on its way."""
    exports = set()
    for ask in asks:
        if ask.state not in {"missing", "problem"}:
            continue
        source = made(ask.ask.kinds[0])
        if source is None:
            yield ask
        elif source.folder and source.export not in exports and not any(files(quote.opened.folder / source.folder)):
            exports.add(source.export)
            update = {"kinds": (source.export,), "what": source.what}
            yield replace(ask, ask=ask.ask.model_copy(update=update), items=(), findings=())


def _giver(ask: Ask) -> Giver:
    return giver(tuple(e.kind for e in ask.items) or ask.ask.kinds)


def _items(asks: list[Ask]) -> Iterator[Item]:
    """What a reviewer needs before what helps."""
    for n, ask in enumerate(sorted(asks, key=lambda a: not a.is_required), 1):
        kinds = tuple(e.kind for e in ask.items) or ask.ask.kinds
        problem = tuple(f for f in ask.findings if f.severity == "error")
        yield Item(n=n, ask=ask, form=form(kinds[0]), problem=problem)


def _by(quote: Quote) -> datetime | None:
    """The last moment at which the work can still begin."""
    return next((s.latest for s in quote.services if s.is_open), None)
