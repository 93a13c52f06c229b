"""Which pages of a PDF cannot be read whole: their operators, or what they draw, are damaged inside."""

import base64
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kit.tools import images
from kit.tools.pdf_objects import Array, Dictionary, Name, PdfError, Stream

_PIECE = 16  # bytes at a time up to the place of the damage
_AT_ONCE = 1_000_000  # bytes unpacked at a time where only the end is looked for
_HEAD = 2  # bytes before packed data
_FLUSHED = b"\x00\x00\xff\xff"  # some programs end their data here, without the mark of an end


class Nothing(ValueError):
    """A page of which nothing can be read; says why in half a sentence."""


def decoded(stream: Any) -> tuple[bytes, bool]:
    """What a stream unpacks to, and whether that is all; of a damaged one what stands before the damage."""
    raw = _packed(stream)
    try:
        return stream.read_bytes(), raw is None or _has_end(raw)
    except PdfError:
        pass
    if raw is None or _has_predictor(stream):
        return b"", False
    unpacker, found = zlib.decompressobj(), bytearray()
    try:
        for at in range(0, len(raw), _PIECE):
            found += unpacker.decompress(raw[at : at + _PIECE])
    except zlib.error:
        pass
    return bytes(found), False


def _packed(stream: Any) -> bytes | None:
    """The packed data of a stream, also of one that is written in letters; None where it is coded otherwise."""
    coding = stream.get("/Filter")
    names = [str(name) for name in coding] if isinstance(coding, Array) else [str(coding)]
    if names == ["/FlateDecode"]:
        return bytes(stream.read_raw_bytes())
    if names == ["/ASCII85Decode", "/FlateDecode"]:
        try:
            return base64.a85decode(stream.read_raw_bytes().strip().removeprefix(b"<~").removesuffix(b"~>"))
        except ValueError:
            return b"???"  # no packed data have such an end
    return None


def _has_end(raw: bytes) -> bool:
    """Whether packed data reach their own end, which the library does not ask; the sum behind it may be lacking, not wrong."""
    if len(raw) <= _HEAD or raw.rstrip(b"\r\n").endswith(_FLUSHED):
        return True
    try:
        return _ends(raw, zlib.decompressobj()) or _ends(raw[_HEAD:], zlib.decompressobj(-zlib.MAX_WBITS))
    except zlib.error:
        return False


def _ends(data: bytes, unpacker: Any) -> bool:
    while data and not unpacker.eof:
        unpacker.decompress(data, _AT_ONCE)
        data = unpacker.unconsumed_tail
    return bool(unpacker.eof)


def _has_predictor(stream: Any) -> bool:
    how = stream.get("/DecodeParms")
    return isinstance(how, Dictionary) and int(how.get("/Predictor", 1)) > 1


def operators(page: Any) -> list[Any]:
    """The streams of a page's operators; data that lie in another file are none."""
    contents = page.get("/Contents")
    parts = contents if isinstance(contents, Array) else [contents]
    return [part for part in parts if isinstance(part, Stream) and "/F" not in part]


def told(path: Path, pages: Sequence[int]) -> Iterator[str]:
    """What of these pages, counted from 1, cannot be read, in sentences. Raises Nothing for a page that would be empty."""
    from kit.tools.pdf_source import appearances, inherited, opened
    from kit.tools.pdf_used import Used

    with opened(path) as pdf:
        used, judged = Used(), dict[tuple[int, int], bool]()
        for number in pages:
            page = pdf.pages[number - 1].obj
            found = [decoded(part) for part in operators(page)]
            if found and not any(text.strip() for text, _ in found) and not all(whole for _, whole in found):
                raise Nothing(f"is damaged: nothing of its page {number} can be read")
            if not all(whole for _, whole in found):
                yield f"Page {number} is damaged: a part of it cannot be read and is not shown. Hold it against the sender's."
                continue
            resources = inherited(page, "/Resources")
            drawn = used.of(operators(page), resources) if isinstance(resources, Dictionary) else Dictionary()
            shown = [*_pictures(drawn), *(look for look, _ in appearances(page))]
            if not all(_is_whole(part, judged) for part in _drawn(shown)):
                yield f"Page {number} is damaged: a picture or drawing on it cannot be read whole. Hold it against the sender's."
            elif not all(_is_whole(part, judged) for part in _lettering(drawn)):
                yield f"Page {number} is damaged: a font of it cannot be read whole. Hold it against the sender's."


def _drawn(shown: Sequence[Any]) -> Iterator[Any]:
    """The pictures and drawings that are shown, and those within them, at every depth."""
    waiting, seen = list(shown), set[tuple[int, int]]()
    while waiting:
        part = waiting.pop()
        if isinstance(part, Stream) and part.objgen not in seen:
            seen.add(part.objgen)
            yield part
            waiting += _pictures(part.get("/Resources"))


def _pictures(resources: Any) -> list[Any]:
    """The pictures and drawings that resources name."""
    return [part for _, part in _items(resources.get("/XObject"))] if isinstance(resources, Dictionary) else []


def _lettering(resources: Any) -> Iterator[Any]:
    """What draws the letters of a page: the files of its fonts, or the drawings of their signs."""
    for _, font in _items(resources.get("/Font")):
        if not isinstance(font, Dictionary):
            continue
        below = font.get("/DescendantFonts")
        for part in (font, *(below if isinstance(below, Array) else ())):
            file = part.get("/FontDescriptor") if isinstance(part, Dictionary) else None
            held = [*_items(file), *_items(part.get("/CharProcs") if isinstance(part, Dictionary) else None)]
            yield from (stream for _, stream in held if isinstance(stream, Stream))


def _items(held: Any) -> list[tuple[str, Any]]:
    return list(held.items()) if isinstance(held, Dictionary) else []


def _is_whole(part: Any, judged: dict[tuple[int, int], bool]) -> bool:
    """Whether it can be read to its end; each is looked at once."""
    if part.objgen not in judged:
        coding = part.get("/Filter")
        if coding == Name.DCTDecode:
            judged[part.objgen] = images.is_whole(part.read_raw_bytes())
        else:
            judged[part.objgen] = _packed(part) is None or decoded(part)[1]
    return judged[part.objgen]
