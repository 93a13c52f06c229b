"""`poa map`: an export that no format knows, its columns proposed, shown, corrected, and saved as a format of the client."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from kit import policy
from kit.case import open_case
from kit.errors import BadFile, Usage
from kit.orders import date_formats, mapping, text_content, trial
from kit.orders.export_format import TableFormat, formats
from kit.orders.fields import TABLES, TableName
from kit.orders.first_rows import FirstRows, first_rows
from kit.orders.mapping import Draft, Settings
from kit.orders.trial import Trial
from kit.tools import worker
from kit.tools.atomic import sha256, write_text

_NAMED = 5  # headers in a message
_DATES = "--date-format DD/MM/YYYY, MM/DD/YYYY, 'EXCEL SERIAL or YYYY-MM-DD' or such"
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One sheet of one file, and where its format will be saved."""

    path: Path
    encoding: str | None
    top: FirstRows
    one_of_several: bool  # sheets
    target: Path  # the format's file
    site_zone: str | None

    @property
    def name(self) -> str:
        """The id of the format."""
        return self.target.stem


def job(
    path: Path, *, case: Path | None, out: Path | None, name: str | None, encoding: str | None, sheet: str | None, force: bool
) -> Job:
    """The file opened; raises before anything is asked if the format could not be saved in the end."""
    if not path.is_file():
        raise BadFile(path, ["there is no such file; give an export as downloaded (CSV or XLSX)"])
    case = case or _case_of(path)
    if case is None and out is None:
        raise Usage("where shall the format be saved?", ["give --case CASE, or --out with a client's folder formats"])
    target = (out or cast("Path", case) / "formats") / f"{_named(name, path)}.yaml"
    if target.exists() and not force:
        raise Usage(f"{target} is there already", ["give another --name, or --force to replace it; nothing was changed"])
    if target.stem in formats():
        raise Usage(f"--name {target.stem}: the kit has a format of that name", ["give another --name"])
    tops = _opened(path, encoding)
    if not mapping.has_header(top := _sheet(path, tops, sheet)):
        raise BadFile(path, ["its first row looks like data, not headers; export it again with its header row"])
    return Job(
        path=path,
        encoding=encoding,
        top=top,
        one_of_several=len(tops) > 1,
        target=target,
        site_zone=_site_zone(case) if case else None,
    )


def _opened(path: Path, encoding: str | None) -> tuple[FirstRows, ...]:
    """The first rows of each sheet; a text that is not UTF-8 is asked for, with what its headers would be as GB18030."""
    try:
        return worker.run(first_rows, path, path.name, encoding)
    except BadFile as error:
        if encoding is not None or text_content.is_utf8(path) or text_content.is_workbook(path, path.name):
            raise
        problems = [
            "it is not UTF-8; say its encoding: --encoding gb18030 (an office in China), cp1252 (a western one) or another"
        ]
        raise BadFile(path, [*problems, *_as_chinese(path)]) from error


def _as_chinese(path: Path) -> Iterator[str]:
    """What the headers would be in the encoding of Chinese offices, for a person to judge."""
    try:
        (top,) = worker.run(first_rows, path, path.name, "gb18030")
    except (BadFile, worker.Exceeded):
        return
    if mapping.has_header(top):
        yield f"as gb18030 its headers are {', '.join(mapping.header_row(top)[:_NAMED])} …"


def settings(
    *, kind: str | None, stated: Iterable[str], texts: Iterable[str], date_format: str | None, zone: str | None
) -> Settings:
    """What the options decide; raises Usage with each that cannot be read."""
    if kind is not None and kind not in TABLES:
        raise Usage(f"--kind {kind}", [f"known: {', '.join(mapping.KINDS)}"])
    found = Settings(kind=cast("TableName | None", kind))
    headers: dict[str, str] = {}
    for text in stated:
        found = decided(found, text)
        name, _, header = (part.strip() for part in text.partition("="))
        if header and headers.setdefault(header.casefold(), name) != name:
            raise Usage(
                f"--set {header!r} for {headers[header.casefold()]} and for {name}",
                ["one column states one field; name another column for one of them"],
            )
    for text in texts:
        of, _, rest = text.partition(":")
        found = with_text(found, of.strip(), *(part.strip() for part in rest.rpartition("=")[::2]))
    found = with_dates(found, date_format) if date_format else found
    return with_zone(found, zone) if zone else found


