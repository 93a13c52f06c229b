"""What this machine has and lacks for the kit, and how to get it. `python -m kit.doctor pango` asks for one thing only."""

import ctypes
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any, Literal

from kit import paths
from kit.tools import locks, office, worker

FREE_NEEDED = 200_000_000  # bytes: a build with its photos and a margin
FREE_WANTED = 2_000_000_000
_PANGO = {  # what the typesetter loads, by platform
    "linux": ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1"),
    "darwin": ("libgobject-2.0.0.dylib", "libpango-1.0.dylib", "libpangoft2-1.0.dylib", "libharfbuzz.0.dylib", "libharfbuzz-subset.0.dylib", "libfontconfig.1.dylib"),
    "win32": ("libgobject-2.0-0.dll", "libpango-1.0-0.dll", "libpangoft2-1.0-0.dll", "libharfbuzz-0.dll", "libharfbuzz-subset-0.dll", "libfontconfig-1.dll"),
}  # fmt: skip
_GET_PANGO = {
    "linux": "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "win32": "pacman -S mingw-w64-ucrt-x86_64-pango, in MSYS2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked for. `missing` stops the kit; `limited` means it works with less."""

    name: str
    state: Literal["ok", "limited", "missing"]
    found: str
    get: str = ""


def examine(folder: Path) -> tuple[Check, ...]:
    """Everything that the kit uses on this machine; `folder` is where cases are to be built."""
    looks: tuple[Callable[[], Check], ...] = (
        _python, _libraries, _extras, pango, _fonts, _zones, _time_limit, _memory_limit, _locks,
        lambda: _writable("case folder", folder), lambda: _writable("temporary folder", Path(tempfile.gettempdir())),
        lambda: _space(folder), _chromium, _office,
    )  # fmt: skip
    return tuple(look() for look in looks)


def pango() -> Check:
    """Whether the libraries that set the type can be loaded."""
    here = sys.platform if sys.platform in _PANGO else "linux"
    absent = [name for name in _PANGO[here] if not _loads(name)]
    if absent:
        return Check(name="Pango", state="missing", found=f"cannot load {', '.join(absent)}", get=_GET_PANGO[here])
    return Check(name="Pango", state="ok", found="all libraries load")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _python() -> Check:
    return Check(name="Python", state="ok", found=f"{sys.version.split()[0]} at {sys.prefix}")


def _libraries() -> Check:
    absent = sorted(name for name, extra in _absent() if not extra)
    get = "make demo sets them up; or pip install --require-hashes -r requirements.lock"
    if absent:
        return Check(name="libraries", state="missing", found=f"without {', '.join(absent)}", get=get)
    return Check(name="libraries", state="ok", found=f"all that poa-kit {version('poa-kit')} needs")


def _extras() -> Check:
    """What is chosen with `pip install poa-kit[…]`; the kit works without."""
    absent = sorted({extra for _, extra in _absent() if extra})
    if absent:
        get = "; ".join(f"pip install 'poa-kit[{extra}]': {_EXTRAS.get(extra, extra)}" for extra in absent)
        return Check(name="extras", state="limited", found=f"without {', '.join(absent)}", get=get)
    return Check(name="extras", state="ok", found="all are here")


_EXTRAS = {
    "ocr": "text in pictures is read",
    "grammar": "slips of English are told",
    "signatures": "validity of signed PDFs is checked",
}


def _absent() -> Iterator[tuple[str, str | None]]:
    """Libraries that are not here, and the extra that asks for each."""
    for line in requires("poa-kit") or ():
        name = re.split(r"[\s\[<>=!~;]", line, maxsplit=1)[0]
        extra = re.search(r"extra\s*==\s*['\"]([\w-]+)", line)
        try:
            version(name)
        except PackageNotFoundError:
            yield name, extra[1] if extra else None


def _fonts() -> Check:
    fonts = sorted(p.stem for p in paths.FONTS.glob("*.ttf"))
    if not fonts or not paths.NOTEBOOKS.is_dir():
        return Check(
            name="kit's own files",
            state="missing",
            found=f"no fonts or notebooks beside {paths.PACKAGE}",
            get="install the kit again",
        )
    return Check(name="kit's own files", state="ok", found=f"templates, notebooks and {len(fonts)} fonts")


def _zones() -> Check:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Europe/London")
    except ZoneInfoNotFoundError:
        return Check(name="time zones", state="missing", found="no time zone data", get="pip install tzdata")
    return Check(name="time zones", state="ok", found="known")


def _time_limit() -> Check:
    try:
        worker.run(os.getpid)
    except Exception as error:  # noqa: BLE001 - whatever it is, reading would fail too
        return Check(
            name="bounded reading",
            state="missing",
            found=f"a child process does not answer: {error}",
            get="allow Python to start processes",
        )
    return Check(name="bounded reading", state="ok", found=f"files are read in a child, at most {worker.SECONDS:g} s each")


def _memory_limit() -> Check:
    if worker.has_memory_limit():
        return Check(name="memory limit", state="ok", found=f"at most {worker.MEGABYTES:,} MB for each file")
    return Check(
        name="memory limit",
        state="limited",
        found="this system cannot limit a child's memory; only time is limited",
        get="use Linux for files that you do not trust",
    )


def _locks() -> Check:
    try:
        with tempfile.TemporaryDirectory() as folder, locks.held(Path(folder) / "lock", "a test"):
            pass
    except Exception as error:  # noqa: BLE001 - whatever it is, building would fail too
        return Check(name="file locks", state="missing", found=str(error), get="use a folder on a local disk")
    return Check(name="file locks", state="ok", found="two builds of one case cannot mix")


def _writable(name: str, folder: Path) -> Check:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Check(name=name, state="missing", found=f"{folder}: {error.strerror}", get="choose a folder that you can write to")
    return Check(name=name, state="ok", found=f"{folder} can be written")


def _space(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    state: Literal["ok", "limited", "missing"] = "missing" if free < FREE_NEEDED else "limited" if free < FREE_WANTED else "ok"
    get = (
        ""
        if state == "ok"
        else f"free some space: {FREE_NEEDED / 1e6:,.0f} MB is the least, {FREE_WANTED / 1e9:,.0f} GB is comfortable"
    )
    return Check(name="disk", state=state, found=f"{free / 1e9:,.1f} GB free", get=get)


def _chromium() -> Check:
    return _program(
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "for the tests of the pages in a browser",
        "apt-get install -y chromium",
    )


def _office() -> Check:
    return _program(
        "LibreOffice",
        office.COMMANDS,
        "for evidence that comes as an office file",
        office.INSTALL,
    )


def _program(name: str, commands: tuple[str, ...], why: str, get: str) -> Check:
    for command in commands:
        if path := shutil.which(command):
            return Check(name=name, state="ok", found=path)
    return Check(name=name, state="limited", found=f"not here; optional, {why}", get=get)


def as_dict(checks: tuple[Check, ...]) -> dict[str, Any]:
    """The checks as JSON will hold them."""
    return {"ok": is_fit(checks), "checks": [asdict(c) for c in checks]}


def is_fit(checks: tuple[Check, ...]) -> bool:
    """Whether nothing that the kit needs is missing."""
    return all(c.state != "missing" for c in checks)


if __name__ == "__main__":  # used by .ci/setup before anything else can be trusted to load
    sys.exit(0 if sys.argv[1:] == ["pango"] and pango().state == "ok" else 1)
