"""The only door to pikepdf: read how a PDF's pages are shown, and put a bundle together on the letter's own PDF.

Each page of an exhibit becomes one Form XObject, upright and from the origin, so that whatever its content does to the
graphics state ends with it. Only what is drawn comes along: no annotations but their appearance, no actions, scripts,
attachments, metadata or other pages.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    ObjectStreamMode,
    OutlineItem,
    Page,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    String,
)

from kit.model import PageSize
from kit.tools import images
from kit.tools.page_geometry import MAX_SIDE, TURNED, Box, Matrix, box_of, fitted, upright, visible
from kit.tools.textline import Subset, clean

MAX_PAGES = 3_000
LINK = "exhibit://"
_DEEP = 60  # levels of a page tree
_HIDDEN = 2 | 32  # annotation flags Hidden and NoView
_NAMED = {  # maps whose keys are free names
    *("/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties", "/CharProcs", "/Colorants"),
}
_NOT_DRAWN = {  # keys that draw nothing and may carry another file, a script, a name or another page
    *("/A", "/AA", "/AF", "/Alternates", "/Annots", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/LastModified", "/Metadata"),
    *("/Names", "/OPI", "/OpenAction", "/PieceInfo", "/Popup", "/Ref", "/RichMediaContent", "/StructParent", "/StructParents"),
    *("/Thumb", "/URI", "/XFA"),
}
_NOT_PARTS = {"/Page", "/Pages", "/Catalog", "/Filespec", "/EmbeddedFile", "/Annot", "/Action", "/Sig"}


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
class Link:
    """An area of a page that leads to a page, counted from 1."""

    area: Box
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A bookmark."""

    title: str
    page: int  # from 1
    under: tuple["Mark", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A page of an exhibit, ready to be drawn: upright, its lower left corner at the origin, in points."""

    form: Any
    size: PageSize


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An exhibit's pages in order, and its own bookmarks to them (pages counted from 1 within it)."""

    bodies: tuple[Body, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A picture in the bundle that may be made smaller."""

    image: Any
    width: int
    height: int
    bytes: int

    def original(self) -> images.Original:
        """The picture as it stands in the bundle now."""
        if self.image.Filter == Name.DCTDecode:
            return images.Original(content=self.image.read_raw_bytes())
        return images.Original(content=self.image.read_bytes(), width=self.width, height=self.height)

    def replace(self, made: images.Smaller) -> None:
        """Put the JPEG in its place."""
        self.image.write(made.content, filter=Name.DCTDecode)
        self.image.Width, self.image.Height, self.image.BitsPerComponent = made.width, made.height, 8


def shown(path: Path) -> Shown:
    """Sizes and state of a PDF; raises Unreadable, Locked where only a password is missing."""
    with _opened(path) as pdf:
        count = len(pdf.pages)
        if not 0 < count <= MAX_PAGES:
            raise Unreadable(f"has {count:,} pages, more than {MAX_PAGES:,}" if count else "has no pages")
        sizes = tuple(_geometry(page.obj)[1] for page in pdf.pages)
        if any(max(s.width, s.height) > MAX_SIDE for s in sizes):
            raise Unreadable(f"has a page larger than {MAX_SIDE:,.0f} points")
        notes = []
        if any(said in str(w) for w in pdf.get_warnings() for said in ("reconstruct", "damaged", "xref", "EOF")):
            if b"%%EOF" not in path.read_bytes()[-2048:]:
                raise Unreadable("is cut off: its end is missing")
            notes.append("The file was damaged and was repaired when it was opened.")
        if pdf.is_encrypted:
            notes.append("The file is protected against changes; it opens without a password.")
        return Shown(pages=sizes, notes=tuple(notes))


class Document:
    """A bundle on top of the letter's PDF, whose tags stay. Use it in a `with`: exhibits stay open until it is saved."""

    def __init__(self, letter: bytes) -> None:
        self._open = ExitStack()
        self._pdf = self._open.enter_context(Pdf.open(io.BytesIO(letter)))
        self._fonts = self._pdf.make_indirect(Dictionary())
        self._layers: list[tuple[Any, bool]] = []  # optional content of exhibits, and whether it is shown
        self._jumps: dict[int, Any] = {}
        self._overlays: dict[tuple[bytes, PageSize], Any] = {}
        for key in ("/OpenAction", "/AA", "/Metadata", "/AF"):
            if key in self._pdf.Root:
                del self._pdf.Root[key]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._open.close()

    @property
    def pages(self) -> int:
        """Number of pages so far."""
        return len(self._pdf.pages)

    def size(self, page: int) -> PageSize:
        """Displayed size of a page, counted from 1."""
        return _geometry(self._pdf.pages[page - 1].obj)[1]

    # --- exhibits ---------------------------------------------------------------------------------

    def pdf(self, path: Path, picked: Sequence[int]) -> Source:
        """Pages of a PDF, counted from 1."""
        source = self._open.enter_context(_opened(path))
        _draw_fields(source)
        self._take_layers(source)
        cleaner = _Cleaner()
        pages = [source.pages[n - 1].obj for n in picked]
        bodies = tuple(self._body(source, page, cleaner) for page in pages)
        return Source(bodies=bodies, marks=tuple(_marks(source, pages)))

    def picture(self, content: bytes, size: PageSize) -> Source:
        """A picture, turned as its camera says, as one page of that displayed size."""
        coded = images.pixels(content)
        image = Stream(self._pdf, coded.content)
        for key, value in _image_keys(self._pdf, coded).items():
            image[key] = value
        w, h = size.width, size.height
        a, b, c, d, e, f = TURNED[images.orientation(content)]
        drawing = b"%s cm /Im Do" % _numbers((a * w, b * h, c * w, d * h, e * w, f * h))
        form = self._form(drawing, Dictionary(XObject=Dictionary(Im=image)), (0, 0, w, h))
        return Source(bodies=(Body(form=form, size=size),))

    def _body(self, source: Pdf, page: Any, cleaner: "_Cleaner") -> Body:
        box, size, matrix = _geometry(page)
        form = _content(self._pdf, page)
        form.Type, form.Subtype, form.BBox, form.Matrix = Name.XObject, Name.Form, _array(box), _array(matrix)
        resources = _inherited(page, "/Resources")
        form.Resources = self._taken(source, resources, cleaner) if isinstance(resources, Dictionary) else Dictionary()
        group = page.get("/Group")
        if isinstance(group, Dictionary) and group.get("/S") == Name.Transparency:
            form.Group = self._taken(source, group, cleaner)
            form.Group.I = True  # a page's group always is
        form = self._pdf.make_indirect(form)
        stamps = list(_appearances(page))
        if stamps:
            form.Matrix = _array((1, 0, 0, 1, 0, 0))
            parts, drawn = Dictionary(Page=form), [b"/Page Do"]
            for n, (appearance, placed) in enumerate(stamps):
                parts[f"/A{n}"] = self._taken(source, appearance, cleaner)
                drawn.append(b"q %s cm /A%d Do Q" % (_numbers(placed), n))
            form = self._form(b"\n".join(drawn), Dictionary(XObject=parts), box, matrix)
        return Body(form=form, size=size)

    def _taken(self, source: Pdf, thing: Any, cleaner: "_Cleaner") -> Any:
        """A cleaned copy of a part of an exhibit; the same part gives the same copy."""
        cleaner.clean(thing)
        return self._pdf.copy_foreign(thing if thing.is_indirect else source.make_indirect(thing))

    def _take_layers(self, source: Pdf) -> None:
        """Optional content keeps being shown or hidden as in its own file."""
        properties = source.Root.get("/OCProperties")
        if not isinstance(properties, Dictionary):
            return
        default = properties.get("/D", Dictionary())
        off = {layer.objgen for layer in default.get("/OFF", Array())}
        on = {layer.objgen for layer in default.get("/ON", Array())}
        is_off = default.get("/BaseState") == Name.OFF
        for layer in properties.get("/OCGs", Array()):
            if isinstance(layer, Dictionary) and layer.is_indirect:
                for key in [k for k in layer.keys() if k not in ("/Type", "/Name")]:  # noqa: SIM118
                    del layer[key]
                hidden = layer.objgen in off or (is_off and layer.objgen not in on)
                self._layers.append((self._pdf.copy_foreign(layer), not hidden))

    # --- pages ------------------------------------------------------------------------------------

    def add_page(self, size: PageSize, drawing: bytes, body: Body, links: Iterable[Link] = ()) -> None:
        """A new page at the end. `drawing` shows the body by `/Body Do` and may use the document's fonts."""
        page = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=_array((0, 0, size.width, size.height)),
                Resources=Dictionary(Font=self._fonts, XObject=Dictionary(Body=body.form)),
                Contents=Stream(self._pdf, drawing),
            )
        )
        self._pdf.pages.append(Page(page))
        areas = [
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=_array(n.area), Border=_array((0, 0, 0)), A=self._go_to(n.page))
            for n in links
        ]
        if areas:
            page.Annots = Array(areas)

    def overlay(self, page: int, drawing: bytes, opacity: float) -> None:
        """Draw over a page that is there; `/Dim gs` makes what follows see-through."""
        target = self._pdf.pages[page - 1]
        size = _geometry(target.obj)[1]
        form = self._overlays.get((drawing, size))
        if form is None:
            states = Dictionary(Dim=Dictionary(ca=opacity, CA=opacity))
            form = self._form(drawing, Dictionary(Font=self._fonts, ExtGState=states), (0, 0, size.width, size.height))
            self._overlays[drawing, size] = form
        target.contents_add(b"q\n", prepend=True)
        target.contents_add(b"\nQ q /Over Do Q\n")
        resources = target.resources
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        resources.XObject.Over = form

    def _form(self, drawing: bytes, resources: Any, box: Sequence[float], matrix: Matrix = (1, 0, 0, 1, 0, 0)) -> Any:
        form = Stream(self._pdf, drawing)
        form.Type, form.Subtype, form.BBox, form.Matrix = Name.XObject, Name.Form, _array(box), _array(matrix)
        form.Resources = resources
        return self._pdf.make_indirect(form)

    def _go_to(self, page: int) -> Any:
        """The jump to a page, one object for all links that lead there."""
        if page not in self._jumps:
            target = self._pdf.pages[page - 1].obj
            top = round(_geometry(target)[1].height, 2)
            jump = Dictionary(S=Name.GoTo, D=Array([target, Name.XYZ, None, top, None]))
            self._jumps[page] = self._pdf.make_indirect(jump)
        return self._jumps[page]

    # --- finishing --------------------------------------------------------------------------------

    def resolve(self, page_of: Mapping[str, int], pages: int) -> tuple[str, ...]:
        """Turn `exhibit://…` links of the first pages into jumps; gives those that lead nowhere, which become plain text."""
        lost = []
        for page in self._pdf.pages[:pages]:
            kept = []
            for annotation in page.obj.get("/Annots", Array()):
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                if address.startswith(LINK) and address not in page_of:
                    lost.append(address)
                    continue
                if address.startswith(LINK):
                    annotation.A = self._go_to(page_of[address])
                kept.append(annotation)
            if "/Annots" in page.obj:
                page.obj.Annots = Array(kept)
        return tuple(dict.fromkeys(lost))

    def bookmark(self, exhibits: Iterable[Mark], index_page: int | None) -> None:
        """The letter's own bookmarks, then the index with the exhibits beneath it."""
        index = self._pdf.pages[index_page - 1].obj.objgen if index_page else None
        with self._pdf.open_outline() as outline:
            kept = [i for i in outline.root if index is None or _page_of(self._pdf, i) != index]
            items = [_item(mark) for mark in exhibits]
            if index_page and items:
                head = OutlineItem("Exhibits", index_page - 1, "Fit")
                head.children.extend(items)
                items = [head]
            outline.root[:] = [*kept, *items]
        self._pdf.Root.PageMode = Name.UseOutlines

    def set_fonts(self, subsets: Mapping[str, Subset]) -> None:
        """Embed the fonts that the drawings named."""
        for name, subset in subsets.items():
            self._fonts[f"/{name}"] = _font(self._pdf, subset)

    def describe(self, title: str, made_on: date) -> None:
        """The document's title and its only date; whatever else a program noted goes."""
        info, day = self._pdf.docinfo, String(f"D:{made_on:%Y%m%d}000000Z")
        for key in list(info.keys()):
            del info[key]
        info.Title, info.Producer, info.CreationDate, info.ModDate = String(title), String("POA Kit"), day, day
        self._pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if self._layers:
            hidden = [layer for layer, is_shown in self._layers if not is_shown]
            default = Dictionary(OFF=Array(hidden), Order=Array())
            self._pdf.Root.OCProperties = Dictionary(OCGs=Array([layer for layer, _ in self._layers]), D=default)

    def save(self, path: Path) -> int:
        """Write it, the same bytes for the same content; gives the size."""
        self._pdf.save(path, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, min_version="1.7")
        return path.stat().st_size

    def weight(self, bodies: Iterable[Body], counted: set[tuple[int, int]]) -> int:
        """Bytes of all streams that these bodies draw with; `counted` keeps a shared one from counting twice."""
        waiting, total = [b.form for b in bodies], 0
        while waiting:
            part = waiting.pop()
            if part.is_indirect:
                if part.objgen in counted:
                    continue
                counted.add(part.objgen)
            if isinstance(part, Stream):
                total += int(part.stream_dict.get("/Length", 0))
            held = part if isinstance(part, Array) else [v for _, v in part.items()]
            waiting += [v for v in held if isinstance(v, Dictionary | Stream | Array)]
        return total

    def slots(self, least: int) -> tuple[Slot, ...]:
        """Pictures of at least so many bytes that can be made smaller, in the order of their objects."""
        found = [o for o in self._pdf.objects if isinstance(o, Stream) and o.get("/Subtype") == Name.Image]
        masks = {o.SMask.objgen for o in found if isinstance(o.get("/SMask"), Stream)}
        slots = (_slot(o, least) for o in found if o.objgen not in masks)
        return tuple(s for s in slots if s is not None)


