"""The rows of a CSV export with the physical line of each: by pyarrow, or cell by cell where quotes are damaged."""

import csv
import io
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from kit.errors import BadFile
from kit.orders import stripped, text_content
from kit.orders.export_format import client_formats
from kit.orders.sheet import ORDER_LINE, Header, Lines, Mask, Ragged, Request, Sheet, header, sheet, split, swallows
from kit.orders.text_content import Content

_STEP = 1 << 24
_PIECE = 1 << 18  # bytes that fit a processor's cache
_BLOCK = 1 << 20  # larger ones cost memory and no less time
_THREADS_FROM = 1 << 23  # bytes; below, one thread is as fast and tells the row numbers
FIELD_LIMIT = 1 << 20  # characters in one cell: more is a quote that is not closed


def read(request: Request) -> Sheet:
    """The sheet of a CSV file; raises BadFile naming what is wrong with the file as a whole."""
    content, head = headed(request)
    rows = _fast(request, content, head) or _slow(request, content, head)
    return sheet(
        head,
        rows.columns,
        name=None,
        encoding=content.encoding,
        lines=rows.lines,
        explained=head.format.layout.data_after - 1,
        ragged=tuple(rows.ragged),
        spans_lines=rows.spans_lines,
        swallowed=rows.swallowed,
        notes=(*content.notes, *rows.notes),
        whole=lambda wanted: _whole(content, rows, wanted),
    )


def headed(request: Request) -> tuple[Content, Header]:
    """The text with its header; raises BadFile naming what is wrong with the file as a whole."""
    encoding = request.encoding or _stated_encoding(request)
    contents = list(text_content.headings(request.path, request.file, encoding))
    head = header([content.headers for content in contents], request)
    if isinstance(head, str):
        raise BadFile(request.file, [head])
    return contents[head.at], head


def _stated_encoding(request: Request) -> str | None:
    """The encoding that the client's formats state for a text that is not UTF-8; None where they differ or state none."""
    stated = client_formats(request.client_formats).values()
    known = {f.encoding for f in stated if f.encoding and request.format in {None, f.id}}
    return known.pop() if len(known) == 1 and not text_content.is_utf8(request.path) else None


def _whole(content: Content, rows: "_Rows", wanted: Sequence[int]) -> dict[int, Sequence[str]]:
    """Every cell of the rows that begin at these physical lines."""
    csv.field_size_limit(FIELD_LIMIT)
    found: dict[int, Sequence[str]] = {}
    line = content.line
    lines: Iterable[str | bytes]
    with io.TextIOWrapper(content.rows(), "utf-8", newline="") as text:
        lines = text if rows.careful else text.buffer  # far faster, where each line ends with a line feed
        for at in sorted(set(wanted)):
            deque(islice(lines, at - line), maxlen=0)
            reader = csv.reader((one if isinstance(one, str) else one.decode() for one in lines), delimiter=content.delimiter)
            found[at] = next(reader, ())
            line = at + reader.line_num
    return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rows:
    columns: dict[str, Any]
    lines: Lines
    ragged: list[Ragged] = field(default_factory=list)
    spans_lines: bool = False
    swallowed: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    careful: bool = False  # read cell by cell


