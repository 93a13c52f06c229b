"""The screens: the notice, the edit history before and after, a listing before and after; the photo of both plugs; the signature."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import INVENTED, png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.plug_template.scenario import BRITISH, GERMAN, Scenario, lamps


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(s)
    yield "evidence/notice-2026-10-06.png", notice(s)
    yield "evidence/edit-history-2026-10-06.png", history(s, is_back=False)
    yield "evidence/edit-history-2026-10-08.png", history(s, is_back=True)
    yield "evidence/listing-D10-BK-2026-10-06.png", listing(s, is_after=False)
    yield "evidence/listing-D10-BK-2026-10-08.png", listing(s, is_after=True)
    yield "evidence/plugs-D10-D12.png", plugs(s)


def notice(s: Scenario) -> bytes:
    """The notice as the seller saw it."""
    named = [lamp.code for lamp in lamps(s) if lamp.is_removed]
    return shot(
        "Seller Center / Account health / Violations",
        "Tue 6 Oct 2026 12:05",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), United Kingdom"),
            ("Received", "6 October 2026, 11:32"),
            ("Enforcement", f"{len(named)} products removed from 6 October 2026"),
            ("Appeal until", "5 November 2026, 23:59"),
        ),
        facts_card("Violation details", ("Reason", "Product information shows that the product is not suited to this market: plug type")),
        text_card("Products removed", *(", ".join(named[n : n + 7]) for n in range(0, len(named), 7))),
        text_card("What you can do", "Correct the product information, or appeal. Products that are not suited to this market may not be listed again."),
        head=notice_head(s.violation, "Product not suited to the market", "Products removed"),
        height=660,
    )  # fmt: skip


def history(s: Scenario, *, is_back: bool) -> bytes:
    """The history of templates and listings."""
    rows = [
        ("14 Sep 2026, 16:10", f"Template {GERMAN}", s.editor[0], "Plug, voltage, cable", "11 of 11"),
        ("2 Sep 2026, 10:25", f"Template {BRITISH}", s.editor[0], "Plug, voltage, cable", "25 of 25"),
    ]
    if is_back:
        rows.insert(0, ("8 Oct 2026, 10:15", f"Template {BRITISH}", s.editor[0], "Plug, voltage, cable", "8 of 8"))
        rows.insert(0, ("8 Oct 2026, 11:05", "Listings ended", s.editor[0], "D12-WH, D16-WH, F18-WH", "3 of 3"))
    return shot(
        "Seller Center / Products / Batch edit history",
        "Thu 8 Oct 2026 11:18" if is_back else "Tue 6 Oct 2026 14:02",
        table_card("Batch edits", ("Applied", "Edit", "By", "Fields", "SKUs changed"), rows),
        text_card(f"Text of {GERMAN}, field plug", "Plug: Type C (EU).") if not is_back else text_card(f"Text of {BRITISH}, field plug", "Plug: three-pin (BS 1363)."),
        head=f'<div class="crumb">{s.shop} ({s.shop_code})</div><h1>Batch edit history</h1>',
        height=355 if is_back else 315,
    )  # fmt: skip


def listing(s: Scenario, *, is_after: bool) -> bytes:
    """One listing as a buyer would see it."""
    lamp = lamps(s)[0]
    plug = "Plug: three-pin (BS 1363)." if is_after else "Plug: Type C (EU)."
    return shot(
        f"Seller Center / Products / {lamp.code}",
        "Thu 8 Oct 2026 11:26" if is_after else "Tue 6 Oct 2026 12:31",
        facts_card(
            f"{s.shop.removesuffix(' UK')} {lamp.name}",
            ("Seller SKU", lamp.code), ("Category", lamp.category), ("Price", f"£{lamp.price}"), ("Status", "Removed by the platform"),
            ("Template", BRITISH if is_after else GERMAN),
        ),
        text_card("Description", f"{lamp.name}.", "LED, warm white. 1.8 m cable.", plug),
        head=f'<div class="crumb">{s.shop} ({s.shop_code})</div>',
        height=400,
    )  # fmt: skip


def plugs(s: Scenario) -> bytes:
    """Photo of a unit of each kind: a three-pin plug of a mended SKU, a Type C plug of an ended one."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600pt" height="330pt" viewBox="0 0 600 330" font-family="Source Sans 3" fill="#2A2622">'
        '<rect width="600" height="330" fill="#D8CBB5"/><rect x="22" y="22" width="268" height="252" fill="#EFE9DE"/><rect x="310" y="22" width="268" height="252" fill="#EFE9DE"/>'
        '<path d="M 96 100 h 120 l 14 60 l -20 62 h -108 l -20 -62 z" fill="#F8F8F6" stroke="#8A8378" stroke-width="2"/>'
        '<rect x="147" y="116" width="18" height="34" fill="#B99B3F"/><rect x="104" y="172" width="34" height="15" fill="#B99B3F"/><rect x="174" y="172" width="34" height="15" fill="#B99B3F"/>'
        '<path d="M 156 222 q 0 40 34 52" fill="none" stroke="#3B3733" stroke-width="9"/>'
        '<path d="M 396 132 q 48 -30 96 0 q 16 20 0 40 q -48 30 -96 0 q -16 -20 0 -40 z" fill="#F8F8F6" stroke="#8A8378" stroke-width="2"/>'
        '<circle cx="424" cy="152" r="9" fill="#9C9A96" stroke="#55524E"/><circle cx="464" cy="152" r="9" fill="#9C9A96" stroke="#55524E"/>'
        '<path d="M 444 184 q 0 56 -40 88" fill="none" stroke="#3B3733" stroke-width="8"/>'
        f'<text x="36" y="52" font-size="16" font-weight="600">{s.mark}-D10-BK</text><text x="36" y="72" font-size="13">three-pin, BS 1363</text>'
        f'<text x="324" y="52" font-size="16" font-weight="600">{s.mark}-D12-WH</text><text x="324" y="72" font-size="13">Type C</text>'
        '<text x="566" y="314" font-size="14" text-anchor="end" fill="#7A2E12">07.10.2026 10:52</text>'
        f'<text x="22" y="314" font-size="12" fill="#5A5046">{INVENTED}</text></svg>'
    )
    return png(screen("Plugs", svg, "body { line-height: 0 }", width=600, height=330), colours=48)


def _signature(s: Scenario) -> bytes:
    svg = signature(s.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
