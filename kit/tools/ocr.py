"""The only door to RapidOCR: words that a picture shows, with their places. Models lie in the wheel; nothing is fetched."""

import logging
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kit.model import Word
from kit.tools.images import upright

GET = "pip install 'poa-kit[ocr]'"
UNREAD = f"text of pictures is not read (that needs: {GET})"
SECONDS = 180.0  # of one picture, in the bounded worker
MEGABYTES = 3_000
_SLICE = 1_600  # rows of a tall picture that are read at once; the reader would shrink more
_OVERLAP = 160
_SURE = 0.5  # words below are noise
_MAX_WORDS = 20_000


def has_reader() -> bool:
    """Whether text of pictures can be read here."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def version() -> str:
    """What reads here, so that what an older one read is read again."""
    from importlib.metadata import version

    return f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}"


def read(path: Path) -> tuple[Word, ...]:
    """The words of a picture file as it is shown upright, in reading order; for the bounded worker."""
    return tuple(_words(upright(path).numpy()))[:_MAX_WORDS]


def read_bitmap(pixels: Any) -> tuple[Word, ...]:
    """The words of rows of RGB pixels."""
    return tuple(_words(pixels))[:_MAX_WORDS]


def _words(pixels: Any) -> Iterator[Word]:
    high, wide = pixels.shape[:2]
    line = 0
    for top, bottom in _slices(high):
        is_first, is_last = top == 0, bottom == high
        for told in _lines(pixels[top:bottom, :, ::-1]):
            middle = sum(box[1] + box[3] for _, box in told) / (2 * len(told))
            if (middle < _OVERLAP / 2 and not is_first) or (middle >= bottom - top - _OVERLAP / 2 and not is_last):
                continue  # stands whole in the slice before or behind
            line += 1
            for text, (x0, y0, x1, y1) in told:
                yield Word(
                    text=text, line=line, left=_share(x0, wide), top=_share(y0 + top, high), right=_share(x1, wide), bottom=_share(y1 + top, high)
                )  # fmt: skip


def _share(place: float, whole: int) -> float:
    return round(min(max(place / whole, 0.0), 1.0), 5)


def _slices(high: int) -> Iterator[tuple[int, int]]:
    top = 0
    while top + _SLICE < high:
        yield top, top + _SLICE
        top += _SLICE - _OVERLAP
    yield top, high


def _lines(pixels: Any) -> Iterator[list[tuple[str, tuple[float, float, float, float]]]]:
    """Each line's words with left, top, right, bottom in pixels."""
    found = _engine()(pixels, return_word_box=True)
    for words in found.word_results if found.txts else ():  # where it finds nothing, it gives one result of another shape
        told = [(str(text), _bounds(box)) for text, sure, box in words if text.strip() and float(sure) >= _SURE]
        if told:
            yield told


def _bounds(corners: Any) -> tuple[float, float, float, float]:
    xs, ys = [float(c[0]) for c in corners], [float(c[1]) for c in corners]
    return min(xs), min(ys), max(xs), max(ys)


@cache
def _engine() -> Any:
    library: Any = import_module("rapidocr")  # an extra: it may not be there
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
    return library.RapidOCR(params={"Global.log_level": "critical"})
