"""Cancellations, returns, answers and reviews, counted by hand on planted rows."""

from datetime import UTC, datetime
from decimal import Decimal

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit.metrics import analyse
from kit.model import Family, Policy, SitePack
from kit.orders.fields import TABLES
from kit.policy import resolve

EXPORTED = datetime(2026, 7, 5, 20, 0, tzinfo=UTC)
KINDS = {"time": made.UTC_TIMES, "count": "Int64", "flag": "boolean", "money": "object"}
CANCELS = ("seller_cancellation", "automatic_cancellation", "buyer_cancellation")
RETURNS = ("return_rate", "refund_rate", "dispute_rate", "seller_fault_returns")
TIMEOUT = "Automatically cancelled due to collection time out"


def site(code, zone="Europe/London", **calendar):
    pack = made.UK.model_dump() | {"code": code, "name": code}
    pack["calendar"] = pack["calendar"] | {"zone": zone} | calendar
    return SitePack.model_validate(pack)


def policy(code="UK", zone="Europe/London", more=None, **calendar):
    given = made.policy(more=more or {})
    return Policy(site=site(code, zone, **calendar), profile="seed", facts=given.facts)


def family(*metrics):
    return Family.model_validate({"id": "made", "title": "Made", "subject": "Made", "metrics": metrics})


def table(name, rows, **columns):
    """A table of the contract; what is not given is missing."""
    fields = TABLES[name].fields
    given = {n: pd.Series(columns.get(n, [pd.NA] * rows), dtype=KINDS.get(f.kind, "str")) for n, f in fields.items()}
    return pd.DataFrame(given)


def orders(days, **columns):
    """One completed order a day, at noon UTC."""
    at = [f"{day}T12:00Z" for day in days]
    shipped = columns.pop("shipped_at", at)
    return made.frame(len(days), created_at=at, paid_at=columns.pop("paid_at", at), shipped_at=shipped, **columns)


def analysed(ids, frame, rules=None, lines=None, **tables):
    return analyse(made.case(), made.orders(frame, lines, EXPORTED, **tables), rules or policy(), family(*ids))


def counts(metric, period="during"):
    rate = metric.rate(period)
    return rate.numerator, rate.denominator


# --- cancellations --------------------------------------------------------------------------------


def cancelled_orders(**changes):
    """Ten orders of the violation's window: six cancelled, four done."""
    days = [f"2026-05-{day}" for day in range(11, 21)]
    status = ["cancelled"] * 6 + ["completed"] * 4
    ended = [f"{day}T18:00Z" for day in days[:6]] + [pd.NA] * 4
    reason = ["Out of stock", TIMEOUT, "No longer needed", "สินค้าหมด", "Out of stock", "Package lost"] + [pd.NA] * 4
    who = ["seller", "system", "buyer", "seller", "buyer", "system"] + [pd.NA] * 4
    columns = {"status": status, "cancelled_at": ended, "cancel_reason": reason, "cancel_by": who, "shipped_at": [pd.NA] * 10}
    return orders(days, **(columns | changes))


def test_cancellations_are_told_apart_by_fault_and_by_who():
    found = analysed(CANCELS, cancelled_orders())
    assert counts(found.metric("seller_cancellation")) == (2, 8)  # out of stock by the seller, and the time-out; two unknown
    assert counts(found.metric("automatic_cancellation")) == (1, 10)  # a person cancelled those two: that was not the system
    assert counts(found.metric("buyer_cancellation")) == (1, 8)
    assert found.metric("seller_cancellation").breakdown == ((TIMEOUT, 1), ("Out of stock", 1))
    assert found.judged["seller_cancellation"].astype(object).tolist() == [
        True, True, False, pd.NA, pd.NA, False, *[False] * 4,
    ]  # fmt: skip


def test_what_the_seller_cancelled_counts_whatever_the_reason_says():
    name = "seller_initiated_cancellation"
    asked = cancelled_orders(cancel_by=["seller", "system", "seller", "seller", "buyer", "system"] + [pd.NA] * 4)
    metric = analysed((name,), asked).metric(name)
    assert counts(metric) == (4, 10)  # out of stock, the time-out, no longer needed, and a reason that is not known
    assert "whatever the reason says" in metric.definition
    blind = analysed((name,), cancelled_orders(cancel_by=[pd.NA] * 10)).metric(name)
    assert "Cancel By" in blind.unavailable


def test_an_unknown_reason_or_status_is_neither_the_sellers_nor_not_and_is_told_with_its_count():
    frame = cancelled_orders(status=["cancelled"] * 6 + ["completed"] * 3 + [pd.NA])
    metric = analysed(CANCELS, frame).metric("seller_cancellation")
    rate = metric.rate("during")
    assert (rate.numerator, rate.denominator) == (2, 7)
    assert rate.excluded == (("with a status that is not known", 1), ("with a reason that is not known", 2))
    said = "Counted apart, in neither number: 2 orders with a reason that is not known (during 2); 1 order with a status"
    assert said in metric.sentence
    assert "counts neither way" in metric.definition


def test_an_order_with_one_line_of_the_sellers_fault_counts_whatever_the_other_says():
    frame = cancelled_orders()
    lines = pd.concat([frame, frame.iloc[[3]].assign(cancel_reason="Out of stock", cancel_by="seller")], ignore_index=True)
    rate = analysed(CANCELS, frame, lines=lines).metric("seller_cancellation").rate("during")
    assert (rate.numerator, rate.denominator) == (3, 9)


def test_where_no_reason_is_known_the_rate_is_not_zero_but_unavailable():
    frame = cancelled_orders(cancel_reason=["เหตุผลอื่น"] * 6 + [pd.NA] * 4)
    found = analysed(CANCELS, frame)
    for name in CANCELS:
        assert "of none of the 6 cancelled lines it is known whose fault it was" in found.metric(name).unavailable
    assert any("เหตุผลอื่น (6)" in note for note in found.notes)


