"""`poa batch`: what is told while the cases run and when they have ended."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kit.batch import jobs as rooms
from kit.batch import summary
from kit.batch import watch as watching
from kit.batch.compared import Compared, compared
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome
from kit.batch.run import run_batch
from kit.errors import Exit, LedgerError
from kit.phrases import say, say_count
from kit.terminal import Terminal


def batch(
    terminal: Terminal,
    target: Path,
    *,
    workers: int,
    draft: bool,
    limit: float,
    warm: bool,
    scheduler: str,
    out: Path | None,
    watch: bool,
    as_json: bool,
) -> int:
    """Run the batch, write its summary and tell it; gives 0 if all are as asked, else 1. With `watch` it goes on until Ctrl-C."""

    def find() -> tuple[Job, ...]:
        return rooms.find(target, draft=draft, lang=terminal.lang)

    folder = out or rooms.home(target)
    if (folder / "case.yaml").is_file():
        folder = folder / "build"
    known: dict[str, Outcome] = {}
    for jobs, changed in watching.rounds(find):
        ran = _run(terminal, changed, workers=workers, limit=limit, warm=warm, scheduler=scheduler, as_json=as_json)
        known = {job.name: known[job.name] for job in jobs if job.name in known} | {o.path: o for o in ran}
        _write(terminal, folder, jobs, known)  # what ran is told even if the look below, which may take long, is broken off
        found = _compared(terminal, jobs, known)
        known |= found.outcomes
        _tell(terminal, folder, jobs, known, as_json=as_json)
        if as_json or not terminal.quiet:
            _tell_elsewhere(terminal, (known[job.name] for job in jobs if job in changed or job.name in found.outcomes))
            if found.left:
                terminal.aside(say_count(terminal.lang, "batch_left", found.left))
        outcomes = tuple(known.values())
        if not watch:
            break
    wanted = {"ready", "draft"} if any(job.draft for job in jobs) else {"ready"}
    return Exit.CLEAN if all(o.state in wanted for o in outcomes) else Exit.FINDINGS


def _run(
    terminal: Terminal, jobs: Sequence[Job], *, workers: int, limit: float, warm: bool, scheduler: str, as_json: bool
) -> tuple[Outcome, ...]:
    """What came of the jobs; each is told as it ends."""
    with terminal.progress() as progress:

        def told(outcome: Outcome, done: int, total: int) -> None:
            if as_json:
                print(json.dumps({"event": "case", "done": done, "total": total, **outcome.as_dict()}), flush=True)
            elif progress:
                progress(done, total, outcome.path)
            else:
                terminal.line(_line(terminal, outcome, done, total))

        if progress:
            progress(0, len(jobs), "")

        def cold(why: str) -> None:
            terminal.say("batch_cold", why=why)

        def waits() -> None:
            terminal.warn("batch_waits", address=scheduler)

        return run_batch(jobs, workers=workers, limit=limit, warm=warm, told=told, cold=cold, scheduler=scheduler, waits=waits)


def _tell(terminal: Terminal, folder: Path, jobs: Sequence[Job], known: Mapping[str, Outcome], *, as_json: bool) -> None:
    outcomes = tuple(known[job.name] for job in jobs)
    document = _write(terminal, folder, jobs, known)
    if as_json:
        print(json.dumps({"event": "batch", **document["counts"], "summary": str(folder)}), flush=True)
    elif terminal.quiet:
        for outcome in (o for o in outcomes if o.state in {"failed", "refused", "busy"}):
            terminal.aside(f"{outcome.path}: {say(terminal.lang, f'state_{outcome.state}')}: {outcome.told(terminal.lang)}")
    terminal.line("")
    summary.tell(terminal, outcomes)
    terminal.say("batch_wrote", folder=folder)


def _compared(terminal: Terminal, jobs: Sequence[Job], known: Mapping[str, Outcome]) -> Compared:
    """The outcomes with what of their evidence is used elsewhere, of those that had to be looked up."""
    try:
        return compared(
            jobs, known, terminal.lang, lambda count: terminal.line(say_count(terminal.lang, "batch_compares", count))
        )
    except LedgerError as error:
        terminal.warn("elsewhere_unknown", why=str(error))
        return Compared()


def _tell_elsewhere(terminal: Terminal, outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        for line in outcome.elsewhere or ():
            terminal.aside(line)


def _write(terminal: Terminal, folder: Path, jobs: Sequence[Job], known: Mapping[str, Outcome]) -> dict[str, Any]:
    places = {job.name: job.folder for job in jobs}
    outcomes = [known[job.name] for job in jobs]
    return summary.write_summary(folder, outcomes, terminal.lang, now=datetime.now(UTC), cases=places)


def _line(terminal: Terminal, outcome: Outcome, done: int, total: int) -> str:
    how = say(terminal.lang, "batch_kept") if outcome.kept else f"{outcome.seconds:.0f} s"
    return f"{done}/{total}\t{outcome.path}\t{say(terminal.lang, f'state_{outcome.state}')}\t{how}"
