"""Late dispatch by the platform's own deadlines, pre-orders, cut-off hours, the US formula; deliveries; labels without a parcel."""

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit.metrics import analyse
from kit.metrics.deadlines import deadlines
from kit.metrics.late_orders import ALL_DISPATCHED, Counting, counting_of, judge

CREATED = "2026-05-05T09:00Z"  # Tuesday; due by the rule at the end of Thursday 7 May, London
RULE_DUE = pd.Timestamp("2026-05-07T22:59:59.999999Z")
EXPORTED = pd.Timestamp(made.EXPORTED)


def rows(count=1, **columns):
    given = {"created_at": [CREATED] * count, "paid_at": [CREATED] * count, "status": ["to_ship"] * count}
    return made.frame(count, **{**given, **columns})


def judged(table, policy=None, clock="handover", kinds=None):
    policy = policy or made.policy()
    found = judge(table, deadlines(table, policy, clock, kinds), EXPORTED, clock, counting_of(policy))
    return [
        "late" if bad else "in time" if reason < 0 else found.reasons[reason]
        for bad, reason in zip(found.bad, found.reason, strict=True)
    ]


def analysed(table, policy=None, case=None, **tables):
    return analyse(case or made.case(), made.orders(table, **tables), policy or made.policy(), made.logistics())


# --- whose deadline --------------------------------------------------------------------------------


def test_the_platforms_own_deadline_wins_and_the_rest_is_said_to_be_rebuilt():
    own = ["2026-05-06T12:00Z", None, "2026-05-20T12:00Z"]
    table = rows(3, handover_due_at=own, shipped_at=["2026-05-07T12:00Z", "2026-05-07T12:00Z", "2026-05-15T12:00Z"])
    due = deadlines(table, made.policy(), "handover")
    assert list(due.due_at) == [pd.Timestamp(own[0]), RULE_DUE, pd.Timestamp(own[2])]
    assert judged(table) == ["late", "in time", "in time"]
    assert "2 of 3 orders carry the platform's own deadline" in due.said
    assert "that of the others was rebuilt as: by the end of the 2nd working day" in due.said
    assert "by the platform's own deadline where one is stated, else" in due.rule


def test_where_all_deadlines_are_the_platforms_nothing_is_called_rebuilt():
    due = deadlines(rows(handover_due_at=["2026-05-06T12:00Z"]), made.policy(), "handover")
    assert due.said is None
    assert due.rule == "by the platform's own deadline for it"
    assert "Open API" in due.source


def test_the_label_has_another_deadline_than_the_hand_over():
    table = rows(label_due_at=["2026-05-06T12:00Z"], rts_at=["2026-05-07T12:00Z"], shipped_at=["2026-05-07T13:00Z"])
    assert judged(table, clock="label") == ["late"]
    assert judged(table, clock="handover") == ["in time"]


def test_own_deadlines_hold_even_where_no_rule_is_known():
    nobody = made.policy(deadline=(None, ""))
    table = rows(2, handover_due_at=["2026-05-06T12:00Z", None], shipped_at=["2026-05-07T12:00Z"] * 2)
    assert judged(table, nobody) == ["late", "no deadline known"]
    assert "the others have none" in deadlines(table, nobody, "handover").said
    assert "late_dispatch.deadline" in deadlines(rows(), nobody, "handover")


# --- orders with a deadline of their own -------------------------------------------------------------


def test_a_pre_order_is_counted_from_its_release_or_not_at_all():
    rule = made.policy(more={"late_dispatch.preorder_deadline": (1, "business_days")})
    table = rows(2, release_at=["2026-05-12T00:00Z", None], shipped_at=["2026-05-13T12:00Z", "2026-05-06T12:00Z"])
    kinds = {"pre_order": np.array([True, True])}
    assert judged(table, rule, kinds=kinds) == ["in time", "pre-order without a known deadline"]  # due 13 May
    assert judged(table, kinds=kinds) == ["pre-order without a known deadline"] * 2  # no fact states it
    late = rows(release_at=["2026-05-12T00:00Z"], shipped_at=["2026-05-14T12:00Z"])
    assert judged(late, rule) == ["late"]  # the release alone tells a pre-order
    assert "pre-orders, rebuilt as 1 business days after their release" in deadlines(late, rule, "handover").said