def test_unknown_reasons_are_named_with_their_counts_and_counted_apart():
    note = next(n for n in analysed(CANCELS, cancelled_orders()).notes if "not known whose fault" in n)
    assert "Of 2 cancelled lines" in note
    assert "สินค้าหมด (1)" in note
    assert "Out of stock (1)" in note  # said by a buyer: the list has no such reason of a buyer's


def test_the_sites_fact_says_what_counts():
    only = policy(more={"sfcr.counts": (("seller_fault",), "")})
    assert counts(analysed(CANCELS, cancelled_orders(), only).metric("seller_cancellation")) == (1, 8)
    wrong = analysed(CANCELS, cancelled_orders(), policy(more={"sfcr.counts": "some"})).metric("seller_cancellation")
    assert "sfcr.counts says some" in wrong.unavailable
    odd = analysed(CANCELS, cancelled_orders(), policy(more={"sfcr.denominator": "parcels"}))
    assert "known are orders, confirmed_orders, delivered_orders" in odd.metric("buyer_cancellation").unavailable


def test_thailand_counts_all_orders_placed_as_its_page_does():
    """The page's own example: 100 orders, 20 cancelled by the seller's fault and 5 automatically, are 25%."""
    days = ["2026-05-12"] * 100
    status = ["cancelled"] * 27 + ["completed"] * 73
    reason = ["Out of stock"] * 20 + [TIMEOUT] * 5 + ["Buyer payment overdue"] * 2 + [pd.NA] * 73
    who = ["seller"] * 20 + ["system"] * 7 + [pd.NA] * 73
    paid = [f"{day}T12:00Z" for day in days[:25]] + [pd.NA] * 2 + [f"{day}T12:00Z" for day in days[27:]]
    frame = orders(days, status=status, cancel_reason=reason, cancel_by=who, paid_at=paid, shipped_at=[pd.NA] * 100)
    thai = policy("TH", "Asia/Bangkok", {"sfcr.denominator": "orders"}, holidays="TH", subdivision=None)
    assert counts(analysed(CANCELS, frame, thai).metric("seller_cancellation")) == (25, 100)
    own = analysed(CANCELS, frame, policy("TH", "Asia/Bangkok", holidays="TH", subdivision=None))
    rate = own.metric("seller_cancellation").rate("during")
    assert (rate.numerator, rate.denominator, rate.excluded) == (25, 98, (("never paid", 2),))
    assert any("the kit's own reading" in note for note in own.notes)


def test_samples_are_left_out_where_the_fact_says_so():
    rules = policy("US", "America/Los_Angeles", {"sfcr.excludes": (("samples",), "")}, holidays="US", subdivision=None)
    frame = cancelled_orders(is_sample=[True] + [False] * 8 + [True])
    rate = analysed(CANCELS, frame, rules).metric("seller_cancellation").rate("during")
    unknown = ("with a reason that is not known", 2)
    assert (rate.numerator, rate.denominator, rate.excluded) == (1, 6, (("sample", 2), unknown))
    blind = analysed(CANCELS, cancelled_orders(), rules)
    assert counts(blind.metric("seller_cancellation")) == (2, 8)
    assert any("samples: none could be left out" in note for note in blind.notes)


def test_the_us_pack_counts_confirmed_orders_without_samples():
    us = resolve("US", "official", seller_type="local", fulfilment="seller", day=EXPORTED.date())
    frame = cancelled_orders(is_sample=[True] + [False] * 9)
    found = analysed(CANCELS, frame, us)
    assert counts(found.metric("seller_cancellation")) == (1, 7)  # less a sample and two of an unknown reason
    assert any("knowledge_id=7953001314830094, grade official" in note for note in found.notes)


def test_out_of_stock_in_indonesia_changed_hands_on_a_day():
    days = ["2025-08-30", "2025-09-01"]
    code = "seller_cancel_reason_out_of_stock"
    ended = [f"{day}T14:00Z" for day in days]
    frame = orders(days, status=["cancelled"] * 2, cancel_reason=[code] * 2, cancel_by=["seller"] * 2, cancelled_at=ended)
    rules = policy("ID", "Asia/Jakarta", {"sfcr.denominator": "orders"}, holidays="ID", subdivision=None)
    found = analysed(CANCELS, frame, rules)
    assert found.judged["seller_cancellation"].tolist() == [False, True]
    assert found.judged["buyer_cancellation"].tolist() == [True, False]
    assert "for 1 of 1 cancelled lines as the platform itself says" in found.metric("seller_cancellation").reconstructed


def test_an_order_of_several_lines_counts_once_and_by_each_of_its_lines():
    frame = orders(["2026-05-12", "2026-05-13"])
    three = pd.concat([frame.iloc[[0]]] * 3 + [frame.iloc[[1]]], ignore_index=True)
    three["status"] = pd.Series(["completed", "cancelled", "cancelled", "completed"], dtype="str")
    three["cancel_reason"] = pd.Series([pd.NA, "Out of stock", "Out of stock", pd.NA], dtype="str")
    three["cancel_by"] = pd.Series([pd.NA, "seller", "seller", pd.NA], dtype="str")
    metric = analysed(CANCELS, frame, lines=three).metric("seller_cancellation")
    assert counts(metric) == (1, 2)
    assert metric.breakdown == (("Out of stock", 1),)
    assert metric.reconstructed.endswith("by derived rules; the platform may count otherwise.")


def test_without_reasons_or_status_nothing_is_claimed():
    no_reason = analysed(CANCELS, cancelled_orders(cancel_reason=[pd.NA] * 10))
    assert all("states a reason" in no_reason.metric(name).unavailable for name in CANCELS)
    no_status = analysed(CANCELS, orders(["2026-05-12"], status=[pd.NA]))
    assert all("states its status" in no_status.metric(name).unavailable for name in CANCELS)


