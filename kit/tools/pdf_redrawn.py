"""A page's words set anew in the kit's own fonts (pdfium, uharfbuzz): where it looks otherwise, its text is not what one reads.

The text layer of a PDF is what a font says of its signs; their shapes may be anything. So the words are drawn a second time,
each where it stands, with the same reader, and the two pictures can be held against each other.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_float, c_int, c_uint, c_uint8, c_uint32, c_void_p, cast, create_string_buffer
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kit.paths import FONTS
from kit.tools.page_geometry import Box, Matrix

_FAMILIES = ("SourceSans3", "SourceCodePro", "NotoSansSC", "NotoSansThai", "NotoSansArabic")
_LONGEST = 200  # bytes of a font's name
_CLOSE = 0.01  # points between the signs that one glyph draws
_BROKEN = "\x02"  # what pdfium says of a hyphen at which a line ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one glyph of a page says, the face that it should be of (None: not one of the kit's), and how it is placed."""

    text: str
    face: str | None
    size: float
    placed: Matrix
    colour: tuple[int, int, int]
    box: Box


def signs(shown: Any, text: Any) -> tuple[Sign, ...]:
    """The signs that a page draws itself and that can be seen, in the order of its text; those within forms are not meant."""
    from pypdfium2 import raw

    own = {cast(raw.FPDFPage_GetObject(shown, n), c_void_p).value for n in range(raw.FPDFPage_CountObjects(shown))}
    found: list[Sign] = []
    for n in range(text.count_chars()):
        letter, owner = chr(raw.FPDFText_GetUnicode(text, n)).replace(_BROKEN, "-"), raw.FPDFText_GetTextObject(text, n)
        if not owner or cast(owner, c_void_p).value not in own or letter.isspace() or raw.FPDFText_IsGenerated(text, n) == 1:
            continue
        if raw.FPDFTextObj_GetTextRenderMode(owner) in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP):
            continue
        sign = _sign(text, n, letter)
        if found and _is_same_glyph(found[-1], sign):  # a ligature says two letters
            found[-1] = _joined(found[-1], sign)
        else:
            found.append(sign)
    return tuple(found)


def _sign(text: Any, n: int, letter: str) -> Sign:
    from ctypes import c_double

    from pypdfium2 import raw

    matrix, x, y = raw.FS_MATRIX(), c_double(), c_double()
    raw.FPDFText_GetMatrix(text, n, byref(matrix))
    raw.FPDFText_GetCharOrigin(text, n, byref(x), byref(y))
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint()
    raw.FPDFText_GetFillColor(text, n, byref(red), byref(green), byref(blue), byref(alpha))
    name, flags = create_string_buffer(_LONGEST), c_int()
    raw.FPDFText_GetFontInfo(text, n, name, _LONGEST, byref(flags))
    return Sign(
        text=letter,
        face=_face(name.value.decode("utf-8", "replace")),
        size=raw.FPDFText_GetFontSize(text, n),
        placed=(matrix.a, matrix.b, matrix.c, matrix.d, x.value, y.value),
        colour=(red.value, green.value, blue.value),
        box=text.get_charbox(n),
    )


def _is_same_glyph(one: Sign, other: Sign) -> bool:
    return one.face == other.face and all(abs(a - b) < _CLOSE for a, b in zip(one.placed[4:], other.placed[4:], strict=True))


def _joined(one: Sign, other: Sign) -> Sign:
    box = tuple(pick(pair) for pick, pair in zip((min, min, max, max), zip(one.box, other.box, strict=True), strict=True))
    return Sign(text=one.text + other.text, face=one.face, size=one.size, placed=one.placed, colour=one.colour, box=box)  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _face(name: str) -> str | None:
    """The kit's face that a font's name means, whatever tag and hyphens it has."""
    plain = name.rpartition("+")[2].replace("-", "").replace(" ", "").rstrip(",").lower()
    weight = "600SemiBold" if plain.endswith("semibold") else "400Regular"
    family = plain.removesuffix("semibold").removesuffix("regular")
    return next((f"{f}_{weight}" for f in _FAMILIES if f.lower() == family and (FONTS / f"{f}_{weight}.ttf").is_file()), None)


class Press:
    """Sets signs on pages of a document of its own."""

    def __init__(self) -> None:
        import pypdfium2

        self._document = pypdfium2.PdfDocument.new()
        self._fonts: dict[str, Any] = {}
        self._held: list[Any] = []  # pdfium reads a font's bytes for as long as it is used

    def close(self) -> None:
        """Let go of the document and its fonts."""
        from pypdfium2 import raw

        for font in self._fonts.values():
            raw.FPDFFont_Close(font)
        self._document.close()

    @contextmanager
    def page(self, signs: Sequence[Sign], size: tuple[float, float]) -> Iterator[Any]:
        """A page of that size with the signs on it; those of faces that are not the kit's are missing."""
        from pypdfium2 import raw

        page = self._document.new_page(*size)
        for sign in signs:
            if sign.face is not None:
                codes = _glyphs(sign.face, sign.text)
                drawn = raw.FPDFPageObj_CreateTextObj(self._document, self._font(sign.face), sign.size)
                raw.FPDFText_SetCharcodes(drawn, (c_uint32 * len(codes))(*codes), len(codes))
                raw.FPDFPageObj_SetFillColor(drawn, *sign.colour, 255)
                raw.FPDFPageObj_SetMatrix(drawn, raw.FS_MATRIX(*map(c_float, sign.placed)))
                raw.FPDFPage_InsertObject(page, drawn)
        try:
            yield page
        finally:
            page.close()
            self._document.del_page(0)

    def _font(self, face: str) -> Any:
        from pypdfium2 import raw

        if face not in self._fonts:
            content = (FONTS / f"{face}.ttf").read_bytes()
            self._held.append((c_uint8 * len(content)).from_buffer_copy(content))
            self._fonts[face] = raw.FPDFText_LoadFont(self._document, self._held[-1], len(content), raw.FPDF_FONT_TRUETYPE, True)
        return self._fonts[face]


@lru_cache(maxsize=4096)
def _glyphs(face: str, text: str) -> tuple[int, ...]:
    """The glyphs of a face that draw a text, which become its codes."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(_shaper(face), buffer)
    return tuple(info.codepoint for info in buffer.glyph_infos)


@cache
def _shaper(face: str) -> Any:
    import uharfbuzz as hb

    return hb.Font(hb.Face(hb.Blob.from_file_path(str(FONTS / f"{face}.ttf"))))


@contextmanager
def without_words(document: Any, page: int) -> Iterator[Any]:
    """A page, counted from 1, without the text that it draws itself; the document stays as it is."""
    from pypdfium2 import raw

    bare = document[page - 1]
    try:
        parts = [raw.FPDFPage_GetObject(bare, n) for n in range(raw.FPDFPage_CountObjects(bare))]
        for part in parts:
            if raw.FPDFPageObj_GetType(part) == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFPage_RemoveObject(bare, part):
                raw.FPDFPageObj_Destroy(part)
        yield bare
    finally:
        bare.close()
