"""Commands around the cases: verify, policy, batches, the machine, examples."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kit import told
from kit.commands.given import Json, Lang, SellerType, built, code_of, day_given, lang_given
from kit.errors import BadFile, Exit, Usage
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.batch.jobs import Job
    from kit.batch.standing import Gone


def verify(
    pdf: Annotated[Path, typer.Argument(metavar="PDF", help="A built PDF; its manifest.json lies beside it.")],
    *,
    originals: Annotated[
        Path | None, typer.Option(help="Case folder with the originals; else the one around the PDF's build folder.")
    ] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Hold a built PDF against its manifest and the originals.

    Every exhibit page is rendered and compared with its original, where that is at hand: the originals are what it rests on.
    Of the letter it proves that its words can be seen, that its links, numbers and index are right, and that the file has the
    hash of the manifest. It does not judge what the letter states: whoever changes a figure of the letter and the manifest
    too is found by `poa build`, which makes the same bytes of the same case. What was made of a file that cannot be shown
    itself (a table, a message) is held against what was made.
    """
    from kit.verify import verify as verified

    terminal = Terminal(lang_given(lang), quiet=as_json)
    if not pdf.is_file():
        raise BadFile(pdf, ["there is no such file; give the PDF in a case's build folder"])
    if originals is not None and not originals.is_dir():
        raise BadFile(originals, ["is no folder; give the case folder that holds the originals"])
    around = pdf.absolute().parents[1]
    held = originals or (around if (around / "case.yaml").is_file() else None)
    manifest = _manifest(pdf.with_name("manifest.json"))
    findings = verified(pdf, manifest, held)
    if as_json:
        terminal.json({"findings": told.entries(findings), "originals": held is not None})
        return code_of(findings)
    if findings:
        told.findings(terminal, told.entries(findings), ())
    if not any(f.severity == "error" for f in findings):
        made = sum(f.rule.startswith("V115") for f in findings)
        terminal.say(("verified_made" if made else "verified") if held else "verified_alone", count=made)
        limit = manifest["max_bytes"]
        terminal.say("verified_limit" if limit else "verified_unlimited", bytes=f"{limit or 0:,}")
    return code_of(findings)


def policy(
    site: Annotated[str, typer.Argument(help="UK, US, …, or the country's name.")],
    *,
    profile: Annotated[str, typer.Option(help="Which set of rules: seed, official.")] = "seed",
    seller_type: Annotated[SellerType, typer.Option(help="Where the seller is based.")] = "cross_border",
    fulfilment: Annotated[Literal["seller", "platform"], typer.Option(help="Who ships.")] = "seller",
    day: Annotated[str | None, typer.Option(help="The day on which they should hold: 2026-06-12. Today if not given.")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Print the facts of a site with their sources.

    First what the site is: language, amounts, paper, clock. Then each fact with its grade, and what other sources say otherwise.
    """
    from kit import policy as rules
    from kit.commands import policy as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    on = day_given(day)
    found = rules.resolve(rules.meant(site), profile, seller_type=seller_type, fulfilment=fulfilment, day=on)
    room.policy(terminal, found, on, as_json=as_json)
    return Exit.CLEAN


def batch(
    target: Annotated[
        Path, typer.Argument(metavar="CLIENT|FOLDER|BATCH.YAML", help="Folder with cases below it, or a list of cases.")
    ],
    *,
    workers: Annotated[int, typer.Option("-j", "--jobs", min=1, help="How many cases at a time.")] = 1,
    draft: Annotated[bool, typer.Option("--draft", help="Build even with errors; every page is marked DRAFT.")] = False,
    limit: Annotated[float, typer.Option(min=1, help="Seconds that a case may take.")] = 600,
    warm: Annotated[
        bool, typer.Option(help="Fork kernels from one that has loaded the kit (Linux); else load it for each.")
    ] = True,
    out: Annotated[Path | None, typer.Option(help="Folder that gets the summary; else the one that holds the cases.")] = None,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Run the cases on the workers of this Dask scheduler: tcp://host:8786.")
    ] = "",
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and run again the cases whose files change.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON as each case ends, then one for all.")] = False,
    lang: Lang = None,
) -> int:
    """Run every case's notebook, each in a process of its own.

    Each case gets its executed notebook, a page of it, PDF and report; batch.html, batch.csv and batch.json say what is
    ready, refused and why, deadlines first. What is done from the same inputs is kept: start it again after a stop.

    With --scheduler the cases run on the workers of a Dask cluster that is there already, as many at a time as these take
    (--jobs is then not used): each worker has this version of the kit and finds the cases under the same path.
    """
    from kit.batch import told as room

    terminal = Terminal(lang_given(lang), quiet=quiet or as_json)
    return room.batch(
        terminal,
        target,
        workers=workers,
        draft=draft,
        limit=limit,
        warm=warm,
        scheduler=scheduler,
        out=out,
        watch=watch,
        as_json=as_json,
    )


def status(
    target: Annotated[
        Path, typer.Argument(metavar="CLIENT|FOLDER|BATCH.YAML", help="Folder with cases below it, or a list of cases.")
    ] = Path(),
    *,
    ics: Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write what is due as a calendar.")] = None,
    within: Annotated[
        float | None,
        typer.Option(metavar="HOURS", help="Only what somebody has to do in so many hours; ends with 1 if there is any."),
    ] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Say how each case stands, what burns first; runs nothing.

    Before the upload the answer is due, as the notice says or by the profile's window; after it a support ticket, the review
    and a second appeal, counted from what `poa submit` noted.
    """
    from datetime import UTC

    from kit.batch import standing as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    now, lost = datetime.now(UTC), room.gone(target)
    jobs = _of(target, lost, terminal.lang)
    here = {job.stated.violation_id for job in jobs}
    lost = tuple(one for one in lost if one.violation_id not in here)  # one that was only moved is not gone
    found = room.standing(jobs)
    if within is not None:
        found = room.within(found, within, now=now)
    if as_json:
        terminal.json(room.entries(found))
    room.tell(terminal, found, now=now)
    if len(jobs) == 1 and not terminal.quiet:
        room.tell_clocks(terminal, jobs[0])
    room.tell_gone(terminal, lost)
    if ics:
        from kit.tools.atomic import write_bytes

        write_bytes(ics, room.calendar(found, made_on=now.date(), lang=terminal.lang))
        terminal.say("status_wrote", path=ics)
    return Exit.FINDINGS if within is not None and found else Exit.CLEAN


def _of(target: Path, lost: "tuple[Gone, ...]", lang: Literal["en", "zh"]) -> "tuple[Job, ...]":
    """The cases; none where all that the ledger knows there is gone."""
    from kit.batch.jobs import find

    try:
        return find(target, lang=lang)
    except Usage:
        if lost:
            return ()
        raise


def doctor(*, as_json: Json = False, lang: Lang = None) -> int:
    """Name what this machine lacks and how to get it."""
    from kit import doctor as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    checks = room.examine(Path.cwd())
    if as_json:
        terminal.json(room.as_dict(checks))
    terminal.table(["", "", "Found", "Get it with"], [(c.name, c.state, c.found, c.get) for c in checks])
    fit = room.is_fit(checks)
    terminal.say("fit" if fit else "unfit")
    return Exit.CLEAN if fit else Exit.MISSING_TOOL


def app(
    folder: Annotated[Path, typer.Argument(help="A folder of cases, or a case folder.")] = Path(),
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0: any that is free.")] = 8866,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in your browser.")] = True,
    lang: Lang = None,
) -> int:
    """Work on cases in a browser: the portfolio, and the walk through each case.

    On this machine alone, and only with the token of the address that is printed. Nothing is fetched from outside; every change
    stands in case.yaml at once.
    """
    from kit.commands import app as room

    return room.app(Terminal(lang_given(lang)), folder, port=port, is_shown=browser)


