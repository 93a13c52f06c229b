"""What Account Health shows of a client's shops, copied line by line: `points.yaml`."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from kit.model.record import Day, Key, Record, SiteCode, Text


class Deduction(Record):
    """One line of the page: a violation and what it cost."""

    on: Day
    what: Key  # as the profile names it: late_dispatch, prohibited, …
    points: Annotated[Decimal, Field(ge=0)] | None = None  # as the page prints them; None: as the profile counts them
    count: Annotated[int, Field(ge=1)] = 1  # orders or listings of one event, where each costs
    violation_id: Text | None = None  # as the page prints it
    status: Literal["counted", "observed", "appealed", "removed"] = "counted"
    """`observed`: a warning under review; `appealed`: counted, and an appeal runs; `removed`: taken back."""


class ShownScore(Record):
    """The score as the page showed it on a day, to be held against the lines."""

    value: Decimal
    on: Day


class ShopPoints(Record):
    """One shop's page."""

    site: SiteCode
    name: Text
    seller_type: Literal["local", "cross_border"]
    shown: ShownScore | None = None
    monthly_sales_usd: Annotated[Decimal, Field(ge=0)] | None = None  # average of the last months, for the reset
    entries: tuple[Deduction, ...] = ()


class PointsFile(Record):
    """`points.yaml`: the shops of one client."""

    shops: tuple[ShopPoints, ...] = Field(min_length=1)
