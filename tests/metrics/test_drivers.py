"""The drivers find what was planted, wherever it was planted, and their parts add up."""

from datetime import date
from types import SimpleNamespace

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit.metrics import analyse
from kit.metrics.counting import Judged
from kit.metrics.drivers import Column, Split, kitagawa
from kit.metrics.drivers import drivers as drivers_of
from kit.metrics.material import rows_of_lines
from kit.model import Window
from kit.tools.statistics import fisher


def drivers(orders):
    return analyse(made.case(), orders, made.policy(), made.logistics())


def hour(frame):
    return frame.created_at.dt.tz_convert("Europe/London").dt.hour


TRUTHS = {
    "warehouse": (lambda f: f.warehouse == "Daventry", "Daventry"),
    "carrier": (lambda f: f.carrier == "Calder Express", "Calder Express"),
    "sku": (lambda f: f.sku_id == "1729003", "LAMP-03"),
    "weekday": (lambda f: f.created_at.dt.tz_convert("Europe/London").dt.day_of_week == 3, "Thursday"),
    "hour": (lambda f: hour(f) == 16, "16:00–16:59"),
}


@pytest.mark.parametrize("column", TRUTHS)
def test_the_planted_cause_is_the_first_driver(column):
    culprit, value = TRUTHS[column]
    analysis = drivers(made.planted(culprit, rise=0.5 if column in {"sku", "hour"} else 0.25))
    assert (analysis.drivers[0].column, analysis.drivers[0].value) == (column, value)
    assert analysis.top(column).p_value < 0.001
    assert analysis.top(column).share > 0.6
    for other in set(TRUTHS) - {column}:
        assert analysis.top(other).share < 0.75


def test_the_parts_of_a_column_add_up_to_the_whole_rise():
    analysis = drivers(made.planted(lambda f: f.warehouse == "Daventry"))
    metric = analysis.metric("late_dispatch")
    before, during = metric.rate("before"), metric.rate("during")
    rise = (during.value - before.value) * during.denominator
    for column in ("warehouse", "carrier", "sku", "weekday", "hour"):
        of_one = [d for d in analysis.drivers if d.column == column]
        assert sum(d.excess for d in of_one) == pytest.approx(rise)
        assert sum(d.share for d in of_one) == pytest.approx(1)
        assert sum(d.during.numerator for d in of_one) == during.numerator
        assert all(d.excess == pytest.approx(d.rate_part + d.mix_part) for d in of_one)


def split(late0, all0, late1, all1):
    column = Column(name="warehouse", codes=np.zeros(0, dtype=int), values=tuple("abc"[: len(all0)]))
    return Split(column=column, late0=np.array(late0), all0=np.array(all0), late1=np.array(late1), all1=np.array(all1))


def test_a_shift_to_the_worse_place_is_mix_and_not_rate():
    rate_part, mix_part = kitagawa(split([10, 20], [500, 200], [4, 80], [200, 800]))  # 2 % and 10 % all along
    assert rate_part == pytest.approx([0, 0], abs=1e-9)
    assert mix_part.sum() == pytest.approx(1000 * (84 / 1000 - 30 / 700))


def test_a_worse_place_of_the_same_size_is_rate_and_not_mix():
    rate_part, mix_part = kitagawa(split([10, 10], [500, 500], [10, 60], [500, 500]))
    assert rate_part == pytest.approx([0, 50])
    assert mix_part == pytest.approx([0, 0])


def test_a_new_place_is_held_against_the_share_before():
    rate_part, mix_part = kitagawa(split([10, 0], [500, 0], [10, 100], [500, 500]))
    assert (rate_part + mix_part).sum() == pytest.approx(110 - 20)
    assert rate_part[1] > 0
    assert rate_part[1] + mix_part[1] > rate_part[0] + mix_part[0]


def test_many_values_end_in_one_row_of_others_and_sums_stay_whole():
    orders = made.planted(lambda f: f.warehouse == "Daventry")
    orders.orders["sku_id"] = [f"S{n % 60}" for n in range(len(orders.orders))]
    orders.orders["seller_sku"] = orders.orders["sku_id"]
    analysis = drivers(made.orders(orders.orders))
    skus = [d for d in analysis.drivers if d.column == "sku"]
    assert skus[-1].value == "(36 others)"
    assert sum(d.during.numerator for d in skus) == analysis.metric("late_dispatch").rate("during").numerator


