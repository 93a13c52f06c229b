"""Whether two pictures of writing have the same ink: what tells two screens of one page, or two filled forms, from one another.

Both are laid on one another, then each place that has ink in both is held against the other. A stamp over one of them adds ink in a
few places; other values change it in many.
"""

import zlib
from itertools import product
from typing import Any

SIDE = 448
_PAPER = (0.65, 0.85)  # of all pixels: near the commonest grey, and near one of the two commonest
_NEAR = 10  # of 255
_LEVELS = 16  # of grey that are kept
_BLUR = 6  # pixels on each side, whose mean is the ground that the ink stands on
_LAYING = ((28, 6, 3.0), (28, 3, 3.0))  # of the halved copies: side of a place, farthest move, least ink
_LAST = (16, 2, 4.0)
_FIT = 0.35  # correlation of a place from which it says where the other lies
_FEW = 12  # places; from fewer nothing is said
_OTHER = ((0.5, 0.0, 0.028), (0.6, 0.0, 0.055), (0.8, 4.0, 0.045))
"""Correlation below which a place shows other ink, what is taken off for poor pictures, and the share of such places from which it is
another."""
"""Tried on made screens, chats, manifests and forms. Of the same paper, saved at quality 40, halved, cut to a third, darker, stamped,
or scanned at a tilt of up to 1 degree, up to 0.072 of the places were below 0.6: such a scan may be called another. Of the same page
with other values it was from 0.034 on, but of a tilted scan of a page in which three short values differed none. The two ranges
overlap: no bound parts them wholly."""


