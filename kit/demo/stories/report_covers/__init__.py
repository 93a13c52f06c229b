"""United Kingdom, toys, disputed: the notice misses a part of the test report that stands on its second page."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from kit.demo import filled
from kit.demo.exported import csv_file, day_first_time, plain_csv
from kit.demo.stories.late_dispatch.export import HEADERS
from kit.demo.stories.report_covers import papers, pictures
from kit.demo.stories.report_covers.scenario import GOODS, MAIN, NOTICE, SOLD_FROM, Scenario, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    yield "case.yaml", case_yaml(scenario).encode()
    yield "orders/orders_2026-08-01_to_2026-09-14.csv", csv_file(HEADERS, _orders(scenario))
    yield "records/goods.csv", plain_csv(_GOODS, _goods(scenario))
    yield "records/certificates.csv", plain_csv(_PAPERS, _papers(scenario))
    yield from pictures.files(scenario)
    yield from papers.files(scenario)


def case_yaml(scenario: Scenario) -> str:
    """The text of `case.yaml`."""
    s = scenario
    return filled.case_yaml(
        __package__,
        {
            **filled.stated(s),
            "parameters": "EN 71-1; EN 71-2; EN 71-3" if s.has_part_3 else "EN 71-1; EN 71-2",
            "models": "; ".join(model for _, _, model, _ in GOODS),
            "skus": ", ".join(f"{s.mark}-{code}" for code, *_ in GOODS),
        },
    )


_GOODS = ("Seller SKU", "Model", "Goods Category", "Role", "Supplier", "Papers Asked For", "Listed On")
_PAPERS = (
    "Document", "Number", "Issuer", "Holder", "Models Named", "SKUs", "Market", "Parameters", "Applied On", "Valid From",
    "Valid To", "Evidence",
)  # fmt: skip


def _goods(s: Scenario) -> Iterator[tuple[str, ...]]:
    for code, _, model, _ in GOODS:
        asked = "Declaration of conformity; Test report"
        yield f"{s.mark}-{code}", model, "Toys", "manufacturer", s.seller, asked, SOLD_FROM.isoformat()


def _papers(s: Scenario) -> Iterator[tuple[str, ...]]:
    models, skus = "; ".join(g[2] for g in GOODS), "; ".join(f"{s.mark}-{g[0]}" for g in GOODS)
    parts = "EN 71-1; EN 71-2; EN 71-3" if s.has_part_3 else "EN 71-1; EN 71-2"
    yield "Test report", s.report, s.laboratory, s.seller, models, skus, "UK", parts, "", "2026-07-17", "", "test_report"
    yield (
        "Declaration of conformity",
        f"{s.mark}-DOC-2026-03",
        s.seller,
        s.seller,
        models,
        skus,
        "UK",
        "",
        "",
        "2026-07-20",
        "",
        "declaration",
    )


def _orders(s: Scenario) -> Iterator[dict[str, str]]:
    """A few a day, the newest first; what is sold begins on the day of the listing."""
    chance, sold = Random(s.seed), []  # noqa: S311 - a seeded example, not a secret
    day = datetime(SOLD_FROM.year, SOLD_FROM.month, SOLD_FROM.day)  # noqa: DTZ001 - the export states local times
    while day.date() < NOTICE:
        sold += [day + timedelta(seconds=chance.randrange(8 * 3600, 86_000)) for _ in range(chance.randrange(2, 7))]
        day += timedelta(days=1)
    for n, at in reversed(list(enumerate(sorted(sold), 1))):
        code, name, model, price = GOODS[(n + n // 7) % len(GOODS)]
        sent, there = at + timedelta(hours=22), at + timedelta(hours=70)
        is_there = there.date() < NOTICE
        yield {
            "Order ID": str(576_900_000_000_000_000 + s.seed * 10_000_000_000 + n * 7_919),
            "Order Status": "Completed" if is_there else "Shipped",
            "Order Substatus": "Completed" if is_there else "In transit",
            "Normal or Pre-order": "Normal",
            "SKU ID": str(1_731_200_400_000_000 + s.seed * 100 + [g[0] for g in GOODS].index(code)),
            "Seller SKU": f"{s.mark}-{code}",
            "Product Name": name,
            "Variation": model,
            "Quantity": "1",
            "SKU Unit Original Price": f"{price:.2f}",
            "SKU Subtotal After Discount": f"{price:.2f}",
            "Order Amount": f"{price + 2.99:.2f}",
            "Created Time": day_first_time(at),
            "Paid Time": day_first_time(at + timedelta(minutes=1)),
            "RTH Time": day_first_time(at + timedelta(hours=18)),
            "Shipped Time": day_first_time(sent),
            "Delivered Time": day_first_time(there) if is_there else "",
            "Fulfillment Type": "Fulfillment by seller",
            "Warehouse Name": "Tamworth",
            "Tracking ID": f"GBX{s.seed % 90 + 10}{n:08}",
            "Shipping Provider Name": "Northway Parcels",
            "Package ID": str(115_300_000_000_000_000 + s.seed * 1_000_000 + n),
            "Country": "United Kingdom",
            "Product Category": "Toys & Hobbies",
            "Checked Status": "Unchecked",
        }
