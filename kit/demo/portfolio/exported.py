"""Order exports of any site, written as the kit's own format of the site reads them."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Literal, cast

from kit import policy
from kit.orders.date_formats import TEMPLATES
from kit.orders.export_format import TableFormat, formats

Late = Literal["every_fourth", "one_evening"]
_DAY = timedelta(days=1)
_NOW = date(2026, 6, 9)  # the first notice of a portfolio


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an export shows: two or three orders a day from `first` to `last`, late ones as the situation tells."""

    site: str
    seed: str
    late: Late
    notice: date
    first: date
    last: date
    town: str
    carrier: str
    skus: tuple[str, str]


def export(plan: Plan) -> tuple[bytes, tuple[str, ...]]:
    """The CSV, and the ids of the orders that were handed over late."""
    form = _form(plan.site)
    orders = list(_orders(plan))
    headers = _headers(form)
    fields = {c.headers[0]: c.field for c in form.columns}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([_cell(order, fields.get(h, ""), form) for h in headers] for _, order in reversed(orders))
    return out.getvalue().encode("utf-8-sig"), tuple(str(order["order_id"]) for is_late, order in orders if is_late)


@cache
def is_known(site: str, seller_type: str) -> bool:
    """Whether the kit knows how the site writes its exports, and until when such a seller's orders must have left."""
    facts = policy.resolve(site, "seed", seller_type=seller_type, fulfilment="seller", day=_NOW)
    deadline = facts.get("late_dispatch.deadline")
    return f"{site.lower()}_orders" in formats() and deadline is not None and deadline.value is not None


@cache
def is_held_known(site: str) -> bool:
    """Whether the kit knows how the site writes its export of unsettled orders."""
    return f"{site.lower()}_unsettled" in formats()


def held(site: str, seed: str, notice: date) -> bytes:
    """The CSV of orders whose settlement has been paused since the notice."""
    form = cast("TableFormat", formats()[f"{site.lower()}_unsettled"])
    chance = Random(seed)  # noqa: S311 - a seeded example, not a secret
    start = 576_000_000_000_000_000 + chance.randrange(10**14) * 1_000
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(c.headers[0] for c in form.columns), *form.known])
    for n in range(12):
        ordered = notice - (20 - n) * _DAY
        entry = {
            "entry_id": start + n * 7_919,
            "entry_type": "Order",
            "order_id": start + n * 7_919,
            "sku_id": 1_731_200_000_000_000,
            "created_at": ordered,
            "ordered_at": ordered,
            "shipped_at": ordered + _DAY,
            "delivered_at": ordered + 3 * _DAY,
            "quantity": 1,
            "currency": policy.site(site).currency,
            "estimated_amount": f"{chance.randrange(1_200, 4_800) / 100:.2f}",
            "settle_text": "Delivered + 8 days",
            "reason": "Settlement paused: payee information under review",
        }
        shown = [
            f"{v:{TEMPLATES[form.date_format]}}" if isinstance(v := entry.get(c.field, "/"), date) else v for c in form.columns
        ]
        writer.writerow([*shown, *("/" for _ in form.known)])
    return out.getvalue().encode("utf-8-sig")


def _headers(form: TableFormat) -> list[str]:
    """All that a format knows but those by which another site's export is told."""
    foreign = {
        hint
        for other in formats().values()
        if isinstance(other, TableFormat) and other.market != form.market
        for hint in other.hints
    }
    return [h for h in (*(c.headers[0] for c in form.columns), *form.known, *form.buyer) if h not in foreign]


@cache
def _form(site: str) -> TableFormat:
    return cast("TableFormat", formats()[f"{site.lower()}_orders"])


def _cell(order: Mapping[str, object], field: str, form: TableFormat) -> str:
    value = order.get(field, "")
    return f"{value.strftime(TEMPLATES[form.date_format])}\t" if isinstance(value, datetime) else str(value)


def _orders(plan: Plan) -> Iterator[tuple[bool, dict[str, object]]]:
    """Each order in order of time, and whether it was handed over late: a week after it was bought."""
    chance = Random(plan.seed)  # noqa: S311 - a seeded example, not a secret
    day, number = plan.first, 0
    start = 576_000_000_000_000_000 + chance.randrange(10**14) * 1_000
    while day <= plan.last:
        for hour in sorted(chance.sample(range(8, 20), 2 + day.toordinal() % 2)):
            number += 1
            created = datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)))
            is_late = _is_late(plan, day, number)
            sku = chance.randrange(2)
            shipped = created + timedelta(days=8 if is_late else 0, hours=20)
            yield (
                is_late,
                {
                    "order_id": start + number * 7_919,
                    "sku_id": 1_731_200_000_000_000 + sku,
                    "seller_sku": plan.skus[sku],
                    "package_id": start + number * 7_919 + 1,
                    "tracking_id": f"{plan.site}X{start % 10**7:07}{number:04}",
                    "status": "Completed",
                    "substatus": "Completed",
                    "fulfilment": "Fulfillment by seller",
                    "warehouse": plan.town,
                    "carrier": plan.carrier,
                    "quantity": 1,
                    "created_at": created,
                    "paid_at": created + timedelta(minutes=1),
                    "rts_at": created + timedelta(hours=3),
                    "shipped_at": shipped,
                    "delivered_at": shipped + 2 * _DAY,
                    "order_kind": "Normal",
                },
            )
        day += _DAY


def _is_late(plan: Plan, day: date, number: int) -> bool:
    before = (plan.notice - day).days
    if plan.late == "one_evening":
        return before in {11, 12}
    return 2 <= before <= 28 and number % 4 == 0
