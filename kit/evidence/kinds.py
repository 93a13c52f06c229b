"""What a file is by its content, whatever its name says."""

from typing import Literal

Media = Literal["pdf", "jpeg", "png"]
HEAD = 4096  # bytes that suffice to tell

_PICTURES = "save it as JPEG or PNG and give that"
_OTHERS: tuple[tuple[int, bytes, str, str], ...] = (  # offset, bytes there, what it is, what to do
    (0, b"GIF8", "a GIF", _PICTURES),
    (0, b"II*\x00", "a TIFF", "save it as PDF or JPEG and give that"),
    (0, b"MM\x00*", "a TIFF", "save it as PDF or JPEG and give that"),
    (8, b"WEBP", "a WebP picture", _PICTURES),
    (4, b"ftyphei", "a HEIC photo", "let the phone export it as JPEG and give that"),
    (4, b"ftypmif1", "a HEIC photo", "let the phone export it as JPEG and give that"),
    (4, b"ftyp", "a video", "take screenshots of what matters and give those"),
    (0, b"PK\x03\x04", "an Office or ZIP file", "print it to PDF, or unpack it, and give the result"),
    (0, b"\xd0\xcf\x11\xe0", "an old Office or Outlook file", "print it to PDF and give that"),
    (0, b"Rar!", "an archive", "unpack it and give the files"),
    (0, b"7z\xbc\xaf", "an archive", "unpack it and give the files"),
    (0, b"8BPS", "a Photoshop file", _PICTURES),
    (0, b"%!PS", "a PostScript file", "print it to PDF and give that"),
)


def media_of(head: bytes) -> Media | None:
    """The kind of a file that the kit can show, from its first bytes; None for any other."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    return "pdf" if b"%PDF-" in head[:1024] else None


def told(head: bytes) -> str:
    """What a file is that the kit cannot show, and what to do."""
    for offset, magic, what, todo in _OTHERS:
        if head[offset : offset + len(magic)] == magic:
            return f"is {what}, not a PDF, JPEG or PNG; {todo}"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "is a web page, not a PDF, JPEG or PNG; print it to PDF from the browser and give that"
    return "is not a PDF, JPEG or PNG; print it to PDF, or take a screenshot, and give that"
