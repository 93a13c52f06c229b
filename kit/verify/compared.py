"""Whether each exhibit page shows what its original shows, by rendering both: hashes alone prove nothing of a forged page."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.model import Finding
from kit.tools import worker
from kit.tools.page_geometry import Box
from kit.verify.alike import is_alike, keeps_lines
from kit.verify.claim import Claim, Part, finding
from kit.verify.kinds import DECODED, ITSELF, kind_of
from kit.verify.masks import blanked, covered, laid_bare
from kit.verify.originals import Frame, frames
from kit.verify.pixels import Held, is_like, is_of, keeps_hues
from kit.verify.words import HEAD, plain

if TYPE_CHECKING:
    from kit.tools.pdf_read import Reading
    from kit.tools.pdf_within import Pieces

AT_ONCE = 2  # exhibits compared side by side, each in a process of its own
SECONDS, A_PAGE = 60.0, 5.0  # for an exhibit, and for each page of it
_SKEW = 0.01  # of width to height: what rounding may do
SIDE, TOP, FOOT, NOTE_FOOT = 28.0, 72.0, 20.0, 36.0  # where the design puts an exhibit's page on its sheet, in points
SCALES = (2.0, 3.0, 4.0)  # pixels a point; small letters snap to whole pixels, at each scale otherwise: so one that fits will do
# Of 255, and pixels of a window so far apart. Drawn by rule, two renderings of a page differed by 4 at most; a draft's mark lies over it.
_APART, _APART_IN_DRAFT, _FEW = 12, 40, 1
_APART_CODED, _FEW_CODED = 110, 6  # the same for pictures, which may be coded anew and smaller
_FAINT, _FAINT_IN_DRAFT = 20, 45  # of 255, between a line of a picture and its ground; a draft's mark itself makes up to 20
_RINGING = 40  # the same for lines that the bundle alone has: coding at the floor makes up to 25 beside print
_DARK = 200  # of 255: beside a page nothing may be darker
_EDGE = 2.0  # points around a page that its frame takes
_LEAST_PIXELS, _FINE = 1_300, 2.7  # of a covered page's longer side, of all and a point: the coarsest that a bundle holds
_HAIR = 0.02  # pixels: rounding alone decides to which of two pixels the edge of a picture goes that lies between them
_RINGS = 16  # pixels around a covered area that coding makes uneven


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """An exhibit to compare; `kind` is what its original is, judged by its own bytes."""

    bundle: Path
    original: Path
    shown: Path
    part: Part
    kind: str | None
    is_draft: bool = False

    @property
    def is_itself(self) -> bool:
        """Whether the original can be shown as it is, and so must be."""
        return self.kind in ITSELF

    @property
    def is_decoded(self) -> bool:
        """Whether the original can be decoded again, so that what was made of it need not be believed."""
        return self.kind in DECODED

    @property
    def is_believed(self) -> bool:
        """Whether the bundle can be compared only with what was made of the original."""
        return not (self.is_itself or self.is_decoded)

    @property
    def file(self) -> tuple[Path, str]:
        """The file that the bundle is compared with, and what it is."""
        return (self.shown, self.part.shown.media) if self.is_believed else (self.original, self.kind or "")

    @property
    def is_picture(self) -> bool:
        """Whether a line stands below the page."""
        return self.part.shown.media != "pdf"


def compared(pdf: Path, folder: Path, claim: Claim, without: set[str]) -> Iterator[Finding]:
    """What of each exhibit differs from its original; `without` names originals that are not the ones they should be.

    What the kit made by setting type (a table, a message) is compared with that; that it fits its original only its hash says.
    A PDF, JPEG or PNG is compared itself, whatever the manifest says was made of it.
    """
    jobs = [
        _Job(
            bundle=pdf,
            original=folder / part.source,
            shown=folder / part.shown.file,
            part=part,
            kind=kind_of(folder / part.source),
            is_draft=claim.draft,
        )
        for part in claim.parts
        if part.source not in without
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for job, found in zip(jobs, pool.map(_judged, jobs), strict=True):
            yield from covered(job.part)
            yield from _needless(job)
            for page, message in found:
                where = f"page {page}"
                yield finding("V114 not-the-original", where, f"{message} ({job.part.source}, Exhibit {job.part.n})")
            if job.is_believed:
                yield finding(
                    "V115 held-by-hash",
                    job.part.source,
                    f"Exhibit {job.part.n} shows what was made of it ({job.part.shown.made_by}): compared with that, not with the file",
                    "look through it once beside the original",
                    "info",
                )


def _needless(job: _Job) -> Iterator[Finding]:
    """That something is said to be made of an original which can be shown itself, or of one that was not said to need it."""
    part = job.part
    if job.is_itself and (part.shown.file != part.source or part.shown.media != job.kind or part.shown.made_by):
        message = f"Exhibit {part.n} is said to show what was made of it ({part.shown.file}), but the file can be shown itself"
        yield finding("V117 not-itself", part.source, message)
    elif not job.is_itself and (part.shown.file == part.source or not part.shown.made_by):
        yield finding("V117 not-itself", part.source, f"Exhibit {part.n} is said to show the file itself, which no PDF can")


def _judged(job: _Job) -> list[tuple[int, str]]:
    try:
        return worker.run(differences, job, seconds=SECONDS + A_PAGE * job.part.pages, megabytes=2_000)
    except worker.Exceeded as error:
        return [(job.part.first, f"could not be compared with its original: reading it {error.why}")]


def differences(job: _Job) -> list[tuple[int, str]]:
    """(page of the bundle, what is wrong) for each page that does not show what it should."""
    from kit.tools.pdf_read import Reading, Unreadable

    found: list[tuple[int, str]] = []
    known: dict[tuple[str, int], bool] = {}
    try:
        with Reading.of(job.bundle) as bundle:
            for page, size, original in zip(range(job.part.first, job.part.last + 1), job.part.sizes, _pages(job), strict=True):
                if page > bundle.pages:
                    return [*found, (page, "is not there")]
                if _is_skewed(size, original.shape):
                    found.append((page, "is said to have another shape than the original's page"))
                    continue
                masks = job.part.masks_of(page)
                found += [(page, why) for why in _wrong(bundle, page, size, original, masks, job=job, known=known)]
            found += _bookmarks(bundle, job)
    except (Unreadable, OSError, ValueError, IndexError) as error:
        return [*found, (job.part.first + len(found), f"could not be compared with its original ({str(error)[:80]})")]
    return found


def _bookmarks(bundle: "Reading", job: _Job) -> Iterator[tuple[int, str]]:
    """The exhibit's own bookmarks that the file shown does not have."""
    from kit.tools.pdf_read import Reading

    own = [
        mark
        for mark in bundle.structure.bookmarks()
        if mark.page and job.part.first <= mark.page <= job.part.last and any(HEAD.match(title) for title in mark.above)
    ]
    if not own:
        return
    path, media = job.file
    titles: list[str] = []
    if media == "pdf":
        with Reading.of(path) as reading:
            titles = [mark.title for mark in reading.structure.bookmarks()]
    for mark in own:
        if not any(_begins(title, mark.title) for title in titles):
            yield mark.page or job.part.first, f"has a bookmark that its original does not have (“{mark.title[:60]}”)"


