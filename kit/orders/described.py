"""What was read, in plain lines."""

from collections.abc import Iterator

from kit.model import FileReading, Orders

_DOUBTFUL = 10


def described(orders: Orders) -> tuple[str, ...]:
    """What was read, how dates and clocks were understood, the row conservation of each file, the first doubtful rows."""
    return tuple(_lines(orders))


def _lines(orders: Orders) -> Iterator[str]:
    yield f"{len(orders.orders):,} orders in {len(orders.lines):,} lines, from {len(orders.readings)} files"
    if orders.exported is not None:
        yield f"known up to {orders.exported:%Y-%m-%d %H:%M} {orders.exported.tzname()}"
    for reading in orders.readings:
        yield ""
        yield from _file(reading)
    if orders.quarantine:
        yield ""
        yield f"{len(orders.quarantine):,} rows set aside; the first:"
        for row in orders.quarantine[:_DOUBTFUL]:
            sheet = f", sheet {row.sheet}" if row.sheet else ""
            yield f"  {row.file}{sheet}, line {row.line}: {row.reason}"
            yield f"    {row.raw}"


def _file(reading: FileReading) -> Iterator[str]:
    sheet = f", sheet {reading.sheet}" if reading.sheet else ""
    yield reading.line
    yield f"  {reading.format}{sheet}, {reading.encoding}; dates {reading.date_format} in {reading.zone}"
    if reading.dropped_columns:
        yield f"  buyer columns not read: {', '.join(reading.dropped_columns)}"
    if reading.unknown_columns:
        yield f"  unknown columns not read: {', '.join(reading.unknown_columns)}"
    for note in reading.notes:
        yield f"  {note}"
