"""The door to pypdfium2: what a reader sees in a PDF. Nothing but `with_looks` writes one."""

import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.model import Word
from kit.tools.page_geometry import Box, Matrix, moved
from kit.tools.pdf_passwords import passwords
from kit.tools.pdf_redrawn import Press, Sign, signs, without_words
from kit.tools.pdf_structure import Structure, Unreadable
from kit.tools.pdf_within import Pieces, is_unseen, kind, with_notes, within

__all__ = ["Drawn", "Embedded", "Reading", "Unreadable", "hidden", "placed_picture", "texts", "with_looks"]

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # of a form of the kind XFA the kit itself says what a person needs

_GLANCE = 0.1  # pixels a point where only the drawing counts
_FINE = 2.0  # pixels a point when looking whether text can be seen
_DEEP = 8  # drawings within drawings that are searched for pictures
_FEW = 2  # characters that say nothing
_FAINT = 12  # of 255: less cannot be seen
_SPECK = 0.8  # points; smaller characters are dots and spaces


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One thing that a page itself draws: a text, path, image, shading or form, its box, and the characters of a text.

    Characters come with their boxes, without white space; `is_unseen` is text that leaves no ink by its own mode.
    """

    kind: str
    box: Box
    is_filled: bool = False
    is_unseen: bool = False
    letters: tuple[tuple[str, Box], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded:
    """A picture that a page draws, as long as that page is open. `share`: of the page's area; None within a drawing."""

    width: int
    height: int
    is_mask: bool
    share: float | None
    _held: Any
    is_single: bool = False  # one bit a pixel
    _turned: int = 0  # degrees, clockwise, by which its page is shown turned

    def coded(self) -> bytes:
        """Its data as the file holds them."""
        return bytes(self._held.get_data(decode_simple=False))

    def pixels(self) -> Any | None:
        """The picture in RGB, as Pillow holds it; None where it cannot be decoded."""
        import pypdfium2

        try:
            return self._held.get_bitmap(render=False).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, ValueError, RuntimeError):
            return None

    def seen(self) -> Any | None:
        """The same as its masks leave it, on white and turned as its page shows it."""
        import pypdfium2

        try:
            masked = self._held.get_bitmap(render=True, scale_to_original=True).to_pil().convert("RGBA")
        except (pypdfium2.PdfiumError, ValueError, RuntimeError):
            return None
        masked = masked.rotate(-self._turned, expand=True)
        ground = masked.copy()
        ground.paste("white", (0, 0, *masked.size))
        ground.alpha_composite(masked)
        return ground.convert("RGB")


def texts(path: Path, pages: Sequence[int]) -> tuple[str, ...]:
    """The text of each of these pages, counted from 1."""
    with Reading.of(path) as reading:
        return tuple(reading.text(n) for n in pages)


def with_looks(path: Path, pages: Sequence[int]) -> bytes:
    """The PDF with a picture of each annotation and field of these pages that had none, as this reader shows them."""
    from pypdfium2 import raw

    out = io.BytesIO()
    with Reading.of(path) as reading:
        shown = [reading._shown[n - 1] for n in pages]  # noqa: SLF001 - open until it is written: closing a page takes its pictures
        for page in shown:
            page.render(scale=_GLANCE).close()
        reading._shown.save(out, flags=raw.FPDF_REMOVE_SECURITY)  # noqa: SLF001
        for page in shown:
            page.close()
    return out.getvalue()


def placed_picture(picture: Any, place: Box, size: tuple[int, int], area: Box) -> Any:
    """A Pillow image in grey at a place of an empty page, an area of it as `Reading.pixels` gives it."""
    from pypdfium2 import PdfBitmap, PdfDocument, PdfImage, PdfMatrix

    pdf = PdfDocument.new()
    try:
        page, held = pdf.new_page(area[2], area[3]), PdfImage.new(pdf)
        held.set_bitmap(PdfBitmap.from_pil(picture))
        held.set_matrix(PdfMatrix(place[2] - place[0], 0, 0, place[3] - place[1], place[0], place[1]))
        page.insert_obj(held)
        page.gen_content()
        return _painted((page,), size, area)
    finally:
        pdf.close()


