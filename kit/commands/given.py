"""What commands share: their options, and what is given in them."""

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kit import told
from kit.commands import elsewhere
from kit.errors import Exit, KitError, Usage
from kit.phrases import chosen
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.model import Finding, OpenCase

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="Folder that holds case.yaml.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Lang = Annotated[str | None, typer.Option("--lang", help="en or zh; else POA_LANG, else the system's language.")]
SellerType = Literal["local", "cross_border"]


def lang_given(lang: str | None) -> Literal["en", "zh"]:
    """The language asked for, else that of the environment; Usage for another."""
    if lang not in {None, "en", "zh"}:
        raise Usage(f"--lang {lang}: en or zh")
    return chosen(lang, dict(os.environ))


def day_given(text: str | None, option: str = "--day") -> date:
    """The day written in that option, or today."""
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - the asker's own day
    except ValueError:
        raise Usage(f"{option} {text}: write a day as 2026-06-12") from None


def moment_given(text: str | None) -> datetime:
    """The moment named, which needs an offset, or the clock's."""
    from datetime import UTC

    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Usage(f"--as-of {text}", ["write it as 2026-06-12T09:00+08:00"]) from None
    if moment.tzinfo is None:
        raise Usage(f"--as-of {text} names no zone", ["write it as 2026-06-12T09:00+08:00"])
    return moment


def code_of(findings: Sequence["Finding"]) -> Exit:
    """The exit code of findings: whether one is an error."""
    return Exit.FINDINGS if any(f.severity == "error" for f in findings) else Exit.CLEAN


def built(terminal: Terminal, folder: Path, *, draft: bool, as_json: bool) -> int:
    """Build a case, tell what came of it, and give the exit code."""
    from kit.appeal import Appeal, withdraw

    with terminal.progress() as progress:
        try:
            appeal = Appeal.open(folder, progress=progress)
        except KitError:
            withdraw(folder)  # what an earlier build left no longer fits what the case says
            raise
        report = appeal.build(draft=draft, elsewhere=elsewhere.before_build(terminal, appeal))
    if as_json:
        terminal.json(report.model_dump(mode="json"))
    else:
        told.result(terminal, appeal, report)
    warn_of_outdated(terminal, appeal.opened)
    return Exit.CLEAN if report.status == "ready" or (draft and report.status == "draft") else Exit.FINDINGS


def warn_of_outdated(terminal: Terminal, opened: "OpenCase") -> None:
    """Say so where the client confirmed the review copy of another state of the case."""
    from kit.desk import review_copy

    try:
        signature = review_copy.outdated(opened)
    except KitError as error:
        terminal.aside(error.in_one_line)
        return
    if signature:
        terminal.warn("copy_outdated", by=signature.by, day=signature.at[:10], folder=opened.folder)
