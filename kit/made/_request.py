"""What a made exhibit is drawn from."""

from dataclasses import dataclass

from kit.model import Analysis, Case, EvidenceItem, Orders, Policy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Request:
    """One evidence item that the kit makes, and the data for it."""

    item: EvidenceItem
    case: Case
    orders: Orders
    analysis: Analysis
    policy: Policy
