"""What a command tells about exports: how each file was read, and what a mapping of an unknown one proposes."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC
from typing import TYPE_CHECKING, Any

from kit.phrases import PHRASES, say
from kit.terminal import Terminal, clean

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model import Orders
    from kit.orders.described import FileDescribed
    from kit.orders.mapping import Draft
    from kit.orders.trial import Trial

_RAW = 300  # characters of such a row
_DOUBTFUL = 10  # rows set aside that are shown; --json gives all


def readings(terminal: Terminal, orders: "Orders", files: "Sequence[FileDescribed]", others: dict[str, int]) -> None:
    """How each file was read and understood, the first rows that were set aside, and what the other tables allow."""
    known = f"{orders.exported.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if orders.exported else "-"
    terminal.say("read_all", orders=f"{len(orders.orders):,}", lines=f"{len(orders.lines):,}", files=len(files), known=known)
    for file in files:
        terminal.line("")
        _reading(terminal, file)
    _doubtful(terminal, orders)
    if others:
        terminal.line("")
        terminal.say("read_others")
        for name, rows in others.items():
            allows = f"allows_{name}" if f"allows_{name}" in PHRASES else "allows_nothing"
            terminal.line(f"  {name} ({rows:,}): {say(terminal.lang, allows)}")


def reading_entries(orders: "Orders", files: "Sequence[FileDescribed]", others: dict[str, int]) -> dict[str, Any]:
    """How each file was read, as JSON holds it; every row that was set aside."""
    return {
        "orders": len(orders.orders),
        "lines": len(orders.lines),
        "known_up_to": orders.exported,
        "readings": [
            {
                **asdict(f.reading),
                "table": f.table,
                "recognised": f.why,
                "delimiter": f.delimiter,
                "examples": [asdict(example) for example in f.examples],
            }
            for f in files
        ],
        "quarantine": [asdict(q) for q in orders.quarantine],
        "tables": others,
    }


def _reading(terminal: Terminal, file: "FileDescribed") -> None:
    """One file: the values under one another."""
    reading = file.reading
    terminal.line(reading.file + (f" [{reading.sheet}]" if reading.sheet else ""))
    because = f"; {file.why}" if file.why else ""
    _named(terminal, "read_as", f"{file.table}: {reading.format}, {file.title}{because}")
    split = f", {say(terminal.lang, 'read_split', delimiter=file.delimiter)}" if file.delimiter else ""
    _named(terminal, "read_text", f"{reading.encoding}{split}")
    _named(terminal, "read_dates", f"{reading.date_format}, {reading.zone}")
    for one in file.examples:
        _named(terminal, "", f"{one.header}, {say(terminal.lang, 'read_line', line=one.line)}: {one.raw} -> {one.understood}")
    counts = reading.line.removeprefix(f"{reading.file}: ")
    _named(terminal, "read_rows", counts)
    for key, columns in (("read_buyers", reading.dropped_columns), ("read_unknown", reading.unknown_columns)):
        if columns:
            _named(terminal, key, ", ".join(columns))
    for n, note in enumerate(reading.notes):
        _named(terminal, "" if n else "read_notes", note)


def _doubtful(terminal: Terminal, orders: "Orders") -> None:
    """The first rows that were set aside, each with its reason and its text."""
    if not orders.quarantine:
        return
    shown = orders.quarantine[:_DOUBTFUL]
    terminal.line("")
    terminal.say("read_aside", count=f"{len(orders.quarantine):,}", shown=len(shown))
    for row in shown:
        sheet = f" [{row.sheet}]" if row.sheet else ""
        terminal.block(
            f"{row.file}{sheet}, {say(terminal.lang, 'read_line', line=row.line)}: {row.reason} ({row.rule})", indent=2
        )
        terminal.block(row.raw[:_RAW], indent=6)


def _named(terminal: Terminal, key: str, text: str) -> None:
    """A value under its name, its further lines under its first."""
    terminal.block(text, name=say(terminal.lang, key) if key else "", indent=12)


class Person:
    """Whoever sits at the terminal: is shown things and asked."""

    def __init__(self, terminal: Terminal, prompt: Callable[..., Any]) -> None:
        self.terminal = terminal
        self.prompt = prompt

    def show(self, draft: "Draft") -> None:
        """Show a proposed mapping."""
        proposal(self.terminal, draft)

    def ask(self, key: str, **places: object) -> str:
        """The answer to a phrase, empty for none."""
        shown = {name: clean(str(value)) for name, value in places.items()}
        return str(self.prompt(say(self.terminal.lang, key, **shown), default="", show_default=False)).strip()

    def agrees(self, key: str, **places: object) -> bool:
        """Whether the answer to a phrase is yes."""
        return self.ask(key, **places).lower() in {"y", "yes", "是", "好"}

    def wrong(self, problem: str) -> None:
        """Say what was wrong with an answer."""
        self.terminal.line(f"  {problem}")


def proposal(terminal: Terminal, found: "Draft") -> None:
    """What each column of an unknown export seems to be; buyers' columns by their header alone."""
    lang = terminal.lang
    terminal.line(say(lang, "map_head", kind=found.kind, columns=len(found.guesses), line=found.top.lines[found.header]))
    terminal.table(
        terminal.heads("map_column", "map_field", "map_sure", "map_why"),
        [(g.header, g.field or "-", g.confidence or "", g.reason) for g in found.guesses],
    )
    terminal.field("map_dates_are", found.date_format or found.date_problem or "")
    terminal.field("map_zone_is", f"{found.zone or '?'} ({found.zone_status})" if found.zone else "?")
    terminal.field("map_money_is", f"1{found.notation.thousands}234{found.notation.decimal}50")
    for name, text, means in found.texts:
        terminal.line(f"  {name}: {text} = {means}")
    for name, text, count in found.unknown:
        terminal.line("  " + say(lang, "map_unknown", field=name, text=text, count=f"{count:,}"))


