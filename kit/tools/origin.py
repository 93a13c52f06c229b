"""What a file says of its own making: programs and times. Anybody can write that, so it proves nothing either way."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.model import Origin
from kit.tools.pdf_objects import Dictionary, Pdf, PdfError, Stream
from kit.tools.textline import clean
from kit.tools.vips import vips

_MOST = 4  # programs that are kept
_MAX_XMP = 1_000_000
_EXIF = re.compile(r"(.{1,200}?) \(\1, ASCII, \d+ components, \d+ bytes\)", re.DOTALL)
_XMP_TOOL = re.compile(rb"(?:CreatorTool|softwareAgent|Producer)(?:>|\s?=\s?[\"'])([^<\"']{1,120})")
_XMP_MADE = re.compile(rb"CreateDate(?:>|\s?=\s?[\"'])([^<\"']{4,40})")
_XMP_CHANGED = re.compile(rb"(?:ModifyDate|MetadataDate)(?:>|\s?=\s?[\"'])([^<\"']{4,40})")
_MOMENT = re.compile(
    r"(?:D:)?(?P<y>\d{4})[-:]?(?P<m>\d\d)[-:]?(?P<d>\d\d)"
    r"(?:[T ]?(?P<H>\d\d):?(?P<M>\d\d)(?::?(?P<S>\d\d))?(?:\.\d{1,6})?(?:(?P<z>[Zz])|(?P<s>[+-])(?P<zh>\d\d)[:']?(?P<zm>\d\d)?)?)?"
)


def of_pdf(pdf: Pdf) -> Origin:
    """Producer, creator and dates of a PDF, from its information and its XMP."""
    info: Any = pdf.trailer.get("/Info", Dictionary())
    info = info if isinstance(info, Dictionary) else Dictionary()
    stream = pdf.Root.get("/Metadata")
    try:
        told = stream.read_bytes()[:_MAX_XMP] if isinstance(stream, Stream) else b""
    except PdfError:
        told = b""
    return _origin(
        programs=[*(str(info.get(key, "")) for key in ("/Creator", "/Producer")), *_tools(told)],
        created=[str(info.get("/CreationDate", "")), *_first(_XMP_MADE, told)],
        changed=[str(info.get("/ModDate", "")), *_first(_XMP_CHANGED, told)],
    )


def of_picture(path: Path) -> Origin:
    """Program and times of a picture, from EXIF, XMP and PNG's own texts; the picture itself is not decoded."""
    library = vips()
    try:
        image = library.Image.new_from_file(str(path), access="sequential")
        fields = {name: image.get(name) for name in image.get_fields()}
    except library.Error:
        return Origin()
    told = bytes(fields.get("xmp-data", b""))[:_MAX_XMP]
    texts = {name.rpartition("-")[2].casefold(): str(value) for name, value in fields.items() if name.startswith("png-comment-")}
    exif = {name[len("exif-ifd0-") :]: _exif(value) for name, value in fields.items() if name.startswith("exif-ifd0-")}
    exif |= {name[len("exif-ifd2-") :]: _exif(value) for name, value in fields.items() if name.startswith("exif-ifd2-DateTime")}
    return _origin(
        programs=[exif.get("Software", ""), texts.get("software", ""), *_tools(told)],
        created=[exif.get("DateTimeOriginal", ""), texts.get("creation time", ""), *_first(_XMP_MADE, told)],
        changed=[exif.get("DateTime", ""), *_first(_XMP_CHANGED, told)],
    )


def _origin(*, programs: list[str], created: list[str], changed: list[str]) -> Origin:
    named = dict.fromkeys(clean(name)[:80] for name in programs)
    return Origin(
        programs=tuple(name for name in named if name)[:_MOST],
        created=next((m for m in map(moment, created) if m), None),
        changed=next((m for m in map(moment, changed) if m), None),
    )


def moment(told: str) -> datetime | None:
    """A time as PDF, EXIF or XMP write it, with its zone where it names one; None if it is no time."""
    found = _MOMENT.match(told.strip("\x00 "))
    if not found:
        return None
    zone = "+00:00" if found["z"] else f"{found['s']}{found['zh']}:{found['zm'] or '00'}" if found["s"] else ""
    day, clock = f"{found['y']}-{found['m']}-{found['d']}", f"{found['H'] or '00'}:{found['M'] or '00'}:{found['S'] or '00'}"
    try:
        return datetime.fromisoformat(f"{day}T{clock}{zone}")
    except ValueError:
        return None


def _exif(value: object) -> str:
    """The value of a field as libvips tells it: value, the same in words, type, length."""
    found = _EXIF.fullmatch(str(value))
    return found[1] if found else str(value)[:120]


def _tools(xmp: bytes) -> Iterator[str]:
    yield from (found[1].decode("utf-8", "replace") for found in _XMP_TOOL.finditer(xmp))


def _first(pattern: re.Pattern[bytes], xmp: bytes) -> list[str]:
    return [found[1].decode("ascii", "replace") for found in [pattern.search(xmp)] if found]