def test_goods_made_to_order_are_never_judged_by_the_rule_for_others():
    table = rows(2, handling_days=[5, None], shipped_at=["2026-05-12T12:00Z", "2026-05-20T12:00Z"])
    kinds = {"made_to_order": np.array([False, True])}
    lacking = "made to order, without a known deadline"
    assert judged(table, kinds=kinds) == [lacking, lacking]
    stated = made.policy(more={"late_dispatch.handling_unit": "business_days"})
    assert judged(table, stated, kinds=kinds) == ["in time", lacking]  # due 12 May, five working days


def test_handling_days_are_of_the_kind_that_the_data_state():
    shipped = ["2026-05-12T12:00Z", "2026-05-11T12:00Z", "2026-05-12T12:00Z"]  # ordered on Tuesday 5 May
    table = rows(3, handling_days=[5] * 3, handling_unit=["business_days", "calendar_days", None], shipped_at=shipped)
    assert judged(table) == ["in time", "late", "made to order, without a known deadline"]
    assert judged(table, made.policy(more={"late_dispatch.handling_unit": "calendar_days"})) == ["in time", "late", "late"]


def test_a_kind_on_one_line_makes_the_order_special():
    table = rows(shipped_at=["2026-05-20T12:00Z"])
    two = pd.concat([table.assign(order_kind="normal"), table.assign(order_kind="pre_order")], ignore_index=True)
    found = analyse(made.case(), made.orders(table, two), made.policy(), made.logistics())
    assert found.metric("late_dispatch").rate("before").excluded == (("pre-order without a known deadline", 1),)


@pytest.mark.parametrize(
    ("created", "due"),
    [
        ("2026-05-05T12:59Z", "2026-05-05"),  # Tuesday 13:59 in London: the same day
        ("2026-05-05T13:00Z", "2026-05-06"),  # 14:00
        ("2026-05-08T15:00Z", "2026-05-11"),  # Friday after the cut-off: Monday
        ("2026-05-09T08:00Z", "2026-05-11"),  # Saturday morning
        ("2026-05-10T20:00Z", "2026-05-11"),  # Sunday evening
    ],
)
def test_a_cut_off_hour(created, due):
    cutoff = made.policy(deadline=(0, "business_days"), more={"late_dispatch.cutoff_hour": "14:00"})
    found = deadlines(rows(created_at=[created]), cutoff, "handover")
    assert found.due_at[0].tz_convert("Europe/London").date().isoformat() == due
    assert "if placed before 14:00 on a working day, else of the next working day" in found.rule


# --- who counts --------------------------------------------------------------------------------------


def test_the_us_formula_counts_late_own_orders_of_all_that_were_dispatched():
    """The page's example, 25 of 200, in small: 1 late of 4 dispatched, one of them the platform's own."""
    formula = made.policy(more={"late_dispatch.formula": ALL_DISPATCHED})
    shipped = ["2026-05-06T09:00Z", "2026-05-20T09:00Z", "2026-05-06T09:00Z", "2026-05-20T09:00Z", None]
    table = rows(5, shipped_at=shipped, fulfilment=["seller", "seller", "seller", "platform", "seller"])
    assert judged(table, formula)[:4] == ["in time", "late", "in time", "in time"]
    assert judged(table, formula)[4].startswith("not dispatched")
    assert judged(table) == ["in time", "late", "in time", "fulfilled by the platform", "late"]
    metric = analysed(table, formula).metric("late_dispatch_handover")
    assert (metric.rate("before").numerator, metric.rate("before").denominator) == (1, 4)
    assert "below it all orders dispatched" in metric.definition


def test_samples_count_unless_a_fact_leaves_them_out():
    table = rows(3, shipped_at=["2026-05-20T09:00Z"] * 3, is_sample=[True, False, None], is_replacement=[False, True, None])
    without = made.policy(more={"late_dispatch.left_out": (("samples",), "")})
    assert judged(table) == ["late"] * 3
    assert judged(table, without) == ["sample", "late", "late"]
    assert "Samples and replacements count: no rule read leaves them out" in analysed(table).metric("late_dispatch").definition
    assert "Replacements count" in analysed(table, without).metric("late_dispatch").definition
    assert counting_of(without) == Counting(left_out=("samples",))


