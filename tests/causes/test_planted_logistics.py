"""Late dispatch: each cause is found where it was planted, its rivals are not, and nothing where nothing was."""

from functools import cache

import made_orders as made
import numpy as np
import pandas as pd
import pytest
from made_causes import SEEDS, UTC, Shop, case, found, marked, supported

from kit.metrics import analyse

GAP = (pd.Timestamp("2026-05-19T07:00Z"), pd.Timestamp("2026-05-21T15:00Z"))
STEP = "handover_late"  # where the planted orders lost their time: what is said of the step is true as well


def stock_out(shop):
    held = shop.days("2026-05-16", "2026-05-30") & shop.table["sku_id"].isin(["1729003", "1729007"]).to_numpy()
    shop.late(held)
    shop.cancel(held & shop.some(0.12), "Out of stock")


def system_down(shop):
    start, end = GAP
    held = ((shop.table["rts_at"] >= start) & (shop.table["rts_at"] < end)).to_numpy()
    burst = end + pd.to_timedelta(shop.rng.uniform(0, 4, shop.rows), unit="h")
    shop.table.loc[held, "rts_at"] = pd.Series(burst).astype(UTC)[held]
    shop.late(held, share=0.9)


def quiet_weekend(shop):
    """Two days without labels each week, before and during: that is no fault of a system."""
    weekend = shop.table["rts_at"].dt.day_of_week.isin([5, 6]).to_numpy()
    monday = shop.table["rts_at"].dt.normalize() + pd.to_timedelta(7 - shop.table["rts_at"].dt.day_of_week, unit="D")
    at = monday + pd.to_timedelta(shop.rng.uniform(7, 12, shop.rows), unit="h")
    shop.table.loc[weekend, "rts_at"] = at.astype(UTC)[weekend]
    shop.late(shop.during & shop.some(0.2))


