"""From the files of a case to its orders and other tables: every file read, every row accounted for."""

import codecs
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from kit.errors import BadFile, KitError
from kit.model import DataFile, FileReading, OpenCase, Orders, Policy, Quarantined
from kit.orders import cache, csv_rows, date_formats, tables, text_content, tracking, xlsx_rows
from kit.orders.cache import Cache
from kit.orders.export_format import TableFormat, client_formats, formats
from kit.orders.fields import TABLES
from kit.orders.merge import CONTRADICTED, DUPLICATE, MERGED, USED, Merged, merged
from kit.orders.named import Named, find
from kit.orders.sheet import Request
from kit.orders.tracking import Answers, Parcel
from kit.orders.tracking_events import begun
from kit.orders.typed import Typed, typed
from kit.tools import worker
from kit.tools.atomic import sha256

Progress = Callable[[int, int, str], None]
T = TypeVar("T")

UNZIPPED_MB = 200  # of a workbook, unless the case raises it
_ANSWERS = {".json", ".jsonl"}
_SHEETS = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls"}
_FOLDERS: dict[str, set[str]] = {**{table.folder: _SHEETS | _ANSWERS for table in TABLES.values()}, "tracking": _ANSWERS}
"""The folders of a case that hold data, and what may lie in each."""
_KINDS = {folder: {name for name, table in TABLES.items() if table.folder == folder} for folder in _FOLDERS}
"""The tables of each folder."""
_CLUTTER = {"thumbs.db", "desktop.ini"}
_SECONDS = 30.0  # for a file of a usual size; a large one gets more in proportion
_MEGABYTES = 1_000


@dataclass(slots=True, kw_only=True, eq=False)
class Part:
    """One sheet of one file; `sha256` is the file's. Its rows are let go once they are merged."""

    file: str
    sha256: str
    typed: Typed


def parse(request: Request) -> tuple[Typed, ...]:
    """What each sheet of one file says; raises BadFile. Runs in the bounded worker."""
    if request.path.suffix.casefold() in _ANSWERS:
        from kit.orders import json_rows  # late: few cases have answers of the Open API

        return tuple(typed(sheet, request) for sheet in json_rows.read(request))
    if text_content.is_workbook(request.path, request.file):
        found = tuple(typed(sheet, request) for sheet in xlsx_rows.read(request))
    else:
        found = (typed(csv_rows.read(request), request),)
    return _filled(found, request)


def _filled(found: tuple[Typed, ...], request: Request) -> tuple[Typed, ...]:
    """The sheets, if one of them has rows: a case has orders, though it may have had no returns in the time."""
    if any(sheet.rows_in > sheet.description for sheet in found):
        return found
    if request.folder == "orders":
        raise BadFile(request.file, ["holds no rows under its header; export it again for the days of the case"])
    return tuple(replace(sheet, notes=(*sheet.notes, "holds no rows under its header")) for sheet in found)


def parse_to(request: Request, places: tuple[Path, Path]) -> None:
    """Write what each sheet of one file says to one of the folders; raises BadFile. Runs in the bounded worker."""
    cache.write(parse(request), places)


def read(opened: OpenCase, policy: Policy, progress: Progress | None) -> Orders | None:
    """The data files of a case; None where it has none. Raises BadFile with every problem of every file."""
    problems: list[str] = []
    with cache.opened(opened.folder) as kept:
        requests = [r for folder in _FOLDERS for r in _requests(opened, policy, folder, kept.secret, problems)]
        step = _steps(len(requests), progress)
        parts = [part for r in requests if r.folder != "tracking" for part in _parts(r, kept, problems, step)]
        asked = [r for r in requests if r.folder == "tracking"]
        answers = [(r, answer) for r in asked if (answer := _bounded(tracking.read, r, problems=problems, step=step))]
        kept.tidy()
    if problems:
        raise BadFile(opened.folder, problems)
    return together(parts, answers) if requests else None


def where_named(opened: OpenCase, policy: Policy, texts: Sequence[str]) -> tuple[tuple[Named, ...], tuple[str, ...]]:
    """Where the texts name a buyer of the case's files, and what could not be searched for that; see `kit.orders.named`."""
    problems: list[str] = []
    requests = [r for folder in _FOLDERS if folder != "tracking" for r in _requests(opened, policy, folder, b"", problems)]
    found = [_bounded(find, request, tuple(texts), problems=problems, step=lambda _: None) for request in requests]
    return tuple(dict.fromkeys(one for some in found for one in some or ())), tuple(problems)


def _parts(request: Request, kept: Cache, problems: list[str], step: Callable[[str], None]) -> list[Part]:
    """The sheets of one file, from the cache where it knows this very file."""
    if kept.may_know(request) and (known := kept.read(request, digest := sha256(request.path))) is not None:
        step(request.file)
    else:
        digest, known = _fresh(request, kept, problems, step)
    return [Part(file=request.file, sha256=digest, typed=part) for part in known]


