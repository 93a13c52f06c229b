"""Causes that other metrics share, and reviews about the way; and that no executable pattern goes without its truth."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import test_planted_logistics as logistics
import test_planted_refunds as refunds
from made_causes import UTC, Shop, found, supported
from tests_root import ROOT

from kit.policy import families

ASKED = "No longer needed"


class Reviewed(Shop):
    """The same shop with reviews: one order in ten has one, one of twenty of those is negative, on whatever topic."""

    def __init__(self, seed):
        super().__init__(seed)
        self.table["status"] = self.table["status"].where(self.table["delivered_at"].isna(), "completed")
        rows = np.flatnonzero(self.some(0.1))
        self.reviews = pd.DataFrame({"row": rows, "rating": np.where(self.rng.random(len(rows)) < 0.05, 1, 5)})
        self.reviews["topic"] = self.rng.choice(["logistics", "product"], len(rows))

    def complain(self, where, topic):
        rows = np.flatnonzero(where & self.table["delivered_at"].notna().to_numpy())
        more = pd.DataFrame({"row": rows, "rating": 1, "topic": topic})
        self.reviews = pd.concat([self.reviews[~self.reviews["row"].isin(rows)], more], ignore_index=True)

    @property
    def orders(self):
        order = self.table.iloc[self.reviews["row"]].reset_index(drop=True)
        table = pd.DataFrame(
            {
                "review_id": [f"v{n}" for n in range(len(order))],
                "order_id": order["order_id"],
                "sku_id": order["sku_id"],
                "rating": self.reviews["rating"].astype("Int64"),
                "reviewed_at": (order["created_at"] + pd.Timedelta(days=7)).astype(UTC),
                "topic": self.reviews["topic"].astype("str"),
            }
        )
        read = super().orders
        return replace(read, tables={**read.tables, "reviews": table})


@pytest.mark.parametrize(
    ("topic", "verdict"), [("logistics", "supported"), pytest.param("product", "denied", marks=pytest.mark.slow)]
)
def test_reviews_about_the_way_are_told_from_reviews_about_the_goods(topic, verdict):
    shop = Reviewed(11)
    shop.complain(shop.during & shop.some(0.08), topic)
    assert found(shop, "negative_reviews")["review_logistics"].verdict == verdict


def one_sku(shop):
    shop.give_back(shop.during & (shop.table["sku_id"] == "1729004").to_numpy() & shop.some(0.5), ASKED)


def new_place(shop):
    where = shop.during & shop.some(0.25)
    shop.table.loc[where, "warehouse"] = "Rugby"
    shop.give_back(where & shop.some(0.5), ASKED)


def pre_order(shop):
    where = shop.during & shop.some(0.12)
    shop.table.loc[where, "order_kind"] = "pre_order"
    shop.give_back(where & shop.some(0.6), ASKED)


def campaign(shop):
    days = shop.local.dt.strftime("%Y-%m-%d").isin(["2026-05-13", "2026-05-21", "2026-05-29"]).to_numpy()
    kept = (days & shop.during) | shop.some(0.45)
    shop.give_back(days & shop.during & shop.some(0.5), ASKED)
    shop.keep(kept)


SHARED = {"sku": one_sku, "new_place": new_place, "pre_order": pre_order, "volume_spike": campaign}


@pytest.mark.parametrize("pattern", [pytest.param(name, marks=pytest.mark.slow) for name in SHARED])
def test_a_cause_of_late_orders_is_found_for_returns_too(pattern):
    shop = Shop(11)
    SHARED[pattern](shop)
    assert supported(found(shop, "return_rate")) == {pattern}


UNPLANTED = {"payout_hold": set("payee_sums held_deducted payee_paper_ended".split())}  # run, but no case has their truth yet


def test_every_executable_pattern_has_a_truth():
    steps = {"label_late", "handover_late", "scan_late"}  # held in test_causes, each by its clock
    planted = {
        "logistics": {truth[1] for truth in logistics.TRUTHS.values()} | steps,
        "refunds": {truth[2] for truth in refunds.TRUTHS.values()} | {"review_logistics", *SHARED},
    }
    told = "".join(
        p.read_text(encoding="utf-8") for room in ("causes", "audits") for p in (ROOT / "tests" / room).glob("test_*.py")
    )
    every = [p for pack in families().values() for p in pack.patterns if p.test]
    shared = {p.test for p in every if f'"{p.id}"' in told or f'"{p.test}"' in told}  # one file may serve two families
    for name, pack in families().items():
        runs = {pattern.id for pattern in pack.patterns if pattern.test}
        on_records = {p.id for p in pack.patterns if p.test in shared}
        assert runs - planted.get(name, set()) - on_records == UNPLANTED.get(name, set()), name
        assert all(pattern.why_not for pattern in pack.patterns if not pattern.test)
    assert len(planted["logistics"]) >= 10
    assert len(planted["refunds"]) >= 4
