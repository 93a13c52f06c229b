"""A text file's content as UTF-8: what it is, in which encoding, where its header stands. Never a guessed encoding."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kit.errors import BadFile

_HEAD = 1_000_000
_FIRST = 100_000  # characters in which a row ends
_DELIMITERS = ",\t;|"
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = rb"(?i)[\xef\xbb\xbf\xff\xfe \t\r\n]*<[a-z!/?]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Content:
    """A text file: its bytes as UTF-8, its header, and where its rows start."""

    source: Path | bytes  # UTF-8
    encoding: str
    headers: tuple[str, ...]
    delimiter: str  # of the rows
    start: int  # byte at which the rows start
    line: int  # physical line at which the rows start, from 1
    notes: tuple[str, ...]

    def rows(self) -> BinaryIO:
        """The bytes from the first row on, to read."""
        file = io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")
        file.seek(self.start)
        return file

    @property
    def size(self) -> int:
        """Bytes from the first row on."""
        return (len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size) - self.start


def is_workbook(path: Path, name: str) -> bool:
    """Whether the file is a zip (XLSX), by its first bytes; refuses what only looks like a table."""
    with path.open("rb") as file:
        head = file.read(4_096)
        if head.startswith(_OLE):
            locked = _ENCRYPTED in head + file.read(4_000_000)
            raise BadFile(name, [_LOCKED if locked else _OLD])
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise BadFile(name, ["is empty; export it again"])
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return True
    if head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        raise BadFile(name, ["is packed; unpack it and add the files in it"])
    if re.match(_MARKUP, head.replace(b"\0", b"")):
        raise BadFile(name, ["is a web page (HTML or XML), not a table; export it again as CSV"])
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff")):
        raise BadFile(name, ["is a PDF or a picture, not a table; put it into evidence/"])
    if not _is_text(head):
        raise BadFile(name, ["is neither a text nor a workbook, or is damaged; export it again as CSV or XLSX"])
    return False


def _is_text(head: bytes) -> bool:
    """Whether hardly any control characters are in it, and in UTF-16 hardly anything that is no character."""
    encoding, skip = _sniffed_encoding(head)
    if encoding in {None, "utf-8"}:
        return len(head.translate(None, _STEERING)) >= len(head) * _READABLE
    text = head[skip : len(head) // 2 * 2].decode(encoding, errors="replace")
    return sum(c in _NO_TEXT for c in text) <= len(text) * (1 - _READABLE)


_STEERING = bytes(set(range(1, 32)) - set(b"\t\n\r\f\x1b"))  # control characters; a NUL may be left in a text
_NO_TEXT = frozenset(_STEERING.decode()) | {"\ufffd"}
_READABLE = 0.98
_LOCKED = "is protected by a password; save it without one, or export it again as CSV"
_OLD = "is an old Excel file (.xls); export it again as CSV or XLSX"


def read(path: Path, name: str, declared: str | None) -> Content:
    """The content with its first filled row as the header; raises BadFile that says what to declare."""
    return next(headings(path, name, declared))


def headings(path: Path, name: str, declared: str | None, *, most: int = 20) -> Iterator[Content]:
    """The content, decoded strictly, once for each of its first filled rows as the header.

    Raises BadFile that says what to declare.
    """
    source, skip, encoding = _decoded(path, name, declared)
    head = _text_of((source if isinstance(source, bytes) else _head(path))[skip : skip + _HEAD])
    lines = _PhysicalLines(head)
    for nth in range(most):
        blank = lines.skip_blank()
        line = lines.number + 1
        delimiter = _sniffed(head[lines.consumed : lines.consumed + _FIRST])
        try:
            headers = next(csv.reader(lines, delimiter=delimiter), None)
        except csv.Error as error:
            if nth:
                return
            raise BadFile(name, [f"line {line}: the header cannot be read: {error}"]) from None
        if headers is None and nth:
            return
        notes = [f"{blank} blank line{'s' if blank > 1 else ''} before the header"] if blank and not nth else []
        notes += [f"the first {line - 1:,} lines, above the header, are not read"] if nth else []
        rows = _rows_delimiter(head[lines.consumed : lines.consumed + _FIRST], delimiter, len(headers or ()))
        if nul := sum("\0" in h for h in headers or ()):
            notes.append(f"{nul:,} headers have NUL bytes in them: left out")
        if rows != delimiter:
            notes.append(f"the header is split by {_NAMES[delimiter]}, the rows by {_NAMES[rows]}")
        yield Content(
            source=source,
            encoding=encoding,
            headers=tuple(re.sub("[\ufeff\0]", "", h).strip() for h in headers or ()),
            delimiter=rows,
            start=skip + len(head[: lines.consumed].encode()),
            line=lines.number + 1,
            notes=tuple(notes),
        )


_NAMES = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEAD + 4)


def _decoded(path: Path, name: str, declared: str | None) -> tuple[Path | bytes, int, str]:
    """Where the text is as UTF-8, how many bytes of BOM it has there, and the file's own encoding."""
    head = _head(path)
    sniffed, skip = _sniffed_encoding(head)
    encoding = sniffed or declared or "utf-8"
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        raise BadFile(name, [f"encoding {encoding!r} is not known; write one such as utf-8, gb18030 or cp1252"]) from None
    if codec == "utf-8":
        _refuse_bad_utf8(name, head, whole=path.stat().st_size <= len(head))
        return path, skip, codec
    content = path.read_bytes()[skip:]
    if sniffed is None:
        refuse_needless(name, content, codec)
    try:
        return content.decode(codec).encode(), 0, codec
    except UnicodeError as error:
        raise BadFile(
            name, [f"is not {codec}: {error}; declare its encoding in case.yaml data.{name.partition('/')[0]}"]
        ) from None


