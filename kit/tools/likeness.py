"""Whether two pictures look the same, whatever their format, size or quality; where asked also turned, mirrored, or cut at the edges.

A picture that may be a part of another is laid over it: first 225 parts of each roughly, then the few that fit best closely.
Pictures of writing, such as screens and forms, must have the same ink too.
"""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any

from kit.tools import ink
from kit.tools.vips import vips

SIDE = 96
NEAR = 16  # of 255: where a small copy of one differs from that of the other by more, something else stands there
PART = 20
"""Of 255, for turned and cut pictures. Tried on every fourth of the examples' 71 pictures against all others (1,260 pairs), with finer
steps than are taken now: pictures of two clients differed by 33 at least, of one client before and after an edit by 22. Of 24 pictures
all that were turned or halved in poor JPEG were found, of those cut on all sides 20 to 22. A list whose lines are alike is missed."""
_WRITING = 40  # the same for two pictures of writing, which their ink tells apart: a scan of a scan lies a little otherwise
_SMALL = 32  # pixels a side at which they are compared
_PLAIN = 12  # of 255: a picture with less light and dark is like any other
_RATIO = struct.Struct(">f")
_INK = _RATIO.size + SIDE * SIDE  # bytes before it
_TURNS = 8  # four quarters, each also mirrored
_COARSE = 8  # pixels a side at which a part is first looked for
_LEFT = (1.0, 0.9, 0.8, 0.7, 0.6)  # of a side that may be left
_WHOLE = ((0.0, 0.0, 1.0, 1.0),)
_ALIKE = 0.85  # correlation of the rough copies from which a part is looked at closely
MOST_PAIRS = 24  # that are looked at closely at once; each takes up to a twentieth of a second
_AT_ONCE = 256  # pictures whose parts stand in memory together
_OWN_AT_ONCE = 32  # pictures whose parts in all turns do
_TRIES = 4  # places, the likeliest: lines of a list are like one another
_CLOSELY = ((12, (0.05, 0.025), 6.0), (_SMALL, (0.0125, 0.006, 0.003), 99.0))
"""Pixels a side, steps as shares of a side, and the mean difference above which it is given up."""


@dataclass(slots=True, kw_only=True)
class Alike:
    """Which pictures are the same, whole or a part of one another, turned or mirrored.

    `same`: for each of the first the places of the others. `judged`: what came of the pairs that were looked at closely. `left`: how
    many pairs of each were not: they were too many.
    """

    same: list[set[int]]
    judged: dict[tuple[int, int], bool] = field(default_factory=dict)
    left: list[int]


def of(content: bytes) -> bytes:
    """How wide it is for its height, 96 × 96 grey pixels of the picture, upright, and its ink if it is one of writing."""
    full = vips().Image.new_from_buffer(content, "")
    is_lying = bool(full.get_typeof("orientation")) and int(full.get("orientation")) > 4
    ratio = full.height / full.width if is_lying else full.width / full.height
    return _small(vips().Image.thumbnail_buffer(content, ink.SIDE, height=ink.SIDE, size="force"), ratio)


def of_pixels(image: Any) -> bytes:
    """The same of a picture in RGB as Pillow holds it."""
    import numpy as np

    full = vips().Image.new_from_array(np.asarray(image), interpretation="srgb")
    return _small(full.thumbnail_image(ink.SIDE, height=ink.SIDE, size="force"), full.width / full.height)


def is_plain(mark: bytes) -> bool:
    """Whether a picture has so little light and dark that it is like any other."""
    import numpy as np

    return bool(np.ptp(_grey(mark)) <= _PLAIN)


def _small(image: Any, ratio: float) -> bytes:
    if image.hasalpha():
        image = image.flatten(background=255)
    import numpy as np

    grey = image.colourspace("b-w").extract_band(0).cast("uchar").copy_memory()
    small = grey.thumbnail_image(SIDE, height=SIDE, size="force")
    fine = np.frombuffer(bytes(grey.write_to_memory()), np.uint8).reshape(ink.SIDE, ink.SIDE)
    return _RATIO.pack(ratio) + bytes(small.cast("uchar").write_to_memory()) + ink.of(fine)