def hidden(path: Path, pages: Sequence[int]) -> tuple[str, ...]:
    """Which of these pages hold text that cannot be seen, in sentences; the text itself is not told."""
    found = []
    with Reading.of(path) as reading:
        for page in pages:
            covered, outside = reading.unseen(page)
            if covered > _FEW:
                found.append(
                    f"Page {page} holds text that cannot be seen ({covered} characters, under a filled area or a picture) but can"
                    " be copied."
                )
            if outside > _FEW:
                found.append(f"Page {page} holds text outside the part that is shown ({outside} characters).")
    return tuple(found)


class Reading:
    """A PDF as pdfium shows it, and its `structure` as another library reads it."""

    def __init__(self, path: Path) -> None:
        self.structure = Structure(path)
        self._path = path
        self._shown = _shown(path)
        self._at: tuple[int, Any, Any] | None = None  # the page that is open, and its text
        self._signs: tuple[int, tuple[Sign, ...]] | None = None  # of the page last asked for
        self._press: Press | None = None

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
            if reading._press is not None:
                reading._press.close()

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

    def words(self, page: int, *, seen: bool = False) -> tuple[Word, ...]:
        """The words of a page's text with their places; those outside the part that is shown are left out.

        With `seen` those too of which most letters stand where nothing can be told from its ground.
        """
        from pypdfium2 import raw

        shown, text = self._turn(page)
        picture = self.image(page, _FINE).convert("L") if seen else None
        onto, (width, height) = _onto_screen(shown), shown.get_size()
        found: list[Word] = []
        line, letters, boxes, blank = 1, "", list[Box](), 0
        for n in range(text.count_chars() + 1):
            letter = chr(raw.FPDFText_GetUnicode(text, n)) if n < text.count_chars() else "\n"
            if not letter.isspace() and letter.isprintable():
                letters += letter
                boxes.append(_turned(onto, text.get_charbox(n, loose=True)))
                blank += picture is not None and _is_blank(picture, _turned(onto, text.get_charbox(n)), inside=True)
                continue
            if 2 * blank <= len(letters) and letters and (word := _word(letters, line, boxes, (width, height))):
                found.append(word)
            letters, boxes, blank = "", [], 0
            line += letter == "\n"
        return tuple(found)

    def places(self, page: int, wanted: Iterable[str], area: Box) -> dict[str, list[Box]]:
        """For each text found inside the area, the boxes of its characters that leave ink."""
        found = self._turn(page)[1]
        return {text: _boxes(found, text, area) for text in wanted}

    def drawn(self, page: int) -> tuple[Drawn, ...]:
        """What a page draws, in its order: what comes later lies on top. What stands in a form is not taken apart."""
        shown, text = self._turn(page)
        return _drawn(shown, text)

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

    def has_notes(self, page: int) -> bool:
        """Whether anything is drawn over a page: a field, a comment, a signature."""
        from pypdfium2 import raw

        shown = self._turn(page)[0]
        notes = [raw.FPDFPage_GetAnnot(shown, n) for n in range(raw.FPDFPage_GetAnnotCount(shown))]
        kinds = {raw.FPDFAnnot_GetSubtype(note) for note in notes}
        for note in notes:
            raw.FPDFPage_CloseAnnot(note)
        return bool(kinds - {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP})

    def has_pictures(self, page: int) -> bool:
        """Whether a page draws any picture."""
        from pypdfium2 import raw

        return any(True for _ in self._turn(page)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEP))

    def pictures(self, page: int) -> tuple[Box, ...]:
        """Where the pictures of a page stand, as shares of it from its upper left corner; () if one stands within a drawing."""
        from pypdfium2 import raw

        shown = self._turn(page)[0]
        own, every = (list(shown.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=depth)) for depth in (1, _DEEP))
        if len(own) < len(every):
            return ()
        onto, (width, height) = _onto_screen(shown), shown.get_size()
        boxes = (_turned(onto, picture.get_bounds()) for picture in own)
        return tuple((b[0] / width, b[1] / height, b[2] / width, b[3] / height) for b in boxes)

    def embedded(self, page: int) -> Iterator[Embedded]:
        """The pictures of a page, also those within its drawings."""
        from pypdfium2 import raw

        shown = self._turn(page)[0]
        width, height = shown.get_size()
        for held in shown.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEP):
            left, bottom, right, top = held.get_bounds()
            told = held.get_metadata()
            yield Embedded(
                width=told.width,
                height=told.height,
                is_mask=told.bits_per_pixel == 1 and told.colorspace == raw.FPDF_COLORSPACE_UNKNOWN,
                share=None if held.level else (right - left) * (top - bottom) / max(width * height, 1.0),
                _held=held,
                is_single=told.bits_per_pixel == 1,
                _turned=shown.get_rotation(),
            )

    def within(self, page: int, area: Box | None = None) -> Pieces:
        """All that a page draws, what stands in its drawings and the looks of its notes too; or its first drawing alone, in an area."""
        if area is None and self.has_notes(page):
            document = _shown(self._path)
            try:
                return with_notes(document, page)
            finally:
                document.close()
        return within(*self._turn(page), area)

    def pixels(self, page: int, size: tuple[int, int], area: Box | None, *, in_colour: bool = False) -> Any:
        """An area of a page, or all of it, in grey as an array of that width and height: any area in any size, to a fraction.

        In colour the array has a third axis: red, green, blue. In an area form fields stand on whole pixels.
        """
        return _painted((self._turn(page)[0],), size, area, self._shown.formenv, in_colour=in_colour)

    def signs(self, page: int) -> tuple[Sign, ...]:
        """What each glyph says that a page draws itself, and how it is placed."""
        if self._signs is None or self._signs[0] != page:
            self._signs = (page, signs(*self._turn(page)))
        return self._signs[1]

    def redrawn(self, page: int, signs: Sequence[Sign], size: tuple[int, int], area: Box, *, on_its_ground: bool) -> Any:
        """Like `pixels`, with signs in the place of the page's own text: on top of all else that it draws, or on white."""
        if self._press is None:
            self._press = Press()
        with self._press.page(signs, self.size(page)) as words:
            if not on_its_ground:
                return _painted((words,), size, area)
            with without_words(self._shown, page) as ground:
                return _painted((ground, words), size, area)

    def _turn(self, page: int | None) -> tuple[Any, Any]:
        """Open a page and its text; one at a time, so that looking twice costs once and memory stays flat."""
        if self._at is not None and self._at[0] != page:
            self._at[2].close()
            self._at[1].close()
            self._at = None
        if page is None:
            return None, None
        if self._at is None:
            import pypdfium2

            try:
                shown = self._shown[page - 1]
                self._at = (page, shown, shown.get_textpage())
            except pypdfium2.PdfiumError as error:
                raise Unreadable(f"has a page {page} that a second reader cannot show ({str(error)[:80]})") from None
        return self._at[1], self._at[2]

    # --- what is there and not shown --------------------------------------------------------------

    def unseen(self, page: int) -> tuple[int, int]:
        """Number of characters under a filled area, a picture or a comment, and outside the part of the page that is shown.

        Invisible text, as a scanner's programme lays over its picture, is not meant: there is ink where it stands.
        """
        shown, text = self._turn(page)
        onto, (width, height) = _onto_screen(shown), shown.get_size()
        covers = [_turned(onto, c) for c in _covers(shown)]
        boxes = [(n, _turned(onto, text.get_charbox(n))) for n in range(text.count_chars())]
        boxes = [(n, b) for n, b in boxes if b[2] - b[0] > _SPECK and b[3] - b[1] > _SPECK]
        outside = sum(b[2] <= 0 or b[0] >= width or b[3] <= 0 or b[1] >= height for _, b in boxes)
        beneath = [(n, b) for n, b in boxes if any(c[0] < b[2] and b[0] < c[2] and c[1] < b[3] and b[1] < c[3] for c in covers)]
        if not beneath:
            return 0, outside
        picture = self.image(page, _FINE).convert("L")
        blank = [n for n, b in beneath if _is_blank(picture, b)]
        return sum(_is_drawn(text, n) for n in blank), outside


