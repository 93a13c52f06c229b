"""The only door to pypdf: how a PDF is built, its links, bookmarks and objects. Nothing here writes one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from kit.tools.page_geometry import Box, box_of

# Names that no submission may hold anywhere: they act, carry files or reach out.
ACTIVE = frozenset(
    "/JavaScript /JS /Launch /EmbeddedFile /EmbeddedFiles /OpenAction /AA /SubmitForm /ImportData /ResetForm /XFA /RichMedia"
    " /RichMediaContent /GoToR /GoToE /Rendition /Movie /Sound /AcroForm /FileAttachment /EF /Filespec /AF"
    " /Usage /Alternates".split()  # of a layer or a picture: shown on the screen and not printed, or the other way round
)
PRIVATE = frozenset(["/Metadata", "/PieceInfo", "/LastModified", "/Thumb"])
TOLD = frozenset(["/Title", "/Producer", "/CreationDate", "/ModDate"])  # all that a submission says of itself

# Maps whose keys are free names: a glyph may well be called AA.
FREE_NAMES = frozenset("/XObject /Font /ExtGState /ColorSpace /Pattern /Shading /Properties /CharProcs /Colorants".split())

_DRAWS = re.compile(rb"(/[^\s/<>\[\](){}%]+)\s+Do\b")
_MASKS = frozenset(["/SMask", "/Mask", "/SMaskInData"])
_CAMERA = 70_000  # bytes of a picture in which what was noted of it stands


class Unreadable(ValueError):
    """A PDF that a reader cannot open; says why in half a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A link of a page: its area, and the page that it leads to from 1, or the address, or neither (a dead link).

    `does_more` is one that does something besides, or something else than to lead there.
    """

    area: Box
    page: int | None = None
    address: str = ""
    does_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A bookmark: its title, the page that it leads to (None: it does something else), and the titles above it.

    A title in no known coding keeps its ASCII characters only, with U+FFFD for the others.
    """

    title: str
    page: int | None
    above: tuple[str, ...] = ()


