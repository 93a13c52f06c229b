"""What an audit is made from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kit.model import Analysis, Case, EvidenceItem, Family, OpenCase, Orders, Policy
from kit.tools import figures
from kit.tools.cells import is_there

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Request:
    """A case with its data files read. `today` is the letter's date: no audit reads the clock."""

    opened: OpenCase
    family: Family
    orders: Orders | None
    analysis: Analysis
    policy: Policy

    @property
    def case(self) -> Case:
        """What people stated."""
        return self.opened.case

    @property
    def today(self) -> date:
        """The day as of which papers are valid or expired."""
        return self.case.letter.date

    def day(self, day: date, *, year: bool = True) -> str:
        """The day as the site writes it."""
        return figures.day(day, self.policy.site.date_style, year=year)

    def local(self, at: Any) -> datetime | None:
        """A moment of a table on the site's clock; None for an empty cell."""
        return at.tz_convert(self.policy.zone).to_pydatetime() if is_there(at) else None

    def local_day(self, at: Any) -> date | None:
        """The day of a table's moment at the site; None for an empty cell."""
        local = self.local(at)
        return local.date() if local else None

    def table(self, name: str) -> "pd.DataFrame | None":
        """A table that the data files state, with `source_file` and `source_line`, or None."""
        return self.orders.table(name) if self.orders else None

    def papers(self, *kinds: str) -> tuple[EvidenceItem, ...]:
        """The evidence of these kinds, in the order of case.yaml, whatever its status."""
        return tuple(item for item in self.case.evidence if item.kind in kinds)

    def place(self, item: EvidenceItem) -> str:
        """Where case.yaml states the item: `evidence.3`."""
        return f"evidence.{self.case.evidence.index(item)}"

    def first_sale(self, sku: str) -> date | None:
        """The day of the first order of the SKU in the exports, at the site."""
        if self.orders is None or self.orders.lines.empty:
            return None
        lines = self.orders.lines
        ours = lines["seller_sku"].eq(sku) | lines["sku_id"].eq(sku)
        return self.local_day(lines.loc[ours.fillna(False), "created_at"].min())
