"""Keep the bundle under its limit: black on white as G4, all other pictures at one level of size and quality.

The smallest level is held against OCR (tests/bundle/test_size_floor.py, RapidOCR 3.10, one made A4 scan at 300 dots an
inch, grainy, 14 lines of 6 pt print): of the characters read in the original, 99 % are read at 1,300 px q40; 82 % at
1,150 px q38, 47 % at 1,000 px q36, 26 % at 900 px q35. Larger print of good contrast keeps more; a blurred photo may keep less.
"""

import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kit.errors import RenderError
from kit.model import Exhibit
from kit.tools import bilevel, images, tiling
from kit.tools.pdf_parts import Slot
from kit.tools.pdf_write import Body, Document

LEAST = 20_000  # bytes; smaller pictures are left alone
AT_ONCE = 2
_BATCH = 2 * AT_ONCE  # originals in memory at a time
_SAMPLED = 10  # every so manieth picture is tried before all are made, at least 4
_TRIES = 3  # levels at which the sample is made
_WORTH = 0.6  # G4 is taken where it has at most so much of the picture's bytes; else greys may cost no more
_NEXT = "give fewer pages of the largest (`pages: 1-3`), or leave one out; "
_SLACK = 0.995  # of the limit: what the file's own structure may still add


@dataclass(frozen=True, slots=True)
class Level:
    """Longer side in pixels and JPEG quality. Pictures whose longer side is at most `spared` stay as they are."""

    edge: int
    quality: int
    spared: int = 0

    @property
    def cost(self) -> float:
        """Expected bytes against other levels, for photos; only what is not measured yet rests on it."""
        return math.pow(self.edge, 1.75) * (0.55 + self.quality / 90 + max(0, self.quality - 60) / 45)


LEVELS = (  # best first; the last is the floor, see above
    Level(4000, 92, spared=2500),  # where the limit has room: photos of 12 MP at their own size
    Level(3500, 90, spared=2500),
    Level(3000, 90, spared=2500),
    Level(3000, 86, spared=2500),
    Level(2500, 86, spared=2500),
    Level(2000, 86, spared=2500),  # 200 dots an inch on A4: only what has more loses anything
    Level(2000, 80, spared=2500),
    Level(2000, 80),
    Level(2000, 77),
    Level(2000, 74),
    Level(1950, 71),
    Level(1900, 68),
    Level(1875, 65),
    Level(1850, 62),
    Level(1825, 59),
    Level(1800, 56),
    Level(1775, 53),
    Level(1750, 51),
    Level(1675, 49),
    Level(1600, 47),
    Level(1525, 45),
    Level(1450, 43),
    Level(1375, 41),
    Level(1300, 40),
)
_STEEP = 1.8  # power of a level's cost that says what share of its bytes a phone's photo keeps there
Coded = list[images.Smaller | None]  # None: stays as it is


def fit(document: Document, part: Path, limit: int | None, brought: tuple[tuple[Exhibit, tuple[Body, ...]], ...]) -> None:
    """Write the bundle; if it is too large, make all its pictures smaller alike. RenderError if that is not enough."""
    slots = document.slots(LEAST) if limit is not None else ()
    is_over = limit is not None and sum(s.bytes for s in slots) > limit
    size = document.counted() if is_over else document.save(part)
    if limit is None or size <= limit:
        return
    fixed = size - sum(s.bytes for s in slots)
    budget = int(limit * _SLACK) - fixed
    if slots and budget > 0:
        greys, spent = _black_and_white(slots)
        for slot, made in zip(greys, _fitting(greys, budget - spent), strict=True):
            if made and len(made.content) < slot.bytes:
                slot.replace(made)
        size = document.save(part)
    if size > limit:
        why = (
            "pictures are at their smallest already" if budget > 0 else f"{fixed:,} bytes are not of pictures that can be smaller"
        )
        raise RenderError(f"the bundle has {size:,} bytes; the limit is {limit:,}", [*_costs(document, brought), _NEXT + why])


def _black_and_white(slots: tuple[Slot, ...]) -> tuple[tuple[Slot, ...], int]:
    """Put G4 in the place of pages that are black on white; gives the other pictures, and the bytes of those pages."""
    others, spent = [], 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = iter(slots)
        while some := list(islice(waiting, _BATCH)):
            for slot, made in zip(some, pool.map(_coded, some, [s.original() for s in some]), strict=True):
                if made:
                    slot.replace(made)
                    spent += len(made.content)
                elif slot.bits == 8:
                    others.append(slot)
                else:
                    spent += slot.bytes
    return tuple(others), spent


def _coded(slot: Slot, original: images.Original) -> bilevel.Coded | None:
    """The page as G4 where that is worth it; a picture with a mask keeps its greys."""
    made = bilevel.of(original) if slot.is_opaque else None
    return made if made and len(made.content) <= (_WORTH if slot.bits == 8 else 1) * slot.bytes else None