def test_no_dispatch_rule_leaves_the_other_metrics():
    table = made.planted(lambda f: f.warehouse == "Daventry", rows=400).orders
    table["delivered_at"] = table["shipped_at"] + pd.Timedelta(days=1)
    policy = made.policy(deadline=(None, ""), more={"on_time_delivery.deadline": (4, "business_days")})
    found = analysed(table, policy)
    assert "late_dispatch.deadline" in found.metric("late_dispatch").unavailable
    assert found.metric("on_time_delivery").rate("during").denominator > 50
    assert found.main == "on_time_delivery"


# --- delivery ------------------------------------------------------------------------------------------

OTD = made.policy(more={"on_time_delivery.deadline": (4, "business_days")})  # Tuesday 5 May: by Monday 11 May
IN_TIME, TOO_LATE = "2026-05-11T20:00Z", "2026-05-12T08:00Z"


def delivered(policy=OTD, **columns):
    """'on time', 'not on time' or why the first order is left out; a second order is there so that there is a column."""
    two = {name: [*values, None] for name, values in columns.items()}
    table = rows(2, **{"delivered_at": [None, IN_TIME], "status": ["shipped", "delivered"], **two})
    found = analysed(table.assign(delivered_at=table["delivered_at"].fillna(pd.NaT)), policy)
    value = found.judged["on_time_delivery"].iloc[0]
    if not pd.isna(value):
        return "on time" if value else "not on time"
    return found.metric("on_time_delivery").rate("before").excluded[0][0]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"delivered_at": [IN_TIME]}, "on time"),
        ({"delivered_at": [TOO_LATE]}, "not on time"),
        ({}, "not on time"),  # past due and not delivered
        ({"delivered_at": [TOO_LATE], "delivery_due_at": ["2026-05-20T00:00Z"]}, "on time"),
        ({"delivered_at": [IN_TIME], "delivery_due_at": ["2026-05-07T00:00Z"]}, "not on time"),
        ({"status": ["delivered"]}, "delivery time missing"),
        ({"fulfilment": ["platform"]}, "fulfilled by the platform"),
        ({"cancelled_at": [IN_TIME]}, "cancelled and not delivered"),
        ({"release_at": ["2026-06-01T00:00Z"]}, "pre-order or made to order, without a known delivery deadline"),
        ({"delivery_due_at": ["2026-08-01T00:00Z"]}, "not yet due for delivery when the data were exported"),
    ],
)
def test_who_is_delivered_on_time(columns, expected):
    assert delivered(**columns) == expected


def test_delivery_is_better_when_high_and_says_how_it_was_rebuilt():
    table = rows(2, delivered_at=[IN_TIME, TOO_LATE], delivery_due_at=["2026-05-12T00:00Z", None])
    metric = analysed(table, OTD).metric("on_time_delivery")
    assert (metric.better, metric.rate("before").numerator, metric.rate("before").denominator) == ("high", 1, 2)
    assert "1 of 2 orders carry the platform's own delivery deadline" in metric.reconstructed
    paid = made.policy(more={"on_time_delivery.deadline": (4, "business_days"), "on_time_delivery.start": "paid"})
    later = rows(paid_at=["2026-05-08T09:00Z"], delivered_at=["2026-05-14T09:00Z"])
    assert analysed(later, paid).metric("on_time_delivery").rate("before").numerator == 1
    assert analysed(later, OTD).metric("on_time_delivery").rate("before").numerator == 0


def test_the_orders_that_were_not_on_time_are_looked_into():
    planted = made.planted(lambda f: f.carrier == "Calder Express", rows=3000, rise=0.4)
    table = planted.orders
    table["delivered_at"] = (table["shipped_at"] + pd.Timedelta(hours=20)).astype(made.UTC_TIMES)
    table["delivery_due_at"] = deadlines(table, made.policy(), "handover").due_at + pd.Timedelta(hours=20)
    violation = {**made.case().violation.model_dump(mode="json"), "figures": [{"metric": "on_time_delivery", "value": "80%"}]}
    found = analysed(table, OTD, made.case(violation=violation))
    assert found.main == found.metrics[0].id == "on_time_delivery"
    during = found.metric("on_time_delivery").rate("during")
    assert len(found.affected) == during.denominator - during.numerator > 0
    assert (found.affected["hours_late"].dropna() > 0).all()
    assert (found.drivers[0].column, found.drivers[0].value) == ("carrier", "Calder Express")
    assert "were delivered on time" in found.action_effects[0].sentence


