"""What a file is that the kit cannot show, by its content, and what to do."""

import re

_PICTURE = "save it as JPEG or PNG and give that"
_PRINT = "print it to PDF and give that"
_UNPACK = "unpack it and give the files"
_KNOWN: tuple[tuple[int, bytes, str, str], ...] = (  # offset, bytes there, what it is, what to do
    (4, b"ftypavif", "an AVIF picture", _PICTURE),
    (4, b"ftypM4A", "a sound recording", "write down what is said, with its times, and give that and the recording's transcript"),
    (4, b"ftyp", "a video", "take screenshots of what matters and give those"),
    (0, b"\x1aE\xdf\xa3", "a video", "take screenshots of what matters and give those"),
    (0, b"ID3", "a sound recording", "write down what is said, with its times, and give that"),
    (0, b"#!AMR", "a voice note", "write down what is said, with its times, and give that"),
    (0, b"OggS", "a sound recording", "write down what is said, with its times, and give that"),
    (0, b"\x02#!SILK", "a voice note", "write down what is said, with its times, and give that"),
    (0, b"Rar!", "an archive", _UNPACK),
    (0, b"7z\xbc\xaf", "an archive", _UNPACK),
    (0, b"\x1f\x8b", "an archive", _UNPACK),
    (257, b"ustar", "an archive", _UNPACK),
    (0, b"8BPS", "a Photoshop file", _PICTURE),
    (0, b"%!PS", "a PostScript file", _PRINT),
    (0, b"\xc5\xd0\xd3\xc6", "a PostScript file", _PRINT),
    (0, b"SIMPLE  =", "a FITS picture", _PICTURE),
    (0, b"BM", "a BMP picture", _PICTURE),
    (0, b"\x78\x9f\x3e\x22", "Outlook's winmail.dat", "ask the sender for the message as plain text or as PDF"),
    (0, b"MZ", "a program", "ask the client what it is meant to show, and for a PDF of it"),
    (0, b"\x7fELF", "a program", "ask the client what it is meant to show, and for a PDF of it"),
    (0, b"SQLite format 3", "a database", "export what matters as CSV and give that"),
    (0, b"{\\rtf", "an RTF document", _PRINT),
)
_MARKUP: tuple[tuple[bytes, str, str], ...] = (  # what stands near the start of a text, in small letters
    (b"<svg", "an SVG drawing", _PICTURE),
    (b"<!doctype html", "a web page", "print it to PDF from the browser and give that"),
    (b"<html", "a web page", "print it to PDF from the browser and give that"),
    (b"<?xml", "an XML file", "print what it shows to PDF and give that"),
    (b"<!doctype", "an XML file", "print what it shows to PDF and give that"),
    (b'"nbformat"', "a notebook, which is never run", _PRINT),
    (b'"cells"', "a notebook, which is never run", _PRINT),
)
_SEALED = "EncryptedPackage".encode("utf-16-le")
_OLD_OFFICE = (  # names of streams in an OLE container
    (_SEALED, "an Office file that opens only with a password", "ask for a copy without one"),
    ("Workbook".encode("utf-16-le"), "an old Excel file (.xls)", "save it as XLSX and give that"),
    ("Book".encode("utf-16-le"), "an old Excel file (.xls)", "save it as XLSX and give that"),
    ("WordDocument".encode("utf-16-le"), "an old Word file (.doc)", _PRINT),
    ("PowerPoint Document".encode("utf-16-le"), "an old PowerPoint file (.ppt)", _PRINT),
)
_ZIPPED = (  # a name in the ZIP
    (r"xl/vbaProject\.bin", "a workbook with macros", "save it as XLSX without macros and give that"),
    (r"word/vbaProject\.bin", "a Word file with macros", _PRINT),
    (r"xl/workbook\.bin", "a binary workbook (.xlsb)", "save it as XLSX and give that"),
    (r"ppt/.*", "a PowerPoint file", _PRINT),
    (r"content\.xml", "an OpenDocument file", _PRINT),
    (r"Index/.*\.iwa|index\.xml", "a Pages, Numbers or Keynote file", _PRINT),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def told(head: bytes, members: tuple[str, ...] = (), whole: bytes | None = None) -> str:
    """What the file is and what to do, as the end of a sentence. `whole` is more of an OLE file, whose names lie anywhere."""
    what, todo = _named(head, members, whole if whole is not None else head)
    return f"is {what}, which the kit cannot show; {todo}"


def _named(head: bytes, members: tuple[str, ...], whole: bytes) -> tuple[str, str]:
    if head.startswith(b"PK"):
        found = next(((w, t) for p, w, t in _ZIPPED if any(re.fullmatch(p, name) for name in members)), None)
        return found or ("a ZIP archive", "take it in with `poa intake`, which unpacks it, or " + _UNPACK)
    if head.startswith(OLE):
        return next(((w, t) for n, w, t in _OLD_OFFICE if n in whole), ("an old Office file", _PRINT))
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<", b"{")):
        near = text[:1024]
        for mark, what, todo in _MARKUP:
            if mark in near:
                return what, todo
        if text.startswith(b"{") and b'":' in near:
            return "data in JSON", "print what it shows to PDF, or take a screenshot, and give that"
    for offset, magic, what, todo in _KNOWN:
        if head[offset : offset + len(magic)] == magic:
            return what, todo
    return "of no kind that the kit knows", "print it to PDF, or take a screenshot, and give that"


def is_refused_text(head: bytes) -> bool:
    """Whether a text is markup or data, which shown as text would prove nothing."""
    return not _named(head, (), head)[0].startswith("of no kind")
