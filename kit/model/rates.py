"""What a consultancy charges: its own `rates.yaml`. The kit ships none."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from kit.model.record import Record, Statement

_SUM = re.compile(r"\d{1,12}(\.\d{1,2})?", re.ASCII)


def _sum(value: Any) -> Any:
    """A sum as a person writes it; a comma is refused, for it means thousands to one reader and a part of one to another."""
    if value is None or (isinstance(value, str) and not _SUM.fullmatch(value.strip())):
        raise ValueError(f"{value or ''!r}: write a sum as 4800 or 4800.50, without sign, currency or comma")
    return value


def _currency(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch("[A-Z]{3}", value.strip()):
        raise ValueError(f"{value or ''!r}: write the three capital letters of the currency, such as CNY")
    return value


_Sum = Annotated[Decimal, BeforeValidator(_sum)]


class Rates(Record):
    """Sums in one currency, without tax."""

    currency: Annotated[str, BeforeValidator(_currency)]
    standard: _Sum  # a case in the standard time
    rush: _Sum  # a case within the rush hours
    missing_document: _Sum = Decimal(0)  # each piece of evidence that is still to be got
    further_site: _Sum = Decimal(0)  # each further site of the same event
    further_attempt: _Sum = Decimal(0)  # each appeal that was sent before
    earlier_violation: _Sum = Decimal(0)
    note: Statement | None = None  # stands below the sum: what is not in it
