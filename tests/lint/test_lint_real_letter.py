"""The rules read what `kit.letter` writes as they read the examples' own letter."""

import dataclasses
from pathlib import Path

import pytest

from kit import letter
from kit.lint import lint
from kit.lint.examples import example
from kit.model import Analysis, OpenCase
from kit.policy import family

TEXTS = {
    "We attach great importance to this.": "B101",
    "In all 412 orders were late.": "F902",
    "The carrier missed 37 collections.": "F901",
    "The van left at 16:20.": "F903",
    "It happened on 05/06/2026.": "D401",
    "We called the buyer on +44 7700 900123.": "P101",
    "See Exhibit 9.": "E805",
    "This also answers violation 7529184460371199.": "S701",
    "We will train the planners.": "M304",
    "We will train the planners *in the\nfuture*.": "M303",
    "- one\n- We dispute the count": "S703",
}


def really_written(changes=""):
    """The example with its letter written by `kit.letter`."""
    subject = example(changes)
    analysis = Analysis(periods=(), metrics=subject.metrics, drivers=subject.drivers)
    opened = OpenCase(
        folder=Path(), case=subject.case, seller=subject.seller, shop=subject.seller.shops[0], signer=subject.signer,
        signature=None, unlisted=(),
    )  # fmt: skip
    written = letter.write(opened, subject.policy, family("logistics"), analysis, subject.evidence)
    return dataclasses.replace(subject, letter=written)


def rules_heard(subject):
    return {f.rule.split()[0] for f in lint(subject)[0]}


def test_the_clean_case_is_clean_when_really_written():
    assert lint(really_written())[0] == ()


def test_a_case_without_summary_is_clean_too():
    assert lint(really_written({"letter.summary": None}))[0] == ()


@pytest.mark.parametrize("text", TEXTS)
def test_rules_speak_on_the_real_letter(text):
    assert TEXTS[text] in rules_heard(really_written(text if not text.startswith("-") else {"corrective.1.what": text}))
