"""What becomes of an appeal once its PDF is built: which states it goes through, what each step needs, and what refuses it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kit.appeal import Appeal
from kit.desk import review_copy
from kit.desk.checklist import checklist
from kit.desk.outcomes import HISTORY
from kit.desk.steps import ENDED, is_to_come, key_of, standing
from kit.errors import KitError, Usage
from kit.evidence.others import letter_text
from kit.ledger import Entry, Event, Ledger
from kit.letter.numbers import manifest_beside
from kit.model import Case, OtherLetter, Policy
from kit.tools import pdf_read, worker
from kit.tools.atomic import sha256, write_bytes, write_json
from kit.tools.unfilled import unfilled

FOLDER = "submission"
_CONFIRMATION = "confirmation"  # the kept name of the picture that shows an upload, before its own ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The limits that the form itself showed, as seen; None: not looked at."""

    characters: int | None = None
    megabytes: float | None = None
    files: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What shows that the platform has the appeal: its Case ID, when it was sent, and a screenshot of the confirmation."""

    case_id: str
    at: datetime
    screenshot: Path
    reads: str = ""  # the screenshot's text, where any can be read
    form: Form = Form()


# --- before it is sent ------------------------------------------------------------------------------


def refusals(
    appeal: Appeal, ledger: Ledger, *, built: str, why: str, uploaded: Path | None, other_letter: str = ""
) -> Iterator[str]:
    """Each reason why this build must not be sent, with what to do. `built`: how the build stands (ready, changed, …).

    `other_letter`: why a person says that it is another letter than one that was sent and is gone.
    """
    case, pdf = appeal.case, appeal.pdf
    if built != "ready":
        yield _unready(built, why, appeal.folder)
    if uploaded and (not pdf.is_file() or sha256(uploaded) != sha256(pdf)):
        yield f"{uploaded} is not the PDF that was built: upload {pdf}"
    yield from _attempts(case, appeal.policy, ledger)
    if built == "ready":
        yield from (f"{problem}; run: poa build {appeal.folder}" for problem in _unmade(appeal))
        yield from _repeats(appeal, ledger, other_letter)
        yield from review_copy.refusals(appeal)


def _unready(built: str, why: str, folder: Path) -> str:
    said = {
        "new": "nothing is built yet",
        "draft": "the build is a draft",
        "refused": "the last build was refused",
        "changed": "the build is older than the case: files were changed since, or its PDF is another one",
    }.get(built, "the case cannot be built")
    return f"{said}{f' ({why})' if why else ''}; run: poa build {folder}"


def _attempts(case: Case, policy: Policy, ledger: Ledger) -> Iterator[str]:
    most = policy.get("appeal.max_attempts")
    if most and isinstance(most.value, int) and case.attempt > most.value:
        grade = most.grade.replace("_", " ")
        yield f"attempt {case.attempt}: {policy.site.code} takes {most.value} ({most.source}, grade {grade})"
    if case.attempt > 1:
        before = standing(ledger, f"{case.violation.id}/{case.attempt - 1}")
        if before and before.state not in ENDED | {"not_sent"}:
            yield (
                f"attempt {case.attempt - 1} is still {before.state.replace('_', ' ')} (entry {before.entry.id});"
                " note first what became of it: poa outcome"
            )


def _repeats(appeal: Appeal, ledger: Ledger, other_letter: str) -> Iterator[str]:
    """An earlier letter of this violation that is this one again, the same file or the same words (rule R102), or that is gone."""
    case, ours = appeal.case, sha256(appeal.pdf)
    sent = [e for e in ledger.entries(kind="submission", about=case.violation.id) if _is_earlier(e, case)]
    if same := next((e for e in sent if e.body["pdf"]["sha256"] == ours), None):
        yield f"this very PDF was sent as attempt {_attempt(same)} (entry {same.id}); a second identical letter closes the case"
        return
    read = [(entry, _letter(entry, ledger, appeal)) for entry in sent]
    gone = [entry for entry, letter in read if letter is None]
    if other_letter and not gone:
        yield "--other-letter: each earlier letter is there and was compared; leave it out"
    elif not other_letter:
        yield from (_uncompared(entry, appeal.folder) for entry in gone)
    yield from _reworded(appeal, tuple(letter for _, letter in read if letter))


def _reworded(appeal: Appeal, earlier: tuple[OtherLetter, ...]) -> Iterator[str]:
    if not earlier:
        return
    from dataclasses import replace

    from kit.lint import rules  # late: what was sent is read without them

    subject = replace(appeal.subject, others=earlier)
    reworded = next(rule for rule in rules() if rule.id == "R102")
    for hit in reworded.check(subject):
        if hit.severity is None:  # its own: an error
            yield f"{hit.message.en}; {hit.fix.en}"


def _is_earlier(entry: Entry, case: Case) -> bool:
    violation, _, attempt = entry.key.rpartition("/")
    return violation == case.violation.id and int(attempt) < case.attempt and entry.body["state"] == "submitted"


def _attempt(entry: Entry) -> int:
    return int(entry.key.rpartition("/")[2])


def _letter(sent: Entry, ledger: Ledger, appeal: Appeal) -> OtherLetter | None:
    """What was sent, as text; None where its very PDF is found nowhere, or nothing can be read in it."""
    for path in _where(sent, ledger, appeal):
        if path.is_file() and sha256(path) == sent.body["pdf"]["sha256"]:
            try:
                text = worker.run(letter_text, path)
            except (worker.Exceeded, pdf_read.Unreadable):
                continue
            if text:
                own = path.is_relative_to(appeal.folder)
                return OtherLetter(name=(path.relative_to(appeal.folder) if own else path).as_posix(), kind="earlier", text=text)
    return None


def _where(sent: Entry, ledger: Ledger, appeal: Appeal) -> Iterator[Path]:
    """Where the PDF of a submission may lie: in this folder, in the one from which it was sent, and where either keeps its history."""
    begun = [Path(e.body["folder"]) for e in ledger.entries(kind="submission", key=sent.key) if "folder" in e.body]
    folders = tuple(dict.fromkeys((appeal.folder, *reversed(begun))))
    for folder in folders:
        yield kept_in(folder, _attempt(sent)) / sent.body["pdf"]["name"]
    yield from (appeal.folder / earlier.file for earlier in appeal.case.history)
    for folder in folders:
        yield from sorted((folder / HISTORY).glob("*.pdf"))


def _uncompared(sent: Entry, folder: Path) -> str:
    pdf = sent.body["pdf"]
    place = kept_in(folder, _attempt(sent)) / pdf["name"]
    return (
        f"whether this is the letter of attempt {_attempt(sent)} again cannot be told: its PDF (entry {sent.id}, SHA-256 {pdf['sha256']})"
        f" is found nowhere or holds no text that can be read; put it back as {place}, or compare them yourself and say why it is"
        " another letter: --other-letter REASON"
    )


# --- the steps ----------------------------------------------------------------------------------------


def begin(ledger: Ledger, appeal: Appeal, *, actor: str, now: datetime, other_letter: str = "") -> Entry:
    """Note that the upload begins: from here on only a person can say whether it was sent."""
    case, pdf, promised = appeal.case, appeal.pdf, _promised(appeal)
    with ledger.changing():
        refuse_begun(ledger, case, appeal.folder)
        body = {"state": "submitting", "pdf": _pdf(pdf), "folder": str(appeal.folder.resolve()), **_evidence(appeal)}
        if other_letter:
            body["other_letter"] = other_letter
        events = (*_known(ledger, appeal, promised), Event(kind="submission", key=key_of(case), body=body))
        return ledger.append(*events, actor=actor, at=now)[-1]


def refuse_begun(ledger: Ledger, case: Case, folder: Path) -> None:
    """Raise Usage where the attempt was begun or sent already."""
    found = standing(ledger, key_of(case))
    if found is None or found.state == "not_sent":
        return
    where = f"attempt {case.attempt} of {case.violation.id}"
    if found.state == "submitting":
        raise Usage(
            f"{where} was begun at {found.entry.at:%Y-%m-%d %H:%M} UTC and not ended; only a person knows whether it was sent",
            [
                "look in Seller Center under Appeal Details",
                f"it is there: poa submit {folder} --was-sent",
                f"it is not: poa submit {folder} --was-not-sent",
            ],
        )
    raise Usage(f"{where} is {found.state.replace('_', ' ')} (entry {found.entry.id})", ["nothing was noted; it is sent once"])


def give_up(ledger: Ledger, case: Case, *, actor: str, now: datetime) -> Entry:
    """Note that what was begun was not sent."""
    with ledger.changing():
        _refuse_unbegun(ledger, case)
        return ledger.append(Event(kind="submission", key=key_of(case), body={"state": "not_sent"}), actor=actor, at=now)[-1]


def finish(ledger: Ledger, appeal: Appeal, proof: Proof, *, actor: str, now: datetime) -> Entry:
    """Store the PDF as sent with its proof in the case folder, and note that the platform has it."""
    case = appeal.case
    begun = _refuse_unbegun(ledger, case)
    if not appeal.pdf.is_file() or sha256(appeal.pdf) != begun.body["pdf"]["sha256"]:
        raise Usage(
            f"{appeal.pdf} is not the PDF with which the upload began (entry {begun.id})",
            [f"put that one back (SHA-256 {begun.body['pdf']['sha256']}), or: poa submit {appeal.folder} --was-not-sent"],
        )
    if wrong := tuple(_unmade(appeal)):
        again = f"make it again (poa build {appeal.folder}) or put it back, then: poa submit {appeal.folder} --was-sent"
        raise Usage(f"{', '.join(wrong)}: changed since the upload began (entry {begun.id})", [again])
    kept = _store(appeal, proof)
    form = {name: value for name in ("characters", "megabytes", "files") if (value := getattr(proof.form, name)) is not None}
    body: dict[str, Any] = {
        "state": "submitted",
        "case_id": proof.case_id,
        "sent": proof.at.isoformat(),
        "pdf": begun.body["pdf"],
        "files": kept,
        **({"form_as_seen": form} if form else {}),
        **_confirmed(appeal),
    }
    write_json(kept_in(appeal.folder, case.attempt) / "receipt.json", body)
    with ledger.changing():
        _refuse_unbegun(ledger, case)
        return ledger.append(Event(kind="submission", key=key_of(case), body=body), actor=actor, at=now)[-1]


def in_review(ledger: Ledger, case: Case, *, at: datetime, actor: str, now: datetime) -> Entry:
    """Note that the platform shows the appeal as under review."""
    with ledger.changing():
        found = standing(ledger, key_of(case))
        if found is None or found.state != "submitted":
            raise Usage(f"{case.violation.id} is not submitted", ["note first that it was sent: poa submit CASE"])
        if problem := found.time_problem("--at", at, now):
            raise Usage(problem, ["nothing was noted"])
        body = {"state": "in_review", "since": at.isoformat()}
        return ledger.append(Event(kind="submission", key=key_of(case), body=body), actor=actor, at=now)[-1]


def proof_problems(proof: Proof, case: Case, now: datetime) -> Iterator[str]:
    """What is wrong with the time and the Case ID of a proof."""
    if not proof.case_id.strip():
        yield "--case-id is empty: copy the Case ID from Help Center"
    if proof.case_id.strip() == case.violation.id:
        yield "--case-id is the Violation ID; the Case ID is another number, given when the appeal was taken"
    if proof.at.tzinfo is None:
        yield f"--at {proof.at} names no zone: write it as 2026-06-16 09:41+01:00"
    elif is_to_come(proof.at, now):
        yield f"--at {proof.at.isoformat()} has not come yet: give the time that Seller Center shows"
    elif proof.at < case.violation.received:
        yield f"--at {proof.at.isoformat()} lies before the notice of {case.violation.received.isoformat()}"


def used_before(ledger: Ledger, screenshot: Path) -> Iterator[str]:
    """Where the very file is the confirmation of an upload already: each has a picture of its own."""
    digest = sha256(screenshot)
    for entry in ledger.entries(kind="submission"):
        files = entry.body.get("files", {})
        if any(name.startswith(_CONFIRMATION) and known == digest for name, known in files.items()):
            violation, _, attempt = entry.key.rpartition("/")
            yield f"--screenshot {screenshot} is the confirmation of attempt {attempt} of {violation} (entry {entry.id})"


def kept_in(folder: Path, attempt: int) -> Path:
    """Where a case keeps what was sent in an attempt."""
    return folder / FOLDER / f"attempt-{attempt}"


def _refuse_unbegun(ledger: Ledger, case: Case) -> Entry:
    found = standing(ledger, key_of(case))
    if found is None or found.state != "submitting":
        state = found.state.replace("_", " ") if found else "not begun"
        raise Usage(
            f"attempt {case.attempt} of {case.violation.id} is {state}", ["nothing was noted; begin with: poa submit CASE"]
        )
    return found.entry


def _store(appeal: Appeal, proof: Proof) -> dict[str, str]:
    """Copies of what was sent and of the confirmation, with their hashes by name. The originals are not touched."""
    place = kept_in(appeal.folder, appeal.case.attempt)
    sources = {
        **{path.name: path for path in _made(appeal)},
        f"{_CONFIRMATION}{proof.screenshot.suffix.lower()[:10]}": proof.screenshot,
    }
    for name, source in sources.items():
        write_bytes(place / name, source.read_bytes())
    return {name: sha256(place / name) for name in sources}


def _made(appeal: Appeal) -> tuple[Path, ...]:
    """What a build leaves and an upload keeps."""
    return (appeal.pdf, *(appeal.pdf.parent / name for name in ("manifest.json", "report.json")))


def _unmade(appeal: Appeal) -> Iterator[str]:
    """What of a build is gone, and a manifest that is not the PDF's: the next attempt takes the numbers of exhibits from it."""
    gone = [path for path in _made(appeal) if not path.is_file()]
    yield from (f"{path} is gone" for path in gone)
    if not gone and manifest_beside(appeal.pdf) is None:
        yield f"{appeal.pdf.with_name('manifest.json')} is not the manifest of {appeal.pdf.name}"


