"""The words before and behind a value: none names two facts."""

from collections import Counter

import pytest

from kit.tools.paper_labels import before, behind, label_of, labels


def test_no_word_names_two_facts():
    words = Counter(word.casefold() for label in labels() for word in {*label.words, *label.behind})
    assert not [word for word, count in words.items() if count > 1]


@pytest.mark.parametrize("label", labels(), ids=lambda label: label.key)
def test_each_word_is_found_whole(label):
    for word in label.words:
        assert label_of(before().search(f"{word} 1").group()).key == label.key
    for word in label.behind:
        assert label_of(behind().search(f"1 {word}").group()).key == label.key


def test_a_word_within_another_is_none():
    assert not before().search("subcontractors")
    assert before().search("Invoice\n no: INV-1").group() == "Invoice\n no"
