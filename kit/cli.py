"""`poa`: the commands. Each opens a room, prints what it finds, and gives an exit code of DESIGN §8."""

import os
import sys
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from kit import __version__, told, told_exports
from kit.errors import BadFile, Exit, KitError, Usage
from kit.phrases import chosen, say
from kit.terminal import Terminal, complain

if TYPE_CHECKING:
    from kit.checked import Checked
    from kit.model import Finding, MaskProposal

BUG = 70  # a fault of the kit itself; 130 and 141 are the shell's own for Ctrl-C and a closed pipe

app = typer.Typer(
    name="poa",
    help="From a folder of a client's files to a checked Plan of Action in one PDF.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # help by rich would cost more than everything else together
    pretty_exceptions_enable=False,
)

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="Folder that holds case.yaml.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Lang = Annotated[str | None, typer.Option("--lang", help="en or zh; else POA_LANG, else the system's language.")]
SellerType = Literal["local", "cross_border"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit code. Only here do errors become exit codes."""
    _never_fail_to_print()
    try:
        code = app(args=argv, prog_name="poa", standalone_mode=False)
        sys.stdout.flush()
    except KitError as error:
        complain(error)
        return int(error.exit)
    except typer.TyperException as error:  # a wrong option or argument
        cast("Any", error).show()
        return int(Exit.USAGE)
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except (BrokenPipeError, SystemExit):  # SystemExit: typer's own answer to a closed pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # so that the interpreter's last flush is silent
        return 141
    except Exception:  # noqa: BLE001 - the last stop before the interpreter's own
        traceback.print_exc()
        print(
            f"poa: {say(_lang(None), 'bug')} (poa {__version__}, Python {sys.version.split()[0]}, {sys.platform})",
            file=sys.stderr,
        )
        return BUG
    if code == 130:
        print(f"poa: {say(_lang(None), 'stopped')}", file=sys.stderr)
    return int(code or 0)


def commands() -> dict[str, Any]:
    """Every command by its name, `poa` itself first, as the library that parses them sees them."""
    group = cast("Any", typer.main.get_command(app))
    return {"poa": group, **{f"poa {name}": command for name, command in group.commands.items()}}


# --- one case -----------------------------------------------------------------------------------


@app.command()
def new(
    folder: Annotated[Path | None, typer.Argument(help="Folder to make; named after the violation if not given.")] = None,
    *,
    ticket: Annotated[Literal["pending", "enforced"] | None, typer.Option(help="Is the measure announced or in force?")] = None,
    route: Annotated[Literal["correction", "appeal"] | None, typer.Option(help="Send a correction, or appeal.")] = None,
    stance: Annotated[Literal["plan", "dispute"] | None, typer.Option(help="Our fault and put right, or not our fault.")] = None,
    attempt: Annotated[int | None, typer.Option(min=1, help="1 if nothing was sent before.")] = None,
    site: Annotated[str | None, typer.Option(help="UK, US, …")] = None,
    family: Annotated[str | None, typer.Option(help="Kind of violation: logistics, …")] = None,
    violation_id: Annotated[str | None, typer.Option(help="As the notice prints it.")] = None,
    title: Annotated[str | None, typer.Option(help="The notice's own name for the violation.")] = None,
    received: Annotated[str | None, typer.Option(help="Notice received, site's local time: 2026-06-09 10:12.")] = None,
    deadline: Annotated[str | None, typer.Option(help="Likewise; empty if the notice names none.")] = None,
    legal_name: Annotated[str | None, typer.Option(help="Seller's legal name in English.")] = None,
    shop_code: Annotated[str | None, typer.Option(help="Shop code.")] = None,
    shop_name: Annotated[str | None, typer.Option(help="Shop name.")] = None,
    seller_type: Annotated[SellerType | None, typer.Option(help="Where the seller is based.")] = None,
    lang: Lang = None,
) -> int:
    """Make a case folder by asking what matters.

    Ticket status, route, stance and attempt come first. Every answer can be given as an option; nothing is overwritten.
    """
    from kit import new as room

    terminal = Terminal(_lang(lang))
    given = {
        "ticket": ticket, "route": route, "stance": stance, "attempt": None if attempt is None else str(attempt),
        "site": site, "family": family, "violation_id": violation_id, "title": title, "received": received,
        "deadline": deadline, "legal_name": legal_name, "shop_code": shop_code, "shop_name": shop_name,
        "seller_type": seller_type,
    }  # fmt: skip
    answers = room.Answers(**_asked(terminal, given, room.choices()))
    target = folder or Path(room.folder_name(answers))
    room.make_case(target, answers, today=date.today())  # noqa: DTZ011 - the letter's day is the writer's own
    terminal.say("made", path=target / "case.yaml")
    terminal.say("new_next", folder=target)
    return Exit.CLEAN


@app.command()
def intake(
    target: Annotated[Path, typer.Argument(metavar="CASE|CLIENT", help="Folder that holds case.yaml or client.yaml.")],
    given: Annotated[list[Path], typer.Argument(metavar="FILE", help="Files, folders, ZIP archives, as the client sent them.")],
    *,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Take in what a client sent.

    Each file is told by its content, stored unchanged under a safe name and logged; what cannot be used is named with
    the reason, and then the exit code is 1. New evidence stays in the background until case.yaml says what it shows.
    """
    from datetime import UTC, datetime

    from kit import take_in as room

    terminal = Terminal(_lang(lang), quiet=as_json)
    fates = room.take_in(target, given, now=datetime.now(UTC))
    if as_json:
        terminal.json({"files": room.entries(fates)})
    room.tell(terminal, fates)
    return Exit.CLEAN if room.is_clean(fates) else Exit.FINDINGS


@app.command()
def check(
    target: Annotated[Path, typer.Argument(metavar="CASE|LETTER", help="Case folder, or a letter: DOCX, PDF, Markdown, text.")],
    *,
    case: Annotated[Path | None, typer.Option(help="Case that a letter is held against, in the place of its own.")] = None,
    stance: Annotated[Literal["plan", "dispute"] | None, typer.Option(help="What a letter is; else its headings tell.")] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the letter with its findings as a page to send on.")
    ] = None,
    sarif: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the findings as SARIF 2.1.0.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Show which words case.yaml should have instead, and ask.")] = False,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="With --fix: also where the meaning may change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --fix: write without asking.")] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Say what a reviewer would object to.

    In a case, or in a letter that was written elsewhere. Rules that cannot run are named with the reason. --fix puts
    words of closed sets right in case.yaml (names of papers, spelling) and never a fact.
    """
    terminal = Terminal(_lang(lang), quiet=as_json)
    is_case = target.is_dir()
    if is_case and (case or stance):
        raise Usage(f"{target} is a case", ["--case and --stance are for a letter in a file"])
    if fix and not is_case:
        raise Usage("--fix changes case.yaml", [f"put {target} right where it was written: the findings name the words"])
    if (unsafe or yes) and not fix:
        raise Usage("--unsafe and --yes belong to --fix")
    found = _checked(terminal, target, case, stance)
    if fix and _mended(terminal, found, unsafe=unsafe, yes=yes):
        found = _checked(terminal, target, case, stance)
    if as_json:
        terminal.json(told.checked_entries(found))
    told.checked(terminal, found)
    _write_reports(terminal, found, html=html, sarif=sarif)
    return _code(found.findings)


@app.command()
def review(
    case: CaseFolder,
    *,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a page to send on.")] = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as a PDF: one sheet, the criteria behind it.")
    ] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Show what a reviewer sees in the first minute.

    Cause, action, proof and page, a line each, and what is missing between them; the same through the form's text box; and
    twelve criteria with what is missing and where, which is no chance of success.
    """
    from kit import first_minute as room
    from kit.appeal import Appeal
    from kit.tools.atomic import write_bytes, write_text

    terminal = Terminal(_lang(lang), quiet=as_json)
    with terminal.progress() as progress:
        appeal = Appeal.open(case, progress=progress)
        minute = room.first_minute(appeal, terminal.lang)
    if as_json:
        terminal.json(room.entries(minute, terminal.lang))
    room.tell(terminal, minute.context)
    if html:
        write_text(html, room.page(minute.context))
        terminal.say("review_wrote", path=html)
    if pdf:
        write_bytes(pdf, room.pdf(minute.context))
        terminal.say("review_wrote", path=pdf)
    return _code(appeal.findings)


@app.command()
def build(
    case: CaseFolder,
    *,
    draft: Annotated[bool, typer.Option("--draft", help="Build even with errors; every page is marked DRAFT.")] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Make the PDF and its report in CASE/build.

    Refuses when a check finds an error, unless --draft is given.
    """
    terminal = Terminal(_lang(lang), quiet=as_json)
    return _built(terminal, case, draft=draft, as_json=as_json)


@app.command()
def orders(case: CaseFolder, *, as_json: Json = False, lang: Lang = None) -> int:
    """Show how each data file was read.

    By which format and why, how dates, clocks and money were understood, where every row went, and the first rows
    that were set aside.
    """
    from kit.appeal import Appeal

    terminal = Terminal(_lang(lang), quiet=as_json)
    with terminal.progress() as progress:
        read = Appeal.open(case, progress=progress).orders
    if read is None:
        raise BadFile(case / "orders", ["there is no order file; put the export there as downloaded (CSV or XLSX)"])
    from kit.orders.described import described, other_tables

    files, others = described(read, case), other_tables(read)
    if as_json:
        terminal.json(told_exports.reading_entries(read, files, others))
    told_exports.readings(terminal, read, files, others)
    return Exit.CLEAN


@app.command("map")
def map_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export that no format knows (CSV or XLSX).")],
    *,
    case: Annotated[Path | None, typer.Option(help="Case whose folder formats/ gets the format.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder that gets the format: formats/ of a client.")] = None,
    kind: Annotated[str | None, typer.Option(help="What its rows are: orders, returns, …; else proposed.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of the format; else the file's.")] = None,
    stated: Annotated[list[str] | None, typer.Option("--set", help="field=header; field= for none. Again for more.")] = None,
    texts: Annotated[list[str] | None, typer.Option("--value", help="field:text=meaning. Again for more.")] = None,
    zone: Annotated[str | None, typer.Option(help="Zone of its times: Asia/Shanghai.")] = None,
    date_format: Annotated[str | None, typer.Option(help="How its dates are written: DD/MM/YYYY HH:MM.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of a text file: gb18030.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a workbook; else the one with the most rows.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Save without asking.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a format of that name.")] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Propose what the columns of an unknown export mean.

    Shows five rows as they would be understood and saves the answer as a format of the client. Buyers' data is never
    shown.
    """
    from kit import map as room

    terminal = Terminal(_lang(lang), quiet=as_json)
    said = room.settings(kind=kind, stated=stated or (), texts=texts or (), date_format=date_format, zone=zone)
    work = room.job(file, case=case, out=out, name=name, encoding=encoding, sheet=sheet, force=force)
    is_asked = not yes and not as_json and sys.stdin.isatty()
    if is_asked:
        said = room.conversed(work, said, told_exports.Person(terminal, typer.prompt))
    draft = room.drafted(work, said)
    if not is_asked:
        told_exports.proposal(terminal, draft)
    if lacks := room.lacks(draft, work.site_zone):
        raise Usage("nothing was saved; this must be decided first", lacks)
    found, trial = room.made(work, draft, today=date.today())  # noqa: DTZ011 - the day on which the file was looked at
    told_exports.trial(terminal, draft, trial)
    if trial.problems:
        raise BadFile(file, [*trial.problems, "nothing was saved"])
    saves = yes or (is_asked and told_exports.Person(terminal, typer.prompt).agrees("map_save", path=work.target))
    if saves:
        room.save(work, found)
        terminal.say("map_saved", path=work.target, file=file)
    if as_json:
        terminal.json(told_exports.mapping(draft, trial, work.target if saves else None))
        return Exit.CLEAN
    if not saves:
        terminal.say("map_kept" if is_asked else "map_not_saved")
    return Exit.CLEAN if saves or is_asked else Exit.USAGE


@app.command()
def mask(
    case: CaseFolder,
    *,
    accept: Annotated[str | None, typer.Option(help="Cover these on a copy: all, or numbers of the list such as 1,4-6.")] = None,
    reject: Annotated[str | None, typer.Option(help="Leave these readable: all, or numbers of the list.")] = None,
    add: Annotated[list[str] | None, typer.Option(help="Cover EVIDENCE:PAGE:LEFT,TOP,RIGHT,BOTTOM[:KIND] too.")] = None,
    by: Annotated[str | None, typer.Option(help="Who decides; is noted in case.yaml.")] = None,
    pictures: Annotated[Path | None, typer.Option(help="Folder that gets a picture of each place.")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Show buyers' data that the evidence shows, and cover what you agree to.

    Found by its look or because the case's own order files name it, in text or, with the extra ocr, in pictures. Your
    decision is written to case.yaml; the copy in the next build is covered, the original stays. Papers of identity are
    never covered. JSON has no text of a buyer.
    """
    from kit import mask as room
    from kit.appeal import Appeal
    from kit.numbered import chosen

    terminal = Terminal(_lang(lang), quiet=as_json)
    if (accept or reject or add) and not by:
        raise Usage("say who decides", ["--by NAME"])
    with terminal.progress() as progress:
        appeal = Appeal.open(case, progress=progress)
        data = appeal.buyer_data
    numbers = {p.n: p for p in data.proposals}

    def picked(option: str, said: str | None) -> "list[MaskProposal]":
        return [numbers[n] for n in chosen(option, said, list(numbers))] if said else []

    wanted = [
        *room.decisions(picked("--accept", accept), keep=False),
        *room.decisions(picked("--reject", reject), keep=True),
        *room.added(add or (), appeal.evidence),
    ]
    written = room.decide(case, wanted, by=by or "", on=date.today())  # noqa: DTZ011 - the person's own day
    if wanted:
        appeal = Appeal.open(case)
        data = appeal.buyer_data
    if pictures:
        room.pictures(appeal, data, pictures)
        terminal.say("mask_pictures", folder=pictures)
    if as_json:
        terminal.json(room.entries(data))
    room.tell(terminal, data, case)
    if wanted:
        terminal.say("mask_written", count=written, path=case / "case.yaml")
    return Exit.CLEAN


@app.command()
def facts(
    case: CaseFolder,
    *,
    accept: Annotated[
        str | None, typer.Option(help="Numbers of the list such as 1,4-6; or sure: all of high confidence.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Also where case.yaml says something else.")] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Show facts that the evidence's text seems to state, and take over what is right.

    Dates, numbers, issuers, carriers, each with page and confidence. What you accept is written to evidence[].facts in
    case.yaml; nothing is taken over by itself.
    """
    from kit import facts as room
    from kit.appeal import Appeal
    from kit.numbered import chosen

    terminal = Terminal(_lang(lang), quiet=as_json)
    with terminal.progress() as progress:
        appeal = Appeal.open(case, progress=progress)
        found = room.listed(appeal.proposed_facts, appeal.case)
    if accept:
        known = list(range(1, len(found) + 1)) if accept.strip().lower() != "sure" else room.sure(found, appeal.case)
        picked = [found[n - 1] for n in chosen("--accept", accept, known, word="sure")]
        written = room.accept(case, picked, appeal.case, replace=replace)
        appeal = Appeal.open(case)
        found = room.listed(appeal.proposed_facts, appeal.case)
    if as_json:
        terminal.json(room.entries(found))
    room.tell(terminal, found, case)
    if accept:
        terminal.say("fact_written", count=written, path=case / "case.yaml")
    return Exit.CLEAN


# --- around a case ------------------------------------------------------------------------------


@app.command()
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

    Every exhibit page is rendered and compared with its original, where that is at hand.
    """
    from kit.verify import verify as verified

    terminal = Terminal(_lang(lang), quiet=as_json)
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
        return _code(findings)
    if findings:
        told.findings(terminal, told.entries(findings), ())
    if not any(f.severity == "error" for f in findings):
        made = sum(f.rule.startswith("V115") for f in findings)
        terminal.say(("verified_made" if made else "verified") if held else "verified_alone", count=made)
        limit = manifest["max_bytes"]
        terminal.say("verified_limit" if limit else "verified_unlimited", bytes=f"{limit or 0:,}")
    return _code(findings)


@app.command()
def policy(
    site: Annotated[str, typer.Argument(help="UK, US, …")],
    *,
    profile: Annotated[str, typer.Option(help="Which set of rules: seed, official.")] = "seed",
    seller_type: Annotated[SellerType, typer.Option(help="Where the seller is based.")] = "cross_border",
    fulfilment: Annotated[Literal["seller", "platform"], typer.Option(help="Who ships.")] = "seller",
    day: Annotated[str | None, typer.Option(help="The day on which they should hold: 2026-06-12. Today if not given.")] = None,
    as_json: Json = False,
) -> int:
    """Print the facts of a site with their sources."""
    from dataclasses import asdict

    from kit.policy import resolve, rows

    terminal = Terminal(quiet=as_json)
    on = _day(day)
    facts = rows(resolve(site.upper(), profile, seller_type=seller_type, fulfilment=fulfilment, day=on), on)
    if as_json:
        terminal.json({"site": site.upper(), "profile": profile, "day": on, "facts": [asdict(f) for f in facts]})
    told.facts(terminal, facts)
    return Exit.CLEAN


@app.command()
def batch(
    target: Annotated[
        Path, typer.Argument(metavar="CLIENT|FOLDER|BATCH.YAML", help="Folder with cases below it, or a list of cases.")
    ],
    *,
    workers: Annotated[int, typer.Option("-j", "--jobs", min=1, help="How many cases at a time.")] = 1,
    draft: Annotated[bool, typer.Option("--draft", help="Build even with errors; every page is marked DRAFT.")] = False,
    limit: Annotated[float, typer.Option(min=1, help="Seconds that a case may take.")] = 600,
    out: Annotated[Path | None, typer.Option(help="Folder that gets the summary; else the one that holds the cases.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and run again the cases whose files change.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON as each case ends, then one for all.")] = False,
    lang: Lang = None,
) -> int:
    """Run every case's notebook, each in a process of its own.

    Each case gets its executed notebook, a page of it, PDF and report; batch.html, batch.csv and batch.json say what is
    ready, refused and why, deadlines first. What is done from the same inputs is kept: start it again after a stop.
    """
    from kit.batch import told as room

    terminal = Terminal(_lang(lang), quiet=quiet or as_json)
    return room.batch(terminal, target, workers=workers, draft=draft, limit=limit, out=out, watch=watch, as_json=as_json)


@app.command()
def status(
    target: Annotated[
        Path, typer.Argument(metavar="CLIENT|FOLDER|BATCH.YAML", help="Folder with cases below it, or a list of cases.")
    ] = Path(),
    *,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Say how each case stands, earliest deadline first; runs nothing."""
    from datetime import UTC, datetime

    from kit.batch import standing as room
    from kit.batch.jobs import find

    terminal = Terminal(_lang(lang), quiet=as_json)
    found = room.standing(find(target, lang=terminal.lang))
    if as_json:
        terminal.json(room.entries(found))
    room.tell(terminal, found, now=datetime.now(UTC))
    return Exit.CLEAN


@app.command()
def doctor(*, as_json: Json = False, lang: Lang = None) -> int:
    """Name what this machine lacks and how to get it."""
    from kit import doctor as room

    terminal = Terminal(_lang(lang), quiet=as_json)
    checks = room.examine(Path.cwd())
    if as_json:
        terminal.json(room.as_dict(checks))
    terminal.table(["", "", "Found", "Get it with"], [(c.name, c.state, c.found, c.get) for c in checks])
    fit = room.is_fit(checks)
    terminal.say("fit" if fit else "unfit")
    return Exit.CLEAN if fit else Exit.MISSING_TOOL


@app.command()
def lab(folder: Annotated[Path, typer.Argument(help="A case folder, or a folder of cases.")] = Path()) -> int:
    """Open JupyterLab on a case or a folder."""
    from kit.lab import command

    line = command(folder)
    if os.name == "nt":  # pragma: no cover - exec there would leave the terminal before Jupyter ends
        import subprocess

        return subprocess.call(line)  # noqa: S603 - our own interpreter
    return os.execv(line[0], line)  # noqa: S606 - our own interpreter; never returns


@app.command()
def demo(
    *,
    cases: Annotated[int, typer.Option(min=1, help="How many cases to make.")] = 1,
    story: Annotated[
        str | None, typer.Option(help="Which example: a folder's name in cases/; the main one if not given.")
    ] = None,
    out: Annotated[Path, typer.Option(help="Where to make them.")] = Path("poa-demo"),
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Make an example case and build its PDF.

    A whole appeal from raw files; all names and data are synthetic.
    """
    terminal = Terminal(_lang(lang), quiet=as_json)
    if out.is_dir() and any(out.iterdir()):
        terminal.say("demo_kept", folder=out)
    else:
        _make_demo(cases, story, out)
        terminal.say("demo_made", folder=out)
    folders = [p.parent for p in sorted((*out.glob("case.yaml"), *out.glob("*/case.yaml")))]
    if not folders:
        raise Usage(f"{out} holds other things", ["give an empty or new folder with --out"])
    return max(_built(terminal, folder, draft=False, as_json=as_json) for folder in folders)


# --- how ----------------------------------------------------------------------------------------


@app.callback(invoke_without_command=True)
def _root(
    *,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        print(f"poa {__version__}")
        raise typer.Exit


def _make_demo(cases: int, story: str | None, out: Path) -> None:
    """Make the example beside its place and move it there whole."""
    from kit import demo as room
    from kit.tools.atomic import making

    with making(out) as part:
        if cases == 1:
            room.make_case(part, story=story or room.MAIN)
        else:
            room.make_cases(cases, part, story=story or room.MAIN)


def _built(terminal: Terminal, folder: Path, *, draft: bool, as_json: bool) -> int:
    from kit.appeal import Appeal, withdraw

    with terminal.progress() as progress:
        try:
            appeal = Appeal.open(folder, progress=progress)
        except KitError:
            withdraw(folder)  # what an earlier build left no longer fits what the case says
            raise
        report = appeal.build(draft=draft)
    if as_json:
        terminal.json(report.model_dump(mode="json"))
    else:
        told.result(terminal, appeal, report)
    return Exit.CLEAN if report.status == "ready" or (draft and report.status == "draft") else Exit.FINDINGS


def _checked(terminal: Terminal, target: Path, case: Path | None, stance: Literal["plan", "dispute"] | None) -> "Checked":
    from kit import checked

    with terminal.progress() as progress:
        if target.is_dir():
            return checked.check_case(target, progress=progress)
        today = date.today()  # noqa: DTZ011 - a letter alone does not say when it is sent
        return checked.check_letter(target, today=today, case=case, stance=stance, progress=progress)


def _mended(terminal: Terminal, found: "Checked", *, unsafe: bool, yes: bool) -> bool:
    """Whether words were put right in case.yaml, after showing them."""
    from kit.fixing import fixed

    proposed = fixed(found, unsafe=unsafe)
    told.fix(terminal, proposed)
    if not proposed.findings:
        return False
    is_asked = not yes and not terminal.quiet and sys.stdin.isatty()
    if not (yes or (is_asked and told_exports.Person(terminal, typer.prompt).agrees("fix_ask"))):
        terminal.say("fix_not_written")
        return False
    proposed.write()
    terminal.say("fix_written")
    return True


def _write_reports(terminal: Terminal, found: "Checked", *, html: Path | None, sarif: Path | None) -> None:
    from kit.tools.atomic import write_json, write_text

    if html:
        from kit.findings_page import page

        write_text(html, page(found, terminal.lang, day=date.today()))  # noqa: DTZ011 - the checker's own day
        terminal.say("check_wrote", path=html)
    if sarif:
        from kit.sarif import sarif as log

        write_json(sarif, log(found))
        terminal.say("check_wrote", path=sarif)


def _code(findings: Sequence["Finding"]) -> Exit:
    return Exit.FINDINGS if any(f.severity == "error" for f in findings) else Exit.CLEAN


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


def _asked(terminal: Terminal, given: dict[str, str | None], choices: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Each answer that was not given is asked for; without a person to ask, all that lack are named at once."""
    lacking = [name for name, value in given.items() if value is None and name != "deadline"]
    if lacking and not sys.stdin.isatty():
        raise Usage("poa new needs answers, and nobody is there to ask", [f"--{name.replace('_', '-')}" for name in lacking])
    return {name: value if value is not None else _ask(terminal, name, choices.get(name, ())) for name, value in given.items()}


def _ask(terminal: Terminal, name: str, choices: tuple[str, ...]) -> str:
    if name == "deadline" and not sys.stdin.isatty():
        return ""
    shown = f" [{'/'.join(choices)}]" if choices else ""
    while True:
        answer = str(typer.prompt(say(terminal.lang, f"ask_{name}") + shown, default="" if name == "deadline" else None)).strip()
        match = next((c for c in choices if c.lower() == answer.lower()), None)
        if match or not choices:
            return match or answer
        terminal.say("not_one_of", choices=", ".join(choices))


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - the asker's own day
    except ValueError:
        raise Usage(f"--day {text}: write a day as 2026-06-12") from None


def _lang(lang: str | None) -> Literal["en", "zh"]:
    if lang not in {None, "en", "zh"}:
        raise Usage(f"--lang {lang}: en or zh")
    return chosen(lang, dict(os.environ))


def _never_fail_to_print() -> None:
    """A terminal that cannot show a character gets a question mark, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
