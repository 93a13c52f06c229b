"""E887: a page of a carrier for a number that no order, no parcel and no sheet of the case has."""

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Orders, Subject
from kit.tools.figures import some
from kit.tools.tracking_numbers import key

_PARTED = re.compile(r"[,;、，；]|\s(?:and|to)\s|\s[–—]\s|\n")
_COLUMNS = ("tracking_id", "package_id", "order_id")  # a carrier's page may be found by each


def check(subject: Subject) -> Iterable[Hit]:
    known = _known(subject.orders) if subject.orders else frozenset()
    if not known:
        return
    for n, item in enumerate(subject.case.evidence):
        if item.kind != "tracking_page" or item.use != "exhibit" or item.status != "have":
            continue
        numbers = [part.strip() for part in _PARTED.split(dict(item.facts).get("number", "")) if part.strip()]
        if strange := [number for number in numbers if key(number) not in known]:
            yield Hit(
                where=f"evidence.{n}.facts.number",
                message=Both(
                    f"{item.id} is a carrier's page for {some(strange)}, which no order, return or sheet of the case has",
                    f"{item.id} 是 {some(strange)} 的承运商页面，而订单、退货与表格中均无此单号",
                ),
                fix=Both(
                    "correct the number by the page, or take the page of a parcel that the letter is about",
                    "按页面更正单号，或改用信中所述包裹的页面",
                ),
            )


def _known(orders: Orders) -> frozenset[str]:
    """The numbers of the exports and of every sheet, in one writing; none where no parcel's number is known."""
    tables = (orders.lines, *orders.tables.values())
    found = {name: {key(n) for table in tables if name in table for n in table[name].dropna().unique()} for name in _COLUMNS}
    return frozenset[str]().union(*found.values()) if found["tracking_id"] else frozenset()


# --- examples ---------------------------------------------------------------------------------------


def _page(number: str, *sent: str, **changes: Any) -> dict[str, Any]:
    facts = {"carrier": "Calder Express", "number": number, "taken": "2026-07-01 10:05"}
    page = {
        "id": "page", "file": "evidence/page.png", "kind": "tracking_page", "caption": "Carrier's page", "facts": facts, **changes,
    }  # fmt: skip
    nothing = pd.DataFrame()
    sheet = {"collections": pd.DataFrame({"order_id": ["576518"] * len(sent), "tracking_id": sent})}
    orders = Orders(lines=nothing, orders=nothing, readings=(), quarantine=(), exported=None, tables=sheet)
    return {"evidence.4": page, "corrective.0.exhibits": ["cutoff_screen", "page"], "orders": orders}


RULE = Rule(
    id="E887",
    name="carrier-page-of-no-order",
    severity="warning",
    what=said(
        "A carrier's page is of a number that the orders, the returns or a sheet of the case have.",
        "承运商页面的单号见于案件的订单、退货或表格。",
    ),
    why=said("A page of another parcel shows nothing of these orders.", "其他包裹的页面不能证明这些订单。"),
    source="seed 002 (carrier's own page with number, time and logo)",
    grade="derived",
    check=check,
    bad=(
        _page("CEX0012345679", "CEX0012345678"),
        _page("CEX0012345678 and CEX0012345679", "CEX0012345678"),
        _page("CEX001234567", "CEX0012345678"),
    ),
    good=(
        "",
        _page("CEX 0012 345678", "CEX0012345678"),
        _page("CEX0012345678, CEX0012345679", "CEX0012345678", "CEX0012345679"),
        _page("CEX0012345679"),  # no number of a parcel is known
        _page("CEX0012345679", "CEX0012345678", use="background"),
    ),
)
