"""What `lint` promises: skipped is not passed, order and fingerprints are stable, silences are honest."""

import dataclasses

import pytest

from kit.lint import lint, rules
from kit.lint.clean import CASE
from kit.lint.engine import named
from kit.lint.examples import example
from kit.model import CauseFinding, Passage, Silence, Subject

UNDATED = {"corrective.0.done": None}


def of(findings, rule_id):
    return [f for f in findings if f.rule.startswith(rule_id)]


def test_a_missing_part_skips_and_says_why():
    bare = dataclasses.replace(example(UNDATED), letter=None, metrics=None, evidence=None)
    findings, skipped = lint(bare)
    needy = {r.title for r in rules() if r.needs & {"letter", "metrics", "evidence"}}
    assert {s.rule for s in skipped if s.applies} == {r.title for r in rules() if r.title in needy and r.stance != "dispute"}
    assert len(needy) >= 20
    assert all(s.why for s in skipped)
    assert of(findings, "M301")


def test_a_letter_alone_is_looked_at_by_every_rule_that_needs_no_case():
    sentence = "We will strengthen our management and guarantee that it never happens again. The van left on 05/06/2026."
    letter = example(sentence).letter
    findings, skipped = lint(Subject(stated=None, letter=letter))
    assert {"B102", "B103", "D401"} <= {f.rule[:4] for f in findings}
    assert any(s.why == "there is a letter but no case" for s in skipped)
    assert len(rules()) - len(skipped) >= 12
    date = next(f for f in findings if f.rule.startswith("D401"))
    passage = letter.passage(date.where)
    assert passage.text[slice(*date.span)] == date.quote == "05/06/2026"


def test_a_good_letter_alone_is_left_alone():
    lines = (
        (
            "On 11 May 2026 Northway Parcels moved its collection at our Daventry warehouse from 18:00 to 15:30 (Exhibit 1). Our planner "
            "did not move the order cut-off, which stayed at 17:00 (Exhibit 2). Between 11 May and 7 June 2026, 158 of 1,496 orders "
            "(10.6%) were handed over late (Exhibit 3)."
        ),
        "On 12 June 2026 at 09:40 the planner set the cut-off to 14:30 (Exhibit 4). Of the orders since, 9 of 845 (1.1%) were late.",
        "We ask you to lift the limit on daily orders.",
    )
    passages = tuple(Passage(where=f"paragraph {n}", text=text, html="") for n, text in enumerate(lines))
    letter = dataclasses.replace(example().letter, passages=passages, labels=(), cites=())
    assert lint(Subject(stated=None, letter=letter))[0] == ()


def test_a_dispute_skips_the_rules_of_plans():
    dispute = {
        "stance": "dispute",
        "root_causes": [],
        "corrective": [],
        "preventive": [],
        "evidence": [],
        "letter.summary": None,
        "dispute": {"wrong": [{"id": "scan", "what": "The carrier's late scan was not our fault."}]},
    }
    findings, skipped = lint(example(dispute))
    assert not of(findings, "S703")
    assert any(s.rule.startswith("S703") and "this is a dispute" in s.why for s in skipped)


def test_errors_come_first_then_places_in_order():
    changes = {"corrective.1.done": None, "corrective.0.done": None, "preventive.0.limit": None, "root_causes.0.role": None}
    findings, _ = lint(example(changes))
    assert [f.severity for f in findings] == sorted((f.severity for f in findings), key=["error", "warning", "info"].index)
    errors = [f.where for f in findings if f.severity == "error"]
    assert errors.index("corrective.0.done") < errors.index("corrective.1.done") < errors.index("root_causes.0")
    assert lint(example(changes)) == lint(example(changes))


def test_positions_beyond_nine_sort_as_numbers():
    many = {f"corrective.{n}": {**CASE["corrective"][0], "id": f"a{n}", "done": None} for n in range(2, 12)}
    places = [f.where for f in of(lint(example(many))[0], "M301")]
    assert places == [f"corrective.{n}.done" for n in range(2, 12)]


