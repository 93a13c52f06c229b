"""The pictures: the notice, the paused listing, the message to the batch's buyers, the signature."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.refund_spike.case_file import rate
from kit.demo.stories.refund_spike.export import SKUS
from kit.demo.stories.refund_spike.scenario import Scenario
from kit.demo.stories.refund_spike.shop import BACKPACK, Order, batch_sold, counted, faults


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(scenario)
    yield "evidence/notice-2026-10-12.png", notice(scenario, found)
    yield "evidence/listing-paused-2026-09-22.png", paused(scenario)
    yield "evidence/buyer-message-2026-09-24.png", message(scenario, found)


def notice(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """The notice as the seller saw it."""
    s, of = scenario, counted(found)
    return shot(
        "Seller Center / Account health / Violations",
        "12 Oct 2026 14:26",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), Indonesia"),
            ("Received", "12 October 2026, 14:05 (Jakarta time)"),
            ("Enforcement", "Campaign registration closed from 12 October 2026"),
            ("Appeal until", "11 November 2026, 23:59 (Jakarta time)"),
        ),
        facts_card(
            "Violation details",
            ("Orders counted", "Orders created from 1 September 2026 to 30 September 2026"),
            ("Seller-fault return", "An order returned or refunded for a reason on the seller's side"),
            ("Seller-fault return rate", f"{rate(found)} ({len(faults(found))} of {len(of)} orders)"),
            ("Target", "below 1.5%"),
        ),
        text_card(
            "What you can do",
            "Appeal once with the affected orders, the cause, the corrections made with their dates, and supporting documents.",
        ),
        head=notice_head(s.violation, "Seller-fault return rate above the target", "Enforcement action taken"),
        height=610,
    )


def paused(scenario: Scenario) -> bytes:
    """The product list twelve minutes after the pause."""
    _, seller_sku, product, variation, price = SKUS[BACKPACK]
    return shot(
        "Seller Center / Products / Manage products",
        "22 Sep 2026 09:52",
        table_card(
            "Inactive products (1)",
            ("Seller SKU", "Product", "Variation", "Price", "Status"),
            ((seller_sku, product, variation, f"Rp{price:,}".replace(",", "."), "Deactivated by seller"),),
        ),
        facts_card(
            "Last change",
            ("Seller SKU", seller_sku),
            ("Changed", "22 September 2026, 09:40 (Jakarta time)"),
            ("Change", "Live to deactivated"),
            ("By", f"{scenario.signer[0]}, {scenario.signer[1]}"),
        ),
        head="<h1>Manage products</h1>",
        height=360,
    )


def message(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """The message in the platform's chat to every buyer of the batch."""
    sold = len(batch_sold(found))
    return shot(
        "Seller Center / Customer messages / Sent to orders",
        "24 Sep 2026 15:14",
        facts_card(
            "Message to orders",
            ("Sent", "24 September 2026, 15:10 (Jakarta time)"),
            ("Orders", f"{sold} orders of SKU KT-220 placed from 7 to 22 September 2026"),
            ("By", f"{scenario.care[0]}, {scenario.care[1]}"),
        ),
        text_card(
            "Text, Indonesian",
            "Halo Kak, ritsleting Ransel sekolah 22 L dari kiriman September bisa cepat rusak. Jika ritsleting Kakak macet atau lepas, "
            "silakan ajukan pengembalian di aplikasi. Dana kembali penuh dan ongkos kirim balik kami tanggung.",
        ),
        text_card(
            "Text, English",
            "Hello, the zip of the school backpack 22 L of our September delivery may break early. If yours jams or comes off, please "
            "ask for a return in the app. You get the whole amount back, and we pay for the way back.",
        ),
        head="<h1>Message to orders</h1>",
        height=430,
    )


def _signature(scenario: Scenario) -> bytes:
    svg = signature(scenario.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
