"""A client's PDF as it is shown: its pages' sizes, what each draws, what its annotations look like, its own bookmarks."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kit.model import PageSize
from kit.tools import pdf_read
from kit.tools.page_geometry import MAX_SIDE, Box, Matrix, box_of, fitted, upright, visible
from kit.tools.pdf_damage import decoded, operators
from kit.tools.pdf_lettered import give_fonts
from kit.tools.pdf_objects import (
    Array,
    Dictionary,
    Name,
    NameTree,
    OutlineItem,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    String,
)
from kit.tools.pdf_passwords import passwords, told
from kit.tools.pdf_state import is_repaired, lacks_size, notes
from kit.tools.textline import clean

MAX_PAGES = 3_000
MAX_DRAWN = 200_000_000  # bytes of one page's operators
_DEEP = 60  # levels of a page tree
_LEVELS = 8  # of bookmarks
_HIDDEN = 2 | 32  # annotation flags Hidden and NoView
_NO_SIZE = "has a page whose size is no size"
_PLACE = re.compile(r"(\S*[/\\]\S*\.\w+|\S*[/\\][^\s/\\]+[/\\][^\s:,]*),?\s?")  # with an end, or within a folder; no key as /Root


class Unreadable(ValueError):
    """A PDF that cannot be used; says why in half a sentence."""


class Locked(Unreadable):
    """A PDF that opens only with a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How a PDF presents itself: displayed page sizes, and what a person should know about its state."""

    pages: tuple[PageSize, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A bookmark."""

    title: str
    page: int  # from 1
    under: tuple["Mark", ...] = ()


def shown(path: Path) -> Shown:
    """Sizes and state of a PDF; raises Unreadable, Locked where only a password is missing."""
    pdf, password = _unlocked(path)
    with pdf:
        sizes = tuple(_size(page.obj) for page in _pages(pdf))
        warnings = [str(w) for w in pdf.get_warnings()]
        if any("non-dictionary object; ignoring" in w for w in warnings):
            raise Unreadable("has lost pages: it names some that are not in it")
        if lacks_size(warnings) and any("unknown token" in w for w in warnings):
            raise Unreadable(_NO_SIZE)
        if is_repaired(warnings) and b"%%EOF" not in path.read_bytes()[-2048:]:
            raise Unreadable("is cut off: its end is missing")
        return Shown(pages=sizes, notes=tuple(notes(pdf, path, warnings, has_password=bool(password))))


def _pages(pdf: Pdf) -> Any:
    """All pages; refused where they are not as many as the file says."""
    try:
        said = int(pdf.Root.Pages.get("/Count", 0))  # before the library counts, for it would correct it
        if said > MAX_PAGES:
            raise Unreadable(f"has {said:,} pages, more than {MAX_PAGES:,}")
        found = len(pdf.pages)
    except (PdfError, AttributeError, TypeError, OverflowError):
        raise Unreadable("cannot be read as a PDF (the tree of its pages is broken)") from None
    if found < said:
        raise Unreadable(f"says that it has {said:,} pages, but only {found:,} are in it")
    if not 0 < found <= MAX_PAGES:
        raise Unreadable(f"has {found:,} pages, more than {MAX_PAGES:,}" if found else "has no pages")
    return pdf.pages


def _size(page: Any) -> PageSize:
    """A page's displayed size; refused where it or what it draws is larger than any reader should have to take."""
    media = inherited(page, "/MediaBox")
    if media is not None and _box(media) is None:
        raise Unreadable(_NO_SIZE)
    size = geometry(page)[1]
    if max(size.width, size.height) > MAX_SIDE:
        raise Unreadable(f"has a page larger than {MAX_SIDE:,.0f} points")
    contents = page.get("/Contents")
    parts = contents if isinstance(contents, Array) else [contents]
    try:
        drawn = sum(len(p.read_bytes()) for p in parts if isinstance(p, Stream) and "/F" not in p)
    except PdfError as error:
        if "memory" not in str(error) and "limit" not in str(error):
            return size  # what cannot be decoded is judged by the reader
        drawn = MAX_DRAWN + 1
    if drawn > MAX_DRAWN:
        raise Unreadable(f"has a page that unpacks to more than {MAX_DRAWN // 1_000_000} MB")
    return size