def is_near(one: bytes, other: bytes) -> bool:
    """Whether two such copies are of pictures that look the same. A plain picture is like no other."""
    import numpy as np

    a, b = (_cells(_sums(_grey(mark)[None]), _WHOLE, _SMALL)[0, 0] for mark in (one, other))
    if np.ptp(a) <= _PLAIN or np.abs(a - b).max() > NEAR:
        return False
    return not (_has_ink(one, other) and ink.is_other(_fine(one), _fine(other)))


def same_ones(
    ones: Sequence[bytes],
    others: Sequence[bytes],
    known: Callable[[int, int], bool | None] = lambda _one, _other: None,
    most: int = MOST_PAIRS,
) -> Alike:
    """Which of the others show the same pictures as the first. `known`: what came of a pair before; `most`: pairs that are judged now."""
    found = Alike(same=[set() for _ in ones], left=[0] * len(ones))
    close: list[tuple[float, int, int]] = []
    for start in range(0, len(ones), _OWN_AT_ONCE):
        mine = range(start, min(len(ones), start + _OWN_AT_ONCE))
        close += _sorted_out(ones, others, [n for n in mine if not is_plain(ones[n])], known, found)
    roughs: dict[int, _Rough] = {}
    for _, n, at in sorted(close):
        if len(found.judged) == most:
            found.left[n] += 1
            continue
        if n not in roughs:
            roughs[n] = _Rough(_turns(ones[n]))
        found.judged[n, at] = is_same = _is_same(ones[n], roughs[n], others[at])
        if is_same:
            found.same[n].add(at)
    return found


# --- how --------------------------------------------------------------------------------------------


def _sorted_out(
    ones: Sequence[bytes], others: Sequence[bytes], mine: Sequence[int], known: Callable[[int, int], bool | None], found: Alike
) -> list[tuple[float, int, int]]:
    """What is the same at first sight, and the pairs that are worth a close look: the likeliest have the lowest numbers."""
    import numpy as np

    close = []
    roughs = [(n, _Rough(_turns(ones[n]))) for n in mine]
    for start in range(0, len(others), _AT_ONCE) if mine else ():
        some = others[start : start + _AT_ONCE]
        theirs = _Rough(np.stack([_grey(other) for other in some]))
        for n, rough in roughs:
            apart, alike = _apart_whole(rough, theirs), _alike_in_part(rough, theirs)
            for at in map(int, np.flatnonzero((apart <= _WRITING) | (alike >= _ALIKE))):
                have_ink, place = _has_ink(ones[n], some[at]), start + at
                is_whole = apart[at] <= (_WRITING if have_ink else PART)
                if ones[n] == some[at] or (is_whole and not have_ink) or known(n, place):
                    found.same[n].add(place)
                elif (is_whole or alike[at] >= _ALIKE) and known(n, place) is None:
                    close.append((float(apart[at]) / 255 - 2 if is_whole else -float(alike[at]), n, place))
    return close


class _Rough:
    """Pictures as they are compared first: each whole at 32 × 32, and every part of each, roughly."""

    def __init__(self, greys: Any) -> None:
        import numpy as np

        greys = np.asarray(greys)
        self.small = _cells(_sums(greys), _WHOLE, _SMALL)[:, 0]
        self.parts = _parts(greys)


def _apart_whole(mine: _Rough, theirs: _Rough) -> Any:
    """How much each differs from the turn of this one that is nearest to it, from edge to edge, in whatever proportion."""
    import numpy as np

    return np.min([np.abs(theirs.small - turn).max(axis=(1, 2)) for turn in mine.small], axis=0)


def _alike_in_part(mine: _Rough, theirs: _Rough) -> Any:
    """How much a part of each is roughly like the whole of this one, or the other way round."""
    import numpy as np

    whole = (theirs.parts.reshape(-1, _COARSE**2) @ mine.parts[:, 0].T).reshape(len(theirs.parts), -1).max(axis=1)
    return np.maximum(whole, (theirs.parts[:, 0] @ mine.parts.reshape(-1, _COARSE**2).T).max(axis=1))


