"""A table as it is shown: which rows and columns of it stand on which pages. Nothing is left out without being said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from kit.evidence import pages, words
from kit.tools.plain_pages import folded
from kit.tools.textline import REGULAR, SEMIBOLD, Weight, shaped

MAX_ROWS = 500  # of a sheet
MAX_CELLS = 25_000  # of a file
MAX_COLUMNS = 200
MAX_TEXT = 600  # characters of a cell
_POINT = 4.3  # of a character of 8 pt, in the mean
_PADDING = 9.0
_NARROW, _BROAD = 26.0, 150.0  # a column's least and greatest width; where there is room, it may be broader
_SHORT = 20  # characters of an id, a date, a number
_ROUNDED = 0.01  # points
_BOLD, _FOLDED = 1.05, 0.6  # a head's width by that of plain text, and the share of it that a line of two takes
_ROW_NUMBERS = 30.0
_SIDE = 2 * pages.MARGIN
_SIZE, _LEADING = 8.0, 10.5
_MAX_LINES = 20  # of a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell."""

    text: str
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A sheet: its first rows and their numbers, its columns' letters, and what is not shown of it."""

    name: str | None  # of the sheet; None: the file has only one table
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    letters: tuple[str, ...]
    total: int  # filled rows in the file
    said: tuple[str, ...] = ()  # what is hidden, unevaluated or cut, for the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Columns of a grid that stand side by side."""

    title: str
    how: str
    is_wide: bool
    widths: tuple[float, ...]
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def letter(n: int) -> str:
    """A column's letters, from 0.

    >>> letter(0), letter(25), letter(26), letter(701), letter(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


def made(
    rows: Sequence[tuple[int, Sequence[str | Cell]]],
    *,
    name: str | None,
    letters: Sequence[str],
    total: int,
    said: Sequence[str] = (),
) -> Grid:
    """A grid of rows of any length: texts cut at the cap and made printable, columns beyond the cap left out, both said."""
    width = min(len(letters), MAX_COLUMNS)
    cut = sum(_text(cell) != _cut(_text(cell)) for _, row in rows for cell in row[:width])
    coded = words.coded("".join(_text(cell)[:MAX_TEXT] for _, row in rows for cell in row[:width]))
    notes = list(said)
    if cut:
        notes.append(f"{cut:,} long texts are cut; they end with … and how many characters follow.")
    if width < len(letters):
        notes.append(f"Columns {letters[width]} to {letters[-1]} are not shown.")
    if coded:
        notes.append(f"{coded} kinds of characters that the kit's fonts lack are shown by their code, such as [U+1F600].")
    shown = tuple((n, tuple(_shown(row[i] if i < len(row) else "") for i in range(width))) for n, row in rows)
    return Grid(name=name, rows=shown, letters=tuple(letters[:width]), total=total, said=tuple(notes))


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _cut(text: str) -> str:
    """A cell's text up to the caps, with how much follows."""
    kept = "\n".join(text[:MAX_TEXT].split("\n")[:_MAX_LINES])
    return text if kept == text else f"{kept}… ({len(text) - len(kept):,} more characters)"


def _shown(cell: str | Cell) -> Cell:
    return Cell(
        text=words.printable(_cut(_text(cell)).replace("\t", " ")), is_number=not isinstance(cell, str) and cell.is_number
    )


def typeset(grids: Sequence[Grid], title: str, sha256: str) -> bytes:
    """The sheets as pages: upright where they fit, on their side where they are wide, else cut by columns."""
    flow: pages.Flow | None = None
    for block in (block for grid in grids for block in _blocks(grid, title, sha256)):
        size = pages.ON_ITS_SIDE if block.is_wide else pages.UPRIGHT
        if flow is None:
            flow = pages.Flow(size)
        else:
            flow.turn(size)
        flow.head(block.title)
        flow.small(block.how)
        _draw(flow, block)
    assert flow is not None
    return flow.pages.pdf()


def _draw(flow: pages.Flow, block: Block) -> None:
    """The rows with their numbers; letters and first row again on each page."""
    lefts = [pages.MARGIN + _ROW_NUMBERS + sum(block.widths[:n]) for n in range(len(block.widths))]
    if not block.rows:
        return
    first, *others = [_folded(block, row) for row in block.rows]
    _head(flow, block, lefts, first)
    for row in others:
        if row.height > flow.room:
            flow.turn()
            _head(flow, block, lefts, first)
        _row(flow, block, lefts, row)


def _head(flow: pages.Flow, block: Block, lefts: Sequence[float], first: "_Folded") -> None:
    for left, text in zip(lefts, block.letters, strict=True):
        flow.pages.write(shaped(text, REGULAR), left + _PADDING / 2, flow.y + 8, 7, grey=0.37)
    flow.y += _LEADING
    _row(flow, block, lefts, first, weight=SEMIBOLD, grey=0.09)


def _row(
    flow: pages.Flow, block: Block, lefts: Sequence[float], row: "_Folded", *, weight: Weight = REGULAR, grey: float = 0.78
) -> None:
    flow.pages.write(shaped(str(row.number), REGULAR), pages.MARGIN, flow.y + 8.5, 7, grey=0.37)
    for left, width, cell, is_number in zip(lefts, block.widths, row.cells, row.numbers, strict=True):
        for n, text in enumerate(cell):
            line = shaped(text, weight)
            x = left + (width - _PADDING / 2 - line.wide(_SIZE) if is_number else _PADDING / 2)
            flow.pages.write(line, x, flow.y + 8.5 + n * _LEADING, _SIZE)
    flow.y += row.height
    flow.pages.rule(pages.MARGIN, lefts[-1] + block.widths[-1], flow.y, grey=grey)