def opened(path: Path) -> Pdf:
    """The PDF, to be closed by the caller; raises Unreadable, Locked."""
    return _unlocked(path)[0]


def _unlocked(path: Path) -> tuple[Pdf, str]:
    """The PDF and the password that opened it."""
    tried = passwords()
    for password in ("", *tried):
        try:
            return Pdf.open(path, password=password, inherit_page_attributes=False), password
        except PasswordError:
            continue
        except (PdfError, ValueError, OverflowError, RecursionError) as error:
            raise Unreadable(f"cannot be read as a PDF ({_said(error, path)})") from None
    raise Locked(told(tried))


def _said(error: Exception, path: Path) -> str:
    """The end of what the library said, without the file's place; in plain words where the file's start is what is broken."""
    said = _PLACE.sub("", " ".join(str(error).replace(str(path), "").split())).lstrip(": ")[-80:]
    return "where its pages begin cannot be found" if "/Root" in said else said


def inherited(page: Any, key: str) -> Any:
    """A page's value, its own or that of the tree above it."""
    node = page
    for _ in range(_DEEP):
        if key in node:
            return node[key]
        node = node.get("/Parent")
        if not isinstance(node, Dictionary):
            return None
    return None


def geometry(page: Any) -> tuple[Box, PageSize, Matrix]:
    """The shown part of a page, its displayed size, and the matrix that brings it upright to the origin."""
    box = visible(_box(inherited(page, "/MediaBox")), _box(inherited(page, "/CropBox")))
    size, matrix = upright(box, _number(inherited(page, "/Rotate"), 0), _number(page.get("/UserUnit"), 1))
    return box, size, matrix


def _box(value: Any) -> Box | None:
    try:
        return box_of([float(n) for n in value]) if isinstance(value, Array) else None
    except (TypeError, ValueError):
        return None


def _number(value: Any, default: float) -> float:
    try:
        return default if value is None else float(value)
    except (TypeError, ValueError):
        return default


def content(target: Pdf, page: Any) -> Any:
    """What a page draws as a stream of the target: its own bytes where it is one plain stream, else joined, up to any damage."""
    parts = [(part, *decoded(part)) for part in operators(page)]
    if len(parts) == 1 and parts[0][2] and parts[0][0].get("/Filter") == Name.FlateDecode and "/DecodeParms" not in parts[0][0]:
        stream = Stream(target, parts[0][0].read_raw_bytes())
        stream.Filter = Name.FlateDecode
        return stream
    return Stream(target, b"\n".join(drawn for _, drawn, _ in parts))


def looked(path: Path, picked: Sequence[int]) -> Pdf:
    """The PDF, to be closed by the caller, in which each annotation and field of these pages has its picture. Raises Unreadable."""
    drawn = _drawn(path, picked)
    for n in picked:
        give_fonts(drawn, drawn.pages[n - 1].obj)
    return drawn


def _drawn(path: Path, picked: Sequence[int]) -> Pdf:
    source = opened(path)
    form = source.Root.get("/AcroForm")
    is_asked = isinstance(form, Dictionary) and bool(form.get("/NeedAppearances", False))
    if not any(_lacks_look(a, is_asked=is_asked) for n in picked for a in _annotations(source.pages[n - 1].obj)):
        return source
    try:
        drawn = Pdf.open(io.BytesIO(pdf_read.with_looks(path, picked)), inherit_page_attributes=False)
    except (pdf_read.Unreadable, PdfError):
        draw_fields(source)
        return source
    source.close()
    return drawn


