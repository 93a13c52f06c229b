"""Evidence with the areas covered that a person has agreed to cover: on a copy, beside what else is made of the file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256 as digest_of
from pathlib import Path

from kit.errors import BadFile
from kit.evidence.paper import POINTS_PER_PIXEL
from kit.evidence.reading.buyer_marks import IDENTITY
from kit.evidence.reading.pictures import text_of
from kit.model import Evidence, Mask, PageSize, Shown, Word
from kit.tools import masking, worker
from kit.tools.atomic import sha256, write_bytes
from kit.tools.page_geometry import Box

SECONDS, A_PAGE = 60.0, 3.0
MEGABYTES = 2_000
_REACH = 0.3  # of a word's height
_TELLING = 4  # letters of a word that is wider than tall if it is upright
_SUFFIX = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}


def masked(evidence: Iterable[Evidence], folder: Path) -> tuple[Evidence, ...]:
    """The evidence, that with masks as its covered copy; raises BadFile with every mask that cannot be, and why.

    `folder` is the case's. Originals are only read; copies lie in `build/shown/`.
    """
    evidence = tuple(evidence)
    if problems := [problem for one in evidence for problem in problems_of(one)]:
        raise BadFile(folder / "case.yaml", problems)
    return tuple(_covered(one, folder / "build" / "shown") if _wanted(one) else one for one in evidence)


def _wanted(one: Evidence) -> tuple[Mask, ...]:
    return tuple(mask for mask in one.item.masks if not mask.keep)


def problems_of(one: Evidence) -> Iterator[str]:
    """What is wrong with the masks of a piece of evidence, with what to do."""
    where = f"evidence.{one.item.id}.masks"
    if not _wanted(one):
        return
    if any(word in one.item.kind for word in IDENTITY):
        yield f"{where}: a paper of identity ({one.item.kind}) must stay whole; take its masks out"
        return
    if one.item.made:
        yield f"{where}: the kit made {one.item.id}, from columns that are no buyer's; take its masks out"
        return
    for n, mask in enumerate(_wanted(one), 1):
        places = _places(one, mask.page)
        if not places:
            yield f"{where}.{n}: page {mask.page} is not shown ({_pages(one)}); correct the page, or take the mask out"
        elif not any(_share(one, page, mask.box) for page in places):
            yield f"{where}.{n}: the box {list(mask.box)} lies outside page {mask.page}; {_measured(one, places[0])}"


def _pages(one: Evidence) -> str:
    return f"pages {', '.join(map(str, one.picked))} are" if one.shown.media == "pdf" else "a picture is page 1, however tall"


def _measured(one: Evidence, page: int) -> str:
    size = one.pages[page]
    if one.shown.media == "pdf":
        return f"it has {size.width:.0f} × {size.height:.0f} points"
    high = max((t.bottom for t in one.tiles), default=round(size.height / POINTS_PER_PIXEL))
    return f"it has {size.width / POINTS_PER_PIXEL:.0f} × {high} pixels"


def _places(one: Evidence, page: int) -> tuple[int, ...]:
    """The chosen pages, from 0, on which a page of `Mask` stands: of a tall picture all its parts."""
    if one.shown.media == "pdf":
        return tuple(n for n, picked in enumerate(one.picked) if picked == page)
    return tuple(range(len(one.pages))) if page == 1 else ()


def _share(one: Evidence, page: int, box: Box) -> Box | None:
    """The box as a share of a chosen page; None where they do not meet."""
    size = one.pages[page]
    unit, down = (1.0, 0) if one.shown.media == "pdf" else (POINTS_PER_PIXEL, one.tiles[page].top if one.tiles else 0)
    left, right = (min(max(x * unit / size.width, 0.0), 1.0) for x in (box[0], box[2]))
    top, bottom = (min(max((y - down) * unit / size.height, 0.0), 1.0) for y in (box[1], box[3]))
    return (round(left, 5), round(top, 5), round(right, 5), round(bottom, 5)) if left < right and top < bottom else None


# --- the copy ---------------------------------------------------------------------------------------


def _covered(one: Evidence, shelf: Path) -> Evidence:
    areas = tuple(
        tuple(s for mask in _wanted(one) if n in _places(one, mask.page) and (s := _share(one, n, mask.box)))
        for n in range(len(one.pages))
    )
    count = len(_wanted(one))
    said = f"Covered: {count} area{'s' if count > 1 else ''}, labelled “masked”: a buyer's data."
    path = _copy(one, areas, shelf)
    shown = Shown(
        path=path,
        media=one.shown.media,
        sha256=sha256(path),
        made_by=f"{one.shown.made_by or 'the original'}, {count} areas covered",
    )
    words = _left(one, areas)
    text = tuple(text_of(w) if a else t for t, w, a in zip(one.text, words, areas, strict=True))
    return replace(one, shown=shown, unmasked=one.shown, masks=areas, words=words, text=text, notes=_notes(one, said))


def _notes(one: Evidence, said: str) -> tuple[str, ...]:
    """The first note of a picture stands beneath it."""
    if one.shown.media == "pdf":
        return (*one.notes, said)
    return (f"{one.notes[0]} {said}", *one.notes[1:]) if one.notes else (said,)


def _copy(one: Evidence, areas: tuple[tuple[Box, ...], ...], shelf: Path) -> Path:
    """Where the covered copy lies; made unless it is there, made alike of the same file."""
    told = f"{masking.VERSION} {one.shown.sha256} {[(m.page, m.box) for m in _wanted(one)]} {one.picked}"
    path = shelf / f"{one.sha256}-masked-{digest_of(told.encode()).hexdigest()[:16]}.{_SUFFIX[one.shown.media]}"
    if not path.is_file():
        try:
            content = worker.run(_made, one, areas, seconds=SECONDS + A_PAGE * len(one.pages), megabytes=MEGABYTES)
        except worker.Exceeded as error:
            raise BadFile(
                one.path, [f"its areas could not be covered: that {error.why}; give only the pages that matter"]
            ) from None
        write_bytes(path, content)
    return path


def _made(one: Evidence, areas: tuple[tuple[Box, ...], ...]) -> bytes:
    """The covered copy; for the bounded worker."""
    if one.shown.media == "pdf":
        return masking.pdf(one.shown.path, {number: some for number, some in zip(one.picked, areas, strict=True) if some})
    size = one.pages[0]
    high = masking.height(one.shown.path)
    wide = size.width / POINTS_PER_PIXEL
    whole = [(m.box[0] / wide, m.box[1] / high, m.box[2] / wide, m.box[3] / high) for m in _wanted(one)]
    return masking.picture(one.shown.path, whole, as_jpeg=one.shown.media == "jpeg")


def _left(one: Evidence, areas: tuple[tuple[Box, ...], ...]) -> tuple[tuple[Word, ...], ...]:
    """The words of each page outside of its areas that can be seen: they make a covered page searchable."""
    known = one.words or ((),) * len(one.pages)
    lacking = [n for n, some in enumerate(areas) if some and not known[n] and one.shown.media == "pdf"]
    read = (
        dict(
            zip(
                lacking,
                worker.run(partial(masking.words, seen=True), one.shown.path, tuple(one.picked[n] for n in lacking)),
                strict=True,
            )
        )
        if lacking
        else {}
    )
    return tuple(_outside(read.get(n, known[n]), some, one.pages[n]) if some else known[n] for n, some in enumerate(areas))


def _outside(words: tuple[Word, ...], areas: tuple[Box, ...], size: PageSize) -> tuple[Word, ...]:
    """The words that no area covers; what stands on both sides of one is no longer one line. Sideways words cannot be laid."""
    kept: list[Word] = []
    line = 1
    is_cut = False
    before: Word | None = None
    for word in words:
        line += is_cut or (before is not None and before.line != word.line)
        before, is_cut = word, any(_meets(word, area, size) for area in areas)
        if not is_cut:
            kept.append(replace(word, line=line))
    return () if _is_sideways(words, size) else tuple(kept)


def _is_sideways(words: tuple[Word, ...], size: PageSize) -> bool:
    """Whether most words that are long enough to tell are taller than wide."""
    told = [(w.right - w.left) * size.width < (w.bottom - w.top) * size.height for w in words if len(w.text) >= _TELLING]
    return 2 * sum(told) > len(told)


def _meets(word: Word, area: Box, size: PageSize) -> bool:
    """Whether a word is covered: more of it than a line reaches into the next, in both directions."""
    wide, high = (word.right - word.left) * size.width, (word.bottom - word.top) * size.height
    across = (min(word.right, area[2]) - max(word.left, area[0])) * size.width
    down = (min(word.bottom, area[3]) - max(word.top, area[1])) * size.height
    return min(across, down) > 0 and (down > _REACH * high if wide >= high else across > _REACH * wide)