def _is_same(one: bytes, mine: _Rough, other: bytes) -> bool:
    """Whether the two are the same as a whole, or one of them, in some turn, is what is left of the other after its edges were cut."""
    import numpy as np

    grey, has_ink = _grey(other), _has_ink(one, other)
    fine = [_fine(one), _fine(other)] if has_ink else []
    theirs = _Rough(grey[None])
    if has_ink:
        apart = np.abs(mine.small - theirs.small[0]).max(axis=(1, 2))
        if apart.min() <= _WRITING:
            own = _turned(fine[0], int(apart.argmin()))
            return not (ink.is_other(own, fine[1]) or ink.is_other(fine[1], own))
    tries, parts = [], theirs.parts[0]
    for n, turn in enumerate(_turns(one)):
        ratio = _ratio(one) if n < _TURNS // 2 else 1 / _ratio(one)
        own = mine.parts[n]
        tries += [(alike, n, False, (turn, grey, place, ratio / _ratio(other))) for alike, place in _rough(own, parts)]
        tries += [(alike, n, True, (grey, turn, place, _ratio(other) / ratio)) for alike, place in _rough(parts, own)]
    for _, n, is_theirs, of_what in sorted((t for t in tries if t[0] >= _ALIKE), key=lambda t: -t[0])[:_TRIES]:
        apart, place = _apart(*of_what)
        if apart > PART:
            continue
        turned = _turned(fine[0], n) if has_ink else None
        if not has_ink or not (ink.is_other(fine[1], turned, place) if is_theirs else ink.is_other(turned, fine[1], place)):
            return True
    return False


def _rough(part: Any, whole: Any) -> list[tuple[float, Any]]:
    """The places in the whole that are most like the part, with how much: both by their parts."""
    alike = whole @ part[0]
    return [(float(alike[n]), _places()[n]) for n in alike.argsort()[-_TRIES:]]


def _apart(part: Any, whole: Any, place: Any, ratio: float) -> tuple[float, tuple[float, float, float, float]]:
    """How much the part differs from the whole, laid where it fits best, and where that is; 255 where it fits nowhere."""
    import numpy as np

    high = min(1.0, 1.0 / ratio)
    area = (place[2] - place[0]) * (place[3] - place[1])
    state = np.array([(place[0] + place[2]) / 2, (place[1] + place[3]) / 2, min(high, (area / ratio) ** 0.5)])
    sums, own = _sums(whole[None]), _sums(part[None])
    moves = np.array(tuple(product((0, -1, 1), repeat=3)))
    for side, steps, enough in _CLOSELY:
        wanted, value = _cells(own, _WHOLE, side)[0, 0], np.inf
        for step in steps:
            for _ in range(3):
                tries = state + step * moves
                costs = np.abs(_cells(sums, _rects(tries, ratio, high), side)[0] - wanted).mean(axis=(1, 2))
                if not costs.min() < value:
                    break
                state, value = tries[int(costs.argmin())], costs.min()
        if value > enough:
            return 255.0, (0.0, 0.0, 1.0, 1.0)
    rect = _rects(state[None], ratio, high)
    left, top, right, bottom = (float(edge) for edge in rect[0])
    return float(np.abs(_cells(sums, rect, side)[0, 0] - wanted).max()), (left, top, right, bottom)


def _rects(states: Any, ratio: float, high: float) -> Any:
    """Left, top, right, bottom of parts by their middle and height, kept within the whole."""
    import numpy as np

    height = np.clip(states[:, 2], high / 3, high)
    width = height * ratio
    x, y = np.clip(states[:, 0], width / 2, 1 - width / 2), np.clip(states[:, 1], height / 2, 1 - height / 2)
    return np.stack([x - width / 2, y - height / 2, x + width / 2, y + height / 2], axis=1)


