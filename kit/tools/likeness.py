"""Whether two pictures look the same, whatever their format, size or quality; where asked also turned, mirrored, or cut at the edges.

A picture that may be a part of another is laid over it: first 225 parts of each roughly, then the few that fit best closely.
"""

import struct
from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Any

from kit.tools.vips import vips

SIDE = 96
NEAR = 16  # of 255: where a small copy of one differs from that of the other by more, something else stands there
PART = 20
"""Of 255, for turned and cut pictures. Tried on every fourth of the examples' 71 pictures against all others (1,260 pairs), with finer
steps than are taken now: pictures of two clients differed by 33 at least, of one client before and after an edit by 22. Of 24 pictures
all that were turned or halved in poor JPEG were found, of those cut on all sides 20 to 22. A list whose lines are alike is missed."""
_SMALL = 32  # pixels a side at which they are compared
_PLAIN = 12  # of 255: a picture with less light and dark is like any other
_RATIO = struct.Struct(">f")
_TURNS = 8  # four quarters, each also mirrored
_COARSE = 8  # pixels a side at which a part is first looked for
_LEFT = (1.0, 0.9, 0.8, 0.7, 0.6)  # of a side that may be left
_WHOLE = ((0.0, 0.0, 1.0, 1.0),)
_ALIKE = 0.85  # correlation of the rough copies from which a part is looked at closely
_MOST = 12  # pictures that are, those that fit best
_MOST_PAIRS = 24  # in all; each takes a tenth of a second
_AT_ONCE = 256  # pictures whose parts stand in memory together
_TRIES = 4  # places of each: lines of a list are like one another
_CLOSELY = ((12, (0.05, 0.025), 6.0), (_SMALL, (0.0125, 0.006, 0.003), 99.0))
"""Pixels a side, steps as shares of a side, and the mean difference above which it is given up."""


def of(content: bytes) -> bytes:
    """How wide it is for its height, and 96 × 96 grey pixels of the picture, upright."""
    full = vips().Image.new_from_buffer(content, "")
    is_lying = bool(full.get_typeof("orientation")) and int(full.get("orientation")) > 4
    ratio = full.height / full.width if is_lying else full.width / full.height
    return _small(vips().Image.thumbnail_buffer(content, SIDE, height=SIDE, size="force"), ratio)


def of_pixels(image: Any) -> bytes:
    """The same of a picture in RGB as Pillow holds it."""
    import numpy as np

    full = vips().Image.new_from_array(np.asarray(image), interpretation="srgb")
    return _small(full.thumbnail_image(SIDE, height=SIDE, size="force"), full.width / full.height)


def is_plain(mark: bytes) -> bool:
    """Whether a picture has so little light and dark that it is like any other."""
    import numpy as np

    return bool(np.ptp(_grey(mark)) <= _PLAIN)


def _small(image: Any, ratio: float) -> bytes:
    if image.hasalpha():
        image = image.flatten(background=255)
    return _RATIO.pack(ratio) + bytes(image.colourspace("b-w").extract_band(0).cast("uchar").write_to_memory())


def is_near(one: bytes, other: bytes) -> bool:
    """Whether two such copies are of pictures that look the same. A plain picture is like no other."""
    import numpy as np

    a, b = (_cells(_sums(_grey(mark)[None]), _WHOLE, _SMALL)[0, 0] for mark in (one, other))
    return bool(np.ptp(a) > _PLAIN and np.abs(a - b).max() <= NEAR)


def same_ones(ones: Sequence[bytes], others: Sequence[bytes]) -> tuple[tuple[int, ...], ...]:
    """For each of the first which of the others show the same picture, by their places: whole or a part of it, turned or mirrored."""
    import numpy as np

    told = [not is_plain(one) for one in ones]
    if not others or not any(told):
        return ((),) * len(ones)
    turns = [[_turned(_grey(one), n) for n in range(_TURNS)] for one in ones]
    mine = [_Rough(turned) for turned in turns]
    apart, alike = np.full((len(ones), len(others)), np.inf), np.zeros((len(ones), len(others)))
    for start in range(0, len(others), _AT_ONCE):
        end = min(len(others), start + _AT_ONCE)
        some = np.stack([_grey(other) for other in others[start:end]])
        theirs = _Rough(some)
        for n in (n for n, is_told in enumerate(told) if is_told):
            apart[n, start:end], alike[n, start:end] = _apart_whole(mine[n], theirs), _alike_in_part(mine[n], theirs)
    found = [{int(at) for at in np.flatnonzero(row <= PART)} for row in apart]
    for n, at in _likeliest(alike, found):
        if _is_part(ones[n], turns[n], mine[n], others[at]):
            found[n].add(at)
    return tuple(tuple(sorted(some)) for some in found)


