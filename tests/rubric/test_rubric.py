"""The twelve criteria and the caps: what costs points, what is for a person, and what ends the sum."""

import pytest

from kit.lint import lint, rules
from kit.lint.clean import DISPUTE
from kit.lint.examples import example
from kit.model import Absent
from kit.policy.rubric import Criterion, Rubric, rubric
from kit.rubric import chain, scored
from kit.rubric.checks import CHECKS

RULES = {rule.id: rule for rule in rules()}
UNPROVED = {"corrective.1.exhibits": [], "corrective.1.what": "Calder Express came in the evening."}
PROMISED = {"corrective": [], "preventive.0.since": None, "preventive.0.by": "2026-08-01"}


def score(changes=""):
    subject = example(changes)
    return scored(subject, *lint(subject), rubric())


def criterion(changes, name):
    return next(s for s in score(changes).criteria if s.criterion.id == name)


def cap(changes, name):
    return next(c for c in score(changes).caps if c.cap.id == name)


def bad(rule):
    """The first of a rule's own bad examples in which it speaks as an error."""
    for changes in RULES[rule].bad:
        if any(f.rule.startswith(rule) and f.severity == "error" for f in lint(example(changes))[0]):
            return changes
    raise AssertionError(rule)


# --- the data ---------------------------------------------------------------------------------------


def test_every_rule_and_check_that_is_named_is_there():
    held = [s for c in rubric().criteria for s in (c, c.dispute) if s]
    costs = [cost for s in held for cost in (*s.zero, *s.half)] + [cost for c in rubric().caps for cost in c.rules]
    assert not [c.name for c in costs if c.name not in (RULES if c.is_rule else CHECKS)]
    assert not CHECKS.keys() - {c.name for c in costs}, "a check that no criterion asks"


def test_twelve_criteria_and_eight_caps_in_both_languages():
    assert len(rubric().criteria) == 12
    assert len(rubric().caps) == 8
    for said in (*(c.name for c in rubric().criteria), *(c.full for c in rubric().criteria), *(c.when for c in rubric().caps)):
        assert said.zh


def test_a_rubric_that_does_not_add_up_is_refused():
    half = rubric().model_dump() | {"criteria": rubric().model_dump()["criteria"][:6]}
    with pytest.raises(ValueError, match="points together, not 100"):
        Rubric.model_validate(half)


def test_a_criterion_says_what_costs_it_or_why_nothing_can():
    with pytest.raises(ValueError, match="give what costs points"):
        Criterion.model_validate({"id": "a", "name": "A", "full": "F", "weight": 1, "basis": ["X"]})


# --- points -----------------------------------------------------------------------------------------


def test_a_clean_plan_loses_nothing():
    whole = score()
    assert not [x.says.en for s in whole.criteria for x in s.losses]
    assert whole.computed == whole.computable == 100
    assert (whole.for_a_person, whole.least, whole.most, whole.cap) == (0, 100, 100, None)


def test_what_a_person_must_judge_lies_between_the_least_and_the_most():
    whole = score({"violation.figures": []})
    assert [s.criterion.id for s in whole.criteria if s.points is None] == ["cover"]
    assert (whole.computable, whole.for_a_person, whole.most - whole.least) == (94, 6, 6)


@pytest.mark.parametrize(
    ("changes", "name", "points", "where"),
    [
        (bad("S701"), "scope", 0, None),
        ({"violation.ticket": "pending"}, "route", 2, "route"),
        ({"root_causes.0.when": None}, "cause", 7, None),
        (
            {"root_causes": [], "corrective.0.answers": [], "corrective.1.answers": [], "preventive.0.answers": []},
            "cause",
            0,
            "root_causes",
        ),
        ({"root_causes.0.what": "Nobody looked.", "root_causes.0.exhibits": []}, "proof", 0, "root_causes.0"),
        ({"root_causes.0.metrics": ["cancellation"]}, "cover", 0, "violation.figures.0"),
        (UNPROVED, "correct", 7, "corrective.1.exhibits"),
        ({"corrective.0.done": None, "corrective.1.done": None}, "correct", 0, "corrective"),
        ({"put_right": {}}, "remedy", 0, "put_right"),
        ({"put_right.stock": None}, "remedy", 2.5, "put_right.stock"),
        ({"put_right.stock": {"not_applicable": "n/a"}}, "remedy", 2.5, "put_right.stock.not_applicable"),
        ({"put_right.buyers": {"what": "Every parcel was delivered.", "count": 412}}, "remedy", 2.5, "put_right.buyers"),
        ({"put_right.buyers": {"what": "Parcels arrived.", "count": 400, "of": 412}}, "remedy", 2.5, "put_right.buyers.count"),
        (
            {"put_right.buyers": {"not_applicable": "No buyer was touched by it."}},
            "remedy",
            2.5,
            "put_right.buyers.not_applicable",
        ),
        ({"preventive.0.limit": None}, "prevent", 7, None),
        ({"preventive": []}, "prevent", 0, "preventive"),
        (UNPROVED, "chain", 3, "corrective.1"),
        ({"preventive.0.answers": []}, "chain", 0, "root_causes.0"),
        (bad("E801"), "exhibits", 0, None),
        (bad("E840"), "consistent", 0, None),
        ("We sincerely apologise.", "form", 0, "corrective.0.what"),
    ],
)
def test_each_lost_point_names_what_is_missing_and_where(changes, name, points, where):
    found = criterion(changes, name)
    assert found.points == points
    assert all(loss.says.en and loss.where for loss in found.losses)
    assert where is None or where in {loss.where for loss in found.losses}


