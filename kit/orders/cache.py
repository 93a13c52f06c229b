"""What the files of a case said, kept as Parquet so that a second look costs next to nothing.

One Parquet file a sheet and one JSON file of reading facts a data file, in `<case>/build/cache/`. The bounded worker writes
them, the parent reads them: this is also how the worker hands over what it read. Their name is made of everything that
decides the reading (the request, the format files, the kit's own code) and of the SHA-256 of the data file, so that a
changed original, hint or kit never meets an old cache. What is damaged or does not have the columns of its table is not
used, and made again. More is not checked: whoever can write there could as well write the exhibits.

Nothing of a buyer is in it but what `Typed` holds: keyed digests, and quarantined rows without buyer columns.
"""

import json
import os
import secrets
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter

from kit.orders.fields import TABLES
from kit.orders.sheet import CODED, MONEY, TEXT, Request
from kit.orders.typed import UTC_TIME, Typed
from kit.paths import FORMATS, PACKAGE, VOCABULARIES
from kit.tools.atomic import cannot_write

COLUMN_TYPES = {
    "time": UTC_TIME,
    "count": pa.int64(),
    "money": MONEY,
    "flag": pa.bool_(),
    "person": TEXT,
    "id": TEXT,
    "tracking": TEXT,
    "text": CODED,
    "value": CODED,
}
"""Arrow type of each kind of field."""

_FOLDER = ("build", "cache")
_KEY_FILE = "secret"
_SECRET_BYTES = 32
_NEW = ".new-"
_FACTS = "facts.json"
_STEP = 1 << 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """Where the readings of a case are kept, and where new ones are made."""

    kept: Path | None  # None: nothing can be written beside the case
    new: Path
    spare: Path  # on another disk, perhaps, for what does not fit there
    secret: bytes  # key of the digests that stand for buyers
    used: set[str] = field(default_factory=set)  # stems that this reading needed

    def may_know(self, request: Request) -> bool:
        """Whether an earlier reading of a file of this name, with all that decides but its content, is kept."""
        return self.kept is not None and any(self.kept.glob(f"{_decided(request)}-*.json"))

    def read(self, request: Request, digest: str) -> tuple[Typed, ...] | None:
        """What the file of this SHA-256 said, or None where that is not known for sure."""
        stem = f"{_decided(request)}-{digest[:32]}"
        self.used.add(stem)
        if self.kept is None:
            return None
        try:
            return _read(self.kept / f"{stem}.json", request, is_new=False)
        except (OSError, ValueError, KeyError, TypeError, MemoryError, pa.ArrowException):
            return None

    def places(self) -> tuple[Path, Path]:
        """A folder for the worker to write one reading to, and one for what does not fit there."""
        try:
            return Path(tempfile.mkdtemp(dir=self.new)), Path(tempfile.mkdtemp(dir=self.spare))
        except OSError as error:
            raise cannot_write(self.spare, error) from None

    def take(self, places: tuple[Path, Path], request: Request, digest: str) -> tuple[Typed, ...]:
        """What the worker wrote, kept from now on under its name; the facts last, so that they stand for the whole."""
        place = next(p for p in places if p.is_dir() and (p / _FACTS).exists())
        parts = _read(place / _FACTS, request, is_new=True)
        if self.kept is not None:
            stem = f"{_decided(request)}-{digest[:32]}"
            self.used.add(stem)
            with suppress(OSError):  # it is needed no more: the next look reads the file again
                for n in range(len(parts)):
                    (place / _sheet(n)).replace(self.kept / f"{stem}.{_sheet(n)}")
                (place / _FACTS).replace(self.kept / f"{stem}.json")
        for used in places:
            shutil.rmtree(used, ignore_errors=True)
        return parts

    def tidy(self) -> None:
        """Throw away the readings that are of use no more."""
        for path in self.kept.iterdir() if self.kept else ():
            if path.suffix in {".json", ".parquet"} and path.name.split(".")[0] not in self.used:
                path.unlink(missing_ok=True)


@contextmanager
def opened(case: Path) -> Iterator[Cache]:
    """The cache of a case; where nothing can be written there, one that is gone afterwards."""
    kept = _writable(case.joinpath(*_FOLDER))
    with (
        tempfile.TemporaryDirectory(prefix=_NEW, dir=kept, ignore_cleanup_errors=True) as new,
        tempfile.TemporaryDirectory(prefix=_NEW, ignore_cleanup_errors=True) as spare,
    ):
        secret = _secret(kept) if kept else secrets.token_bytes(_SECRET_BYTES)
        yield Cache(kept=kept, new=Path(new), spare=Path(spare), secret=secret)