def test_a_missing_warehouse_is_a_value_of_its_own():
    orders = made.planted(lambda f: f.warehouse == "Daventry")
    orders.orders.loc[orders.orders.index % 3 == 0, "warehouse"] = None
    assert {d.value for d in drivers(orders).drivers if d.column == "warehouse"} == {"Daventry", "Leeds", "(not stated)"}


def test_an_average_place_that_grew_explains_nothing_and_the_worse_place_does():
    _, mix_part = kitagawa(split([10, 30, 20], [500, 300, 400], [5, 30, 80], [250, 300, 1600]))  # 2 %, 10 %, 5 %
    assert abs(mix_part[2]) < 5
    assert kitagawa(split([10, 20, 25], [500, 200, 500], [4, 80, 50], [200, 800, 1000]))[1][1] == pytest.approx(
        2000 * (0.4 - 200 / 1200) * (0.1 - (55 / 1200 + 0.067) / 2)
    )


def test_p_values_are_fishers_times_all_that_was_tested():
    analysis = drivers(made.planted(lambda f: f.warehouse == "Daventry"))
    tested = [d for d in analysis.drivers if d.p_value is not None]
    top = analysis.top("warehouse")
    alone = fisher(top.during.numerator, top.during.denominator, top.before.numerator, top.before.denominator)
    assert len(tested) > 40
    assert top.p_value == pytest.approx(alone * len(tested), rel=1e-9, abs=0)  # the smallest of all is multiplied by their number


def test_without_a_rise_no_value_is_significant():
    analysis = drivers(made.planted(lambda f: f.warehouse == "nowhere"))  # no rise at all
    assert all(d.p_value is None or d.p_value > 0.01 for d in analysis.drivers)


def test_without_a_period_before_there_are_no_drivers():
    orders = made.planted(lambda f: f.warehouse == "Daventry")
    late = orders.orders[orders.orders["created_at"] > "2026-05-12T00:00Z"].reset_index(drop=True)
    assert drivers(made.orders(late)).drivers == ()


def test_the_planted_story_of_the_example_names_the_warehouse_before_the_hours():
    story = made.planted(lambda f: (f.warehouse == "Daventry") & hour(f).isin([15, 16]), rise=0.9, rows=6000)
    analysis = drivers(story)
    assert (analysis.drivers[0].column, analysis.drivers[0].value) == ("warehouse", "Daventry")
    assert {d.value for d in analysis.drivers if d.column == "hour"} >= {"15:00–15:59", "16:00–16:59"}
    assert analysis.top("hour").value in {"15:00–15:59", "16:00–16:59"}


def with_two_skus():
    """Orders of which every other has a line of the next SKU too, and every eleventh states no SKU."""
    orders = made.planted(lambda f: f.sku_id == "1729003", rise=0.5)
    frame = orders.orders
    frame.loc[frame.index % 11 == 0, ["sku_id", "seller_sku"]] = None
    more = frame[frame.index % 2 == 0].copy()
    more["sku_id"] = np.roll(more["sku_id"].to_numpy(), 1)
    more["seller_sku"] = more["sku_id"].map(dict(zip(frame["sku_id"], frame["seller_sku"], strict=True)))
    return made.orders(frame, lines=pd.concat([frame, more], ignore_index=True))


def test_the_counts_of_a_sku_are_orders_and_the_parts_of_all_add_up_to_the_rise_of_orders():
    orders = with_two_skus()
    analysis = drivers(orders)
    metric = analysis.metric("late_dispatch")
    before, during = metric.rate("before"), metric.rate("during")
    found = [d for d in analysis.drivers if d.column == "sku"]
    assert sum(d.during.denominator for d in found) > 1.3 * during.denominator  # an order with two is of both
    assert sum(d.excess for d in found) == pytest.approx((during.value - before.value) * during.denominator)
    assert sum(d.share for d in found) == pytest.approx(1)
    judged = analysis.judged[(analysis.judged["period"] == "during") & analysis.judged["late_dispatch"].notna()]
    having = {}
    for id_, sku in zip(orders.lines["order_id"], orders.lines["seller_sku"], strict=True):
        having.setdefault(id_, set()).add("(not stated)" if pd.isna(sku) else sku)
    assert analysis.top("sku").value == "LAMP-03"
    assert {d.value for d in found} >= {"LAMP-03", "(not stated)"}
    for driver in found:
        these = [late for id_, late in zip(judged["order_id"], judged["late_dispatch"], strict=True)
                 if driver.value in (having[id_] - {"(not stated)"} or {"(not stated)"})]  # fmt: skip
        assert (driver.during.numerator, driver.during.denominator) == (sum(these), len(these)), driver.value