def _begins(title: str, shown: str) -> bool:
    """Whether a bookmark shown is the original's, or its beginning; of one in no known coding only letters and digits are known."""
    if "\ufffd" in title:
        title, shown = ("".join(c for c in text if c.isascii() and c.isalnum()) for text in (title, shown))
    return plain(title).startswith(plain(shown))


def _wrong(
    bundle: "Reading",
    page: int,
    size: tuple[float, float],
    original: "_Page",
    masks: Sequence[Box],
    *,
    job: _Job,
    known: dict[tuple[str, int], bool],
) -> Iterator[str]:
    """Whether the page shows the original where the design puts it, but for what is covered, and nothing beside it."""
    area = placed(bundle.size(page), size, NOTE_FOOT if job.is_picture else FOOT)
    why = next(_unlike(bundle, page, area, original, masks, job=job, known=known), None)
    if why:
        yield why
    if masks:
        yield from laid_bare(bundle, page, area, masks, original.drawn)
    if _beside(bundle, page, area, NOTE_FOOT if job.is_picture else 0.0):
        yield "shows something beside the original's page"


def _unlike(
    bundle: "Reading",
    page: int,
    area: Box,
    original: "_Page",
    masks: Sequence[Box],
    *,
    job: _Job,
    known: dict[tuple[str, int], bool],
) -> Iterator[str]:
    """What of a page is not the original's: its looks, its colours, then each picture at its own size."""
    sizes = [(max(1, round((area[2] - area[0]) * k)), max(1, round((area[3] - area[1]) * k))) for k in SCALES]

    def is_shown(drawn: Callable[[tuple[int, int]], Any]) -> bool:
        looks = ((blanked(bundle.pixels(page, pixels, area), masks), blanked(drawn(pixels), masks)) for pixels in sizes)
        near = (blanked(there, masks) for there in original.near(sizes[0]))
        return _shows(looks, near, original, is_covered=bool(masks), is_draft=job.is_draft)

    set_in = original.set_in or (_pictured(bundle, page, original) if masks else None)
    if not (is_shown(original.drawn) or (set_in and is_shown(partial(set_in, area)))):
        yield "does not show what the original shows"
    if masks or (original.rows and job.part.masks):
        yield from _other_around(bundle, page, area, original, masks)
        return
    if original.is_ruled:
        one, other = bundle.pixels(page, sizes[0], area, in_colour=True), original.drawn(sizes[0], in_colour=True)
        if not keeps_hues(one, other, is_loose=original.is_coded or original.has_notes or job.is_draft):
            yield "does not show the colours that the original shows"
    yield from _others(bundle, page, area, original, known)