def test_no_cancellation_is_nought_of_all_and_no_order_is_not_applicable():
    days = ["2026-05-12", "2026-06-20"]
    metric = analysed(CANCELS, orders(days)).metric("seller_cancellation")
    assert counts(metric) == (0, 1)
    assert metric.rate("during").low == 0
    only_before = analysed(CANCELS, orders(["2026-05-01", "2026-06-20"])).metric("seller_cancellation").rate("during")
    assert (only_before.denominator, only_before.value, only_before.low) == (0, None, None)


def test_the_day_of_an_order_is_its_own_not_that_of_the_cancellation():
    frame = orders(
        ["2026-05-09", "2026-05-12"],
        status=["cancelled", "completed"],
        cancelled_at=["2026-05-12T12:00Z", pd.NA],
        cancel_reason=["Out of stock", pd.NA],
        cancel_by=["seller", pd.NA],
    )
    metric = analysed(CANCELS, frame).metric("seller_cancellation")
    assert (counts(metric, "before"), counts(metric)) == ((1, 1), (0, 1))


# --- returns --------------------------------------------------------------------------------------


def returned(frame, rows, **columns):
    """Return requests of orders by their row in the frame; -1 is an order of another export."""
    ids = [frame["order_id"][row] if row >= 0 else "999" for row in rows]
    given = {
        "return_id": [f"r{n}" for n in range(len(rows))],
        "order_id": ids,
        "return_type": ["refund_only"] * len(rows),
        "status": ["completed"] * len(rows),
        "reason": ["Package delivery failed"] * len(rows),
        "requested_at": ["2026-05-20T12:00Z"] * len(rows),
        "refund_amount": [Decimal("10.00")] * len(rows),
    }
    return table("returns", len(rows), **(given | columns))


@pytest.fixture
def twenty():
    return orders(
        ["2026-05-12"] * 20, order_amount=[Decimal("10.00")] * 20, delivered_at=["2026-05-14T12:00Z"] * 15 + [pd.NA] * 5
    )


def test_a_refused_a_withdrawn_or_an_open_request_is_no_refund(twenty):
    status = ["completed", "rejected", "cancelled", "in_progress", "approved", "rejected_on_receipt", pd.NA]
    table_ = returned(twenty, range(7), status=status)
    found = analysed(RETURNS, twenty, returns=table_)
    assert counts(found.metric("refund_rate")) == (1, 20)
    assert counts(found.metric("return_rate")) == (4, 20)
    parts = (("approved", 1), ("completed", 1), ("in progress", 1), ("no known status", 1))
    assert found.metric("return_rate").breakdown == parts
    assert "Requests that are no return: 2 refused, 1 withdrawn by the buyer." in found.notes
    assert any("1 requests have no known status: they count as requested" in note for note in found.notes)


def test_without_any_status_no_rate_that_needs_it_is_given(twenty):
    given = {"status": ["blank", pd.NA], "dispute_status": ["none", pd.NA], "reason": [seller_reason("TH")] * 2}
    found = analysed(RETURNS, twenty, returns=returned(twenty, range(2), **given))
    for name in ("return_rate", "refund_rate", "seller_fault_returns"):
        assert "export the column Return Status" in found.metric(name).unavailable
    assert counts(found.metric("dispute_rate")) == (0, 20)
    paid = returned(twenty, range(2), **given, refunded_at=["2026-05-25T12:00Z", pd.NA])
    assert counts(analysed(RETURNS, twenty, returns=paid).metric("refund_rate")) == (1, 20)
    every = policy(more={"return.fault_excludes": (("none",), "")})
    kept = analysed(RETURNS, twenty, every, returns=returned(twenty, range(2), **given)).metric("seller_fault_returns")
    assert not kept.unavailable
    assert "left out" not in kept.definition


def test_partial_refunds_are_refunds_and_are_said(twenty):
    ids = ["a", "b", "c", "d", "e"]
    amounts = [Decimal("4.00"), Decimal("10.00"), pd.NA, Decimal("6.00"), Decimal(0)]
    table_ = returned(twenty, [0, 1, 2, 0, 4], return_id=ids, refund_amount=amounts)
    found = analysed(RETURNS, twenty, returns=table_)
    assert counts(found.metric("refund_rate")) == (3, 20)  # nothing was paid for the last
    assert found.metric("refund_rate").breakdown == (("the whole order", 2), ("amount not stated", 1))  # 4 and 6 of 10
    part = analysed(RETURNS, twenty, returns=table_.iloc[:3]).metric("refund_rate")
    assert part.breakdown == (("the whole order", 1), ("a part of the order", 1), ("amount not stated", 1))


def test_a_refused_request_with_a_refund_time_is_still_no_refund(twenty):
    times = ["2026-05-25T12:00Z"] * 4
    table_ = returned(twenty, range(4), status=["rejected", "cancelled", "in_progress", pd.NA], refunded_at=times)
    assert counts(analysed(RETURNS, twenty, returns=table_).metric("refund_rate")) == (2, 20)


def test_the_lines_of_one_return_are_added_up(twenty):
    amounts = [Decimal("4.00"), Decimal("6.00"), Decimal("4.00")]
    table_ = returned(twenty, [0, 0, 1], return_id=["a", "a", "b"], sku_id=["1", "2", "1"], refund_amount=amounts)
    metric = analysed(RETURNS, twenty, returns=table_).metric("refund_rate")
    assert metric.breakdown == (("the whole order", 1), ("a part of the order", 1))


def test_a_replacement_is_a_return_and_no_refund_unless_money_went_back(twenty):
    kinds = {"return_type": ["replacement"] * 2, "refund_amount": [pd.NA, Decimal("3.00")]}
    found = analysed(RETURNS, twenty, returns=returned(twenty, [0, 1], **kinds))
    assert counts(found.metric("return_rate")) == (2, 20)
    assert counts(found.metric("refund_rate")) == (1, 20)


