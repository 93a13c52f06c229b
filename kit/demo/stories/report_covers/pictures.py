"""The screens: the notice, the entry of the Qualification Center, and the label of the box; the signature."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import INVENTED, png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.report_covers.scenario import GOODS, Scenario


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(s)
    yield "evidence/notice-2026-09-14.png", notice(s)
    yield "evidence/qualification-center-2026-09-15.png", upload(s)
    yield "evidence/box-label-MW-TR01.png", label(s)


def notice(s: Scenario) -> bytes:
    """The notice as the seller saw it."""
    return shot(
        "Seller Center / Account health / Violations",
        "Mon 14 Sep 2026 16:41",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), United Kingdom"),
            ("Received", "14 September 2026, 16:05"),
            ("Enforcement", "Products removed from 14 September 2026"),
            ("Appeal until", "14 October 2026, 23:59"),
        ),
        facts_card(
            "Violation details",
            ("Reason", "Product safety document incomplete: the test report does not cover EN 71-3"),
            ("Sales counted", "3 August 2026 to 13 September 2026"),
            ("Products", ", ".join(f"{s.mark}-{code}" for code, *_ in GOODS)),
        ),
        text_card("What you can do", "Upload the complete document, or appeal with proof that the decision is wrong."),
        head=notice_head(s.violation, "Product safety document incomplete", "Products removed"),
        height=600,
    )


def upload(s: Scenario) -> bytes:
    """What the platform itself has on file."""
    pages = "3" if s.has_part_3 else "2"
    rows = [
        ("Test report", f"test-report-{s.report}.pdf", pages, "21 July 2026, 10:42", "Approved, 23 July 2026, 09:15"),
        (
            "Declaration of conformity",
            "uk-declaration-of-conformity.pdf",
            "1",
            "21 July 2026, 10:44",
            "Approved, 23 July 2026, 09:15",
        ),
    ]
    products = ", ".join(f"{s.mark}-{code}" for code, *_ in GOODS)
    return shot(
        "Seller Center / Qualification Center / Toys",
        "Tue 15 Sep 2026 09:20",
        table_card("Documents on file", ("Document", "File", "Pages", "Uploaded", "Status"), rows),
        facts_card("Linked products", ("SKUs", products)),
        head=f'<div class="crumb">{s.shop} ({s.shop_code})</div><h1>Qualification Center</h1>',
        height=330,
    )


def label(s: Scenario) -> bytes:
    """The label on the box of one model."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="600pt" height="400pt" viewBox="0 0 600 400" font-family="Source Sans 3" fill="#2B2117">'
        '<rect width="600" height="400" fill="#C7A67B"/><rect x="40" y="36" width="520" height="316" rx="6" fill="#F7F3EA"/>'
        '<text x="66" y="88" font-size="30" font-weight="600">Pull-along train</text><text x="66" y="124" font-size="19">Model MW-TR01   Batch 2607-B</text>'
        f'<text x="66" y="160" font-size="17">Manufacturer: {s.seller}</text>'
        '<text x="66" y="188" font-size="17">UK importer: Harrow &amp; Pike Trading Ltd, 4 Tenter Lane, Leeds</text>'
        '<text x="66" y="230" font-size="17">Age 18 months and over. Painted with water-based colours.</text>'
        '<text x="66" y="290" font-size="46" font-weight="600">UK</text><text x="66" y="332" font-size="46" font-weight="600">CA</text>'
        f'<text x="52" y="384" font-size="13" fill="#5A4630">{INVENTED}</text></svg>'
    )
    return png(screen("Label", svg, "body { line-height: 0 }", width=600, height=400), colours=32)


def _signature(s: Scenario) -> bytes:
    svg = signature(s.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
