"""Where labels can stand in a chart without touching anything: boxes in points, no drawing library."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Literal

from kit.errors import RenderError
from kit.tools.textline import REGULAR, SEMIBOLD, shaped

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def touches(self, other: "Box") -> bool:
        """Whether the two share area."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def inside(self, other: "Box") -> bool:
        """Whether it lies in the other."""
        return self.x0 >= other.x0 and self.x1 <= other.x1 and self.y0 >= other.y0 and self.y1 <= other.y1


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line of text at a place; y is its baseline."""

    text: str
    x: float
    y: float
    anchor: Anchor
    size: float
    strong: bool = False

    @property
    def box(self) -> Box:
        """What it covers, with a little air at its sides."""
        wide = width(self.text, self.size, strong=self.strong)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left - 1, self.y - 0.68 * self.size, left + wide + 1, self.y + 0.22 * self.size)


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, strong: bool = False) -> float:
    """The width of a text in the kit's fonts; a text that they cannot draw is taken as half an em a character."""
    try:
        return shaped(text, SEMIBOLD if strong else REGULAR).wide(size)
    except RenderError:
        return len(text) * size / 2


def first_free(candidates: Sequence[Label], obstacles: Iterable[Box], field: Box) -> Label:
    """The first candidate that touches nothing and lies in the field; the one that touches least if none is free."""
    taken = tuple(obstacles)

    def cost(label: Label) -> int:
        return sum(label.box.touches(other) for other in taken) + 100 * (not label.box.inside(field))

    return min(candidates, key=cost)  # min gives the first of equals


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A vertical line, or several close ones, that want one label at the top."""

    text: str
    first: float
    last: float
    strong: bool


def beside_lines(
    marks: Sequence[Mark], *, y: float, size: float, field: Box, through: Sequence[Mark] = (), gap: float = 3
) -> tuple[Label, ...] | None:
    """A label left or right of each line in one row, none over another or over a line; None if they do not fit.

    `through` are lines that pass through the row and have their names elsewhere.
    """
    lines = [Box(x - 0.3, y - size, x + 0.3, y + 2) for mark in (*marks, *through) for x in (mark.first, mark.last)]
    for sides in product(("end", "start"), repeat=len(marks)):
        labels = tuple(
            Label(
                text=mark.text,
                x=mark.first - gap if side == "end" else mark.last + gap,
                y=y,
                anchor=side,  # type: ignore[arg-type]
                size=size,
                strong=mark.strong,
            )
            for mark, side in zip(marks, sides, strict=True)
        )
        boxes = [label.box for label in labels]
        apart = all(not a.touches(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
        if apart and all(box.inside(field) and not any(box.touches(line) for line in lines) for box in boxes):
            return labels
    return None


def shortened(text: str, room: float, size: float) -> str:
    """The text, cut with an ellipsis if it is wider than the room."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
