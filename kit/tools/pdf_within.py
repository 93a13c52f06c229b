"""What a page draws, taken apart down to its last drawing (pypdfium2): what nobody sees and what lies outside of it too."""

from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import POINTER, byref, c_float, c_ulong, c_ushort, cast, create_string_buffer
from typing import Any, NamedTuple

from kit.tools.page_geometry import Box, Matrix, behind, moved, undone

_DEEP = 10  # drawings within drawings
_LAYER = "OC"  # the mark of optional content
_LONGEST = 200  # bytes of a mark's name
_CORNERS = 5  # segments of a rectangle's path
_EDGE = 0.0006  # of the longer side of what is shown: what rounding may do
_ONE_PIXEL = 0.1  # pixels a point where only the drawing counts


class Piece(NamedTuple):
    """One thing that is drawn: what it is, the words of a text, and how it may be kept from sight."""

    kind: str
    text: str = ""
    is_unseen: bool = False  # text without ink
    is_layered: bool = False  # a reader can switch it off
    is_cut: bool = False  # a picture of which a path leaves only a part of what its page would show
    is_sheer: bool = False  # what is beneath shines through


Pieces = Counter[Piece]


def kind(part: Any) -> str:
    """What a thing that a page draws is called."""
    from pypdfium2 import raw

    kinds = {
        raw.FPDF_PAGEOBJ_TEXT: "text",
        raw.FPDF_PAGEOBJ_PATH: "path",
        raw.FPDF_PAGEOBJ_IMAGE: "image",
        raw.FPDF_PAGEOBJ_SHADING: "shading",
        raw.FPDF_PAGEOBJ_FORM: "form",
    }
    return kinds.get(raw.FPDFPageObj_GetType(part), "thing")


class _Part(NamedTuple):
    """A thing that is drawn, whether what it stands in is layered and sheer, and how that is placed on the page."""

    drawn: Any
    in_layer: bool = False
    in_sheer: bool = False
    onto: Matrix = (1, 0, 0, 1, 0, 0)


def within(page: Any, words: Any, area: Box | None = None) -> Pieces:
    """What a page of pdfium draws; with an area the first drawing alone, which stands there. `words` is the page's text."""
    from pypdfium2 import raw

    parts = [raw.FPDFPage_GetObject(page, n) for n in range(raw.FPDFPage_CountObjects(page))]
    if area is not None:
        parts = [part for part in parts if kind(part) == "form"][:1]
    return Counter(_pieces(map(_Part, parts), words, area or _shown_of(page)))


def _shown_of(page: Any) -> Box:
    """The part of a page that is shown."""
    from pypdfium2 import raw

    edges = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, byref(edges))
    return (edges.left, edges.bottom, edges.right, edges.top)


def with_notes(document: Any, page: int) -> Pieces:
    """The same of a page, from 1, and of the looks of its notes and fields. They become part of it: give a document of its own."""
    from pypdfium2 import raw

    shown = document[page - 1]
    shown.render(scale=_ONE_PIXEL).close()  # only then have all of them a look
    raw.FPDFPage_Flatten(shown, raw.FLAT_NORMALDISPLAY)
    shown.close()
    flat = document[page - 1]
    words = flat.get_textpage()
    try:
        return within(flat, words)
    finally:
        words.close()
        flat.close()


def _pieces(parts: Iterable[_Part], words: Any, area: Box) -> Iterator[Piece]:
    """Each thing drawn; `area` is what is shown of the page."""
    from pypdfium2 import raw

    for _ in range(_DEEP):
        inner: list[_Part] = []
        for part, in_layer, in_sheer, onto in parts:
            is_layered = in_layer or _LAYER in _marks(part)
            is_sheer = in_sheer or bool(raw.FPDFPageObj_HasTransparency(part))
            if (what := kind(part)) == "form":
                held = [raw.FPDFFormObj_GetObject(part, n) for n in range(raw.FPDFFormObj_CountObjects(part))]
                inner += [_Part(one, is_layered, is_sheer, behind(_matrix(part), onto)) for one in held]
                continue
            yield Piece(
                kind=what,
                text=_said(part, words) if what == "text" else "",
                is_unseen=what == "text" and is_unseen(part),
                is_layered=is_layered,
                is_cut=what == "image" and _is_cut(part, onto, area),
                is_sheer=is_sheer,
            )
        parts = inner


def _matrix(part: Any) -> Matrix:
    from pypdfium2 import raw

    held = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(part, byref(held))
    return (held.a, held.b, held.c, held.d, held.e, held.f)


def _marks(part: Any) -> Iterator[str]:
    from pypdfium2 import raw

    for n in range(raw.FPDFPageObj_CountMarks(part)):
        name, length = create_string_buffer(_LONGEST), c_ulong()
        mark = raw.FPDFPageObj_GetMark(part, n)
        raw.FPDFPageObjMark_GetName(mark, cast(name, POINTER(c_ushort)), _LONGEST, byref(length))
        yield name.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0")


def _said(part: Any, words: Any) -> str:
    """The words of a text without white space."""
    from pypdfium2 import raw

    length = raw.FPDFTextObj_GetText(part, words, None, 0)
    held = create_string_buffer(length)
    raw.FPDFTextObj_GetText(part, words, cast(held, POINTER(c_ushort)), length)
    return "".join(held.raw.decode("utf-16-le", "replace").rstrip("\0").split())


def is_unseen(part: Any) -> bool:
    """Whether a text leaves no ink by its own mode."""
    from pypdfium2 import raw

    return raw.FPDFTextObj_GetTextRenderMode(part) in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


def _is_cut(part: Any, onto: Matrix, area: Box) -> bool:
    """Whether a path that is no rectangle around all of it leaves only a part, of what lies within the area."""
    from pypdfium2 import raw

    path = raw.FPDFPageObj_GetClipPath(part)
    edges = [c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(part, *map(byref, edges))
    box = (edges[0].value, edges[1].value, edges[2].value, edges[3].value)
    edge = _EDGE * max(area[2] - area[0], area[3] - area[1])
    if back := undone(onto):
        corners = [moved(back, x, y) for x in (area[0], area[2]) for y in (area[1], area[3])]
        (left, low), (right, high) = ([of(axis) for axis in zip(*corners, strict=True)] for of in (min, max))
        box = (max(box[0], left), max(box[1], low), min(box[2], right), min(box[3], high))
        edge = _EDGE * max(right - left, high - low)  # a page's unit may be any part of a point
    return any(not _is_around(path, n, box, edge) for n in range(raw.FPDFClipPath_CountPaths(path)))


def _is_around(path: Any, n: int, box: Box, edge: float) -> bool:
    from pypdfium2 import raw

    count = raw.FPDFClipPath_CountPathSegments(path, n)
    points = []
    for k in range(count):
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(path, n, k), byref(x), byref(y))
        points.append((x.value, y.value))
    if not 0 < count <= _CORNERS:
        return False
    low, high = [min(axis) for axis in zip(*points, strict=True)], [max(axis) for axis in zip(*points, strict=True)]
    corners = zip((*low, *box[2:]), (*box[:2], *high), strict=True)
    return all(less <= much + edge for less, much in corners)
