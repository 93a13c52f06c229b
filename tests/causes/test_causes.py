"""Each test finds its cause where it was planted, and denies it where another was."""

from pathlib import Path

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit import causes as room
from kit.causes.patterns import known
from kit.metrics import analyse
from kit.model import CausePattern, Family
from kit.policy import families


def causes(orders, case=None, policy=None, family=None):
    """Each finding by its pattern."""
    case, policy, family = case or made.case(), policy or made.policy(), family or made.logistics()
    analysis = analyse(case, orders, policy, family)
    return {f.pattern: f for f in room.tested(case, orders, analysis, policy, family)}


def local(frame):
    return frame.created_at.dt.tz_convert("Europe/London")


PLACES = {
    "warehouse": lambda f: f.warehouse == "Daventry",
    "carrier": lambda f: f.carrier == "Calder Express",
    "sku": lambda f: f.sku_id == "1729003",
    "weekday": lambda f: local(f).dt.day_of_week == 3,
    "hour": lambda f: local(f).dt.hour.isin([15, 16]),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_planted_place_is_supported_and_every_other_denied(place):
    found = causes(made.planted(PLACES[place], rise=0.5))
    assert found[place].verdict == "supported"
    assert found[place].evidence_for
    assert {other: found[other].verdict for other in PLACES if other != place} == dict.fromkeys(set(PLACES) - {place}, "denied")
    assert found["handover_late"].verdict == "supported"
    assert found["label_late"].verdict == "denied"
    assert found["volume_spike"].verdict == "denied"


def test_daventry_is_told_with_its_counts():
    orders = made.planted(PLACES["warehouse"])
    analysis = analyse(made.case(), orders, made.policy(), made.logistics())
    top, during = analysis.top("warehouse"), analysis.metric("late_dispatch").rate("during")
    first = causes(orders)["warehouse"].evidence_for[0]
    assert first.startswith(f"Warehouse Daventry: {top.during.numerator:,} of {during.numerator:,} late orders")
    assert f"{top.during.denominator:,} of {during.denominator:,} orders" in first


def test_late_labels_are_found_by_the_label_clock_and_by_hand_over():
    orders = made.planted(PLACES["warehouse"], step="rts_at")
    by_handover = causes(orders)
    assert by_handover["label_late"].verdict == "supported"
    assert by_handover["handover_late"].verdict == "denied"
    label = made.case(metrics=[{"id": "late_dispatch", "clock": "label", "because": "x"}])
    by_label = causes(orders, label)
    assert by_label["label_late"].verdict == "supported"
    assert by_label["handover_late"].verdict == "denied"
    assert "comes later cannot make it late" in by_label["handover_late"].evidence_against[0]


def test_late_scans_are_found_only_where_there_are_scans():
    orders = made.planted(lambda f: f.warehouse == "nowhere")
    table = orders.orders
    table["scan_at"] = table["shipped_at"] + pd.Timedelta(minutes=30)
    judged = analyse(made.case(), made.orders(table), made.policy(), made.logistics()).judged
    bad = (table["created_at"] > "2026-05-10T23:00Z") & (table["created_at"] < "2026-06-15T00:00Z") & (table.index % 5 == 0)
    table.loc[bad, "scan_at"] = (judged["due_at"] + pd.Timedelta(hours=8))[bad]
    case = made.case(metrics=[{"id": "late_dispatch", "clock": "scan", "because": "x"}])
    found = causes(made.orders(table), case)
    assert found["scan_late"].verdict == "supported"
    assert found["handover_late"].verdict == "denied"
    assert found["label_late"].verdict == "denied"
    table["shipped_at"] = table["scan_at"]  # as exports do that take the scan for the hand-over
    found = causes(made.orders(table), case)
    assert found["scan_late"].verdict == "not run"
    assert "only signed manifests tell" in found["scan_late"].why_not_run
    assert "only signed manifests tell" in found["handover_late"].evidence_against[-1]


def test_a_volume_spike_is_found_and_the_warehouse_is_not():
    rng = np.random.default_rng(3)
    orders = made.planted(lambda f: f.warehouse == "nowhere")
    busy = ("2026-05-13", "2026-05-20", "2026-05-27")
    days = local(orders.orders).dt.strftime("%Y-%m-%d")
    more = pd.concat([orders.orders, *[orders.orders[days == day] for day in busy for _ in range(2)]], ignore_index=True)
    more["order_id"] = [f"58{n:016}" for n in range(len(more))]
    due = analyse(made.case(), made.orders(more), made.policy(), made.logistics()).judged["due_at"]
    late = local(more).dt.strftime("%Y-%m-%d").isin(busy) & (rng.random(len(more)) < 0.4)
    more.loc[late, "shipped_at"] = (due + pd.Timedelta(hours=9))[late]
    found = causes(made.orders(more))
    assert found["volume_spike"].verdict == "supported"
    assert found["warehouse"].verdict == "denied"
    assert "3 of 28 days" in found["volume_spike"].evidence_for[1]


def test_a_carrier_that_only_travels_with_the_warehouse_is_not_blamed():
    orders = made.planted(PLACES["warehouse"], rows=6000)
    table = orders.orders
    rng = np.random.default_rng(5)
    at = np.where(table["warehouse"] == "Daventry", 0.85, 0.15)  # most of Daventry's orders go with Northway, few of Leeds'
    table["carrier"] = np.where(rng.random(len(table)) < at, "Northway Parcels", "Post")
    found = causes(made.orders(table))
    assert found["warehouse"].verdict == "supported"
    assert any("Daventry without Northway Parcels" in said for said in found["warehouse"].evidence_for)
    assert found["carrier"].verdict == "unclear"
    assert any("Northway Parcels without Daventry" in said for said in found["carrier"].evidence_against)


def test_two_that_always_go_together_cannot_be_told_apart():
    orders = made.planted(PLACES["warehouse"])
    orders.orders["carrier"] = np.where(orders.orders["warehouse"] == "Daventry", "Northway Parcels", "Post")
    found = causes(orders)
    for place in ("warehouse", "carrier"):
        assert any("cannot tell the two apart" in said for said in found[place].evidence_against)


def test_without_a_rise_nothing_is_run():
    found = causes(made.planted(lambda f: f.warehouse == "nowhere"))
    assert found["warehouse"].verdict == "not run"
    assert "no rise to explain" in found["warehouse"].why_not_run
    assert found["warehouse"].is_without_rise
    assert not any(f.is_without_rise for f in found.values() if "no rise" not in (f.why_not_run or ""))


def test_without_orders_each_says_so():
    family, case, policy = made.logistics(), made.case(), made.policy()
    found = room.tested(case, None, analyse(case, None, policy, family), policy, family)
    assert len(found) == len(family.patterns)
    assert {f.verdict for f in found} == {"not run"}
    assert all(f.why_not_run for f in found)
    assert any("no order files" in f.why_not_run for f in found)


def test_one_warehouse_alone_cannot_be_compared():
    orders = made.planted(PLACES["warehouse"])
    orders.orders["warehouse"] = "Daventry"
    found = causes(orders)["warehouse"]
    assert (found.verdict, found.why_not_run) == ("not run", "the data name fewer than two warehouses")


def test_supported_come_first_and_not_run_last():
    found = tuple(causes(made.planted(PLACES["warehouse"])).values())
    order = [("supported", "unclear", "denied", "not run").index(f.verdict) for f in found]
    assert order == sorted(order)
    supported = [f.strength for f in found if f.verdict == "supported"]
    assert supported == sorted(supported, reverse=True)
    assert all(0 <= f.strength <= 1 for f in found)


def test_a_pattern_with_an_unknown_test_is_listed_not_run():
    pattern = CausePattern(id="moon", name="Full moon", test="moon_phase", grade="own_knowledge")
    family = Family(id="x", title="x", subject="x", metrics=("late_dispatch",), patterns=(pattern,))
    assert "moon_phase" in causes(made.planted(PLACES["warehouse"]), family=family)["moon"].why_not_run


def test_the_families_name_every_test_and_no_other():
    named = {name: {pattern.test for pattern in pack.patterns if pattern.test} for name, pack in families().items()}
    assert set().union(*named.values()) == known().of_orders.keys() | known().of_records.keys()
    assert len(named["logistics"]) >= 10
    assert len(named["refunds"]) >= 6


def test_no_file_of_causes_says_because_of():
    folder = Path(__file__).parents[2] / "kit" / "causes"
    assert not [path.name for path in folder.rglob("*.py") if "because of" in path.read_text(encoding="utf-8").lower()]
