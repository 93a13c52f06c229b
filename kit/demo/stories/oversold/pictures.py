"""The pictures: the notice, the tool's comparison, the listings at nought, the link restored, the signature."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.oversold.case_file import SHOWN, faults, rate
from kit.demo.stories.oversold.export import SKUS
from kit.demo.stories.oversold.papers import TOOL_TONE
from kit.demo.stories.oversold.scenario import Scenario
from kit.demo.stories.oversold.shop import Order, counted


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(scenario)
    yield "evidence/notice-2026-08-20.png", notice(scenario, found)
    yield "evidence/comparison-2026-08-20.png", comparison(scenario, "Aug 20, 2026 3:50 PM", SHOWN, "July 20, 2026, 2:00 AM")
    yield (
        "evidence/listings-2026-08-20.png",
        comparison(scenario, "Aug 20, 2026 4:22 PM", dict.fromkeys(SHOWN, 0), "set by hand, August 20, 2026, 4:20 PM"),
    )
    yield "evidence/connection-2026-08-21.png", connection(scenario)


def notice(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """The notice as the seller saw it."""
    s = scenario
    return shot(
        "Seller Center / Account health / Violations",
        "Aug 20, 2026 9:52 AM",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), United States"),
            ("Received", "August 20, 2026, 9:40 AM PT"),
            ("Enforcement", "Order volume limited from August 20, 2026"),
            ("Appeal until", "September 19, 2026, 11:59 PM PT"),
        ),
        facts_card(
            "Violation details",
            ("Orders counted", "Orders created from July 20 to August 18, 2026"),
            (
                "Seller-fault cancellation",
                "Canceled by the seller (such as Out of stock, Pricing error) or by the system after a missed deadline",
            ),
            ("Seller-fault cancellation rate", f"{rate(found)} ({len(faults(found))} of {len(counted(found))} orders)"),
            ("Limit", "2.5%"),
        ),
        text_card(
            "What you can do",
            "Submit an appeal with the cause of the cancellations, what was corrected and when, and supporting documents.",
        ),
        head=notice_head(s.violation, "Seller-fault cancellation rate above the limit", "Enforcement action taken"),
        height=630,
    )


def comparison(scenario: Scenario, taken: str, offered: dict[int, int], updated: str) -> bytes:
    """What the shop offered beside what lay on the shelf."""
    rows = [(SKUS[n][1], SKUS[n][2], str(number), "0") for n, number in offered.items()]
    return shot(
        f"{scenario.tool} / TikTok Shop US / Stock by channel",
        taken,
        table_card("Shop against shelf", ("SKU", "Product", "For sale in the shop", "On the shelf"), rows, numbers=(2, 3)),
        facts_card("Shop numbers", ("Last update", updated), ("Warehouse", scenario.warehouse)),
        head=f'<div class="logo">{scenario.tool}</div>',
        tone=TOOL_TONE,
        ground="#F5F2F9",
        height=350,
    )


def connection(scenario: Scenario) -> bytes:
    """The connection's page after it was authorised again."""
    return shot(
        f"{scenario.tool} / Settings / Connections",
        "Aug 21, 2026 10:07 AM",
        facts_card(
            "TikTok Shop US",
            ("Status", "Connected"),
            ("Authorized", f"August 21, 2026, 10:05 AM, by {scenario.keeper[0]}"),
            ("Last push", "August 21, 2026, 10:06 AM, 12 SKUs"),
            ("Alarm", "No push for 60 minutes: text message to 2 people"),
        ),
        head=f'<div class="logo">{scenario.tool}</div>',
        tone=TOOL_TONE,
        ground="#F5F2F9",
        height=270,
    )


def _signature(scenario: Scenario) -> bytes:
    svg = signature(scenario.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