def test_the_fingerprint_survives_a_new_neighbour():
    before = of(lint(example(UNDATED))[0], "M301")[0]
    moved = {
        "corrective": [{**CASE["corrective"][1], "id": "other"}, {**CASE["corrective"][0], "done": None}, CASE["corrective"][1]]
    }
    after = of(lint(example(moved))[0], "M301")[0]
    assert (before.where, after.where) == ("corrective.0.done", "corrective.1.done")
    assert before.fingerprint == after.fingerprint


def test_the_fingerprint_ignores_white_space_and_case_but_not_words():
    one, two, three = (
        of(lint(example(text))[0], "B101")[0].fingerprint
        for text in (
            "We attach great importance to it.",
            "We  attach GREAT importance to it.",
            "They attach great importance to it.",
        )
    )
    assert one == two != three


def test_a_place_is_named_by_ids():
    assert named("corrective.1.what", example().case) == "corrective.carrier_changed.what"
    assert named("evidence/new scan.pdf", example().case) == "evidence/new scan.pdf"


def test_silence_by_fingerprint_leaves_the_others():
    subject = example({**UNDATED, "corrective.1.done": None})
    first, second = of(lint(subject)[0], "M301")
    silence = Silence(rule="M301", fingerprint=first.fingerprint, reason="looked at with the client")
    left = lint(subject, [silence])[0]
    assert of(left, "M301") == [second]
    assert not of(left, "Z")


@pytest.mark.parametrize("name", ["M301", "undated-action", "M301 undated-action"])
def test_silence_of_a_whole_rule_by_each_of_its_names(name):
    left = lint(example(UNDATED), [Silence(rule=name, reason="looked at with the client")])[0]
    assert not of(left, "M301")
    assert not of(left, "Z")


def test_silence_of_nothing_is_a_finding():
    stale = Silence(rule="M301", fingerprint="000000000000", reason="looked at with the client")
    findings = lint(example(UNDATED), [stale])[0]
    assert of(findings, "M301")
    assert [f.where for f in of(findings, "Z101")] == ["silence.0"]


DENIED = {
    "root_causes.0.pattern": "label_late",
    "causes": (CauseFinding(pattern="label_late", name="Labels were made late", verdict="denied"),),
}


@pytest.mark.parametrize(
    ("changes", "exhibits", "is_silent"),
    [
        ({}, ("old_contract",), True),
        ({}, (), False),
        ({}, ("cutoff_screen",), False),  # of an action, not of the cause
        ({"evidence.0.kind": "notice"}, ("old_contract",), False),
        ({"evidence.0.kind": "statement"}, ("old_contract",), False),
        ({"evidence.0.status": "applying"}, ("old_contract",), False),
    ],
)
def test_a_cause_against_the_data_is_silenced_only_by_a_paper_of_that_cause(changes, exhibits, is_silent):
    silence = Silence(rule="A205", reason="the agreement shows it", exhibits=exhibits)
    left = lint(example({**DENIED, **changes}), [silence])[0]
    assert (not of(left, "A205")) == is_silent
    assert not of(left, "Z")


def test_today_is_the_subjects_and_not_the_clocks():
    late = dataclasses.replace(example(), today=example().case.violation.deadline.date().replace(year=2030))
    assert of(lint(late)[0], "D404")
    assert not of(lint(example())[0], "D404")


@pytest.mark.parametrize(("where", "count"), [("history.0.promises.0", 0), ("history.0.promises.0.because", 1)])
def test_words_of_an_earlier_promise_are_not_to_be_dated_anew(where, count):
    subject = example({})
    said = Passage(where=where, text="We will count the parcels each day.", html="")
    letter = dataclasses.replace(subject.letter, passages=(*subject.letter.passages, said))
    findings, _ = lint(dataclasses.replace(subject, letter=letter))
    assert len([f for f in of(findings, "M304") if f.where == where]) == count


@pytest.mark.parametrize("bad", next(r for r in rules() if r.id == "R109").bad)
def test_a_promise_that_is_not_shown_to_be_kept_or_said_to_be_broken_is_an_error(bad):
    told = [f for f in lint(example(bad))[0] if f.rule.startswith("R109")]
    assert [f.severity for f in told] == ["error"]