def _confirmed(appeal: Appeal) -> dict[str, Any]:
    """What the client confirmed of this very text, so that the ledger's chain holds it too; a stale one is none."""
    found = review_copy.latest(appeal.folder, appeal.case.attempt)
    if found is None or not _is_of(found.digest, appeal):
        return {}
    return {"review_copy": {"digest": found.digest, "by": found.by, "at": found.at, "files": found.files}}


def _is_of(digest: str, appeal: Appeal) -> bool:
    try:
        return review_copy.copied(appeal).digest == digest
    except KitError:
        return False


def _evidence(appeal: Appeal) -> dict[str, list[str]]:
    """Which evidence a reviewer of the family asks for, and which of it this letter goes without."""
    asks = checklist(appeal.case, appeal.family, ())
    return {"asked": [a.ask.id for a in asks], "lacking": [a.ask.id for a in asks if a.is_open]}


def _pdf(path: Path) -> dict[str, Any]:
    return {"name": path.name, "sha256": sha256(path), "bytes": path.stat().st_size}


def _stated(case: Case) -> dict[str, Any]:
    """What a later letter is held against: the stance, and the days of causes and actions."""
    return {
        "case": case.id,
        "route": case.route,
        "stance": case.stance,
        "causes": {c.id: str(c.when) for c in case.root_causes if c.when},
        "done": {c.id: str(c.done) for c in case.corrective if c.done},
    }