def _shown(path: Path) -> Any:
    """The PDF as pdfium opens it, with a known password where it needs one."""
    import pypdfium2

    for password in (None, *passwords()):
        try:
            shown = pypdfium2.PdfDocument(str(path), password=password)
        except pypdfium2.PdfiumError as error:
            if error.err_code != pypdfium2.raw.FPDF_ERR_PASSWORD:
                raise Unreadable(f"cannot be opened by a second reader ({str(error)[:80]})") from None
        else:
            shown.init_forms()  # else the values of form fields are not shown
            return shown
    raise Unreadable("opens only with a password")


def _painted(pages: Sequence[Any], size: tuple[int, int], area: Box | None, forms: Any = None, *, in_colour: bool = False) -> Any:
    """Pages on top of one another, all of them or an area, as an array of that width and height."""
    import numpy as np
    from pypdfium2 import PdfBitmap, raw

    bitmap = PdfBitmap.new_native(*size, raw.FPDFBitmap_BGR if in_colour else raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *size)
    flags = raw.FPDF_ANNOT | (raw.FPDF_REVERSE_BYTE_ORDER if in_colour else raw.FPDF_GRAYSCALE)
    for page in pages:
        if area is None:
            raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, flags)
            if forms:
                raw.FPDF_FFLDraw(forms, bitmap, page, 0, 0, *size, 0, flags)
        else:
            x, y = size[0] / (area[2] - area[0]), size[1] / (area[3] - area[1])
            onto = raw.FS_MATRIX(x, 0, 0, y, -area[0] * x, (area[3] - page.get_height()) * y)
            raw.FPDF_RenderPageBitmapWithMatrix(bitmap, page, onto, raw.FS_RECTF(0, 0, *size), flags)
            if forms:
                place = (onto.e, onto.f, page.get_width() * x, page.get_height() * y)
                raw.FPDF_FFLDraw(forms, bitmap, page, *map(round, place), 0, flags)
    try:
        painted = np.array(bitmap.to_numpy())
        return painted if in_colour else painted.reshape(size[1], size[0])
    finally:
        bitmap.close()


