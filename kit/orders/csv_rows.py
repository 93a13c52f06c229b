"""The rows of a CSV export with the physical line of each: by pyarrow, or cell by cell where quotes are damaged."""

import csv
import io
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from kit.errors import BadFile
from kit.orders import export_format, text_content
from kit.orders.sheet import ORDER_LINE, Lines, Ragged, Request, Sheet, cleaned, column_type, split, swallows
from kit.orders.text_content import Content

_STEP = 1 << 24
_THREADS_FROM = 1 << 23  # bytes; below, one thread is as fast and tells the row numbers
_FIELD_LIMIT = 1 << 20  # characters in one cell: more is a quote that is not closed


def read(request: Request) -> Sheet:
    """The sheet of a CSV file; raises BadFile naming what is wrong with the file as a whole."""
    content = text_content.read(request.path, request.file, request.encoding)
    found = export_format.fitting(content.headers, site=request.site, declared=request.format)
    if isinstance(found, str):
        raise BadFile(request.file, [found])
    positions = {name: at[0] for name, at in found.fields(content.headers).items()}
    rows = _fast(request, content, positions) or _slow(request, content, positions)
    return Sheet(
        name=None,
        encoding=content.encoding,
        headers=content.headers,
        format=found,
        table=pa.table({name: cleaned(rows.columns[name]) for name in positions}),
        lines=rows.lines,
        ragged=tuple(rows.ragged),
        spans_lines=rows.spans_lines,
        swallowed=rows.swallowed,
        notes=content.notes,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    columns: dict[str, Any]
    lines: Lines
    ragged: list[Ragged] = field(default_factory=list)
    spans_lines: bool = False
    swallowed: dict[int, str] = field(default_factory=dict)


def _fast(request: Request, content: Content, positions: dict[str, int]) -> _Rows | None:
    """By pyarrow. None where its rows and the file's lines do not tally: then quotes are damaged somewhere."""
    shape = _shape(content)
    if shape is None:
        return None
    if shape.rows == 0:
        return _Rows(columns={name: pa.chunked_array([], column_type(name)) for name in positions}, lines=np.array([], np.int64))
    threads = len(content.view) - content.start >= _THREADS_FROM
    try:
        table, bad = _table(content, positions, quotes=shape.quotes, threads=threads)
        if bad and threads:  # only one thread tells which rows they are
            table, bad = _table(content, positions, quotes=shape.quotes, threads=False)
    except pa.ArrowInvalid as error:
        if "UTF8" in str(error):
            raise _bad_utf8(request, content) from None
        return None
    if table.num_rows + len(bad) != shape.rows:
        return None
    lines = shape.lines if shape.lines is not None else np.arange(content.line, content.line + shape.rows, dtype=np.int64)
    ragged = [Ragged(line=int(lines[n - 1]), cells=split(text, content.delimiter)) for n, text in bad]
    kept = np.delete(lines, [n - 1 for n, _ in bad]) if bad else lines
    return _Rows(
        columns={name: table[f"c{at}"] for name, at in positions.items()}, lines=kept, ragged=ragged, spans_lines=shape.quotes
    )


def _table(content: Content, positions: dict[str, int], *, quotes: bool, threads: bool) -> tuple[Any, list[tuple[int, str]]]:
    bad: list[tuple[int, str]] = []

    def keep(row: Any) -> str:
        bad.append((row.number or 0, row.text))
        return "skip"

    names = [f"c{i}" for i in range(len(content.headers))]
    table = arrow_csv.read_csv(
        pa.BufferReader(pa.py_buffer(content.view[content.start :])),
        read_options=arrow_csv.ReadOptions(column_names=names, use_threads=threads),
        parse_options=arrow_csv.ParseOptions(
            delimiter=content.delimiter, newlines_in_values=quotes, quote_char='"' if quotes else False, invalid_row_handler=keep
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={f"c{at}": column_type(name) for name, at in positions.items()},
            include_columns=[f"c{at}" for at in positions.values()],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=["", "\t"],
        ),
    )
    return table, bad


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shape:
    """How many rows the bytes hold, counted apart from the parser that reads them."""

    rows: int
    quotes: bool
    lines: Lines | None  # physical line of each row; None: they follow one another without a gap


def _shape(content: Content) -> _Shape | None:
    """Rows and lines by counting line ends outside quotes. None for what pyarrow would not read as we do."""
    quotes, ends, blank, last = False, 0, False, b"\n"
    for at in range(content.start, len(content.view), _STEP):
        piece = bytes(content.view[at : at + _STEP + 1])  # one byte of overlap, for pairs that a step would cut
        step = piece[:_STEP]
        if b"\0" in step or piece.count(b"\r") != piece.count(b"\r\n") + piece.endswith(b"\r"):
            return None
        quotes = quotes or b'"' in step
        ends += step.count(b"\n")
        blank = blank or b"\n\n" in piece or b"\n\r" in piece or (at == content.start and piece[:1] in b"\r\n")
        last = step[-1:]
    rows = ends + (last != b"\n")
    return _quoted_shape(content, quotes=quotes) if quotes or blank else _Shape(rows=rows, quotes=False, lines=None)


def _quoted_shape(content: Content, *, quotes: bool) -> _Shape | None:
    """The same where rows may span lines or lines may be blank."""
    ends, lines = _row_ends(content) or (None, None)
    if ends is None or lines is None:
        return None
    begins = np.concatenate(([content.start], ends[:-1] + 1))
    first_lines = np.concatenate(([content.line], lines[:-1] + 1))
    length = ends - begins
    blank = length == 0
    short = np.flatnonzero(length == 1)
    blank[short] = [content.view[at] == 13 for at in begins[short]]
    return _Shape(rows=int((~blank).sum()), quotes=quotes, lines=first_lines[~blank])


def _row_ends(content: Content) -> tuple[Lines, Lines] | None:
    """Byte and physical line at which each row ends; None if a quote is not closed or swallows orders."""
    bytes_: list[Lines] = []
    lines: list[Lines] = []
    marks_before, line = 0, content.line
    for at in range(content.start, len(content.view), _STEP):
        piece = np.frombuffer(content.view[at : at + _STEP], dtype=np.uint8)
        ends, marks = np.flatnonzero(piece == 10), np.flatnonzero(piece == 34)
        inside = (marks_before + np.searchsorted(marks, ends)) % 2 == 1
        if any(_begins_order(content, at + int(end)) for end in ends[inside]):
            return None
        bytes_.append(at + ends[~inside])
        lines.append(line + np.flatnonzero(~inside))
        marks_before += len(marks)
        line += len(ends)
    if marks_before % 2:
        return None
    if len(content.view) > content.start and content.view[-1] != 10:
        bytes_.append(np.array([len(content.view)]))
        lines.append(np.array([line]))
    return np.concatenate(bytes_), np.concatenate(lines)


def _begins_order(content: Content, end: int) -> bool:
    """Whether an order line begins after this line end, which stands inside quotes."""
    return ORDER_LINE.match(bytes(content.view[end : end + 40]).decode("utf-8", "replace")) is not None


def _slow(request: Request, content: Content, positions: dict[str, int]) -> _Rows:
    """Cell by cell, for files whose quotes or line ends are damaged: exact lines, whatever is in them."""
    csv.field_size_limit(_FIELD_LIMIT)
    text = io.TextIOWrapper(io.BytesIO(content.view[content.start :]), "utf-8", newline="")
    reader = csv.reader(text, delimiter=content.delimiter)
    columns: dict[str, list[str]] = {name: [] for name in positions}
    lines: list[int] = []
    ragged: list[Ragged] = []
    swallowed: dict[int, str] = {}
    line = content.line
    try:
        for cells in reader:
            if len(cells) == len(content.headers):
                if why := swallows(cells):
                    swallowed[len(lines)] = why
                for name, at in positions.items():
                    columns[name].append(cells[at])
                lines.append(line)
            elif cells:
                ragged.append(Ragged(line=line, cells=tuple(cells)))
            line = content.line + reader.line_num
    except csv.Error:
        raise BadFile(request.file, [f"line {line}: a quote that opens here is not closed; repair the file in a copy"]) from None
    except UnicodeDecodeError:
        raise _bad_utf8(request, content) from None
    arrays = {name: pa.chunked_array([pa.array(cells, pa.string()).cast(column_type(name))]) for name, cells in columns.items()}
    return _Rows(columns=arrays, lines=np.array(lines, np.int64), ragged=ragged, swallowed=swallowed, spans_lines=True)


def _bad_utf8(request: Request, content: Content) -> BadFile:
    whole = bytes(content.view)
    try:
        whole.decode()
    except UnicodeDecodeError as error:
        return BadFile(request.file, [text_content.not_utf8(whole, error.start)])
    raise AssertionError("a parser refused text that is UTF-8")
