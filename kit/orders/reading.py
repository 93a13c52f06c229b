"""From the files of a case to its orders: every file read, every row accounted for."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from kit.errors import BadFile, KitError
from kit.model import DataFile, FileReading, OpenCase, Orders, Policy, Quarantined
from kit.orders import csv_rows, tables, text_content, tracking, xlsx_rows
from kit.orders.merge import CONTRADICTED, DUPLICATE, MERGED, USED, Merged, merged
from kit.orders.sheet import Request
from kit.orders.tracking import Answers, Parcel
from kit.orders.typed import Typed, typed
from kit.tools import worker
from kit.tools.atomic import sha256

Progress = Callable[[int, int, str], None]
T = TypeVar("T")

_TABLES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"}
_ANSWERS = {".json"}
_CLUTTER = {"thumbs.db", "desktop.ini"}
_SECONDS = 30.0  # for a file of a usual size; a large one gets more in proportion
_MEGABYTES = 1_000


def parse(request: Request) -> tuple[Typed, ...]:
    """What each order sheet of one file says; raises BadFile. Runs in the bounded worker."""
    if text_content.is_workbook(request.path, request.file):
        return tuple(typed(sheet, request) for sheet in xlsx_rows.read(request))
    return (typed(csv_rows.read(request), request),)


def read(opened: OpenCase, policy: Policy, progress: Progress | None) -> Orders | None:
    """The orders of a case; None where the folder has no order files. Raises BadFile with every problem of every file."""
    problems: list[str] = []
    order_files = list(_requests(opened, policy, "orders", _TABLES, problems))
    answer_files = list(_requests(opened, policy, "tracking", _ANSWERS, problems))
    if not order_files and not problems:
        return None
    steps = _steps(len(order_files) + len(answer_files), progress)
    parts = [(r, part) for r in order_files for part in _bounded(parse, r, problems, steps) or ()]
    answers = [(r, answer) for r in answer_files for answer in [_bounded(tracking.read, r, problems, steps)] if answer]
    if problems:
        raise BadFile(opened.folder, problems)
    return _orders(parts, answers)


# --- files --------------------------------------------------------------------------------------


def _requests(opened: OpenCase, policy: Policy, folder: str, suffixes: set[str], problems: list[str]) -> Iterator[Request]:
    """One request for each file of a folder, with what case.yaml says of it."""
    hints: dict[str, DataFile] = {}
    for hint in getattr(opened.case.data, folder):
        name = Path(os.path.normpath(hint.file)).as_posix()
        if name in hints:
            problems.append(f"case.yaml data.{folder}: {name} stands twice")
        hints[name] = hint
    fact = policy.get("orders.export_zone")
    for path in _files(opened.folder / folder):
        file = path.relative_to(opened.folder).as_posix()
        hint = hints.pop(file, DataFile(file=file))
        if why := _refused(path, suffixes) or _bad_zone(hint):
            problems.append(f"{file}: {why}")
            continue
        yield Request(
            path=path,
            file=file,
            site=opened.case.violation.site,
            format=hint.format,
            encoding=hint.encoding,
            zone=hint.zone,
            site_zone=str(fact.value) if fact and fact.value else None,
            site_zone_status=f"assumed; policy fact orders.export_zone, grade {fact.grade}" if fact else "",
            date_format=hint.date_format,
            exported=hint.exported,
            unzipped_bytes=(hint.unzipped_mb or 200) * 1_000_000,
        )
    problems += [f"case.yaml data.{folder}: there is no file {name!r} in {folder}/" for name in hints]


def _files(folder: Path) -> Iterator[Path]:
    """Everything in the folder but what a desktop leaves there, in name order."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "~$")) or path.name.casefold() in _CLUTTER:
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path)
        else:
            yield path


