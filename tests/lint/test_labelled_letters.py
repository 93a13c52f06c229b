"""The rules against the labelled letters: what is marked is found, and nothing is said of a clean letter that is wrong."""

import pytest
from lint_set.labelled import SETS, UNSEEN, letters
from lint_set.score import by_severity, scored

from kit.lint import rules

pytestmark = pytest.mark.slow  # a hundred and fifty letters and more, each read and looked at by every rule

FAMILIES = {
    "logistics", "ip", "certification", "refunds", "content", "deactivation", "listing_removal", "payout_hold", "risk_score",
}  # fmt: skip


@pytest.fixture(scope="module")
def results():
    return tuple(scored(letter) for kind in SETS for letter in letters(kind))


def test_the_set_is_large_and_covers_all_families(results):
    assert len(results) >= 165
    for has_defects in (True, False):
        assert {r.letter.family for r in results if bool(r.letter.defects) == has_defects} == FAMILIES
    marked = {d.rule for r in results for d in r.letter.defects}
    assert len(marked) >= 85
    assert marked <= {rule.id for rule in rules()}


def test_errors_are_found(results):
    assert by_severity(results)["error"].recall >= 0.97


def test_errors_are_right(results):
    assert by_severity(results)["error"].precision >= 0.95


def test_no_error_is_told_of_a_clean_letter(results):
    clean = [r for r in results if not r.letter.defects]
    assert len(clean) >= 40
    assert not [(r.letter.name, f.rule, f.quote) for r in clean for f in r.false if f.severity == "error"]


def test_letters_that_no_rule_was_made_for_are_judged_with_care():
    """What is found in them is right, and nothing wrong is told of a clean one; how much is found is in the set's README."""
    unseen = tuple(scored(letter) for letter in letters(UNSEEN))
    assert len(unseen) >= 30
    assert not [(r.letter.name, f.rule) for r in unseen if not r.letter.defects for f in r.false if f.severity == "error"]
    assert by_severity(unseen)["error"].precision >= 0.85
    assert by_severity(unseen)["warning"].precision >= 0.90


def test_warnings_are_right(results):
    assert by_severity(results)["warning"].precision >= 0.95
    assert by_severity(results)["warning"].recall >= 0.95


def test_a_mute_rule_lowers_the_score(monkeypatch):
    """The score is not high because matching is lax: without one rule its marks are missed."""
    letter = next(x for x in letters("defective") if any(d.rule == "B102" for d in x.defects))
    before = len(scored(letter).missed)
    left = tuple(r for r in rules() if r.id != "B102")
    monkeypatch.setattr("kit.lint.engine.rules", lambda: left)
    assert len(scored(letter).missed) > before
