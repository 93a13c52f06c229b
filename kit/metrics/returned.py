"""The return and refund requests of a case: one row a return, whatever the export repeats, joined to their orders."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics.columns import Mask, among, present
from kit.metrics.counting import local_days
from kit.metrics.coverage import Coverage, coverage
from kit.metrics.material import Material, rows_of
from kit.policy import reasons
from kit.policy.reasons import Faults

REFUSED = ("rejected", "rejected_on_receipt")
WITHDRAWN = ("cancelled",)
KINDS = {"refund_only": "refund", "return_refund": "return", "return_and_refund": "return", "replacement": "return"}
"""Which list of reasons a return type has."""
MISSING = (
    "no file of return and refund requests: put the return orders as exported from Seller Center (or the Open API's"
    " answer to a search of returns) into returns/"
)
_FIRST = ("requested_at", "responded_at", "respond_by")  # the earliest of a return's rows counts; of all others the first


@dataclass(frozen=True, kw_only=True, eq=False)
class Requests:
    """The requests of a case. Masks and arrays are in the row order of `table`."""

    table: pd.DataFrame  # one row a return id: the fields of the table `returns`; refund_amount is the sum of its rows, as float
    lines: int  # rows that the export has for them
    material: Material

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The row of each request's order in `Material.frame`, -1 if the order files do not hold it."""
        return rows_of(self.material.frame["order_id"], self.table["order_id"])

    @cached_property
    def days(self) -> NDArray[np.datetime64]:
        """The local day of each request."""
        return local_days(self.table["requested_at"], self.material.policy.zone.key)

    @cached_property
    def coverage(self) -> Coverage | None:
        """Which orders the files tell of; None where no request has a time."""
        return coverage(self.material, "returns", self.days, self.rows, self.material.case.data.returns)

    @cached_property
    def refund_coverage(self) -> Coverage | None:
        """The same where the lag runs to the refund, if its time is stated, else to the request."""
        paid = local_days(self.table["refunded_at"], self.material.policy.zone.key)
        done = np.where(np.isnat(paid), self.days, paid)
        return coverage(self.material, "returns", self.days, self.rows, self.material.case.data.returns, done=done)

    @cached_property
    def faults(self) -> Faults:
        """Whose fault each is, by the buyer's reason."""
        return reasons.fault(
            self.table["reason"],
            site=self.material.policy.site.code,
            kind=self.table["return_type"].astype(object).map(KINDS),
            days=self.days,
        )

    @property
    def refused(self) -> Mask:
        """The seller refused it, at once or on receipt."""
        return among(self.table["status"], REFUSED)

    @property
    def withdrawn(self) -> Mask:
        """The buyer withdrew it."""
        return among(self.table["status"], WITHDRAWN)

    @property
    def stateless(self) -> Mask:
        """It has no status, or one that was not recognised, and no time of a refund: it is known to have been made, no more."""
        unknown = self.table["status"].isna().to_numpy(dtype=bool) | among(self.table["status"], ("blank",))
        return unknown & ~present(self.table, "refunded_at")

    @property
    def seller_won(self) -> Mask:
        """A dispute over it was decided for the seller."""
        return among(self.table["dispute_status"], ("support_seller",))

    @property
    def stands(self) -> Mask:
        """Neither refused nor withdrawn, as far as the data know: one without a status was made, so it counts."""
        return ~(self.refused | self.withdrawn)

    @property
    def states_status(self) -> bool:
        """Whether any of them does."""
        return bool((present(self.table, "status") & ~among(self.table["status"], ("blank",))).any())

    @property
    def refunded(self) -> Mask:
        """The buyer has the money back, all or part of it. A request that was refused, withdrawn or only agreed is no refund."""
        paid = present(self.table, "refunded_at") | among(self.table["status"], ("completed",))
        nothing = self.table["refund_amount"].eq(0).to_numpy(dtype=bool)
        unpaid = among(self.table["return_type"], ("replacement",)) & self.table["refund_amount"].isna().to_numpy(dtype=bool)
        return paid & self.stands & ~nothing & ~unpaid

    def orders(self, requests: Mask) -> Mask:
        """Which orders of the frame have at least one of these requests."""
        rows = self.rows[requests & (self.rows >= 0)]
        return np.bincount(rows, minlength=len(self.material.frame)) > 0


def requests(material: Material) -> Requests | None:
    """The requests, or None where no file states any."""
    table = material.orders.table("returns")
    if table is None or not len(table):
        return None
    whole = table.assign(refund_amount=numbers(table["refund_amount"]))
    repeated = whole["return_id"].duplicated(keep=False)
    if not repeated.any():
        return Requests(table=whole.reset_index(drop=True), lines=len(table), material=material)
    grouped = whole.groupby("return_id", sort=False)
    once = whole.drop_duplicates("return_id").set_index("return_id")
    once["refund_amount"] = grouped["refund_amount"].sum(min_count=1)
    for name in (n for n in _FIRST if n in whole.columns):
        once[name] = grouped[name].min()
    return Requests(table=once.reset_index(), lines=len(table), material=material)


def numbers(amounts: "pd.Series[Any]") -> NDArray[np.float64]:
    """Money as numbers, for comparing and for thresholds; never for a sum that is printed."""
    return np.asarray(pd.to_numeric(amounts.astype(object), errors="coerce"), dtype=np.float64)
