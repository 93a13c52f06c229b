"""Keep the bundle under its limit: one level of size and quality for all pictures, never below what can be read."""

import math
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kit.errors import RenderError
from kit.model import Exhibit
from kit.tools import images
from kit.tools.pdf_write import Body, Document, Slot

LEAST = 20_000  # bytes; smaller pictures are left alone
AT_ONCE = 2
SAMPLE = 5
_SLACK = 0.995  # of the limit: what the file's own structure may still add


@dataclass(frozen=True, slots=True)
class Level:
    """Longer side in pixels and JPEG quality."""

    edge: int
    quality: int

    @property
    def cost(self) -> float:
        """Expected bytes against other levels, for photos; only the first guess rests on it."""
        return math.pow(self.edge, 1.75) * (0.55 + self.quality / 90 + max(0, self.quality - 60) / 45)


LEVELS = (  # best first; the last is the smallest at which print of an ordinary page was still read without error
    Level(3000, 82),
    Level(2700, 78),
    Level(2400, 74),
    Level(2150, 70),
    Level(1950, 64),
    Level(1850, 57),
    Level(1750, 51),
    Level(1600, 47),
    Level(1450, 43),
    Level(1300, 40),
)
MIDDLE = LEVELS[4]
Coded = list[images.Smaller]


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
            if len(made.content) < slot.bytes:
                slot.replace(made)
        size = document.save(part)
    if size > limit:
        raise RenderError(f"the bundle has {size:,} bytes; the limit is {limit:,}", _costs(document, brought))


def _fitting(slots: tuple[Slot, ...], budget: int) -> Coded:
    """The pictures at the best level that was found to fit, or at the smallest."""
    known: dict[int, Coded] = {}

    def cost(n: int) -> int:
        if n not in known:
            known[n] = _coded(slots, LEVELS[n])
        return sum(min(len(c.content), s.bytes) for c, s in zip(known[n], slots, strict=True))

    n = _first_guess(slots, budget)
    while n < len(LEVELS) - 1 and cost(n) > budget:
        n += 1
    if n > 0 and n - 1 not in known and cost(n) < 0.7 * budget and cost(n - 1) <= budget:
        n -= 1
    cost(n)
    return known[n]


def _first_guess(slots: tuple[Slot, ...], budget: int) -> int:
    """The level that should fit, judged by some of the pictures at a middle level."""
    step = max(1, len(slots) // SAMPLE)
    sample = slots[::step][:SAMPLE]
    tried = sum(min(len(c.content), s.bytes) for c, s in zip(_coded(sample, MIDDLE), sample, strict=True))
    at_middle = tried / sum(s.bytes for s in sample) * sum(s.bytes for s in slots)
    fitting = (n for n, level in enumerate(LEVELS) if at_middle * level.cost / MIDDLE.cost <= budget)
    return next(fitting, len(LEVELS) - 1)


def _coded(slots: Iterable[Slot], level: Level) -> Coded:
    """Each picture at that level. Originals are read a few at a time: together they may not fit into memory."""
    waiting = iter(slots)
    done: Coded = []
    work: Callable[[images.Original], images.Smaller] = lambda o: images.smaller(o, level.edge, level.quality)  # noqa: E731
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while some := list(islice(waiting, 2 * AT_ONCE)):
            done += pool.map(work, [slot.original() for slot in some])
    return done


def _costs(document: Document, brought: tuple[tuple[Exhibit, tuple[Body, ...]], ...]) -> list[str]:
    """Which exhibits take how much, the largest first, and what to do."""
    counted: set[tuple[int, int]] = set()
    weights = [(document.weight(bodies, counted), exhibit) for exhibit, bodies in brought]
    weights.sort(key=lambda w: -w[0])
    lines = [f"Exhibit {x.n} ({x.evidence.item.id}): {weight:,} bytes, {x.pages} pages" for weight, x in weights[:10]]
    return [*lines, "give fewer pages of the largest (`pages: 1-3`), or leave one out; pictures are at their smallest already"]
