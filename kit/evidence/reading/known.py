"""What the case already knows by name or number, so that a paper can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.model import Case, Orders, Seller

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Numbers and names of one case. Names are as written there."""

    orders: frozenset[str] = frozenset()
    tracking: frozenset[str] = frozenset()
    carriers: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()  # the seller's and its shops' names


def known(case: Case, seller: Seller, orders: Orders | None) -> Known:
    """What the case states, and what its orders hold."""
    facts = [(key, value) for item in case.evidence for key, value in item.facts]
    shops = (shop.name for shop in seller.shops)
    return Known(
        orders=frozenset(case.violation.orders) | _column(orders, "order_id"),
        tracking=_column(orders, "tracking_id"),
        carriers=frozenset(v for k, v in facts if k == "carrier") | _column(orders, "carrier"),
        brands=frozenset(v for k, v in facts if k == "brand") | _brands(orders),
        own=frozenset(name for name in (seller.legal_name, seller.legal_name_zh, *shops) if name),
    )


def _column(orders: Orders | None, name: str) -> frozenset[str]:
    return frozenset() if orders is None else _values(orders.lines, name)


def _brands(orders: Orders | None) -> frozenset[str]:
    return frozenset() if orders is None else _values(orders.table("products"), "brand")


def _values(table: pd.DataFrame | None, name: str) -> frozenset[str]:
    return frozenset() if table is None or name not in table else frozenset(map(str, table[name].dropna().unique()))
