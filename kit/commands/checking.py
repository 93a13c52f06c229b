"""Commands that look at a letter as a reviewer would."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kit import told, told_exports
from kit.commands.given import CaseFolder, Json, Lang, code_of, day_given, lang_given
from kit.errors import Usage
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.checked import Checked


def check(
    target: Annotated[Path, typer.Argument(metavar="CASE|LETTER", help="Case folder, or a letter: DOCX, PDF, Markdown, text.")],
    *,
    case: Annotated[Path | None, typer.Option(help="Case that a letter is held against, in the place of its own.")] = None,
    stance: Annotated[Literal["plan", "dispute"] | None, typer.Option(help="What a letter is; else its headings tell.")] = None,
    site: Annotated[str | None, typer.Option(help="Where a letter alone goes: UK, US, …; else its words tell.")] = None,
    family: Annotated[str | None, typer.Option(help="What it answers: logistics, …; else its words tell.")] = None,
    written_in: Annotated[str | None, typer.Option(help="Its language: en-GB, en-US, …; else the site's English.")] = None,
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
    terminal = Terminal(lang_given(lang), quiet=as_json)
    is_case = target.is_dir()
    if is_case and (case or stance):
        raise Usage(f"{target} is a case", ["--case and --stance are for a letter in a file"])
    alone = _aim(site, family, written_in)
    if any(alone.values()) and (is_case or case):
        raise Usage("--site, --family and --written-in are for a letter alone", ["a case states its own"])
    if fix and not is_case:
        raise Usage("--fix changes case.yaml", [f"put {target} right where it was written: the findings name the words"])
    if (unsafe or yes) and not fix:
        raise Usage("--unsafe and --yes belong to --fix")
    found = _checked(terminal, target, case, stance, alone)
    if fix and _mended(terminal, found, unsafe=unsafe, yes=yes):
        found = _checked(terminal, target, case, stance, alone)
    entries = told.checked_entries(found)
    if is_case:
        from kit.case import open_case
        from kit.commands import elsewhere

        used = elsewhere.tell(terminal, open_case(target), found.subject.proposed)
        entries["elsewhere"] = [{"message": en, "message_zh": zh} for en, zh in used]
    if as_json:
        terminal.json(entries)
    told.checked(terminal, found)
    _write_reports(terminal, found, html=html, sarif=sarif)
    return code_of(found.findings)


def review(
    case: CaseFolder,
    *,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it as a page to send on.")] = None,
    pdf: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it as a PDF: one sheet, the criteria behind it.")
    ] = None,
    difference: Annotated[
        bool,
        typer.Option("--difference", help="Instead, a second appeal against the first: what is new, what is said otherwise."),
    ] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Show what a reviewer sees in the first minute.

    Cause, action, proof and page, a line each, and what is missing between them; the same through the form's text box; and
    twelve criteria with what is missing and where, which is no chance of success.
    """
    if difference:
        from kit.commands import difference as against

        if html:
            raise Usage("--difference is written with --pdf")
        return against.difference(Terminal(lang_given(lang), quiet=as_json), case, pdf=pdf, as_json=as_json)
    from kit import first_minute as room
    from kit.appeal import Appeal
    from kit.tools.atomic import write_bytes, write_text

    terminal = Terminal(lang_given(lang), quiet=as_json)
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
    return code_of(appeal.findings)


def _aim(site: str | None, family: str | None, language: str | None) -> dict[str, str | None]:
    """What a person says of a letter alone; all that cannot be is said at once."""
    from kit.lint import KINDLESS, KINDS, SITES

    known = (*KINDS, *KINDLESS)
    wrong = [f"--site {site}: give one of {', '.join(SITES)}"] if site and site.upper() not in SITES else []
    wrong += [f"--family {family}: give one of {', '.join(known)}"] if family and family not in known else []
    if language and not (language.partition("-")[0].islower() and len(language) in {2, 5}):
        wrong.append(f"--written-in {language}: write it as en-GB")
    if wrong:
        raise Usage("what is said of the letter cannot be", wrong)
    return {"site": site and site.upper(), "kind": family, "language": language}


def _checked(
    terminal: Terminal,
    target: Path,
    case: Path | None,
    stance: Literal["plan", "dispute"] | None,
    alone: dict[str, str | None],
) -> "Checked":
    from kit import checked

    with terminal.progress() as progress:
        if target.is_dir():
            return checked.check_case(target, progress=progress)
        today = day_given(None)
        return checked.check_letter(target, today=today, case=case, stance=stance, **alone, progress=progress)


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

        write_text(html, page(found, terminal.lang, day=day_given(None)))
        terminal.say("check_wrote", path=html)
    if sarif:
        from kit.sarif import sarif as log

        write_json(sarif, log(found))
        terminal.say("check_wrote", path=sarif)
