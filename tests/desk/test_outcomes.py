"""`poa outcome`: noted once, and a rejection opens the next attempt."""

import json
from datetime import UTC, datetime

import pytest

from kit.commands import outcome as room
from kit.desk import outcomes
from kit.desk.steps import standing
from kit.errors import Usage
from kit.ledger import Event, opened
from kit.model import Case
from kit.tools import yaml_text

NOW = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)
VIOLATION = "7529184460371124"
ANSWER = "Dear seller, hello.\nThe carrier's record of the collection is missing. Show who checks the cut-off."


@pytest.fixture
def case(small, tmp_path, monkeypatch):
    """A case that was sent."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    kept = small / "submission" / "attempt-1"
    kept.mkdir(parents=True)
    (kept / f"{VIOLATION}.pdf").write_bytes(b"%PDF-1.7 as sent")
    (kept / "manifest.json").write_text("{}")
    body = {"state": "submitted", "sent": "2026-07-06T10:41:00+01:00", "pdf": {"name": f"{VIOLATION}.pdf", "sha256": "0"}}
    with opened() as ledger:
        ledger.append(Event(kind="submission", key=f"{VIOLATION}/1", body=body), actor="li")
    return small


def read(folder):
    return yaml_text.read(Case, folder / "case.yaml")


def note(folder, result, says="", on=NOW):
    with opened() as ledger:
        return outcomes.note(ledger, read(folder), result, says=says, on=on, actor="li", now=NOW)


def test_an_outcome_is_noted_once(case):
    entry = note(case, "approved")
    assert (entry.kind, entry.body["state"]) == ("outcome", "approved")
    with opened() as ledger:
        assert standing(ledger, f"{VIOLATION}/1").state == "approved"
    with pytest.raises(Usage, match="is approved"):
        note(case, "rejected", ANSWER)


def test_a_rejection_that_was_noted_before_a_stop_goes_on(case):
    assert note(case, "rejected", ANSWER) == note(case, "rejected", ANSWER)
    with pytest.raises(Usage, match="is rejected"):
        note(case, "approved")


def test_an_outcome_needs_an_appeal_that_was_sent_before(case):
    with pytest.raises(Usage, match="lies before it was sent"):
        note(case, "approved", on=datetime(2026, 7, 1, tzinfo=UTC))
    with pytest.raises(Usage, match="has not come yet"):
        note(case, "approved", on=datetime(2036, 7, 1, tzinfo=UTC))
    text = (case / "case.yaml").read_text()
    (case / "case.yaml").write_text(text.replace("attempt: 1", "attempt: 2"))
    with pytest.raises(Usage, match="was not sent"):
        note(case, "approved")


def test_a_rejection_opens_the_next_attempt_and_comments_stay(case):
    path = case / "case.yaml"
    path.write_text(path.read_text().replace("attempt: 1", "attempt: 1  # mind the site's number"))
    outcomes.open_next(case, read(case), says=ANSWER, on=NOW)
    text, after = path.read_text(), read(case)
    assert "attempt: 2  # mind the site's number" in text
    assert "# the reviewer asks (1): The carrier's record of the collection is missing." in text
    assert "# the reviewer asks (2): Show who checks the cut-off." in text
    earlier = after.history[0]
    assert (earlier.file, earlier.manifest, earlier.outcome) == (
        "history/attempt-1.pdf",
        "history/attempt-1.manifest.json",
        "rejected",
    )
    assert [(p.en, p.became) for p in earlier.promises] == [("The cut-off is held against the carrier's timetable.", "open")]
    assert (case / earlier.file).read_bytes() == b"%PDF-1.7 as sent"


@pytest.mark.parametrize(
    "result",
    [
        "Your appeal was rejected.",
        "After careful review, your appeal has been denied.",
        "We regret to inform you that your second appeal for violation 7529184460371124 was not approved.",
        "很遗憾，您的申诉未通过。",
    ],
)
def test_the_result_alone_is_no_point_to_answer(result):
    assert outcomes.points(f"{result} Show who checks the cut-off.") == ("Show who checks the cut-off.",)
    assert len(outcomes.points(result.rstrip(".。") + ", the carrier's record is missing.")) == 1


def test_the_next_attempt_keeps_the_moment_of_the_answer_on_the_clock_of_the_site(case):
    outcomes.open_next(case, read(case), says=ANSWER, on=datetime.fromisoformat("2026-07-10T06:30+08:00"))
    (earlier,) = read(case).history
    assert (str(earlier.date), earlier.at.isoformat()) == ("2026-07-09", "2026-07-09T23:30:00+01:00")


def test_what_was_sent_is_missed_before_the_case_is_changed(case):
    (case / "submission" / "attempt-1" / "manifest.json").unlink()
    before = (case / "case.yaml").read_bytes()
    with pytest.raises(Usage, match=r"manifest\.json is gone") as told:
        outcomes.open_next(case, read(case), says=ANSWER, on=NOW)
    assert "the rejection is noted, attempt 2 is not opened yet" in told.value.problems
    assert (case / "case.yaml").read_bytes() == before


def test_a_rejection_without_its_reasons_is_asked(case, tmp_path):
    given = {"on": None, "by": None, "now": NOW, "as_json": True}
    with pytest.raises(Usage, match="has its reasons"):
        room.outcome(None, case, "rejected", text=None, says=" ", **given)
    with pytest.raises(Usage, match="two ways"):
        room.outcome(None, case, "rejected", text=tmp_path, says="x", **given)


def test_the_command_notes_and_tells(case, capsys):
    from kit.cli import main

    answer = case / "answer.txt"
    answer.write_text("The appeal was closed.", encoding="utf-8")
    assert main(["outcome", str(case), "closed", "--text", str(answer), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "closed"