# --- how --------------------------------------------------------------------------------------------


def _likeliest(alike: Any, found: Sequence[set[int]]) -> list[tuple[int, int]]:
    """The pairs that are worth a close look, by their places."""
    pairs = [(n, int(at)) for n, row in enumerate(alike) for at in (-row).argsort()[:_MOST] if row[at] >= _ALIKE]
    pairs = [(n, at) for n, at in pairs if at not in found[n]]
    return sorted(pairs, key=lambda pair: -alike[pair])[:_MOST_PAIRS]


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


def _is_part(one: bytes, turns: Sequence[Any], mine: _Rough, other: bytes) -> bool:
    """Whether one of the two, in some turn, is what is left of the other after its edges were cut."""
    grey = _grey(other)
    tries, parts = [], _parts(grey[None])[0]
    for n, turn in enumerate(turns):
        ratio = _ratio(one) if n < _TURNS // 2 else 1 / _ratio(one)
        own = mine.parts[n]
        tries += [(alike, (turn, grey, place, ratio / _ratio(other))) for alike, place in _rough(own, parts)]
        tries += [(alike, (grey, turn, place, _ratio(other) / ratio)) for alike, place in _rough(parts, own)]
    likely = sorted((t for t in tries if t[0] >= _ALIKE), key=lambda t: -t[0])[: 2 * _TRIES]
    return any(_apart(*of_what) <= PART for _, of_what in likely)


def _rough(part: Any, whole: Any) -> list[tuple[float, Any]]:
    """The places in the whole that are most like the part, with how much: both by their parts."""
    alike = whole @ part[0]
    return [(float(alike[n]), _places()[n]) for n in alike.argsort()[-_TRIES:]]


def _apart(part: Any, whole: Any, place: Any, ratio: float) -> float:
    """How much the part differs from the whole, laid where it fits best; 255 where it fits nowhere."""
    import numpy as np

    high = min(1.0, 1.0 / ratio)
    area = (place[2] - place[0]) * (place[3] - place[1])
    state = np.array([(place[0] + place[2]) / 2, (place[1] + place[3]) / 2, min(high, (area / ratio) ** 0.5)])
    sums, own = _sums(whole[None]), _sums(part[None])
    moves = np.array(tuple(product((0, -1, 1), repeat=3)))
    for side, steps, enough in _CLOSELY:
        wanted, value = _cells(own, _WHOLE, side)[0, 0], np.inf
        for step in (s for s in steps for _ in range(3)):
            tries = state + step * moves
            costs = np.abs(_cells(sums, _rects(tries, ratio, high), side)[0] - wanted).mean(axis=(1, 2))
            if costs.min() < value:
                state, value = tries[int(costs.argmin())], costs.min()
        if value > enough:
            return 255.0
    return float(np.abs(_cells(sums, _rects(state[None], ratio, high), side)[0, 0] - wanted).max())


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

    means = _means()  # of rows and of columns alike
    held = means @ greys.astype(np.float32) @ means.T
    count = len(means) // _COARSE
    rough = held.reshape(-1, count, _COARSE, count, _COARSE).transpose(0, 3, 1, 2, 4).reshape(len(greys), count**2, -1)
    rough = rough - rough.mean(axis=-1, keepdims=True)
    return rough / (np.linalg.norm(rough, axis=-1, keepdims=True) + 1e-6)


@cache
def _spans() -> tuple[tuple[float, float], ...]:
    """What may be left of a side, as shares of it; the first is all of it."""
    import numpy as np

    return tuple((float(start), float(start + left)) for left in _LEFT for start in np.arange(0, 1 - left + 1e-9, 0.1))


@cache
def _means() -> Any:
    """For each span, 8 rows of weights that give the means of its 8 steps from a row of pixels."""
    import numpy as np

    edges = np.array([np.linspace(start * SIDE, end * SIDE, _COARSE + 1) for start, end in _spans()])
    pixel = np.arange(SIDE)
    left, right = edges[:, :-1].reshape(-1, 1), edges[:, 1:].reshape(-1, 1)
    return (np.clip(np.minimum(right, pixel + 1) - np.maximum(left, pixel), 0, 1) / (right - left)).astype(np.float32)


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

    return np.frombuffer(mark, np.uint8, offset=_RATIO.size).reshape(SIDE, SIDE).astype(float)


def _ratio(mark: bytes) -> float:
    return float(_RATIO.unpack_from(mark)[0])


def _turned(grey: Any, n: int) -> Any:
    """One of the eight ways to lay a picture; from the fifth on its sides have changed places."""
    grey = grey[:, ::-1] if n & 1 else grey
    grey = grey[::-1] if n & 2 else grey
    return grey.T if n & 4 else grey
