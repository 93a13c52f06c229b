"""Which of the known formats a file is of, by its headers; or why none is, with the next step."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kit.orders.export_format import TableFormat, client_formats, folded, formats, table_formats
from kit.orders.fields import TABLES

_LOOKED_AT = 20  # rows from the top in which a header may stand


def headed(
    rows: Sequence[Sequence[str]],
    *,
    site: str,
    declared: str | None,
    folder: str = "orders",
    client: Sequence[Path] = (),
    sheet: str | None = None,
) -> tuple[int, TableFormat] | str:
    """Which of the first filled rows is the header, and of which format; or why none is, with the next step."""
    known = candidates(folder, client, sheet)
    closest: tuple[int, str] = (-1, "it is empty")
    for at, headers in enumerate(rows[:_LOOKED_AT]):
        found = _chosen(headers, known, site=site, declared=declared, folder=folder)
        if isinstance(found, TableFormat) and at < found.layout.header_within:
            return at, found
        matched = max((_matched(f, headers) for f in known.values()), default=0)
        if isinstance(found, str) and matched > closest[0]:
            closest = (matched, found)
    return closest[1]


def fitting(
    headers: Sequence[str], *, site: str, declared: str | None, folder: str = "orders", client: Sequence[Path] = ()
) -> TableFormat | str:
    """The format of an export with these headers, or why there is none, with the next step."""
    found = headed([headers], site=site, declared=declared, folder=folder, client=client)
    return found if isinstance(found, str) else found[1]


def candidates(folder: str, client: Sequence[Path] = (), sheet: str | None = None) -> dict[str, TableFormat]:
    """The formats of tables that a folder of a case may hold, by id: the client's own, then the kit's.

    Those of JSON answers are left out, and those that stand in a sheet of another name.
    """
    own = client_formats(client)
    known = [*own.values(), *table_formats()]
    return {
        f.id: f
        for f in known
        if TABLES[f.kind].folder == folder and f.layout.records is None and _may_stand_in(f.layout.sheets, sheet)
    }


def _may_stand_in(sheets: Sequence[str], sheet: str | None) -> bool:
    return sheet is None or not sheets or folded(sheet) in {folded(name) for name in sheets}


def _chosen(
    headers: Sequence[str], known: dict[str, TableFormat], *, site: str, declared: str | None, folder: str
) -> TableFormat | str:
    if declared is not None:
        if declared not in known:
            return f"format {declared!r} is not known; write one of {', '.join(known)} in case.yaml data.{folder}"
        return _complete(known[declared], headers)
    whole = [f for f in known.values() if not _lacking(f, headers)]
    if not whole:
        return _none_fits(headers, known, site)
    best = max(whole, key=lambda f: _fit(f, headers, site))
    if not _is_of_site(best, headers, site):
        return (
            f"no format of site {site} is known; {_matched(best, headers)} of {len(headers)} headers are those of {best.id}, which "
            f"is of site {best.market}. If they mean the same, state for this file in case.yaml data.{folder} all three: "
            f"format: {best.id}, zone: (of its times, such as America/Los_Angeles) and date_format: (such as MM/DD/YYYY "
            f"HH:MM:SS); its zone and dates are not taken from {best.id}; known formats: {', '.join(known)}; {_MAP}"
        )
    return _complete(best, headers)


_MAP = "or let `poa map FILE` propose what its columns mean"


def _next(known: dict[str, TableFormat]) -> str:
    """What helps a file that no format fits: a mapping of an export, or the heads of the form that a record is."""
    if any(TABLES[f.kind].folder != "records" for f in known.values()):
        return _MAP
    forms = "; ".join(f"{f.id}: {', '.join(map(f.header_of, TABLES[f.kind].needed))}" for f in known.values())
    return f"a record is written by you: name its columns as one of these forms does, at least ({forms})"


def _none_fits(headers: Sequence[str], known: dict[str, TableFormat], site: str) -> str:
    """No candidate has all that it needs: what the closest lacks, or that there is none."""
    best = max(known.values(), key=lambda f: (bool(_first_id(f, headers)), *_fit(f, headers, site)), default=None)
    if best is None:
        return f"no format is known for it; {_MAP}"
    if _first_id(best, headers):
        return f"{_complete(best, headers)}; {_next(known)}"
    if all(TABLES[f.kind].folder == "records" for f in known.values()):
        return f"no record of a known form; its headers are {_shown(headers)}; {_next(known)}"
    kinds = " or ".join(dict.fromkeys(f.kind for f in known.values()))
    wanted = " or ".join(dict.fromkeys(_said_of(TABLES[f.kind].needed[0]) for f in known.values()))
    return f"no {wanted} column, so no export of {kinds}; its headers are {_shown(headers)}; known formats: {', '.join(known)}; {_MAP}"


def _said_of(field: str) -> str:
    return field.replace("_", " ")


def _first_id(found: TableFormat, headers: Sequence[str]) -> list[int] | None:
    return found.fields(headers).get(TABLES[found.kind].needed[0])


def _fit(candidate: TableFormat, headers: Sequence[str], site: str) -> tuple[bool, bool, int, int, int]:
    """How well a format fits, most telling first: made for the client, hints of its market, the site, headers it knows."""
    hints = _hints(candidate, headers)
    place = 2 if candidate.market == site else 1 if candidate.market is None else 0
    return candidate.id not in formats(), hints > 0, place, hints, _matched(candidate, headers)


def _is_of_site(candidate: TableFormat, headers: Sequence[str], site: str) -> bool:
    """Whether the file is of the case's site, of any site, or says itself of which it is."""
    return candidate.market in {site, None} or candidate.id not in formats() or _hints(candidate, headers) > 0


