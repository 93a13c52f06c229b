"""What a metric says of itself: rebuilt deadlines, small counts, how many orders would show a difference, partial tracking."""

from datetime import UTC, datetime
from math import sqrt
from statistics import NormalDist

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit.metrics import analyse, small_counts
from kit.metrics.counting import rate_of
from kit.metrics.of_orders import change
from kit.model import Family, Window
from kit.policy import resolve, sites
from kit.tools.statistics import clopper_pearson, poisson_interval, rate_ratio

EXPORTED = datetime(2026, 7, 5, 20, 0, tzinfo=UTC)
MAY = Window(start="2026-05-11", end="2026-06-07")
JUNE = Window(start="2026-06-16", end="2026-06-29")
DEADLINED = ("late_dispatch", "on_time_delivery", "label_not_handed_over", "return_response")


def family(*metrics):
    return Family.model_validate({"id": "made", "title": "Made", "subject": "Made", "metrics": metrics})


# --- rebuilt deadlines ----------------------------------------------------------------------------


def shop(own):
    """Two orders and a request of each; with `own`, the platform's deadlines stand in the data."""
    at, due = ["2026-05-12T05:00Z"] * 2, ["2026-05-14T05:00Z"] * 2
    deadlines = ("label_due_at", "handover_due_at", "delivery_due_at")
    columns = dict.fromkeys(("created_at", "paid_at", "rts_at", "shipped_at", "scan_at", "delivered_at"), at)
    columns |= dict.fromkeys(deadlines, due) if own else {}
    frame = made.frame(2, **columns)
    for name in deadlines:  # the contract has them as columns, empty or not
        frame[name] = pd.to_datetime(pd.Series(due if own else [None] * 2), utc=True).astype(made.UTC_TIMES)
    returns = pd.DataFrame({name: pd.Series([pd.NA] * 2, dtype=kind) for name, kind in RETURN_COLUMNS.items()})
    returns["return_id"], returns["order_id"] = ["r0", "r1"], frame["order_id"]
    for name in ("requested_at", "responded_at", *(("respond_by",) if own else ())):
        returns[name] = pd.to_datetime(pd.Series(due if name == "respond_by" else at), utc=True).astype(made.UTC_TIMES)
    return frame, returns


def return_columns():
    from kit.orders.fields import TABLES

    kinds = {"time": made.UTC_TIMES, "count": "Int64", "flag": "boolean", "money": "object"}
    return {name: kinds.get(field.kind, "str") for name, field in TABLES["returns"].fields.items()}


RETURN_COLUMNS = return_columns()


@pytest.mark.spread(8)
@pytest.mark.parametrize("profile", ["official", "seed"])
@pytest.mark.parametrize("code", sorted(sites()))
def test_on_each_site_the_definition_says_that_a_deadline_is_reconstructed(code, profile):
    rules = resolve(code, profile, seller_type="local", fulfilment="seller", day=EXPORTED.date())
    for own in (False, True):
        frame, returns = shop(own)
        found = analyse(made.case(), made.orders(frame, None, EXPORTED, returns=returns), rules, family(*DEADLINED))
        for name in DEADLINED:
            metric = found.metric(name)
            if metric.unavailable:
                assert not own  # the platform's own deadlines need no rule
                assert "deadline" in metric.unavailable
                continue
            assert bool(metric.reconstructed) is not own
            assert ("reconstructed by that rule; the platform's own may differ" in metric.definition) is not own


def test_half_of_the_deadlines_rebuilt_is_said_as_half():
    frame, returns = shop(own=True)
    frame.loc[1, ["label_due_at", "handover_due_at", "delivery_due_at"]] = pd.NaT
    returns.loc[1, "respond_by"] = pd.NaT
    rules = resolve("US", "official", seller_type="local", fulfilment="seller", day=EXPORTED.date())
    found = analyse(made.case(), made.orders(frame, None, EXPORTED, returns=returns), rules, family(*DEADLINED))
    for name in DEADLINED:
        assert "Where the data state no deadline, it is reconstructed by that rule" in found.metric(name).definition, name
    assert (
        "the platform's own where one is stated, else by the end of working day 2" in found.metric("return_response").definition
    )


# --- small counts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("late", "of", "small"), [(4, 400, True), (5, 400, False), (396, 400, True), (0, 0, False), (0, 3, True)]
)
def test_small_is_fewer_than_five_on_one_side(late, of, small):
    assert small_counts.is_small(rate_of(late, of, MAY)) is small


