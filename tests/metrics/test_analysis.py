"""The whole analysis on frames whose truth is known."""

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit.metrics import analyse
from kit.metrics.measures import known
from kit.tools import statistics


def analysed(orders, case=None, policy=None):
    return analyse(case or made.case(), orders, policy or made.policy(), made.logistics())


@pytest.fixture(scope="module")
def daventry():
    orders = made.planted(lambda f: f.warehouse == "Daventry")
    return orders, analysed(orders)


def test_without_orders_there_is_a_note_and_nothing_else():
    empty = analysed(None)
    assert (empty.periods, empty.metrics, empty.drivers, empty.affected) == ((), (), (), None)
    assert "orders/" in empty.notes[0]


def test_orders_without_a_created_time_or_not_yet_due_give_a_note():
    assert "created time" in analysed(made.orders(made.frame(2))).notes[0]
    waiting = made.orders(made.frame(1, created_at=["2026-07-05T10:00Z"]))
    assert "No order was due yet" in analysed(waiting).notes[0]


def test_the_counts_are_those_of_a_slow_count_by_hand(daventry):
    orders, analysis = daventry
    rate = analysis.metric("late_dispatch").rate("during")
    late = of = 0
    judged = analysis.judged.set_index("order_id")
    for row in orders.orders.itertuples():
        day = row.created_at.tz_convert("Europe/London").date().isoformat()
        if "2026-05-11" <= day <= "2026-06-07":
            of += 1
            late += row.shipped_at > judged.due_at[row.order_id]
    assert (rate.numerator, rate.denominator) == (late, of)
    assert (rate.low, rate.high) == statistics.wilson(late, of)


def test_an_order_of_three_lines_counts_once(daventry):
    orders, analysis = daventry
    lines = pd.concat([orders.lines] * 3, ignore_index=True)
    again = analysed(made.orders(orders.orders, lines))
    assert again.metrics == analysis.metrics
    assert again.drivers == analysis.drivers


def test_shuffled_orders_change_no_metric(daventry):
    orders, analysis = daventry
    mixed = orders.orders.sample(frac=1, random_state=1).reset_index(drop=True)
    again = analysed(made.orders(mixed))
    assert again.metrics == analysis.metrics
    assert again.affected.equals(analysis.affected)


def test_three_clocks_are_three_metrics_and_the_case_chooses(daventry):
    orders, analysis = daventry
    assert tuple(m.id for m in analysis.metrics)[:4] == (
        "late_dispatch",
        "late_dispatch_label",
        "late_dispatch_handover",
        "late_dispatch_scan",
    )
    assert set(known()) >= {m.id for m in analysis.metrics}
    assert analysis.metric("late_dispatch").periods == analysis.metric("late_dispatch_handover").periods
    assert analysis.metric("late_dispatch").clock == "handover"
    assert analysed(orders, made.case(metrics=[])).metric("late_dispatch").clock == "label"  # the site's fact


def test_a_clock_without_data_is_unavailable_not_zero(daventry):
    scan = daventry[1].metric("late_dispatch_scan")
    assert scan.periods == ()
    assert "carrier scan" in scan.unavailable


def test_no_orders_in_a_period_is_not_a_zero_share(daventry):
    table = daventry[0].orders
    only = table[table["created_at"] >= "2026-05-10T23:00Z"].reset_index(drop=True)
    gap = only[(only["created_at"] < "2026-05-10T23:00Z") | (only["created_at"] > "2026-06-07T23:00Z")].reset_index(drop=True)
    first = made.planted(lambda f: f.warehouse == "x").orders.head(1)
    analysis = analysed(made.orders(pd.concat([first, gap], ignore_index=True)))
    during = analysis.metric("late_dispatch").rate("during")
    assert (during.denominator, during.value, during.low) == (0, None, None)
    assert "No orders created 11 May to 7 June 2026 are counted." in analysis.metric("late_dispatch").sentence


def test_weeks_run_monday_to_sunday_and_hold_every_counted_order(daventry):
    metric = daventry[1].metric("late_dispatch")
    assert metric.weekly[0].window.start.isoformat() == "2026-04-27"
    assert metric.weekly[-1].window.end.isoformat() == "2026-07-01"  # cut at the last day that is all due
    assert all(week.window.start.weekday() == 0 for week in metric.weekly)
    counted = daventry[1].judged["late_handover"].notna() & (daventry[1].judged["day"] <= pd.Timestamp("2026-07-01"))
    assert sum(week.denominator for week in metric.weekly) == counted.sum()


def test_exclusions_are_counted_by_reason(daventry):
    table = daventry[0].orders.copy()
    inside = table.index[(table["created_at"] > "2026-05-20T00:00Z")][:30]
    table.loc[inside[:10], "fulfilment"] = "platform"
    table.loc[inside[10:], "cancel_by"] = "buyer"
    table.loc[inside[10:], "cancelled_at"] = table.loc[inside[10:], "created_at"]
    table.loc[inside[10:], "shipped_at"] = pd.NaT
    rate = analysed(made.orders(table)).metric("late_dispatch").rate("during")
    assert rate.excluded == (("fulfilled by the platform", 10), ("cancelled by the buyer before it was due", 20))
    assert rate.denominator == daventry[1].metric("late_dispatch").rate("during").denominator - 30