def _fresh(request: Request, kept: Cache, problems: list[str], step: Callable[[str], None]) -> tuple[str, tuple[Typed, ...]]:
    """What the bounded worker reads in a file, and the file's SHA-256, told at the same time."""
    places, before = kept.places(), _state(request.path)
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(sha256, request.path)
        said = len(problems)
        _bounded(parse_to, request, places, problems=problems, step=step)
        digest = told.result()
    if len(problems) > said:
        return digest, ()
    if _state(request.path) != before:
        problems.append(f"{request.file}: was changed while it was read; run it again")
        return digest, ()
    return digest, kept.take(places, request, digest)


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


# --- files --------------------------------------------------------------------------------------


def _requests(opened: OpenCase, policy: Policy, folder: str, secret: bytes, problems: list[str]) -> Iterator[Request]:
    """One request for each file of a folder, with what case.yaml says of it."""
    hints: dict[str, DataFile] = {}
    for hint in getattr(opened.case.data, folder):
        name = Path(os.path.normpath(hint.file)).as_posix()
        if name in hints:
            problems.append(f"case.yaml data.{folder}: {name} stands twice")
        hints[name] = hint
    fact = policy.get("orders.export_zone")
    client = tuple(_client_formats(opened.home or opened.folder))
    for path in _files(opened.folder / folder):
        file = path.relative_to(opened.folder).as_posix()
        hint = hints.pop(file, DataFile(file=file))
        refused = _refused(path, _FOLDERS[folder])
        if wrong := [why for why in (refused, *_misstated(hint, folder, client)) if why]:
            problems += [f"{file}: {why}" for why in wrong]
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
            covers=(hint.covers.start, hint.covers.end) if hint.covers else None,
            folder=folder,
            client_formats=client,
            secret=secret,
            unzipped_bytes=(hint.unzipped_mb or UNZIPPED_MB) * 1_000_000,
        )
    for name, hint in hints.items():
        problems.append(f"case.yaml data.{folder}: there is no file {name!r} in {folder}/")
        problems += [f"{name}: {why}" for why in _misstated(hint, folder, client)]


def _client_formats(case: Path) -> Iterator[Path]:
    """The format files of the case, and of the client whose folder it is in."""
    for folder in (case / "formats", case.resolve().parent / "formats"):
        yield from (path for path in sorted(folder.glob("*.yaml")) if path.is_file() and not path.is_symlink())


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


def _misstated(hint: DataFile, folder: str, client: Sequence[Path]) -> Iterator[str]:
    """All that case.yaml says of a file and that cannot be."""
    try:
        ZoneInfo(hint.zone or "UTC")
    except (KeyError, ValueError, OSError):
        yield f"zone {hint.zone!r} in case.yaml is not known; write one such as Europe/London"
    if hint.date_format and not date_formats.declared_templates(hint.date_format):
        yield f"date_format {hint.date_format!r} in case.yaml is not known; write one of {', '.join(date_formats.TEMPLATES)}"
    try:
        codecs.lookup(hint.encoding or "utf-8")
    except LookupError:
        yield f"encoding {hint.encoding!r} in case.yaml is not known; write one such as utf-8, gb18030 or cp1252"
    known = {f.id for f in (*formats().values(), *_client_known(client)) if f.kind == folder or f.kind in _KINDS[folder]}
    if hint.format and hint.format not in known:
        yield f"format {hint.format!r} in case.yaml is not known; write one of {', '.join(sorted(known))}"


def _client_known(paths: Sequence[Path]) -> Sequence[TableFormat]:
    """The client's formats; one that is malformed is told where a file is read by it."""
    try:
        return tuple(client_formats(paths).values())
    except BadFile:
        return ()


def _steps(total: int, progress: Progress | None) -> Callable[[str], None]:
    """Tells `progress` of each file that is done."""
    done = iter(range(1, total + 1))
    return lambda file: progress(next(done), total, file) if progress else None


def _bounded(
    func: Callable[..., T], request: Request, *more: object, problems: list[str], step: Callable[[str], None]
) -> T | None:
    """What the function gives in the bounded worker, or None with the problems noted."""
    size, raised = request.path.stat().st_size / 1e6, max(0.0, request.unzipped_bytes / 1e6 - UNZIPPED_MB)
    seconds = _SECONDS + size / 10 + raised / 5  # who lets a workbook unpack to more gives it the time, too
    try:
        return worker.run(func, request, *more, seconds=seconds, megabytes=int(_MEGABYTES + 3 * size))
    except BadFile as error:
        problems += [f"{request.file}: {problem}" for problem in error.problems]
    except worker.Exceeded as error:
        problems.append(
            f"{request.file}: reading was stopped: it {error.why}; export it in parts of fewer days, or try again on a machine that is less busy"
        )
    finally:
        step(request.file)
    return None


# --- one value ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tracked:
    scans: dict[str, tuple[datetime, ...]]  # see `kit.orders.tracking_events.begun`
    readings: tuple[FileReading, ...]
    quarantine: tuple[Quarantined, ...]


