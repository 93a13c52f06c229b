"""What a consultancy charges: its own `rates.yaml`. The kit ships none."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from kit.model.record import Record, Text

_Sum = Annotated[Decimal, Field(ge=0)]


class Rates(Record):
    """Sums in one currency, without tax."""

    currency: Text
    standard: _Sum  # a case in the standard time
    rush: _Sum  # a case within the rush hours
    missing_document: _Sum = Decimal(0)  # each piece of evidence that is still to be got
    further_site: _Sum = Decimal(0)  # each further site of the same event
    further_attempt: _Sum = Decimal(0)  # each appeal that was sent before
    earlier_violation: _Sum = Decimal(0)
    note: str | None = None
