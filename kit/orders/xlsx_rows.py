"""The rows of XLSX exports, with the row number of each: fastexcel for the cells, the XML for what is a number."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from kit.errors import BadFile
from kit.orders import export_format
from kit.orders.fields import ORDERS
from kit.orders.sheet import TEXT, Request, Sheet, cleaned, column_type, swallows
from kit.orders.workbook import Part, numbers, safe_parts

_HEADER_WITHIN = 5  # rows


def read(request: Request) -> list[Sheet]:
    """Every visible sheet with an order id column; raises BadFile naming what is wrong with the file as a whole."""
    import fastexcel

    parts = safe_parts(request)
    try:
        book = fastexcel.read_excel(request.path)
        loaded = [book.load_sheet(i, header_row=None, skip_rows=0, dtypes="string") for i in range(len(book.sheet_names))]
    except fastexcel.FastExcelError as error:
        why = str(error).split("\n", 1)[0]
        raise BadFile(request.file, [f"cannot be read as a workbook ({why}); export it again as CSV"]) from None
    hidden = [f"the hidden sheet {s.name!r} is not read" for s in loaded if s.visible != "visible"]
    found = [_sheet(request, s, parts.get(s.name)) for s in loaded if s.visible == "visible"]
    sheets = [s for s in found if isinstance(s, Sheet)]
    others = [s for s in found if isinstance(s, str)] + hidden
    if not sheets:
        raise BadFile(request.file, ["none of its sheets can be read as orders", *others])
    return [replace(sheets[0], notes=(*sheets[0].notes, *others)), *sheets[1:]]


def _sheet(request: Request, loaded: Any, part: Part | None) -> Sheet | str:
    """The sheet, or why it is not read."""
    cells = loaded.to_arrow()
    at, headers = _header(cells)
    if at is None:
        return f"sheet {loaded.name!r} is not read: it is empty"
    chosen = export_format.fitting(headers, site=request.site, declared=request.format)
    if isinstance(chosen, str):
        return f"sheet {loaded.name!r} is not read: {chosen}"
    positions = {name: found[0] for name, found in chosen.fields(headers).items()}
    body = pa.Table.from_batches([cells]).slice(at + 1)
    filled = np.flatnonzero(~_blank(body))
    table = {name: body.column(place).take(pa.array(filled)) for name, place in positions.items()}
    lines = filled.astype(np.int64) + at + 2
    marks = {name: place for name, place in positions.items() if ORDERS.fields[name].kind in {"id", "tracking"}}
    first = next(i for i, text in enumerate(headers) if text)
    numeric = numbers(request, part.name, marks, lines, header=(at + 1, first)) if part and part.has_long_numbers else {}
    return Sheet(
        name=loaded.name,
        encoding="xlsx",
        headers=headers,
        format=chosen,
        names={name: headers[place] for name, place in positions.items()},
        table=pa.table({name: cleaned(column.cast(TEXT).cast(column_type(name))) for name, column in table.items()}),
        lines=lines,
        numeric=numeric,
        spans_lines=True,
        swallowed=_swallowed(table),
        notes=(f"{part.formulas:,} formulas; their stored values are read",) if part and part.formulas else (),
    )


def _header(cells: Any) -> tuple[int | None, tuple[str, ...]]:
    """Position of the first row that is not blank, and its cells."""
    for at in range(min(_HEADER_WITHIN, cells.num_rows)):
        row = [column[at].as_py() or "" for column in cells.columns]
        if any(text.strip() for text in row):
            while row and not row[-1].strip():
                row.pop()
            return at, tuple(text.strip() for text in row)
    return None, ()


def _blank(body: pa.Table) -> Any:
    """Whether each row holds nothing at all."""
    empty = np.ones(body.num_rows, bool)
    for column in body.columns:
        empty &= column.is_null().to_numpy()
    return empty


def _swallowed(table: Mapping[str, Any]) -> dict[int, str]:
    """Rows in which one cell holds further order lines: a CSV that was pasted or imported wrongly."""
    found: dict[int, str] = {}
    for column in table.values():
        for text in pa.compute.unique(column).to_pylist():
            if text and ("\n" in text or "\r" in text) and (why := swallows((text,))):
                found |= dict.fromkeys(np.flatnonzero(pa.compute.equal(column, text).fill_null(False).to_numpy()).tolist(), why)
    return found
