"""Stock found missing after the sale: the bad orders hold SKUs that were cancelled for want of stock in the same days."""

import numpy as np
import pandas as pd

from kit.causes.ground import Ground, Mask, Verdict
from kit.causes.group import standing
from kit.causes.reasons import topics

CANCELLED = 3  # orders of a SKU cancelled for want of stock, from which on it counts as sold out
AROUND = np.timedelta64(2, "D")  # before the first and after the last of them


def test(ground: Ground) -> Verdict | str:
    """Whether the rise sits in orders for SKUs that were out of stock then. The cancelled orders themselves do not count."""
    texts = ground.column("cancel_reason")
    if texts is None:
        return "the orders state no reason for a cancellation, so it is not known which SKUs were out of stock"
    if ground.line_column("sku_id") is None:
        return "the orders name no SKUs"
    cancelled = (topics(texts) == "stock").to_numpy(dtype=bool)
    spans = _sold_out(ground, cancelled & ground.during)
    if spans.empty:
        none = f"No SKU had {CANCELLED} orders or more cancelled for want of stock during the violation."
        return Verdict(verdict="denied", evidence_against=(none,))
    number = int((cancelled & ground.during).sum())
    said = (
        f"{number:,} orders were cancelled for want of stock during the violation; {len(spans):,} SKUs had {CANCELLED} or more."
    )
    what = "Orders for a SKU in the days around such cancellations"
    return standing(ground, _in_spans(ground, spans) & ~cancelled, what, found=(said,))


def _sold_out(ground: Ground, cancelled: Mask) -> pd.DataFrame:
    """First and last day of the orders cancelled for want of stock, by SKU."""
    days = pd.DataFrame({"order_id": ground.orders["order_id"], "day": ground.days})[cancelled]
    held = ground.data.lines[["order_id", "sku_id"]].drop_duplicates().merge(days, on="order_id")
    spans = held.groupby("sku_id")["day"].agg(["size", "min", "max"])
    return spans[spans["size"] >= CANCELLED]


def _in_spans(ground: Ground, spans: pd.DataFrame) -> Mask:
    days = pd.DataFrame({"order_id": ground.orders["order_id"], "day": ground.days})
    held = ground.data.lines[["order_id", "sku_id"]].merge(spans, left_on="sku_id", right_index=True).merge(days, on="order_id")
    inside = (held["day"] >= held["min"] - AROUND) & (held["day"] <= held["max"] + AROUND)
    return ground.rows_of(held["order_id"][inside])
