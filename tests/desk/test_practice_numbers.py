"""What the ledger adds up to: approvals with their interval, times, evidence that lacked."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from kit.cli import main
from kit.desk.numbers import numbers
from kit.ledger import Event, opened

START = datetime(2026, 7, 1, 9, 0, tzinfo=UTC)


def sent(ledger, violation, attempt=1, *, family="logistics", site="UK", hours=24, outcome=None, lacking=()):
    """An appeal that was sent so many hours after its notice, and decided two days later."""
    key, at = f"{violation}/{attempt}", START + timedelta(hours=hours)
    body = {"family": family, "site": site, "shop": "X", "received": START.isoformat(), "deadline": None}
    begun = {"state": "submitting", "pdf": {}, "asked": ["notice", "procedure"], "lacking": list(lacking)}
    ledger.append(
        Event(kind="violation", key=violation, body=body),
        Event(kind="submission", key=key, body=begun),
        Event(kind="submission", key=key, body={"state": "submitted", "sent": at.isoformat()}),
        actor="li",
    )
    if outcome:
        decided = {"state": outcome, "on": (at + timedelta(days=2)).isoformat(), "says": ""}
        ledger.append(Event(kind="outcome", key=key, body=decided), actor="li")


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    with opened() as found:
        yield found


def test_approvals_stand_with_their_interval(ledger):
    sent(ledger, "V1", outcome="approved", hours=10, lacking=["procedure"])
    sent(ledger, "V2", outcome="rejected", hours=30, lacking=["procedure", "notice"])
    sent(ledger, "V2", 2, outcome="approved", hours=102)
    sent(ledger, "V3", family="ip", site="US", outcome="closed", hours=50)
    sent(ledger, "V4", family="ip", site="US")
    ledger.append(Event(kind="submission", key="V5/1", body={"state": "submitting"}), actor="li")  # never sent
    found = numbers(ledger)
    told = {(a.by, a.of): (a.sent, a.decided, a.approved) for a in found.approvals}
    assert told == {
        ("all", ""): (5, 4, 2),
        ("family", "logistics"): (3, 3, 2),
        ("family", "ip"): (2, 1, 0),
        ("site", "UK"): (3, 3, 2),
        ("site", "US"): (2, 1, 0),
        ("attempt", "1"): (4, 3, 1),
        ("attempt", "2"): (1, 1, 1),
    }
    whole = found.approvals[0]
    assert whole.share == 0.5
    assert (round(whole.low, 4), round(whole.high, 4)) == (0.15, 0.85)  # Wilson, 2 of 4
    assert {t.what: (t.count, t.middle / timedelta(hours=1)) for t in found.times} == {
        "to_send": (4, 27.0),
        "to_send_again": (1, 24.0),
        "to_outcome": (4, 48.0),
    }
    assert [(x.ask, x.lacking, x.asked) for x in found.lacks] == [("procedure", 2, 3), ("notice", 1, 3)]


def test_without_a_decision_there_is_no_share(ledger):
    sent(ledger, "V1")
    assert {a.share for a in numbers(ledger).approvals} == {None}


def test_the_command_names_its_interval_and_promises_nothing(ledger, capsys):
    assert main(["ledger", "numbers", "--lang", "en"]) == 0
    assert "no appeal was sent yet" in capsys.readouterr().out
    sent(ledger, "V1", outcome="approved", lacking=["procedure"])
    assert main(["ledger", "numbers", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "100.0% (20.7–100.0%)" in told
    assert "The new written procedure or check" in told
    assert "no promise" in told
    assert main(["ledger", "numbers", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["interval"] == "Wilson 95%"
    assert main(["ledger", "numbers", "x"]) == 2
