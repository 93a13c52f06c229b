"""A cause that rests on records: each thing with the fault is counted, and silence denies only what could be told."""

from dataclasses import replace

import made_orders as made
import pytest

from kit import causes as room
from kit.causes import patterns
from kit.causes.patterns import words_in_one_listing
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


@pytest.mark.parametrize(
    ("phrases", "before", "verdict", "said"),
    [
        ("2", ("12", "3"), "denied", "The words stood in 12 SKUs of 3 listings."),
        (
            "2",
            ("0", "0"),
            "unclear",
            "No text of 96 SKUs held the words when the notice came; they may stand in a picture or a video.",
        ),
        ("0", ("0", "0"), "", "words are not stated"),
    ],
)
def test_words_that_no_text_holds_deny_nothing(phrases, before, verdict, said):
    figures = {"phrases": phrases, "before_skus": before[0], "before_listings": before[1]}
    audit = replace(EMPTY, id="listing_text", things=96, figures=figures)
    found = words_in_one_listing.test(None, {"listing_text": audit})
    if verdict:
        assert (found.verdict, found.evidence_against) == (verdict, (said,))
    else:
        assert said in found


def test_a_test_of_records_runs_without_orders(monkeypatch):
    audit = replace(EMPTY, faults=faults(expired=("A",)))
    by_records = {"label_late": lambda _case, audits: asked(audits["register"])}
    monkeypatch.setattr(patterns, "known", lambda: patterns.Known(of_orders={}, of_records=by_records))
    case, policy, family = made.case(), made.policy(), made.logistics()
    found = {f.pattern: f for f in room.tested(case, None, analyse(case, None, policy, family), policy, family, audits=(audit,))}
    assert found["label_late"].verdict == "supported"
    assert "no order files" in found["handover_late"].why_not_run
