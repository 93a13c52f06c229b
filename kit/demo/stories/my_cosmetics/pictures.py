"""The screens: the notice, what the category asks for, the edit of February, the listings that were ended, and the signature."""

from collections.abc import Iterator
from datetime import date

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.my_cosmetics.scenario import AT_FAULT, CATALOGUE, LETTER, NAMED, Scenario, product


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(s)
    yield "evidence/notice-2026-05-04.png", notice(s)
    yield "evidence/category-requirements-2026-05-04.png", requirements(s)
    yield "evidence/edit-history-2026-02-16.png", edit(s)
    yield "evidence/listings-ended-2026-05-04.png", ended(s)
    yield "evidence/listings-back-2026-06-02.png", back(s)


def notice(s: Scenario) -> bytes:
    """The notice as the seller saw it."""
    return shot(
        "Seller Center / Account health / Violations",
        "Mon 4 May 2026 11:52",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), Malaysia"),
            ("Received", "4 May 2026, 11:20"),
            ("Enforcement", "Listing of new beauty products suspended from 4 May 2026"),
            ("Appeal until", "3 June 2026, 23:59"),
        ),
        facts_card(
            "Violation details",
            ("Reason", "Products of a regulated category sold without a valid cosmetic notification"),
            ("Sales counted", "6 April 2026 to 3 May 2026"),
            ("Products", ", ".join(f"{s.mark}-{code}" for code in NAMED)),
        ),
        text_card(
            "What you can do",
            "Remove the products or complete their qualification. You may submit one appeal with the cause, what was corrected and"
            " when, and the documents of each product.",
        ),
        head=notice_head(s.violation, "Missing product qualification", "Enforcement action taken"),
        height=620,
    )


def requirements(s: Scenario) -> bytes:
    """What Seller Center asks for in these categories."""
    rows = (
        ("Beauty & Personal Care / Makeup", "Cosmetic notification", "Yes", "Number, holder, variant, expiry date"),
        ("Beauty & Personal Care / Skincare", "Cosmetic notification", "Yes", "Number, holder, variant, expiry date"),
    )
    return shot(
        "Seller Center / Qualification Center / Category Requirements",
        "Mon 4 May 2026 14:05",
        table_card("Malaysia", ("Category", "Document", "Mandatory", "Checked"), rows),
        head=f'<div class="crumb">{s.shop} ({s.shop_code})</div><h1>Category Requirements</h1>',
        height=320,
    )


def edit(s: Scenario) -> bytes:
    """The edit by which two shades got the number of two others."""
    rows = [
        ("16 Feb 2026, 15:48", f"{s.mark}-BL-04", "Notification", "empty", "NOT250300447K", s.lister[0]),
        ("16 Feb 2026, 15:47", f"{s.mark}-BL-03", "Notification", "empty", "NOT250300447K", s.lister[0]),
        (
            "16 Feb 2026, 15:41",
            f"{s.mark}-BL-03, {s.mark}-BL-04",
            "Variant",
            "-",
            "copied from " + f"{s.mark}-BL-02",
            s.lister[0],
        ),
    ]
    return shot(
        "Seller Center / Products / Edit history",
        "Tue 5 May 2026 09:18",
        table_card("Powder Blush", ("Time", "SKU", "Field", "Before", "After", "By"), rows),
        head="<h1>Edit history</h1>",
        height=320,
    )


def ended(s: Scenario) -> bytes:
    """Every listing that was ended on the day of the notice."""
    rows = []
    for n, code in enumerate(AT_FAULT):
        minute = 22 + n // 2
        rows.append(
            (
                f"4 May 2026, 15:{minute:02}",
                f"{s.mark}-{code}",
                f"{product(code).name} {product(code).model}",
                "Live",
                "Deactivated",
                s.lister[0],
            )
        )
    return shot(
        "Seller Center / Products / Status history",
        "Mon 4 May 2026 15:30",
        table_card(f"{len(rows)} status changes", ("Time", "SKU", "Product", "Before", "After", "By"), rows),
        head="<h1>Status history</h1>",
        height=425,
    )


def back(s: Scenario) -> bytes:
    """Every listing that went on sale again, the newest last."""
    hours = {date(2026, 5, 22): "11:05", date(2026, 5, 28): "09:10", date(2026, 5, 29): "10:15", date(2026, 6, 2): "10:20"}
    rows = [
        (
            f"{item.relisted.day} {item.relisted:%B %Y}, {hours[item.relisted]}",
            f"{s.mark}-{item.code}",
            f"{item.name} {item.model}",
            "Deactivated",
            "Live",
            s.officer[0],
        )
        for item in sorted(CATALOGUE, key=lambda p: p.relisted or LETTER)
        if item.relisted
    ]
    return shot(
        "Seller Center / Products / Status history",
        "Tue 2 Jun 2026 10:32",
        table_card(f"{len(rows)} status changes since 5 May 2026", ("Time", "SKU", "Product", "Before", "After", "By"), rows),
        head="<h1>Status history</h1>",
        height=340,
    )


def _signature(s: Scenario) -> bytes:
    svg = signature(s.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