def decided(found: Settings, text: str) -> Settings:
    """`field=header`, or `field=` for none."""
    name, equals, header = (part.strip() for part in text.partition("="))
    known = {field for table in TABLES.values() for field in table.fields}
    if not equals or name not in known:
        raise Usage(f"{text!r} cannot be read", ["write field=header, such as order_id=Order No; or field= for none", *_fields()])
    return replace(found, fields={**found.fields, name: header or None})


def with_text(found: Settings, of: str, text: str, means: str) -> Settings:
    """A text of a column of known values, and its meaning."""
    if not (of and text and means):
        raise Usage(f"--value {of}:{text}={means} cannot be read", ["write field:text=meaning, such as status:已归档=completed"])
    return replace(found, texts={**found.texts, (of, text): means})


def with_dates(found: Settings, text: str) -> Settings:
    """How the dates are written."""
    if not date_formats.declared_templates(text):
        raise Usage(f"date format {text!r} is not known", [f"known: {', '.join(date_formats.TEMPLATES)}"])
    return replace(found, date_format=text)


def with_zone(found: Settings, text: str) -> Settings:
    """The zone of the clock that wrote the file."""
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise Usage(f"zone {text!r} is not known", ["write one such as Asia/Shanghai or Europe/London"]) from None
    return replace(found, zone=text)


def drafted(work: Job, said: Settings) -> Draft:
    """The proposal with what was decided; raises Usage where that does not fit the file."""
    draft = mapping.proposed(work.top, said, site_zone=work.site_zone)
    headers = draft.top.rows[draft.header]
    table = TABLES[draft.kind]
    wrong = [
        f"{n}: a table of {draft.kind} has no such field; {_listed(table.fields)}" for n in said.fields if n not in table.fields
    ]
    wrong += [f"{n}={h}: there is no such header; headers are {', '.join(headers)}" for n, h in said.fields.items()
              if h is not None and n in table.fields and n not in draft.chosen]  # fmt: skip
    wrong += [
        f"{of}:{text}={means}: meanings are {', '.join(mapping.meanings(draft.kind, of))}"
        for (of, text), means in said.texts.items()
        if means not in mapping.meanings(draft.kind, of)
    ]
    if wrong:
        raise Usage("what you said does not fit this file", wrong)
    return draft


def lacks(draft: Draft, site_zone: str | None = None) -> tuple[str, ...]:
    """What must be decided before the draft can be saved, each with the option that does it."""
    found = [f"no column is {n}; say which: --set {n}=HEADER{_offered(draft, n)}" for n in draft.lacking]
    if draft.date_problem:
        found.append(f"{draft.date_problem}; say how dates are written: {_DATES}")
    if draft.zone is None:
        found.append(f"which clock wrote its times is not known; say it: {_zones(site_zone)}")
    return tuple(found)


def _offered(draft: Draft, name: str) -> str:
    """The columns that could be the field by what stands in them, as words in brackets."""
    headers = mapping.could_be(draft, name)
    return f" (by their cells it could be {' or '.join(headers[:_NAMED])})" if headers else ""


def _zones(site_zone: str | None) -> str:
    of_site = f"--zone {site_zone} (the case's site) or " if site_zone else ""
    return f"{of_site}--zone Asia/Shanghai (an office in China), or another"


def made(work: Job, draft: Draft, *, today: date) -> tuple[TableFormat, Trial]:
    """The format, and what the reader makes of the file with it."""
    try:
        found = mapping.as_format(
            draft,
            name=work.name,
            file=work.path.name,
            sha256=sha256(work.path),
            today=today,
            one_of_several=work.one_of_several,
            encoding=work.encoding,
        )
    except ValueError as error:
        raise Usage("no format can be made of this", [str(error)]) from None
    return found, trial.tried(work.path, draft, found, encoding=work.encoding)