def test_a_repeated_return_id_and_an_order_returned_twice_count_once(twenty):
    ids = ["a", "a", "b", "c"]
    found = analysed(RETURNS, twenty, returns=returned(twenty, [0, 0, 0, 1], return_id=ids, sku_id=["1", "2", "1", "1"]))
    assert counts(found.metric("return_rate")) == (2, 20)
    assert any("Returns: 3 requests in 4 lines." in note for note in found.notes)
    assert any("1 orders have more than one request, 2 together" in note for note in found.notes)
    assert found.metric("refund_rate").breakdown == (("the whole order", 2),)


def test_returns_of_orders_outside_the_export_are_counted_and_left_out(twenty):
    found = analysed(RETURNS, twenty, returns=returned(twenty, [0, -1, -1]))
    assert counts(found.metric("return_rate")) == (1, 20)
    assert any("2 return requests are of orders that are not in the order files" in note for note in found.notes)
    outside = analysed(RETURNS, twenty, returns=returned(twenty, [-1]))
    assert all("none of the 1 return requests" in outside.metric(name).unavailable for name in RETURNS)


def test_the_fact_chooses_delivered_orders_and_a_return_of_another_is_in_neither(twenty):
    rules = policy(more={"return.denominator": "delivered_orders"})
    twenty["status"] = pd.Series(["delivered"] * 15 + ["shipped"] * 5, dtype="str")
    found = analysed(RETURNS, twenty, rules, returns=returned(twenty, [0, 16]))
    rate = found.metric("return_rate").rate("during")
    assert (rate.numerator, rate.denominator) == (1, 15)
    assert rate.excluded == (("not delivered when the data were exported", 5),)
    assert "Share of delivered orders" in found.metric("return_rate").definition
    assert found.metric("return_rate").breakdown == (("completed", 1),)
    assert found.metric("refund_rate").breakdown == (("the whole order", 1),)


def seller_reason(market, kind="refund"):
    """A text of the list whose fault is the seller's in that market."""
    from kit.policy.reasons import reasons

    return next(
        r.text for r in reasons().reasons if r.fault == "seller" and r.kind == kind and any(market in m for m in r.codes.values())
    )


def test_returns_by_fault_follow_the_reason_the_parties_and_the_exclusions(twenty):
    ours = seller_reason("TH")
    reason = [ours, ours, ours, ours, "Package delivery failed", "ขาดชิ้นส่วน"]
    status = ["completed", "rejected", "cancelled", "completed", "completed", "completed"]
    dispute = [pd.NA, pd.NA, pd.NA, "support_seller", pd.NA, pd.NA]
    table_ = returned(twenty, range(6), reason=reason, status=status, dispute_status=dispute)
    bangkok = ("TH", "Asia/Bangkok")
    kept = {"holidays": "TH", "subdivision": None}
    found = analysed(RETURNS, twenty, policy(*bangkok, **kept), returns=table_)
    metric = found.metric("seller_fault_returns")
    assert counts(metric) == (1, 18)  # refused, withdrawn and won ones are no fault of the seller; two reasons are not known
    assert "Counted apart, in neither number: 2 orders with a reason that is not known (during 2)." in metric.sentence
    assert metric.breakdown == ((ours, 1),)
    assert any("ขาดชิ้นส่วน (1)" in note for note in found.notes)
    wide = {"return.fault_parties": (("seller", "carrier", "x")[:2], ""), "return.fault_excludes": (("none",), "")}
    both = analysed(RETURNS, twenty, policy(*bangkok, wide, **kept), returns=table_).metric("seller_fault_returns")
    from kit.policy.reasons import fault

    lost = fault(pd.Series(["Package delivery failed"], dtype="str"), site="TH", kind="refund").found[0].fault
    assert counts(both) == (4 + (lost == "carrier"), 19 - (lost == "unknown"))
    assert "seller or the carrier" in both.title


def test_a_request_of_unknown_status_for_the_sellers_fault_is_counted_apart(twenty):
    ours = seller_reason("UK")
    table_ = returned(twenty, range(3), reason=[ours] * 3, status=["completed", pd.NA, "blank"], refunded_at=[pd.NaT] * 3)
    found = analysed(RETURNS, twenty, returns=table_)
    rate = found.metric("seller_fault_returns").rate("during")
    assert (rate.numerator, rate.denominator, rate.excluded) == (1, 18, (("with a status that is not known", 2),))
    assert "2 orders with a status that is not known (during 2)" in found.metric("seller_fault_returns").sentence
    assert counts(found.metric("return_rate")) == (3, 20)  # its definition says that it counts those


def test_where_no_reason_of_a_return_is_known_the_rate_by_fault_is_unavailable(twenty):
    found = analysed(RETURNS, twenty, returns=returned(twenty, range(2), reason=["ขาดชิ้นส่วน"] * 2))
    assert "of none of the 2 return requests it is known" in found.metric("seller_fault_returns").unavailable
    assert counts(found.metric("return_rate")) == (2, 20)


def test_the_us_pack_counts_delivered_orders_and_the_carriers_fault(twenty):
    us = resolve("US", "official", seller_type="local", fulfilment="seller", day=EXPORTED.date())
    twenty["status"] = pd.Series(["delivered"] * 15 + ["shipped"] * 5, dtype="str")
    table_ = returned(twenty, [0, 1], reason=["Package delivery failed", seller_reason("US")], status=["completed", "rejected"])
    metric = analysed(RETURNS, twenty, us, returns=table_).metric("seller_fault_returns")
    assert counts(metric) == (2, 15)
    assert metric.title == "Returns and refunds by the fault of the seller or the carrier"


def test_disputes_need_a_column_that_tells(twenty):
    blind = analysed(RETURNS, twenty, returns=returned(twenty, [0, 1])).metric("dispute_rate")
    assert "Dispute Status" in blind.unavailable
    told = returned(twenty, [0, 1, 2], dispute_status=["in_progress", pd.NA, "support_buyer"])
    metric = analysed(RETURNS, twenty, returns=told).metric("dispute_rate")
    assert counts(metric) == (2, 20)
    assert metric.breakdown == (("in progress", 1), ("support buyer", 1))