def test_the_other_skus_together_are_orders_too():
    orders = made.planted(lambda f: f.warehouse == "Daventry")
    frame = orders.orders
    lines = pd.concat([frame.assign(sku_id=[f"{part}{n % 40}" for n in range(len(frame))]) for part in "AB"], ignore_index=True)
    lines["seller_sku"] = lines["sku_id"]
    analysis = drivers(made.orders(frame, lines=lines))
    *shown, others = [d for d in analysis.drivers if d.column == "sku"]
    assert others.value == "(56 others)"
    named = {d.value for d in shown}
    of_others = set(lines.loc[~lines["sku_id"].isin(named), "order_id"])
    judged = analysis.judged[(analysis.judged["period"] == "during") & analysis.judged["order_id"].isin(of_others)]
    late = judged["late_dispatch"].dropna()
    assert (others.during.numerator, others.during.denominator) == (late.sum(), len(late))


# --- any metric that counts orders ----------------------------------------------------------------


def material_of(orders, before, during):
    """What the drivers read of a material."""
    days = orders.orders["created_at"].dt.tz_convert("Europe/London").dt.tz_localize(None).to_numpy().astype("datetime64[D]")
    periods = (("before", before), ("during", during))
    of_line = rows_of_lines(orders)
    return SimpleNamespace(days=days, periods=periods, orders=orders, frame=orders.orders, of_line=of_line, policy=made.policy())


BEFORE = Window(start=date(2026, 4, 27), end=date(2026, 5, 10))
DURING = Window(start=date(2026, 5, 11), end=date(2026, 6, 7))


def test_returns_have_drivers_too_with_their_counts():
    orders = made.planted(lambda f: f.warehouse == "nowhere")
    frame, rng = orders.orders, np.random.default_rng(3)
    bad_batch = (frame.sku_id == "1729004") & (frame.created_at >= "2026-05-10T23:00Z")
    returned = rng.random(len(frame)) < np.where(bad_batch, 0.4, 0.03)
    cancelled = rng.random(len(frame)) < 0.1
    judged = Judged(
        bad=returned & ~cancelled, reason=np.where(cancelled, 0, -1).astype(np.int8), reasons=("cancelled before it was sent",)
    )
    material = material_of(orders, BEFORE, DURING)
    found = drivers_of(material, judged)
    first = found[0]
    assert (first.column, first.value) == ("sku", "LAMP-04")
    inside = (material.days >= np.datetime64(DURING.start)) & (material.days <= np.datetime64(DURING.end))
    mine = inside & (frame.sku_id == "1729004").to_numpy() & ~cancelled
    assert (first.during.numerator, first.during.denominator) == ((returned & mine).sum(), mine.sum())
    assert first.during.window == DURING
    assert first.rate_part > 5 * abs(first.mix_part)


def test_a_good_rate_that_falls_is_explained_by_what_it_misses():
    orders = made.planted(lambda f: f.warehouse == "nowhere")
    rng, frame = np.random.default_rng(4), orders.orders
    lost = rng.random(len(frame)) < np.where((frame.carrier == "Post") & (frame.created_at >= "2026-05-10T23:00Z"), 0.3, 0.02)
    judged = Judged(bad=~lost, reason=np.full(len(frame), -1, dtype=np.int8), reasons=())
    found = drivers_of(material_of(orders, BEFORE, DURING), judged.missed)
    assert (found[0].column, found[0].value) == ("carrier", "Post")
    assert found[0].during.value == pytest.approx(0.3, abs=0.06)