def test_exact_limits_are_said_for_the_small_ones_only():
    low, high = clopper_pearson(0, 20)
    said = small_counts.exact((("before", rate_of(0, 20, MAY)), ("during", rate_of(40, 400, MAY))))
    assert said.endswith(f"(Clopper-Pearson): before {low:.1%}–{high:.1%}.".replace("%–", "–"))
    assert "16.8%" in said  # R's binom.test(0, 20)
    assert small_counts.exact((("during", rate_of(40, 400, MAY)),)) == ""


def test_a_small_side_is_compared_by_number_too():
    before, after = rate_of(18, 1000, MAY), rate_of(3, 700, JUNE)
    said = small_counts.compared(before, after)
    low, high = poisson_interval(3)
    assert f"18 in 28 days (10.7 to 28.4), then 3 in 14 days ({low:.1f} to {high:.1f})" in said
    ratio = rate_ratio(18, 4, 3, 2)
    assert f"by the week {ratio.ratio:.1f} to 1 ({ratio.low:.1f} to {ratio.high:.1f})" in said
    assert small_counts.compared(rate_of(18, 1000, MAY), rate_of(9, 700, JUNE)) == ""
    assert small_counts.compared(rate_of(18, 1000, MAY), rate_of(0, 700, JUNE)).endswith("then 0 in 14 days (0.0 to 3.7).")


# --- how many orders would be needed --------------------------------------------------------------


def power(n, p1, p2):
    """R's power.prop.test, solved for the power: two-sided at 5 %, the far tail left out as R does."""
    normal = NormalDist()
    spread = normal.inv_cdf(0.975) * sqrt((p1 + p2) * (1 - (p1 + p2) / 2))
    return normal.cdf((sqrt(n) * abs(p1 - p2) - spread) / sqrt(p1 * (1 - p1) + p2 * (1 - p2)))


@pytest.mark.parametrize(("during", "after"), [((6, 120), (3, 150)), ((4, 30), (1, 25)), ((30, 500), (20, 480))])
def test_what_is_not_significant_says_how_many_orders_would_be_enough(during, after):
    text = change(rate_of(*during, MAY), rate_of(*after, JUNE), "orders")
    assert "within what chance alone would give" in text
    needed = int(text.split("About ")[1].split(" orders on each side")[0].replace(",", ""))
    shares = during[0] / during[1], after[0] / after[1]
    assert power(needed, *shares) >= 0.8 > power(needed - 1, *shares)


def test_a_difference_that_is_shown_or_none_at_all_asks_for_no_more_orders():
    assert "on each side" not in change(rate_of(60, 500, MAY), rate_of(9, 480, JUNE), "orders")
    assert "on each side" not in change(rate_of(0, 500, MAY), rate_of(0, 480, JUNE), "orders")


@pytest.mark.parametrize("stance", ["plan", "dispute"])
def test_while_nothing_after_is_counted_the_sentence_names_the_orders_that_would_show_a_return_to_before(stance):
    from types import SimpleNamespace

    from kit.metrics.of_orders import Named, sentence
    from kit.model.measured import held_against
    from kit.tools.statistics import orders_needed

    rates = {"before": rate_of(10, 999, MAY), "during": rate_of(48, 828, MAY)}
    named = Named(id="late_dispatch", title="Late", definition="", called="late")
    material = SimpleNamespace(style="day_first", case=SimpleNamespace(stance=stance))
    needed = (
        f"About {orders_needed(48 / 828, 10 / 999):,} orders on each side would be needed to show a return to the rate before."
    )
    assert "About 223 " in needed
    for known in (rates, {**rates, "after": rate_of(0, 0, JUNE)}):
        assert held_against(known) == rates["before"]
        said = sentence(known, "Late,", named, material)
        assert (needed in said) is (stance == "plan")
        assert "n/a" not in said
    assert "After the corrective actions, no orders created 16 June to 29 June 2026 are counted yet." in said
    with_after = {**rates, "after": rate_of(1, 60, JUNE)}
    assert held_against(with_after) == with_after["after"]
    assert "return to the rate before" not in sentence(with_after, "Late,", named, material)


def test_a_period_without_orders_is_said_in_words_and_claims_nothing_of_it():
    from types import SimpleNamespace

    from kit.metrics.of_orders import Named, sentence

    material = SimpleNamespace(style="day_first", case=SimpleNamespace(stance="plan"))
    named = Named(id="late_dispatch", title="Late", definition="", called="late")
    said = sentence({"before": rate_of(0, 0, MAY), "during": rate_of(3, 40, JUNE)}, "Late,", named, material)
    assert said.startswith("Late, 3 of 40 orders")
    assert "No orders created 11 May to 7 June 2026 are counted." in said