# --- reading an exhibit ---------------------------------------------------------------------------


def _opened(path: Path) -> Pdf:
    try:
        return Pdf.open(path)
    except PasswordError:
        raise Locked("opens only with a password") from None
    except (PdfError, ValueError, OverflowError, RecursionError) as error:
        raise Unreadable(f"cannot be read as a PDF ({' '.join(str(error).split())[-80:]})") from None


def _inherited(page: Any, key: str) -> Any:
    """A page's value, its own or that of the tree above it."""
    node = page
    for _ in range(_DEEP):
        if key in node:
            return node[key]
        node = node.get("/Parent")
        if not isinstance(node, Dictionary):
            return None
    return None


def _geometry(page: Any) -> tuple[Box, PageSize, Matrix]:
    box = visible(_box(_inherited(page, "/MediaBox")), _box(_inherited(page, "/CropBox")))
    size, matrix = upright(box, _number(_inherited(page, "/Rotate"), 0), _number(page.get("/UserUnit"), 1))
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


def _content(target: Pdf, page: Any) -> Any:
    """What a page draws as a stream of the target: its own bytes where it is one plain stream, else joined."""
    contents = page.get("/Contents")
    if isinstance(contents, Stream) and contents.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in contents:
        stream = Stream(target, contents.read_raw_bytes() if "/F" not in contents else b"")
        if "/F" not in contents:
            stream.Filter = Name.FlateDecode
        return stream
    parts = contents if isinstance(contents, Array) else [contents]
    try:
        return Stream(target, b"\n".join(p.read_bytes() for p in parts if isinstance(p, Stream) and "/F" not in p))
    except PdfError as error:
        raise Unreadable(f"has a page whose content cannot be decoded ({str(error)[:80]})") from None


