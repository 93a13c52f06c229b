"""Names of files that come from outside: one that every system takes, one that is free, and one that can be shown."""

import re
import unicodedata
from itertools import chain, count
from pathlib import Path

_LONGEST = 80  # bytes of a name
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def safe(name: str) -> str:
    """A file name that every system takes, as near to the one given as it can be."""
    base = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1])
    base = "".join(c for c in base if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    base = _UNSAFE.sub("_", base).strip(" .").lstrip("-") or "file"
    base = f"_{base}" if _RESERVED.fullmatch(base) else base
    stem, dot, suffix = base.rpartition(".") if "." in base else (base, "", "")
    if len(suffix.encode()) > 10:
        stem, dot, suffix = base, "", ""
    room = _LONGEST - len((dot + suffix).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + suffix


def free(path: Path) -> Path:
    """The path; where something lies there already, the first of NAME-2.END, NAME-3.END and so on that is free."""
    numbered = (path.with_stem(f"{path.stem}-{n}") for n in count(2))
    return next(one for one in chain((path,), numbered) if not one.exists())


def shown(name: str) -> str:
    """The name as a caption: its last part, without characters that steer."""
    base = re.split(r"[/\\]", name)[-1]
    return (
        " ".join("".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else " " for c in base).split())[:120]
        or "file"
    )