def test_the_terminal_and_the_notebook_show_it():
    pytest.importorskip("rich")
    from kit.terminal import Terminal
    from kit.told import _effects
    from kit.ui import views

    rng = np.random.default_rng(3)
    orders = made.planted(lambda frame: rng.random(len(frame)) < 0.02, rows=900)
    found = analyse(made.case(), orders, made.policy(), made.logistics())
    assert found.action_effects[0].orders_needed
    lines = []
    terminal = Terminal()
    terminal.field = lambda key, text: lines.append(text)
    _effects(terminal, found.action_effects)
    assert len(lines) == 1  # three actions that the data cannot tell apart
    shown = views.effects(found).text
    for text in (lines[0], shown):
        assert f"about {found.action_effects[0].orders_needed:,} orders on each side could" in text
        assert "contract and check" in text


# --- partial tracking -----------------------------------------------------------------------------


def test_an_action_by_the_carriers_scan_says_of_how_many_orders_tracking_tells():
    orders = made.planted(lambda f: f.warehouse == "Daventry", rows=900)
    frame = orders.orders.copy()
    frame["tracking_id"] = pd.Series([f"TR{n:010}" for n in range(len(frame))], dtype="str")
    asked = np.arange(len(frame)) % 3 == 0
    frame["scan_at"] = frame["shipped_at"].where(asked)
    parcels = pd.DataFrame(
        {
            "tracking_id": frame["tracking_id"][asked].reset_index(drop=True),
            "order_id": pd.Series([pd.NA] * int(asked.sum()), dtype="str"),
            "first_scan": frame["scan_at"][asked].reset_index(drop=True),
            "latest_at": frame["shipped_at"][asked].reset_index(drop=True),
        }
    )
    case = made.case(metrics=[{"id": "late_dispatch", "clock": "scan", "because": "the notice says scanned"}])
    found = analyse(case, made.orders(frame, parcels=parcels), made.policy(), made.logistics())
    effect = found.action_effects[0]
    days = frame["created_at"].dt.tz_convert("Europe/London").dt.date
    counts = []
    for rate in (effect.before, effect.after):
        inside = ((days >= rate.window.start) & (days <= rate.window.end)).to_numpy()
        left = frame["shipped_at"].notna().to_numpy() & inside
        counts.append((int((left & asked).sum()), int(left.sum())))
    (told1, of1), (told2, of2) = counts
    assert 0 < told1 < of1
    assert (
        f"Tracking was asked of {told1} of {of1} shipped orders before and {told2} of {of2} shipped orders after;"
        in effect.sentence
    )
    whole = analyse(made.case(), made.orders(frame, parcels=parcels), made.policy(), made.logistics())
    assert "Tracking was asked" not in whole.action_effects[0].sentence  # hand-over needs no tracking


# --- what files of requests cover -----------------------------------------------------------------


def hourly(first, last, a_day=6):
    days = pd.date_range(first, last, tz="UTC")
    return (days.repeat(a_day) + pd.to_timedelta(np.tile(np.arange(a_day), len(days)) + 8, unit="h")).astype(made.UTC_TIMES)


def chats(at, answered=True):
    kinds = {"time": made.UTC_TIMES, "count": "Int64", "flag": "boolean", "money": "object"}
    from kit.orders.fields import TABLES

    table = pd.DataFrame(
        {n: pd.Series([pd.NA] * len(at), dtype=kinds.get(f.kind, "str")) for n, f in TABLES["chats"].fields.items()}
    )
    table["chat_id"], table["asked_at"] = [f"c{n}" for n in range(len(at))], at
    table["answered_at"] = (at + pd.Timedelta(hours=2)).where(np.full(len(at), answered), pd.NaT).astype(made.UTC_TIMES)
    table["answered_by"] = "person"
    return table


def weeks_of_orders():
    at = hourly("2026-04-27", "2026-07-05", 2)
    return made.frame(len(at), created_at=at, paid_at=at, shipped_at=at)


def chat_metric(table, case=None):
    rules = made.policy(more={"chat.response_hours": (24, "hours")})
    orders = made.orders(weeks_of_orders(), None, EXPORTED, chats=table)
    return analyse(case or made.case(), orders, rules, family("chat_response")).metric("chat_response")


