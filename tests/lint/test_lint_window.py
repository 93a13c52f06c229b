"""The main metric alone is judged, and data of other days are named with the days of both."""

import dataclasses

import pandas as pd
import pytest

from kit.lint import lint
from kit.lint.examples import example
from kit.model import Orders


def heard(subject, rule_id):
    return [f for f in lint(subject)[0] if f.rule.startswith(rule_id)]


def emptied(subject):
    """The subject with no order in the violation's window."""
    (metric,) = subject.metrics
    periods = tuple((n, dataclasses.replace(r, numerator=0, denominator=0) if n == "during" else r) for n, r in metric.periods)
    return dataclasses.replace(subject, metrics=(dataclasses.replace(metric, periods=periods),))


@pytest.mark.parametrize("created", [["2026-02-28T23:59Z", "2026-04-20T23:30Z", None], [None, None, None]])
def test_days_of_the_data_and_of_the_case_are_named(created):
    frame = pd.DataFrame({"order_id": ["1", "2", "3"], "created_at": pd.to_datetime(created, utc=True)})
    data = Orders(lines=frame, orders=frame, readings=(), quarantine=(), exported=None)
    (finding,) = heard(dataclasses.replace(emptied(example()), orders=data), "F908")
    assert finding.severity == "error"
    assert "11 May 2026 to 7 June 2026" in finding.message
    days = "28 February 2026 to 21 April 2026" if created[0] else "not known"  # 23:30 UTC is the next day in London
    assert days in finding.message
    assert "violation.window" in finding.fix
    assert "export" in finding.fix


@pytest.mark.parametrize("clock", ["label", "handover", "scan"])
def test_a_weak_variant_of_the_main_metric_is_not_judged(clock):
    subject = example()
    (main,) = subject.metrics
    worse = tuple((n, dataclasses.replace(r, numerator=r.denominator)) for n, r in main.periods)
    variant = dataclasses.replace(main, id=f"late_dispatch_{clock}", periods=worse)
    both = dataclasses.replace(subject, metrics=(main, variant))
    assert not heard(both, "F905")
    assert heard(dataclasses.replace(subject, metrics=(dataclasses.replace(main, periods=worse),)), "F905")


def test_a_tag_is_named_with_its_text_and_place():
    (one, two) = heard(example("The cut-off is <b>15:00</b>."), "L101")
    assert "“<b>” in corrective.0.what" in one.message + two.message
    assert "delete the tag" in one.fix


def test_a_plan_without_correction_and_prevention_has_two_findings():
    found = heard(example({"corrective": [], "preventive": []}), "M310")
    assert [(f.where, f.severity) for f in found] == [("corrective", "error"), ("preventive", "error")]