def test_orders_too_young_to_have_come_back_are_left_out_and_said():
    days = [f"2026-06-{day:02}" for day in range(1, 31)] + ["2026-07-01"]
    frame = orders(days)
    lags = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]
    requested = [f"2026-06-{1 + lag:02}T12:00Z" for lag in lags]
    frame["created_at"] = frame["created_at"].where(frame.index >= len(lags), pd.Timestamp("2026-06-01T12:00Z"))
    found = analysed(RETURNS, frame, returns=returned(frame, range(11), requested_at=requested))
    metric, why = found.metric("return_rate"), "created less than 22 whole days before the data were exported"
    assert "returns within 22 days of the order" in metric.definition
    assert found.judged["return_rate"].notna().sum() == 11 + 1  # the eleven of 1 June and the one of 12 June; the 12th is whole
    left = sum(dict(rate.excluded).get(why, 0) for _, rate in metric.periods)
    assert left == metric.rate("after").excluded[-1][1] > 0
    assert f"{left:,} orders {why} (after {left:,})" in metric.sentence
    assert any(f"{31 - 12:,} orders {why}. To count them" in note for note in found.notes)


def constant(seed):
    """Seventy days of 40 orders a day; 12 of 100 come back 5 to 16 days after, as far as the export reaches. Nothing changes."""
    rng = np.random.default_rng(seed)
    days = np.repeat(pd.date_range("2026-04-27", "2026-07-05").strftime("%Y-%m-%d"), 40)
    frame = orders(days)
    asked = frame["created_at"] + pd.to_timedelta(rng.uniform(5, 16, len(frame)), unit="D")
    back = np.flatnonzero((rng.random(len(frame)) < 0.12) & (asked <= pd.Timestamp(EXPORTED)))
    return frame, back, [str(asked[row]) for row in back]


@pytest.mark.parametrize("seed", range(6))
def test_no_rate_falls_only_because_young_orders_have_not_come_back_yet(seed):
    frame, back, asked = constant(seed)
    frame["delivered_at"] = frame["created_at"]
    told = returned(
        frame, back, requested_at=asked, reason=[seller_reason("UK")] * len(back), dispute_status=["in_progress"] * len(back)
    )
    given = {"order_id": list(frame["order_id"][back]), "reviewed_at": asked, "rating": [1] * len(back)}
    found = analysed((*RETURNS, "negative_reviews"), frame, returns=told, reviews=table("reviews", len(back), **given))
    for name in (*RETURNS, "negative_reviews"):
        metric = found.metric(name)
        assert metric.rate("after").denominator >= 120, name
        assert "created less than" in metric.sentence
        assert "fell after" not in metric.sentence, metric.sentence
    assert found.action_effects == ()  # the orders since have not had the time
    assert any("less than a whole week of orders that are due and had the time to be" in note for note in found.notes)


def test_a_return_after_the_lag_counts_in_no_period():
    frame, every = ten_weeks()
    every.loc[0, "requested_at"] += pd.Timedelta(days=40)
    found = analysed(RETURNS, frame, returns=every)
    assert counts(found.metric("return_rate"), "before") == (13, 70)
    assert any("1 returns came more than 3 days after the order" in note for note in found.notes)


def test_where_no_request_has_a_time_nothing_is_said_of_the_days_after_the_actions():
    frame, every = ten_weeks()
    metric = analysed(
        RETURNS, frame, returns=every.assign(requested_at=every["requested_at"].where([False] * len(every)))
    ).metric("return_rate")
    assert counts(metric, "during") == (28, 140)
    assert metric.rate("after").denominator == 0
    assert "since the first action, of which it is not known how long they take to come back" in metric.sentence


def ten_weeks():
    """Five orders a day from 27 April to 5 July, of which one a day came back three days later: a file of all returns."""
    days = pd.date_range("2026-04-27", "2026-07-05").strftime("%Y-%m-%d")
    frame = orders(np.repeat(days, 5))
    asked = frame["created_at"] + pd.Timedelta(days=3)
    rows = [row for row in range(0, len(frame), 5) if asked[row] <= pd.Timestamp(EXPORTED)]
    reason = [seller_reason("UK")] * len(rows)
    return frame, returned(frame, rows, requested_at=[str(asked[row]) for row in rows], reason=reason)


def test_a_whole_file_of_returns_leaves_out_only_the_orders_too_young():
    frame, every = ten_weeks()
    found = analysed(RETURNS, frame, returns=every)
    assert [counts(found.metric("return_rate"), p) for p in ("before", "during", "after")] == [(14, 70), (28, 140), (16, 80)]
    assert list(found.judged["return_rate"].isna()) == [False] * 66 * 5 + [True] * 4 * 5  # of 2 to 5 July
    young = "20 orders created less than 3 whole days before the data were exported"
    assert any(
        note.startswith(f"The rows of the returns files are of 30 April to 5 July 2026. Not known, so left out: {young}.")
        for note in found.notes
    )


def test_a_file_of_the_violations_returns_alone_tells_nothing_of_other_days():
    frame, every = ten_weeks()
    inside = every["requested_at"].between("2026-05-14T00:00Z", "2026-06-10T23:00Z")
    found = analysed(RETURNS, frame, returns=every[inside].reset_index(drop=True))
    for name in ("return_rate", "refund_rate", "seller_fault_returns"):
        metric = found.metric(name)
        assert [r.denominator for _, r in metric.periods] == [0, 125, 0]  # of the orders of 14 May to 7 June
    rate = found.metric("return_rate")
    assert counts(rate) == (25, 125)
    assert dict(rate.rate("before").excluded) == {"created before the returns file begins": 70}
    assert dict(rate.rate("during").excluded) == {"created before the returns file begins": 15}
    assert [why for why, _ in rate.rate("after").excluded] == [
        "created after the returns file ends, or less than the usual 3 days before"
    ]
    assert found.judged["return_rate"].notna().sum() == 125
    assert not found.spikes
    assert all(effect.fell is None for effect in found.action_effects)
    assert "No orders created 27 April" in rate.sentence
    assert "are counted yet" in rate.sentence
    assert any("85 orders created before the returns file begins" in note for note in found.notes)


