"""A ZIP unpacked member by member into numbered files. Runs in the bounded worker; a name in it is only ever a word."""

import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

MAX_MEMBERS = 2_000
MAX_BYTES = 500_000_000
MAX_RATIO = 100  # bytes out for a byte in; small members may be more
_FREE = 1_000_000  # bytes of a member below which its ratio says nothing
_STEP = 1 << 20
_UTF8 = 0x800
_ENCRYPTED = 0x1
NOISE = "is a note that a system or a program keeps for itself, not evidence"
_NOTES = {".ds_store", "thumbs.db", "desktop.ini", ".localized"}
_NOTED = ("__macosx/", "~$", "._", ".~lock.")  # a folder's name, or how a file's begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member: its name, and the file that now holds it, or why there is none (`is_noise`: nobody misses it)."""

    name: str
    path: Path | None = None
    why: str = ""
    is_noise: bool = False


def unpacked(archive: Path, folder: Path) -> tuple[Member, ...] | str:
    """Every member in the order of the archive, or why the archive is refused as a whole."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if why := _refused(entries):
                return why
            left = [MAX_BYTES]
            return tuple(_member(opened, entry, folder / f"{n:04}", left) for n, entry in enumerate(entries))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return f"is not a whole ZIP archive ({str(error)[:60]}); ask for it again"


def _refused(entries: list[zipfile.ZipInfo]) -> str:
    """Why nothing of it is unpacked."""
    if not entries:
        return "is an empty ZIP archive; ask for it again"
    if len(entries) > MAX_MEMBERS:
        return f"holds {len(entries):,} files, more than {MAX_MEMBERS:,}; give only those that matter"
    end = 0
    for entry in sorted(entries, key=lambda e: e.header_offset):
        if entry.header_offset < end:
            return "is a ZIP archive whose members overlap, which only a trap does; ask for the files themselves"
        end = entry.header_offset + entry.compress_size
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        return f"unpacks to more than {MAX_BYTES // 1_000_000} MB; give only the files that matter"
    return ""


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, left: list[int]) -> Member:
    name = named(entry)
    if is_noise(name):
        return Member(name=name, why=NOISE, is_noise=True)
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        return Member(name=name, why="is a link, not a file; give the file itself")
    if entry.flag_bits & _ENCRYPTED:
        return Member(name=name, why="is locked with a password in the archive; unpack it and give the file")
    try:
        with archive.open(entry) as source, target.open("wb") as out:
            size = 0
            while chunk := source.read(_STEP):
                size += len(chunk)
                left[0] -= len(chunk)
                if left[0] < 0 or (size > _FREE and size > MAX_RATIO * max(1, entry.compress_size)):
                    target.unlink()
                    return Member(name=name, why="unpacks to far more than it takes in the archive; give the file itself")
                out.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        target.unlink(missing_ok=True)
        return Member(name=name, why=f"is damaged in the archive ({str(error)[:60]}); ask for it again")
    return Member(name=name, path=target)


def is_noise(name: str) -> bool:
    """Whether a system or an office program left the file there for itself, by its name.

    >>> [is_noise(n) for n in ("a/Thumbs.db", "__MACOSX/x.pdf", "~$staff.xlsx", "staff.xlsx")]
    [True, True, True, False]
    """
    whole, last = name.lower(), name.lower().rpartition("/")[2]
    return last in _NOTES or whole.startswith(_NOTED) or last.startswith(_NOTED)


def named(entry: zipfile.ZipInfo) -> str:
    """The member's name: UTF-8 where the archive says so or it is; else GBK, as Windows in China writes it; else code page 437."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gbk"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename
