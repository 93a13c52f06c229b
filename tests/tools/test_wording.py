"""How alike two wordings are: light rewording is found, a new letter on the same case is not, and hostile text stays cheap."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.tools.wording import alike, reworded

FIRST = (
    "The carrier changed its collection time at our warehouse in Daventry without our planner noticing it.",
    "Our planner did not move the order cut-off in the warehouse system for four weeks.",
    "We signed a contract with a second carrier for an evening collection on every working day.",
    "The shift leader counts the parcels on the dock each evening and signs the list.",
)
LIGHT = (
    "The carrier changed the collection time at our Daventry warehouse without our planner noticing it.",
    "Our planner didn't move the order cut-off in the warehouse system for four weeks.",
    "We have signed a contract with a second carrier for evening collection on every working day.",
    "Each evening the shift leader counts the parcels on the dock and signs the list.",
)
OTHER = (
    "On 12 June 2026 at 09:40 the cut-off at Daventry was set to 14:30, one hour before the van (Exhibit 1).",
    "Of 845 orders placed from 16 June to 1 July 2026 nine were handed over late, which is 1.1%.",
    "Contract CEX-2026-0614 of 14 June 2026 gives us a collection at 19:30 (Exhibit 2, clause 3.2).",
    "The check log shows fifteen signed days up to 3 July 2026.",
)


def test_light_rewording_is_found():
    share, pairs = reworded(LIGHT, FIRST)
    assert share == 1
    assert pairs[0] == (LIGHT[0], FIRST[0])


def test_a_new_letter_on_the_same_case_is_not():
    assert reworded(OTHER, FIRST)[0] == 0


def test_short_sentences_do_not_count():
    assert reworded(("Yours faithfully.",), ("Yours faithfully.",)) == (0.0, ())


@given(st.text(max_size=80), st.text(max_size=80))
def test_alike_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= alike(one, other) <= 1
    assert alike(one, other) == alike(other, one)


@pytest.mark.soak
def test_long_texts_stay_cheap():
    many = [f"the planner moved the cut off number {n} at the dock of the warehouse again" for n in range(300)]
    start = time.process_time()
    reworded(many, [s.replace("moved the cut off", "cat dog sun one two") for s in many])
    assert time.process_time() - start < 4
