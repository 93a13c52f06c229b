"""The exports of unsettled and of settled orders, both of one morning, and the log."""

from collections.abc import Iterator
from datetime import date

from kit.demo.exported import UNSETTLED_UK, plain_csv
from kit.demo.stories.held_payout.money import Entry
from kit.demo.stories.held_payout.scenario import TERM, Scenario

PAUSE = "Settlement paused: payee information under review"
"""Invented: the one reason seen in a real export is that the parcel is not delivered."""
INCOME = (
    "Order/adjustment ID", "Type", "Order created time", "Order settled time", "Currency", "Total settlement amount",
    "Total revenue", "Total fees", "Related order ID", "Customer payment", "Customer refund",
)  # fmt: skip
"""Headers that the income exports of several sites share; one of this site was not seen."""


def files(s: Scenario, found: tuple[Entry, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    held = [e for e in found if e.is_held]
    paid = [e for e in found if not e.is_held]
    rows = ([_unsettled(e).get(h, "/") for h in UNSETTLED_UK] for e in reversed(held))
    yield "finance/unsettled_orders_gb_2026-09-24.csv", plain_csv(UNSETTLED_UK, rows)
    yield "finance/income_2026-08-10_to_2026-09-23.csv", plain_csv(INCOME, (_income(e) for e in reversed(paid)))
    yield "records/log.csv", plain_csv(("Time", "Role", "What", "Evidence"), _log(s))


def _unsettled(e: Entry) -> dict[str, str]:
    return {
        "Type": "Adjustment" if e.is_adjustment else "Order",
        "Order/adjustment ID": e.entry_id,
        "Creation date": _day(e.ordered),
        "Currency": "GBP",
        "Total estimated settlement amount": f"{e.amount}",
        "Estimated Settle time": f"Delivered + {TERM} days",
        "Unsettled reasons": PAUSE if e.delivered else "Waiting for package delivery",
        "Related order ID": e.order_id,
        "Order created date": _day(e.ordered),
        "Order shipment date": _day(e.shipped),
        "Order delivery date": _day(e.delivered),
        "SKU ID": str(1_729_600_448_120_000 + int(e.good.price * 100)),
        "Quantity": "1",
        "Product name": e.good.name,
        "SKU name": "Default",
        "Net sales": f"{e.good.price:.2f}",
    }


def _income(e: Entry) -> tuple[str, ...]:
    gross = f"{e.good.price:.2f}"
    fees = f"{float(e.amount) - e.good.price:.2f}"
    return (e.entry_id, "Order", _day(e.ordered), _day(e.due), "GBP", f"{e.amount}", gross, fees, "/", gross, "0")


def _day(day: date | None) -> str:
    return f"{day:%Y/%m/%d}" if day else "/"


def _log(s: Scenario) -> Iterator[tuple[str, ...]]:
    yield "2026-05-18 10:00", "General Manager", f"New name {s.seller} registered; licence issued again", "change"
    yield "2026-06-02 14:20", "Finance Manager", "VAT certificate with the new name received and uploaded in Seller Center", "vat"
    yield "2026-06-22 11:00", "Finance Manager", "Bank letter with the new name received", "bank"
    yield "2026-07-21 16:05", "Purchasing Manager", f"Invoice WX-2607-131 to {s.billed_name} filed", "inv_july"
    yield "2026-09-08 17:20", "Finance Manager", "Notice read; payout details photographed as they stood", "profile_before"
    yield (
        "2026-09-09 15:30",
        "Purchasing Manager",
        "All invoices since the change of name read; WX-2607-131 sent back to the supplier",
        "",
    )
    yield (
        "2026-09-10 10:35",
        "Finance Manager",
        "Payout details corrected to the name and number of the VAT certificate",
        "profile_after",
    )
    yield "2026-09-11 17:10", "Purchasing Manager", "Invoice WX-2607-131R received in place of WX-2607-131", "inv_new"
    yield "2026-09-14 09:00", "General Manager", "Rule for changes of entity, tax and bank data in force", "rule"
    yield "2026-09-21 09:40", "Finance Manager", "First monthly comparison of all papers of the payee signed", "sheet"
    yield "2026-09-24 09:30", "Finance Manager", "Unsettled and income exports made; every held entry counted", "on_hold"
