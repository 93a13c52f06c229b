"""Pictures: read whole before they are trusted, embedded without loss, made smaller when a limit asks (Pillow, libvips).

What comes out never carries EXIF, GPS, thumbnails, comments or bytes behind the picture's end. Orientation is kept as a
number for whoever draws it, so that a JPEG's own bytes can stay as they are.
"""

import io
import re
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from kit.tools.vips import on_white
from kit.tools.vips import vips as _vips

MAX_PIXELS = 120_000_000
_OWN_CODE = 6_000_000  # pixels; a larger JPEG gets no code of its own: to find it takes 6 bytes of memory a pixel, for a tenth of the size
_ALL_COLOUR = 250_000  # pixels; a smaller JPEG keeps the colour of each: on a page it is enlarged, and its bytes are few
Media = Literal["jpeg", "png"]
_ORIENTATION, _EXIF_IFD, _TAKEN = 0x0112, 0x8769, 0x9003
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PLAIN_SOF = (0xC0, 0xC1, 0xC2)  # baseline, extended, progressive: what every PDF reader decodes


class Broken(ValueError):
    """A picture that cannot be shown; says why in half a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture file is: pixels as shown, upright, and the camera's local time if it noted one."""

    media: Media
    width: int
    height: int
    orientation: int  # EXIF, 1 to 8
    taken: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """A picture as a PDF holds it: stored width and height, coded bytes and what decodes them (Flate: with PNG's predictors)."""

    content: bytes
    coding: Literal["DCTDecode", "FlateDecode"]
    width: int
    height: int
    bits: int
    colours: int  # 1 grey, 3 RGB
    palette: bytes | None = None  # RGB triples; then `colours` is 1
    profile: bytes | None = None  # ICC, where it is not sRGB


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A JPEG, or 8-bit samples (grey or RGB) where width and height are given."""

    content: bytes
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Smaller:
    """A JPEG that takes another picture's place."""

    content: bytes
    width: int
    height: int


def examined(content: bytes) -> Picture:
    """The picture after decoding all of it; raises Broken if it is cut off, damaged or far too large."""
    picture = _opened(content)
    _decode_all(content)
    return picture


def pixels(content: bytes) -> Pixels:
    """The picture for a PDF: a plain JPEG's or PNG's own coded data where possible, else coded again without loss."""
    if content.startswith(b"\xff\xd8"):
        return _of_jpeg(content) or _recoded(content)
    return _of_png(content) or _recoded(content)


def orientation(content: bytes) -> int:
    """EXIF orientation, 1 to 8."""
    return _opened(content).orientation


def upright(path: Path) -> Any:
    """The picture file as it is shown: upright, on white, in RGB of 8 bits; a picture of libvips that stands in memory."""
    image = on_white(_vips().Image.new_from_file(str(path)).autorot())
    return image.colourspace("srgb").cast("uchar").copy_memory()


def smaller(original: Original, edge: int, quality: int) -> Smaller:
    """A JPEG of at most that many pixels on its longer side; not turned, without metadata. Raises Broken."""
    vips = _vips()
    try:
        if original.width:
            image = of_samples(original).thumbnail_image(edge, height=edge, size="down")
        else:
            image = vips.Image.thumbnail_buffer(original.content, edge, height=edge, size="down", no_rotate=True)
        pixels = image.width * image.height
        coded: bytes = image.jpegsave_buffer(
            Q=quality, optimize_coding=pixels <= _OWN_CODE, subsample_mode="off" if pixels <= _ALL_COLOUR else "auto", keep="none"
        )
    except vips.Error as error:
        raise Broken(f"cannot be decoded ({' '.join(str(error).split())[:80]})") from None
    return Smaller(content=coded, width=image.width, height=image.height)


def of_samples(original: Original) -> Any:
    """The samples as a picture of libvips; raises Broken where rows are missing, or there are more than it says."""
    pixels = original.width * original.height
    if not pixels or len(original.content) not in (pixels, 3 * pixels):
        raise Broken("does not have as many samples as it says")
    colours = len(original.content) // pixels
    image = _vips().Image.new_from_memory(original.content, original.width, original.height, colours, "uchar")
    return image.copy(interpretation="b-w" if colours == 1 else "srgb")


def jpeg(image: Any, max_bytes: int | None) -> bytes:
    """A Pillow image as a JPEG of at most so many bytes: quality falls first, then size."""
    coded = b""
    for scale in (1.0, 0.8, 0.6, 0.45, 0.3):
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        scaled = image if scale == 1 else image.resize(size)
        for quality in (88, 75, 60):
            out = io.BytesIO()
            scaled.convert("RGB").save(out, "JPEG", quality=quality, optimize=True)
            coded = out.getvalue()
            if max_bytes is None or len(coded) <= max_bytes:
                return coded
    return coded