def save(work: Job, found: TableFormat) -> Path:
    """The format's file, whole or not at all."""
    work.target.parent.mkdir(parents=True, exist_ok=True)
    write_text(
        work.target,
        f"# Made by `poa map`; a person may correct it. Fields and layout: see the kit's own formats.\n{trial.text_of(found)}",
    )
    return work.target


class Person(Protocol):
    """Whoever sits at the terminal."""

    def show(self, draft: Draft) -> None:
        """Show the proposal."""

    def ask(self, key: str, **places: object) -> str:
        """The answer to a phrase, empty for none."""

    def wrong(self, problem: str) -> None:
        """Say what was wrong with an answer; the question comes again."""


def conversed(work: Job, said: Settings, person: Person) -> Settings:
    """The settings after a person has looked at the proposal and decided what only a person can."""
    while True:
        draft = drafted(work, said)
        person.show(draft)
        said, is_done = _corrected(work, said, person)
        if is_done and not draft.lacking:
            break
        if is_done:
            person.wrong("; ".join(f"no column is {name}{_offered(draft, name)}" for name in draft.lacking))
    while (draft := drafted(work, said)).date_problem:
        said = _asked(person, said, with_dates, "map_dates", problem=draft.date_problem)
    while drafted(work, said).zone is None:
        said = _asked(person, said, with_zone, "map_zone", site=work.site_zone or "Europe/London")
    for unknown in drafted(work, said).unknown:
        said = _text_asked(person, said, draft.kind, unknown)
    return said


def _corrected(work: Job, said: Settings, person: Person) -> tuple[Settings, bool]:
    """The settings with one correction, and whether there was none."""
    answer = person.ask("map_change")
    if not answer:
        return said, True
    try:
        changed = decided(said, answer)
        drafted(work, changed)
    except Usage as error:
        person.wrong(error.in_one_line)
        return said, False
    return changed, False


def _asked(person: Person, said: Settings, change: Callable[[Settings, str], Settings], key: str, **places: object) -> Settings:
    try:
        return change(said, person.ask(key, **places))
    except Usage as error:
        person.wrong(error.in_one_line)
        return said


def _text_asked(person: Person, said: Settings, kind: TableName, unknown: tuple[str, str, int]) -> Settings:
    """The meaning of one text; an empty answer leaves its cells blank."""
    of, text, count = unknown
    known = mapping.meanings(kind, of)
    while answer := person.ask("map_text", field=of, text=text, count=f"{count:,}", meanings=_listed(known)):
        if answer in known:
            return with_text(said, of, text, answer)
        person.wrong(f"{answer!r} is no meaning of {of}")
    return said


def _case_of(path: Path) -> Path | None:
    """The case folder in which the file lies, if it lies in one."""
    return next((folder for folder in path.resolve().parents if (folder / "case.yaml").is_file()), None)


def _named(name: str | None, path: Path) -> str:
    if name is not None and not NAME.fullmatch(name):
        raise Usage(f"--name {name!r}", ["write small letters, digits and underscores, beginning with a letter: our_erp"])
    slug = re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_")[:60].strip("_")
    return name or (slug if NAME.fullmatch(slug) else "mapped_export")


def _sheet(path: Path, tops: tuple[FirstRows, ...], wanted: str | None) -> FirstRows:
    """The sheet asked for; else the one with the most rows."""
    if not tops:
        raise BadFile(path, ["it holds no filled sheet that shows"])
    if wanted is None:
        return max(tops, key=lambda top: len(top.rows))
    for top in tops:
        if top.sheet == wanted:
            return top
    raise Usage(f"--sheet {wanted}", [f"sheets are {_listed(top.sheet or '-' for top in tops)}"])


def _site_zone(case: Path) -> str:
    site = open_case(case).case.violation.site
    return policy.sites()[site].calendar.zone


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _fields() -> list[str]:
    return [f"fields of {kind}: {_listed(TABLES[kind].fields)}" for kind in mapping.KINDS[:2]]
