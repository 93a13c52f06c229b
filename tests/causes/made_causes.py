"""Seeded orders in which one known cause is planted and nothing else: what the tests of causes must find."""

import made_orders as made
import numpy as np
import pandas as pd
import pytest

from kit.causes import tested
from kit.metrics import analyse
from kit.policy import family
from kit.tools.calendar import business_deadlines

UTC = made.UTC_TIMES
START, END = pd.Timestamp("2026-05-10T23:00Z"), pd.Timestamp("2026-06-07T23:00Z")  # the violation, in London days
SEEDS = (1, pytest.param(2, marks=pytest.mark.slow), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(3, 8)))
CANCELS = ("Out of stock", "Pricing error", "No longer needed")
RETURNS = (
    "Product is defective or doesn't work", "Package or product is damaged", "Wrong product was sent",
    "Missing product or accessories", "Product doesn't match description", "Item is too small/short", "No longer needed",
)  # fmt: skip


def case(main=None, **changes):
    """The example's case; `main`: the metric that its notice states a figure of."""
    stated = {
        "id": "7529184460371124",
        "family": "refunds" if main else "logistics",
        "site": "UK",
        "title": "A rate",
        "ticket": "enforced",
        "received": "2026-06-09T10:12+01:00",
        "window": {"start": "2026-05-11", "end": "2026-06-07"},
    }
    if main:
        stated["figures"] = [{"metric": main, "value": "9%"}]
    return made.case(violation=stated, **changes)


