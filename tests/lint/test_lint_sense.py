"""Kinds of sentences: told by classes of words and by what could be checked, whatever the phrase."""

from time import perf_counter

import pytest

from kit.lint import lint
from kit.model import Letter, Passage, Subject


def _said(where: str, *texts: str) -> set[str]:
    passages = tuple(Passage(where=f"{where}.line {n}", text=text, html="") for n, text in enumerate(texts))
    letter = Letter(title="", subject="", context=None, stance="plan", passages=passages, cites=(), labels=())
    return {f.rule.split()[0] for f in lint(Subject(stated=None, letter=letter))[0]}


@pytest.mark.parametrize(
    ("where", "text", "rule"),
    [
        ("preventive", "From 1 July 2026 our approach to service will be elevated to new heights of professionalism.", "B103"),
        ("corrective", "The boss lectured everyone about vigilance.", "B103"),
        ("root_causes", "Weak internal structures left the team without any real accountability.", "A202"),
        ("letter", "Our hearts are heavy and we repent.", "B101"),
        ("letter", "We pray that the platform looks at us with mercy.", "B104"),
    ],
)
def test_a_sentence_that_no_phrase_knows_is_told_by_its_kind(where, text, rule):
    assert rule in _said(where, text)


def test_a_sentence_is_bare_only_without_figures():
    assert "B103" in _said("preventive", "We are going to check things with more care.")
    assert "B103" not in _said(
        "preventive", "Since 1 July 2026 the clerk counts 40 parcels at 19:30 to check things (Exhibit 2)."
    )


def test_in_a_section_with_a_day_a_plain_sentence_is_left_alone():
    plain = "The new printer stands beside the old one."
    assert "B103" in _said("preventive", plain)
    assert "B103" not in _said("preventive", plain, "On 1 July 2026 the clerk set it up.")


def test_a_hostile_text_takes_no_longer_than_its_length():
    def seconds(words: int) -> float:
        start = perf_counter()
        _said("preventive", "we will always very more improve management of of of " * words)
        return perf_counter() - start

    seconds(20)
    assert seconds(800) < 40 * max(seconds(80), 0.02)