def _draw_fields(source: Pdf) -> None:
    """Give form fields that hold a value but no picture of it their appearance."""
    form = source.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return
    widgets = [a for p in source.pages for a in p.obj.get("/Annots", Array()) if a.get("/Subtype") == Name.Widget]
    if bool(form.get("/NeedAppearances", False)) or any("/AP" not in w for w in widgets):
        form.NeedAppearances = True
        source.generate_appearance_streams()


def _appearances(page: Any) -> Iterator[tuple[Any, Matrix]]:
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


def _marks(source: Pdf, pages: list[Any], most: int = 100) -> Iterator[Mark]:
    """The source's own bookmarks of the first level that lead to one of the pages."""
    if "/Outlines" not in source.Root:
        return
    number = {page.objgen: n for n, page in reversed(list(enumerate(pages, 1)))}
    try:
        with source.open_outline(max_depth=2) as outline:
            items = list(outline.root)[:most]
    except (PdfError, ValueError, TypeError, RecursionError, AttributeError):
        return  # broken bookmarks are not worth losing an exhibit for
    for item in items:
        page = number.get(_page_of(source, item) or (0, 0))
        if page and clean(item.title):
            yield Mark(title=clean(item.title)[:120], page=page)


def _page_of(pdf: Pdf, item: OutlineItem) -> tuple[int, int] | None:
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