def lab(folder: Annotated[Path, typer.Argument(help="A case folder, or a folder of cases.")] = Path()) -> int:
    """Open JupyterLab on a case or a folder."""
    from kit.lab import command
    from kit.ledger import ledger_path

    line, told = command(folder), {**os.environ, "POA_HOME": str(ledger_path().parent)}  # a kernel's folder is its notebook's
    if os.name == "nt":  # pragma: no cover - exec there would leave the terminal before Jupyter ends
        import subprocess

        return subprocess.call(line, env=told)  # noqa: S603 - our own interpreter
    return os.execve(line[0], line, told)  # noqa: S606 - our own interpreter; never returns


def demo(
    *,
    cases: Annotated[int, typer.Option(min=1, help="More than 1: a portfolio of so many, some broken on purpose.")] = 1,
    story: Annotated[
        str | None, typer.Option(help="Which example: a folder's name in cases/; the main one if not given.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where to make them.")] = Path("poa-demo"),
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Make an example case and build its PDF.

    A whole appeal from raw files; all names and data are synthetic. With --cases a portfolio of clients on every site,
    to try `poa batch` on; with --story as well, so many shops with that story.
    """
    terminal = Terminal(lang_given(lang), quiet=as_json)
    if cases > 1 and story is None:
        return _portfolio(terminal, cases, out, as_json=as_json)
    if out.is_dir() and any(out.iterdir()):
        terminal.say("demo_kept", folder=out)
    else:
        _make_demo(cases, story, out)
        terminal.say("demo_made", folder=out)
    folders = [p.parent for p in sorted((*out.glob("case.yaml"), *out.glob("*/case.yaml")))]
    if not folders:
        raise Usage(f"{out} holds other things", ["give an empty or new folder with --out"])
    return max(built(terminal, folder, draft=False, as_json=as_json) for folder in folders)


def _make_demo(cases: int, story: str | None, out: Path) -> None:
    """Make the example beside its place and move it there whole."""
    from kit import demo as room
    from kit.tools.atomic import making

    with making(out) as part:
        if cases == 1:
            room.make_case(part, story=story or room.MAIN)
        else:
            room.make_cases(cases, part, story=story or room.MAIN)


def _portfolio(terminal: Terminal, cases: int, out: Path, *, as_json: bool) -> int:
    """Make the portfolio beside its place and move it there whole; one that is there is kept."""
    from kit.demo import portfolio as room
    from kit.tools.atomic import making

    if not (out.is_dir() and any(out.iterdir())):
        with terminal.progress() as progress, making(out) as part:
            room.make(cases, part, progress=progress)
        terminal.say("portfolio_made", count=cases, folder=out)
    elif any(out.glob("*/*/case.yaml")):
        terminal.say("portfolio_kept", folder=out)
    else:
        raise Usage(f"{out} holds other things", ["give an empty or new folder with --out"])
    terminal.say("portfolio_next", folder=out)
    if as_json:
        terminal.json({"cases": sorted(path.parent.relative_to(out).as_posix() for path in out.glob("*/*/case.yaml"))})
    return Exit.CLEAN


def _manifest(path: Path) -> dict[str, Any]:
    import json

    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadFile(path, ["there is no manifest beside the PDF; build the case again"]) from None
    except (OSError, ValueError) as error:
        raise BadFile(path, [f"cannot be read as JSON: {error}"]) from None
    if not isinstance(document, dict):
        raise BadFile(path, ["should hold an object; build the case again"])
    return document
