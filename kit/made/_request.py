"""What a made exhibit is drawn from."""

from dataclasses import dataclass

from kit.model import Analysis, Audit, Case, EvidenceItem, FileReading, Orders, Policy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Request:
    """One evidence item that the kit makes, and the data for it."""

    item: EvidenceItem
    case: Case
    orders: Orders | None
    analysis: Analysis
    policy: Policy
    audits: tuple[Audit, ...] = ()

    @property
    def readings(self) -> tuple[FileReading, ...]:
        """How each data file was read."""
        return self.orders.readings if self.orders else ()
