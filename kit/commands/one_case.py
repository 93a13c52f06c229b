"""Commands on one case: made, filled, read, built."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kit import told_exports
from kit.commands.given import CaseFolder, Json, Lang, SellerType, built, day_given, lang_given
from kit.errors import BadFile, Exit, Usage
from kit.phrases import say
from kit.terminal import Terminal

if TYPE_CHECKING:
    from kit.model import MaskProposal
    from kit.new import Answers


def new(
    folder: Annotated[Path | None, typer.Argument(help="Folder to make; named after the violation if not given.")] = None,
    *,
    source: Annotated[
        Path | None, typer.Option("--from", metavar="CASE", help="Case of the same event on another site; --site says which.")
    ] = None,
    ticket: Annotated[Literal["pending", "enforced"] | None, typer.Option(help="Is the measure announced or in force?")] = None,
    route: Annotated[Literal["correction", "appeal"] | None, typer.Option(help="Send a correction, or appeal.")] = None,
    stance: Annotated[Literal["plan", "dispute"] | None, typer.Option(help="Our fault and put right, or not our fault.")] = None,
    attempt: Annotated[int | None, typer.Option(min=1, help="1 if nothing was sent before.")] = None,
    site: Annotated[str | None, typer.Option(help="UK, US, …")] = None,
    family: Annotated[str | None, typer.Option(help="Kind of violation: logistics, …")] = None,
    violation_id: Annotated[str | None, typer.Option(help="As the notice prints it.")] = None,
    title: Annotated[str | None, typer.Option(help="The notice's own name for the violation.")] = None,
    received: Annotated[str | None, typer.Option(help="Notice received: 2026-06-09 10:12, or with its offset.")] = None,
    deadline: Annotated[str | None, typer.Option(help="Likewise; empty if the notice names none.")] = None,
    clock: Annotated[
        str | None, typer.Option(help="Clock of times without an offset: site, or a zone such as Asia/Shanghai.")
    ] = None,
    legal_name: Annotated[str | None, typer.Option(help="Seller's legal name in English.")] = None,
    shop_code: Annotated[str | None, typer.Option(help="Shop code.")] = None,
    shop_name: Annotated[str | None, typer.Option(help="Shop name.")] = None,
    seller_type: Annotated[SellerType | None, typer.Option(help="Where the seller is based.")] = None,
    lang: Lang = None,
) -> int:
    """Make a case folder by asking what matters.

    Ticket status, route, stance and attempt come first. Every answer can be given as an option; nothing is overwritten.
    In a folder with client.yaml the seller and the site's shop are that file's, and not asked for.
    With --from nothing is asked: seller and shared files are linked, and what differs by site is named and left to fill. A seller
    that the first case states itself moves into client.yaml; a shop that is not there yet is added from --shop-code and --shop-name.
    """
    from kit import new as room
    from kit import policy

    terminal = Terminal(lang_given(lang))
    site = site and policy.meant(site)
    given = {
        "ticket": ticket, "route": route, "stance": stance, "attempt": None if attempt is None else str(attempt),
        "site": site, "family": family, "violation_id": violation_id, "title": title, "received": received,
        "deadline": deadline, "clock": clock, "legal_name": legal_name, "shop_code": shop_code, "shop_name": shop_name,
        "seller_type": seller_type,
    }  # fmt: skip
    if source is not None:
        return _made_beside(terminal, source, folder, given)
    answers = _answers(terminal, folder or Path("case"), given)
    target = folder or Path(room.folder_name(answers))
    room.make_case(target, answers, today=day_given(None))
    terminal.say("made", path=target / "case.yaml")
    terminal.say("new_next", folder=target)
    return Exit.CLEAN


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
    from datetime import UTC

    from kit import take_in as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    fates = room.take_in(target, given, now=datetime.now(UTC))
    if as_json:
        terminal.json({"files": room.entries(fates)})
    room.tell(terminal, fates)
    return Exit.CLEAN if room.is_clean(fates) else Exit.FINDINGS


def build(
    case: CaseFolder,
    *,
    draft: Annotated[bool, typer.Option("--draft", help="Build even with errors; every page is marked DRAFT.")] = False,
    review: Annotated[
        Literal["zh"] | None,
        typer.Option(help="Instead, write the copy that the client reads and signs: English beside Chinese."),
    ] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Make the PDF and its report in CASE/build.

    Refuses when a check finds an error, unless --draft is given. With --review zh a copy of what is said goes to
    CASE/build/review, as a PDF and as pictures for a chat, and never into the PDF that is sent; it can be signed once every
    line has its Chinese (poa confirm).
    """
    terminal = Terminal(lang_given(lang), quiet=as_json)
    if review:
        from kit.commands import review_copy as room

        return room.make(terminal, case, as_json=as_json)
    return built(terminal, case, draft=draft, as_json=as_json)