def test_a_rule_of_actions_and_measures_costs_only_where_it_speaks():
    unowned = {"preventive.0.owner": None}
    assert criterion(unowned, "prevent").points == 7
    assert criterion(unowned, "correct").points == 14


def test_a_note_costs_nothing_and_what_touches_no_criterion_is_named():
    noted = score({"corrective.0.what": "The color of the label changed ({{ exhibit.cutoff_screen }})."})
    assert noted.computed == 100
    late = score({"letter.date": "2026-08-06", "violation.deadline": "2026-07-09T23:59+01:00"})
    assert "D404" in {f.rule.partition(" ")[0] for f in late.apart}


def test_what_the_data_do_not_say_is_left_to_a_person():
    found = criterion({"violation.figures": []}, "cover")
    assert found.points is None
    assert "violation.figures" in found.why.en
    assert found.why.zh


def test_a_letter_alone_is_judged_by_its_form_only():
    alone = score({"alone": True})
    assert {s.criterion.id for s in alone.criteria if s.points is not None} == {"form"}
    assert alone.computable == 4
    assert {c.state for c in alone.caps} == {"open"}
    assert all(s.why.en for s in alone.criteria if s.points is None)
    with pytest.raises(Absent):
        chain(example({"alone": True}))


def test_a_dispute_needs_no_correction_if_it_proves_why():
    whole = score(DISPUTE)
    assert {s.criterion.id: s.points for s in whole.criteria}["correct"] == 14
    wrong = [{"id": "scan", "what": "The carrier scanned them a day later."}]
    bare = {**DISPUTE, "dispute": {**DISPUTE["dispute"], "wrong": wrong}}
    lost = {s.criterion.id: s.points for s in score(bare).criteria}
    assert (lost["correct"], lost["prevent"], lost["remedy"]) == (0, 0, 0)


# --- caps -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "name", "most"),
    [
        (bad("S701"), "other_violation", 30),
        (bad("E840"), "contradiction", 40),
        (bad("S703"), "admits_and_denies", 45),
        (bad("S708"), "admits_and_denies", 45),
        (bad("A203"), "blames", 45),
        ({**DISPUTE, "dispute.wrong.0.exhibits": []}, "blames", 45),
        (bad("R102"), "nothing_new", 50),
        (RULES["E804"].bad[0], "required_missing", 55),
        (PROMISED, "all_future", 60),
    ],
)
def test_a_cap_ends_the_points(changes, name, most):
    found = score(changes)
    held = next(c for c in found.caps if c.cap.id == name)
    assert held.state == "applies"
    assert held.losses
    assert found.least <= most
    assert found.most <= most
    assert cap("", name).state == "clear"


def test_an_unproved_point_that_blames_nobody_brings_no_cap():
    bare = {**DISPUTE, "dispute.wrong.0.exhibits": [], "dispute.wrong.0.what": "The count holds parcels that were cancelled."}
    assert cap(bare, "blames").state == "clear"
    assert criterion(bare, "proof").points == 0


def test_the_lowest_cap_counts():
    both = score({**PROMISED, "evidence.0.kind": "photo", "evidence.2.kind": "photo"})
    assert {c.cap.most for c in both.caps if c.state == "applies"} == {55, 60}
    assert both.cap.most == 55


def test_no_check_says_that_a_paper_was_forged():
    found = cap({"corrective.0.what": "The rate fell by 71.3% ({{ exhibit.cutoff_screen }})."}, "invented")
    assert found.state == "open"
    assert [loss.by for loss in found.losses] == ["F901 untraced-figure"]
    assert "person" in found.why.en
    assert score().cap is None


# --- chain ------------------------------------------------------------------------------------------


def test_the_chain_leads_from_cause_to_page():
    woven = chain(example())
    assert woven.is_closed
    (row,) = woven.rows
    assert [(link.kind, link.tense, [p.n for p in link.proofs]) for link in row.links] == [
        ("corrective", "done", ["2"]),
        ("corrective", "done", ["3"]),
        ("preventive", "since", ["3", "4"]),
    ]


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        (
            {"root_causes.1": {"id": "no_alarm", "what": "No alarm told anybody."}},
            {("action", "root_causes.1"), ("measure", "root_causes.1")},
        ),
        (UNPROVED, {("proof", "corrective.1")}),
        ({"evidence.1.kind": "statement"}, {("record", "corrective.0")}),
        ({"opened.cutoff_screen": None}, {("page", "corrective.0")}),
        ({"corrective.1.answers": []}, {("cause", "corrective.1")}),
        ({**DISPUTE, "dispute.wrong.0.exhibits": []}, {("proof", "dispute.wrong.0")}),
    ],
)
def test_what_is_missing_in_the_chain_is_named(changes, gaps):
    woven = chain(example(changes))
    assert {(gap.missing, gap.where) for gap in woven.gaps} == gaps
    assert not woven.is_closed
    assert all(gap.says.zh for gap in woven.gaps)
