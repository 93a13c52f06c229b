"""Pictures that a PDF cannot hold as they are: decoded upright, written as PNG or JPEG (libvips, pillow-heif).

What comes out has the pixels and, where it is not sRGB, the colour profile; no EXIF, GPS, comments or further frames.
"""

import struct
import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from kit.tools.images import MAX_PIXELS, Broken, camera
from kit.tools.vips import on_white, vips

MAX_FRAMES = 500  # pages of a TIFF
QUALITY = 95  # of what was coded with loss before and cannot be kept as it was coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A picture coded anew: its pixels upright, the camera's local time, how many frames the file has."""

    content: bytes
    media: Literal["jpeg", "png"]
    width: int
    height: int
    taken: datetime | None = None
    frames: int = 1
    dots: float | None = None  # pixels an inch, where the file states it


def webp(content: bytes) -> Decoded:
    """The first frame: as PNG where it was coded without loss, else as JPEG. Raises Broken."""
    image = _loaded("webpload_buffer", content)
    exif = bytes(image.get("exif-data")) if image.get_typeof("exif-data") else None
    coded = _coded(image.autorot(), "png" if _is_lossless(content) else "jpeg")
    return _decoded(coded, frames=_frames(image), taken=_taken(exif))


def gif(content: bytes) -> Decoded:
    """The first frame as PNG. Raises Broken."""
    image = _loaded("gifload_buffer", content)
    return _decoded(_coded(image, "png"), frames=_frames(image))


def tiff(content: bytes) -> tuple[Decoded, ...]:
    """Every page as PNG, black and white ones in one bit. Raises Broken."""
    first = _loaded("tiffload_buffer", content)
    frames = _frames(first)
    if frames > MAX_FRAMES:
        raise Broken(f"has {frames:,} pages, more than {MAX_FRAMES}")
    return tuple(_page(content, n, frames) for n in range(frames))


def heic(content: bytes) -> Decoded:
    """The main picture as JPEG, turned as its container says. Raises Broken."""
    import numpy as np
    import pillow_heif

    pillow_heif.options.DECODE_THREADS = 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file = pillow_heif.open_heif(content, convert_hdr_to_8bit=True)
            _refuse_large(*file.size)
            pixels = np.ascontiguousarray(np.asarray(file))
    except (ValueError, RuntimeError, OSError, EOFError, SyntaxError, struct.error) as error:
        raise Broken(f"cannot be read as a HEIC photo ({str(error)[:80]})") from None
    image = vips().Image.new_from_array(pixels)
    image = image.copy(interpretation="srgb" if image.bands >= 3 else "b-w")
    if profile := file.info.get("icc_profile"):
        image = image.copy()
        image.set_type(vips().GValue.blob_type, "icc-profile-data", profile)
    return _decoded(_coded(image, "jpeg"), frames=len(file), taken=_taken(file.info.get("exif")))


def _page(content: bytes, n: int, frames: int) -> Decoded:
    image = _loaded("tiffload_buffer", content, page=n)
    is_bilevel = bool(image.get_typeof("bits-per-sample")) and image.get("bits-per-sample") == 1
    dots = image.xres * 25.4
    coded = _coded(image.autorot(), "png", bits=1 if is_bilevel else 8)
    return _decoded(coded, frames=frames, dots=round(dots, 2) if 50 <= dots <= 2400 else None)


def _loaded(loader: str, content: bytes, **how: Any) -> Any:
    """The picture by one loader and no other, its size judged before anything is decoded."""
    try:
        image = vips().Operation.call(loader, content, fail_on="error", **how)
    except vips().Error as error:
        raise Broken(f"cannot be read as a picture ({_why(error)})") from None
    _refuse_large(image.width, image.height)
    return image


def _refuse_large(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Broken(f"has {width:,} × {height:,} pixels, more than {MAX_PIXELS // 1_000_000} million")


def _coded(image: Any, media: Literal["jpeg", "png"], bits: int = 8) -> tuple[bytes, Literal["jpeg", "png"], Any]:
    """On white where it is see-through, 8 bits a colour, without metadata but the profile."""
    try:
        image = on_white(image)
        if image.interpretation == "cmyk" and image.get_typeof("icc-profile-data"):
            image = image.icc_transform("srgb", embedded=True)
        grey = image.interpretation in ("b-w", "grey16")
        image = image.colourspace("b-w" if grey else "srgb").cast("uchar")
        if media == "jpeg":
            return image.jpegsave_buffer(Q=QUALITY, optimize_coding=True, keep="icc"), media, image
        return image.pngsave_buffer(compression=6, bitdepth=bits, keep="icc"), media, image
    except vips().Error as error:
        raise Broken(f"is cut off or damaged inside ({_why(error)})") from None


def _decoded(coded: tuple[bytes, Literal["jpeg", "png"], Any], **more: Any) -> Decoded:
    content, media, image = coded
    return Decoded(content=content, media=media, width=image.width, height=image.height, **more)


def _frames(image: Any) -> int:
    return int(image.get("n-pages")) if image.get_typeof("n-pages") else 1


def _taken(exif: bytes | None) -> datetime | None:
    try:
        return camera(exif)[1]
    except (OSError, ValueError, SyntaxError, struct.error, KeyError, TypeError):
        return None  # a camera's note that cannot be read says nothing


def _is_lossless(content: bytes) -> bool:
    """Whether a WebP's picture is coded without loss: its first coded chunk says so."""
    at = 12
    while at + 8 <= len(content):
        kind, length = struct.unpack_from("<4sI", content, at)
        if kind in (b"VP8 ", b"VP8L"):
            return bool(kind == b"VP8L")
        at += 24 if kind == b"ANMF" else 8 + length + length % 2  # a frame's own chunks lie behind its 16 bytes
    return False


def _why(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1][:80] if lines else "no reason given"
