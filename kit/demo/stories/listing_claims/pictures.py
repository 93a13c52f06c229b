"""The pictures: the notice, the edit history before and after, the listing before and after, a side of the box, the signature."""

from collections.abc import Iterator
from html import escape

from kit.demo.ink import signature
from kit.demo.paper import INVENTED, png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.listing_claims.scenario import CATALOGUE, COPIED, PHRASES, Scenario, named, skus


def files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(scenario)
    yield "evidence/notice-2026-09-22.png", notice(scenario)
    yield "evidence/edit-history-2026-09-22.png", history(scenario, is_back=False)
    yield "evidence/edit-history-2026-09-23.png", history(scenario, is_back=True)
    yield "evidence/listing-MV01-2026-09-22.png", listing(scenario, is_after=False)
    yield "evidence/listing-MV01-2026-09-23.png", listing(scenario, is_after=True)
    yield "evidence/box-MV01.png", box(scenario)


def notice(scenario: Scenario) -> bytes:
    """The notice as the seller saw it."""
    s = scenario
    return shot(
        "Seller Center / Account health / Violations",
        "Sep 22, 2026 11:05 AM",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), United States"),
            ("Received", "September 22, 2026, 10:48 AM PT"),
            ("Enforcement", "Products removed from September 22, 2026"),
            ("Appeal until", "October 22, 2026, 11:59 PM PT"),
        ),
        facts_card(
            "Violation details",
            ("Reason", "Product detail page makes health or efficacy claims without proof"),
            *((f"Content {n}", f"“{phrase}”") for n, phrase in enumerate(PHRASES, 1)),
            ("Found in", "Description; main image (Content 2)"),
            ("SKUs", ", ".join(named(s))),
        ),
        text_card(
            "What you can do",
            "Correct the product information, or appeal with proof of the claims. Further listings with the same content will be removed.",
        ),
        head=notice_head(s.violation, "Misleading product claims", "Enforcement action taken"),
        height=610,
    )


def history(scenario: Scenario, *, is_back: bool) -> bytes:
    """The history of batch edits."""
    s, count = scenario, len(skus(scenario, scenario.edited))
    rows = [
        ("Sep 8, 2026, 4:20 PM", "autumn_copy_v3.xlsx", s.editor[0], "Description", f"{count} of {count}"),
        ("Aug 19, 2026, 9:12 AM", "prices_0819.xlsx", s.editor[0], "Price", "96 of 96"),
    ]
    if is_back:
        rows.insert(0, ("Sep 22, 2026, 4:35 PM", "remove_copy_0922.xlsx", s.editor[0], "Description", f"{count} of {count}"))
    return shot(
        "Seller Center / Products / Batch edit history",
        "Sep 23, 2026 11:31 AM" if is_back else "Sep 22, 2026 2:10 PM",
        table_card("Batch edits", ("Uploaded (PT)", "File", "By", "Field", "SKUs changed"), rows),
        text_card("Text added on Sep 8, 2026", *COPIED),
        head="<h1>Batch edit history</h1>",
        height=330,
    )


def listing(scenario: Scenario, *, is_after: bool) -> bytes:
    """The page of the first mattress vacuum as a buyer sees it."""
    product, s = CATALOGUE[0], scenario
    text = "The lamp switches off when the vacuum is lifted." if is_after else " ".join(COPIED)
    banner = "12 kPa, 0.4 L dust cup" if is_after else "Kills 99.9% of dust mites"
    head = (
        f'<div style="display:flex">{_vacuum(banner)}<div style="padding-left:18pt">'
        f"<h1>{escape(s.shop)} {escape(product.name)}</h1><p>${product.price:.2f}</p><p>SKU {s.mark}-{product.code}-WH, White</p></div></div>"
    )
    title = "" if is_after else "Why families choose it. "
    return shot(
        f"shop page / {product.name}",
        "Sep 23, 2026 11:42 AM" if is_after else "Sep 22, 2026 11:52 AM",
        text_card("Description", f"{product.name}.", *product.facts, f"{title}{text}", "One year of warranty."),
        head=head,
        ground="#FFFFFF",
        height=490,
    )


def box(scenario: Scenario) -> bytes:
    """One long side of the box, drawn: the claim that stays, and the marks of its importer."""
    s = scenario
    lines = (
        (70, 26, f"{s.shop} mattress vacuum"),
        (118, 22, "Washable HEPA filter"),
        (152, 17, "0.4 L dust cup   12 kPa   120 V, 60 Hz"),
        (182, 15, f"Model {s.mark}-MV01   Made in China   Batch 2026-07"),
        (208, 13, INVENTED),
    )
    text = "".join(
        f'<text x="210" y="{y}" font-family="Source Sans 3" font-size="{size}" font-weight="600" fill="#2B2B28">{escape(t)}</text>'
        for y, size, t in lines
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640pt" height="260pt" viewBox="0 0 640 260"><rect width="640" height="260" fill="#8C8478"/>'
        '<rect x="22" y="20" width="596" height="216" fill="#EFEBE2" stroke="#CFC8B8" stroke-width="3"/>'
        f'<g transform="translate(34 44) scale(0.8)">{_drawn()}</g>{text}</svg>'
    )
    return png(screen("Box", svg, "body { line-height: 0 }", width=640, height=260), colours=48)


def _vacuum(banner: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="190pt" height="170pt" viewBox="0 0 200 180"><rect width="200" height="180" fill="#E7EDF0"/>'
        f'{_drawn()}<rect y="146" width="200" height="34" fill="#2F5D7C"/><text x="100" y="168" text-anchor="middle"'
        f' font-family="Source Sans 3" font-size="14.5" font-weight="600" fill="#FFF">{escape(banner)}</text></svg>'
    )


def _drawn() -> str:
    """A mattress vacuum from the side."""
    return (
        '<path d="M28 118 Q32 84 84 78 L132 74 Q166 72 172 104 L174 122 Z" fill="#FBFBFA" stroke="#9AA7AE" stroke-width="2.5"/>'
        '<rect x="22" y="116" width="156" height="14" rx="6" fill="#5E7683"/><path d="M74 78 Q88 30 126 44 L134 74" fill="none" stroke="#5E7683" stroke-width="11"/>'
        '<circle cx="120" cy="98" r="14" fill="#CFE1EA" stroke="#5E7683" stroke-width="2"/><rect x="40" y="98" width="34" height="7" rx="3" fill="#B9C7CE"/>'
    )


def _signature(scenario: Scenario) -> bytes:
    svg = signature(scenario.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
