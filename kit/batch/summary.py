"""What is ready, refused and why, deadlines first: for a terminal, as a page, as CSV, as JSON."""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kit.batch.outcome import STATES, Outcome
from kit.paths import TEMPLATES
from kit.phrases import Lang, say, say_count
from kit.terminal import Terminal, clean
from kit.tools.atomic import write_json, write_text
from kit.tools.cells import harmless
from kit.tools.templates import rendered

_COLUMNS = (
    "deadline", "state", "id", "violation_id", "family", "site", "path", "pdf", "pages", "megabytes", "error_count",
    "warning_count", "why", "cell", "file", "seconds",
)  # fmt: skip
_PAGE_HEADS = ("deadline", "status", "case", "batch_result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A case as the page shows it."""

    state: str
    label: str
    deadline: str
    left: str
    is_past: bool
    name: str
    violation: str
    about: str
    lines: tuple[str, ...]
    elsewhere: tuple[str, ...]  # what of its evidence another case uses too
    place: str
    links: tuple[tuple[str, str], ...]  # where, and in which words


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchContext:
    """What the template sees."""

    lang: str = field(metadata={"help": "en or zh"})
    css: str = field(metadata={"help": "Style of the page"})
    title: str = field(metadata={"help": "Name of the folder"})
    about: str = field(metadata={"help": "How many cases, and when it was written"})
    counts: tuple[tuple[str, str], ...] = field(metadata={"help": "State, and how many in words"})
    heads: tuple[str, ...] = field(metadata={"help": "Heads of the table"})
    rows: tuple[Row, ...] = field(metadata={"help": "The cases, earliest deadline first"})


def counts(outcomes: Iterable[Outcome]) -> dict[str, int]:
    """How many cases are in each state, what needs a person first."""
    found = Counter(o.state for o in outcomes)
    return {state: found[state] for state in STATES if found[state]}


def write_summary(
    folder: Path, outcomes: Sequence[Outcome], lang: Lang, *, now: datetime, cases: Mapping[str, Path]
) -> dict[str, Any]:
    """Write batch.json, batch.csv and batch.html, each whole or not at all; gives what batch.json holds.

    `cases` are the folders of the cases by the path that their outcome names: the page leads to what lies in them.
    """
    document = {"counts": counts(outcomes), "cases": [o.as_dict() for o in outcomes]}
    write_json(folder / "batch.json", document)
    write_text(folder / "batch.csv", _csv(outcomes, lang))
    write_text(folder / "batch.html", _page(folder, outcomes, lang, now, cases))
    return document


def tell(terminal: Terminal, outcomes: Sequence[Outcome]) -> None:
    """The cases and the counts. A person reads why below each case: a column of it would leave no room for the names."""
    rows = [
        (_day(o.deadline), say(terminal.lang, f"state_{o.state}"), o.path, o.violation_id, o.told(terminal.lang))
        for o in outcomes
    ]
    if terminal.is_watched:
        for day, state, path, violation, why in rows:
            terminal.head(state, *filter(None, (day, path, violation)))
            if why:
                terminal.block(why, indent=4)
    else:
        terminal.table((), rows)
    for _, said in counted(counts(outcomes), terminal.lang):
        terminal.line(said)


def counted(found: Mapping[str, int], lang: Lang) -> Iterable[tuple[str, str]]:
    """Each state with its count in words."""
    return tuple((state, f"{count} {say(lang, f'state_{state}')}") for state, count in found.items())


def left(deadline: str | None, now: datetime, lang: Lang) -> str:
    """How long until the deadline, in hours or days."""
    if deadline is None:
        return say(lang, "no_deadline")
    hours = (datetime.fromisoformat(deadline).astimezone(UTC) - now).total_seconds() / 3600
    if hours < 0:
        return say(lang, "overdue")
    return say(lang, "hours_left", count=int(hours)) if hours < 96 else say(lang, "days_left", count=int(hours // 24))


def _day(deadline: str | None) -> str:
    return deadline[:16].replace("T", " ") if deadline else ""


def _csv(outcomes: Iterable[Outcome], lang: Lang) -> str:
    """With a mark of UTF-8, so that Excel reads Chinese; no cell is a formula."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\r\n")
    sheet.writerow(_COLUMNS)
    for outcome in outcomes:
        told = [outcome.why(lang) if name == "why" else getattr(outcome, name) for name in _COLUMNS]
        sheet.writerow([harmless(_text(cell)) for cell in told])
    return "\ufeff" + text.getvalue()


def _text(cell: object) -> str:
    return "" if cell is None else " ".join(clean(str(cell)).split())


def _page(folder: Path, outcomes: Sequence[Outcome], lang: Lang, now: datetime, cases: Mapping[str, Path]) -> str:
    context = BatchContext(
        lang=lang,
        css=(TEMPLATES / "batch.css").read_text(encoding="utf-8"),
        title=clean(folder.resolve().name),
        about=say_count(lang, "batch_about", len(outcomes), at=f"{now.astimezone(UTC):%Y-%m-%d %H:%M} UTC"),
        counts=tuple(counted(counts(outcomes), lang)),
        heads=tuple(say(lang, head) for head in _PAGE_HEADS),
        rows=tuple(_row(o, lang, now, tuple(_links(o, folder, cases[o.path], lang))) for o in outcomes),
    )
    return rendered("batch.html.j2", **{name: getattr(context, name) for name in context.__slots__})


def _row(outcome: Outcome, lang: Lang, now: datetime, links: tuple[tuple[str, str], ...]) -> Row:
    lines = outcome.errors or ((outcome.sentence,) if outcome.sentence else ())
    more = outcome.error_count - len(outcome.errors)
    deadline = outcome.deadline
    return Row(
        state=outcome.state,
        label=say(lang, f"state_{outcome.state}"),
        deadline=f"{_day(deadline)} {deadline[-6:]}" if deadline else "",
        left=left(deadline, now, lang),
        is_past=bool(deadline) and datetime.fromisoformat(str(deadline)) < now,
        name=clean(outcome.path),
        violation=clean(outcome.violation_id),
        about=", ".join(part for part in (outcome.family, outcome.site) if part),
        lines=tuple(clean(line) for line in lines) + ((say_count(lang, "batch_more", more),) if more > 0 else ()),
        elsewhere=tuple(clean(line) for line in outcome.elsewhere or ()),
        place=clean(", ".join(part for part in (outcome.file, outcome.cell) if part)),
        links=links,
    )


def _links(outcome: Outcome, folder: Path, case: Path, lang: Lang) -> Iterator[tuple[str, str]]:
    """What lies in the case folder, as seen from the page: the PDF with its pages, the executed notebook."""
    if outcome.pdf:
        size = say_count(lang, "batch_size", outcome.pages, megabytes=f"{outcome.megabytes:.1f}")
        yield _seen_from(folder, case / outcome.pdf), f"{Path(outcome.pdf).name}, {size}"
    notebook = case / "build" / "notebook.html"
    if notebook.is_file():
        yield _seen_from(folder, notebook), say(lang, "batch_notebook")


def _seen_from(folder: Path, path: Path) -> str:
    return quote(os.fsencode(os.path.relpath(path, folder.resolve())))