def _annotations(page: Any) -> list[Any]:
    held = page.get("/Annots")
    return [a for a in held if isinstance(a, Dictionary)] if isinstance(held, Array) else []


def _lacks_look(annotation: Any, *, is_asked: bool) -> bool:
    kind = annotation.get("/Subtype")
    return kind not in (Name.Link, Name.Popup) and ("/AP" not in annotation or (is_asked and kind == Name.Widget))


def draw_fields(source: Pdf) -> None:
    """Give form fields that hold a value but no picture of it their appearance."""
    form = source.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return
    widgets = [a for p in source.pages for a in p.obj.get("/Annots", Array()) if a.get("/Subtype") == Name.Widget]
    if bool(form.get("/NeedAppearances", False)) or any("/AP" not in w for w in widgets):
        form.NeedAppearances = True
        source.generate_appearance_streams()


def appearances(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """What each annotation shows, and the matrix that puts it in its place."""
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else ():
        if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") in (Name.Popup, Name.Link):
            continue
        look = annotation.get("/AP", Dictionary()).get("/N")
        if isinstance(look, Dictionary):
            look = look.get(str(annotation.get("/AS", Name.Off)))
        area = _box(annotation.get("/Rect"))
        if int(annotation.get("/F", 0)) & _HIDDEN or not isinstance(look, Stream) or area is None:
            continue
        own = [float(n) for n in look.get("/Matrix", (1, 0, 0, 1, 0, 0))]
        bounds = _box(look.get("/BBox"))
        placed = fitted(bounds, tuple(own), area) if bounds and len(own) == 6 else None  # type: ignore[arg-type]
        if placed:
            look.Type, look.Subtype = Name.XObject, Name.Form
            yield look, placed


def marks(source: Pdf, pages: list[Any], most: int = 100) -> Iterator[Mark]:
    """The source's own bookmarks at their depths, so many in all, that lead to one of the pages.

    One that leads to no such page gives its place to those beneath it.
    """
    if "/Outlines" not in source.Root:
        return
    number = {page.objgen: n for n, page in reversed(list(enumerate(pages, 1)))}
    try:
        with source.open_outline(max_depth=_LEVELS) as outline:
            found = _beneath(source, list(outline.root), number, iter(range(most)))
    except (PdfError, ValueError, TypeError, RecursionError, AttributeError):
        return  # broken bookmarks are not worth losing an exhibit for
    yield from found


def _beneath(
    source: Pdf, items: Sequence[OutlineItem], number: Mapping[tuple[int, int], int], left: Iterator[int]
) -> tuple[Mark, ...]:
    """The bookmarks of these items and what is beneath them, as long as there is any `left`."""
    found: list[Mark] = []
    for item in items:
        own = _marked(source, item, number)
        if own and next(left, None) is None:
            break
        under = _beneath(source, list(item.children), number, left)
        found += [replace(own, under=under)] if own else under
    return tuple(found)


def _marked(source: Pdf, item: OutlineItem, number: Mapping[tuple[int, int], int]) -> Mark | None:
    page, title = number.get(page_of(source, item) or (0, 0)), clean(item.title)[:120]
    return Mark(title=title, page=page) if page and title else None


def page_of(pdf: Pdf, item: OutlineItem) -> tuple[int, int] | None:
    """The page object that a bookmark leads to, also by a name."""
    target = item.destination if item.destination is not None else (item.action or Dictionary()).get("/D")
    try:
        if isinstance(target, String | str):
            tree = pdf.Root.get("/Names", Dictionary()).get("/Dests")
            target = NameTree(tree).get(str(target)) if tree is not None else None
        elif isinstance(target, Name):
            target = pdf.Root.get("/Dests", Dictionary()).get(str(target))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        return target[0].objgen if isinstance(target, Array) and isinstance(target[0], Dictionary) else None
    except (PdfError, ValueError, TypeError, IndexError, KeyError):
        return None
