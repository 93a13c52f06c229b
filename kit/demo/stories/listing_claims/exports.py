"""The three exports of listings, the claim sheet and the log. The planted defect: one upload put two sentences into every description of a template."""

from collections.abc import Iterator
from random import Random

from kit.demo.exported import plain_csv
from kit.demo.listings import Row, template
from kit.demo.stories.listing_claims.scenario import CATALOGUE, COPIED, PHRASES, Product, Scenario

EARLIER, NOTICED, AFTER = "products_2026-08-31.xlsx", "products_2026-09-22.xlsx", "products_2026-10-01.xlsx"


def files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    for name, has_words in ((EARLIER, False), (NOTICED, True), (AFTER, False)):
        yield f"listings/{name}", template(rows(scenario, has_words=has_words, is_after=name == AFTER))
    yield "records/claims.csv", plain_csv(("Claim", "SKU", "Place", "Proof kind", "Proof", "Removed at"), _claims(scenario))
    yield "records/incident-log.csv", plain_csv(("Time", "Role", "What", "Evidence"), _log(scenario))


def rows(scenario: Scenario, *, has_words: bool, is_after: bool) -> Iterator[Row]:
    """Every SKU; stock differs from export to export as it does in a shop."""
    chance = Random(f"{scenario.seed} {has_words} {is_after}")  # noqa: S311 - a seeded example, not a secret
    for n, product in enumerate(CATALOGUE):
        words = has_words and n < scenario.edited
        for k, variation in enumerate(product.variations):
            yield Row(
                product_id=str(1_729_611_043_000_000 + n * 7_919),
                sku_id=str(1_729_611_043_500_000 + n * 7_919 + k),
                seller_sku=f"{scenario.mark}-{product.code}-{variation[:2].upper()}",
                category=product.category,
                brand=scenario.shop,
                title=f"{scenario.shop} {product.name}",
                description=description(product, words=words, lamp=n < 2),
                variation=variation,
                price=f"{product.price:.2f}",
                quantity=chance.randrange(20, 400),
            )


def description(product: Product, *, words: bool, lamp: bool) -> str:
    """The HTML of a listing."""
    points = "".join(f"<li>{fact}</li>" for fact in product.facts)
    plain = "<p>The lamp switches off when the vacuum is lifted.</p>" if lamp else ""
    more = f"<p><strong>Why families choose it</strong></p><p>{' '.join(COPIED)}</p>" if words else plain
    return f"<p>{product.name}.</p><ul>{points}</ul>{more}<p>One year of warranty.</p>"


def _claims(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    yield (PHRASES[0], "all", "description", "", "", "2026-09-22 16:35")
    yield (PHRASES[1], "all", "description and main picture", "", "", "2026-09-23 11:20")
    yield (PHRASES[2], "all", "description", "", "", "2026-09-22 16:35")
    first = CATALOGUE[0]
    yield ("Washable HEPA filter", f"{scenario.mark}-{first.code}-WH", "description", "packaging", "packaging_photo", "")


def _log(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    s = scenario
    yield (
        "2026-09-04 10:30",
        "Content Director",
        f"Copy of {s.supplier} approved for the autumn texts without asking for reports",
        "supplier_sheet",
    )
    yield ("2026-09-08 16:20", "Listing Editor", f"Batch edit autumn_copy_v3.xlsx uploaded, {_count(s)} SKUs", "edit_history")
    yield ("2026-09-22 11:05", "Content Director", "Notice read; all listings exported at 11:40", "notice")
    yield ("2026-09-22 16:35", "Listing Editor", f"Batch edit taken back, {_count(s)} SKUs", "edit_back")
    yield ("2026-09-23 11:20", "Listing Editor", "Main pictures of the mattress vacuums replaced", "listing_after")
    yield ("2026-09-25 15:10", "Product Compliance Specialist", "All 96 SKUs searched, no phrase of the notice left", "check_log")
    yield (
        "2026-09-26 18:00",
        "Content Director",
        f"Buyers of {s.orders} orders told through the platform's messages",
        "buyer_messages",
    )
    yield ("2026-10-01 10:10", "Product Compliance Specialist", "First weekly search of all listings: none", "check_log")


def _count(scenario: Scenario) -> int:
    return sum(len(p.variations) for p in CATALOGUE[: scenario.edited])
