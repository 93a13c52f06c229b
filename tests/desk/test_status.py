"""`poa status` after an upload: what is due next, the clock of the support ticket, reminders, and folders that are gone."""

import json
import re
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from kit.batch import standing as room
from kit.batch.jobs import find
from kit.cli import main
from kit.errors import CannotWrite
from kit.ledger import Event, opened
from kit.terminal import Terminal
from kit.tools import atomic, ics

VIOLATION = "7529184460371124"
SENT = datetime(2026, 7, 6, 9, 41, tzinfo=UTC)


@pytest.fixture
def case(small, tmp_path, monkeypatch):
    """A case that was sent on Monday 6 July 2026 at 10:41 in London."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    key = f"{VIOLATION}/1"
    begun = {"state": "submitting", "pdf": {"name": "x.pdf", "sha256": "0"}, "folder": str(small.resolve())}
    sent = {"state": "submitted", "case_id": "CS-88120", "sent": "2026-07-06T10:41:00+01:00", "pdf": begun["pdf"]}
    with opened() as ledger:
        ledger.append(Event(kind="submission", key=key, body=begun), Event(kind="submission", key=key, body=sent), actor="li")
    return small


def told(case, capsys, now):
    room.tell(Terminal("en"), room.standing(find(case)), now=now)
    return capsys.readouterr().out


def test_what_is_due_after_the_upload_stands_in_the_table(case, capsys):
    out = told(case, capsys, SENT + timedelta(hours=40))
    assert out.startswith("2026-07-08 10:41\tsupport ticket, if nothing was heard: 8 h\tsubmitted\t")
    assert f"{VIOLATION}: no answer for 40 h; if none comes in 8 h, open a support ticket under Case ID CS-88120" in out
    assert "open a support ticket under Case ID CS-88120 now" in told(case, capsys, SENT + timedelta(hours=50))


def test_one_case_is_told_on_three_clocks_and_by_which_fact(case, capsys):
    assert main(["status", str(case), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "support ticket, if nothing was heard: 2026-07-08 10:41 BST at the site, 2026-07-08 17:41 CST at the client" in out
    assert "seed 000" in out
    assert "answer expected by" in out


def test_a_pending_review_goes_before_the_notices_deadline(small, capsys):
    path = small / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ticket: enforced", "ticket: pending"), encoding="utf-8")
    (found,) = room.standing(find(small))
    assert (found.next, found.next_at) == ("pending_review", "2026-06-12T09:12:00+00:00")


def test_an_appeal_in_review_waits_for_a_ticket_as_long_as_a_review_takes(case, capsys):
    with opened() as ledger:
        ledger.append(
            Event(kind="submission", key=f"{VIOLATION}/1", body={"state": "in_review", "since": SENT.isoformat()}), actor="li"
        )
    out = told(case, capsys, SENT + timedelta(hours=50))
    assert "if none comes in 7 d" in out
    assert room.within(room.standing(find(case)), 24, now=SENT + timedelta(hours=50)) == ()
    late = SENT + timedelta(days=12)
    assert "open a support ticket under Case ID CS-88120 now" in told(case, capsys, late)
    assert len(room.within(room.standing(find(case)), 1, now=late)) == 1


def test_what_is_due_stands_by_the_sites_clock_whatever_the_notice_was_written_in(small, capsys):
    path = small / "case.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2026-07-09T23:59+01:00", "2026-07-10T06:59+08:00"), encoding="utf-8"
    )
    (found,) = room.standing(find(small))
    assert found.next_local == "2026-07-09T23:59:00+01:00"
    assert told(small, capsys, SENT).startswith("2026-07-09 23:59\tanswer: ")


def test_only_what_somebody_has_to_do_is_due_within_hours(case):
    found = room.standing(find(case))
    assert room.within(found, 9, now=SENT + timedelta(hours=40)) == found
    assert room.within(found, 7, now=SENT + timedelta(hours=40)) == ()
    assert room.within(found, 1, now=SENT + timedelta(hours=60)) == found  # overdue
    assert main(["status", str(case), "--within", "1"]) == 1  # it was due long ago
    assert main(["status", str(case), "--within", "1", "--json"]) == 1


def test_the_calendar_is_one_of_deadlines_and_reminds(case):
    made = room.calendar(room.standing(find(case)), made_on=SENT.date(), lang="en").decode()
    assert "PRODID:-//POA Kit//Deadlines//EN" in made
    assert made.count("BEGIN:VALARM") == 2  # of the ticket, which is ours; the review is waited for
    assert made.count("BEGIN:VEVENT") == len(room.standing(find(case))[0].dues) == 3
    assert len(set(re.findall("UID:(.*)", made))) == 3
    for line in ("DTSTART:20260708T094100Z", "TRIGGER:-PT24H", "TRIGGER:-PT3H", "Case ID CS-88120"):
        assert line in made
    assert b"PRODID:-//POA Kit//Renewals//EN" in ics.calendar("x", (), made_on=SENT.date())


# --- bad days ---------------------------------------------------------------------------------------


def test_a_case_folder_that_is_gone_is_told_with_what_the_ledger_keeps(case, tmp_path, capsys):
    shutil.rmtree(case)
    assert main(["status", str(tmp_path), "--json", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"cases": []}
    assert f"{VIOLATION} (submitted, Case ID CS-88120): its folder {case} is gone" in said.err
    assert main(["submit", str(case), "--in-review"]) == 3
    assert "there is no such folder" in capsys.readouterr().err
    with opened() as ledger:
        assert ledger.head.id == 2


def test_a_case_that_was_only_moved_is_not_called_gone(case, tmp_path, capsys):
    case.rename(tmp_path / "elsewhere")
    assert main(["status", str(tmp_path), "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert VIOLATION in told.out
    assert "is gone" not in told.err


def test_a_folder_without_a_case_is_still_a_mistake(tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    (tmp_path / "empty").mkdir()
    assert main(["status", str(tmp_path / "empty")]) == 2


def test_an_edited_ledger_is_one_message(case, tmp_path, capsys):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as db:
        db.execute("drop trigger history_no_update")
        db.execute("update history set body = replace(body, 'CS-88120', 'CS-1') where id = 2")
        db.commit()
    for command in (["status", str(case)], ["outcome", str(case), "approved"], ["submit", str(case), "--in-review"]):
        assert main(command) == 6
        said = capsys.readouterr().err
        assert "row 2 was changed behind the kit's back" in said
        assert "poa ledger check" in said


def test_a_full_disk_leaves_the_ledger_and_the_messages_as_they_were(case, tmp_path, monkeypatch, capsys):
    from kit.desk import messages

    def full(path, *_):
        raise CannotWrite(f"{path}: cannot be written", [atomic._WHY[28]])

    monkeypatch.setattr(messages, "write_bytes", full)
    note = tmp_path / "note.txt"
    note.write_text("We are reviewing it.")
    line = ["messages", "add", str(case), str(note), "--channel", "case_id", "--at", "2026-07-07 09:00+01:00"]
    assert main(line) == 5
    assert "full" in capsys.readouterr().err
    with opened() as ledger:
        assert ledger.head.id == 2
    assert messages.listed(case) == ()


def test_a_clock_set_back_is_noted_and_loses_nothing(case, capsys):
    with opened() as ledger:
        event = Event(kind="outcome", key=f"{VIOLATION}/1", body={"state": "approved", "on": SENT.isoformat(), "says": ""})
        ledger.append(event, actor="li", at=SENT - timedelta(days=400))
    assert main(["ledger", "check", "--lang", "en"]) == 0
    assert "the clock stood earlier" in capsys.readouterr().out
    assert room.standing(find(case))[0].state == "approved"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "attempt 1 was rejected on 2026-07-10; attempt 2 is open, until when is not known"),
        ("  deadline: 2026-07-20T23:59+01:00\n", "attempt 1 was rejected on 2026-07-10; attempt 2 is open\n"),
    ],
)
def test_after_a_rejection_the_next_attempt_is_open_until_it_is_begun(case, capsys, lines, said):
    path = case / "case.yaml"
    earlier = "history:\n  - {file: history/attempt-1.pdf, outcome: rejected, date: 2026-07-10, at: 2026-07-10T09:00+01:00}\n"
    text = re.sub(r"  deadline: .*\n", lines, path.read_text(encoding="utf-8")).replace("attempt: 1", "attempt: 2")
    path.write_text(text + earlier, encoding="utf-8")
    now = SENT + timedelta(days=5)
    assert said in told(case, capsys, now)
    begun = {"state": "submitting", "pdf": {"name": "x.pdf", "sha256": "1"}, "folder": str(case.resolve())}
    with opened() as ledger:
        ledger.append(Event(kind="submission", key=f"{VIOLATION}/2", body=begun), actor="li")
    assert "was rejected" not in told(case, capsys, now)
