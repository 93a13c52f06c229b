"""What the stages start from: the case as opened, the policy that holds for it, its order data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kit.model.case import Case, Person, Seller, Shop
from kit.model.policy import Fact, SitePack

if TYPE_CHECKING:
    import pandas as pd

BEFORE_ORDER = timedelta(hours=24)
"""How long before its order a parcel's scan may lie and be taken for the order's own: what the US page calls no anomaly (the fact
`tracking.node_before_order_hours`), on every site. An older scan is of another parcel under the same number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The facts that hold for one case: site pack and profile, resolved for seller type, fulfilment and day."""

    site: SitePack
    profile: str
    facts: tuple[Fact, ...]
    asked: set[str] = field(default_factory=set, compare=False, repr=False)  # ids that a stage used, for the report

    @property
    def zone(self) -> ZoneInfo:
        """Zone of the site."""
        return ZoneInfo(self.site.calendar.zone)

    def get(self, fact_id: str) -> Fact | None:
        """The fact, or None if the packs do not hold it."""
        self.asked.add(fact_id)
        return next((f for f in self.facts if f.id == fact_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case read from its folder, with the seller resolved."""

    folder: Path
    case: Case
    seller: Seller
    shop: Shop
    signer: Person | None
    signature: Path | None
    unlisted: tuple[str, ...]  # files in evidence/ that case.yaml does not name (relative paths)
    home: Path | None = None  # the case's own folder, where `folder` holds its later exports; None: `folder` is it


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A row that was set aside, and why. `raw` is the row as read; buyer columns are blanked."""

    file: str
    sheet: str | None
    line: int  # physical line (CSV) or row (XLSX), counted from 1
    rule: str
    reason: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """How one data file was read. rows_in = used + quarantined + description + duplicates + merged."""

    file: str
    sha256: str
    format: str
    sheet: str | None
    encoding: str
    date_format: str
    zone: str
    rows_in: int
    used: int
    quarantined: int
    description: int
    duplicates: int  # exact repeats within or across files
    merged: int  # earlier re-exports of a line that a later file states again
    dropped_columns: tuple[str, ...]  # buyer data, dropped on reading
    unknown_columns: tuple[str, ...]
    notes: tuple[str, ...] = ()  # assumptions said aloud

    @property
    def balances(self) -> bool:
        """Whether every row read is accounted for."""
        return self.rows_in == self.used + self.quarantined + self.description + self.duplicates + self.merged

    @property
    def line(self) -> str:
        """Row conservation in one line, as printed in the exhibit."""
        return (
            f"{self.file}: {self.rows_in:,} rows in = {self.used:,} used + {self.quarantined:,} quarantined"
            f" + {self.description:,} description + {self.duplicates:,} duplicates + {self.merged:,} merged"
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Orders:
    """The data files of a case, read. Times are UTC (`datetime64[us, UTC]`), texts `str` or missing, money decimal.

    In `lines` and `orders` a text that repeats (every field of kind value or text, `sku_id`, `source_file`) may be a
    `category` of such texts: it is asked and compared as a text, but is counted, filled and joined by its categories.

    `lines`: one row per (order_id, sku_id, package_id), with the columns of the table `orders` in `kit.orders.fields`,
    `scan_at` (first carrier scan where tracking data have one), `source_file` and `source_line`. A number's scans of a journey
    that began more than `BEFORE_ORDER` before the order are those of another parcel and give no `scan_at`.
    `orders`: one row per order_id, the first line's order-level columns and `line_count`; rts_at, shipped_at,
    delivered_at and scan_at are those of its last package, missing while a line that is not cancelled has none.
    Both are empty, with all columns, where the case has other files only.
    `tables`: every other table that the files state, by its name in `kit.orders.fields` (returns, packages, income,
    unsettled, products, reviews, chats, service), with the columns named there, `source_file` and `source_line`;
    `products_as_stated`, each listing as every file states it, earlier exports too; and `events` and `parcels` from
    tracking answers, see `kit.orders.tracking`.
    """

    lines: pd.DataFrame
    orders: pd.DataFrame
    readings: tuple[FileReading, ...]
    quarantine: tuple[Quarantined, ...]
    exported: datetime | None  # latest moment that the data can know of, aware
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def hashes(self) -> tuple[str, ...]:
        """SHA-256 of each file read."""
        return tuple(r.sha256 for r in self.readings)

    def table(self, name: str) -> pd.DataFrame | None:
        """Another table by its name, or None where no file states it."""
        return self.tables.get(name)
