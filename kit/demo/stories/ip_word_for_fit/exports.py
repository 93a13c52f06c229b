"""Three exports of listings and the log. The planted defect: the fitment sheet wrote a maker's name into listings from one day on."""

from collections.abc import Iterator
from random import Random

from kit.demo.exported import plain_csv
from kit.demo.listings import Row, template
from kit.demo.stories.ip_word_for_fit.scenario import AFTER, CATALOGUE, EARLIER, NOTICED, Filter, Scenario

IN_TITLE = 9  # of the listings that took the word, how many have it in the title too


def files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    for day, named in ((EARLIER, 0), (NOTICED, scenario.named), (AFTER, scenario.left)):
        yield f"listings/products_{day}.xlsx", template(rows(scenario, day, named))
    yield "records/incident-log.csv", plain_csv(("Time", "Role", "What", "Evidence"), log(scenario))


def rows(scenario: Scenario, day: str, named: int) -> Iterator[Row]:
    """Every listing as of that day; the first so many name the maker."""
    chance = Random(f"{scenario.seed} {day}")  # noqa: S311 - a seeded example, not a secret
    for n, part in enumerate(CATALOGUE):
        word = scenario.mark if n < named else ""
        yield Row(
            product_id=str(1_730_402_118_000_000 + n * 6_133),
            sku_id=str(1_730_402_118_500_000 + n * 6_133),
            seller_sku=part.code,
            category="Vacuum Parts & Accessories (600942)",
            brand="",
            title=_title(part, word if n < IN_TITLE else ""),
            description=_description(part, word),
            variation=part.measure,
            price=part.price,
            quantity=chance.randrange(30, 420),
        )


def _title(part: Filter, word: str) -> str:
    return f"{part.name} for {word} {part.fits}, {part.measure}" if word else f"Replacement {part.plain}, {part.measure}"


def _description(part: Filter, word: str) -> str:
    """HTML; the line on fit is what the sheet writes."""
    fit = f"Fits {word} {part.fits} vacuum cleaners." if word else f"Fits machines with a seat of {part.measure}."
    return (
        f"<p>Replacement {part.plain}, unbranded.</p><ul><li>Measure: {part.measure}</li><li>{fit}</li>"
        "<li>Measure your old part before you order.</li></ul>"
    )


def log(scenario: Scenario) -> tuple[tuple[str, str, str, str], ...]:
    """What was done when, by role."""
    return (
        ("2026-08-12 10:20", "Product Data Lead", "Maker and model of the fitment sheet switched on for titles and descriptions", "sheet_before"),
        ("2026-09-08 09:15", "Shop Manager", "Notice read; all listings exported", "notice"),
        ("2026-09-08 11:40", "Product Data Lead", f"All {len(CATALOGUE)} listings searched: {scenario.named} name the maker", "search"),
        ("2026-09-09 14:05", "Product Data Lead", "Maker and model taken out of the fitment sheet", "sheet_after"),
        ("2026-09-09 16:30", "Product Data Lead", f"{scenario.named} listings written again, measure in place of maker", "listing_after"),
        ("2026-09-11 17:20", "Storekeeper", f"{scenario.cartons} cartons relabeled", "stock_record"),
        ("2026-09-14 09:30", "Shop Manager", "Listing procedure, version 3, signed; first weekly search", "sop"),
        ("2026-09-21 09:30", "Shop Manager", "Second weekly search: none", "check_log"),
    )  # fmt: skip
