"""`poa build --review zh` and `poa confirm`: the copy that the client reads in Chinese, and that it was confirmed."""

from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path

from kit.commands.submit import moment, user
from kit.errors import Exit
from kit.phrases import say
from kit.terminal import Terminal


def make(terminal: Terminal, case: Path, *, as_json: bool) -> Exit:
    """Write the copy to CASE/build/review and name each line without Chinese; such a copy cannot be signed."""
    from kit.appeal import Appeal
    from kit.desk import review_copy as desk

    with terminal.progress() as progress:
        appeal = Appeal.open(case, progress=progress)
        copy = desk.copied(appeal)
    made = desk.make(appeal, copy, case / "build" / "review")
    places = [path.relative_to(case).as_posix() for path in (made.pdf, *made.pictures)]
    if as_json:
        terminal.json(
            {
                "case": copy.case,
                "digest": copy.digest,
                "code": copy.short,
                "can_be_signed": copy.can_be_signed,
                "lacking": [{"where": line.where, "why": line.lacks, "en": line.alone} for line in copy.lacking],
                "pdf": places[0],
                "pictures": places[1:],
            }
        )
    if copy.lacking:
        rows = [(line.where, say(terminal.lang, f"copy_{line.lacks}"), line.alone) for line in copy.lacking]
        terminal.table(terminal.heads("copy_where", "copy_why", "copy_english"), rows)
        terminal.say("copy_lacking", count=len(copy.lacking), path=case / "case.yaml")
    terminal.say("copy_wrote", path=made.pdf, count=len(made.pictures))
    if copy.can_be_signed:
        terminal.say("copy_code", code=copy.short, folder=case)
    return Exit.CLEAN if copy.can_be_signed else Exit.FINDINGS


def confirm(
    terminal: Terminal,
    case: Path,
    code: str,
    *,
    by: str,
    on: str | None,
    proof: Path | None,
    now: datetime,
    as_json: bool,
) -> Exit:
    """Note the client's confirmation."""
    from kit.appeal import Appeal
    from kit.desk import review_copy as desk
    from kit.tools.locks import held

    with held(case / desk.FOLDER / ".lock", what=f"a confirmation of {case.name}"):
        at = moment(on, "--on") if on else now
        words = partial(say, terminal.lang)
        signature = desk.confirm(Appeal.open(case), code, by=by, at=at, proof=proof, noted_by=user(), now=now, say=words)
    if as_json:
        terminal.json(asdict(signature))
    terminal.say("copy_confirmed", by=signature.by, code=signature.digest[:8], folder=case / desk.FOLDER)
    return Exit.CLEAN
