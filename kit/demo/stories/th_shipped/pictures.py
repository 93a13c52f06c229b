"""The pictures: the notice, the listing stock before and after, the signature."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.th_shipped.case_file import PACKED_STOCK, rate
from kit.demo.stories.th_shipped.export import SKUS
from kit.demo.stories.th_shipped.scenario import Scenario
from kit.demo.stories.th_shipped.shop import SETS, Order, counted

_LOOSE = (410, 385, 430)


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(scenario)
    yield "evidence/notice-2026-09-23.png", notice(scenario, found)
    yield (
        "evidence/listing-stock-2026-09-24.png",
        stock(scenario, "24 Sep 2026 09:12", _LOOSE, "Pieces in stock, whether packed or not", "17 August 2026, 15:02"),
    )
    yield (
        "evidence/listing-stock-2026-09-29.png",
        stock(scenario, "29 Sep 2026 08:47", PACKED_STOCK, "Packed sets only", "29 September 2026, 08:45"),
    )


def notice(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """The notice as the seller saw it."""
    s, of = scenario, counted(found)
    return shot(
        "Seller Center / Account health / Violations",
        "23 Sep 2026 14:31",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), Thailand"),
            ("Received", "23 September 2026, 14:05 (Thailand time)"),
            ("Enforcement", "Campaign order volume limited from 23 September 2026"),
            ("Appeal until", "23 October 2026, 23:59 (Thailand time)"),
        ),
        facts_card(
            "Violation details",
            ("Orders counted", "Orders created from 24 August 2026 to 20 September 2026 and shipped by the seller"),
            ("Late order", "An order whose status is not Shipped within 2 working days"),
            ("Late dispatch rate", f"{rate(found)} ({sum(o.is_late for o in of)} of {len(of)} orders)"),
            ("Limit", "10.0%"),
        ),
        text_card(
            "What you can do",
            "Appeal once with the list of affected orders, the cause, the corrections made with their dates, and supporting documents.",
        ),
        head=notice_head(s.violation, "Late dispatch rate above the limit", "Enforcement action taken"),
        height=610,
    )


def stock(scenario: Scenario, taken: str, numbers: tuple[int, ...], basis: str, since: str) -> bytes:
    """The stock page of the shop's tool."""
    rows = [(SKUS[n][1], SKUS[n][2], str(number)) for n, number in zip(SETS, numbers, strict=True)]
    return shot(
        "Stock tool / TikTok Shop Thailand / Listing stock",
        taken,
        table_card("Stock shown in the shop", ("SKU", "Set", "For sale"), rows, numbers=(2,)),
        facts_card(
            "How the number is made", ("Basis", basis), ("Last change of the basis", since), ("Changed by", scenario.keeper[0])
        ),
        head="<h1>Listing stock, gift sets</h1>",
        tone="#3B5F3A",
        ground="#F1F5F0",
        height=340,
    )


def _signature(scenario: Scenario) -> bytes:
    svg = signature(scenario.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