# --- labels without a parcel ------------------------------------------------------------------------------


def test_labels_without_a_parcel_are_those_open_today():
    label = "2026-05-05T12:00Z"
    table = rows(
        7,
        rts_at=[label, label, label, label, label, None, label],
        shipped_at=[None, "2026-05-20T09:00Z", None, None, None, None, None],
        scan_at=[None, None, "2026-05-21T09:00Z", None, None, None, None],
        cancelled_at=[None, None, None, "2026-05-06T09:00Z", None, None, None],
        status=["to_ship", "shipped", "to_ship", "cancelled", "shipped", "to_ship", "to_ship"],
        created_at=[*[CREATED] * 6, "2026-07-04T09:00Z"],
    )
    metric = analysed(table).metric("label_not_handed_over")
    assert (metric.rate("before").numerator, metric.rate("before").denominator) == (1, 3)
    assert dict(metric.rate("before").excluded) == {
        "cancelled before the parcel was handed over": 1,
        "hand-over time missing": 1,
        "no label": 1,
    }
    assert "Open on 5 July 2026 at 21:00: 1 of 3 orders." in metric.sentence
    assert analysed(rows(rts_at=[label])).metric("label_not_handed_over").unavailable


# --- other data than orders -----------------------------------------------------------------------------


def test_returns_alone_give_the_days():
    returns = pd.DataFrame({"return_id": ["1", "2"], "requested_at": pd.to_datetime(["2026-05-03T09:00Z", "2026-06-03T09:00Z"])})
    nothing = made.orders(made.frame(0), returns=returns.astype({"requested_at": made.UTC_TIMES}))
    found = analyse(made.case(), nothing, made.policy(), made.logistics())
    assert [name for name, _ in found.periods] == ["before", "during"]
    assert any("the days are those of the returns" in note for note in found.notes)
    assert all(metric.unavailable for metric in found.metrics)
    assert len(found.judged) == 0


def test_a_rule_that_counts_other_days_is_said():
    found = analysed(
        made.planted(lambda f: f.warehouse == "x", rows=400).orders, made.policy(more={"late_dispatch.window_days": 30})
    )
    assert any("over 30 days (grade third party); this case's window has 28 days" in note for note in found.notes)


def test_the_notices_figure_of_a_metric_without_clocks_is_held_against_ours():
    table = made.planted(lambda f: f.warehouse == "x", rows=600).orders
    table["delivered_at"] = (table["shipped_at"] + pd.Timedelta(hours=1)).astype(made.UTC_TIMES)
    case = made.case()
    share = analysed(table, OTD).metric("on_time_delivery").rate("during").value
    figures = ({"metric": "on_time_delivery", "value": f"{share:.1%}"},)
    violation = {**case.violation.model_dump(mode="json"), "figures": list(figures)}
    notes = " ".join(analysed(table, OTD, made.case(violation=violation)).notes)
    assert "which is the same" in notes


# --- which days count, and of which orders tracking tells ----------------------------------------------


def daily(a_day=20, **columns):
    """So many orders a day from 1 June to 5 July, each shipped a day later."""
    created = pd.Series(np.repeat(pd.date_range("2026-06-01T08:00Z", "2026-07-05T08:00Z"), a_day))
    sent = (created + pd.Timedelta(days=1)).where(created < "2026-07-04T00:00Z")
    numbers = [f"N{n}" for n in range(len(created))]
    return made.frame(len(created), created_at=created, paid_at=created, shipped_at=sent, tracking_id=numbers, **columns)


def test_one_order_with_a_far_deadline_ends_no_period():
    table = daily(handover_due_at=pd.NA)
    plain = analyse(made.case(), made.orders(table), made.policy(), made.logistics())
    table.loc[130, "handover_due_at"] = pd.Timestamp("2026-08-01T12:00Z")  # of 7 June
    found = analyse(made.case(), made.orders(table), made.policy(), made.logistics())
    assert found.periods == plain.periods
    assert found.metric("late_dispatch").rate("during").excluded == (("not yet due when the data were exported", 1),)
    assert any("1 orders of the days before were not yet due at export either" in note for note in found.notes)
    table.loc[120:122, "handover_due_at"] = pd.Timestamp("2026-08-01T12:00Z")
    again = analyse(made.case(), made.orders(table), made.policy(), made.logistics())
    assert again.periods == plain.periods  # a day that is not due ends nothing while later days are


