"""Requests of the notice's own list in a dispute: another's fault is claimed by the reason given, and nothing else is."""

from dataclasses import replace

import pytest
from tests_root import ROOT

from kit.appeal import Appeal
from kit.audits.request import Request
from kit.audits.return_requests import audit

OTHERS = {"Missed estimated delivery date", "Package wasn't received"}


@pytest.fixture(scope="module")
def appeal():
    return Appeal.open(ROOT / "cases" / "id-refund-spike")


def disputed(appeal, orders, analysis=None):
    """What the audit finds if the case disputes these orders of the notice."""
    violation = appeal.case.violation.model_copy(update={"orders": tuple(orders)})
    case = appeal.case.model_copy(update={"stance": "dispute", "violation": violation})
    opened = replace(appeal.opened, case=case)
    return audit(
        Request(
            opened=opened, family=appeal.family, orders=appeal.orders, analysis=analysis or appeal.analysis, policy=appeal.policy
        )
    )


def reasons(appeal):
    table = appeal.orders.table("returns").dropna(subset=["reason"])
    return dict(zip(table["order_id"], table["reason"], strict=True))


def test_only_orders_whose_reason_is_another_s_are_claimed(appeal):
    given = reasons(appeal)
    late = [order for order, reason in given.items() if reason in OTHERS][:4]
    ours = [order for order, reason in given.items() if reason.startswith("Product is defective")][:6]
    judged = appeal.analysis.judged
    window = set(judged.loc[judged["period"] == "during", "order_id"])
    unknown = [order for order, reason in given.items() if reason == "Other" and order in window][:2]
    found = disputed(appeal, [*late, *ours, *unknown])
    states = {row.cells[0]: row.state for row in found.rows}
    assert {states[order] for order in late} == {"good"}
    assert {states[order] for order in ours} == {"plain"}
    assert {states[order] for order in unknown} == {"open"}
    counted, recounted = found.rates["counted"], found.rates["recounted"]
    assert (counted.numerator, recounted.numerator) == (12, 8)
    measured = appeal.analysis.metric("seller_fault_returns").rate("during").denominator
    assert counted.denominator == recounted.denominator == measured + len(unknown)  # the notice counts what the metric leaves out


def test_the_median_of_two_answers_lies_between_them(appeal):
    table = appeal.orders.table("returns").dropna(subset=["responded_at", "requested_at"]).drop_duplicates("order_id", keep=False)
    hours = (table["responded_at"] - table["requested_at"]).dt.total_seconds() / 3600
    ends = [hours.idxmin(), hours.idxmax()]
    found = disputed(appeal, table.loc[ends, "order_id"])
    assert found.figures["median_hours"] == f"{hours[ends].mean():.0f} hours" != found.figures["longest_hours"]


def test_an_order_of_the_notice_that_no_file_of_returns_has_is_named(appeal):
    given = reasons(appeal)
    found = disputed(appeal, [next(iter(given)), "580000000000000001"])
    assert [(gap.severity, gap.where) for gap in found.gaps] == [("warning", "violation.orders.1")]
    assert found.rates["recounted"].numerator <= found.rates["counted"].numerator == 2


def test_a_parcel_that_came_late_is_the_carrier_s_only_if_it_was_sent_in_time(appeal):
    given, judged = reasons(appeal), appeal.analysis.judged
    late = [order for order, reason in given.items() if reason == "Missed estimated delivery date"]
    sent_late = judged["order_id"].isin(late[:2])
    analysis = replace(appeal.analysis, judged=judged.assign(late_handover=judged["late_handover"].mask(sent_late, other=True)))
    found = disputed(appeal, late, analysis)
    faults = {row.cells[0]: row.cells[5] for row in found.rows}
    assert {faults[order] for order in late[:2]} == {"seller"}
    assert {faults[order] for order in late[2:]} == {"carrier"}
    assert (found.figures["came_late"], found.figures["came_late_sent_in_time"]) == (f"{len(late)}", f"{len(late) - 2}")


def test_the_exhibits_name_the_files_that_they_read(appeal):
    found = {one.id: one for one in appeal.audits}
    assert found["return_requests"].reads == found["returns_by_sku"].reads == ("orders", "returns")


def test_a_fault_that_is_not_known_is_nobody_s_no_more_than_in_its_row(appeal):
    sentence = next(one.sentence for one in appeal.audits if one.id == "return_requests")
    assert " unknown" in sentence
    assert "nobody" not in sentence


def test_reasons_of_unknown_fault_are_named_beside_the_figures(appeal):
    assert any("Of 18 return requests it is not known whose fault they are" in note for note in appeal.analysis.must_know)