class _Cleaner:
    """Takes out of an exhibit's parts whatever does not draw. Each part is visited once."""

    def __init__(self) -> None:
        self._seen: set[tuple[int, int]] = set()

    def clean(self, thing: Any) -> None:
        """Clean it and all that it leads to."""
        waiting = [(thing, False)]
        while waiting:
            part, is_map = waiting.pop()
            if part.is_indirect:
                if part.objgen in self._seen:
                    continue
                self._seen.add(part.objgen)
            if isinstance(part, Array):
                waiting += [(v, False) for v in part if isinstance(v, Dictionary | Stream | Array)]
                continue
            if isinstance(part, Stream):
                _clean_stream(part)
            for key, value in list(part.items()):
                if not isinstance(value, Dictionary | Stream | Array):
                    if key in _NOT_DRAWN and not is_map:
                        del part[key]
                elif (key in _NOT_DRAWN and not is_map) or _is_foreign(value):
                    del part[key]
                elif key == "/Properties" and not is_map and isinstance(value, Dictionary):
                    _clean_properties(value)
                else:
                    waiting.append((value, key in _NAMED and not is_map and not isinstance(value, Array)))


def _is_foreign(value: Any) -> bool:
    return not isinstance(value, Array) and str(value.get("/Type", "")) in _NOT_PARTS


