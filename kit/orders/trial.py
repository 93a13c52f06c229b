"""What a format that is not saved yet makes of a file: the reader itself reads it, and five rows are shown."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from kit.errors import BadFile
from kit.model import Quarantined
from kit.orders.export_format import TableFormat
from kit.orders.fields import TABLES
from kit.orders.first_rows import Row
from kit.orders.mapping import Draft
from kit.orders.reading import parse
from kit.orders.sheet import Request
from kit.orders.typed import Typed
from kit.tools import worker, yaml_text

SHOWN = 5
WITHHELD = "(withheld)"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedCell:
    """One cell as it stands in the file and as it would be understood; a buyer's is withheld in both."""

    field: str
    raw: str
    understood: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """How the reader reads the file by a draft: `problems` where it refuses the whole file."""

    rows_in: int = 0
    used: int = 0
    rows: tuple[tuple[int, tuple[TriedCell, ...]], ...] = ()  # physical line, its cells
    set_aside: tuple[Quarantined, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def text_of(found: TableFormat) -> str:
    """The format as it is saved."""
    return yaml_text.dump(found.model_dump(mode="json", exclude_defaults=True))


def tried(path: Path, draft: Draft, found: TableFormat, *, encoding: str | None, seconds: float = 120.0) -> Trial:
    """What the reader makes of the file with this format; nothing is kept."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"{found.id}.yaml"
        place.write_text(text_of(found), encoding="utf-8")
        request = Request(
            path=path,
            file=path.name,
            site="",
            format=found.id,
            encoding=encoding,
            folder=TABLES[found.kind].folder,
            client_formats=(place,),
            secret=b"a trial: nothing is kept",
        )
        try:
            sheets = worker.run(parse, request, seconds=seconds)
        except BadFile as error:
            return Trial(problems=error.problems)
        except worker.Exceeded as error:
            return Trial(problems=(f"reading was stopped: it {error.why}",))
    one = next((sheet for sheet in sheets if sheet.sheet == draft.top.sheet), sheets[0])
    return Trial(
        rows_in=one.rows_in,
        used=one.table.num_rows,
        rows=tuple(_rows(one, draft)),
        set_aside=one.quarantined,
        notes=one.notes,
    )


def _rows(sheet: Typed, draft: Draft) -> Iterator[tuple[int, tuple[TriedCell, ...]]]:
    raw = dict(zip(draft.top.lines, draft.top.rows, strict=True))
    for row in sheet.table.slice(0, SHOWN).to_pylist():
        line = int(row["line"])
        yield line, tuple(_cell(name, row.get(name), raw.get(line, ()), draft) for name in draft.chosen)


def _cell(name: str, value: Any, raw: Row, draft: Draft) -> TriedCell:
    guess = draft.chosen[name]
    if guess.is_buyer:
        return TriedCell(field=name, raw=WITHHELD, understood=WITHHELD)
    stood = raw[guess.position].strip() if guess.position < len(raw) else ""
    return TriedCell(field=name, raw=stood, understood=understood(value))


def understood(value: Any) -> str:
    """A value as a person reads it; times with their zone."""
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M:%S} UTC"
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value)
