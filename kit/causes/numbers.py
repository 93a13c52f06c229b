"""The tracking numbers of the orders."""

import pandas as pd

from kit.causes.ground import Ground

COLUMNS = ["order_id", "tracking_id", "carrier"]


def numbers(ground: Ground) -> pd.DataFrame | str:
    """order_id, tracking_id and carrier, each once, as far as lines, orders or packages state them; or why there are none."""
    tables = (ground.data.lines, ground.orders, ground.data.table("packages"))
    stated = [table.reindex(columns=COLUMNS) for table in tables if table is not None and "tracking_id" in table]
    found = pd.concat(stated).dropna(subset=["order_id", "tracking_id"]) if stated else pd.DataFrame()
    if found.empty:
        return "the orders state no tracking numbers"
    by_carrier = found.sort_values("carrier", kind="stable", na_position="last")
    return by_carrier.drop_duplicates(["order_id", "tracking_id"]).sort_index(kind="stable").reset_index(drop=True)
