"""The papers of the case: notice, register extract, letters, invoices, the owner's confirmation, photograph, incorporation."""

import io
from collections.abc import Iterator
from html import escape

from kit.demo.ink import signature
from kit.demo.paper import clauses, facts, letterhead, png, screen, sheet, signed, table
from kit.demo.screens import facts_card, notice_head, shot, text_card
from kit.demo.stories.ip_reseller.scenario import BOTTLES, Scenario
from kit.demo.stories.ip_reseller.trade import Invoice

_OWNER, _DISTRIBUTOR, _REGISTER, _SELLER = "#1C4A5A", "#6B3F1D", "#333333", "#4B5B2A"
_OWNER_SIGNS, _DISTRIBUTOR_SIGNS = "Sigrid Aasen", "Colin Pryce"


def files(scenario: Scenario, invoices: tuple[Invoice, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    svg = signature(scenario.director).replace('width="190" height="60"', 'width="285" height="90"')
    yield "signature.png", png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
    yield "evidence/notice-2026-10-06.png", notice(scenario)
    yield "evidence/register-extract-torvhald.pdf", extract(scenario)
    yield "evidence/letter-owner-to-distributor.pdf", first_letter(scenario)
    yield "evidence/letter-distributor-to-seller.pdf", second_letter(scenario)
    for n, invoice in enumerate(invoices, 1):
        yield f"evidence/invoice-{n}.pdf", invoice_sheet(scenario, invoice)
    yield "evidence/owner-confirmation-2026-10-12.pdf", confirmation(scenario)
    yield "evidence/batch-code-2026-10-07.jpg", photo(scenario)
    yield "evidence/certificate-of-incorporation.pdf", incorporation(scenario)


def notice(scenario: Scenario) -> bytes:
    """The notice as the seller saw it."""
    s = scenario
    return shot(
        "Seller Center / Account health / Violations", "6 Oct 2026 10:58",
        facts_card(
            "Violation", ("Violation ID", s.violation), ("Shop", f"{s.shop} ({s.shop_code}), United Kingdom"),
            ("Received", "6 October 2026, 10:41 (UK time)"), ("Enforcement", f"{len(BOTTLES)} listings removed"),
            ("Appeal until", "5 November 2026, 23:59 (UK time)"),
        ),
        facts_card(
            "Reason", ("Brand", "Torvhald"), ("Ground", f"Batch code {s.batch} is suspected not to be a code for the United Kingdom"),
            ("Seller SKUs", ", ".join(b.code for b in BOTTLES)),
        ),
        text_card("What you can do", "Appeal with the authorisation of the brand, purchase invoices and pictures of the goods."),
        head=notice_head(s.violation, "Suspected counterfeit products", "Enforcement action taken"), height=560,
    )  # fmt: skip


def extract(scenario: Scenario) -> bytes:
    """One page: what the register says of the mark."""
    s = scenario
    body = (
        letterhead("Register of trade marks", "Extract, United Kingdom", "Printed 8 October 2026")
        + "<h1>TORVHALD</h1>"
        + facts(
            ("Number", s.number), ("Status", "Registered"), ("Owner", s.owner), ("Filed", "12 May 2022"),
            ("Registered", "9 September 2022"), ("Renewal due", "12 May 2032"), ("Territory", "United Kingdom"), ("Type", "Word mark"),
        )
        + table(("Class", "Goods"), (("21", "Insulated bottles; drinking vessels; cups of metal"),))
        + f"<p></p><p>Address of the owner: {escape(s.owner_place)}.</p>"
    )  # fmt: skip
    return sheet("Register extract", body, day="2026-10-08", foot=f"Extract {s.number}", tone=_REGISTER)


def first_letter(scenario: Scenario) -> bytes:
    """One page: the owner lets the distributor sell and appoint resellers."""
    s = scenario
    taker = s.first_taker or s.distributor
    body = (
        letterhead(s.owner, s.owner_place, "Torvhald drinkware")
        + "<h1>Letter of authorisation</h1>"
        + f"<p>{escape(s.owner)}, owner of the trade mark TORVHALD, United Kingdom registration {s.number}, authorises {escape(taker)}, {escape(s.distributor_place)}, as its distributor.</p>"
        + clauses(
            ("1", "Brand: Torvhald. Goods: all Torvhald bottles and cups."),
            ("2", "Territory: United Kingdom and Ireland, shops and online marketplaces."),
            ("3", "The distributor may appoint resellers in the territory in writing, for no longer than this letter holds."),
            ("4", "In force from 1 January 2025 to 31 December 2027."),
        )
        + f"<p>Questions: torvhald.example/brand-protection, {escape(_OWNER_SIGNS)}.</p>"
        + signed((signature(_OWNER_SIGNS), f"{_OWNER_SIGNS}, Head of Sales", "Bergen, 16 December 2024"))
    )  # fmt: skip
    return sheet("Letter of authorisation", body, day="2024-12-16", foot=f"{s.owner}, letter of authorisation", tone=_OWNER)


def second_letter(scenario: Scenario) -> bytes:
    """One page: the distributor lets the seller sell the goods of its schedule."""
    s = scenario
    listed = [b for b in BOTTLES if b.code != s.unlisted]
    body = (
        letterhead(s.distributor, s.distributor_place, "Reseller letter RL-26-041")
        + "<h1>Reseller authorisation RL-26-041</h1>"
        + f"<p>{escape(s.distributor)}, distributor of {escape(s.owner)} for the brand Torvhald (United Kingdom registration {s.number}), authorises {escape(s.seller)}, company number {s.company_number}, to resell the goods of the schedule.</p>"
        + clauses(
            ("1", f"Territory: {s.second_territory}. Channel: TikTok Shop, shop {s.shop} ({s.shop_code}), and the reseller's own website."),
            ("2", f"In force from 20 February 2026 to {s.second_ends}."),
            ("3", "Goods are bought from us only; each delivery has our invoice."),
        )
        + "<h2>Schedule</h2>"
        + table(("Reseller's SKU", "Goods", "Colour"), [(b.code, b.name, b.colour) for b in listed])
        + signed(
            (signature(_DISTRIBUTOR_SIGNS), f"{_DISTRIBUTOR_SIGNS}, Trade Director", "Leeds, 19 February 2026"),
            (signature(s.buyer), f"{s.buyer}, Buyer, {s.seller}", "20 February 2026"),
        )
    )  # fmt: skip
    return sheet("Reseller authorisation", body, day="2026-02-20", foot=f"{s.distributor}, RL-26-041", tone=_DISTRIBUTOR)


def invoice_sheet(scenario: Scenario, invoice: Invoice) -> bytes:
    """One page: a wholesale invoice with brand, SKU and quantity."""
    s = scenario
    net = sum(b.cost * units for b, units in invoice.lines)
    rows = [
        (b.code, f"{b.name}, {b.colour.lower()}", str(units), f"{b.cost:.2f}", f"{b.cost * units:,.2f}")
        for b, units in invoice.lines
    ]
    day = f"{invoice.day.day} {invoice.day:%B %Y}"
    body = (
        letterhead(s.distributor, s.distributor_place, "VAT GB 417 2206 93", "moorgate-outdoor.example")
        + f"<h1>Invoice {invoice.number}</h1>"
        + facts(("Invoice date", day), ("Customer", s.seller), ("Delivered to", "Kendal warehouse"))
        + table(
            ("Customer's SKU", "Goods", "Pieces", "Price GBP", "Total GBP"), rows, numbers=(2, 3, 4),
            total=("Total", "", str(invoice.units), "", f"{net:,.2f}"),
        )
        + f"<p></p><p>VAT 20%: {net * 0.2:,.2f} GBP. To pay: {net * 1.2:,.2f} GBP within 30 days.</p>"
    )  # fmt: skip
    return sheet(
        f"Invoice {invoice.number}",
        body,
        day=invoice.day.isoformat(),
        foot=f"{s.distributor}, invoice {invoice.number}",
        tone=_DISTRIBUTOR,
    )


def confirmation(scenario: Scenario) -> bytes:
    """One page: the owner says where the batch went."""
    s = scenario
    body = (
        letterhead(s.owner, s.owner_place, "Brand protection")
        + f"<h1>Batch {s.batch}</h1><p>To {escape(s.seller)}, 12 October 2026</p>"
        + f"<p>You asked on 7 October 2026 about bottles with the batch code {s.batch}. Our records show:</p>"
        + clauses(
            ("1", f"Batch {s.batch} was packed on 9 June 2026 for the United Kingdom and Ireland."),
            ("2", f"It was delivered to {s.distributor} on 30 June 2026 (delivery note 88-4127)."),
            ("3", f"{s.seller} is a reseller of {s.distributor} under our letter of 16 December 2024."),
        )
        + f"<p>The platform may check this letter at torvhald.example/brand-protection, quoting {s.violation}.</p>"
        + signed((signature("Jonas Lie Haugen"), "Jonas Lie Haugen, Brand Protection", "Bergen, 12 October 2026"))
    )
    return sheet("Owner's confirmation", body, day="2026-10-12", foot=f"{s.owner}, batch {s.batch}", tone=_OWNER)


def incorporation(scenario: Scenario) -> bytes:
    """One page: the firm's registration."""
    s = scenario
    body = (
        letterhead("Register of companies", "England and Wales")
        + "<h1>Certificate of incorporation</h1>"
        + facts(("Company", s.seller), ("Number", s.company_number), ("Incorporated", "14 December 2020"))
        + "<p>A private company limited by shares, registered office in England and Wales.</p>"
    )
    return sheet("Certificate of incorporation", body, day="2020-12-14", foot=f"Company {s.company_number}", tone=_REGISTER)


def photo(scenario: Scenario) -> bytes:
    """The foot of a bottle with its code beside the carton's label: a drawn stand-in for a phone photo."""
    s = scenario
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640pt" height="470pt" viewBox="0 0 640 470">'
        '<defs><linearGradient id="bench" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#B89B74"/><stop offset="1" stop-color="#8C714E"/></linearGradient>'
        '<radialGradient id="steel"><stop offset="0" stop-color="#D9DCDE"/><stop offset="0.82" stop-color="#A9AEB2"/><stop offset="1" stop-color="#5C6267"/></radialGradient></defs>'
        '<rect width="640" height="470" fill="url(#bench)"/>'
        '<circle cx="205" cy="235" r="150" fill="url(#steel)"/><circle cx="205" cy="235" r="118" fill="none" stroke="#8E9498" stroke-width="3"/>'
        '<text x="205" y="205" font-family="Source Sans 3" font-size="26" font-weight="600" text-anchor="middle" fill="#30363A">TORVHALD</text>'
        f'<text x="205" y="243" font-family="Source Code Pro" font-size="22" text-anchor="middle" fill="#30363A">{s.batch}</text>'
        '<text x="205" y="275" font-family="Source Sans 3" font-size="16" text-anchor="middle" fill="#30363A">500 ml  18/8</text>'
        '<g transform="rotate(-3 480 240)"><rect x="385" y="120" width="205" height="235" fill="#F3F1EA" stroke="#B9B4A6"/>'
        '<text x="400" y="155" font-family="Source Sans 3" font-size="22" font-weight="600" fill="#23272B">TORVHALD</text>'
        '<text x="400" y="185" font-family="Source Sans 3" font-size="16" fill="#23272B">Fjord bottle 500 ml</text>'
        '<text x="400" y="208" font-family="Source Sans 3" font-size="16" fill="#23272B">Slate, 12 pieces</text>'
        f'<text x="400" y="240" font-family="Source Code Pro" font-size="17" fill="#23272B">Batch {s.batch}</text>'
        '<text x="400" y="265" font-family="Source Sans 3" font-size="14" fill="#23272B">For UK / IE</text>'
        f'<path d="{"".join(f"M {400 + n * 5.2:.1f} 285 v 48 " for n in range(34) if n % 3 or n % 7 == 0)}" stroke="#23272B" stroke-width="2.4"/></g>'
        '<text x="18" y="452" font-family="Source Sans 3" font-size="15" fill="#F3EBDD">7 Oct 2026 14:22, Kendal. Example, all names and data invented.</text></svg>'
    )  # fmt: skip
    out = io.BytesIO()
    screen("Photo", svg, "body { line-height: 0 }", width=640, height=470).save(out, "JPEG", quality=82)
    return out.getvalue()