def trial(terminal: Terminal, found: "Draft", tried: "Trial") -> None:
    """Five rows as the reader would understand them, and what it would set aside."""
    if tried.problems:
        return
    for line, cells in tried.rows:
        terminal.line("")
        terminal.line(say(terminal.lang, "map_row", line=line))
        wide = max(len(cell.field) for cell in cells)
        for cell in cells:
            same = cell.raw == cell.understood
            terminal.line(f"  {cell.field:{wide}}  {cell.raw}{'' if same else '  ->  ' + (cell.understood or '-')}")
    terminal.line("")
    aside = len(tried.set_aside)
    terminal.say("map_rows", rows=f"{tried.rows_in:,}", used=f"{tried.used:,}", aside=f"{aside:,}", table=found.kind)
    for row in tried.set_aside[:_DOUBTFUL]:
        terminal.line(f"  {row.line}: {row.reason}")
    for note in tried.notes:
        terminal.line(f"  {note}")


def mapping(found: "Draft", tried: "Trial", saved: "Path | None") -> dict[str, Any]:
    """A proposed mapping as JSON holds it."""
    return {
        "kind": found.kind,
        "saved": str(saved) if saved else None,
        "columns": [
            {"header": g.header, "field": g.field, "confidence": g.confidence, "reason": g.reason, "buyer": g.is_buyer}
            for g in found.guesses
        ],
        "date_format": found.date_format,
        "zone": found.zone,
        "texts": [dict(zip(("field", "text", "means"), text, strict=True)) for text in found.texts],
        "unknown": [dict(zip(("field", "text", "rows"), text, strict=True)) for text in found.unknown],
        "rows_in": tried.rows_in,
        "used": tried.used,
        "rows": [
            {"line": line, "cells": {c.field: {"raw": c.raw, "understood": c.understood} for c in cells}}
            for line, cells in tried.rows
        ],
        "set_aside": [{"line": q.line, "rule": q.rule, "reason": q.reason} for q in tried.set_aside],
        "notes": tried.notes,
    }