def number_repeated(shop):
    rows = np.flatnonzero(shop.during & shop.some(0.12))
    rows = rows[: len(rows) // 2 * 2]
    shop.table.loc[rows[1::2], "tracking_id"] = shop.table["tracking_id"].to_numpy()[rows[::2]]
    shop.late(np.isin(np.arange(shop.rows), rows))


def number_typed_wrong(shop):
    where = shop.during & shop.some(0.12)
    shop.table.loc[where, "tracking_id"] = (shop.table["tracking_id"].str[:5] + " " + shop.table["tracking_id"].str[5:])[where]
    shop.late(where)


def label_without_parcel(shop):
    where = shop.during & shop.some(0.12)
    at = shop.table["rts_at"] + pd.Timedelta(days=9)
    shop.table.loc[where, ["shipped_at", "delivered_at"]] = pd.NaT
    shop.table.loc[where & shop.some(0.5), "shipped_at"] = at.astype(UTC)[where]
    shop.table.loc[where, "status"] = "to_ship"


def no_collection(shop):
    """Nothing left one warehouse for nine days: labels stood without a parcel too, and nobody's practice shows."""
    where = shop.days("2026-05-18", "2026-05-27") & (shop.table["warehouse"] == "Leeds").to_numpy()
    shop.table.loc[where, ["shipped_at", "delivered_at"]] = pd.Timestamp("2026-06-08T10:00Z")


def new_place(shop):
    where = shop.during & shop.some(0.25)
    shop.table.loc[where, "warehouse"] = "Rugby"
    shop.late(where)


def holiday(shop):
    shop.late(shop.days("2026-05-22", "2026-05-25"), share=0.8)


def pre_order(shop):
    where = shop.during & shop.some(0.12)
    shop.table.loc[where, "order_kind"] = "bundle"
    shop.late(where)


def many_packages(shop):
    shop.two = shop.two | (shop.during & shop.some(0.05))
    shop.late(shop.during & shop.two)


def campaign(shop):
    days = shop.local.dt.strftime("%Y-%m-%d").isin(["2026-05-13", "2026-05-21", "2026-05-29"]).to_numpy()
    kept = (days & shop.during) | shop.some(0.45)
    shop.late(days & shop.during)
    shop.keep(kept)


TRUTHS = {  # how it is planted, the pattern that must be found, and what may be found with it
    "stock out": (stock_out, "stock_out", ("sku",)),
    "system down": (system_down, "system_down", ()),
    "number repeated": (number_repeated, "number_repeated", ()),
    "number typed wrong": (number_typed_wrong, "number_typed_wrong", ()),
    "label without parcel": (label_without_parcel, "label_without_parcel", ()),
    "new place": (new_place, "new_place", ()),
    "holiday": (holiday, "holiday", ()),
    "pre-order": (pre_order, "pre_order", ()),
    "many packages": (many_packages, "many_packages", ()),
    "warehouse": (lambda s: s.late(s.during & (s.table["warehouse"] == "Leeds").to_numpy(), 0.3), "warehouse", ()),
    "carrier": (lambda s: s.late(s.during & (s.table["carrier"] == "Post").to_numpy(), 0.5), "carrier", ()),
    "sku": (lambda s: s.late(s.during & (s.table["sku_id"] == "1729004").to_numpy()), "sku", ()),
    "weekday": (lambda s: s.late(s.during & (s.local.dt.day_of_week == 2).to_numpy()), "weekday", ()),
    "hour": (lambda s: s.late(s.during & s.local.dt.hour.isin([15, 16, 17]).to_numpy()), "hour", ()),
    "campaign": (campaign, "volume_spike", ()),
}


@cache
def looked_at(plant):
    shop = Shop(11)
    plant(shop)
    return found(shop)


@pytest.mark.spread(5)
@pytest.mark.parametrize("truth", marked(TRUTHS, {"warehouse", "carrier", "sku", "weekday", "hour"}))
def test_the_planted_cause_is_supported_and_no_rival(truth):
    plant, pattern, along = TRUTHS[truth]
    findings = looked_at(plant)
    assert findings[pattern].verdict == "supported", findings[pattern]
    assert supported(findings) <= {pattern, STEP, *along}


def test_a_step_is_said_to_be_late_only_where_parcels_moved_late():
    finding = looked_at(label_without_parcel)[STEP]
    assert finding.verdict == "unclear"
    assert any("no late collection" in said for said in finding.evidence_against)


@pytest.mark.parametrize(
    ("plant", "pattern", "verdict", "said"),
    [
        (quiet_weekend, "system_down", "denied", "No gap in the label times"),
        (no_collection, "label_without_parcel", "unclear", "a missed collection leaves the same trace"),
        (system_down, "weekday", "unclear", "an event of a few days"),
        (new_place, "warehouse", "unclear", "too few to compare"),
        (holiday, "stock_out", "denied", "cancelled for want of stock"),
        (pre_order, "number_repeated", "denied", "No tracking number stands on orders of two buyers"),
        (pre_order, "number_typed_wrong", "denied", "0 hold a blank or tab"),
    ],
)
def test_what_looks_alike_is_told_apart(plant, pattern, verdict, said):
    finding = looked_at(plant)[pattern]
    assert finding.verdict == verdict
    assert any(said in sentence for sentence in finding.evidence_against)


def test_one_buyer_s_combined_parcels_are_no_repeated_number():
    shop = Shop(11)
    number_repeated(shop)
    shop.table["buyer"] = "b1"
    finding = found(shop)["number_repeated"]
    assert finding.verdict == "denied"
    assert "on several orders of one buyer (combined)" in finding.evidence_against[0]


def test_a_wrong_check_digit_counts_and_an_unknown_number_does_not():
    shop = Shop(11)
    where = shop.during & shop.some(0.12)
    shop.table.loc[where, "tracking_id"] = "RB123456784GB"  # of the postal union; its check digit is 5
    shop.late(where)
    finding = found(shop)["number_typed_wrong"]
    assert finding.verdict == "supported"
    assert "check digit that fits no shape" in finding.evidence_for[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rise_alike_everywhere_is_only_a_late_step(seed):
    shop = Shop(seed)
    shop.late(shop.during & shop.some(0.25))
    assert supported(found(shop)) == {STEP}


@pytest.mark.parametrize("seed", SEEDS)
def test_where_nothing_is_planted_nothing_is_supported(seed):
    assert supported(found(Shop(seed, rows=2000))) == set()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rise_by_chance_is_not_supported(monkeypatch, seed):
    """Every test is run although the rate did not rise: a floor under what the first check keeps away."""
    monkeypatch.setattr("kit.causes.ground._without_a_rise", lambda place: None)
    findings = found(Shop(seed, rows=2000))
    assert findings["warehouse"].verdict != "not run"
    assert supported(findings) == set()


def test_columns_that_are_not_stated_are_named():
    shop = Shop(11)
    shop.late(shop.during & shop.some(0.25))
    shop.table[["buyer", "tracking_id", "cancel_reason", "order_kind", "package_id", "rts_at"]] = pd.NA
    shop.table["rts_at"] = pd.Series(pd.NaT, index=shop.table.index, dtype=UTC)
    findings = found(shop)
    for pattern, why in {
        "number_repeated": "tell one buyer from another",
        "number_typed_wrong": "no tracking numbers",
        "stock_out": "no reason for a cancellation",
        "pre_order": "sold as pre-orders",
        "many_packages": "name their packages",
        "system_down": "no time of the label",
    }.items():
        assert findings[pattern].verdict == "not run"
        assert why in findings[pattern].why_not_run


def test_the_evidence_on_a_sku_counts_orders_not_pairs_of_an_order_and_a_sku():
    finding = looked_at(TRUTHS["sku"][0])["sku"]
    shop = Shop(11)
    TRUTHS["sku"][0](shop)
    analysis = analyse(case(), shop.orders, made.policy(), made.logistics())
    during = analysis.metric("late_dispatch").rate("during")
    assert shop.two.any()
    assert f"of {during.numerator:,} late orders" in finding.evidence_for[0]
    assert f"of {during.denominator:,} orders" in finding.evidence_for[0]