def test_the_sentence_has_counts_and_interval_and_no_because(daventry):
    metric = daventry[1].metric("late_dispatch")
    for name, rate in metric.periods:
        assert f"{rate.numerator:,} of {rate.denominator:,} orders" in metric.sentence, name
    assert "95% interval" in metric.sentence
    assert "fell after" in metric.sentence
    assert "because" not in metric.sentence.lower()
    assert "rebuilt" in metric.reconstructed


def test_affected_are_the_late_orders_of_the_window(daventry):
    analysis = daventry[1]
    affected = analysis.affected
    assert len(affected) == analysis.metric("late_dispatch").rate("during").numerator
    assert affected["created_at"].is_monotonic_increasing
    assert (affected["hours_late"] > 0).all()
    assert list(affected) == ["order_id", "created_at", "due_at", "clock_at", "hours_late", "warehouse", "carrier", "status"]


def test_an_order_still_there_is_late_until_the_export():
    late = made.frame(1, created_at=["2026-05-12T09:00Z"], paid_at=["2026-05-12T09:00Z"], status=["to_ship"])
    other = made.planted(lambda f: f.warehouse == "Daventry", rows=500).orders
    table = pd.concat([other[other["created_at"] < "2026-05-12T08:00Z"], late.assign(order_id="999")], ignore_index=True)
    row = analysed(made.orders(table)).affected.set_index("order_id").loc["999"]
    assert pd.isna(row.clock_at)
    assert row.hours_late == pytest.approx((pd.Timestamp(made.EXPORTED) - row.due_at).total_seconds() / 3600)


def test_notes_say_what_was_assumed(daventry):
    notes = " ".join(daventry[1].notes)
    assert "Europe/London" in notes
    assert "25 May 2026 (Spring Bank Holiday)" in notes
    assert "transition" in notes
    assert "not all were due at export" in notes


# --- the notice's own figure ----------------------------------------------------------------------


def noticed(value, orders, clock="handover"):
    violation = {**made.case().violation.model_dump(mode="json"), "figures": [{"metric": "late_dispatch", "value": value}]}
    choice = [{"id": "late_dispatch", "clock": clock, "because": "x"}]
    return " ".join(analysed(orders, made.case(violation=violation, metrics=choice)).notes)


def test_the_clock_that_reproduces_the_notice_is_named(daventry):
    orders, analysis = daventry
    share = analysis.metric("late_dispatch").rate("during").value
    notes = noticed(f"{share:.1%}", orders)
    assert "The clock that reproduces it: hand-over." in notes
    assert "check the notice's words" not in notes


def test_a_case_that_counts_another_clock_than_the_notice_is_told(daventry):
    notes = noticed("0.3%", daventry[0])
    assert "The clock that comes nearest: label." in notes
    assert "This case counts to hand-over: check the notice's words." in notes


def test_a_notice_without_a_share_gives_no_note(daventry):
    assert "The notice states" not in noticed("many orders", daventry[0])


# --- actions --------------------------------------------------------------------------------------


def test_actions_close_together_cannot_be_told_apart(daventry):
    effects = daventry[1].action_effects
    assert [e.action for e in effects] == ["cutoff", "contract", "check"]
    assert effects[0].overlaps == ("contract", "check")
    assert "cannot tell it apart from contract and check" in effects[0].sentence
    assert {(e.before, e.after) for e in effects} == {(effects[0].before, effects[0].after)}
    assert effects[0].before.window.days % 7 == 0
    assert effects[0].after.window.start.isoformat() == "2026-06-16"
    one = effects[0]
    counts = (one.before.numerator, one.before.denominator, one.after.numerator, one.after.denominator)
    assert (one.low, one.high) == statistics.newcombe(*counts)
    assert one.low > 0
    assert one.orders_needed is None


def test_actions_weeks_apart_have_their_own_windows(daventry):
    actions = [{"id": "one", "what": "x", "done": "2026-05-25"}, {"id": "two", "what": "x", "done": "2026-06-15"}]
    one, two = analysed(daventry[0], made.case(corrective=actions)).action_effects
    assert one.overlaps == two.overlaps == ()
    assert one.after.window.end < two.before.window.end
    assert one.before.window.start >= made.case().violation.window.start
    assert one.after.window.end.isoformat() == "2026-06-08"  # two whole weeks, before the next action
    assert two.before.window.start.isoformat() == "2026-06-01"
    assert two.low > 0
    assert one.low < 0 < one.high  # nothing fell after the first
    assert one.orders_needed is None or one.orders_needed > 100


def test_an_action_just_now_is_not_compared_but_said(daventry):
    actions = [{"id": "new", "what": "x", "done": "2026-06-28"}]
    analysis = analysed(daventry[0], made.case(corrective=actions))
    assert analysis.action_effects == ()
    assert any("Action new" in note for note in analysis.notes)


def test_the_analysis_does_not_change_the_orders(daventry):
    orders = made.planted(lambda f: f.warehouse == "Daventry", rows=800)
    seen = orders.orders.copy(deep=True)
    analysed(orders)
    pd.testing.assert_frame_equal(orders.orders, seen)


def test_an_odd_index_of_the_frame_does_no_harm(daventry):
    orders, analysis = daventry
    shifted = orders.orders.copy()
    shifted.index = np.arange(len(shifted))[::-1] * 3
    assert analysed(made.orders(shifted)).metrics == analysis.metrics