def _writable(folder: Path) -> Path | None:
    """The folder, made if it is not there; None where nothing can be written, or where it is a link to elsewhere."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError:
        return None
    return None if folder.is_symlink() or folder.parent.is_symlink() else folder


def _secret(folder: Path) -> bytes:
    """The key of the digests that stand for buyers: random, made once a case and kept in `build/cache/secret`.

    Two files of one case give one digest for one buyer, those of another case another. It is not derived from anything:
    names can be guessed, and whoever knew the rule could try them. Where nothing can be kept, or the cache was thrown
    away, there is another one; no number depends on it. Of two processes that make one, both get the same.
    """
    path = folder / _KEY_FILE
    for _ in range(2):
        with suppress(OSError):
            if not path.is_symlink() and len(known := path.read_bytes()) == _SECRET_BYTES:
                return known
            path.unlink()  # cut short
        with suppress(OSError), tempfile.NamedTemporaryFile(prefix=_NEW, dir=folder) as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
            file.flush()
            os.link(file.name, path)
    return secrets.token_bytes(_SECRET_BYTES)  # a file system without links


# --- names --------------------------------------------------------------------------------------


def _decided(request: Request) -> str:
    """A digest of everything that decides how a file is read, but its content."""
    stated = {f.name: getattr(request, f.name) for f in fields(request) if f.name not in {"path", "client_formats", "secret"}}
    whole = sha256(json.dumps(stated, default=str, sort_keys=True).encode())
    for part in (*(path.read_bytes() for path in request.client_formats), request.secret, _reader()):
        whole.update(sha256(part).digest())
    return whole.hexdigest()[:16]


@cache
def _reader() -> bytes:
    """A digest of the kit's own formats and reading code."""
    whole = sha256(pa.__version__.encode())
    code = [*(PACKAGE / "orders").glob("*.py"), PACKAGE / "model" / "opened.py", *(PACKAGE / "tools").glob("tracking*")]
    for path in sorted({*code, *FORMATS.glob("*.yaml"), *VOCABULARIES.glob("*.yaml")}):
        whole.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return whole.digest()


def _sheet(number: int) -> str:
    return f"{number}.parquet"


# --- files --------------------------------------------------------------------------------------

_HINTS = get_type_hints(Typed)
_STATED = tuple(f.name for f in fields(Typed) if f.name != "table")


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_HINTS[name])


def write(parts: Sequence[Typed], places: tuple[Path, Path]) -> None:
    """Write one Parquet file a part and the facts of all, to the second place if the first is full. Runs in the worker."""
    first, spare = places
    try:
        _write(parts, first)
    except OSError:
        shutil.rmtree(first, ignore_errors=True)
        try:
            _write(parts, spare)
        except OSError as error:
            raise cannot_write(spare, error) from None


def _write(parts: Sequence[Typed], place: Path) -> None:
    facts = []
    for number, part in enumerate(parts):
        path = place / _sheet(number)
        table = conformed(part.table, part.kind)
        coded = [name for name in table.column_names if table[name].type == CODED]
        pq.write_table(table, path, compression="none", use_dictionary=coded, write_statistics=False)
        facts.append({name: _adapter(name).dump_python(getattr(part, name), mode="json") for name in _STATED})
        facts[-1]["crc"] = _crc(path)
    text = json.dumps(facts)
    (place / _FACTS).write_text(f"{sha256(text.encode()).hexdigest()}\n{text}", encoding="utf-8")


def conformed(table: pa.Table, kind: str) -> pa.Table:
    """The columns in the types of their fields."""
    types = {name: COLUMN_TYPES[known.kind] for name, known in TABLES[kind].fields.items()} | {"line": pa.int64()}
    return pa.table({name: table[name].cast(types[name]) for name in table.column_names})


def _read(path: Path, request: Request, *, is_new: bool) -> tuple[Typed, ...]:
    """The parts that a facts file tells of; raises ValueError and others where something is damaged."""
    digest, _, text = path.read_text(encoding="utf-8").partition("\n")
    if sha256(text.encode()).hexdigest() != digest:
        raise ValueError("the facts are damaged")
    most = max(request.path.stat().st_size, request.unzipped_bytes)  # each row takes a byte at least
    name = "" if is_new else f"{path.stem}."
    return tuple(
        _part(path.with_name(f"{name}{_sheet(n)}"), facts, most, is_new=is_new) for n, facts in enumerate(json.loads(text))
    )


def _part(path: Path, facts: Mapping[str, Any], most: int, *, is_new: bool) -> Typed:
    if not is_new and _crc(path) != facts["crc"]:
        raise ValueError("the table is damaged")
    stated = {name: _adapter(name).validate_python(facts[name], strict=False) for name in _STATED}
    with pq.ParquetFile(path, memory_map=True) as file:
        rows = stated["rows_in"] - stated["description"] - len(stated["quarantined"])
        if file.metadata.num_rows != rows or rows > most:
            raise ValueError("the rows do not tally")
        table = file.read()
    _expect(table.schema, stated["kind"])
    return Typed(table=table, **stated)


def _expect(schema: pa.Schema, kind: str) -> None:
    """Refuse columns that are not those of the table, or of another type."""
    types = {name: COLUMN_TYPES[known.kind] for name, known in TABLES[kind].fields.items()} | {"line": pa.int64()}
    wrong = [name for name, found in zip(schema.names, schema.types, strict=True) if types.get(name) != found]
    if wrong or "line" not in schema.names or not {*TABLES[kind].needed} <= {*schema.names}:
        raise ValueError("the columns are not those of the table")


def _crc(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while piece := file.read(_STEP):
            found = zlib.crc32(piece, found)
    return found