class Shop:
    """Ten weeks of orders with everything that exports may state, and no cause: `orders` after the planting."""

    def __init__(self, seed, rows=4000):
        self.rng = np.random.default_rng(seed)
        self.table = made.planted(lambda f: f["warehouse"] == "nowhere", seed=seed, rows=rows).orders
        self.due = business_deadlines(self.table["created_at"], 2, made.UK.calendar)
        self.rows = rows
        table, rng = self.table, self.rng
        table["buyer"] = pd.Series(rng.integers(0, 3 * rows, rows)).map("b{:06}".format).astype("str")
        table["tracking_id"] = pd.Series([f"TR{n:010}" for n in range(rows)], dtype="str")
        table["package_id"] = pd.Series([f"11{n:016}" for n in range(rows)], dtype="str")
        table["order_kind"] = pd.Series(np.where(rng.random(rows) < 0.06, "bundle", "normal"), dtype="str")
        table["delivered_at"] = (table["shipped_at"] + pd.to_timedelta(rng.integers(24, 96, rows), unit="h")).astype(UTC)
        self.two = self.some(0.08)
        self.returned = pd.DataFrame({"row": np.flatnonzero(self.some(0.03))})
        self.returned["reason"] = rng.choice(RETURNS, len(self.returned))
        self.cancel(self.some(0.012), CANCELS)

    def some(self, share):
        return self.rng.random(self.rows) < share

    @property
    def local(self):
        return self.table["created_at"].dt.tz_convert("Europe/London")

    @property
    def during(self):
        return ((self.table["created_at"] >= START) & (self.table["created_at"] < END)).to_numpy()

    def days(self, first, last):
        day = self.local.dt.strftime("%Y-%m-%d")
        return ((day >= first) & (day <= last)).to_numpy()

    def late(self, where, share=0.7, step="shipped_at"):
        """These orders, for the most part, take the step after their deadline."""
        where = where & self.some(share)
        shift = pd.to_timedelta(self.rng.integers(3, 18, self.rows), unit="h")
        self.table.loc[where, step] = (self.due + shift)[where].astype(UTC)
        if step == "rts_at":
            self.table.loc[where, "shipped_at"] = (self.table["rts_at"] + pd.Timedelta(hours=2))[where].astype(UTC)
        self.table.loc[where, "delivered_at"] = (self.table["shipped_at"] + pd.Timedelta(hours=60))[where].astype(UTC)

    def keep(self, where):
        """Only these orders came in."""
        row = np.cumsum(where) - 1
        self.returned = self.returned[where[self.returned["row"]]].assign(row=lambda t: row[t["row"]]).reset_index(drop=True)
        self.table, self.due = self.table[where].reset_index(drop=True), self.due[where].reset_index(drop=True)
        self.two, self.rows = self.two[where], int(where.sum())

    def cancel(self, where, reason, by="seller", hours=None):
        """These orders are cancelled before they went out, `hours` after their creation."""
        rows = np.flatnonzero(where)
        after = self.rng.uniform(2, 30, self.rows) if hours is None else hours
        table = self.table
        table.loc[rows, "cancelled_at"] = (table["created_at"] + pd.to_timedelta(after, unit="h"))[rows].astype(UTC)
        given = self.rng.choice(reason if isinstance(reason, tuple) else [reason], len(rows))
        table.loc[rows, "cancel_reason"] = given
        table.loc[rows, "cancel_by"] = ["buyer" if text == "No longer needed" else by for text in given]
        table.loc[rows, "status"] = "cancelled"
        table.loc[rows, ["rts_at", "shipped_at", "delivered_at"]] = pd.NaT

    def give_back(self, where, reason):
        """These orders are returned."""
        more = pd.DataFrame({"row": np.flatnonzero(where), "reason": reason})
        self.returned = pd.concat([self.returned, more], ignore_index=True)

    @property
    def orders(self):
        table = self.table
        lines = table.copy()
        more = lines[self.two].copy()
        more["package_id"] = more["package_id"] + "2"
        more["sku_id"] = np.roll(more["sku_id"].to_numpy(), 1)
        more["seller_sku"] = np.roll(more["seller_sku"].to_numpy(), 1)
        lines = pd.concat([lines, more], ignore_index=True)
        return made.orders(table, lines=lines, returns=self.returns)

    @property
    def returns(self):
        found = self.returned
        order = self.table.iloc[found["row"]].reset_index(drop=True)
        text = {name: pd.Series(pd.NA, index=found.index, dtype="str") for name in ("substatus", "tracking_id", "currency")}
        asked = (order["created_at"] + pd.Timedelta(days=6)).astype(UTC)
        return pd.DataFrame(
            {
                "return_id": [f"99{n:016}" for n in range(len(found))],
                "order_id": order["order_id"],
                "sku_id": order["sku_id"],
                "seller_sku": order["seller_sku"],
                "return_type": "return_refund",
                "status": "completed",
                "reason": found["reason"].astype("str"),
                "requested_at": asked,
                "responded_at": asked + pd.Timedelta(hours=9),
                "respond_by": pd.Series(pd.NaT, index=found.index, dtype=UTC),
                "refunded_at": asked + pd.Timedelta(days=2),
                "refund_amount": pd.Series(pd.NA, index=found.index, dtype="object"),
                "order_amount": pd.Series(pd.NA, index=found.index, dtype="object"),
                "quantity": pd.Series(1, index=found.index, dtype="Int64"),
                "dispute_status": pd.Series(pd.NA, index=found.index, dtype="str"),
                "appeal_status": pd.Series(pd.NA, index=found.index, dtype="str"),
                "compensation_status": pd.Series(pd.NA, index=found.index, dtype="str"),
                "compensation_amount": pd.Series(pd.NA, index=found.index, dtype="object"),
                **text,
            }
        )


def found(shop, main=None, **changes):
    """Each finding by its pattern."""
    stated, policy = case(main, **changes), made.policy()
    pack = family(stated.violation.family)
    pack = pack.model_copy(update={"metrics": (main or "late_dispatch",)})
    analysis = analyse(stated, shop.orders, policy, pack)
    assert analysis.main == (main or "late_dispatch")
    return {f.pattern: f for f in tested(stated, shop.orders, analysis, policy, pack)}


def supported(findings):
    """The patterns that the data speak for."""
    return {name for name, f in findings.items() if f.verdict == "supported"}


def marked(truths, slow):
    """The names of the truths; those whose way through the code another test takes as well are slow."""
    return [pytest.param(name, marks=pytest.mark.slow) if name in slow else name for name in truths]