def _known(ledger: Ledger, appeal: Appeal, promised: Iterable[Event]) -> Iterator[Event]:
    """The client, shop, violation, attempt and promises, each where the ledger does not say the same already."""
    case, shop, seller = appeal.case, appeal.opened.shop, appeal.opened.seller
    violation = case.violation
    stated = {
        "family": violation.family,
        "site": violation.site,
        "shop": shop.code,
        "received": violation.received.isoformat(),
        "deadline": violation.deadline.isoformat() if violation.deadline else None,
    }
    events = [
        Event(kind="client", key=seller.id, body={"legal_name": seller.legal_name}),
        Event(kind="shop", key=shop.code, body={"name": shop.name, "site": shop.site, "client": seller.id}),
        Event(kind="violation", key=violation.id, body=stated),
        Event(kind="appeal", key=key_of(case), body=_stated(case)),
        *promised,
    ]
    for event in events:
        last = ledger.last(event.kind, event.key)
        if last is None or dict(last.body) != dict(event.body):
            yield event


def _promised(appeal: Appeal) -> tuple[Event, ...]:
    """Each promise as the letter prints it, its exhibits and figures filled in."""
    case = appeal.case
    texts = [appeal.letter.passage(f"preventive.{n}.what") for n in range(len(case.preventive))]
    return tuple(
        Event(
            kind="promise",
            key=f"{key_of(case)}/{p.id}",
            body={"what": text.text if text else unfilled(p.what.en), "by": str(p.by or p.since or "")},
        )
        for p, text in zip(case.preventive, texts, strict=True)
    )
