"""Kinds of sentences: told by classes of words and by what could be checked, whatever the phrase."""

from time import process_time

import pytest

from kit.lint import lint
from kit.lint.registry import rules
from kit.lint.surest import ALSO, BROADEST, JUDGES, SPELLERS
from kit.model import Letter, Passage, Slip, Subject


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
    plain = "The new routine stands beside the old one."
    assert "B103" in _said("preventive", plain)
    assert "B103" not in _said("preventive", plain, "On 1 July 2026 the clerk set it up.")


def test_a_sentence_about_a_thing_is_no_wish():
    assert "B103" not in _said("preventive", "I'm going to write a checklist in the next few days.")


@pytest.mark.parametrize(
    ("text", "rules_of"),
    [
        ("An order has to be handed over within 2 working days of its creation.", {"A206", "D403"}),
        ("The coordinator's attention was on the labels, not on the hand-overs.", {"A202"}),
    ],
)
def test_a_rule_described_and_a_look_elsewhere_are_no_false_cause(text, rules_of):
    told = "On 11 May 2026 the planner did not move the cut-off."
    assert not rules_of & _said("root_causes", told, text)


def test_every_rule_that_a_kind_gives_way_to_is_there():
    assert {*JUDGES, *ALSO, BROADEST} <= {rule.id for rule in rules()}


def test_a_kind_gives_way_to_known_words():
    assert _said("preventive", "We sincerely hope you can give us another chance.") & {"B101", "B103", "B104"} == {"B104"}


@pytest.mark.parametrize(
    ("where", "text", "rule"),
    [
        ("letter", "We will bring the matter before the commercial court of Milan.", "B107"),
        ("letter", "The Department of Trade will receive our complaint.", "B107"),
        ("preventive", "The bot took our product for something else.", "S703"),
        ("preventive", "The points are not justified.", "S703"),
        ("preventive", "Take pity on a small family.", "B104"),
        ("root_causes", "The designer told us it is free to use.", "A203"),
    ],
)
def test_what_a_sentence_does_is_seen_in_other_words(where, text, rule):
    assert rule in _said(where, text)


def _undated(section: str, *texts: str) -> list[str]:
    passages = tuple(Passage(where=f"{section}.line {n}", text=text, html="") for n, text in enumerate(texts))
    letter = Letter(title="", subject="", context=None, stance="plan", passages=passages, cites=(), labels=())
    found = lint(Subject(stated=None, letter=letter))[0]
    return [f.quote for f in found if f.rule.startswith(("M301", "M302"))]


DATED = "On 3 May 2026 at 09:00 the clerk changed the card (Exhibit 1)."


def test_an_action_without_a_day_beside_a_dated_one_is_told():
    assert _undated("corrective", DATED, "Refunds went out to all buyers.") == ["Refunds went out to all buyers."]
    assert _undated("corrective", f"{DATED} We also called the carrier.") == ["We also called the carrier."]
    assert not _undated("corrective", f"{DATED} The same day we told the carrier.", "The new card was printed (Exhibit 2).")
    assert not _undated("corrective", "On 3 May 2026 at 09:00:", "The clerk changed the card.")


def test_a_measure_without_a_day_or_rhythm_beside_a_dated_one_is_told():
    since = "Since 5 May 2026 the clerk weighs each carton."
    assert _undated("preventive", since, "The manager will approve any change.") == ["The manager will approve any change."]
    assert not _undated("preventive", since, "Each Monday at 09:00 the lead reads the list.", "We hope to hear from you.")


@pytest.mark.soak
def test_a_hostile_text_takes_no_longer_than_its_length():
    def seconds(words: int) -> float:
        start = process_time()
        _said("preventive", "we will always very more improve management of of of " * words)
        return process_time() - start

    seconds(20)
    assert seconds(800) < 40 * max(seconds(80), 0.02)


def test_a_misspelt_word_is_told_once():
    text = "The wharehouse recieved a custommer, and the parcell was recieved too."
    words = {
        word: (text.index(word), text.index(word) + len(word)) for word in ("wharehouse", "recieved", "custommer", "parcell")
    }
    slips = tuple(
        Slip(where="letter.a", start=start, end=end, quote=word, says="Possible spelling mistake found.", instead=())
        for word, (start, end) in words.items()
    )
    passage = Passage(where="letter.a", text=text, html="")
    letter = Letter(title="", subject="", context=None, stance="plan", passages=(passage,), cites=(), labels=())
    found, _ = lint(Subject(stated=None, letter=letter, slips=slips))
    told = [(f.remedy.old if f.remedy else f.quote, f.rule.split()[0]) for f in found if f.rule.split()[0] in SPELLERS]
    assert sorted(word for word, _ in told) == sorted(words), told
    assert dict(told)["recieved"] == "G602"