def test_days_that_a_file_is_said_to_cover_are_believed():
    frame, every = ten_weeks()
    inside = every["requested_at"].between("2026-05-14T00:00Z", "2026-06-10T23:00Z")
    some = every[inside].reset_index(drop=True).assign(source_file="returns/all.csv")
    file = {"file": "returns/all.csv", "covers": {"start": "2026-04-27", "end": "2026-07-05"}}
    case = made.case(data={"returns": [file]})
    found = analyse(case, made.orders(frame, None, EXPORTED, returns=some), policy(), family(*RETURNS))
    assert [counts(found.metric("return_rate"), p) for p in ("before", "during", "after")] == [(0, 70), (28, 140), (0, 80)]
    assert any(note.startswith("The returns files were exported for 27 April to 5 July 2026. ") for note in found.notes)


def test_reviews_of_some_days_tell_nothing_of_others():
    frame, every = ten_weeks()
    frame["delivered_at"] = frame["created_at"]
    inside = every["requested_at"].between("2026-05-14T00:00Z", "2026-06-10T23:00Z").to_numpy()
    for kept, of in ((inside, [0, 125, 0]), (inside | True, [70, 140, 80])):
        some = every[kept]
        given = {"order_id": list(some["order_id"]), "reviewed_at": list(some["requested_at"]), "rating": [1] * len(some)}
        metric = analysed(("negative_reviews",), frame, reviews=table("reviews", len(some), **given)).metric("negative_reviews")
        assert [rate.denominator for _, rate in metric.periods] == of


def test_without_returns_or_orders_the_metrics_say_what_to_export(twenty):
    assert all("put the return orders" in analysed(RETURNS, twenty).metric(name).unavailable for name in RETURNS)
    empty = analysed(RETURNS, twenty, returns=returned(twenty, []))
    assert all("put the return orders" in empty.metric(name).unavailable for name in RETURNS)
    no_orders = analysed(RETURNS, twenty.iloc[:0], returns=returned(twenty, [0]))
    assert all("there are no orders" in no_orders.metric(name).unavailable for name in RETURNS)


def test_a_return_before_the_period_belongs_to_its_orders_day(twenty):
    late = returned(twenty, [0], requested_at=["2026-06-20T12:00Z"])
    assert counts(analysed(RETURNS, twenty, returns=late).metric("return_rate")) == (1, 20)


# --- answers to return requests -------------------------------------------------------------------

ANSWER = ("return_response",)
HOURS_48 = {"return.response_hours": (48, "hours")}


def answers(twenty, rules, exported=EXPORTED, **columns):
    rows = len(next(iter(columns.values())))
    table_ = returned(twenty, range(rows), **columns)
    return analyse(made.case(), made.orders(twenty, None, exported, returns=table_), rules, family(*ANSWER))


def test_answers_are_held_against_the_platforms_own_deadline_first(twenty):
    at = ["2026-05-20T12:00Z"] * 6
    found = answers(
        twenty,
        policy(more=HOURS_48),
        requested_at=at,
        respond_by=["2026-05-21T12:00Z", pd.NA, pd.NA, pd.NA, pd.NA, pd.NA],
        responded_at=["2026-05-21T13:00Z", "2026-05-22T12:00Z", "2026-05-22T12:01Z", pd.NA, pd.NA, pd.NA],
        status=["completed", "completed", "completed", "awaiting_seller", "completed", "cancelled"],
    )
    metric = found.metric("return_response")
    rate = metric.rate("during")
    assert (rate.numerator, rate.denominator) == (1, 4)  # on the minute is in time; open and past due is late
    assert rate.excluded == (("withdrawn by the buyer", 1), ("time of the answer missing", 1))
    assert (metric.better, metric.noun, metric.called) == ("high", "return requests", "answered in time")
    assert "1 requests state the platform's own deadline; that of 5 was rebuilt as: within 48 hours" in metric.reconstructed
    assert "1 of 4 return requests" in metric.sentence
    assert "return_response" not in found.judged.columns


def test_requests_not_yet_due_are_left_out_even_if_answered(twenty):
    exported = datetime(2026, 5, 21, 12, tzinfo=UTC)
    found = answers(
        twenty,
        policy(more=HOURS_48),
        exported,
        requested_at=["2026-05-20T12:00Z"] * 2,
        responded_at=["2026-05-20T13:00Z", pd.NA],
        status=["completed", "awaiting_seller"],
    )
    rate = found.metric("return_response").rate("during")
    assert (rate.denominator, rate.value) == (0, None)
    assert rate.excluded == (("not yet due when the data were exported", 2),)


def test_the_us_pack_gives_working_days_and_more_for_large_amounts(twenty):
    us = resolve("US", "official", seller_type="local", fulfilment="seller", day=EXPORTED.date())
    friday = ["2026-05-15T20:00Z"] * 5  # two working days later ends on Tuesday 19 May, four on Thursday 21 May, Pacific
    found = answers(
        twenty,
        us,
        requested_at=friday,
        responded_at=["2026-05-20T06:59Z", "2026-05-20T07:01Z", "2026-05-22T06:59Z", "2026-05-22T07:01Z", "2026-05-22T06:59Z"],
        refund_amount=[Decimal("100.00"), Decimal("100.00"), Decimal("100.01"), Decimal("100.01"), Decimal(500)],
        currency=["USD", pd.NA, "USD", "USD", "MXN"],
    )
    metric = found.metric("return_response")
    assert counts(metric) == (2, 5)
    assert "4 above 100 USD" in metric.reconstructed


