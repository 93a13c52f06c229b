"""`poa pack` and `poa unpack`: a case handed on as one ZIP."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kit.phrases import PHRASES, say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.desk.pack import LeftOut, Pack

KEEP_DAYS = 90  # the kit's own choice: nobody keeps a client's papers without an end


def pack(terminal: Terminal, case: Path, out: Path | None, *, purge: date, with_buyers: bool, as_json: bool) -> None:
    """Write the ZIP and tell what was left out."""
    from kit.case import open_case
    from kit.desk import pack as desk

    opened = open_case(case)
    target = out or Path(f"{opened.case.id}.zip")
    made = desk.packed(opened, target, purge=purge, with_buyers=with_buyers)
    megabytes = f"{target.stat().st_size / 1e6:.1f}"
    terminal.say("pack_made", path=target, count=len(made.files), megabytes=megabytes, purge=made.purge)
    _told(terminal, made, target, as_json=as_json)


def unpack(terminal: Terminal, archive: Path, folder: Path, *, today: date, as_json: bool) -> None:
    """Lay the case out and tell what was left behind."""
    from kit.desk import pack as desk

    made = desk.unpacked(archive, folder)
    terminal.say("pack_laid", path=folder / made.case, count=len(made.files), purge=made.purge)
    if today > made.purge:
        terminal.say("pack_past", purge=made.purge)
    _told(terminal, made, folder / made.case, as_json=as_json)


def _told(terminal: Terminal, made: "Pack", path: Path, *, as_json: bool) -> None:
    if as_json:
        entries = [{"name": x.name, "why": x.why} for x in made.left_out]
        terminal.json({"path": path, "case": made.case, "purge": made.purge, "files": made.files, "left_out": entries})
    for names, why in _together(made.left_out):
        terminal.field("pack_left_out", f"{names}: {say(terminal.lang, why) if why in PHRASES else why}")


def _together(left_out: "tuple[LeftOut, ...]") -> Iterator[tuple[str, str]]:
    """What was left out, with why: one a line, and a folder of the build's with how many it holds."""
    held: dict[tuple[str, str], list[str]] = {}
    for one in left_out:
        folder = one.name.rpartition("/")[0]
        held.setdefault((folder if one.why == "pack_made_anew" and folder else one.name, one.why), []).append(one.name)
    for (place, why), names in held.items():
        yield f"{place}/* ({len(names)})" if len(names) > 1 else names[0], why