class _Levels:
    """The pictures at the levels that were tried; each is made once. What a level costs is first judged by a sample."""

    def __init__(self, slots: tuple[Slot, ...]) -> None:
        self._slots = slots
        self._known: dict[tuple[int, int], images.Smaller | None] = {}
        by_size = sorted(range(len(slots)), key=lambda i: slots[i].bytes)
        wanted = max(4, len(slots) // _SAMPLED)
        step = max(1.0, len(slots) / wanted)
        self._sample = [by_size[int((k + 0.5) * step)] for k in range(min(wanted, len(slots)))]
        self._ratios: dict[int, float] = {}  # level -> bytes of the sample there, of its own

    def coded(self, n: int) -> Coded:
        """All pictures at level n."""
        changed = self._changed(n)
        self._make(changed, n)
        return [self._known[i, n] if i in changed else None for i in range(len(self._slots))]

    def lowered(self, coded: Coded, n: int, budget: int) -> Coded:
        """The pictures, the largest at level n in place of what they are, as many as must be."""
        lower = list(coded)
        by_size = iter(sorted(range(len(lower)), key=lambda i: -self._slots[i].bytes))
        while self.bytes(lower) > budget and (some := list(islice(by_size, _BATCH))):
            self._make(some, n)
            for i in some:
                lower[i] = self._known[i, n]
        return lower

    def bytes(self, coded: Coded) -> int:
        """Bytes of all pictures, each left as it is where that is smaller."""
        return sum(_bytes(s, c) for c, s in zip(coded, self._slots, strict=True))

    def first(self, budget: int) -> int:
        """The level to try first: the one that would fit if all were phone's photos."""
        share = budget / max(1, sum(s.bytes for s in self._slots))
        fitting = (n for n, level in enumerate(LEVELS) if math.pow(level.cost / LEVELS[0].cost, _STEEP) <= share)
        return next(fitting, len(LEVELS) - 1)

    def measure(self, n: int) -> None:
        """Make the sample at level n."""
        self._make(self._sample, n)
        made = sum(_bytes(self._slots[i], self._known[i, n]) for i in self._sample)
        self._ratios[n] = made / max(1, sum(self._slots[i].bytes for i in self._sample))

    def estimate(self, n: int) -> float:
        """Bytes of all pictures at level n, judged by the sample at the nearest level that was measured."""
        near = min(self._ratios, key=lambda m: abs(m - n))
        ratio = min(1.0, self._ratios[near] * LEVELS[n].cost / LEVELS[near].cost)
        changed = set(self._changed(n))
        return sum(s.bytes * (ratio if i in changed else 1.0) for i, s in enumerate(self._slots))

    def _changed(self, n: int) -> list[int]:
        return [i for i, s in enumerate(self._slots) if max(s.width, s.height) > LEVELS[n].spared * _sheets(s)]

    def _make(self, wanted: Iterable[int], n: int) -> None:
        """Originals are read a few at a time: together they may not fit into memory."""
        level, waiting = LEVELS[n], iter([i for i in wanted if (i, n) not in self._known])
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while some := list(islice(waiting, _BATCH)):
                originals = [self._slots[i].original() for i in some]
                edges = [round(level.edge * _sheets(self._slots[i])) for i in some]
                made = pool.map(_smaller, originals, edges, [level.quality] * len(some))
                self._known.update({(i, n): one for i, one in zip(some, made, strict=True)})


def _smaller(original: images.Original, edge: int, quality: int) -> images.Smaller | None:
    """The picture at a level; one that cannot be decoded, or of which rows are missing, stays as it is."""
    try:
        return images.smaller(original, edge, quality)
    except images.Broken:
        return None


def _bytes(slot: Slot, made: images.Smaller | None) -> int:
    return min(len(made.content), slot.bytes) if made else slot.bytes


def _sheets(slot: Slot) -> float:
    """How many sheets long a picture is: a tall capture is shown in parts, each of which must be as fine as a whole page."""
    return tiling.sheets(*sorted((slot.width, slot.height)))


def _fitting(slots: tuple[Slot, ...], budget: int) -> Coded:
    """The pictures at the best level that the sample says fits; if it was wrong, the largest one level lower, and so on."""
    if not slots:
        return []
    levels, last = _Levels(slots), len(LEVELS) - 1
    n = _likely(levels, budget)
    coded = levels.coded(n)
    while levels.bytes(coded) > budget and n < last:
        n += 1
        coded = levels.lowered(coded, n, budget)
    return coded


def _likely(levels: _Levels, budget: int) -> int:
    """The level that the sample says fits, measured there and not only at another."""
    n, last = levels.first(budget), len(LEVELS) - 1
    for _ in range(_TRIES):
        levels.measure(n)
        fits = next((m for m in range(last) if levels.estimate(m) <= budget), last)
        if fits == n:
            break
        n = fits
    return n


def _costs(document: Document, brought: tuple[tuple[Exhibit, tuple[Body, ...]], ...]) -> list[str]:
    """Which exhibits take how much, the largest first."""
    counted: set[tuple[int, int]] = set()
    weights = [(document.weight(bodies, counted), exhibit) for exhibit, bodies in brought]
    weights.sort(key=lambda w: -w[0])
    return [f"Exhibit {x.n} ({x.evidence.item.id}): {weight:,} bytes, {_counted(x.pages)}" for weight, x in weights[:10]]


def _counted(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages:,} pages"
