"""A case in which lines are still to fill, as far as it stands: enough to say what it takes, never to build from."""

from datetime import datetime
from pathlib import Path

from kit.case import open_case
from kit.errors import BadFile
from kit.model import OpenCase
from kit.tools.yaml_text import LINE_TO_FILL

STANDS_IN = {  # key: what stands there until a person fills it; a key without an entry is left open
    "violation.id": "to-fill",
    "violation.title": "to fill",
    "violation.ticket": "pending",
    "caption": "to fill",
}


def as_it_stands(folder: Path, now: datetime) -> tuple[OpenCase, tuple[str, ...]]:
    """The case, with something in the place of each line that is to fill, and the keys of those lines.

    Raises BadFile with every problem where a line is wrong and not only to fill.
    """
    try:
        return open_case(folder), ()
    except BadFile as error:
        found = [LINE_TO_FILL.fullmatch(problem) for problem in error.problems]
        if not all(found):
            raise
        problems = error.problems
    lines = {int(match["line"]) - 1: match["place"] for match in found if match}
    text = (folder / "case.yaml").read_text(encoding="utf-8-sig").splitlines()
    filled = [_filled(line, lines[n], now) if n in lines else line for n, line in enumerate(text)]
    try:
        return open_case(folder, "\n".join(filled)), tuple(lines.values())
    except BadFile as error:
        raise BadFile(error.path, [*problems, *error.problems]) from None


def _filled(line: str, key: str, now: datetime) -> str:
    """The line with something in the place that is to fill."""
    before = line.partition("#")[0].rstrip()
    if key.endswith(".file"):
        return f"{before.removesuffix('file:')}status: missing"
    if key == "violation.received":
        return f'{before} "{now.isoformat()}"'
    return f"{before} {STANDS_IN.get(key) or STANDS_IN.get(key.rpartition('.')[2]) or ''}".rstrip()
