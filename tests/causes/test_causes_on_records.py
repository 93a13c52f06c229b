"""A cause that rests on records: each thing with the fault is counted, and silence denies only what could be told."""

from dataclasses import replace

import made_orders as made
import pytest

from kit import causes as room
from kit.causes import patterns
from kit.causes.records import shown_by
from kit.metrics import analyse
from kit.model import Audit, Fault

EMPTY = Audit(id="register", title="Register", definition="Papers held against listings.", things=12)
EXPIRED = frozenset({"expired"})


def faults(**kinds):
    return tuple(Fault(kind=kind, of=of, said=f"{of}: {kind}.") for kind, those in kinds.items() for of in those)


def asked(audit):
    return shown_by({audit.id: audit}, "register", EXPIRED, things="SKUs", what="had expired papers")


def test_each_thing_with_the_fault_is_counted_once():
    found = asked(replace(EMPTY, faults=faults(expired=("A", "A", "B", "C"), missing=("C", "D"))))
    assert (found.verdict, found.strength) == ("supported", 3 / 4)
    assert found.evidence_for == ("3 of 12 SKUs had expired papers.", "A: expired.", "B: expired.", "C: expired.")
    assert found.evidence_against == ("1 with another fault.",)
    assert found.p_value is None


@pytest.mark.parametrize(("untold", "verdict"), [(0, "denied"), (2, "unclear")])
def test_silence_denies_only_what_could_be_told(untold, verdict):
    found = asked(replace(EMPTY, faults=faults(missing=("D",)), untold=untold))
    assert (found.verdict, found.evidence_against[0]) == (verdict, "0 of 12 SKUs had expired papers.")


def test_without_records_it_says_why_it_was_not_run():
    assert asked(replace(EMPTY, unavailable="there is no register")) == "there is no register"
    assert "nothing to look at" in asked(replace(EMPTY, things=0))
    assert "does not look through" in shown_by({}, "register", EXPIRED, things="SKUs", what="had expired papers")


def test_a_test_of_records_runs_without_orders(monkeypatch):
    audit = replace(EMPTY, faults=faults(expired=("A",)))
    by_records = {"label_late": lambda _case, audits: asked(audits["register"])}
    monkeypatch.setattr(patterns, "known", lambda: patterns.Known(of_orders={}, of_records=by_records))
    case, policy, family = made.case(), made.policy(), made.logistics()
    found = {f.pattern: f for f in room.tested(case, None, analyse(case, None, policy, family), policy, family, audits=(audit,))}
    assert found["label_late"].verdict == "supported"
    assert "no order files" in found["handover_late"].why_not_run
