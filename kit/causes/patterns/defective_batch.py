"""Defective batch: the returns say defective, and they sit in one SKU in some weeks and not in its others."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kit.causes.ground import SURE, Ground, Mask, Verdict
from kit.causes.reasons import given, reasons
from kit.tools import figures, statistics

LEAST = 3  # defective orders of a SKU in a week, from which on the week is looked at
MOST = 0.5  # of the defective orders lie in the weeks that stand out


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A SKU and the weeks of its orders that stand out."""

    sku: str
    weeks: tuple[int, ...]
    defective: int
    of: int
    p: float


def test(ground: Ground) -> Verdict | str:
    """Whether most of the rise came from goods returned as defective, and whether one SKU's orders of some weeks hold them."""
    verdict = given(ground, "defective", "the reason given is that the goods were defective", of="returned")
    found = reasons(ground)
    if isinstance(verdict, str) or isinstance(found, str) or verdict.verdict != "supported":
        return verdict
    weeks = _weeks(ground, found.rows(ground, "defective") & ground.bad)
    batch = _batch(weeks)
    everything = int(weeks.drop_duplicates("order_id")["bad"].sum())
    if batch is None or batch.defective < MOST * everything:
        spread = "They do not sit in some weeks of one SKU: this fits the product, or its description, rather than one batch."
        return replace(
            verdict, verdict="unclear", evidence_against=(*verdict.evidence_against, spread), strength=verdict.strength / 2
        )
    said = f"SKU {batch.sku}, orders of {len(batch.weeks)} weeks: {batch.defective:,} of {batch.of:,} returned as defective"
    share = figures.share(batch.defective / everything)
    said = f"{said}, {share} of all {everything:,} such returns. Which batch these weeks are, the stock record tells."
    return replace(verdict, evidence_for=(*verdict.evidence_for, said), p_value=max(batch.p, verdict.p_value or 0.0))


def _weeks(ground: Ground, defective: Mask) -> pd.DataFrame:
    """One row an order and SKU of the violation's days: order_id, sku, week (counted from the window's start), bad."""
    inside = ground.counted & ground.during
    start = np.datetime64(ground.window("during").start, "D")
    orders = pd.DataFrame(
        {
            "order_id": ground.orders["order_id"][inside],
            "week": (ground.days[inside] - start).astype(int) // 7,
            "bad": defective[inside],
        }
    )
    lines = ground.data.lines
    held = pd.DataFrame({"order_id": lines["order_id"], "sku": lines["seller_sku"].fillna(lines["sku_id"])}).drop_duplicates()
    return orders.merge(held, on="order_id")


def _batch(weeks: pd.DataFrame) -> Batch | None:
    """The SKU with the most defective orders, if some of its weeks and not most of them stand out against all other orders."""
    cells = weeks.groupby(["sku", "week"])["bad"].agg(["sum", "size"])
    bad, of = int(cells["sum"].sum()), int(cells["size"].sum())
    looked_at = cells[cells["sum"] >= LEAST]
    outstanding: dict[str, list[tuple[int, int, int, float]]] = {}
    for (sku, week), mine, its in looked_at.itertuples(name=None):
        p = statistics.fisher(mine, its, bad - mine, of - its) * len(cells)
        if p < SURE and mine * of > bad * its:
            outstanding.setdefault(str(sku), []).append((int(week), mine, its, p))
    if not outstanding:
        return None
    sku, found = max(outstanding.items(), key=lambda pair: sum(cell[1] for cell in pair[1]))
    if len(found) > MOST * weeks["week"].nunique():
        return None
    return Batch(
        sku=sku,
        weeks=tuple(sorted(cell[0] for cell in found)),
        defective=sum(cell[1] for cell in found),
        of=sum(cell[2] for cell in found),
        p=min(cell[3] for cell in found),
    )