def _covers(shown: Any) -> Iterator[Box]:
    """Areas of a page that may lie over text: filled, pictures, whole drawings, comments. In the page's own coordinates."""
    from ctypes import byref, c_float, c_int

    from pypdfium2 import raw

    is_over_text = False
    for n in range(raw.FPDFPage_CountObjects(shown)):
        part = raw.FPDFPage_GetObject(shown, n)
        kind = raw.FPDFPageObj_GetType(part)
        is_over_text |= kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
        filled, stroked = c_int(), c_int()
        if kind == raw.FPDF_PAGEOBJ_PATH and not (raw.FPDFPath_GetDrawMode(part, byref(filled), byref(stroked)) and filled.value):
            continue
        edges = [c_float() for _ in range(4)]
        if is_over_text and kind != raw.FPDF_PAGEOBJ_TEXT and raw.FPDFPageObj_GetBounds(part, *map(byref, edges)):
            yield tuple(e.value for e in edges)  # type: ignore[misc]
    for n in range(raw.FPDFPage_GetAnnotCount(shown)):
        note, area = raw.FPDFPage_GetAnnot(shown, n), raw.FS_RECTF()
        is_drawn = raw.FPDFAnnot_GetSubtype(note) not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_WIDGET)
        if is_drawn and raw.FPDFAnnot_GetRect(note, byref(area)):
            yield (area.left, min(area.bottom, area.top), area.right, max(area.bottom, area.top))
        raw.FPDFPage_CloseAnnot(note)