def _clean_properties(value: Any) -> None:
    """Of marked content's properties only layers draw."""
    for name, entry in list(value.items()):
        if not isinstance(entry, Dictionary) or entry.get("/Type") not in (Name.OCG, Name.OCMD):
            value[name] = Dictionary()


def _clean_stream(stream: Any) -> None:
    if "/F" in stream:  # its data lie in another file
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if key in stream:
                del stream[key]
        stream.write(b"")
    if stream.get("/Filter") == Name.DCTDecode:
        raw = stream.read_raw_bytes()
        try:
            bare = images.bare_jpeg(raw)
        except (images.Broken, IndexError, ArithmeticError, LookupError):
            return  # not a JPEG as we know it; the verifier looks again
        if len(bare) < len(raw):
            parms = stream.get("/DecodeParms")
            stream.write(bare, filter=Name.DCTDecode, decode_parms=parms)


# --- writing --------------------------------------------------------------------------------------


def _array(numbers: Iterable[float]) -> Any:
    return Array([round(n, 4) if isinstance(n, float) else n for n in numbers])


def _numbers(numbers: Iterable[float]) -> bytes:
    return b" ".join(b"%.6g" % n for n in numbers)


def _item(mark: Mark) -> OutlineItem:
    item = OutlineItem(mark.title, mark.page - 1, "Fit")
    item.children.extend(_item(m) for m in mark.under)
    item.is_closed = True
    return item


