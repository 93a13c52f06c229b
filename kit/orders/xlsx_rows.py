"""The rows of XLSX exports, with the row number of each: fastexcel for the cells, the XML for what is a number."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from kit.errors import BadFile
from kit.orders.fields import TABLES
from kit.orders.sheet import TEXT, Request, Sheet, header, sheet, swallows
from kit.orders.workbook import Part, numbers, safe_parts

_LOOKED_AT = 40  # rows from the top in which a header may stand


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
        raise BadFile(request.file, [f"none of its sheets can be read as {request.folder}", *others])
    return [replace(sheets[0], notes=(*sheets[0].notes, *others)), *sheets[1:]]


def _sheet(request: Request, loaded: Any, part: Part | None) -> Sheet | str:
    """The sheet, or why it is not read."""
    cells = loaded.to_arrow()
    tops = [[column[at].as_py() or "" for column in cells.columns] for at in range(min(_LOOKED_AT, cells.num_rows))]
    head = header([_trimmed(row) for row in tops], request, loaded.name)
    if isinstance(head, str):
        return f"sheet {loaded.name!r} is not read: {head}"
    body = pa.Table.from_batches([cells]).slice(head.at + 1)
    filled = np.flatnonzero(~_blank(body))
    table = {name: body.column(place).take(pa.array(filled)) for name, place in head.columns.items()}
    lines = filled.astype(np.int64) + head.at + 2
    kinds = TABLES[head.format.kind].fields
    marks = {name: place for name, place in head.columns.items() if kinds[name.split(" ")[0]].kind in {"id", "tracking"}}
    first = next(i for i, text in enumerate(head.headers) if text)
    numeric = numbers(request, part.name, marks, lines, header=(head.at + 1, first)) if part and part.has_long_numbers else {}
    return sheet(
        head,
        {name: column.cast(TEXT) for name, column in table.items()},
        name=loaded.name,
        encoding="xlsx",
        lines=lines,
        explained=int((lines < head.at + 1 + head.format.layout.data_after).sum()),
        numeric=numeric,
        spans_lines=True,
        swallowed=_swallowed(table),
        notes=(f"{part.formulas:,} formulas; their stored values are read",) if part and part.formulas else (),
    )


def _trimmed(row: list[str]) -> list[str]:
    """The cells without empty ones at the end."""
    while row and not row[-1].strip():
        row.pop()
    return row


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
