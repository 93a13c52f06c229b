"""Return requests as audits look at them: one row a request, whatever the files repeat, and the SKUs of an order by name."""

from typing import TYPE_CHECKING

from kit.audits.request import Request

if TYPE_CHECKING:
    import pandas as pd

_EARLIEST = ("requested_at", "responded_at", "respond_by", "refunded_at")


def requests(request: Request) -> "pd.DataFrame":
    """One row a return id: what any of its rows states, of times the earliest; empty without a file of returns."""
    import pandas as pd

    table = request.table("returns")
    if table is None:
        return pd.DataFrame(columns=["return_id", "order_id", "reason", *_EARLIEST])
    if not table["return_id"].duplicated().any():
        return table
    grouped = table.groupby("return_id", sort=False)
    once = grouped.first()  # of each column the first row that states it
    for name in _EARLIEST:
        once[name] = grouped[name].min()
    return once.reset_index()


def named_skus(request: Request) -> "pd.DataFrame":
    """One row an order and SKU: order_id and sku, the seller's own name of it where the export has one."""
    import pandas as pd

    assert request.orders is not None
    lines = request.orders.lines
    sku = lines["seller_sku"].fillna(lines["sku_id"]).astype(str)
    return pd.DataFrame({"order_id": lines["order_id"], "sku": sku}).drop_duplicates()