def orders(case: CaseFolder, *, as_json: Json = False, lang: Lang = None) -> int:
    """Show how each data file was read.

    By which format and why, how dates, clocks and money were understood, where every row went, and the first rows
    that were set aside.
    """
    from kit.appeal import Appeal

    terminal = Terminal(lang_given(lang), quiet=as_json)
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

    terminal = Terminal(lang_given(lang), quiet=as_json)
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
    found, trial = room.made(work, draft, today=day_given(None))
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


def mask(
    case: CaseFolder,
    *,
    accept: Annotated[str | None, typer.Option(help="Cover these on a copy: all, or numbers of the list such as 1,4-6.")] = None,
    reject: Annotated[str | None, typer.Option(help="Leave these readable: all, or numbers of the list.")] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            help="Cover EVIDENCE:PAGE:LEFT,TOP,RIGHT,BOTTOM[:KIND] too, in points of a PDF's page, pixels of a picture."
        ),
    ] = None,
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

    terminal = Terminal(lang_given(lang), quiet=as_json)
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
    written = room.decide(case, wanted, by=by or "", on=day_given(None))
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
    from kit import evidence
    from kit import facts as room
    from kit.appeal import Appeal
    from kit.numbered import chosen

    terminal = Terminal(lang_given(lang), quiet=as_json)
    with terminal.progress() as progress:
        appeal = Appeal.open(case, progress=progress)
        found = room.listed(appeal.proposed_facts, appeal.case)
    if accept:
        known = list(range(1, len(found) + 1)) if accept.strip().lower() != "sure" else room.sure(found, appeal.case)
        picked = [found[n - 1] for n in chosen("--accept", accept, known, word="sure")]
        written = room.accept(case, picked, appeal.case, replace=replace)
        appeal = Appeal.open(case)
        found = room.listed(appeal.proposed_facts, appeal.case)
    unread = evidence.unread(appeal.evidence)
    if as_json:
        terminal.json(room.entries(found, unread))
    room.tell(terminal, found, unread, case)
    if accept:
        terminal.say("fact_written", count=written, path=case / "case.yaml")
    return Exit.CLEAN


def _made_beside(terminal: Terminal, source: Path, folder: Path | None, given: dict[str, str | None]) -> int:
    """Make the case of the same event on another site."""
    from kit import sibling as room

    site = given.pop("site")
    shop = {name: said for name in room.SHOP if (said := given.pop(name)) is not None}
    answered = {name: value for name, value in given.items() if value is not None}
    if site is None:
        raise Usage("--from wants the other site too", ["--site TH"])
    if own := sorted(answered.keys() - set(room.GIVEN)):
        raise Usage("these come from the case and its client.yaml", [f"leave out --{name.replace('_', '-')}" for name in own])
    today = day_given(None)
    found = room.planned(source, site, folder=folder, shop=shop, given=answered, today=today)
    room.tell(terminal, found, has_grouped=room.make(found, today=today))
    return Exit.CLEAN


def _answers(terminal: Terminal, folder: Path, given: dict[str, str | None]) -> "Answers":
    """All answers; seller and shop as the client.yaml above the folder states them, if there is one."""
    from kit import new as room

    client = room.client_above(folder)
    if client is None:
        return room.Answers(**_asked(terminal, given, room.choices()))
    told = _asked(terminal, {name: value for name, value in given.items() if name not in room.SELLER}, room.choices())
    return room.Answers(**told, **room.of_client(client, told["site"], given), client=client.id)


def _asked(terminal: Terminal, given: dict[str, str | None], choices: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Each answer that was not given is asked for; without a person to ask, all that lack are named at once."""
    lacking = [name for name, value in given.items() if value is None and name not in {"deadline", "clock"}]
    if lacking and not sys.stdin.isatty():
        raise Usage("poa new needs answers, and nobody is there to ask", [f"--{name.replace('_', '-')}" for name in lacking])
    told: dict[str, str] = {}
    for name, value in given.items():
        if value is not None:
            told[name] = value
        elif name == "clock" and (_clock_is_said(told) or not sys.stdin.isatty()):
            told[name] = ""  # `kit.new` refuses times whose clock nobody said
        elif name == "clock":
            told[name] = _asked_clock(terminal)
        else:
            told[name] = _ask(terminal, name, choices.get(name, ()))
    return told


def _asked_clock(terminal: Terminal) -> str:
    """The clock, asked again until there is such a zone, so that no other answer is lost."""
    from kit.new import zone_named

    while True:
        answer = _ask(terminal, "clock", ())
        try:
            if answer.lower() != "site":
                zone_named(answer)
        except Usage as error:
            terminal.line(error.in_one_line)
        else:
            return answer


def _clock_is_said(told: dict[str, str]) -> bool:
    """Whether each of the notice's times has its own offset."""
    from kit.new import has_clock

    return all(has_clock(told[name]) for name in ("received", "deadline") if told.get(name))


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
