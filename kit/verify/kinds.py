"""What an original is, by its own bytes: a manifest could say that anything had to be made into something else."""

from pathlib import Path

ITSELF = frozenset({"pdf", "jpeg", "png"})  # shown as it is
DECODED = frozenset({"webp", "gif", "tiff", "heic"})  # can be decoded again
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_HEAD = 1024  # bytes in which a PDF says that it is one


def kind_of(path: Path) -> str | None:
    """One of those kinds; None for whatever can be shown only by setting type."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if head.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return "tiff"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and (head[8:12] in _HEIC):
        return "heic"
    return "pdf" if b"%PDF-" in head and _opens(path) else None


def _opens(path: Path) -> bool:
    """Whether a reader opens it as a PDF: a text may well speak of %PDF-."""
    from kit.tools.pdf_read import Reading, Unreadable

    try:
        with Reading.of(path) as reading:
            return reading.pages > 0
    except Unreadable:
        return False
