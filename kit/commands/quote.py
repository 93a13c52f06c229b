"""`poa quote`: what a case needs, has and lacks, how much time is left, and a price by the consultancy's own rates."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kit.phrases import LANGS, Lang, both, pairs, said, say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from decimal import Decimal

    from kit.desk.checklist import Ask
    from kit.desk.quote import Driver, Quote, Service


def quote(terminal: Terminal, case: Path, *, rates: Path | None, now: datetime, pdf: Path | None, as_json: bool) -> None:
    """Tell the quote of a case; `pdf`: also write it on one page, English and Chinese."""
    from kit.appeal import Appeal
    from kit.desk import quote as desk
    from kit.desk.unfilled import as_it_stands
    from kit.ledger import ledger_path
    from kit.model import Rates
    from kit.tools import yaml_text
    from kit.tools.atomic import write_bytes

    opened, to_fill = as_it_stands(case, now)
    appeal = Appeal(opened)
    path = rates or desk.rates_file(opened, ledger_path().parent)
    known = yaml_text.read(Rates, path) if path else None
    found = desk.quoted(opened, appeal.policy, appeal.family, now=now, rates=known, to_fill=to_fill)
    zone = appeal.policy.site.calendar.zone
    if as_json:
        terminal.json(_entry(found) | {"rates": path})
    _tell(terminal, found, zone)
    if path:
        terminal.say("quote_rates_of", path=path)
    if pdf:
        write_bytes(pdf, _page(found, zone))
        terminal.say("quote_wrote", path=pdf)


def _tell(terminal: Terminal, found: "Quote", zone: str) -> None:
    lang = terminal.lang
    for name, value in _facts(found, zone, lang):
        terminal.line(f"{name}: {value}")
    terminal.line(f"\n{say(lang, 'quote_evidence')}: {_counts(found, lang)}")
    terminal.table(terminal.heads("quote_need", "quote_state", "quote_what"), list(_asks(found.asks, lang)))
    terminal.line(f"\n{say(lang, 'quote_time')}: {say(lang, f'quote_effort_{found.effort}')}")
    for line in _times(found, zone, lang):
        terminal.line(f"  {line}")
    terminal.line(f"\n{say(lang, 'quote_drivers')}")
    for name, count, what in _drivers(found.drivers, lang):
        terminal.line(f"  {name}: {count}{f' ({what})' if what else ''}")
    terminal.line(f"\n{say(lang, 'quote_price')}")
    for name, sum_ in _prices(found, lang):
        terminal.line(f"  {name}{': ' if sum_ else ''}{sum_}")
    terminal.line(f"\n{say(lang, 'quote_no_promise')}")


def _facts(found: "Quote", zone: str, lang: Lang) -> Iterator[tuple[str, str]]:
    violation = found.opened.case.violation
    stated = {"violation.id": violation.id, "violation.title": violation.title}
    known = [value for key, value in stated.items() if key not in found.to_fill]
    yield say(lang, "quote_violation"), ", ".join(known) or say(lang, "quote_unfilled")
    yield say(lang, "quote_shop"), f"{found.opened.shop.name} ({violation.site}), {said(found.family.title, lang)}"
    unknown = "quote_unfilled" if "violation.deadline" in found.to_fill else "quote_unstated"
    due = _moment(violation.deadline, zone) if violation.deadline else say(lang, unknown)
    yield say(lang, "quote_deadline"), due
    yield say(lang, "quote_as_of"), _moment(found.now, zone)
    if found.to_fill:
        yield say(lang, "quote_to_fill"), ", ".join(found.to_fill)


def _counts(found: "Quote", lang: Lang) -> str:
    needed = [a for a in found.asks if a.is_required]
    states = [a.state for a in needed]
    missing, applying = states.count("missing"), states.count("applying")
    have = len(needed) - missing - applying
    return say(lang, "quote_counts", have=have, needed=len(needed), applying=applying, missing=missing)


def _asks(asks: "Iterable[Ask]", lang: Lang) -> Iterator[tuple[str, str, str]]:
    for ask in asks:
        yield say(lang, f"quote_{ask.need}"), say(lang, f"quote_state_{ask.state}"), said(ask.ask.what, lang)


def _times(found: "Quote", zone: str, lang: Lang) -> Iterator[str]:
    for service in found.services:
        yield f"{say(lang, f'quote_{service.name}', takes=service.takes.value)}: {_latest(service, zone, lang)}"
    for fact in {s.takes.source: s.takes for s in found.services}.values():
        yield say(lang, "quote_time_source", source=fact.source, grade=fact.grade)


def _latest(service: "Service", zone: str, lang: Lang) -> str:
    if service.latest is None:
        return say(lang, "quote_no_deadline")
    return say(lang, "quote_latest" if service.is_open else "quote_too_late", latest=_moment(service.latest, zone))


def _drivers(drivers: "Iterable[Driver]", lang: Lang) -> Iterator[tuple[str, str, str]]:
    for driver in drivers:
        count = say(lang, "quote_untold") if driver.count is None else str(driver.count or say(lang, "quote_none"))
        yield say(lang, f"quote_driver_{driver.key}"), count, _named(driver, lang)


def _idle(found: "Quote", lang: Lang) -> str:
    """What makes no case dearer here, in one line."""
    names = [say(lang, f"quote_driver_{d.key}") for d in found.drivers if d.count == 0]
    return f"{say(lang, 'quote_none')}: {'; '.join(names)}" if names else ""


def _named(driver: "Driver", lang: Lang, most: int = 4) -> str:
    names = [said(name, lang) for name in driver.names]
    more = f"; +{len(names) - most}" if len(names) > most else ""
    charged = f"; {say(lang, 'quote_charged_in', case=driver.charged_in)}" if driver.charged_in and driver.count else ""
    return "; ".join(names[:most]) + more + charged


def _prices(found: "Quote", lang: Lang) -> Iterator[tuple[str, str]]:
    if found.currency is None:
        yield say(lang, "quote_no_rates"), ""
    elif found.total is None:
        yield say(lang, "quote_no_price"), ""
    else:
        takes: dict[str, object] = {s.name: s.takes.value for s in found.services}
        for line in found.price:
            known = line.key in {"standard", "rush"}
            name = (
                say(lang, f"quote_{line.key}", takes=takes.get(line.key, "")) if known else say(lang, f"quote_driver_{line.key}")
            )
            counted = f"{line.count} x {_sum(line.each)} = " if line.count > 1 else ""
            yield name, f"{counted}{_sum(line.total)} {found.currency}"
        yield say(lang, "quote_total"), f"{_sum(found.total)} {found.currency}"
    if found.note:
        yield said(found.note, lang), ""


def _sum(amount: "Decimal") -> str:
    return f"{amount:,.2f}"


def _moment(moment: datetime, zone: str) -> str:
    """The moment at the site."""
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %Z}"


# --- page and json --------------------------------------------------------------------------------


def _page(found: "Quote", zone: str) -> bytes:
    """One page, each line in English and under it in Chinese; where room is short, what weighs least goes into one line.

    What is required and not there is always named: in rows of its own, else in one line.
    """
    from kit.errors import RenderError
    from kit.tools.typeset import pdf

    by_weight = sorted(found.asks, key=lambda a: (not a.is_required, not a.is_open))
    tried = {}

    def fits(count: int) -> bool:
        shown = by_weight[:count]
        tried[count] = pdf(_html(found, [a for a in found.asks if a in shown], zone))
        return tried[count].pages == 1

    needed = sum(a.is_required and a.is_open for a in by_weight)
    counts = range(len(by_weight), needed - 1, -1)
    if (at := bisect_left(counts, True, key=fits)) < len(counts):
        return tried[counts[at]].content
    dense = pdf(_html(found, [], zone))
    if dense.pages == 1:
        return dense.content
    raise RenderError("the quote does not fit on one page", ["shorten the titles in case.yaml, or the note in rates.yaml"])


def _html(found: "Quote", shown: "Sequence[Ask]", zone: str) -> str:
    from kit.tools.templates import rendered

    left = [a for a in found.asks if a not in shown]
    helpful = [a for a in left if not a.is_required]
    have = sum(a.state == "received" for a in helpful)
    there = sum(a.is_required and not a.is_open for a in left)
    lacking = [a for a in left if a.is_required and a.is_open]
    weighty = [replace(d, names=()) if d.key == "documents" else d for d in found.drivers if d.count != 0]  # named above
    return rendered(
        "quote.html.j2",
        made_on=found.now.date().isoformat(),
        words={key: _both(key) for key in ("title", "evidence", "time", "drivers", "price", "no_promise")},
        facts=pairs(lambda lang: _facts(found, zone, lang)),
        counts=[_counts(found, lang) for lang in LANGS],
        asks=pairs(lambda lang: _asks(shown, lang)),
        left=[
            *([_named_in_line(lacking)] if lacking else []),
            *([_both("left_required", count=there)] if there else []),
            *([_both("left", count=len(helpful), have=have)] if helpful else []),
        ],
        effort=_both(f"effort_{found.effort}"),
        is_late=found.effort in {"late", "rush"},
        times=pairs(lambda lang: _times(found, zone, lang)),
        drivers=pairs(lambda lang: _drivers(weighty, lang)),
        idle=[_idle(found, lang) for lang in LANGS],
        prices=pairs(lambda lang: _prices(found, lang)),
    )


def _named_in_line(lacking: "Sequence[Ask]") -> list[str]:
    return [say(lang, "quote_named", names="; ".join(said(a.ask.what, lang) for a in lacking)) for lang in LANGS]


def _both(key: str, **values: object) -> list[str]:
    return both(f"quote_{key}", **values)


def _entry(found: "Quote") -> dict[str, Any]:
    violation = found.opened.case.violation
    return {
        "case": found.opened.case.id,
        "violation_id": None if "violation.id" in found.to_fill else violation.id,
        "family": found.family.id,
        "site": violation.site,
        "deadline": violation.deadline,
        "as_of": found.now,
        "to_fill": found.to_fill,
        "effort": found.effort,
        "services": [
            {"name": s.name, "takes": s.takes.value, "unit": s.takes.unit, "latest_start": s.latest, "open": s.is_open}
            for s in found.services
        ],
        "evidence": [
            {"id": a.ask.id, "need": a.need, "state": a.state, "files": [e.id for e in a.items], "what": a.ask.what.en}
            for a in found.asks
        ],
        "drivers": [{"id": d.key, "count": d.count, "what": d.what} for d in found.drivers],
        "price": None
        if found.total is None
        else {
            "currency": found.currency,
            "total": float(found.total),
            "lines": [{"id": x.key, "count": x.count, "each": float(x.each)} for x in found.price],
        },
    }
