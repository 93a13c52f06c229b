"""What an audit is made from."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kit.model import Analysis, Case, EvidenceItem, Family, OpenCase, Orders, Policy
from kit.tools import figures

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

    def table(self, name: str) -> "pd.DataFrame | None":
        """A table that the data files state, with `source_file` and `source_line`, or None."""
        return self.orders.table(name) if self.orders else None

    def papers(self, *kinds: str) -> tuple[EvidenceItem, ...]:
        """The evidence of these kinds, in the order of case.yaml, whatever its status."""
        return tuple(item for item in self.case.evidence if item.kind in kinds)

    def place(self, item: EvidenceItem) -> str:
        """Where case.yaml states the item: `evidence.3`."""
        return f"evidence.{self.case.evidence.index(item)}"
