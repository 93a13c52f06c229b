"""DOCX: the paragraphs that a reader of the document sees, read from its XML; nothing in it is run, fetched or expanded."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from kit.letters_in.paragraph import MAX_CHARACTERS, Paragraph, Text, Unreadable

MAX_XML = 40_000_000  # bytes of one unpacked part
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_AGAIN = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"  # the same once more, for old programs
_DEEPEST = 200  # elements within one another
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(path: Path) -> Text:
    """The document's paragraphs, a table's row as one; raises Unreadable."""
    try:
        with zipfile.ZipFile(path) as archive:
            body = _Part(_unpacked(archive, "word/document.xml"))
            feet = _Part(_unpacked(archive, "word/footnotes.xml")) if "word/footnotes.xml" in archive.namelist() else None
            notes = tuple(_notes(archive.namelist(), body))
    except (zipfile.BadZipFile, OSError, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(f"cannot be opened as a Word document ({str(error)[:80]}); save it anew, or print it to PDF") from None
    paragraphs = [*_placed(body, "paragraph"), *(_placed(feet, "footnote") if feet else ())]
    return Text(media="docx", paragraphs=tuple(paragraphs), notes=notes)


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of the archive, never more than the limit, whatever its directory says."""
    with archive.open(name) as part:
        content = part.read(MAX_XML + 1)
    if len(content) > MAX_XML:
        raise Unreadable(f"unpacks to more than {MAX_XML:,} bytes; copy the letter's text into a new document")
    return content


def _placed(part: "_Part", noun: str) -> Iterator[Paragraph]:
    said = ((text, is_heading, is_apart) for text, is_heading, is_apart in _apart(part.found) if text)
    for n, (text, is_heading, is_apart) in enumerate(said, 1):
        yield Paragraph(place=f"{noun} {n}", text=text, is_heading=is_heading, is_apart=is_apart)


def _apart(found: list[tuple[str, bool]]) -> Iterator[tuple[str, bool, bool]]:
    """Each paragraph's words with whether an empty one stands above it."""
    last = ""
    for text, is_heading in ((" ".join(text.split()), is_heading) for text, is_heading in found):
        yield text, is_heading, not last
        last = text


def _notes(names: list[str], body: "_Part") -> Iterator[str]:
    if body.has_deleted:
        yield "The document has tracked changes: what was inserted is read, what was deleted is not."
    if body.has_hidden:
        yield "The document has hidden text, which is not read."
    if any(n.startswith(("word/header", "word/footer")) for n in names):
        yield "Headers and footers are not read."
    if "word/comments.xml" in names:
        yield "The document has comments, which are not read; take them out before it is sent."
    if any(n.startswith("word/media/") for n in names):
        yield "Pictures in the document are not read."


class _Part:
    """What one XML part says: (text, whether its style is a heading's) for each paragraph or row of a table."""

    def __init__(self, content: bytes) -> None:
        self.found: list[tuple[str, bool]] = []
        self.has_deleted = self.has_hidden = False
        self._open: list[list[str]] = []  # texts of paragraphs that are open: one may stand in another's text box
        self._headings: list[bool] = []
        self._rows: list[list[str]] = []
        self._silent = self._depth = self._size = 0
        self._is_hidden = self._is_text = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.buffer_text = True
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise Unreadable(f"is damaged inside ({error}); save it anew, or print it to PDF") from None

    def _refuse(self, *_: Any) -> None:
        raise Unreadable("declares a document type, which no Word document does; save it anew from Word")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Unreadable(f"is nested deeper than {_DEEPEST} levels; copy the letter's text into a new document")
        word = name.removeprefix(_W) if name.startswith(_W) else ""
        if name == _AGAIN or word in {"del", "moveFrom"}:
            self._silent += 1
            self.has_deleted |= name != _AGAIN
        elif word == "p":
            self._open.append([])
            self._headings.append(False)
        elif word == "tr":
            self._rows.append([])
        elif word == "r":
            self._is_hidden = False
        elif word == "vanish" and attributes.get(f"{_W}val", "1") not in {"0", "false"}:
            self._is_hidden = self.has_hidden = True
        elif word in {"pStyle", "outlineLvl"} and self._headings:
            style = attributes.get(f"{_W}val", "").lower()
            self._headings[-1] |= style.startswith(("heading", "title", "berschrift")) or (
                word == "outlineLvl" and style in set("012345678")
            )
        elif word in _SPACES and self._open and not self._silent:
            self._open[-1].append(_SPACES[word])
        self._is_text = word == "t"

    def _data(self, text: str) -> None:
        if self._is_text and self._open and not self._silent and not self._is_hidden:
            self._size += len(text)
            if self._size > MAX_CHARACTERS:
                raise Unreadable(f"has more than {MAX_CHARACTERS:,} characters; give the letter without its exhibits")
            self._open[-1].append(text)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._is_text = False
        word = name.removeprefix(_W) if name.startswith(_W) else ""
        if name == _AGAIN or word in {"del", "moveFrom"}:
            self._silent -= 1
        elif word == "p" and self._open:
            text, is_heading = "".join(self._open.pop()), self._headings.pop()
            if self._rows:
                self._rows[-1].append(text)
            else:
                self.found.append((text, is_heading))
        elif word == "tr" and self._rows:
            cells = [cell for cell in self._rows.pop() if cell.strip()]
            row = " | ".join(cells)
            if self._rows:
                self._rows[-1].append(row)
            else:
                self.found.append((row, False))