def _others(bundle: "Reading", page: int, area: Box, original: "_Page", known: dict[tuple[str, int], bool]) -> Iterator[str]:
    """Pictures of a page that are not the original's, and whatever else the original's page does not draw.

    `known` keeps what was found of a picture that stands on many pages.
    """
    yield from _added(bundle, page, area, original.parts(), original.layered)
    here, there = list(bundle.embedded(page)), original.held()
    if len(here) < len(there):
        yield "lacks a picture of its original"
    is_masked = bundle.structure.has_masked(page)
    for one, other in zip(here, there, strict=False):
        key = (sha256(one.coded()).hexdigest(), id(other))
        if is_masked or not isinstance(other, Frame) or key not in known:
            known[key] = is_of(one, other, is_masked=is_masked)
        if not known[key]:
            yield "has a picture that is not its original's, but for how it is coded"
            return


def _added(
    bundle: "Reading", page: int, area: Box, wanted: "Pieces", layered: Callable[[], frozenset[tuple[str, str]]]
) -> Iterator[str]:
    """What the page draws and its original does not, whether anyone sees it or not; what only here can be switched off."""
    more = bundle.within(page, area) - wanted
    if more:
        kinds = Counter(piece.kind for piece in more.elements())
        yield f"draws {', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))} that its original does not"
    if (here := bundle.structure.layered(page, in_form=True)) and (loose := here - layered()):
        kinds = Counter(kind for kind, _ in loose)
        yield f"lets a reader switch off {', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))} as its original does not"


def _other_around(bundle: "Reading", page: int, area: Box, original: "_Page", masks: Sequence[Box]) -> Iterator[str]:
    """Whether the picture that a covered page is differs from the original where nothing is covered."""
    import numpy as np

    yield from _added(bundle, page, area, _picture(), frozenset)
    here = [one.seen() for one in bundle.embedded(page)]
    picture, (top, low) = here[0] if len(here) == 1 else None, original.rows or (0.0, 1.0)
    if picture is not None:
        shown = picture.crop((0, round(top * picture.height), picture.width, round(low * picture.height)))
        there = original.drawn(shown.size, in_colour=True)
        if is_like(blanked(np.asarray(shown), masks, _RINGS), blanked(there, masks, _RINGS)):
            return
    yield "is not its original's picture where nothing is covered"


