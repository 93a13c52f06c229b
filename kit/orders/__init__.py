"""Order data: exports and tracking answers read so that no row is lost and no buyer is named."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.model import OpenCase, Orders, Policy
    from kit.orders.named import Named

__all__ = ["read_orders", "where_named"]


def where_named(opened: "OpenCase", policy: "Policy", texts: Sequence[str]) -> "tuple[tuple[Named, ...], tuple[str, ...]]":
    """Where the texts name a buyer of the case's files, and what could not be searched; buyers' columns stay in the worker."""
    from kit.orders import reading

    return reading.where_named(opened, policy, texts)


def read_orders(
    opened: "OpenCase", policy: "Policy", *, progress: Callable[[int, int, str], None] | None = None
) -> "Orders | None":
    """The orders of a case with how each file was read; None where `orders/` holds no file.

    Raises BadFile with every problem of every file at once. `progress` is told of each file that is done.
    """
    from kit.orders import reading  # late: brings in Arrow and pandas

    return reading.read(opened, policy, progress)
