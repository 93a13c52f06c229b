"""The text of pictures and of scanned pages, read once a file and kept beside what else is made of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from kit.evidence.kind import Seen
from kit.model import Tile, Word
from kit.tools import ocr, worker
from kit.tools.atomic import write_json

_SCALE = 200 / 72  # pixels a point at which a scanned page is read


def read(seen: Seen, folder: Path) -> Seen:
    """What is seen of a file, with the words of its pictures where they can be read; else as it is.

    What had to be given up, for its time or memory, is noted.
    """
    if not ocr.has_reader():
        return seen
    if seen.shown.media != "pdf":
        whole, given_up = _kept(folder / f"{seen.shown.sha256}.json", seen.shown.path, None)
        pages = tuple(_of_tile(whole, tile, seen.tiles) for tile in seen.tiles) if seen.tiles else (whole,)
        text = tuple(text_of(words) for words in pages)
        return replace(seen, words=pages, text=text, notes=(*seen.notes, *_noted([("the picture", given_up)])))
    read_pages = tuple(
        ((), None) if text.strip() else _kept(folder / f"{seen.shown.sha256}-{number}.json", seen.shown.path, number)
        for text, number in zip(seen.text, seen.picked, strict=True)
    )
    pages = tuple(words for words, _ in read_pages)
    told = tuple(text if text.strip() else text_of(words) for text, words in zip(seen.text, pages, strict=True))
    given_up_pages = [(f"page {n}", why) for n, (_, why) in zip(seen.picked, read_pages, strict=True)]
    return replace(seen, words=pages, text=told, notes=(*seen.notes, *_noted(given_up_pages)))


def _noted(parts: Sequence[tuple[str, str | None]]) -> tuple[str, ...]:
    return tuple(f"The text of {part} was given up: reading it {why}." for part, why in parts if why)


def text_of(words: Sequence[Word]) -> str:
    """The words as text, line by line; no blank between Chinese characters."""
    text, line = "", 0
    for word in words:
        is_joined = bool(text) and not text[-1].isascii() and not word.text[:1].isascii()
        text += ("\n" if text else "") if word.line != line else "" if is_joined else " "
        text, line = text + word.text, word.line
    return text


def _kept(place: Path, path: Path, page: int | None) -> tuple[tuple[Word, ...], str | None]:
    """The words of a picture or a page, read now or before; or none, and why reading had to be given up."""
    made_by = ocr.version()
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
        if told["made_by"] == made_by:
            return tuple(Word(**word) for word in told["words"]), None
    except (OSError, ValueError, KeyError, TypeError):
        pass  # not there yet, or written by somebody else
    try:
        job = (ocr.read, path) if page is None else (_read_page, path, page)
        words: tuple[Word, ...] = worker.run(*job, seconds=ocr.SECONDS, megabytes=ocr.MEGABYTES)
    except worker.Exceeded as error:
        return (), error.why
    write_json(place, {"made_by": made_by, "words": [asdict(word) for word in words]})
    return words, None


def _read_page(path: Path, page: int) -> tuple[Word, ...]:
    """The words of a PDF's page as it is shown; for the bounded worker."""
    import numpy as np

    from kit.tools.pdf_read import Reading

    with Reading.of(path) as reading:
        scale = min(_SCALE, 4_000 / max(reading.size(page)))
        return ocr.read_bitmap(np.asarray(reading.image(page, scale).convert("RGB")))


def _of_tile(words: tuple[Word, ...], tile: Tile, tiles: tuple[Tile, ...]) -> tuple[Word, ...]:
    """The words that stand whole in a part of a tall picture, their places as shares of the part."""
    high = max(t.bottom for t in tiles)
    top, tall = tile.top / high, (tile.bottom - tile.top) / high
    return tuple(
        replace(w, top=round((w.top - top) / tall, 5), bottom=round((w.bottom - top) / tall, 5))
        for w in words
        if w.top >= top and w.bottom <= top + tall
    )
