"""Put a bundle together on the letter's own PDF.

Each page of an exhibit becomes one Form XObject, upright and from the origin, so that whatever its content does to the
graphics state ends with it. Only what is drawn comes along: no annotations but their appearance, no actions, scripts,
attachments, metadata or other pages.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from kit.model import PageSize, Tile
from kit.tools import images
from kit.tools.page_geometry import TURNED, Box, Matrix
from kit.tools.pdf_clean import Cleaner
from kit.tools.pdf_objects import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Page, Pdf, Stream, String
from kit.tools.pdf_parts import Slot, array, font, image_keys, numbers, slot
from kit.tools.pdf_source import Mark, appearances, content, geometry, inherited, looked, marks, page_of
from kit.tools.pdf_used import Used
from kit.tools.textline import Subset

LINK = "exhibit://"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An area of a page that leads to a page, counted from 1."""

    area: Box
    page: int
    top: float | None = None  # where on that page, from its foot; None: its top


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


class Document:
    """A bundle on top of the letter's PDF, whose tags stay. Use it in a `with`."""

    def __init__(self, letter: bytes) -> None:
        self._pdf = Pdf.open(io.BytesIO(letter))
        self._pages = [
            page.obj for page in self._pdf.pages
        ]  # in order: asking the library for one costs as much as there are pages
        self._fonts = self._pdf.make_indirect(Dictionary())
        self._layers: list[tuple[Any, bool]] = []  # optional content of exhibits, and whether it is shown
        self._jumps: dict[tuple[int, float | None], Any] = {}
        self._overlays: dict[tuple[bytes, PageSize], Any] = {}
        for key in ("/OpenAction", "/AA", "/Metadata", "/AF"):
            if key in self._pdf.Root:
                del self._pdf.Root[key]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pdf.close()

    @property
    def pages(self) -> int:
        """Number of pages so far."""
        return len(self._pages)

    def size(self, page: int) -> PageSize:
        """Displayed size of a page, counted from 1."""
        return geometry(self._pages[page - 1])[1]

    # --- exhibits ---------------------------------------------------------------------------------

    def pdf(self, path: Path, picked: Sequence[int]) -> Source:
        """Pages of a PDF, counted from 1. What they draw with is copied, so that no more than one exhibit is open at a time."""
        with looked(path, picked) as source:
            self._take_layers(source)
            cleaner, used = Cleaner(), Used()
            pages = [source.pages[n - 1].obj for n in picked]
            bodies = tuple(self._body(source, page, cleaner, used) for page in pages)
            return Source(bodies=bodies, marks=tuple(marks(source, pages)))

    def picture(self, content: bytes, size: PageSize, tiles: Sequence[Tile] = ()) -> Source:
        """A picture, turned as its camera says: one page of that displayed size, or a page for each tile. Single bits as G4.

        `size` is that of the first page. All tiles draw the same image, each clipped to its rows.
        """
        coded = images.pixels(content)
        image = Stream(self._pdf, coded.content)
        for key, value in image_keys(self._pdf, coded).items():
            image[key] = value
        if bits := slot(image, 0):
            bits.tightened()
        turned = images.orientation(content)
        wide, high = (coded.height, coded.width) if turned >= 5 else (coded.width, coded.height)
        if not tiles:
            return Source(bodies=(self._part(image, turned, size, size.height, 0),))
        scale = size.width / wide
        return Source(
            bodies=tuple(
                self._part(
                    image,
                    turned,
                    PageSize(width=size.width, height=(tile.bottom - tile.top) * scale),
                    high * scale,
                    (high - tile.bottom) * scale,
                )
                for tile in tiles
            )
        )

    def _part(self, image: Any, turned: int, size: PageSize, whole: float, low: float) -> Body:
        """A page of that size which shows a picture `whole` points high from `low` points above its foot."""
        a, b, c, d, e, f = TURNED[turned]
        w, h = size.width, whole
        drawing = b"%s cm /Im Do" % numbers((a * w, b * h, c * w, d * h, e * w, f * h - low))
        return Body(form=self._form(drawing, Dictionary(XObject=Dictionary(Im=image)), (0, 0, w, size.height)), size=size)

    def _body(self, source: Pdf, page: Any, cleaner: Cleaner, used: Used) -> Body:
        box, size, matrix = geometry(page)
        form = content(self._pdf, page)
        form.Type, form.Subtype, form.BBox, form.Matrix = Name.XObject, Name.Form, array(box), array(matrix)
        resources = inherited(page, "/Resources")
        form.Resources = Dictionary()
        if isinstance(resources, Dictionary):
            form.Resources = self._taken(source, used.of([form], resources), cleaner)
        group = page.get("/Group")
        if isinstance(group, Dictionary) and group.get("/S") == Name.Transparency:
            form.Group = self._taken(source, group, cleaner)
            form.Group.I = True  # a page's group always is
        form = self._pdf.make_indirect(form)
        stamps = list(appearances(page))
        if stamps:
            form.Matrix = array((1, 0, 0, 1, 0, 0))
            parts, drawn = Dictionary(Page=form), [b"/Page Do"]
            for n, (appearance, placed) in enumerate(stamps):
                used.within(appearance)
                parts[f"/A{n}"] = self._taken(source, appearance, cleaner)
                drawn.append(b"q %s cm /A%d Do Q" % (numbers(placed), n))
            form = self._form(b"\n".join(drawn), Dictionary(XObject=parts), box, matrix)
        return Body(form=form, size=size)

    def _taken(self, source: Pdf, thing: Any, cleaner: Cleaner) -> Any:
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
                MediaBox=array((0, 0, size.width, size.height)),
                Resources=Dictionary(Font=self._fonts, XObject=Dictionary(Body=body.form)),
                Contents=Stream(self._pdf, drawing),
            )
        )
        self._pdf.pages.append(Page(page))
        self._pages.append(page)
        areas = [
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=array(n.area), Border=array((0, 0, 0)), A=self._go_to(n.page, n.top)
            )
            for n in links
        ]
        if areas:
            page.Annots = Array(areas)

    def overlay(self, page: int, drawing: bytes, opacity: float) -> None:
        """Draw over a page that is there; `/Dim gs` makes what follows see-through."""
        target = Page(self._pages[page - 1])
        size = geometry(target.obj)[1]
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
        form.Type, form.Subtype, form.BBox, form.Matrix = Name.XObject, Name.Form, array(box), array(matrix)
        form.Resources = resources
        return self._pdf.make_indirect(form)

    def _go_to(self, page: int, top: float | None = None) -> Any:
        """The jump to a page or a height on it, one object for all links that lead there."""
        if (page, top) not in self._jumps:
            target = self._pages[page - 1]
            height = round(geometry(target)[1].height if top is None else top, 2)
            jump = Dictionary(S=Name.GoTo, D=Array([target, Name.XYZ, None, height, None]))
            self._jumps[page, top] = self._pdf.make_indirect(jump)
        return self._jumps[page, top]

    # --- finishing --------------------------------------------------------------------------------

    def cited(self, pages: int) -> dict[str, tuple[int, float]]:
        """Of each `exhibit://…` that the first pages link to, by what stands before its `/`: the first page, and how high."""
        found: dict[str, tuple[int, float]] = {}
        for number, page in enumerate(self._pages[:pages], 1):
            links = ((str(a.get("/A", Dictionary()).get("/URI", "")), a) for a in page.get("/Annots", Array()))
            places = [
                (float(a.Rect[3]), address.removeprefix(LINK).partition("/")[0])
                for address, a in links
                if address.startswith(LINK)
            ]
            for top, cited in sorted(places, reverse=True):
                found.setdefault(cited, (number, top))
        return found

    def resolve(self, page_of: Mapping[str, int], pages: int) -> tuple[str, ...]:
        """Turn `exhibit://…` links of the first pages into jumps; gives those that lead nowhere, which become plain text."""
        lost = []
        for page in self._pages[:pages]:
            kept = []
            for annotation in page.get("/Annots", Array()):
                address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                if address.startswith(LINK) and address not in page_of:
                    lost.append(address)
                    continue
                if address.startswith(LINK):
                    annotation.A = self._go_to(page_of[address])
                kept.append(annotation)
            if "/Annots" in page:
                page.Annots = Array(kept)
        return tuple(dict.fromkeys(lost))

    def bookmark(self, exhibits: Iterable[Mark], index_page: int | None) -> None:
        """The letter's own bookmarks, then the index with the exhibits beneath it."""
        index = self._pages[index_page - 1].objgen if index_page else None
        with self._pdf.open_outline() as outline:
            kept = [i for i in outline.root if index is None or page_of(self._pdf, i) != index]
            items = [self._item(mark) for mark in exhibits]
            if index_page and items:
                head = OutlineItem("Exhibits", self._whole(index_page))
                head.children.extend(items)
                items = [head]
            outline.root[:] = [*kept, *items]
        self._pdf.Root.PageMode = Name.UseOutlines

    def _item(self, mark: Mark) -> OutlineItem:
        item = OutlineItem(mark.title, self._whole(mark.page))
        item.children.extend(self._item(m) for m in mark.under)
        item.is_closed = True
        return item

    def _whole(self, page: int) -> Any:
        """The place of a bookmark: a page, shown whole."""
        return Array([self._pages[page - 1], Name.Fit])

    def set_fonts(self, subsets: Mapping[str, Subset]) -> None:
        """Embed the fonts that the drawings named."""
        for name, subset in subsets.items():
            self._fonts[f"/{name}"] = font(self._pdf, subset)

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
        with path.open("wb") as file:
            kept = _Written(file)
            self._pdf.save(kept, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate, min_version="1.7")  # type: ignore[arg-type]
        if kept.why:
            raise kept.why
        return kept.bytes

    def counted(self) -> int:
        """The size that it would have, without writing it anywhere."""
        counter = _Written(None)
        self._pdf.save(counter, object_stream_mode=ObjectStreamMode.generate, min_version="1.7")  # type: ignore[arg-type]
        return counter.bytes

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
        slots = (slot(o, least) for o in found if o.objgen not in masks)
        return tuple(s for s in slots if s is not None)


class _Written(io.RawIOBase):
    """A file that is written, if there is one, and counted. It keeps its error: on one raised here qpdf would end the whole process."""

    def __init__(self, file: BinaryIO | None) -> None:
        self._file = file
        self.bytes = 0
        self.why: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        try:
            if self._file and not self.why:
                self._file.write(content)
        except OSError as error:
            self.why = error
        self.bytes += len(content)
        return len(content)