def together(parts: Sequence[Part], answers: Sequence[tuple[Request, Answers]]) -> Orders:
    """One value from all files; raises if a row is not accounted for."""
    kinds = {kind: [part for part in parts if part.typed.kind == kind] for kind in TABLES}
    whole = {kind: merged([p.typed for p in some], [p.file for p in some]) for kind, some in kinds.items() if some}
    contradicted = [q for kind, one in whole.items() for q in _contradictions(one, kinds[kind])]
    told = {id(part): (whole[kind], place) for kind, some in kinds.items() for place, part in enumerate(some)}
    notes = {id(part): tuple(_twins(*told[id(part)])) for part in parts}
    for part in parts:  # the merged rows are taken apart column by column: nothing else may hold them
        part.typed = replace(part.typed, table=part.typed.table.schema.empty_table())
    tracked = _tracked(answers)
    files = {kind: [part.file for part in some] for kind, some in kinds.items()}
    lines, orders, split = tables.orders(whole.get("orders"), files["orders"], tracked.scans)
    listed = [kind for kind in whole if kind in _KINDS["listings"]]
    stated = {f"{kind}_as_stated": tables.as_stated(whole[kind], files[kind]) for kind in listed}
    others = {kind: tables.frame(one, files[kind]) for kind, one in whole.items() if kind != "orders"}
    readings = [_reading(part, *told[id(part)], (*notes[id(part)], *_split_note(part, split))) for part in parts]
    if lost := [r.line for r in (*readings, *tracked.readings) if not r.balances]:
        raise KitError("rows were lost on reading; this is a fault of the kit, please report it", lost)
    quarantine = [q for part in parts for q in part.typed.quarantined]
    return Orders(
        lines=lines,
        orders=orders,
        readings=(*readings, *tracked.readings),
        quarantine=(*quarantine, *contradicted, *tracked.quarantine),
        exported=_exported(kinds["orders"] or parts),
        tables=others | stated | (tracking.tables([(r.file, answer) for r, answer in answers]) if answers else {}),
    )


def _exported(parts: Sequence[Part]) -> datetime | None:
    """The latest moment that the files know of. Where there are order files, theirs: orders are judged by it."""
    return max((p.typed.exported for p in parts if p.typed.exported is not None), default=None)


def _contradictions(whole: Merged, parts: Sequence[Part]) -> Iterator[Quarantined]:
    """Rows that state the same thing differently with nothing to tell which is later."""
    rules = TABLES[whole.kind]
    shown = ("order_id", "sku_id", "status", "substatus") if whole.kind == "orders" else rules.key
    what = "this line of an order" if whole.kind == "orders" else f"the same of {whole.kind}"
    for row in (whole.fate == CONTRADICTED).nonzero()[0].tolist():
        cell = {name: whole.table[name][row].as_py() for name in shown}
        part = parts[int(whole.part[row])]
        yield Quarantined(
            file=part.file,
            sheet=part.typed.sheet,
            line=whole.table["line"][row].as_py(),
            rule="contradiction",
            reason=f"states {what} again with other values, and nothing tells which is later; "
            f"declare exported for the files in case.yaml data.{rules.folder}",
            raw=" | ".join(f"{name}: {value}" for name, value in cell.items() if value is not None),
        )


def _reading(part: Part, whole: Merged, place: int, notes: tuple[str, ...]) -> FileReading:
    said = part.typed
    return FileReading(
        file=part.file,
        sha256=part.sha256,
        format=said.format,
        sheet=said.sheet,
        encoding=said.encoding,
        date_format=said.date_format,
        zone=said.zone,
        rows_in=said.rows_in,
        used=whole.count(place, USED),
        quarantined=len(said.quarantined) + whole.count(place, CONTRADICTED),
        description=said.description,
        duplicates=whole.count(place, DUPLICATE),
        merged=whole.count(place, MERGED),
        dropped_columns=said.dropped,
        unknown_columns=said.unknown,
        notes=(*said.notes, *notes),
    )


def _split_note(part: Part, split: int) -> Iterator[str]:
    if part.typed.kind == "orders" and split:
        yield f"{split:,} orders have lines with different times; each counts with its last package"


def _twins(whole: Merged, place: int) -> Iterator[str]:
    if twins := int((whole.part[whole.twins] == place).sum()):
        yield f"{twins:,} rows stand beside others of the same {', '.join(TABLES[whole.kind].key)}; all are kept, so that no money is lost"


def _tracked(answers: Sequence[tuple[Request, Answers]]) -> _Tracked:
    """When the journeys of each number began, over all answers, and how each file was read."""
    said: dict[str, list[tuple[int, Parcel]]] = {}
    for place, (_, answer) in enumerate(answers):
        for parcel in answer.parcels:
            said.setdefault(parcel.key, []).append((place, parcel))
    fates = [dict.fromkeys((USED, DUPLICATE, MERGED), 0) for _ in answers]
    scans: dict[str, tuple[datetime, ...]] = {}
    for number, told in said.items():
        if journeys := begun([parcel for _, parcel in told]):
            scans[number] = journeys
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