def _parts(greys: Any) -> Any:
    """Every part of each picture, roughly, so that a product of two is their correlation; the first is the whole."""
    import numpy as np

    sums, (low, part) = _sums(np.asarray(greys)), _edges()
    rows = sums[:, low] * (1 - part)[:, None] + sums[:, low + 1] * part[:, None]
    at = (rows[:, :, low] * (1 - part) + rows[:, :, low + 1] * part).reshape(len(sums), *(len(_spans()), _COARSE + 1) * 2)
    cells = np.diff(np.diff(at, axis=2), axis=4).transpose(0, 3, 1, 2, 4)  # by columns, then by rows
    rough = cells.reshape(len(sums), len(_spans()) ** 2, -1).astype(np.float32)
    rough = rough - rough.mean(axis=-1, keepdims=True)
    return rough / (np.linalg.norm(rough, axis=-1, keepdims=True) + 1e-6)


@cache
def _spans() -> tuple[tuple[float, float], ...]:
    """What may be left of a side, as shares of it; the first is all of it."""
    import numpy as np

    return tuple((float(start), float(start + left)) for left in _LEFT for start in np.arange(0, 1 - left + 1e-9, 0.1))


@cache
def _edges() -> tuple[Any, Any]:
    """Where the 8 steps of each span begin and end: the pixel before, and how far into it."""
    import numpy as np

    edges = np.concatenate([np.linspace(start * SIDE, end * SIDE, _COARSE + 1) for start, end in _spans()])
    low = np.clip(edges.astype(int), 0, SIDE - 1)
    return low, edges - low


@cache
def _places() -> Any:
    """The parts that are looked for, as shares of the sides."""
    import numpy as np

    return np.array([(x[0], y[0], x[1], y[1]) for x in _spans() for y in _spans()])


def _cells(sums: Any, rects: Any, side: int) -> Any:
    """The mean grey of `side` × `side` cells of each rectangle of each picture."""
    import numpy as np

    rects, steps = np.asarray(rects, float), np.linspace(0, 1, side + 1)
    x, y = (np.clip(rects[:, n, None] + (rects[:, n + 2] - rects[:, n])[:, None] * steps, 0, 1) * SIDE for n in (0, 1))
    left, top = (np.minimum(at.astype(int), SIDE - 1) for at in (x, y))
    part_x, part_y = (x - left)[:, None, :], (y - top)[:, :, None]
    down, right = top[:, :, None], left[:, None, :]
    at = (sums[:, down, right] * (1 - part_x) + sums[:, down, right + 1] * part_x) * (1 - part_y)
    at += (sums[:, down + 1, right] * (1 - part_x) + sums[:, down + 1, right + 1] * part_x) * part_y
    area = np.diff(y)[:, :, None] * np.diff(x)[:, None, :]
    return np.diff(np.diff(at, axis=2), axis=3) / np.maximum(area, 1e-9)


def _sums(greys: Any) -> Any:
    """Sums of all pixels above and left of each, from which any mean is had at once."""
    import numpy as np

    return np.pad(greys.cumsum(axis=1).cumsum(axis=2), ((0, 0), (1, 0), (1, 0)))


def _grey(mark: bytes) -> Any:
    import numpy as np

    return np.frombuffer(mark, np.uint8, SIDE * SIDE, _RATIO.size).reshape(SIDE, SIDE).astype(float)


def _has_ink(*marks: bytes) -> bool:
    return all(len(mark) > _INK for mark in marks)


def _fine(mark: bytes) -> Any:
    return ink.grey(mark[_INK:])


def _turns(mark: bytes) -> list[Any]:
    return [_turned(_grey(mark), n) for n in range(_TURNS)]


def _ratio(mark: bytes) -> float:
    return float(_RATIO.unpack_from(mark)[0])


def _turned(grey: Any, n: int) -> Any:
    """One of the eight ways to lay a picture; from the fifth on its sides have changed places."""
    grey = grey[:, ::-1] if n & 1 else grey
    grey = grey[::-1] if n & 2 else grey
    return grey.T if n & 4 else grey