def _drawn(shown: Any, text: Any) -> tuple[Drawn, ...]:
    from ctypes import byref, c_float, c_int, c_void_p, cast

    from pypdfium2 import raw

    parts = [raw.FPDFPage_GetObject(shown, n) for n in range(raw.FPDFPage_CountObjects(shown))]
    letters: dict[int, list[tuple[str, Box]]] = {cast(part, c_void_p).value or 0: [] for part in parts}
    for n in range(text.count_chars()):
        owner = raw.FPDFText_GetTextObject(text, n)
        held = letters.get(cast(owner, c_void_p).value or 0) if owner else None
        letter = chr(raw.FPDFText_GetUnicode(text, n))
        if held is not None and not letter.isspace():
            held.append((letter, text.get_charbox(n)))
    found = []
    for part in parts:
        edges, filled, stroked = [c_float() for _ in range(4)], c_int(), c_int()
        what = kind(part)
        raw.FPDFPageObj_GetBounds(part, *map(byref, edges))
        if what == "path":
            raw.FPDFPath_GetDrawMode(part, byref(filled), byref(stroked))
        found.append(
            Drawn(
                kind=what,
                box=(edges[0].value, edges[1].value, edges[2].value, edges[3].value),
                is_filled=bool(filled.value),
                is_unseen=what == "text" and is_unseen(part),
                letters=tuple(letters[cast(part, c_void_p).value or 0]),
            )
        )
    return tuple(found)


def _onto_screen(shown: Any) -> Matrix:
    """From a page's own coordinates to points from the upper left corner of what is shown."""
    from ctypes import byref, c_int

    from pypdfium2 import raw

    width, height = shown.get_size()
    fine = 100

    def at(x: float, y: float) -> tuple[float, float]:
        right, down = c_int(), c_int()
        raw.FPDF_PageToDevice(shown, 0, 0, int(width * fine), int(height * fine), 0, x, y, byref(right), byref(down))
        return right.value / fine, down.value / fine

    (e, f), (ax, ay), (bx, by) = at(0, 0), at(1000, 0), at(0, 1000)
    return ((ax - e) / 1000, (ay - f) / 1000, (bx - e) / 1000, (by - f) / 1000, e, f)


def _turned(onto: Matrix, box: Box) -> Box:
    (x0, y0), (x1, y1) = moved(onto, box[0], box[1]), moved(onto, box[2], box[3])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _word(letters: str, line: int, boxes: Sequence[Box], size: tuple[float, float]) -> Word | None:
    """The word with its edges as shares of the page; None where nothing of it is shown."""
    left, right = min(b[0] for b in boxes) / size[0], max(b[2] for b in boxes) / size[0]
    top, bottom = min(b[1] for b in boxes) / size[1], max(b[3] for b in boxes) / size[1]
    if right <= 0 or bottom <= 0 or left >= 1 or top >= 1:
        return None
    left, top, right, bottom = (round(min(max(v, 0.0), 1.0), 5) for v in (left, top, right, bottom))
    return Word(text=letters, line=line, left=left, top=top, right=right, bottom=bottom)


def _is_blank(picture: Any, box: Box, *, inside: bool = False) -> bool:
    """Whether nothing can be seen where a character stands; well inside of that place, if so asked."""
    left, top, right, low = (int(v * _FINE) for v in box)
    if inside and right - left > 2 and low - top > 2:
        left, top, right, low = left + 1, top + 1, right - 1, low - 1
    if right <= 0 or low <= 0 or left >= picture.width or top >= picture.height:
        return False
    darkest, lightest = picture.crop((left, top, right + 1, low + 1)).getextrema()
    return bool(lightest - darkest < _FAINT)


def _is_drawn(text: Any, n: int) -> bool:
    """Whether a character is painted at all: a scanner's programme lays invisible ones over its picture."""
    from pypdfium2 import raw

    part = raw.FPDFText_GetTextObject(text, n)
    return not (part and is_unseen(part))


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