def _fast(request: Request, content: Content, head: Header) -> _Rows | None:
    """By pyarrow. None where its rows and the file's lines do not tally: then quotes are damaged somewhere."""
    if content.size == 0:
        columns = {name: pa.chunked_array([], head.type_of(name)) for name in head.columns}
        return _Rows(columns=columns, lines=np.array([], np.int64))
    quotes, threads = _has_quotes(content), content.size >= _THREADS_FROM
    with ThreadPoolExecutor(1) as pool:
        looked = pool.submit(_marks, content)  # beside the parser, which leaves it room
        quick = _by_lines(content, head, looked) if quotes and threads else None
        try:
            table, bad = quick or _table(content, head, quotes=quotes, threads=threads)
            if bad and threads:  # only one thread tells which rows they are
                table, bad = _table(content, head, quotes=quotes, threads=False)
        except pa.ArrowInvalid as error:
            if "UTF8" in str(error) and looked.result() is not None:
                raise _bad_utf8(request, content) from None
            return None
        marks = looked.result()
    pa.default_memory_pool().release_unused()  # what the parser held besides the columns
    if marks is None:
        return None
    rows = table.num_rows + len(bad)
    if rows == marks:  # each row takes a line at least, so each takes one
        lines = np.arange(content.line, content.line + rows, dtype=np.int64)
    elif (found := _row_lines(content)) is None or len(found) != rows:
        return None
    else:
        lines = found
    return _Rows(
        columns={name: table[f"c{at}"] for name, at in head.columns.items()},
        lines=np.delete(lines, [n - 1 for n, _ in bad]) if bad else lines,
        ragged=[Ragged(line=int(lines[n - 1]), cells=split(text, content.delimiter)) for n, text in bad],
        spans_lines=quotes and rows != marks,
    )


def _by_lines(content: Content, head: Header, looked: "Future[int | None]") -> tuple[Any, list[tuple[int, str]]] | None:
    """The rows where each takes one line, which saves the parser a look for quotes that hold line ends.

    None where one may hold some: as a row takes a line at least, it does unless there are as many rows as lines.
    """
    if _spans_lines_at_top(content):
        return None
    try:
        table, bad = _table(content, head, quotes=True, threads=True, spanning=False)
    except pa.ArrowInvalid:
        return None
    return (table, bad) if not bad and table.num_rows == looked.result() else None


def _spans_lines_at_top(content: Content) -> bool:
    """Whether a quote is open at the end of one of the first lines."""
    with content.rows() as file:
        quotes = np.cumsum([line.count(b'"') for line in file.readlines(_PIECE)])
    return bool((quotes % 2).any())


def _table(
    content: Content, head: Header, *, quotes: bool, threads: bool, spanning: bool = True
) -> tuple[Any, list[tuple[int, str]]]:
    bad: list[tuple[int, str]] = []

    def keep(row: Any) -> str:
        bad.append((row.number or 0, row.text))
        return "skip"

    names = [f"c{i}" for i in range(len(content.headers))]
    with content.rows() as file:
        table = arrow_csv.read_csv(
            file,
            read_options=arrow_csv.ReadOptions(column_names=names, use_threads=threads, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=content.delimiter,
                newlines_in_values=quotes and spanning,
                quote_char='"' if quotes else False,
                invalid_row_handler=keep,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={f"c{at}": head.type_of(name) for name, at in head.columns.items()},
                include_columns=[f"c{at}" for at in head.columns.values()],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                null_values=["", "\t"],
            ),
        )
    return table, bad


def _has_quotes(content: Content) -> bool:
    with content.rows() as file:
        return any(b'"' in piece for piece in iter(lambda: file.read(_PIECE), b""))


def _marks(content: Content) -> int | None:
    """How many lines there are, told apart from the parser that reads them.

    None for bytes that pyarrow would not read as we do: NUL, line ends of a lone CR.
    """
    lines, last = 0, 10
    piece = bytearray(_PIECE)
    with content.rows() as file:
        while size := file.readinto(piece):  # type: ignore[attr-defined]
            cells = np.frombuffer(piece, np.uint8, size)
            if last == 13 and cells[0] != 10:
                return None
            if piece.find(0, 0, size) >= 0:
                return None
            if piece.find(13, 0, size) >= 0:
                returns = np.flatnonzero(cells == 13)
                if (cells[returns[returns < size - 1] + 1] != 10).any():
                    return None
            lines += int(np.count_nonzero(cells == 10))
            last = int(cells[-1])
    return lines + (last != 10)