def _pictured(bundle: "Reading", page: int, original: "_Page") -> Callable[[Box, tuple[int, int]], Any] | None:
    """What draws the original as a picture of itself, as a covered page is one; None where that is coarser than any the kit makes."""
    from PIL import Image

    here = list(bundle.embedded(page))
    size = (here[0].width, here[0].height) if len(here) == 1 else (0, 0)
    if max(size) < min(_LEAST_PIXELS, _FINE * max(original.shape)):
        return None
    return partial(_set_in, Image.fromarray(original.drawn(size)), (0.0, 1.0))


def _shows(looks: Iterator[tuple[Any, Any]], near: Iterator[Any], original: "_Page", *, is_covered: bool, is_draft: bool) -> bool:
    """Whether two looks at a page agree at one of the scales: strictly where it is drawn by rule, loosely where it is a picture.

    `near` draws the original anew at the first scale, a hair aside.
    """
    faint, apart = (_FAINT_IN_DRAFT, _APART_IN_DRAFT) if is_draft else (_FAINT, _APART)
    is_loose = is_covered or original.is_coded  # a covered page is a picture of itself
    waiting: list[tuple[Sequence[Box], int, int]] = [((), _APART_CODED, _FEW_CODED)] if is_loose else []
    if not is_covered and (original.pictures or not original.is_coded):
        waiting.append((original.pictures, apart, _FEW))
    for n, (here, there) in enumerate(looks):
        if is_loose and n == 0 and not keeps_lines(here, chain([there], near), faint, max(faint, _RINGING)):
            return False
        waiting = [w for w in waiting if not is_alike(blanked(here, w[0]), blanked(there, w[0]), *w[1:])]
        if not waiting:
            return True
    return False


def placed(sheet: tuple[float, float], size: tuple[float, float], foot: float) -> Box:
    """Where on the sheet a page of that size stands: centred in the area for it, never enlarged."""
    wide, high = sheet[0] - 2 * SIDE, sheet[1] - TOP - foot
    scale = min(1.0, wide / size[0], high / size[1])
    left, low = SIDE + (wide - size[0] * scale) / 2, foot + (high - size[1] * scale) / 2
    return (left, low, left + size[0] * scale, low + size[1] * scale)


def _is_skewed(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] * other[1] - one[1] * other[0]) > _SKEW * one[1] * other[1]


def _beside(bundle: "Reading", page: int, area: Box, foot: float) -> bool:
    """Whether anything is drawn below the band that is neither the page nor the line beneath a picture."""
    width, height = bundle.size(page)
    shown = bundle.pixels(page, (round(width), round(height)), (0.0, 0.0, width, height))
    shown = shown.copy()
    shown[: int(TOP) - 6] = 255  # the band and its rule
    if foot:
        shown[int(height - foot) + 2 :] = 255
    left, low, right, high = area
    shown[int(height - high - _EDGE) : int(height - low + _EDGE) + 1, max(0, int(left - _EDGE)) : int(right + _EDGE) + 1] = 255
    return bool((shown < _DARK).any())


# --- what the original shows ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page as the original has it: width and height in any unit, what draws it in so many pixels, whether it holds pictures and where."""

    shape: tuple[float, float]
    drawn: Callable[..., Any]
    held: Callable[[], Sequence[Held]]  # its pictures, in the order in which it draws them
    parts: Callable[[], "Pieces"]  # all that it draws, the looks of its notes too
    layered: Callable[[], frozenset[tuple[str, str]]] = frozenset  # what of it a reader can switch off as a whole
    near: Callable[[tuple[int, int]], Iterator[Any]] = lambda _: iter(())  # the same with each of its edges a hair aside
    set_in: Callable[[Box, tuple[int, int]], Any] | None = None  # of a picture: what draws it as a page does, in an area of it
    is_coded: bool = True
    is_ruled: bool = False  # a page of a PDF, of which colours are drawn by rule
    has_notes: bool = False  # of which the bundle shows the looks
    rows: tuple[float, float] | None = None  # of a tall picture of which it shows a part, as shares of its height
    pictures: tuple[Box, ...] = ()  # where they stand, in shares of the page from its upper left corner; () where nobody knows


