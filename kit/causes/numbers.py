"""The tracking numbers of the orders, and which of them do not fit the check digit of their carrier's shape."""

import numpy as np
import pandas as pd

from kit.causes.ground import Ground, Mask

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


def misfits(found: pd.DataFrame) -> Mask:
    """Which numbers have a wrong check digit for every shape that speaks of them. What is not recognised is never wrong."""
    from kit.tools.tracking_columns import misfits as wrong_of

    wrong = np.zeros(len(found), dtype=bool)
    codes, carriers = pd.factorize(found["carrier"])
    for code, carrier in ((-1, None), *enumerate(map(str, carriers))):  # -1: no carrier is named
        rows = np.flatnonzero(codes == code)
        wrong[rows] = wrong_of(found["tracking_id"].iloc[rows].tolist(), carrier)
    return wrong