def test_the_seeds_hours_win_over_the_sites_days(twenty):
    seed = resolve("US", "seed", seller_type="local", fulfilment="seller", day=EXPORTED.date())
    found = answers(twenty, seed, requested_at=["2026-05-15T20:00Z"], responded_at=["2026-05-18T12:00Z"])
    assert counts(found.metric("return_response")) == (0, 1)
    assert "48 hours" in found.metric("return_response").definition


def test_without_answers_or_a_deadline_it_says_what_to_export(twenty):
    blind = answers(
        twenty, policy(more=HOURS_48), status=["awaiting_seller", "completed"], requested_at=["2026-05-20T12:00Z"] * 2
    )
    assert "responded_at" in blind.metric("return_response").unavailable
    assert any(note.startswith("1 return requests still waited") for note in blind.notes)
    unruled = answers(twenty, policy(), responded_at=["2026-05-20T13:00Z"])
    assert "state the fact return.response_hours" in unruled.metric("return_response").unavailable
    assert "into returns/" in analysed(ANSWER, twenty).metric("return_response").unavailable


# --- chats ----------------------------------------------------------------------------------------

CHATS = ("chat_response",)


def chat(twenty, facts, zone="Europe/London", exported=EXPORTED, **columns):
    rows = len(columns["asked_at"])
    given = {"chat_id": [f"c{n}" for n in range(rows)], "answered_by": ["person"] * rows}
    made_orders = made.orders(twenty, None, exported, chats=table("chats", rows, **(given | columns)))
    return analyse(made.case(), made_orders, policy(zone=zone, more=facts), family(*CHATS))


def test_the_first_answer_by_a_person_counts_to_the_minute(twenty):
    found = chat(
        twenty,
        {"chat.response_hours": (24, "hours")},
        asked_at=["2026-05-20T12:00Z"] * 5,
        answered_at=["2026-05-21T12:00Z", "2026-05-21T12:01Z", "2026-05-20T12:00Z", pd.NA, "2026-05-20T12:05Z"],
        answered_by=["person", "person", "machine", pd.NA, pd.NA],
    )
    rate = found.metric("chat_response").rate("during")
    assert (rate.numerator, rate.denominator) == (1, 4)  # a machine's answer is not a person's
    assert rate.excluded == (("who answered is not stated", 1),)
    assert found.metric("chat_response").periods == found.metric("chat_response_person").periods
    assert "put the Open API's answer" in found.metric("chat_response_platform").unavailable


@pytest.mark.parametrize(("machines", "expected"), [("missed", (1, 3)), ("excluded", (1, 2)), ("counted", (2, 3))])
def test_the_fact_says_what_a_machines_answer_is(twenty, machines, expected):
    found = chat(
        twenty,
        {"chat.response_hours": (12, "hours"), "chat.machine_answers": machines},
        asked_at=["2026-05-20T12:00Z"] * 3,
        answered_at=["2026-05-20T13:00Z", "2026-05-20T12:00Z", "2026-05-21T00:01Z"],
        answered_by=["person", "machine", "person"],
    )
    assert counts(found.metric("chat_response")) == expected


def test_messages_of_the_weekend_are_due_on_monday_noon_local_time(twenty):
    found = chat(
        twenty,
        {"chat.response_hours": (24, "hours"), "chat.weekend_due": "Monday 12:00"},
        asked_at=["2026-05-16T09:00Z", "2026-05-16T09:00Z", "2026-05-17T20:00Z", "2026-05-15T22:30Z", "2026-05-15T23:30Z"],
        answered_at=["2026-05-18T11:00Z", "2026-05-18T11:01Z", "2026-05-18T11:30Z", "2026-05-17T09:00Z", "2026-05-17T09:00Z"],
    )
    # noon in London is 11:00 UTC; the third was due then too; 22:30 UTC is Friday there and 23:30 Saturday
    assert counts(found.metric("chat_response")) == (2, 5)
    assert "by Monday 12:00" in found.metric("chat_response").definition


def test_a_chat_rule_that_cannot_be_read_or_is_missing_is_said(twenty):
    asked = {"asked_at": ["2026-05-20T12:00Z"], "answered_at": ["2026-05-20T13:00Z"]}
    assert "state the fact chat.response_hours" in chat(twenty, {}, **asked).metric("chat_response").unavailable
    odd = {"chat.response_hours": 24, "chat.weekend_due": "Mondays"}
    assert "such as Monday 12:00" in chat(twenty, odd, **asked).metric("chat_response").unavailable
    who = chat(twenty, {"chat.response_hours": 24}, answered_by=[pd.NA], **asked).metric("chat_response")
    assert "person or a machine" in who.unavailable


def service(twenty, facts=None, **columns):
    made_orders = made.orders(twenty, None, EXPORTED, service=table("service", len(columns["from_at"]), **columns))
    return analyse(made.case(), made_orders, policy(more=facts), family(*CHATS))


def test_the_platforms_shares_are_weighted_by_sessions(twenty):
    found = service(
        twenty,
        {"chat.machine_answers": "excluded"},
        from_at=["2026-05-10T23:00Z", "2026-05-17T23:00Z", "2026-05-31T23:00Z", "2026-06-06T23:00Z"],  # local midnights
        to_at=["2026-05-17T23:00Z", "2026-05-24T23:00Z", "2026-06-06T23:00Z", "2026-06-13T23:00Z"],
        sessions=[100, 300, 50, 70],
        response_share=[Decimal("90.0"), Decimal("70.0"), pd.NA, Decimal(10)],
    )
    metric = found.metric("chat_response_platform")
    rate = metric.rate("during")
    assert (rate.numerator, rate.denominator) == (90 + 210, 400)  # not the mean of 90 and 70
    assert rate.excluded == (("rows that reach past the period", 1), ("rows without a share or sessions", 1))
    assert found.metric("chat_response").periods == metric.periods  # no chats: the platform's own
    assert any("counts automated answers, which chat.machine_answers does not" in note for note in found.notes)