def _pages(job: _Job) -> Iterator[_Page]:
    """Each page of the exhibit."""
    part = job.part
    path, media = job.file
    if media == "pdf":
        yield from _pdf_pages(path, part.picked)
        return
    shown = frames(media, path)
    if part.shown.media == "pdf":
        for n in part.picked:
            yield _framed(shown[n - 1])
        return
    if not part.tiles:
        yield _framed(shown[0])
    for tile in part.tiles:
        yield _framed(shown[0], tile)


def _picture() -> "Pieces":
    """One picture, whole."""
    from kit.tools.pdf_within import Piece

    return Counter([Piece(kind="image")])


def _framed(frame: Frame, tile: tuple[int, int] | None = None) -> _Page:
    """A page that shows one picture, or some rows of it, and nothing else."""
    whole = frame.upright
    shown = whole.crop((0, tile[0], whole.width, tile[1])) if tile else whole
    rows = (tile[0] / whole.height, tile[1] / whole.height) if tile else None
    return _Page(
        shape=shown.size, drawn=_drawing(shown), held=lambda: [frame], parts=_picture,
        set_in=partial(_set_in, whole, rows or (0.0, 1.0)), rows=rows,
    )  # fmt: skip


def _set_in(whole: Any, rows: tuple[float, float], area: Box, pixels: tuple[int, int]) -> Any:
    """Pictures of fine dots look otherwise to each reader that makes them smaller: so the same reader draws both."""
    from kit.tools.pdf_read import placed_picture

    high = (area[3] - area[1]) / (rows[1] - rows[0])
    top = area[3] + rows[0] * high
    return placed_picture(whole.convert("L"), (area[0], top - high, area[2], top), pixels, area)


def _pdf_pages(path: Path, picked: tuple[int, ...]) -> Iterator[_Page]:
    from kit.tools.pdf_read import Reading

    with Reading.of(path) as reading:
        for n in picked:
            yield _Page(
                shape=reading.size(n),
                drawn=partial(_of_pdf, reading, n),
                held=partial(_embedded, reading, n),
                parts=partial(reading.within, n),
                layered=partial(reading.structure.layered, n),
                near=partial(_near, reading, n),
                is_coded=reading.has_pictures(n),
                is_ruled=True,
                has_notes=reading.has_notes(n),
                pictures=reading.pictures(n),
            )


def _embedded(reading: "Reading", page: int) -> Sequence[Held]:
    return list(reading.embedded(page))


def _of_pdf(reading: "Reading", page: int, pixels: tuple[int, int], *, in_colour: bool = False) -> Any:
    return reading.pixels(page, pixels, None, in_colour=in_colour)


def _near(reading: "Reading", page: int, pixels: tuple[int, int]) -> Iterator[Any]:
    """A picture goes to whole pixels and the path that cuts it does not: so its lines come and go along the cut."""
    width, height = reading.size(page)
    across, down = _HAIR * width / pixels[0], _HAIR * height / pixels[1]
    for left, low, right, high in product((-1, 1), repeat=4):
        yield reading.pixels(page, pixels, (left * across, low * down, width + right * across, height + high * down))


def _drawing(picture: Any) -> Any:
    def drawn(pixels: tuple[int, int], *, in_colour: bool = False) -> Any:
        import numpy as np
        from PIL import Image

        way = Image.Resampling.BOX if pixels[0] < picture.width else Image.Resampling.BILINEAR
        return np.asarray((picture if in_colour else in_grey).resize(pixels, way))

    in_grey = picture.convert("L")
    return drawn
