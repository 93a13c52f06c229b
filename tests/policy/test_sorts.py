"""A family asks for the papers of the sort that the notice names."""

import pytest

from kit import policy

IP = policy.family("ip")


def required(sort_id, stance="dispute"):
    pack = IP.about(next((sort for sort in IP.sorts if sort.id == sort_id), None))
    return {ask.id for ask in pack.evidence if ask.need == "required" and ask.stance in {None, stance}}


@pytest.mark.parametrize(
    ("said", "sort"),
    [
        ("Suspected counterfeit products", "counterfeit"),
        ("Trademark infringement", "trademark"),
        ("Copyright infringement of pictures", "copyright"),
        ("Design patent infringement", "design"),
        ("Registered design", "design"),
        ("Patent infringement", "patent"),
        ("假冒商品", "counterfeit"),
        ("Late dispatch", None),
    ],
)
def test_the_words_of_the_notice_tell_the_sort(said, sort):
    found = IP.sort_of(None, said)
    assert (found.id if found else None) == sort


@pytest.mark.parametrize(
    ("sort", "papers"),
    [
        ("counterfeit", {"notice", "right", "authorization", "invoice"}),
        ("trademark", {"notice", "right", "authorization"}),
        ("copyright", {"notice", "origin"}),
        ("patent", {"notice", "field_by_field"}),
        ("design", {"notice", "field_by_field"}),
        (None, {"notice"}),
    ],
)
def test_each_sort_is_asked_for_its_own_papers(sort, papers):
    assert required(sort) == papers


def test_a_family_without_sorts_stays_whole():
    pack = policy.family("logistics")
    assert pack.about(None) is pack
