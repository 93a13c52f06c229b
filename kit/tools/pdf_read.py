"""The only door to pypdfium2 and pypdf: what a reader sees in a PDF. Nothing here writes one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.tools.page_geometry import Box, box_of

# Names that no submission may hold anywhere: they act, carry files or reach out.
ACTIVE = frozenset(
    "/JavaScript /JS /Launch /EmbeddedFile /EmbeddedFiles /OpenAction /AA /SubmitForm /ImportData /ResetForm /XFA /RichMedia"
    " /RichMediaContent /GoToR /GoToE /Rendition /Movie /Sound /AcroForm /FileAttachment /EF /Filespec /AF".split()
)
PRIVATE = frozenset(["/Metadata", "/PieceInfo", "/LastModified", "/Thumb"])

# Maps whose keys are free names: a glyph may well be called AA.
FREE_NAMES = frozenset("/XObject /Font /ExtGState /ColorSpace /Pattern /Shading /Properties /CharProcs /Colorants".split())


class Unreadable(ValueError):
    """A PDF that a reader cannot open; says why in half a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A link of a page: its area, and the page that it leads to from 1, or the address, or neither (a dead link)."""

    area: Box
    page: int | None = None
    address: str = ""


def texts(path: Path, pages: Sequence[int]) -> tuple[str, ...]:
    """The text of each of these pages, counted from 1."""
    with Reading.of(path) as reading:
        return tuple(reading.text(n) for n in pages)


class Reading:
    """A PDF as pdfium shows it and as pypdf reads its structure."""

    def __init__(self, path: Path) -> None:
        import pypdfium2

        self.path = path
        try:
            self._shown = pypdfium2.PdfDocument(str(path))
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"cannot be opened by a second reader ({str(error)[:80]})") from None
        self._at: tuple[int, Any, Any] | None = None  # the page that is open, and its text

    @classmethod
    @contextmanager
    def of(cls, path: Path) -> Iterator["Reading"]:
        """A reading that is closed at the end."""
        reading = cls(path)
        try:
            yield reading
        finally:
            reading._turn(None)
            reading._shown.close()

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self._shown)

    # --- as shown ---------------------------------------------------------------------------------

    def size(self, page: int) -> tuple[float, float]:
        """Displayed width and height in points."""
        width, height = self._shown.get_page_size(page - 1)
        return float(width), float(height)

    def text(self, page: int, area: Box | None = None) -> str:
        """Text of a page (from 1), or of an area of it given as left, bottom, right, top in its own coordinates."""
        found = self._turn(page)[1]
        return str(found.get_text_range() if area is None else found.get_text_bounded(*area))

    def places(self, page: int, wanted: Iterable[str], area: Box) -> dict[str, list[Box]]:
        """For each text found inside the area, the boxes of its characters that leave ink."""
        found = self._turn(page)[1]
        return {text: _boxes(found, text, area) for text in wanted}

    def image(self, page: int, scale: float = 1.0, area: Box | None = None) -> Any:
        """A page, or an area of it, as a Pillow image; `scale` 1 is 72 pixels an inch."""
        shown, cut = self._turn(page)[0], (0.0, 0.0, 0.0, 0.0)
        if area is not None:
            width, height = shown.get_size()
            cut = (area[0], area[1], width - area[2], height - area[3])
        bitmap = shown.render(scale=scale, crop=cut)
        try:
            return bitmap.to_pil().copy()
        finally:
            bitmap.close()

    def _turn(self, page: int | None) -> tuple[Any, Any]:
        """Open a page and its text; one at a time, so that looking twice costs once and memory stays flat."""
        if self._at is not None and self._at[0] != page:
            self._at[2].close()
            self._at[1].close()
            self._at = None
        if page is None:
            return None, None
        if self._at is None:
            shown = self._shown[page - 1]
            self._at = (page, shown, shown.get_textpage())
        return self._at[1], self._at[2]

    # --- as built ---------------------------------------------------------------------------------

    @cached_property
    def _built(self) -> Any:
        import pypdf
        from pypdf.errors import PyPdfError

        try:
            return pypdf.PdfReader(self.path)
        except (PyPdfError, ValueError, OSError) as error:
            raise Unreadable(f"cannot be read ({str(error)[:80]})") from None

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {page.indirect_reference.idnum: n for n, page in enumerate(self._built.pages, 1)}

    def links(self, page: int) -> tuple[Jump, ...]:
        """The links of a page."""
        annotations = self._built.pages[page - 1].get("/Annots")
        found = (a.get_object() for a in (annotations.get_object() if annotations is not None else ()))
        return tuple(self._jump(a) for a in found if a.get("/Subtype") == "/Link")

    def _jump(self, annotation: Any) -> Jump:
        area = box_of([float(n) for n in annotation["/Rect"]]) or (0.0, 0.0, 0.0, 0.0)
        action = annotation.get("/A")
        action = action.get_object() if action is not None else {}
        if action.get("/S") == "/URI":
            return Jump(area=area, address=str(action.get("/URI", "")))
        return Jump(area=area, page=self._page_of(action.get("/D", annotation.get("/Dest"))))

    def _page_of(self, target: Any) -> int | None:
        """The page of an explicit or named destination."""
        target = target.get_object() if target is not None else None
        if isinstance(target, str):
            named = self._built.named_destinations.get(target)
            target = named.dest_array if named is not None else None
        first = target.raw_get(0) if isinstance(target, list) and target and hasattr(target, "raw_get") else None
        if first is None and isinstance(target, list) and target:
            first = target[0]
        return self._numbers.get(getattr(first, "idnum", -1))

    def suspicious(self) -> Iterator[str]:
        """Each name of active or private content that any object of the file holds, with the object's number."""
        for number, name in sorted(set(self._named())):
            if name in ACTIVE or name in PRIVATE:
                yield f"object {number}: {name}"

    def _named(self) -> Iterator[tuple[int, str]]:
        """(object number, name) for every key and kind, first on the way from the root, then of what nothing points to."""
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

        reader = self._built
        numbers = {n for table in reader.xref.values() for n in table} | set(reader.xref_objStm)
        seen: set[int] = set()
        waiting: list[tuple[int, Any, bool]] = [
            (n, IndirectObject(n, 0, reader), False) for n in sorted(numbers - {0}, reverse=True)
        ]
        waiting.append((0, reader.trailer, False))
        while waiting:
            number, part, is_map = waiting.pop()
            if isinstance(part, IndirectObject):
                if part.idnum in seen:
                    continue
                seen.add(part.idnum)
                number, part = part.idnum, part.get_object()
            if isinstance(part, DictionaryObject):
                if not is_map:
                    yield from ((number, str(key)) for key in part)
                    yield from ((number, str(part.raw_get(key))) for key in ("/S", "/Subtype", "/Type") if key in part)
                waiting += [(number, part.raw_get(key), key in FREE_NAMES and not is_map) for key in part]
            elif isinstance(part, ArrayObject):
                waiting += [(number, entry, False) for entry in part]


def _boxes(found: Any, text: str, area: Box) -> list[Box]:
    """Boxes of the characters of the first occurrence inside the area."""
    search = found.search(text, match_case=True)
    try:
        while (hit := search.get_next()) is not None:
            start, count = hit
            boxes = [found.get_charbox(n) for n in range(start, start + count)]
            boxes = [b for b in boxes if b[2] - b[0] > 0.3 and b[3] - b[1] > 0.3]
            if boxes and all(area[0] <= b[0] and b[2] <= area[2] and area[1] <= b[1] and b[3] <= area[3] for b in boxes):
                return boxes
        return []
    finally:
        search.close()
