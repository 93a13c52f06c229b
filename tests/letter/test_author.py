"""Authored text: hostile or wrong placeholders, Markdown, and the exact place of every figure."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_samples import analysis, case, evidence, family, opened, policy

from kit.letter.author import Author, passage
from kit.letter.placeholders import names
from kit.letter.style import style

PIECES = (
    "{{ metric.late_dispatch.during }}",
    "{{ metric.late_dispatch.during.full }}",
    "{{metric.late_dispatch.after.interval}}",
    "{{ driver.warehouse.value }}",
    "{{ exhibit.contract.page(2) }}",
    "{{ exhibit.notice }}",
    "{{ action.cutoff.done }}",
    "{{ policy.late_dispatch.deadline }}",
    "{{ evidence.settings.cutoff }}",
    "{{ notice.late_dispatch }}",
    "{{ case.shop }}",
    "{{ seller.legal_name_zh }}",
)
PRINTED = {
    "10.5%",
    "412 of 3,926 orders (10.5%)",
    "1.1–2.0%",
    "Daventry",
    "Exhibit 2",
    "Exhibit 1",
    "12 June 2026, 09:40",
    "2 business days",
    "14:30",
    "Lanyu Home UK",
    "蓝屿家居（深圳）贸易有限公司",
}
LABELS = {"notice": "1", "contract": "2"}


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    made = case()
    site = policy()
    folder = opened(tmp_path_factory.mktemp("case"), made)
    return names(folder, site, family=family(), analysis=analysis(), evidence=evidence(made), style=style(site))


def said(known, text):
    author = Author(known)
    filled = author.fill("here", text)
    return author.problems, filled


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(alphabet="ab *_.-(19\n\\`#<&é中'", max_size=8)), max_size=12))
def test_every_span_is_the_printed_figure(known, pieces):
    problems, filled = said(known, " ".join(pieces))
    assert not problems
    made = passage(filled, LABELS)
    assert [made.text[t.start : t.end] for t in made.traces] == [
        {"exhibit": f"Exhibit {LABELS.get(p.ref)}"}.get(p.kind, p.text) for p in filled.printed
    ]
    assert {made.text[t.start : t.end] for t in made.traces} <= PRINTED
    # Every placeholder that was written is printed: Markdown took none away.
    assert len(made.traces) == sum(p in PIECES for p in pieces)
    assert list(made.traces) == sorted(made.traces, key=lambda t: t.start)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_no_text_of_people_becomes_html(known, text):
    text = re.sub(r"[{}%#\ue000-\uf8ff]", "", text)
    _, filled = said(known, text)
    made = passage(filled, LABELS)
    assert set(re.findall(r"</?(\w+)", made.html)) <= {"p", "strong", "em", "ul", "ol", "li", "br"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("{{ metric.x.during }}", "no metric 'x'; known: late_dispatch"),
        ("{{ metric.seller_cancellation.during }}", "it is computed in violation.family: refunds"),
        ("{{ metric.late_dispatch.later }}", "no period of metric late_dispatch 'later'; known: after, before, during"),
        ("{{ metric.late_dispatch }}", "prints nothing by itself"),
        ("{{ metric.late_dispatch.during.x }}", "known: counts, denominator, full, interval, numerator, window"),
        ("{{ exhibit.nothing }}", "no evidence 'nothing'"),
        ("{{ exhibit.chat }}", "chat is background"),
        ("{{ exhibit.contract.page(6) }}", "the exhibit has 5 pages"),
        ("{{ exhibit.contract.page('2') }}", "give the page as a number"),
        ("{{ exhibit.contract.page(True) }}", "give the page as a number"),
        ("{{ exhibit.contract.page }}", "prints nothing"),
        ("{{ policy.appeal.max_attempts }}", "looked for and not found"),
        ("{{ policy.late_dispatch.nothing }}", "no policy fact late_dispatch. 'nothing'; known: deadline, limit"),
        ("{{ measure.run.since }}", "known: by"),
        ("{{ cause.unseen.when }}", "it has no when or until"),
        ("{{ ''.__class__.__mro__ }}", "a placeholder starts with one of action, audit, case"),
        ("{{ metric.__class__ }}", "no metric '__class__'"),
        ("{{ metric.late_dispatch.during.__init__.__globals__ }}", "__init__"),
        ("{{ exhibit.contract.page.__globals__ }}", "nothing stands behind .__globals__"),
        ("{{ lipsum() }}", "a placeholder starts with"),
        ("{{ self }}", "a placeholder starts with"),
        ("{{ metric.late_dispatch.during() }}", "not callable"),
        ("{% for x in range(1000000000) %}x{% endfor %}", "{% for %}"),
        ("{% include 'letter.css' %}", "{% include %}"),
        ("{% set x = 1 %}", "{% assign %}"),
        ("{{ 'a' * 1000000000 }}", "only names joined by dots"),
        ("{{ 9 ** 9 ** 9 }}", "only names joined by dots"),
        ("{{ metric|attr('x') }}", "a filter |"),
        ("{{ metric['late_dispatch'] }}", "[ ]"),
        ("{{ metric.late_dispatch.during if 1 else 2 }}", "only names joined by dots"),
        ("{{ metric.late_dispatch.during", "unexpected end of template"),
        ("a \ue000 b", "private-use character"),
        ("x" * 20_001, "longer than 20,000 characters"),
    ],
)
def test_a_wrong_or_hostile_placeholder_is_named(known, text, wrong):
    problems, _ = said(known, text)
    assert len(problems) == 1
    assert problems[0].startswith("here: ")
    assert wrong in problems[0]


def test_all_bad_placeholders_of_a_text_are_named(known):
    problems, _ = said(known, "{{ metric.x }} {{ case.shop }} {{ exhibit.y }} {{ z }}")
    assert [p.split("}}")[0] for p in problems] == ["here: {{ metric.x ", "here: {{ exhibit.y ", "here: {{ z "]


def test_html_links_and_images_stay_text(known):
    text = "<script>alert(1)</script> [a](http://b) ![i](file:///etc/passwd) <http://c> &amp;"
    problems, filled = said(known, text)
    made = passage(filled, LABELS)
    assert not problems
    assert made.text == text
    assert "<script" not in made.html
    assert "<a" not in made.html
    assert "<img" not in made.html


def test_markdown_has_paragraphs_lists_and_emphasis(known):
    _, filled = said(known, "One **two**\nthree.\n\n- a\n- b\n\n1. c\n2. d")
    made = passage(filled, LABELS)
    assert made.text == "One two three.\n- a\n- b\n1. c\n2. d"
    assert "<strong>two</strong>" in made.html
    assert made.html.count("<li>") == 4


def test_a_year_at_the_start_is_not_lost(known):
    _, filled = said(known, "2026. A year.")
    assert passage(filled, LABELS).text == "2026. A year."


def test_a_value_may_hold_anything(known):
    made = case(evidence=[{"id": "odd", "file": "f.pdf", "kind": "x", "caption": "c", "facts": {"name": "<b>*A* & \ue001 {{ x }}</b>"}}], root_causes=[], corrective=[], preventive=[])  # fmt: skip
    site = policy()
    from pathlib import Path

    all_names = names(opened(Path(), made), site, family=family(), analysis=analysis(), evidence=(), style=style(site))
    problems, filled = said(all_names, "Is {{ evidence.odd.name }} {{ case.shop }}?")
    shown = passage(filled, {})
    assert not problems
    assert shown.text == "Is <b>*A* & \ue001 {{ x }}</b> Lanyu Home UK?"
    assert "&lt;b&gt;*A* &amp; \ue001 {{ x }}&lt;/b&gt; Lanyu" in shown.html


def test_citations_lead_to_their_page(known):
    _, filled = said(known, "See {{ exhibit.contract.page(2) }}.")
    made = passage(filled, LABELS, beside=("notice", "contract"))
    assert 'href="exhibit://contract/2"' in made.html
    assert made.text == "See Exhibit 2."
    assert made.cites == ("contract", "notice")


def test_before_there_is_an_after_the_orders_needed_are_those_that_show_a_return_to_before():
    from dataclasses import replace
    from datetime import date

    from kit.letter.placeholders import _needed
    from kit.lint.rules.after_too_few import _late
    from kit.model import Rate, Window
    from kit.tools.statistics import orders_needed

    metric = _late((10, 100), (1, 100))[0]
    during = metric.rate("during")
    before = Rate(numerator=2, denominator=100, window=Window(start=date(2026, 4, 1), end=date(2026, 4, 28)))
    assert _needed(replace(metric, periods=(("before", before), ("during", during)))) == orders_needed(0.1, 0.02)
    assert _needed(replace(metric, periods=(("during", during),))) is None
    nothing = Rate(numerator=0, denominator=0, window=during.window)  # an after of which no order is old enough yet
    periods = (("before", before), ("during", during), ("after", nothing))
    assert _needed(replace(metric, periods=periods)) == orders_needed(0.1, 0.02)
