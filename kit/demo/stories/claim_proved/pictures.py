"""The pictures: the notice, the listing, front and back of the bottle's carton, the signature."""

from collections.abc import Iterator
from html import escape

from kit.demo.ink import signature
from kit.demo.paper import INVENTED, png, screen
from kit.demo.screens import facts_card, notice_head, shot, text_card
from kit.demo.stories.claim_proved.scenario import HYDRATES, LESS_DRY, Scenario


def files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(scenario)
    yield "evidence/notice-2026-10-19.png", notice(scenario)
    yield "evidence/listing-CL250-2026-10-19.png", listing(scenario)
    yield "evidence/carton-CL250-MC2607.png", carton(scenario)


def notice(scenario: Scenario) -> bytes:
    """The notice as the seller saw it."""
    s = scenario
    return shot(
        "Seller Center / Shop Health / Violation Records",
        "19 Oct 2026 14:40",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), Thailand"),
            ("Received", "19 October 2026, 14:22 (Bangkok)"),
            ("Enforcement", "Product hidden from 19 October 2026"),
            ("Appeal until", "18 November 2026, 23:59 (Bangkok)"),
        ),
        facts_card(
            "Violation details",
            ("Reason", "Effect of the product is stated without proof"),
            ("Content 1", f"“{HYDRATES}”"),
            ("Content 2", f"“{LESS_DRY}”"),
            ("SKUs", f"{s.mark}-CL250, {s.mark}-CL400"),
        ),
        text_card("What you can do", "If you have proof of the claim, submit an appeal with the documents."),
        head=notice_head(s.violation, "Misleading information", "Appeal available"),
        tone=_TONE,
        height=580,
    )


def listing(scenario: Scenario) -> bytes:
    """The page of the lotion as it stood when the notice came."""
    s = scenario
    head = (
        f'<div style="display:flex">{_bottle(s)}<div style="padding-left:20pt"><h1>{escape(s.shop)} Ceramide body lotion</h1>'
        f"<p>฿259.00</p><p>SKU {s.mark}-CL250, 250 ml</p></div></div>"
    )
    return shot(
        "shop page / Ceramide body lotion",
        "19 Oct 2026 16:05",
        text_card(
            "Description", "Ceramide body lotion.", f"{HYDRATES}.", f"{LESS_DRY}.", "For normal to dry skin. External use only."
        ),
        head=head,
        ground="#FFFFFF",
        height=430,
    )


def carton(scenario: Scenario) -> bytes:
    """Front and back of the carton side by side, drawn."""
    s = scenario
    front = (
        (64, 26, s.shop),
        (96, 17, "Ceramide body lotion"),
        (196, 19, HYDRATES),
        (222, 15, f"{LESS_DRY}*"),
        (292, 14, "250 ml"),
    )
    back = (
        (58, 14, "* In-use test, 33 women, Bangkok,"),
        (78, 14, f"May 2026. Report {s.report}."),
        (118, 14, "Shake. Use twice a day."),
        (138, 14, "External use only."),
        (198, 14, "Batch MC2607   Use before 07/2029"),
        (220, 13, "Made for"),
        (238, 13, s.seller),
        (292, 12, INVENTED),
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="700pt" height="340pt" viewBox="0 0 700 340"><rect width="700" height="340" fill="#D8D2C6"/>'
        f"{_panel(24, 318, front, middle=True)}{_panel(358, 318, back, middle=False)}</svg>"
    )
    return png(screen("Carton", svg, "body { line-height: 0 }", width=700, height=340), colours=48)


_TONE = "#1F5F5B"


def _panel(x: int, width: int, lines: tuple[tuple[int, int, str], ...], *, middle: bool) -> str:
    at, anchor = (x + width / 2, "middle") if middle else (x + 18, "start")
    text = "".join(
        f'<text x="{at}" y="{y}" text-anchor="{anchor}" font-family="Source Sans 3" font-size="{size}" font-weight="600" fill="#1E3B39">{escape(t)}</text>'
        for y, size, t in lines
    )
    band = f'<rect x="{x}" y="116" width="{width}" height="46" fill="{_TONE}"/>' if middle else ""
    return f'<rect x="{x}" y="20" width="{width}" height="300" fill="#F6F4EE" stroke="#B9B2A2" stroke-width="2"/>{band}{text}'


def _bottle(scenario: Scenario) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="130pt" height="160pt" viewBox="0 0 130 160"><rect width="130" height="160" fill="#EEF3F2"/>'
        '<rect x="52" y="8" width="26" height="22" rx="3" fill="#1F5F5B"/><rect x="34" y="30" width="62" height="118" rx="12" fill="#FBFAF6" stroke="#A9BDBB" stroke-width="2"/>'
        f'<rect x="34" y="66" width="62" height="44" fill="#1F5F5B"/><text x="65" y="92" text-anchor="middle" font-family="Source Sans 3" font-size="11" font-weight="600" fill="#FFF">{escape(scenario.shop)}</text></svg>'
    )


def _signature(scenario: Scenario) -> bytes:
    svg = signature(scenario.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
