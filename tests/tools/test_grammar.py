"""Slips of English: bytes become characters, rules that speak on sound prose are off, the case's words are no slips."""

import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest

from kit.lint import lint, slips
from kit.lint.examples import example
from kit.model import Trace
from kit.tools import grammar


def match(text, words, rule="AGREEMENT", says="Use <suggestion>were</suggestion>.", kind="grammar"):
    at = text.encode().index(words.encode())
    return {
        "rule_id": rule,
        "message": says,
        "offset": at,
        "length": len(words.encode()),
        "suggestions": ["were"],
        "issue_type": kind,
    }


@pytest.fixture
def engine(monkeypatch):
    """A checker that says what it is told to; the real one is an extra."""
    answers = {}
    fake = SimpleNamespace(Engine=lambda language: SimpleNamespace(check=lambda text: answers.get(text, [])))
    monkeypatch.setitem(sys.modules, "lt_py", fake)
    monkeypatch.setattr(grammar, "has_checker", lambda: True)
    grammar._engine.cache_clear()
    yield answers
    grammar._engine.cache_clear()


def test_places_are_characters(engine):
    text = "“The van” 面 — the orders was late."
    engine[text] = [match(text, "was"), match(text, "late", rule="DASH_RULE_2")]
    (slip,) = grammar.slips(text, "en-GB")
    assert text[slip.start : slip.end] == "was"
    assert (slip.says, slip.instead) == ("Use “were”.", ("were",))


def test_words_of_the_case_names_and_filled_figures_are_no_slips(engine):
    subject = example("Planer Zzyzx wrote Daventry and recieved it.")
    passage = next(p for p in subject.letter.passages if "recieved" in p.text)
    engine[passage.text] = [
        match(passage.text, word, kind="misspelling") for word in ("Zzyzx", "Daventry", "recieved") if word in passage.text
    ]
    found = slips(subject.letter, "en-GB", subject.case, subject.seller)
    assert [slip.quote for slip in found] == ["recieved"]
    at = passage.text.index("recieved")
    traced = replace(passage, traces=(Trace(start=at, end=at + 8, kind="case", ref="x"),))
    letter = replace(subject.letter, passages=(traced,))
    assert slips(letter, "en-GB", subject.case, subject.seller) == ()


def test_without_the_extra_the_rule_says_so(monkeypatch):
    monkeypatch.setattr(grammar, "has_checker", lambda: False)
    subject = example("The orders was late.")
    assert slips(subject.letter, "en-GB") is None
    _, skipped = lint(replace(subject, slips=None))
    assert any(s.rule == "G606 grammar" and "poa-kit[grammar]" in s.why for s in skipped)


def test_the_real_checker_finds_a_slip_and_accepts_a_sound_sentence():
    pytest.importorskip("lt_py", reason="the extra `grammar` is not installed")
    assert [f.instead[:1] for f in grammar.slips("The orders was collected at noon.", "en-US")] == [("were",)]
    assert grammar.slips("The orders were collected at noon.", "en-US") == ()
