"""The late orders of the violation's window: a table for people, and every row in a CSV that it names by its hash.

Only columns of the allow-list are printed, so that buyers' data cannot slip in with a new column.
"""

import csv
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kit.errors import RenderError
from kit.made._request import Request
from kit.model import Metric
from kit.tools import figures, glyphs
from kit.tools.atomic import write_bytes
from kit.tools.cells import harmless, is_there, text
from kit.tools.templates import rendered
from kit.tools.typeset import pdf

if TYPE_CHECKING:
    import pandas as pd

EXHIBIT = "affected_orders"  # the kind of evidence that it is

COLUMNS = ("order_id", "created_at", "due_at", "clock_at", "hours_late", "warehouse", "carrier", "status")
TIMES = ("created_at", "due_at", "clock_at")
ROWS_A_PAGE = 30
MAX_ROWS = 60
"""Rows on paper: two pages, which a reviewer does look through; the CSV has all. Where there are more, the longest delays
are kept, so that the shorter list cannot look as if it hid the worst."""
CLOCKS = {"label": "Label made", "handover": "Handed over", "scan": "First scan", None: "Done"}
"""What the counting clock's time is called in the table's head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One late order as printed."""

    n: int
    order_id: str
    placed: str
    due: str
    done: str
    hours_late: str
    warehouse: str
    carrier: str
    status: str


def draw(request: Request, out: Path) -> Path | str:
    """The exhibit's PDF in `out`, beside the CSV with all rows; or why no metric could be computed."""
    affected = request.analysis.affected
    if affected is None:
        main = request.analysis.metric(request.analysis.main) if request.analysis.main else None
        return (main.unavailable if main else None) or "its rate could not be computed from the exports; see `poa check`"
    unknown = [str(name) for name in affected.columns if name not in COLUMNS]
    if unknown:
        raise RenderError("affected orders: columns that are not on the list of what may be shown", unknown)
    name = Path(__file__).stem
    table = affected[list(COLUMNS)]
    content = _csv(table, request.policy.zone)
    html = _page(request, table, csv_name=f"{name}.csv", digest=sha256(content).hexdigest())
    drawn = pdf(html).content
    write_bytes(out / f"{name}.csv", content)
    write_bytes(out / f"{name}.pdf", drawn)
    return out / f"{name}.pdf"


# --- on paper -----------------------------------------------------------------------------------


def _page(request: Request, table: "pd.DataFrame", *, csv_name: str, digest: str) -> str:
    metric, site = _metric(request), request.policy.site
    rows = _rows(_latest(table), request.policy.zone, site.date_style)
    texts = [(f"affected orders, row {r.n}", f"{r.warehouse} {r.carrier} {r.status} {r.order_id}") for r in rows]
    glyphs.check([*texts, ("affected orders", f"{request.item.caption.en} {metric.definition}")])
    return rendered(
        "orders_table.html.j2",
        language=site.language if site.language.startswith("en") else "en",
        title=request.item.caption.en,
        made_on=request.case.letter.date.isoformat(),
        clock=CLOCKS[metric.clock],
        zone_name=f"{request.policy.zone.key.rpartition('/')[2].replace('_', ' ')} time",
        pages=tuple(rows[at : at + ROWS_A_PAGE] for at in range(0, len(rows), ROWS_A_PAGE)),
        shown=len(rows),
        total=len(table),
        metric=metric,
        during=metric.rate("during"),
        window=_window(metric, site.date_style),
        readings=request.readings,
        csv_name=csv_name,
        digest=digest,
    )


def _metric(request: Request) -> Metric:
    """The metric that the violation is about, whose orders these are."""
    return next(m for m in request.analysis.metrics if m.id == request.analysis.main)


def _window(metric: Metric, style: str) -> str:
    during = metric.rate("during")
    return figures.window(during.window, style) if during else ""


def _latest(table: "pd.DataFrame") -> "pd.DataFrame":
    """At most MAX_ROWS rows, those with the most hours (without hours: the latest orders), still oldest first."""
    if len(table) <= MAX_ROWS:
        return table
    if table["hours_late"].isna().all():
        return table.tail(MAX_ROWS)
    keep = table["hours_late"].rank(method="first", ascending=False, na_option="top") <= MAX_ROWS
    return table[keep]


def _rows(table: "pd.DataFrame", zone: ZoneInfo, style: str) -> tuple[Row, ...]:
    local = table.assign(**{name: table[name].dt.tz_convert(zone) for name in TIMES})
    return tuple(
        Row(
            n=n,
            order_id=text(row.order_id),
            placed=_moment(row.created_at, style),
            due=_moment(row.due_at, style),
            done=_moment(row.clock_at, style) or "not yet",
            hours_late=_hours(row.hours_late),
            warehouse=text(row.warehouse),
            carrier=text(row.carrier),
            status=text(row.status).replace("_", " ").capitalize(),
        )
        for n, row in enumerate(local.itertuples(index=False), 1)
    )


def _moment(value: Any, style: str) -> str:
    """11 May, 16:00; nothing where there is no time."""
    return f"{figures.day(value, style, year=False)}, {value:%H:%M}" if is_there(value) else ""


def _hours(value: Any) -> str:
    return f"{value:,.1f}" if is_there(value) else ""


# --- for spreadsheets -----------------------------------------------------------------------------


def _csv(table: "pd.DataFrame", zone: ZoneInfo) -> bytes:
    """All rows, times local with their offset. UTF-8 with a mark, so that spreadsheets read Chinese names."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # so that it quotes both, should a name hold one
    writer.writerow(COLUMNS)
    local = table.assign(**{name: table[name].dt.tz_convert(zone) for name in TIMES})
    writer.writerows([_cell(value) for value in row] for row in local.itertuples(index=False))
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if not is_there(value):
        return ""
    if isinstance(value, float):
        return harmless(f"{value:.2f}")
    return harmless(value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value))