def test_rows_of_the_platform_that_overlap_are_refused(twenty):
    found = service(
        twenty,
        from_at=["2026-05-10T23:00Z", "2026-05-11T23:00Z"],
        to_at=["2026-05-17T23:00Z", "2026-05-12T23:00Z"],
        sessions=[100, 10],
        response_share=[Decimal(90), Decimal(50)],
    )
    assert "both hold 2026-05-12" in found.metric("chat_response_platform").unavailable


# --- reviews --------------------------------------------------------------------------------------

REVIEWS = ("negative_reviews",)


def reviewed(twenty, facts=None, rows=(0, 0, 1, 2, 3, -1, 4), **columns):
    given = {
        "order_id": [twenty["order_id"][row] if row >= 0 else "999" for row in rows],
        "rating": [1, 2, 3, 2, 1, 1, 9][: len(rows)],
        "topic": ["product", "product", "product", "product", "logistics", "product", "product"][: len(rows)],
    }
    return analysed(REVIEWS, twenty, policy(more=facts), reviews=table("reviews", len(rows), **(given | columns)))


def test_an_order_with_a_low_rating_counts_once_of_the_delivered(twenty):
    twenty["status"] = pd.Series(["delivered"] * 15 + ["shipped"] * 5, dtype="str")
    found = reviewed(twenty)
    assert counts(found.metric("negative_reviews")) == (3, 15)
    assert found.metric("negative_reviews").breakdown == (("1 star", 2), ("2 stars", 1))
    assert any("1 reviews are of orders that are not" in note for note in found.notes)
    assert any("1 reviews have no rating from 1 to 5" in note for note in found.notes)


def test_logistics_reviews_are_left_out_where_the_fact_says_so(twenty):
    facts = {"negative_reviews.excludes": (("logistics",), ""), "negative_reviews.denominator": "orders"}
    metric = reviewed(twenty, facts).metric("negative_reviews")
    assert counts(metric) == (2, 20)
    assert "reviews of logistics left out" in metric.definition
    blind = reviewed(twenty, facts, topic=[pd.NA] * 7)
    assert counts(blind.metric("negative_reviews")) == (3, 20)
    assert any("No review says what it is of" in note for note in blind.notes)


def test_the_stars_are_the_facts(twenty):
    assert counts(reviewed(twenty, {"negative_reviews.stars": 3}).metric("negative_reviews")) == (4, 20)
    assert counts(reviewed(twenty, {"negative_reviews.stars": 1}).metric("negative_reviews")) == (2, 20)


def test_without_reviews_it_is_unavailable(twenty):
    assert "poa map" in analysed(REVIEWS, twenty).metric("negative_reviews").unavailable
    assert "none of the 1 reviews" in reviewed(twenty, rows=(-1,)).metric("negative_reviews").unavailable


# --- all of them ----------------------------------------------------------------------------------

EVERY = (*CANCELS, *RETURNS, *ANSWER, *CHATS, *REVIEWS)


def many(seed=3, rows=4000):
    rng = np.random.default_rng(seed)
    frame = orders(np.sort(rng.choice(pd.date_range("2026-04-27", "2026-06-30").strftime("%Y-%m-%d"), rows)))
    pick = np.sort(rng.choice(rows, 600, replace=False))
    states = rng.choice(["completed", "rejected", "cancelled", "in_progress"], 600)
    table_ = returned(
        frame,
        pick,
        status=states,
        reason=rng.choice([seller_reason("UK"), "?"], 600),
        dispute_status=rng.choice(["in_progress", pd.NA], 600),
        requested_at=(frame["created_at"][pick] + pd.to_timedelta(rng.integers(1, 200, 600), unit="h")).tolist(),
    )
    table_["responded_at"] = (table_["requested_at"] + pd.to_timedelta(rng.integers(1, 90, 600), unit="h")).astype(made.UTC_TIMES)
    return frame, table_


def test_shuffled_rows_change_no_metric_and_breakdowns_add_up():
    frame, table_ = many()
    rules = policy(more=HOURS_48)
    mixed = table_.sample(frac=1, random_state=1).reset_index(drop=True)
    shuffled = frame.sample(frac=1, random_state=2).reset_index(drop=True)
    once, again = (analysed(EVERY, f, rules, returns=t) for f, t in ((frame, table_), (shuffled, mixed)))
    assert once.metrics == again.metrics
    for name in RETURNS:
        assert sum(n for _, n in once.metric(name).breakdown) == once.judged[name].fillna(value=False).sum(), name
    slow = {"completed": 0, "in_progress": 0}
    for status, at in zip(table_["status"], frame["created_at"][frame["order_id"].isin(table_["order_id"])], strict=True):
        inside = "2026-05-11" <= at.tz_convert("Europe/London").date().isoformat() <= "2026-06-07"
        if status in slow:
            slow[status] += inside
    assert counts(once.metric("return_rate"))[0] == sum(slow.values())
    assert counts(once.metric("refund_rate"))[0] == slow["completed"]


def test_every_metric_says_its_definition_and_no_because():
    frame, table_ = many()
    for metric in analysed(EVERY, frame, policy(more=HOURS_48), returns=table_).metrics:
        assert metric.definition.endswith("."), metric.id
        assert "Share of" in metric.definition or "share of" in metric.definition
        assert "because of the" not in metric.sentence
        assert metric.unavailable or metric.periods, metric.id


def test_a_case_without_any_order_has_the_answers_still(twenty):
    table_ = returned(
        twenty, [0, 1], responded_at=["2026-05-20T13:00Z"] * 2, requested_at=["2026-05-20T12:00Z", "2026-06-20T12:00Z"]
    )
    found = analysed((*ANSWER, *RETURNS), twenty.iloc[:0], policy(more=HOURS_48), returns=table_)
    assert counts(found.metric("return_response")) == (1, 1)
