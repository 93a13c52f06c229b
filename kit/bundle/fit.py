"""Keep the bundle under its limit: one level of size and quality for all pictures, never below what can be read."""

import math
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kit.errors import RenderError
from kit.model import Exhibit
from kit.tools import images
from kit.tools.pdf_parts import Slot
from kit.tools.pdf_write import Body, Document

LEAST = 20_000  # bytes; smaller pictures are left alone
AT_ONCE = 2
SAMPLE = 2
_CAUTION = 1.2  # a better level is tried only if it should fit with this to spare
_SHEET = 2.5  # longer side by shorter up to which a picture is shown whole
_SLACK = 0.995  # of the limit: what the file's own structure may still add


@dataclass(frozen=True, slots=True)
class Level:
    """Longer side in pixels and JPEG quality. Pictures whose longer side is at most `spared` stay as they are."""

    edge: int
    quality: int
    spared: int = 0

    @property
    def cost(self) -> float:
        """Expected bytes against other levels, for photos; only the first guess rests on it."""
        return math.pow(self.edge, 1.75) * (0.55 + self.quality / 90 + max(0, self.quality - 60) / 45)


LEVELS = (  # best first; the last is the smallest at which print of an ordinary page was still read without error
    Level(2000, 86, spared=2500),  # 200 dots an inch on A4: only what has more loses anything
    Level(2000, 80, spared=2500),
    Level(2000, 80),
    Level(2000, 74),
    Level(1900, 68),
    Level(1850, 62),
    Level(1800, 56),
    Level(1750, 51),
    Level(1600, 47),
    Level(1450, 43),
    Level(1300, 40),
)
MIDDLE = 5  # tried on a sample
Coded = list[images.Smaller | None]  # None: stays as it is


def fit(document: Document, part: Path, limit: int | None, brought: tuple[tuple[Exhibit, tuple[Body, ...]], ...]) -> None:
    """Write the bundle; if it is too large, make all its pictures smaller alike. RenderError if that is not enough."""
    size = document.save(part)
    if limit is None or size <= limit:
        return
    slots = document.slots(LEAST)
    fixed = size - sum(s.bytes for s in slots)
    budget = int(limit * _SLACK) - fixed
    if slots and budget > 0:
        coded = _fitting(slots, budget)
        for slot, made in zip(slots, coded, strict=True):
            if made and len(made.content) < slot.bytes:
                slot.replace(made)
        size = document.save(part)
    if size > limit:
        raise RenderError(f"the bundle has {size:,} bytes; the limit is {limit:,}", _costs(document, brought))


class _Levels:
    """The pictures at the levels that were tried; each is made once."""

    def __init__(self, slots: tuple[Slot, ...]) -> None:
        self._slots = slots
        self._known: dict[tuple[int, int], images.Smaller] = {}

    def coded(self, n: int) -> Coded:
        """All pictures at level n."""
        changed = self._changed(n)
        self._make(changed, n)
        return [self._known[i, n] if i in changed else None for i in range(len(self._slots))]

    def cost(self, n: int) -> int:
        """Bytes of all pictures at level n, each left as it is where that is smaller."""
        pairs = zip(self.coded(n), self._slots, strict=True)
        return sum(min(len(c.content), s.bytes) if c else s.bytes for c, s in pairs)

    def estimate(self, n: int) -> float:
        """The same, judged by a sample at the middle level."""
        changed = self._changed(n)
        spared = sum(s.bytes for i, s in enumerate(self._slots) if i not in changed)
        by_size = sorted(changed, key=lambda i: self._slots[i].bytes)
        sample = by_size[len(by_size) // (2 * SAMPLE) :: max(1, len(by_size) // SAMPLE)][:SAMPLE]
        if not sample:
            return spared
        self._make(sample, MIDDLE)
        made = sum(min(len(self._known[i, MIDDLE].content), self._slots[i].bytes) for i in sample)
        ratio = made / sum(self._slots[i].bytes for i in sample) * LEVELS[n].cost / LEVELS[MIDDLE].cost
        return spared + min(1.0, ratio) * sum(self._slots[i].bytes for i in changed)

    def _changed(self, n: int) -> list[int]:
        return [i for i, s in enumerate(self._slots) if max(s.width, s.height) > LEVELS[n].spared * _sheets(s)]

    def _make(self, wanted: Iterable[int], n: int) -> None:
        """Originals are read a few at a time: together they may not fit into memory."""
        level, waiting = LEVELS[n], iter([i for i in wanted if (i, n) not in self._known])
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while some := list(islice(waiting, 2 * AT_ONCE)):
                originals = [self._slots[i].original() for i in some]
                edges = [round(level.edge * _sheets(self._slots[i])) for i in some]
                made = pool.map(images.smaller, originals, edges, [level.quality] * len(some))
                self._known.update({(i, n): one for i, one in zip(some, made, strict=True)})


def _sheets(slot: Slot) -> float:
    """How many sheets long a picture is: a tall capture is shown in parts, each of which must stay readable."""
    return max(1.0, max(slot.width, slot.height) / max(1, min(slot.width, slot.height)) / _SHEET)


def _fitting(slots: tuple[Slot, ...], budget: int) -> Coded:
    """The pictures at the best level that was found to fit, or at the smallest."""
    levels, last = _Levels(slots), len(LEVELS) - 1
    n = next((n for n in range(last) if levels.estimate(n) <= budget), last)
    while n < last and levels.cost(n) > budget:
        n += 1
    better = n > 0 and levels.estimate(n - 1) * _CAUTION <= budget
    return levels.coded(n - 1 if better and levels.cost(n - 1) <= budget else n)


def _costs(document: Document, brought: tuple[tuple[Exhibit, tuple[Body, ...]], ...]) -> list[str]:
    """Which exhibits take how much, the largest first, and what to do."""
    counted: set[tuple[int, int]] = set()
    weights = [(document.weight(bodies, counted), exhibit) for exhibit, bodies in brought]
    weights.sort(key=lambda w: -w[0])
    lines = [f"Exhibit {x.n} ({x.evidence.item.id}): {weight:,} bytes, {x.pages} pages" for weight, x in weights[:10]]
    return [*lines, "give fewer pages of the largest (`pages: 1-3`), or leave one out; pictures are at their smallest already"]
