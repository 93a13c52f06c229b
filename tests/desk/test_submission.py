"""`poa submit`: what is refused, what is kept, and what a crash leaves to a person."""

import json
import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from kit.appeal import Appeal
from kit.batch.jobs import find
from kit.batch.standing import standing as standing_of
from kit.case import open_case
from kit.cli import main
from kit.commands import submit as room
from kit.desk import submission as desk
from kit.desk.steps import standing
from kit.errors import KitError, Usage
from kit.inputs import digest
from kit.ledger import Event, edits, opened
from kit.model import Case, EarlierAppeal
from kit.report import Pdf, PolicyEntry, Report, write
from kit.tools import yaml_text
from kit.tools.atomic import sha256

NOW = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)
VIOLATION = "7529184460371124"


@pytest.fixture
def case(small, tmp_path, monkeypatch):
    """A small case with what a build leaves, and a ledger of its own. The screenshot is not opened: that takes a worker."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setattr(room, "_seen", lambda _: SimpleNamespace(text=("Status: Appeal  Submitted",)))
    build = small / "build"
    build.mkdir()
    pdf, manifest = build / f"{VIOLATION}.pdf", build / "manifest.json"
    pdf.write_bytes(b"%PDF-1.7 as built")
    manifest.write_text(f'{{"sha256": "{sha256(pdf)}"}}')
    entry = Pdf(path=f"build/{pdf.name}", bytes=pdf.stat().st_size, pages=2, sha256=sha256(pdf))
    policy = PolicyEntry(profile="seed", facts={}, unverified=())
    parts = {"exhibits": (), "metrics": {}, "audits": {}, "findings": (), "skipped": (), "notes": (), "rows": (), "timings": {}}
    ids = {"case": "small-case", "violation_id": VIOLATION, "family": "logistics", "site": "UK"}
    write(Report(**ids, status="ready", pdf=entry, policy=policy, versions={}, **parts), build / "report.json")
    return small


@pytest.fixture
def given(case):
    """All proofs."""
    return room.Given(
        case_id="CS-88120",
        at="2026-07-06 10:41+01:00",
        screenshot=case / "evidence" / "screen.png",
        characters=1800,
        by="li",
    )


class Told:
    """A terminal that remembers the phrases."""

    lang = "en"

    def __init__(self):
        self.said = []

    def say(self, key, **_):
        self.said.append(key)

    def json(self, document):
        self.document = document


def submit(case, given, *, ask=None, now=NOW):
    told = Told()
    assert room.submit(told, case, given, now=now, ask=ask, as_json=True) == 0
    return told


def states():
    with opened() as ledger:
        return [e.body["state"] for e in ledger.entries(kind="submission")]


def test_an_upload_is_kept_with_its_proof(case, given, tmp_path):
    told = submit(case, given)
    assert told.said == ["submit_upload", "submit_submitted"]
    kept = case / "submission" / "attempt-1"
    receipt = json.loads((kept / "receipt.json").read_text())
    assert receipt["case_id"] == "CS-88120"
    assert receipt["sent"] == "2026-07-06T10:41:00+01:00"
    assert receipt["form_as_seen"] == {"characters": 1800}
    assert receipt["files"] == {name: sha256(kept / name) for name in receipt["files"]}
    assert receipt["files"][f"{VIOLATION}.pdf"] == sha256(case / "build" / f"{VIOLATION}.pdf") == receipt["pdf"]["sha256"]
    assert set(receipt["files"]) == {f"{VIOLATION}.pdf", "manifest.json", "report.json", "confirmation.png"}
    with opened() as ledger:
        kinds = [e.kind for e in ledger.entries()]
        assert kinds == ["client", "shop", "violation", "appeal", "promise", "submission", "submission"]
        (promise,) = ledger.entries(kind="promise")
        assert promise.body["what"] == "The cut-off is held against the carrier's timetable (Exhibit 2)."
        begun = ledger.entries(kind="submission")[0].body
        assert set(begun["lacking"]) < set(begun["asked"])
        assert "notice" in begun["lacking"]  # the case shows none
        found = standing(ledger, f"{VIOLATION}/1")
        assert (found.state, found.entry.actor, found.sent.body) == ("submitted", "li", receipt)
    assert edits(tmp_path / "ledger.sqlite") == ()
    submit(case, room.Given(in_review=True))
    assert states() == ["submitting", "submitted", "in_review"]
    with pytest.raises(Usage, match="is in review"):
        submit(case, given)


def test_without_a_confirmation_nothing_is_noted(case, capsys):
    assert main(["submit", str(case), "--case-id", "CS-1", "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "--at" in told
    assert "--screenshot" in told
    assert "--case-id" not in told
    assert states() == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        ({"at": "2026-07-06T10:41"}, "names no zone"),
        ({"at": "2026-07-06T14:00+01:00"}, "has not come yet"),
        ({"at": "2026-06-01T14:00+01:00"}, "before the notice"),
        ({"case_id": " "}, "is empty"),
        ({"case_id": VIOLATION}, "is the Violation ID"),
    ],
)
def test_a_proof_that_proves_nothing_is_told(case, changed, words):
    stated = {"case_id": "CS-1", "at": "2026-07-06T10:41+01:00", **changed}
    proof = desk.Proof(case_id=stated["case_id"], at=datetime.fromisoformat(stated["at"]), screenshot=case)
    found = list(desk.proof_problems(proof, yaml_text.read(Case, case / "case.yaml"), NOW))
    assert len(found) == bool(words)
    assert words in "".join(found)


@pytest.mark.parametrize(("text", "words"), [("2026-07-06 10:41", "names no zone"), ("6/7/2026", "--at 6/7/2026")])
def test_a_time_without_a_zone_is_asked(text, words):
    with pytest.raises(Usage, match=words):
        room.moment(text)


def test_a_screenshot_that_says_something_else_is_told(case, given, monkeypatch):
    monkeypatch.setattr(room, "_seen", lambda _: SimpleNamespace(text=("Upload failed",)))
    assert "submit_unconfirmed" in submit(case, given).said


@pytest.mark.slow
def test_a_screenshot_that_is_none_is_refused(case, given, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setenv("POA_HOME", str(case.parent))
    with pytest.raises(Usage, match="cannot be used") as told:
        submit(case, replace(given, screenshot=case / "case.yaml", case_id=VIOLATION))
    assert len(told.value.problems) == 2
    assert states() == []


def refused(case, given):
    with pytest.raises(KitError) as told:
        submit(case, given)
    assert told.value.exit == 1
    assert states() in ([], ["submitting", "submitted"])
    return "; ".join(told.value.problems)


def test_a_build_older_than_the_case_is_refused(case, given):
    path = case / "case.yaml"
    path.write_text(path.read_text() + "\n# seen\n")
    assert "older than the case" in refused(case, given)


def test_a_file_that_bears_an_older_time_than_the_build_is_a_change(case, given):
    """As unzipping or copying leaves it."""
    report, path = case / "build" / "report.json", case / "case.yaml"
    told = json.loads(report.read_text()) | {"inputs": digest(case, open_case(case).case)}
    report.write_text(json.dumps(told))
    at = path.stat()
    path.write_text(path.read_text() + "\n# seen\n")
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))
    assert "older than the case" in refused(case, given)
    report.write_text(json.dumps(told | {"inputs": ""}))  # changed while it was built
    assert "older than the case" in refused(case, given)


@pytest.mark.parametrize("has_digest", [True, False])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_file_deleted_after_the_build_is_told_and_nothing_is_sent(case, given, has_digest, is_named):
    """Also after a build of an earlier kit, which noted no digest of what it was made from."""
    orders = case / "orders" / "orders_2026-06.csv"
    orders.parent.mkdir()
    orders.write_text("Order ID\n1\n")
    path, at = case / "case.yaml", (case / "build" / "report.json").stat().st_mtime - 60
    if is_named:
        path.write_text(path.read_text() + "data: {orders: [{file: orders/orders_2026-06.csv}]}\n")
    for old in (path, orders, orders.parent, case / "evidence"):
        os.utime(old, (at, at))
    if has_digest:
        report = case / "build" / "report.json"
        report.write_text(json.dumps(json.loads(report.read_text()) | {"inputs": digest(case, open_case(case).case)}))
    assert standing_of(find(case))[0].state == "ready"
    opened_before = Appeal.open(case)
    orders.unlink()
    told = standing_of(find(case))[0]
    assert (told.state, told.pdf) == ("changed", None)
    assert ("orders/orders_2026-06.csv" in told.why) is is_named
    with opened() as ledger:
        reasons = tuple(desk.refusals(opened_before, ledger, built=told.state, why=told.why, uploaded=None))
    assert "older than the case" in reasons[0]
    with pytest.raises(KitError):
        submit(case, given)
    assert states() == []


def test_another_pdf_is_refused(case, given, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes((case / "build" / f"{VIOLATION}.pdf").read_bytes() + b"\n")
    assert "other.pdf is not the PDF that was built" in refused(case, replace(given, uploaded=other))
    shutil.copy(other, case / "build" / f"{VIOLATION}.pdf")
    assert "older than the case" in refused(case, given)


def test_an_unconfirmed_review_copy_is_refused(case, given):
    path = case / "case.yaml"
    path.write_text(path.read_text() + "review: {demanded: true}\n")
    report = case / "build" / "report.json"
    report.write_text(report.read_text())  # written after the case
    assert "the client signs a review copy first" in refused(case, given)


def test_no_build_and_a_draft_are_refused(case, given):
    report = case / "build" / "report.json"
    report.write_text(report.read_text().replace('"status": "ready"', '"status": "draft"'))
    assert "is a draft" in refused(case, given)
    shutil.rmtree(case / "build")
    assert "nothing is built" in refused(case, given)


def second(folder, **stated):
    """The same case as its second attempt."""
    appeal = Appeal.open(folder)
    case = appeal.case.model_copy(update={"attempt": 2, **stated})
    appeal.opened = type(appeal.opened)(**{**{f: getattr(appeal.opened, f) for f in appeal.opened.__slots__}, "case": case})
    return appeal


def told(appeal, **given):
    with opened() as ledger:
        return "; ".join(desk.refusals(appeal, ledger, built="ready", why="", uploaded=None, **given))


def test_the_picture_of_one_upload_proves_no_other(case, given):
    submit(case, given)
    other = case / "evidence" / "screen-2.png"
    other.write_bytes(given.screenshot.read_bytes() + b"\n")
    with opened() as ledger:
        with pytest.raises(Usage, match="the proof cannot be used") as refused:
            room._proof(second(case), ledger, given, NOW)
        assert f"is the confirmation of attempt 1 of {VIOLATION} (entry " in "; ".join(refused.value.problems)
        assert room._proof(second(case), ledger, replace(given, screenshot=other), NOW).screenshot == other


@pytest.mark.slow
def test_a_second_identical_letter_is_refused(case, given, tmp_path):
    assert Appeal.open(case).build().status == "ready"
    submit(case, given)
    name = f"{VIOLATION}.pdf"
    assert "attempt 1 is still submitted" in told(second(case))
    assert "this very PDF was sent as attempt 1" in told(second(case))
    other = tmp_path / "other"  # the same violation in a folder of its own
    shutil.copytree(case, other, ignore=shutil.ignore_patterns("submission"))
    for folder in (case, other):
        with (folder / "build" / name).open("ab") as pdf:
            pdf.write(b"\n% another\n")  # another file, the same words
        assert "this very PDF" not in told(second(folder))
        assert f"{name} in nearly the same words" in told(second(folder))
    (case / "history").mkdir()
    (case / "submission" / "attempt-1" / name).rename(case / "history" / "attempt-1.pdf")
    for folder in (case, other):
        assert "history/attempt-1.pdf in nearly the same words" in told(second(folder))


def test_an_earlier_letter_that_cannot_be_compared_is_refused_until_a_person_says_why(case, given):
    """Gone, another file in its place, or nothing that can be read in it."""
    submit(case, given)
    sent = case / "submission" / "attempt-1" / f"{VIOLATION}.pdf"
    (case / "build" / sent.name).write_bytes(b"%PDF-1.7 another letter")
    for spoil in (lambda: None, lambda: sent.write_bytes(b"%PDF-1.7 as changed"), sent.unlink):
        spoil()
        reasons = told(second(case))
        assert "cannot be told: its PDF (entry 7, SHA-256 " in reasons
        assert f"put it back as {sent}" in reasons
    assert "cannot be told" not in told(second(case), other_letter="compared on paper: other causes")
    with opened() as ledger:
        ledger.append(Event(kind="outcome", key=f"{VIOLATION}/1", body={"state": "rejected"}), actor="li")
        begun = desk.begin(ledger, second(case), actor="li", now=NOW, other_letter="compared on paper: other causes")
        assert begun.body["other_letter"] == "compared on paper: other causes"


def test_a_reason_for_nothing_is_refused(case, given):
    assert "leave it out" in refused(case, replace(given, other_letter="I like it"))


@pytest.mark.parametrize("name", ["manifest.json", "report.json"])
def test_a_build_without_its_manifest_is_refused_before_anything_is_noted(case, given, name):
    appeal = Appeal.open(case)
    (case / "build" / name).unlink()
    assert f"{name} is gone; run: poa build" in told(appeal)
    with pytest.raises(KitError):
        submit(case, given)
    assert states() == []


@pytest.mark.parametrize("written", ["{", "{}", "[]", '{"sha256": "of another file"}'])
def test_a_manifest_of_another_file_is_refused_before_anything_is_noted(case, given, written):
    (case / "build" / "manifest.json").write_text(written)
    assert f"manifest.json is not the manifest of {VIOLATION}.pdf; run: poa build" in told(Appeal.open(case))
    with pytest.raises(KitError):
        submit(case, given)
    assert states() == []


def test_a_manifest_that_goes_during_the_upload_is_told_and_the_proof_can_still_be_kept(case, given):
    manifest = case / "build" / "manifest.json"
    built = manifest.read_text()
    answers = {"submit_ask_case_id": "CS-2", "submit_ask_at": given.at, "submit_ask_screenshot": str(given.screenshot)}

    def ask(key):
        manifest.unlink(missing_ok=True)
        return answers[key]

    with pytest.raises(Usage, match=r"manifest\.json is gone: changed since the upload began"):
        submit(case, room.Given(by="li"), ask=ask)
    assert not (case / "submission" / "attempt-1").exists()
    manifest.write_text(built)
    submit(case, replace(given, was_sent=True))
    assert states() == ["submitting", "submitted"]


@pytest.mark.parametrize(
    ("at", "words"), [("2026-07-01 10:00+01:00", "lies before it was sent"), ("2026-07-06 13:30+01:00", "not come yet")]
)
def test_a_review_begins_after_the_upload_and_not_in_days_to_come(case, given, at, words):
    submit(case, given)
    with pytest.raises(Usage, match=words):
        submit(case, room.Given(in_review=True, at=at))
    submit(case, room.Given(in_review=True, at="2026-07-06 11:00+01:00"))
    assert states() == ["submitting", "submitted", "in_review"]


def test_the_first_appeals_deadline_is_none_of_the_second(case, given):
    late = replace(given, at="2026-07-10 10:00+01:00")
    assert "submit_late" in submit(case, late, now=datetime(2026, 7, 11, tzinfo=UTC)).said
    assert room._until(Appeal.open(case)).isoformat() == "2026-07-09T23:59:00+01:00"
    earlier = EarlierAppeal(file="history/attempt-1.pdf", outcome="rejected", date=date(2026, 7, 13))
    assert room._until(second(case, history=(earlier,))) is None


def test_an_attempt_beyond_the_sites_number_is_refused(case, given):
    path = case / "case.yaml"
    text = path.read_text().replace("attempt: 1", "attempt: 3").replace("site: UK", "site: TH")
    path.write_text(text)
    assert "attempt 3: TH takes 2" in refused(case, given)


def test_after_a_crash_a_person_decides(case, given):
    def torn(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        submit(case, room.Given(by="li"), ask=torn)
    assert states() == ["submitting"]
    with pytest.raises(Usage, match="only a person knows") as told:
        submit(case, given)
    assert [p for p in told.value.problems if "--was-sent" in p]
    submit(case, room.Given(was_not_sent=True))
    answers = {"submit_ask_case_id": "CS-2", "submit_ask_at": given.at, "submit_ask_screenshot": f"'{given.screenshot}'"}
    with pytest.raises(KeyboardInterrupt):
        submit(case, room.Given(by="li"), ask=torn)
    submit(case, replace(given, was_sent=True))
    assert states() == ["submitting", "not_sent", "submitting", "submitted"]
    assert answers
    with pytest.raises(Usage, match="nothing was noted"):
        submit(case, room.Given(was_not_sent=True))


def test_a_person_is_asked_for_what_was_not_given(case, given):
    answers = {"submit_ask_case_id": "CS-2", "submit_ask_at": given.at, "submit_ask_screenshot": f"'{given.screenshot}'"}
    submit(case, room.Given(), ask=answers.pop)
    assert answers == {}
    assert states() == ["submitting", "submitted"]


def test_what_was_sent_is_no_input_of_the_next_build(case, given):
    from kit.batch.jobs import find
    from kit.batch.standing import standing as of_jobs

    submit(case, given)
    assert of_jobs(find(case))[0].state in {"ready", "submitted"}