@dataclass(frozen=True, slots=True)
class _Folded:
    """A row's cells in lines."""

    number: int
    cells: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]

    @property
    def height(self) -> float:
        """Points that the row takes."""
        return max(map(len, self.cells), default=1) * _LEADING + 3


def _folded(block: Block, row: tuple[int, tuple[Cell, ...]]) -> _Folded:
    number, cells = row
    weight = SEMIBOLD if row is block.rows[0] else REGULAR
    lines = tuple(
        tuple(line for part in cell.text.split("\n") for line in folded(part, _SIZE, width - _PADDING, weight))
        for cell, width in zip(cells, block.widths, strict=True)
    )
    return _Folded(number, lines, tuple(cell.is_number for cell in cells))


def _blocks(grid: Grid, title: str, sha256: str) -> Iterator[Block]:
    cells = [row for _, row in grid.rows]
    wanted = [_width([row[n] for row in cells]) for n in range(len(grid.letters))]
    widths = [min(_BROAD, width) for width in wanted]
    groups = list(_groups(widths))
    is_wide = len(groups) > 1 or sum(widths) > pages.UPRIGHT[0] - _SIDE - _ROW_NUMBERS
    shown = f"{len(grid.rows):,} of {grid.total:,} rows" if len(grid.rows) < grid.total else f"all {grid.total:,} rows"
    for at, columns in enumerate(groups, 1):
        part = ""
        if len(groups) > 1:
            part = (
                f" Part {at} of {len(groups)} by columns: {_ranges(columns, grid.letters)}; column {grid.letters[0]} is repeated."
            )
        rest = f" The whole file has SHA-256 {sha256}."
        yield Block(
            title=f"{title}: {grid.name}" if grid.name else title,
            how=f"Shown: {shown}.{part} {' '.join(grid.said)}".strip() + rest,
            is_wide=is_wide,
            widths=_filled([widths[n] for n in columns], [wanted[n] for n in columns], is_wide=is_wide),
            letters=tuple(grid.letters[n] for n in columns),
            rows=tuple((number, tuple(row[n] for n in columns)) for number, row in grid.rows),
        )


def _groups(widths: Sequence[float]) -> Iterator[tuple[int, ...]]:
    """Columns side by side on one sheet of paper; the first one stands in each."""
    if sum(widths) <= pages.ON_ITS_SIDE[0] - _SIDE - _ROW_NUMBERS:
        yield tuple(range(len(widths)))
        return
    room = pages.ON_ITS_SIDE[0] - _SIDE - _ROW_NUMBERS - widths[0]
    group: list[int] = []
    for n in range(1, len(widths)):
        if group and sum(widths[i] for i in group) + widths[n] > room:
            yield (0, *group)
            group = []
        group.append(n)
    yield (0, *group)


def _filled(widths: Sequence[float], wanted: Sequence[float], *, is_wide: bool) -> tuple[float, ...]:
    """The widths with the paper's spare room shared among the columns that want more."""
    size = pages.ON_ITS_SIDE if is_wide else pages.UPRIGHT
    spare = size[0] - _SIDE - _ROW_NUMBERS - sum(widths)
    lacking = [max(0.0, more - width) for width, more in zip(widths, wanted, strict=True)]
    share = min(1.0, spare / sum(lacking)) if sum(lacking) else 0.0
    return tuple(width + lack * share for width, lack in zip(widths, lacking, strict=True))


def _ranges(columns: Sequence[int], letters: Sequence[str]) -> str:
    own = columns[1:]
    return letters[own[0]] if len(own) == 1 else f"{letters[own[0]]} to {letters[own[-1]]}"


def _width(column: Sequence[Cell]) -> float:
    """What a column wants: its longest line on one line; its head, which is the first row, may take two. No short value breaks."""
    head, *others = [max(map(_characters, cell.text.split("\n"))) for cell in column] or [1.0]
    longest_word = max(map(_characters, column[0].text.split()), default=1.0) if column else 1.0
    longest = max([longest_word * _BOLD, head * _BOLD * _FOLDED, *others])
    return max(_NARROW, longest * _POINT + _PADDING, *_short(column))


def _short(column: Sequence[Cell]) -> Iterator[float]:
    """The widths that the column's short values need as they are set; of the head each word."""
    values = {line for cell in column[1:] for line in cell.text.split("\n")}
    words_of_head = set(column[0].text.split()) if column else set()
    weights: tuple[tuple[set[str], Weight], ...] = ((values, REGULAR), (words_of_head, SEMIBOLD))
    for texts, weight in weights:
        for text in texts:
            if len(text) <= _SHORT:
                yield shaped(text, weight).wide(_SIZE) + _PADDING + _ROUNDED


def _characters(text: str) -> float:
    """The text's width in ordinary characters; Chinese ones take two."""
    return sum(1.9 if east_asian_width(c) in "WF" else 1.0 for c in text)