def _refused(path: Path, suffixes: set[str]) -> str | None:
    """Why a file is not opened at all."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return "is a link or no plain file; put a copy of the file there"
    if path.suffix.casefold() not in suffixes:
        return f"is no {' or '.join(sorted(suffixes))} file; move it out of {path.parent.name}/"
    if path.stat().st_size == 0:
        return "is empty; export it again"
    return None if os.access(path, os.R_OK) else "cannot be read: no permission"


def _bad_zone(hint: DataFile) -> str | None:
    try:
        ZoneInfo(hint.zone or "UTC")
    except (KeyError, ValueError, OSError):
        return f"zone {hint.zone!r} in case.yaml is not known; write one such as Europe/London"
    return None


def _steps(total: int, progress: Progress | None) -> Callable[[str], None]:
    """Tells `progress` of each file that is done."""
    done = iter(range(1, total + 1))
    return lambda file: progress(next(done), total, file) if progress else None


def _bounded(func: Callable[[Request], T], request: Request, problems: list[str], step: Callable[[str], None]) -> T | None:
    """What the function gives in the bounded worker, or None with the problems noted."""
    size = request.path.stat().st_size / 1e6
    try:
        return worker.run(func, request, seconds=_SECONDS + size / 10, megabytes=int(_MEGABYTES + 3 * size))
    except BadFile as error:
        problems += [f"{request.file}: {problem}" for problem in error.problems]
    except worker.Exceeded as error:
        problems.append(f"{request.file}: reading was stopped: it {error.why}; export it in parts of fewer days")
    finally:
        step(request.file)
    return None


# --- orders -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tracked:
    scans: dict[str, datetime]
    readings: tuple[FileReading, ...]
    quarantine: tuple[Quarantined, ...]


def _orders(parts: list[tuple[Request, Typed]], answers: list[tuple[Request, Answers]]) -> Orders:
    """One value from all files; raises if a row is not accounted for."""
    names = [request.file for request, _ in parts]
    whole = merged([part for _, part in parts], names)
    contradicted = tuple(_contradictions(whole, names))
    readings = tuple(_reading(i, request, part, whole) for i, (request, part) in enumerate(parts))
    tracked = _tracked(answers)
    lines = tables.lines(whole.used, names, tracked.scans)
    orders, split = tables.orders(lines)
    if split:
        said = f"{split:,} orders have lines with different times; each counts with its last package"
        readings = tuple(replace(r, notes=(*r.notes, said)) for r in readings)
    if lost := [r.line for r in (*readings, *tracked.readings) if not r.balances]:
        raise KitError("rows were lost on reading; this is a fault of the kit, please report it", lost)
    exported = [part.exported for _, part in parts if part.exported is not None]
    quarantine = [q for _, part in parts for q in part.quarantined]
    return Orders(
        lines=lines,
        orders=orders,
        readings=(*readings, *tracked.readings),
        quarantine=(*quarantine, *contradicted, *tracked.quarantine),
        exported=max(exported, default=None),
    )


def _contradictions(whole: Merged, names: list[str]) -> Iterator[Quarantined]:
    """Rows that state the same line differently with nothing to tell which is later."""
    for row in (whole.fate == CONTRADICTED).nonzero()[0].tolist():
        cell = {name: whole.table[name][row].as_py() for name in ("order_id", "sku_id", "status", "substatus")}
        yield Quarantined(
            file=names[int(whole.part[row])],
            sheet=None,
            line=whole.table["line"][row].as_py(),
            rule="contradiction",
            reason="states this line of an order again with other values, and nothing tells which is later; "
            "declare exported for the files in case.yaml data.orders",
            raw=" | ".join(f"{name}: {value}" for name, value in cell.items() if value is not None),
        )


def _reading(place: int, request: Request, part: Typed, whole: Merged) -> FileReading:
    set_aside = len(part.quarantined) + whole.count(place, CONTRADICTED)
    return FileReading(
        file=request.file,
        sha256=sha256(request.path),
        format=part.format,
        sheet=part.sheet,
        encoding=part.encoding,
        date_format=part.date_format,
        zone=part.zone,
        rows_in=part.rows_in,
        used=whole.count(place, USED),
        quarantined=set_aside,
        description=part.description,
        duplicates=whole.count(place, DUPLICATE),
        merged=whole.count(place, MERGED),
        dropped_columns=part.dropped,
        unknown_columns=part.unknown,
        notes=part.notes,
    )


def _tracked(answers: list[tuple[Request, Answers]]) -> _Tracked:
    """The first scan of each number over all answers, and how each file was read."""
    said: dict[str, list[tuple[int, Parcel]]] = {}
    for place, (_, answer) in enumerate(answers):
        for parcel in answer.parcels:
            said.setdefault(parcel.key, []).append((place, parcel))
    fates = [dict.fromkeys((USED, DUPLICATE, MERGED), 0) for _ in answers]
    scans: dict[str, datetime] = {}
    for number, told in said.items():
        known = [parcel.first_scan for _, parcel in told if parcel.first_scan is not None]
        if known:
            scans[number] = min(known)
        for place, fate in _parcel_fates(told):
            fates[place][fate] += 1
    readings = tuple(_answer_reading(request, answer, fate) for (request, answer), fate in zip(answers, fates, strict=True))
    return _Tracked(scans=scans, readings=readings, quarantine=tuple(q for _, a in answers for q in a.quarantined))


def _parcel_fates(told: list[tuple[int, Parcel]]) -> Iterator[tuple[int, int]]:
    """The answer that knows the latest event counts; equal ones are duplicates, earlier ones merged."""
    latest = max(told, key=lambda t: (t[1].latest is not None, t[1].latest, t[1].fingerprint))[1]
    seen: set[str] = set()
    for place, parcel in told:
        repeated = parcel.fingerprint in seen
        seen.add(parcel.fingerprint)
        yield place, DUPLICATE if repeated else USED if parcel.fingerprint == latest.fingerprint else MERGED


def _answer_reading(request: Request, answer: Answers, fates: dict[int, int]) -> FileReading:
    return FileReading(
        file=request.file,
        sha256=sha256(request.path),
        format=answer.format,
        sheet=None,
        encoding="utf-8",
        date_format="ISO 8601",
        zone="UTC",
        rows_in=answer.rows_in,
        used=fates[USED],
        quarantined=len(answer.quarantined),
        description=0,
        duplicates=fates[DUPLICATE],
        merged=fates[MERGED],
        dropped_columns=(),
        unknown_columns=(),
        notes=answer.notes,
    )