def test_the_last_day_is_the_last_of_which_nearly_all_orders_are_due():
    table = daily()
    deadline = pd.Series(pd.Timestamp("2026-07-01T12:00Z"), index=table.index)
    table["handover_due_at"] = deadline.mask(table["created_at"] > "2026-06-28T00:00Z", pd.Timestamp("2026-07-09T12:00Z"))
    ends = {}
    for waiting in (1, 2):
        table.loc[table.index[27 * 20 - waiting : 27 * 20], "handover_due_at"] = pd.Timestamp("2026-07-09T12:00Z")
        found = analyse(made.case(), made.orders(table), made.policy(), made.logistics())
        ends[waiting] = dict(found.periods)["after"].end.isoformat()
    assert ends == {1: "2026-06-27", 2: "2026-06-26"}  # one of twenty may wait, two may not


def parcels(numbers, scans):
    times = pd.Series(scans, dtype=made.UTC_TIMES)
    known = pd.Series(["2026-07-05T12:00Z"] * len(numbers), dtype=made.UTC_TIMES)
    return pd.DataFrame({"tracking_id": pd.Series(numbers, dtype="str"), "first_scan": times, "latest_at": known})


def test_by_scan_only_orders_whose_tracking_was_asked_count():
    table = daily(scan_at=pd.NaT)
    table["status"] = table["status"].mask(table["shipped_at"].notna(), "shipped").mask(table["shipped_at"].isna(), "to_ship")
    table.loc[[0, 1], "scan_at"] = pd.Timestamp("2026-06-02T12:00Z")
    table.loc[[2], "scan_at"] = pd.Timestamp("2026-06-09T12:00Z")  # late
    table.loc[[10], ["shipped_at", "status"]] = [pd.NaT, "to_ship"]  # overdue, and nobody could ask for it
    asked = ["N0", "N1", "N2", "N3"]  # of the last the answer shows the label only: late
    some = made.orders(table, parcels=parcels(asked, [*table.loc[:2, "scan_at"], pd.NaT]))
    found = analyse(made.case(), some, made.policy(clock="scan"), made.logistics()).metric("late_dispatch_scan")
    rate = found.rate("during")
    assert (rate.numerator, rate.denominator) == (2, 4)
    assert dict(rate.excluded) == {"no tracking answer for its number": 136}
    assert found.sentence.startswith("Counted to carrier scan, of the 4 of ")
    assert "whose tracking was asked" in found.sentence
    assert "is left out and counted apart" in found.definition
    every = table.assign(scan_at=table["scan_at"].where(table.index < 4, table["shipped_at"]))
    numbers = every["tracking_id"][every["shipped_at"].notna()]
    whole = made.orders(every, parcels=parcels(list(numbers), list(every["scan_at"][numbers.index])))
    analysis = analyse(made.case(), whole, made.policy(clock="scan"), made.logistics())
    rate = analysis.metric("late_dispatch_scan").rate("during")
    assert (rate.numerator, rate.denominator) == (3, 140)  # now the order that never left is late too
    assert any("answers tell: during 139 of 139" in note for note in analysis.notes)


def test_an_answer_from_before_the_deadline_makes_no_order_late():
    table = daily(scan_at=pd.NaT)
    table.loc[0, "scan_at"] = pd.Timestamp("2026-06-02T12:00Z")
    table["status"] = "shipped"
    early = parcels(["N0", "N1"], [table["scan_at"][0], pd.NaT]).assign(latest_at=pd.Timestamp("2026-06-02T12:00Z"))
    found = analyse(made.case(), made.orders(table, parcels=early), made.policy(clock="scan"), made.logistics())
    rate = found.metric("late_dispatch_scan").rate("during")
    assert (rate.numerator, rate.denominator) == (0, 1)
    assert dict(rate.excluded)["not yet due when its tracking was asked"] == 1


def test_the_us_words_say_that_orders_never_dispatched_stand_in_neither():
    formula = made.policy(more={"late_dispatch.formula": "own late / all dispatched"})
    words = analyse(made.case(), made.orders(daily()), formula, made.logistics()).metric("late_dispatch").definition
    assert "stands in neither" in words
    assert "counts as late" not in words
