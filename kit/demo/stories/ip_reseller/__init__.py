"""United Kingdom, suspected counterfeit: a reseller whose chain, invoices and batch all hold. A dispute."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.filled import slug
from kit.demo.stories.ip_reseller import papers, trade
from kit.demo.stories.ip_reseller.scenario import BOTTLES, MAIN, Scenario, variant
from kit.demo.stories.ip_reseller.trade import Invoice

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    sold = trade.orders(scenario)
    bought = trade.invoices(scenario, sold)
    yield "case.yaml", case_yaml(scenario, bought).encode()
    yield from trade.files(scenario, sold, bought)
    yield from papers.files(scenario, bought)


def case_yaml(scenario: Scenario, bought: tuple[Invoice, ...]) -> str:
    """The text of `case.yaml`."""
    s = scenario
    names = ("name", "violation", "seller", "shop", "shop_code", "company_number", "owner", "distributor", "number", "director", "buyer", "batch", "second_ends", "second_territory")  # fmt: skip
    values = {name: str(getattr(s, name)) for name in names}
    for n, invoice in enumerate(bought, 1):
        values |= {f"invoice_{'abcd'[n - 1]}": invoice.number, f"units_{'abcd'[n - 1]}": str(invoice.units)}
        values |= {f"day_{'abcd'[n - 1]}": f"{invoice.day.day} {invoice.day:%B %Y}"}
    listed = ", ".join(b.code for b in BOTTLES if b.code != s.unlisted)
    skus = ", ".join(b.code for b in BOTTLES)
    return filled.case_yaml(
        __package__,
        {
            **values,
            "client": slug(s.shop).replace("&-", ""),
            "skus": skus,
            "listed": listed,
            "first_taker": s.first_taker or s.distributor,
        },
    )
