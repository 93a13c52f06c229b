"""Commands of a practice: points, quotes, requests, handing on, submitting, the ledger."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from kit.commands.given import CaseFolder, Json, Lang, day_given, lang_given, moment_given
from kit.errors import Exit
from kit.phrases import say
from kit.terminal import Terminal


def points(
    target: Annotated[
        Path, typer.Argument(metavar="CLIENT|POINTS.YAML", help="Client's folder that holds points.yaml, or that file.")
    ] = Path(),
    *,
    profile: Annotated[str, typer.Option(help="Which set of rules: seed, official.")] = "seed",
    day: Annotated[str | None, typer.Option(help="As of this day: 2026-06-12. Today if not given.")] = None,
    start: Annotated[bool, typer.Option("--new", help="Write points.yaml with the client's shops, to be filled.")] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Say how a client's shops stand in points.

    Today's score, what lapses when, which limits are near and what one more violation would cost, each by a rule with its grade.
    """
    from kit.commands import points as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    room.points(terminal, target, profile=profile, today=day_given(day), start=start, as_json=as_json)
    return Exit.CLEAN


def pack(
    case: CaseFolder,
    out: Annotated[Path | None, typer.Argument(metavar="ZIP", help="Where to; else the case's name in this folder.")] = None,
    *,
    purge: Annotated[str | None, typer.Option(help="Day by which it is to be deleted; else 90 days from now.")] = None,
    with_buyers: Annotated[bool, typer.Option("--with-buyers", help="Also exports and originals with buyers' data.")] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Hand a case on as one ZIP.

    Every file by its hash. Exports and originals with buyers' data stay behind unless you ask for them.
    """
    from datetime import timedelta

    from kit.commands import pack as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    until = day_given(purge, "--purge") if purge else day_given(None) + timedelta(room.KEEP_DAYS)
    room.pack(terminal, case, out, purge=until, with_buyers=with_buyers, as_json=as_json)
    return Exit.CLEAN


def unpack(
    archive: Annotated[Path, typer.Argument(metavar="ZIP", help="What poa pack wrote.")],
    folder: Annotated[Path, typer.Argument(help="The client's folder, below which the case is laid.")] = Path(),
    *,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Lay out a case that was handed on, every file held against its hash.

    Nothing is overwritten; what was left out is named.
    """
    from kit.commands import pack as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    room.unpack(terminal, archive, folder, today=day_given(None), as_json=as_json)
    return Exit.CLEAN


def request(
    case: CaseFolder,
    *,
    as_of: Annotated[str | None, typer.Option(help="As if it were this moment: 2026-06-12T09:00+08:00.")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Write what to ask the client and others for.

    A message for each of them, at most five things, what can come in time first: why, in which form, by when.
    """
    from kit.commands import request as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    room.request(terminal, case, now=moment_given(as_of), as_json=as_json)
    return Exit.CLEAN


def quote(
    case: CaseFolder,
    *,
    rates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Your rates; else rates.yaml of the case, the client or the folder of the clients."),
    ] = None,
    pdf: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it on one page, English and Chinese.")] = None,
    as_of: Annotated[str | None, typer.Option(help="As if it were this moment: 2026-06-12T09:00+08:00.")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Say what a case takes before anybody works on it.

    Evidence that is there and that is not, which service still meets the deadline and when it must begin, what makes the
    case dearer, and a price by your own rates.

    Rates are a file of yours, rates.yaml: sums without tax, as 4800 or 4800.50. It must state currency (as CNY), standard
    (a case in the standard time) and rush (a case within the rush hours). It may state missing_document, further_site,
    further_attempt and earlier_violation, each charged as often as the case has one, and a note, which stands below the sum.
    """
    from kit.commands import quote as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    room.quote(terminal, case, rates=rates, now=moment_given(as_of), pdf=pdf, as_json=as_json)
    return Exit.CLEAN


def confirm(
    case: CaseFolder,
    code: Annotated[str, typer.Argument(help="What the client answered: the digits that stand on each page of the copy.")],
    *,
    by: Annotated[str, typer.Option(help="Who of the client's confirmed it.")],
    on: Annotated[str | None, typer.Option(help="When, with its zone: 2026-07-06 10:00+08:00. Now if not given.")] = None,
    proof: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What shows it: a picture of the chat, the signed page.")
    ] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Note that the client confirmed the review copy.

    Kept in CASE/review with the copy itself. A change of any word, English or Chinese, makes it stale, and where client.yaml
    or case.yaml demands a copy, poa submit refuses without one.
    """
    from kit.commands import review_copy as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    return room.confirm(terminal, case, code, by=by, on=on, proof=proof, now=moment_given(None), as_json=as_json)


def submit(
    case: CaseFolder,
    *,
    case_id: Annotated[str | None, typer.Option(help="Case ID that the platform gave.")] = None,
    at: Annotated[str | None, typer.Option(help="When it was sent, with its zone: 2026-06-16 09:41+01:00.")] = None,
    screenshot: Annotated[Path | None, typer.Option(metavar="FILE", help='Picture of "Appeal Submitted".')] = None,
    uploaded: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The PDF that was uploaded, if it lies elsewhere.")
    ] = None,
    form_characters: Annotated[int | None, typer.Option(help="Characters that the form said it takes.")] = None,
    form_megabytes: Annotated[float | None, typer.Option(help="Megabytes that the form said it takes.")] = None,
    form_files: Annotated[int | None, typer.Option(help="Files that the form said it takes.")] = None,
    by: Annotated[str | None, typer.Option(help="Who sends it; else the user of this machine.")] = None,
    other_letter: Annotated[
        str, typer.Option(metavar="REASON", help="Why it is another letter than one that was sent and whose PDF is gone; noted.")
    ] = "",
    was_sent: Annotated[bool, typer.Option("--was-sent", help="What was begun and not ended was sent; wants the proof.")] = False,
    was_not_sent: Annotated[bool, typer.Option("--was-not-sent", help="What was begun was not sent.")] = False,
    in_review: Annotated[bool, typer.Option("--in-review", help="Seller Center shows it as under review.")] = False,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Note an upload with its proof.

    Refuses a build that is older than the case, a second identical letter (also from another folder, and where the first is
    gone and cannot be compared) and an attempt beyond the site's number. Asks for Case ID, time and screenshot, and keeps
    them, hashed, with the PDF as sent in CASE/submission.
    """
    from kit.commands import submit as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    given = room.Given(
        case_id=case_id,
        at=at,
        screenshot=screenshot,
        uploaded=uploaded,
        characters=form_characters,
        megabytes=form_megabytes,
        files=form_files,
        by=by,
        other_letter=other_letter.strip(),
        was_sent=was_sent,
        was_not_sent=was_not_sent,
        in_review=in_review,
    )
    ask = (lambda key: str(typer.prompt(say(terminal.lang, key)))) if room.is_watched() and not as_json else None
    return room.submit(terminal, case, given, now=moment_given(None), ask=ask, as_json=as_json)


def outcome(
    case: CaseFolder,
    result: Annotated[Literal["approved", "rejected", "closed"], typer.Argument(help="What the platform decided.")],
    *,
    text: Annotated[Path | None, typer.Option(metavar="FILE", help="The platform's answer as a text file.")] = None,
    says: Annotated[str | None, typer.Option(metavar="TEXT", help="The platform's answer.")] = None,
    on: Annotated[str | None, typer.Option(help="When it came, with its zone: 2026-06-20 09:41+01:00. Now if not given.")] = None,
    by: Annotated[str | None, typer.Option(help="Who notes it; else the user of this machine.")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Note what the platform answered.

    A rejection opens the next attempt in case.yaml: what was sent goes to history/ with its manifest, so that exhibits keep
    their numbers, its promises are listed, and the reviewer's points stand there as questions.
    """
    from kit.commands import outcome as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    return room.outcome(terminal, case, result, text=text, says=says, on=on, by=by, now=moment_given(None), as_json=as_json)


def watch(
    case: CaseFolder,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="Exports of the days since the approval: orders, returns, tracking."),
    ] = None,
    *,
    trace: Annotated[
        list[str] | None,
        typer.Option(metavar="MEASURE=FILE", help="A record that a preventive measure was done; as often as needed."),
    ] = None,
    pdf: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the week on one page, English and Chinese.")] = None,
    by: Annotated[str | None, typer.Option(help="Who looks; else the user of this machine.")] = None,
    as_of: Annotated[str | None, typer.Option(help="As if it were this moment: 2026-07-20T09:00+08:00.")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Watch a shop after its approval.

    The metrics on fresh exports against the letter, the promise and the limit, how many more wrong orders pass it, orders about
    to be late, records that each preventive measure leaves, papers that end. Files are kept in CASE/watch.
    """
    from kit.commands import watch as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    return room.watch(terminal, case, files or (), traces=trace or (), pdf=pdf, by=by, now=moment_given(as_of), as_json=as_json)


def messages(
    action: Annotated[Literal["add", "find", "export"], typer.Argument(help="What to do.")],
    case: Annotated[Path, typer.Argument(metavar="CASE", help="Folder that holds case.yaml; for find also a folder of cases.")],
    rest: Annotated[
        list[str] | None, typer.Argument(metavar="FILE…|WORD…|NUMBER…", help="Files to add, words to find, or numbers to export.")
    ] = None,
    *,
    channel: Annotated[
        Literal["mail", "case_id", "screenshot", "chat"] | None,
        typer.Option(help="Where it was written, if the file does not tell."),
    ] = None,
    at: Annotated[str | None, typer.Option(help="When it was written, with its zone: 2026-06-16 09:41+01:00.")] = None,
    sender: Annotated[str, typer.Option("--from", help="Who wrote it.")] = "",
    case_id: Annotated[str, typer.Option(help="Case ID under which it stands; else the one noted by poa submit.")] = "",
    url: Annotated[str, typer.Option(help="Address of the page that a screenshot shows.")] = "",
    device: Annotated[str, typer.Option(help="Browser and device of a screenshot.")] = "",
    answer: Annotated[bool, typer.Option("--answer", help="It is the platform's answer: no support ticket is due then.")] = False,
    by: Annotated[str | None, typer.Option(help="Who takes it in; else the user of this machine.")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Keep, find and show what was written about a case.

    Mails (.eml, .msg), answers under a Case ID, screenshots of errors with address, time and device, exported chats: unchanged,
    dated and hashed in CASE/messages. export takes them into the evidence.
    """
    from kit.commands import messages as room
    from kit.commands.submit import moment

    terminal = Terminal(lang_given(lang), quiet=as_json)
    if action == "find":
        return room.find(terminal, case, rest or (), channel=channel, as_json=as_json)
    if action == "export":
        return room.export(terminal, case, rest or (), as_json=as_json)
    from kit.desk.messages import Given

    stated = Given(
        at=moment(at) if at else None,
        channel=channel,
        case_id=case_id.strip(),
        sender=sender,
        url=url,
        device=device,
        answers=answer,
    )
    return room.add(terminal, case, rest or (), stated, by=by, now=moment_given(None), as_json=as_json)


def ledger(
    action: Annotated[Literal["check", "head", "show", "backup", "restore", "numbers"], typer.Argument(help="What to do.")],
    target: Annotated[
        Path | None, typer.Argument(metavar="FILE|CASE", help="The copy of backup and restore; for show, one case only.")
    ] = None,
    *,
    head: Annotated[str | None, typer.Option(help="With check: a head that was printed earlier and kept elsewhere.")] = None,
    as_json: Json = False,
    lang: Lang = None,
) -> int:
    """Check, copy and read what was noted of appeals.

    The history in ledger.sqlite only grows, each entry chained to the one before. check names every edit by its row; with a
    head that was exported, also one that made the whole chain anew. restore keeps what it replaces. numbers adds up approvals
    by family, site and attempt, times, and evidence that lacked.
    """
    from kit.commands import ledger as room

    terminal = Terminal(lang_given(lang), quiet=as_json)
    return room.ledger(terminal, action, target, head=head, now=moment_given(None), as_json=as_json)