def _row_lines(content: Content) -> Lines | None:
    """Physical line of each row, where rows may span lines or lines may be blank.

    None if a quote is not closed or swallows orders.
    """
    ends: list[Lines] = []
    lines: list[Lines] = []
    returns: list[Mask] = []  # whether a CR stands before the line feed
    at, quotes_before, line, last, returned = 0, 0, content.line, 10, False
    with content.rows() as file, content.rows() as again:
        while piece := file.read(_STEP):
            cells = np.frombuffer(piece, dtype=np.uint8)
            breaks, quotes = np.flatnonzero(cells == 10), np.flatnonzero(cells == 34)
            inside = (quotes_before + np.searchsorted(quotes, breaks)) % 2 == 1
            if any(_begins_order(again, content.start + at + int(place)) for place in breaks[inside]):
                return None
            ends.append(at + breaks[~inside])
            returns.append(np.where(breaks[~inside] > 0, cells[breaks[~inside] - 1] == 13, returned))
            lines.append(line + np.flatnonzero(~inside))
            quotes_before += len(quotes)
            line += len(breaks)
            at += len(piece)
            last, returned = piece[-1], piece[-1] == 13
    if quotes_before % 2:
        return None
    if last != 10:
        ends.append(np.array([at]))
        lines.append(np.array([line]))
        returns.append(np.array([returned]))
    row_ends, row_lines = np.concatenate(ends), np.concatenate(lines)
    length = np.diff(row_ends, prepend=-1) - 1 - np.concatenate(returns)
    return (np.concatenate(([content.line - 1], row_lines[:-1])) + 1)[length > 0]


def _begins_order(file: BinaryIO, end: int) -> bool:
    """Whether an order line begins after this line end, which stands inside quotes."""
    file.seek(end)
    return ORDER_LINE.match(file.read(40).decode("utf-8", "replace")) is not None


def _slow(request: Request, content: Content, head: Header) -> _Rows:
    """Cell by cell, for files whose quotes or line ends are damaged: exact lines, whatever is in them."""
    csv.field_size_limit(FIELD_LIMIT)
    columns: dict[str, list[str]] = {name: [] for name in head.columns}
    lines: list[int] = []
    ragged: list[Ragged] = []
    swallowed: dict[int, str] = {}
    line = content.line
    try:
        with io.TextIOWrapper(content.rows(), "utf-8", newline="") as text:
            reader = csv.reader(text, delimiter=content.delimiter)
            for cells in reader:
                if len(cells) == len(content.headers):
                    if why := swallows(cells):
                        swallowed[len(lines)] = why
                    for name, at in head.columns.items():
                        columns[name].append(cells[at])
                    lines.append(line)
                elif cells:
                    ragged.append(Ragged(line=line, cells=tuple(cells)))
                line = content.line + reader.line_num
    except csv.Error:
        why = "a quote that opens here is not closed, or a cell holds more than any export writes"
        raise BadFile(request.file, [f"line {line}: {why}; repair the file in a copy"]) from None
    except UnicodeDecodeError:
        raise _bad_utf8(request, content) from None
    arrays = {name: pa.chunked_array([pa.array(cells, pa.string())]) for name, cells in columns.items()}
    headers = {name: head.headers[at] for name, at in head.columns.items()}
    ids = frozenset(name for name in arrays if head.kind_of(name) in {"id", "tracking"})
    clean, notes = stripped.without_nul(arrays, headers, ids)
    return _Rows(
        columns=clean,
        lines=np.array(lines, np.int64),
        ragged=ragged,
        swallowed=swallowed,
        spans_lines=True,
        notes=notes,
        careful=True,
    )


def _bad_utf8(request: Request, content: Content) -> BadFile:
    whole = content.source if isinstance(content.source, bytes) else content.source.read_bytes()
    try:
        whole.decode()
    except UnicodeDecodeError as error:
        return BadFile(request.file, [text_content.not_utf8(request.file, whole, error.start)])
    raise AssertionError("a parser refused text that is UTF-8")
