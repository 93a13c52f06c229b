"""`poa batch`: what is told while the cases run and when they have ended."""

import json
from datetime import datetime
from pathlib import Path

from kit.batch import jobs as rooms
from kit.batch import summary
from kit.batch.outcome import Outcome
from kit.batch.run import run_batch
from kit.errors import Exit
from kit.phrases import say
from kit.terminal import Terminal


def batch(
    terminal: Terminal,
    target: Path,
    *,
    workers: int,
    draft: bool,
    limit: float,
    out: Path | None,
    as_json: bool,
    now: datetime,
) -> int:
    """Run the batch, write its summary and tell it; gives 0 if all are as asked, else 1."""
    found = rooms.find(target, draft=draft, lang=terminal.lang)
    folder = out or rooms.home(target)
    if (folder / "case.yaml").is_file():
        folder = folder / "build"
    with terminal.progress() as progress:

        def told(outcome: Outcome, done: int, total: int) -> None:
            if as_json:
                print(json.dumps({"event": "case", "done": done, "total": total, **outcome.as_dict()}), flush=True)
            elif progress:
                progress(done, total, outcome.path)
            else:
                terminal.line(_line(terminal, outcome, done, total))

        if progress:
            progress(0, len(found), "")
        outcomes = run_batch(found, workers=workers, limit=limit, told=told)
    document = summary.write_summary(folder, outcomes, terminal.lang, now=now)
    if as_json:
        print(json.dumps({"event": "batch", **document["counts"], "summary": str(folder)}))
    terminal.line("")
    summary.tell(terminal, outcomes)
    terminal.say("batch_wrote", folder=folder)
    wanted = {"ready", "draft"} if draft or any(job.draft for job in found) else {"ready"}
    return Exit.CLEAN if all(o.state in wanted for o in outcomes) else Exit.FINDINGS


def _line(terminal: Terminal, outcome: Outcome, done: int, total: int) -> str:
    how = say(terminal.lang, "batch_kept") if outcome.kept else f"{outcome.seconds:.0f} s"
    return f"{done}/{total}\t{outcome.path}\t{say(terminal.lang, f'state_{outcome.state}')}\t{how}"