def _image_keys(pdf: Pdf, coded: images.Pixels) -> dict[str, Any]:
    base = Name.DeviceRGB if coded.colours == 3 else Name.DeviceGray
    space: Any = base
    if coded.palette:
        space = Array([Name.Indexed, Name.DeviceRGB, len(coded.palette) // 3 - 1, String(coded.palette)])
    elif coded.profile:
        profile = Stream(pdf, coded.profile)
        profile.N, profile.Alternate = coded.colours, base
        space = Array([Name.ICCBased, pdf.make_indirect(profile)])
    keys = {
        "/Type": Name.XObject,
        "/Subtype": Name.Image,
        "/Width": coded.width,
        "/Height": coded.height,
        "/BitsPerComponent": coded.bits,
        "/ColorSpace": space,
        "/Filter": Name(f"/{coded.coding}"),
    }
    if coded.coding == "FlateDecode":
        keys["/DecodeParms"] = Dictionary(Predictor=15, Colors=coded.colours, BitsPerComponent=coded.bits, Columns=coded.width)
    return keys


def _slot(image: Any, least: int) -> Slot | None:
    """The picture if it is large, plain enough to become a JPEG, and no mask."""
    width, height = int(image.get("/Width", 0)), int(image.get("/Height", 0))
    size = int(image.stream_dict.get("/Length", 0))
    coding, colours = image.get("/Filter"), _colours(image.get("/ColorSpace"))
    is_plain = colours in (1, 3) and "/Decode" not in image and not isinstance(image.get("/Mask"), Array)
    if size < least or not is_plain or image.get("/BitsPerComponent") != 8 or bool(image.get("/ImageMask", False)):
        return None
    if coding not in (Name.DCTDecode, Name.FlateDecode):
        return None
    return Slot(image=image, width=width, height=height, bytes=size)


def _colours(space: Any) -> int | None:
    if isinstance(space, Array) and len(space) == 2 and space[0] == Name.ICCBased:
        return int(space[1].get("/N", 0))
    return {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}.get(str(space) if isinstance(space, Name) else "")


def _font(pdf: Pdf, subset: Subset) -> Any:
    """A Type0 font: two-byte codes from 1, their glyphs, widths and texts."""
    name = Name(f"/{subset.name}")
    program = Stream(pdf, subset.content)
    program.Length1 = len(subset.content)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,
        FontBBox=_array(subset.box),
        ItalicAngle=0,
        Ascent=round(subset.ascent),
        Descent=round(subset.descent),
        CapHeight=660,
        StemV=80,
        FontFile2=pdf.make_indirect(program),
    )
    glyphs = b"".join(g.to_bytes(2) for g in subset.glyph_of)
    child = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=0,
        W=Array([1, _array(round(w, 2) for w in subset.widths[1:])]),
        CIDToGIDMap=pdf.make_indirect(Stream(pdf, glyphs)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(child)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _to_unicode(subset.texts))),
        )
    )


def _to_unicode(texts: Sequence[str]) -> bytes:
    rows = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in enumerate(texts) if text]
    blocks = [rows[n : n + 100] for n in range(0, len(rows), 100)]
    maps = "\n".join("\n".join([f"{len(b)} beginbfchar", *b, "endbfchar"]) for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{maps}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
