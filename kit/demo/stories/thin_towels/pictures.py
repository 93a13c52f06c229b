"""The screens: the notice, the listing before and after, the history of the edit, the message to buyers; the signature."""

from collections.abc import Iterator
from html import escape

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.thin_towels.exports import price
from kit.demo.stories.thin_towels.scenario import THIN, Scenario, goods, named
from kit.demo.stories.thin_towels.shop import Order, of_lot


def files(s: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(s)
    yield "evidence/notice-2026-09-15.png", notice(s)
    yield "evidence/listing-BS-W-2026-09-15.png", listing(s, is_after=False)
    yield "evidence/listing-BS-W-2026-09-18.png", listing(s, is_after=True)
    yield "evidence/edit-history-2026-09-18.png", history(s)
    yield "evidence/message-2026-09-19.png", message(s, found)


def notice(s: Scenario) -> bytes:
    """The notice as the seller saw it."""
    return shot(
        "Seller Center / Account health / Violations",
        "15 Sep 2026 16:45",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), Singapore"),
            ("Received", "15 September 2026, 16:20 (GMT+8)"),
            ("Enforcement", "4 products removed from 15 September 2026"),
            ("Appeal until", "15 October 2026, 23:59 (GMT+8)"),
        ),
        facts_card(
            "Violation details",
            ("Reason", "Product not as described: buyers report thinner and smaller towels"),
            ("Content", "“650 GSM”"),
            ("Products", ", ".join(named(s))),
        ),
        text_card("What you can do", "Correct the product information and appeal with proof of what the goods are."),
        head=notice_head(s.violation, "Product not as described", "Products removed"),
        height=590,
    )


def listing(s: Scenario, *, is_after: bool) -> bytes:
    """The page of the bath sheet."""
    sheet = next(g for g in goods(s) if g.code == "BS-W")
    weight, size = (sheet.measured, sheet.measured_size) if is_after else (sheet.weight, sheet.size)
    title = sheet.name.replace("650", str(weight))
    head = (
        f'<div style="display:flex">{_towel(weight)}<div style="padding-left:18pt"><h1>{escape(title)}</h1>'
        f"<p>S${price(sheet, is_after=is_after):.2f}</p><p>SKU {s.mark}-{sheet.code}, {sheet.variation}</p></div></div>"
    )
    return shot(
        f"Seller Center / Products / {s.mark}-BS-W / Preview",
        "18 Sep 2026 11:42" if is_after else "15 Sep 2026 17:02",
        facts_card("Product details", ("Weight", f"{weight} GSM"), ("Size", size), ("Material", "100% cotton")),
        head=head,
        height=330,
    )


def history(s: Scenario) -> bytes:
    """The edit of the four listings."""
    rows = [
        ("18 Sep 2026, 11:30", f"{s.mark}-{code}", "Title, weight" + (", size" if code == "BS-W" else ""), "650 GSM", "460 GSM")
        for code in THIN
    ]
    rows.append(("18 Sep 2026, 11:30", f"{s.mark}-BS-W", "Size", "90 x 180 cm", "86 x 172 cm"))
    return shot(
        "Seller Center / Products / Edit history",
        "18 Sep 2026 11:47",
        table_card("Changes", ("Saved (GMT+8)", "SKU", "Field", "Before", "After"), rows),
        facts_card(
            "Saved by", ("Account", f"{s.signer[0]}, Brand Manager"), ("Status", "Saved as draft; product removed by platform")
        ),
        head="<h1>Edit history</h1>",
        height=400,
    )


def message(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """What every buyer of the lot was told."""
    return shot(
        "Seller Center / Customer messages / Sent to orders",
        "19 Sep 2026 10:12",
        facts_card(
            "Message to orders",
            ("Sent", "19 September 2026, 10:05 (GMT+8)"),
            ("Orders", f"{len(of_lot(found))} orders of {', '.join(named(s))} since 10 August 2026"),
            ("By", f"{s.signer[0]}, Brand Manager"),
        ),
        text_card(
            "Text",
            "Your towel is lighter than our page said: 460 GSM, not 650. The bath sheet is also smaller, 86 x 172 cm. Our page was wrong. "
            "You may send it back free of charge for the full price until 31 October 2026, used or not.",
        ),
        head="<h1>Message to orders</h1>",
        height=330,
    )


def _towel(weight: int) -> str:
    """A folded pile of towels with its banner."""
    folds = "".join(
        f'<rect x="24" y="{26 + 22 * n}" width="112" height="18" rx="8" fill="#F4F1EA" stroke="#C9C2B4"/>' for n in range(4)
    )
    return (
        '<svg width="120" height="110" viewBox="0 0 160 146"><rect width="160" height="146" rx="6" fill="#DCE5E1"/>'
        f'{folds}<rect y="118" width="160" height="28" fill="#3F5D53"/>'
        f'<text x="80" y="137" font-size="15" font-weight="600" fill="#FFF" text-anchor="middle">{weight} GSM cotton</text></svg>'
    )


def _signature(s: Scenario) -> bytes:
    svg = signature(s.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