def of(grey: Any) -> bytes:
    """What is kept of a picture's grey pixels, 448 × 448; nothing of one that is no writing on an even ground."""
    import numpy as np

    if not _is_writing(np.asarray(grey)):
        return b""
    levels = (np.asarray(grey) // (256 // _LEVELS)).astype(np.uint8)
    return zlib.compress((levels[:, ::2] << 4 | levels[:, 1::2]).tobytes(), 9)


def grey(kept: bytes) -> Any:
    """The pixels again, in fewer greys."""
    import numpy as np

    pairs = np.frombuffer(zlib.decompress(kept), np.uint8).reshape(SIDE, SIDE // 2)
    step = 256 // _LEVELS
    return np.stack([pairs >> 4, pairs & 15], axis=2).reshape(SIDE, SIDE).astype(np.float32) * step + step / 2


def is_other(one: Any, other: Any, place: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)) -> bool:
    """Whether the writing differs. `place`: left, top, right, bottom of the first in the other, as shares of its sides."""
    import numpy as np

    left, top, right, bottom = place
    steps = (np.arange(SIDE, dtype=np.float32) + 0.5) / SIDE
    down = np.repeat((top + (bottom - top) * steps)[:, None], SIDE, axis=1) * SIDE - 0.5
    across = np.repeat((left + (right - left) * steps)[None, :], SIDE, axis=0) * SIDE - 0.5
    mine = _ink(one)
    return _differs(mine, _sampled(other, down, across)) and _differs(mine, _laid(mine, other, down, across))


# --- how --------------------------------------------------------------------------------------------


def _is_writing(grey: Any) -> bool:
    import numpy as np

    left, near = np.bincount(grey.astype(np.uint8).ravel(), minlength=256).astype(float), 0.0
    for share in _PAPER:
        around = np.convolve(left, np.ones(2 * _NEAR + 1), "same")
        at = int(around.argmax())
        near += around[at]
        if near < share * grey.size:
            return False
        left[max(0, at - _NEAR) : at + _NEAR + 1] = 0
    return True


def _differs(mine: Any, other: Any) -> bool:
    """Whether the ink differs in many of the places with ink in both."""
    import numpy as np

    alike, _, _ = _places(mine, _ink(other), *_LAST)
    if len(alike) < _FEW:
        return False
    usual = 1 - float(np.median(alike))  # how much the same ink differs in pictures of this quality
    return any((alike < below - times * usual).mean() >= share for below, times, share in _OTHER)


def _laid(mine: Any, other: Any, down: Any, across: Any) -> Any:
    """The other as it lies on the first, moved, turned and stretched a little; as it is where too few places say how."""
    import numpy as np

    y, x = np.meshgrid(*[np.arange(SIDE, dtype=np.float32) / SIDE - 0.5] * 2, indexing="ij")
    laid, by = _sampled(other, down, across), np.zeros((3, 2))
    high, wide = float(down[-1, 0] - down[0, 0]) / SIDE, float(across[0, -1] - across[0, 0]) / SIDE
    for side, far, least in _LAYING:
        alike, moves, at = _places(_halved(mine), _halved(_ink(laid)), side, far, least)
        fits = alike > _FIT
        if fits.sum() < 2 * by.shape[0]:
            break
        known = np.column_stack([at[fits] / (SIDE // 2) - 0.5, np.ones(fits.sum())])
        wanted, weight = moves[fits] * 2.0, alike[fits] ** 2
        for _ in range(6):  # a place that moved otherwise than the rest counts less each time
            root = np.sqrt(weight)[:, None]
            fit = np.linalg.lstsq(known * root, wanted * root, rcond=None)[0]
            weight = alike[fits] ** 2 / (1 + (np.linalg.norm(wanted - known @ fit, axis=1) / 1.5) ** 2)
        by = by + fit
        moved = [y * by[0, n] + x * by[1, n] + by[2, n] for n in (0, 1)]
        laid = _sampled(other, down + moved[0] * high, across + moved[1] * wide)
    return laid


def _places(mine: Any, other: Any, side: int, far: int, least: float) -> tuple[Any, Any, Any]:
    """For each place with ink in both: how much it is alike where it fits best, by which move, and its middle."""
    import numpy as np

    count = len(mine) // side
    own = mine.reshape(count, side, count, side).transpose(0, 2, 1, 3).reshape(-1, side, side)
    wider = np.lib.stride_tricks.sliding_window_view(np.pad(other, far), (side + 2 * far,) * 2)[::side, ::side]
    wider = wider.reshape(-1, side + 2 * far, side + 2 * far)
    inner = wider[:, far : far + side, far : far + side]
    both = (own.std(axis=(1, 2)) > least) & (inner.std(axis=(1, 2)) > least)
    own, wider = own[both], wider[both]
    own = own - own.mean(axis=(1, 2), keepdims=True)
    size = np.sqrt((own**2).sum(axis=(1, 2)))
    best, moves = np.full(len(own), -2.0), np.zeros((len(own), 2))
    for down, across in sorted(product(range(-far, far + 1), repeat=2), key=lambda move: move[0] ** 2 + move[1] ** 2):
        part = wider[:, far + down : far + down + side, far + across : far + across + side]
        spread = np.sqrt(np.maximum((part**2).sum(axis=(1, 2)) - part.sum(axis=(1, 2)) ** 2 / side**2, 1e-6))
        alike = (own * part).sum(axis=(1, 2)) / (size * spread + 1e-6)
        better = alike > best + 1e-6
        best[better], moves[better] = alike[better], (down, across)
    return best, moves, ((np.argwhere(both.reshape(count, count)) + 0.5) * side)


def _ink(grey: Any) -> Any:
    """The grey without its ground."""
    import numpy as np

    wide = 2 * _BLUR + 1
    sums = np.pad(np.pad(grey, _BLUR, mode="edge").astype(np.float64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    ground = (sums[wide:, wide:] - sums[:-wide, wide:] - sums[wide:, :-wide] + sums[:-wide, :-wide]) / wide**2
    return (grey - ground).astype(np.float32)


def _halved(grey: Any) -> Any:
    return grey.reshape(SIDE // 2, 2, SIDE // 2, 2).mean(axis=(1, 3))


def _sampled(grey: Any, down: Any, across: Any) -> Any:
    """The pixels at these places, each the mean of the four around it."""
    import numpy as np

    down, across = (np.clip(at, 0, SIDE - 1.001) for at in (down, across))
    top, left = down.astype(int), across.astype(int)
    low, right = down - top, across - left
    above = grey[top, left] * (1 - right) + grey[top, left + 1] * right
    below = grey[top + 1, left] * (1 - right) + grey[top + 1, left + 1] * right
    return above * (1 - low) + below * low