def is_utf8(path: Path) -> bool:
    """Whether the whole file can be read without a declared encoding: as UTF-8, or by the mark at its beginning."""
    if _sniffed_encoding(_head(path))[0]:
        return True
    try:
        path.read_bytes().decode()
    except UnicodeDecodeError:
        return False
    return True


def refuse_needless(name: str, content: bytes, codec: str) -> None:
    """Refuse an encoding declared for what is UTF-8: it would read it as other letters, without an error."""
    if content.isascii() or codec.startswith("utf"):
        return
    try:
        content.decode()
    except UnicodeDecodeError:
        return
    raise BadFile(name, [f"is declared as {codec}, but it is UTF-8; take the declaration out"])


_NULS = 8  # one byte of so many at least is a NUL in UTF-16: digits, tabs and ends of lines are, letters of Thai are not


def _sniffed_encoding(head: bytes) -> tuple[str | None, int]:
    """Encoding by BOM or by the pattern of NUL bytes, and the length of the BOM."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, len(bom)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    most = max(even, odd)
    if most * _NULS >= len(head) and min(even, odd) * _NULS < most:
        return ("utf-16-be" if even > odd else "utf-16-le"), 0
    return None, 0


def _refuse_bad_utf8(name: str, head: bytes, *, whole: bool) -> None:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError as error:
        raise BadFile(name, [not_utf8(name, head, error.start)]) from None


def not_utf8(name: str, content: bytes, byte: int) -> str:
    """Where a file stops being UTF-8, and what to do: a hint stands under the name of the file's folder."""
    folder = name.partition("/")[0] if "/" in name else "orders"
    line = content[:byte].count(b"\n") + 1
    return (
        f"line {line}: not UTF-8; declare the file's encoding (encoding: gb18030 for an office in China, cp1252 for a "
        f"western one) in case.yaml data.{folder}, or export it again"
    )


def _text_of(content: bytes) -> str:
    return codecs.getincrementaldecoder("utf-8")().decode(content)


def _sniffed(text: str) -> str:
    """The delimiter that splits the header into most cells."""
    return max(_DELIMITERS, key=lambda d: len(next(csv.reader(io.StringIO(text, newline=""), delimiter=d), [])))


def _rows_delimiter(text: str, delimiter: str, width: int) -> str:
    """The delimiter of the rows: another than the header's only if it alone splits them as the header is split."""
    cells = {d: len(next(filter(any, csv.reader(io.StringIO(text, newline=""), delimiter=d)), ())) for d in _DELIMITERS}
    other = [d for d, count in cells.items() if count == width]
    return other[0] if width > 1 and cells[delimiter] != width and other else delimiter


class _PhysicalLines:
    """The lines of a text with their number, and how many characters they took."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._next = self._lines.readline()
        self.number = 0
        self.consumed = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._next
        if not line:
            raise StopIteration
        self.skip()
        return line

    def peek(self) -> str | None:
        """The line that comes next."""
        return self._next or None

    def skip_blank(self) -> int:
        """Go on to the next filled line; how many blank ones there were."""
        before = self.number
        while (text := self.peek()) is not None and not text.strip(" \t\r\n,;|\0"):
            self.skip()
        return self.number - before

    def skip(self) -> None:
        """Go on to the next line."""
        self.number += 1
        self.consumed += len(self._next)
        self._next = self._lines.readline()