def test_a_list_of_chats_of_all_days_has_nothing_missing():
    metric = chat_metric(chats(hourly("2026-04-27", "2026-07-05")))
    assert "nothing is known" not in metric.sentence
    assert [rate.denominator > 0 for _, rate in metric.periods] == [True] * 3


def test_days_that_the_list_of_chats_does_not_cover_are_said_and_a_period_without_a_day_is_not_zero():
    metric = chat_metric(chats(hourly("2026-05-25", "2026-06-20")))
    before, during, after = (metric.rate(name) for name in ("before", "during", "after"))
    assert (before.denominator, before.value) == (0, None)
    assert during.denominator == 14 * 6
    assert after.denominator == 5 * 6
    assert "No customer messages sent 27 April to 10 May 2026 are counted." in metric.sentence
    assert "none of the days of 27 April to 10 May 2026 (before)" in metric.sentence
    assert "14 of the 28 days of 11 May to 7 June 2026 (during)" in metric.sentence
    assert "(after): nothing is known of the others, and a period without a day is n/a, not 0." in metric.sentence


def test_declared_days_of_a_list_of_chats_are_believed():
    table = chats(hourly("2026-05-25", "2026-06-20"))
    table["source_file"] = "service/chats.csv"
    covers = {"file": "service/chats.csv", "covers": {"start": "2026-04-27", "end": "2026-07-05"}}
    metric = chat_metric(table, made.case(data={"service": [covers]}))
    assert "nothing is known" not in metric.sentence


def test_chats_that_never_say_when_they_were_answered_are_no_zero():
    metric = chat_metric(chats(hourly("2026-04-27", "2026-07-05"), answered=False))
    assert metric.unavailable.startswith("no message says when it was answered")
    assert metric.periods == ()


def test_the_platforms_figures_of_one_week_are_of_one_week():
    service = pd.DataFrame(
        {
            "from_at": pd.to_datetime(pd.Series(["2026-05-10T23:00Z"])).astype(made.UTC_TIMES),
            "to_at": pd.to_datetime(pd.Series(["2026-05-17T23:00Z"])).astype(made.UTC_TIMES),
            "sessions": pd.Series([100], dtype="Int64"),
            "response_share": pd.Series([90], dtype="object"),
        }
    )
    orders = made.orders(weeks_of_orders(), None, EXPORTED, service=service)
    metric = analyse(made.case(), orders, made.policy(), family("chat_response")).metric("chat_response_platform")
    assert "7 of the 28 days of 11 May to 7 June 2026 (during)" in metric.sentence
    assert metric.rate("after").value is None


def test_requests_that_the_files_do_not_cover_are_said():
    frame = weeks_of_orders()
    at = hourly("2026-05-25", "2026-06-20", 2)
    returns = pd.DataFrame({name: pd.Series([pd.NA] * len(at), dtype=kind) for name, kind in RETURN_COLUMNS.items()})
    returns["return_id"], returns["order_id"] = [f"r{n}" for n in range(len(at))], frame["order_id"][: len(at)]
    returns["requested_at"], returns["responded_at"] = at, (at + pd.Timedelta(hours=3)).astype(made.UTC_TIMES)
    rules = made.policy(more={"return.response_hours": (48, "hours")})
    orders = made.orders(frame, None, EXPORTED, returns=returns)
    metric = analyse(made.case(), orders, rules, family("return_response")).metric("return_response")
    assert metric.rate("before").value is None
    assert "The files of returns tell of none of the days of 27 April to 10 May 2026 (before)" in metric.sentence
    assert metric.rate("during").denominator == 28


def test_what_must_be_known_is_shown_to_everyone_and_what_is_only_explained_is_not(capsys):
    from kit import told
    from kit.terminal import Terminal
    from kit.ui import views

    soon = [{"id": "a1", "what": "x", "done": "2026-06-30"}]
    orders = made.planted(lambda f: f.warehouse == "Daventry")
    found = analyse(made.case(corrective=soon), orders, made.policy(), made.logistics())
    told.notes(Terminal(), found.must_know)
    printed = capsys.readouterr()
    shown = " ".join((printed.out + printed.err).split())
    page = views.effects(found).text
    for said in (
        "is left out as the transition",
        "stand in no period",
        "Action a1: less than a whole week",
        "days could be judged",
    ):
        assert any(said in note for note in found.must_know), said
        assert said in page
        assert said in shown
    assert not any("local time in" in note for note in found.must_know)
    assert set(found.must_know) <= set(found.notes)