def png(image: Any, colours: int = 64) -> bytes:
    """A Pillow image of a page of text as a PNG of so few colours that it goes through a chat."""
    out = io.BytesIO()
    image.convert("RGB").quantize(colours).save(out, "PNG", optimize=True)
    return out.getvalue()


def lettered(text: str, high: int, font: Path) -> bytes:
    """A PNG of a word, white on black, so many pixels high from its highest to its lowest ink."""
    from PIL import Image, ImageDraw, ImageFont

    face = ImageFont.truetype(str(font), high * 4, layout_engine=ImageFont.Layout.BASIC)
    left, top, right, bottom = face.getbbox(text)
    drawn = Image.new("L", (round(right - left), round(bottom - top)), 0)
    ImageDraw.Draw(drawn).text((-left, -top), text, font=face, fill=255)
    out = io.BytesIO()
    drawn.resize((max(1, round(drawn.width * high / drawn.height)), high), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def bare_jpeg(content: bytes) -> bytes:
    """The JPEG without application data, comments and whatever follows its end; the picture's own bytes stay.

    Adobe's mark (APP14) stays: it says how the colours are coded. The same object is returned if nothing was to go.
    """
    parts = [content[:2]]
    for marker, start, end in _segments(content):
        is_told = 0xE0 <= marker <= 0xEF or marker == 0xFE
        is_colour = marker == 0xEE and content[start + 4 : start + 9] == b"Adobe"
        if is_colour or not is_told:
            parts.append(content[start:end])
    bare = b"".join(parts)
    return content if bare == content else bare


# --- reading ----------------------------------------------------------------------------------------


def _opened(content: bytes) -> Picture:
    """What the file's head says, without decoding the picture."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns about size and EXIF; we judge ourselves
        try:
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
                width, height = image.size
                # What the head holds: asking the image itself would decode a whole PNG.
                turned, taken = camera(image.info.get("exif"))
                media: Media = "jpeg" if image.format == "JPEG" else "png"
        except Image.DecompressionBombError:
            raise Broken(f"has more than {MAX_PIXELS // 1_000_000} million pixels") from None
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, KeyError, TypeError) as error:
            why = (
                "no JPEG or PNG" if isinstance(error, UnidentifiedImageError) else str(error)[:80]
            )  # it names an address in memory
            raise Broken(f"cannot be read as a picture ({why})") from None
    if width * height > MAX_PIXELS:
        raise Broken(f"has {width:,} × {height:,} pixels, more than {MAX_PIXELS // 1_000_000} million")
    if turned >= 5:
        width, height = height, width
    return Picture(media=media, width=width, height=height, orientation=turned, taken=taken)


def camera(exif: bytes | None) -> tuple[int, datetime | None]:
    """Orientation, 1 to 8, and the camera's local time, as EXIF notes them."""
    from PIL import Image

    noted = Image.Exif()
    if exif:
        noted.load(exif)
    turned = noted.get(_ORIENTATION, 1)
    return turned if turned in range(1, 9) else 1, _moment(noted.get_ifd(_EXIF_IFD).get(_TAKEN))


def _moment(told: object) -> datetime | None:
    try:
        return datetime.strptime(str(told).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - a camera's local time
    except ValueError:
        return None


def _decode_all(content: bytes) -> None:
    vips = _vips()
    try:
        vips.Image.new_from_buffer(content, "", access="sequential", fail_on="warning").avg()
    except vips.Error as error:
        said = " ".join(str(error).split())
        if "extraneous bytes" in said:  # filler between segments: harmless, some cameras write it
            return
        why = "is cut off" if "premature end of JPEG image" in said or "read error" in said else "is damaged inside"
        raise Broken(f"{why} ({said.rpartition('VipsJpeg: ')[2].rpartition('unable to call avg ')[2][:80]})") from None


def of_jpeg2000(content: bytes) -> Original:
    """The samples of a JPEG 2000 picture, grey or RGB; without content where it is anything else or cannot be decoded."""
    from PIL import Image

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content), formats=("JPEG2000",)) as image:
            if image.mode in ("L", "RGB") and image.width * image.height <= MAX_PIXELS:
                return Original(content=image.tobytes(), width=image.width, height=image.height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        pass  # stays as it is
    return Original(content=b"", width=1, height=1)


def is_whole(content: bytes) -> bool:
    """Whether a JPEG can be decoded to its end; warnings of its maker's small faults do not count."""
    vips = _vips()
    try:
        vips.Image.jpegload_buffer(content, shrink=8, access="sequential", fail_on="error").avg()
    except vips.Error as error:
        return "premature end" not in str(error).lower() and "corrupt" not in str(error).lower()
    return True


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of each segment after the first; the coded picture belongs to its scan's segment."""
    at = 2
    while at + 2 <= len(content):
        while content[at : at + 2] == b"\xff\xff":  # fill bytes
            at += 1
        marker = content[at + 1]
        if content[at] != 0xFF:
            raise Broken("is damaged inside (no marker where one must be)")
        if marker == 0xD9:
            yield marker, at, at + 2
            return
        if at + 4 > len(content):
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if marker == 0xDA:
            found = _MARKER.search(content, end)
            end = found.start() if found else len(content)
        yield marker, at, end
        at = end


def _of_jpeg(content: bytes) -> Pixels | None:
    """The JPEG's own bytes; None if a PDF reader would not show them alike."""
    frame = next(((m, s) for m, s, _ in _segments(content) if 0xC0 <= m <= 0xCF and m not in (0xC4, 0xC8, 0xCC)), None)
    if frame is None or frame[0] not in _PLAIN_SOF:
        return None
    bits, height, width, colours = struct.unpack_from(">BHHB", content, frame[1] + 4)
    if bits != 8 or colours not in (1, 3):
        return None
    profile = _profile(content, colours)
    return Pixels(
        content=bare_jpeg(content),
        coding="DCTDecode",
        width=width,
        height=height,
        bits=8,
        colours=colours,
        profile=profile,
    )


def _of_png(content: bytes) -> Pixels | None:
    """The PNG's own coded pixels; None if it is interlaced or partly see-through."""
    data, palette, head = [], None, b""
    at = 8
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            head = body
        elif kind == b"PLTE":
            palette = body
        elif kind == b"tRNS":
            return None
        elif kind == b"IDAT":
            data.append(body)
        elif kind == b"IEND":
            break
        at += 12 + length
    width, height, bits, colour, _, _, interlace = struct.unpack(">IIBBBBB", head)
    if interlace or colour not in (0, 2, 3) or (colour == 3 and not palette):
        return None
    return Pixels(
        content=b"".join(data),
        coding="FlateDecode",
        width=width,
        height=height,
        bits=bits,
        colours=3 if colour == 2 else 1,
        palette=palette if colour == 3 else None,
        profile=_profile(content, 3) if colour == 2 else None,
    )


def _recoded(content: bytes) -> Pixels:
    """Decoded and coded again: on white where see-through, in RGB; a CMYK picture through its own profile."""
    from PIL import Image, ImageCms

    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
        if image.mode.startswith("I;16"):
            return _of_sixteen_bits(content)
        profile = image.info.get("icc_profile")
        if image.mode == "CMYK" and profile:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            flat = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            assert flat is not None
        elif image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
            see_through = image.convert("RGBA")
            flat = Image.new("RGB", image.size, "white")
            flat.paste(see_through, mask=see_through.getchannel("A"))
        else:
            flat = image.convert("L" if image.mode in ("L", "1") else "RGB")
    return Pixels(
        content=_png_data(flat),
        coding="FlateDecode",
        width=flat.width,
        height=flat.height,
        bits=8,
        colours=3 if flat.mode == "RGB" else 1,
    )


def _of_sixteen_bits(content: bytes) -> Pixels:
    """A grey PNG of sixteen bits with all of them: Pillow would cut off what is lighter than 255 of 65535."""
    image = on_white(_vips().Image.new_from_buffer(content, ""))
    made = _of_png(image.pngsave_buffer(compression=6, keep="none"))
    assert made is not None
    return made


def _png_data(image: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    made = _of_png(out.getvalue())
    assert made is not None
    return made.content


def _profile(content: bytes, colours: int) -> bytes | None:
    """The ICC profile if it is sound, fits the colours and is not sRGB itself."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            profile = image.info.get("icc_profile")
    space = {1: b"GRAY", 3: b"RGB "}[colours]
    if not isinstance(profile, bytes) or not 128 < len(profile) < 4_000_000:
        return None
    is_sound = profile[16:20] == space and profile[36:40] == b"acsp"
    return profile if is_sound and b"sRGB" not in profile and b"s\0R\0G\0B" not in profile else None
