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
_TRIES = 4  # places of each: lines of a list are like one another
_CLOSELY = ((12, (0.05, 0.025), 6.0), (_SMALL, (0.0125, 0.006, 0.003), 99.0))
"""Pixels a side, steps as shares of a side, and the mean difference above which it is given up."""


def of(content: bytes) -> bytes:
    """How wide it is for its height, and 96 × 96 grey pixels of the picture, upright."""
    full = vips().Image.new_from_buffer(content, "")
    is_lying = bool(full.get_typeof("orientation")) and int(full.get("orientation")) > 4
    ratio = full.height / full.width if is_lying else full.width / full.height
    image = vips().Image.thumbnail_buffer(content, SIDE, height=SIDE, size="force")
    if image.hasalpha():
        image = image.flatten(background=255)
    return _RATIO.pack(ratio) + bytes(image.colourspace("b-w").extract_band(0).cast("uchar").write_to_memory())


def is_near(one: bytes, other: bytes) -> bool:
    """Whether two such copies are of pictures that look the same. A plain picture is like no other."""
    import numpy as np

    a, b = (_cells(_sums(_grey(mark)[None]), _WHOLE, _SMALL)[0, 0] for mark in (one, other))
    return bool(np.ptp(a) > _PLAIN and np.abs(a - b).max() <= NEAR)


def same_ones(one: bytes, others: Sequence[bytes]) -> tuple[int, ...]:
    """Which of the others show the same picture, by their places: whole or a part of it, turned or mirrored."""
    import numpy as np

    grey = _grey(one)
    if not others or np.ptp(grey) <= _PLAIN:
        return ()
    all_of_them = np.stack([_grey(other) for other in others])
    turns = [_turned(grey, n) for n in range(_TURNS)]
    found = _whole(turns, all_of_them)
    rest = [n for n in _likeliest(turns, all_of_them) if n not in found]
    return tuple(sorted(found | {n for n in rest if _is_part(one, turns, others[n], all_of_them[n])}))


# --- how --------------------------------------------------------------------------------------------


def _whole(turns: Sequence[Any], others: Any) -> set[int]:
    """Those that are the same from edge to edge, in whatever proportion."""
    import numpy as np

    small = _cells(_sums(others), _WHOLE, _SMALL)[:, 0]
    apart = [np.abs(small - _cells(_sums(turn[None]), _WHOLE, _SMALL)[0, 0]).max(axis=(1, 2)) for turn in turns]
    return {int(n) for n in np.flatnonzero(np.min(apart, axis=0) <= PART)}


def _likeliest(turns: Sequence[Any], others: Any) -> list[int]:
    """Those of which a part is roughly like the whole of this one, or the other way round; the likeliest first."""
    import numpy as np

    mine = np.stack([_parts(turn[None])[0] for turn in turns])
    theirs = _parts(others)
    best = np.maximum((theirs @ mine[:, 0].T).max(axis=(1, 2)), np.einsum("nc,tkc->nkt", theirs[:, 0], mine).max(axis=(1, 2)))
    return [int(n) for n in np.argsort(-best)[:_MOST] if best[n] >= _ALIKE]


def _is_part(one: bytes, turns: Sequence[Any], other: bytes, grey: Any) -> bool:
    """Whether one of the two, in some turn, is what is left of the other after its edges were cut."""
    tries = []
    for n, turn in enumerate(turns):
        ratio = _ratio(one) if n < _TURNS // 2 else 1 / _ratio(one)
        tries += _rough(turn, grey, ratio / _ratio(other)) + _rough(grey, turn, _ratio(other) / ratio)
    likely = sorted((t for t in tries if t[0] >= _ALIKE), key=lambda t: -t[0])[: 2 * _TRIES]
    return any(_apart(*of_what) <= PART for _, of_what in likely)


def _rough(part: Any, whole: Any, ratio: float) -> list[tuple[float, tuple[Any, Any, Any, float]]]:
    """The places in the whole that are most like the part, with how much; `ratio`: the part's proportion by that of the whole."""
    alike = _parts(whole[None])[0] @ _parts(part[None])[0, 0]
    return [(float(alike[n]), (part, whole, _places()[n], ratio)) for n in alike.argsort()[-_TRIES:]]


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

    rough = _cells(_sums(greys), _places(), _COARSE).reshape(len(greys), len(_places()), -1)
    rough = rough - rough.mean(axis=-1, keepdims=True)
    return (rough / (np.linalg.norm(rough, axis=-1, keepdims=True) + 1e-6)).astype(np.float32)


@cache
def _places() -> Any:
    """The parts that are looked for, as shares of the sides."""
    import numpy as np

    spans = [(start, start + left) for left in _LEFT for start in np.arange(0, 1 - left + 1e-9, 0.1)]
    return np.array([(x[0], y[0], x[1], y[1]) for x in spans for y in spans])


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