def _hints(candidate: TableFormat, headers: Sequence[str]) -> int:
    stated = {folded(h) for h in headers}
    return sum(folded(h) in stated for h in candidate.hints)


def _matched(candidate: TableFormat, headers: Sequence[str]) -> int:
    return sum(1 for h in headers if h) - len(candidate.unknown_headers(headers))


def _lacking(found: TableFormat, headers: Sequence[str]) -> list[str]:
    fields = found.fields(headers)
    return [found.header_of(f) for f in TABLES[found.kind].needed if f not in fields]


def _complete(found: TableFormat, headers: Sequence[str]) -> TableFormat | str:
    if missing := _lacking(found, headers):
        return f"no column {' or '.join(missing)}, which {found.id} needs; its headers are {_shown(headers)}"
    return found


def _shown(headers: Sequence[str], most: int = 12) -> str:
    """Headers as a message may name them: what may be a buyer's row is not quoted."""
    if looks_like_data(headers):
        return "not there: its first row looks like data; export it again with its header row"
    plain = [h for h in headers if folded(h) in _header_words() or not re.search(r"\d", h)]
    shown = ", ".join(repr(h[:40]) for h in plain[:most])
    return shown + (f" and {len(headers) - most} more" if len(headers) > most else "")


_DATA = r"@|\d{5,}|\d[-/.:]\d+[-/.:]\d|^[^\w\s]{0,3}[\d.,]+$"  # an address, a long number, a date, an amount: no header


def looks_like_data(row: Sequence[str], known: int | None = None) -> bool:
    """Whether a row is no header: more of its cells hold what only data does than are known headers."""
    if known is None:
        known = sum(folded(cell) in _header_words() for cell in row if cell.strip())
    return sum(re.search(_DATA, cell.strip()) is not None for cell in row) > known


@cache
def _header_words() -> frozenset[str]:
    """Every header that a format of the kit knows."""
    stated = [h for f in table_formats() for h in (*f.known, *f.buyer, *(h for c in f.columns for h in c.headers))]
    return frozenset(folded(header) for header in stated)