class Structure:
    """A PDF as pypdf reads it, opened when something is first asked; what cannot be opened raises Unreadable."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _built(self) -> Any:
        import pypdf
        from pypdf.errors import PyPdfError

        try:
            return pypdf.PdfReader(self._path)
        except (PyPdfError, ValueError, OSError) as error:
            raise Unreadable(f"cannot be read ({str(error)[:80]})") from None

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {page.indirect_reference.idnum: n for n, page in enumerate(self._built.pages, 1)}

    def links(self, page: int) -> tuple[Jump, ...]:
        """The links of a page."""
        return tuple(self._jump(a) for a in self._annotations(page) if a.get("/Subtype") == "/Link")

    def notes(self, page: int) -> tuple[str, ...]:
        """Kinds of the page's annotations that draw something: a comment, a box, a link with a look of its own."""
        return tuple(str(a.get("/Subtype")) for a in self._annotations(page) if a.get("/Subtype") != "/Link" or "/AP" in a)

    def is_layered(self, page: int) -> bool:
        """Whether a part of what the page itself draws belongs to a layer, which any reader can switch off."""
        shown = self._built.pages[page - 1]
        parts = [part for kind in ("/Properties", "/XObject") for part in _resources(shown, kind).values()]
        return any("/OC" in part or part.get("/Type") in ("/OCG", "/OCMD") for part in parts)

    def layered(self, page: int, *, in_form: bool = False) -> frozenset[tuple[str, str]]:
        """Drawings and pictures of a page, its notes and what stands within them, that as a whole belong to a layer.

        A picture goes by its name, a drawing by what it draws. With `in_form` only what stands within the page's drawings.
        """
        shown = self._built.pages[page - 1]
        waiting = list(_drawn_with(shown)) + [("", look) for note in self._annotations(page) for look in _looks(note)]
        if in_form:
            waiting = [inner for _, part in waiting for inner in _drawn_with(part)]
        found, seen = set[tuple[str, str]](), set[int]()
        while waiting:
            name, part = waiting.pop()
            if "/OC" in part:
                is_picture = part.get("/Subtype") == "/Image"
                found.add(("picture", name) if is_picture else ("drawing", sha256(_said(part)).hexdigest()))
            if id(part) not in seen:
                seen.add(id(part))
                waiting += _drawn_with(part)
        return frozenset(found)

    def has_masked(self, page: int) -> bool:
        """Whether a picture of a page, also one within its drawings, has a mask that leaves only a part of it."""
        waiting, seen = [self._built.pages[page - 1]], set[int]()
        while waiting:
            part = waiting.pop()
            if id(part) not in seen:
                seen.add(id(part))
                if not _MASKS.isdisjoint(part):
                    return True
                waiting += _resources(part, "/XObject").values()
        return False

    def undrawn(self, pages: Iterable[int]) -> tuple[str, ...]:
        """Drawings that pages which share them hold ready, and of which none is drawn on any, by name."""
        shown = [self._built.pages[page - 1] for page in pages]
        drawn = {name.decode("latin-1") for page in shown for name in _DRAWS.findall(_operators(page))}
        return tuple(sorted({name for page in shown for name in _resources(page, "/XObject")} - drawn))

    def says_otherwise(self, page: int) -> bool:
        """Whether a part of what the page itself draws is given other words than its letters."""
        shown = self._built.pages[page - 1]
        return b"/ActualText" in _operators(shown) or any("/ActualText" in p for p in _resources(shown, "/Properties").values())

    def _annotations(self, page: int) -> list[Any]:
        annotations = self._built.pages[page - 1].get("/Annots")
        return [a.get_object() for a in (annotations.get_object() if annotations is not None else ())]

    def _jump(self, annotation: Any) -> Jump:
        area = box_of([float(n) for n in annotation["/Rect"]]) or (0.0, 0.0, 0.0, 0.0)
        action = annotation.get("/A")
        action = action.get_object() if action is not None else {}
        does_more = "/Next" in action or "/PA" in annotation or action.get("/S", "/GoTo") not in ("/GoTo", "/URI")
        if action.get("/S") == "/URI":
            return Jump(area=area, address=str(action.get("/URI", "")), does_more=does_more)
        page = self._page_of(action.get("/D", annotation.get("/Dest")))
        return Jump(
            area=area, page=page, does_more=does_more or "/URI" in action or ("/A" in annotation and "/Dest" in annotation)
        )

    def bookmarks(self) -> tuple[Bookmark, ...]:
        """All bookmarks, each before those beneath it."""
        root = self._built.trailer["/Root"].get("/Outlines")
        found: list[Bookmark] = []
        waiting: list[tuple[Any, tuple[str, ...]]] = [(root.get_object().get("/First"), ())] if root is not None else []
        seen: set[int] = set()
        while waiting:
            entry, above = waiting.pop()
            number = getattr(entry, "idnum", id(entry))
            if entry is None or number in seen:
                continue
            seen.add(number)
            entry = entry.get_object()
            action = entry.get("/A")
            action = action.get_object() if action is not None else {}
            is_jump = set(action) <= {"/S", "/D", "/Type"} and action.get("/S", "/GoTo") == "/GoTo"
            page = self._page_of(action.get("/D", entry.get("/Dest"))) if is_jump else None
            told = entry.get("/Title", "")
            title = (told.decode("ascii", "replace") if isinstance(told, bytes) else str(told)).replace("\0", "")
            found.append(Bookmark(title=title, page=page, above=above))
            waiting += [(entry.get("/Next"), above), (entry.get("/First"), (*above, title))]
        return tuple(found)

    def parts(self) -> tuple[str, ...]:
        """What the file's root holds, by the names of its entries."""
        return tuple(sorted(str(key) for key in self._built.trailer["/Root"].get_object()))

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

    def strays(self) -> Iterator[str]:
        """What the file holds besides the pages that it shows: other pages, who made it, what a camera noted of a picture."""
        from pypdf.generic import DictionaryObject, StreamObject

        for key in sorted(set(self._built.metadata or {}) - TOLD):
            yield f"the document's own entry {key}"
        for number in self._objects:
            part = self._built.get_object(number)
            if isinstance(part, DictionaryObject) and part.get("/Type") == "/Page" and number not in self._numbers:
                yield f"object {number}: a page that is not shown"
            if isinstance(part, DictionaryObject) and "/ActualText" in part and {"/S", "/P"} <= set(part):
                yield f"object {number}: other words for what its structure shows"
            if isinstance(part, StreamObject) and part.get("/Subtype") == "/Image":
                head = part._data[:_CAMERA]  # noqa: SLF001 - as it is stored
                if any(mark in head for mark in (b"Exif\x00", b"http://ns.adobe.com/xap", b"Photoshop 3.0")):
                    yield f"object {number}: what a camera or a programme noted of a picture"

    @cached_property
    def _objects(self) -> tuple[int, ...]:
        """Numbers of all objects, from the file's own tables."""
        numbers = {n for table in self._built.xref.values() for n in table} | set(self._built.xref_objStm)
        return tuple(sorted(numbers - {0}))

    def _named(self) -> Iterator[tuple[int, str]]:
        """(object number, name) for every key and kind, first on the way from the root, then of what nothing points to."""
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

        reader = self._built
        seen: set[int] = set()
        waiting: list[tuple[int, Any, bool]] = [(n, IndirectObject(n, 0, reader), False) for n in reversed(self._objects)]
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


def _operators(page: Any) -> bytes:
    """All that a page's own operators say."""
    content = page.get_contents()
    return content.get_data() if content is not None else b""


def _drawn_with(part: Any) -> Iterator[tuple[str, Any]]:
    """What a page or a drawing may draw, by its names: drawings, pictures, patterns, letters that are drawn, soft masks."""
    for kind in ("/XObject", "/Pattern"):
        yield from _resources(part, kind).items()
    yield from ((name, font) for name, font in _resources(part, "/Font").items() if font.get("/Subtype") == "/Type3")
    for name, state in _resources(part, "/ExtGState").items():
        if hasattr(mask := state.get("/SMask"), "get") and "/G" in mask:
            yield name, mask["/G"]


def _looks(note: Any) -> Iterator[Any]:
    """The looks of a note: one, or one for each of its states."""
    look = note.get("/AP", {}).get("/N")
    look = look.get_object() if look is not None else {}
    yield from [look] if hasattr(look, "get_data") else [state.get_object() for state in look.values()]


def _said(part: Any) -> bytes:
    """What a drawing's own operators say."""
    return bytes(part.get_data()) if hasattr(part, "get_data") else b""


def _resources(page: Any, kind: str) -> dict[str, Any]:
    """What a page's own operators may name, of a kind: dictionaries and streams by their names."""
    held = page.get("/Resources")
    named = held.get_object().get(kind) if held is not None else None
    parts = {str(name): part.get_object() for name, part in named.get_object().items()} if named is not None else {}
    return {name: part for name, part in parts.items() if hasattr(part, "get")}
