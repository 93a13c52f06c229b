"""Figures, dates and ids against what the case states."""

import dataclasses

import pandas as pd
import pytest

from kit.lint import lint
from kit.lint.examples import example
from kit.model import Orders, Trace


def said(changes, rule_id):
    subject = changes if not isinstance(changes, str | dict) else example(changes)
    return [f for f in lint(subject)[0] if f.rule.startswith(rule_id)]


def orders(**columns):
    lines = pd.DataFrame({"order_id": ["577012345678901234"], "seller_sku": ["0042"], **columns}, dtype="string")
    return Orders(lines=lines, orders=lines, readings=(), quarantine=(), exported=None)


def test_the_nearest_metric_is_named():
    (finding,) = said("The rate was 10.4%.", "F901")
    assert finding.severity == "error"
    assert "10.5% = {{ metric.late_dispatch.during }}" in finding.message


def test_a_typed_metric_is_a_warning_with_its_placeholder():
    (finding,) = said("In all 412 orders were late.", "F902")
    assert finding.severity == "warning"
    assert "{{ metric.late_dispatch.during.numerator }}" in finding.fix
    assert not said("In all 412 orders were late.", "F901")


@pytest.mark.parametrize("text", ["0.8%", "1%"])
def test_a_percentage_is_compared_at_the_precision_written(text):
    assert said(f"Before, the rate was {text}.", "F902")


def test_a_share_is_not_a_count():
    assert said("Of the parcels 10 were lost.", "F901")


def test_the_share_of_a_driver_is_as_the_letter_prints_it():
    assert "driver.warehouse.share" in said("Daventry had 80% of them.", "F902")[0].fix


def test_ids_of_the_orders_are_known():
    text = "Order 577012345678901234 (SKU 0042) was late."
    assert {f.message.split("”")[0] for f in said(text, "F901")} == {"“577012345678901234", "“0042"}
    assert not said(dataclasses.replace(example(text), orders=orders()), "F901")


def test_ids_are_matched_exactly():
    text = "Order 577012345678901235 was late."
    assert said(dataclasses.replace(example(text), orders=orders()), "F901")


@pytest.mark.parametrize(
    "changes",
    [
        {
            "evidence.2.facts": {"signed": "2026-06-14", "vans": "3 vans each evening"},
            "corrective.0.what": "3 vans came ({{ exhibit.cutoff_screen }}).",
        },
        {
            "violation.orders": ["577012345678901234", "577012345678901235"],
            "corrective.0.what": "All 2 orders left ({{ exhibit.cutoff_screen }}).",
        },
        {"preventive.0.limit": "at most 5 parcels", "preventive.0.what": "The van waits while 5 parcels are left."},
        {"corrective.0.what": "The window of 28 days passed ({{ exhibit.cutoff_screen }})."},
    ],
)
def test_what_the_case_states_is_known(changes):
    assert not said(changes, "F901")


def test_a_policy_fact_is_known_by_value_and_unit():
    assert not said("The limit of 4% was passed.", "F901")
    assert said("The 4 parcels were late.", "F901")
    assert said("The platform gives 72 hours.", "F904")
    assert said("The platform gives 72 hours.", "F901")


def test_a_trace_covers_only_itself():
    subject = example("Then {{ metric.late_dispatch.during }} and 37 more.")
    assert [f.message.split("”")[0] for f in said(subject, "F901")] == ["“37"]
    bare = tuple(dataclasses.replace(p, traces=()) for p in subject.letter.passages)
    assert len(said(dataclasses.replace(subject, letter=dataclasses.replace(subject.letter, passages=bare)), "F902")) >= 3


def test_an_unquotable_policy_trace_is_an_error_whatever_prefix_its_reference_has():
    subject = example("It was 72 hours.")
    for ref in ("appeal.answer_within", "uk/appeal.answer_within"):
        passages = tuple(
            dataclasses.replace(p, traces=(*p.traces, Trace(start=0, end=3, kind="policy", ref=ref)))
            for p in subject.letter.passages
        )
        changed = dataclasses.replace(subject, letter=dataclasses.replace(subject.letter, passages=passages))
        assert said(changed, "F904")[0].severity == "error"
