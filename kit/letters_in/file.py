"""Which kind of file a letter is, told by its content. Runs in the bounded worker, for the file may be hostile."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

from kit.letters_in import pdf_file, text_file, word_file
from kit.letters_in.paragraph import Text, Unreadable

MAX_BYTES = 60_000_000
_TAKEN = "give the letter as DOCX, PDF, Markdown or plain text"
_HEADS = (
    (b"\xd0\xcf\x11\xe0", "is an old Word file (.doc) or another Office file; save it as DOCX"),
    (b"{\\rtf", "is an RTF file; save it as DOCX"),
    (b"\xff\xd8\xff", f"is a picture, and pictures of letters are not read; {_TAKEN}"),
    (b"\x89PNG", f"is a picture, and pictures of letters are not read; {_TAKEN}"),
    (b"<!DOCTYPE", f"is a web page; {_TAKEN}"),
    (b"<html", f"is a web page; {_TAKEN}"),
)


def nothing(_: str) -> bool:
    """No page is left out."""
    return False


def text_of(path: Path, is_left_out: Callable[[str], object]) -> Text | str:
    """The file's paragraphs; or what is wrong and what to do, as the end of a sentence."""
    try:
        found = _read(path, is_left_out)
    except Unreadable as error:
        return str(error)
    except OSError as error:
        return f"cannot be opened ({error.strerror}); check its permissions"
    return found if any(p.text for p in found.paragraphs) else f"holds no text; {_TAKEN}"


def _read(path: Path, is_left_out: Callable[[str], object]) -> Text:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is no ordinary file; give the file itself")
    if status.st_size > MAX_BYTES:
        raise Unreadable(f"has {status.st_size:,} bytes, more than {MAX_BYTES:,}; give the letter without its exhibits")
    with path.open("rb") as file:
        head = file.read(1024)
    if b"%PDF-" in head:
        return pdf_file.read(path, is_left_out)
    if head.startswith(b"PK\x03\x04"):
        return _word(path)
    for mark, why in _HEADS:
        if head.lower().startswith(mark.lower()):
            raise Unreadable(why)
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"is no text; {_TAKEN}")
    return text_file.read(path)


def _word(path: Path) -> Text:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("is a damaged archive; save the document anew") from None
    if "word/document.xml" not in names:
        raise Unreadable(f"is an archive, but no Word document; {_TAKEN}")
    return word_file.read(path)
