"""The screens: the notice with its three grounds, the entry before and after, open orders; the card of the legal person; the signature."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import INVENTED, png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.entry_not_updated.scenario import (
    ACCOUNT,
    NEW,
    NEW_PHONE,
    OLD,
    OLD_PHONE,
    OPEN_ORDERS,
    STATE_NUMBER,
    TAX_NUMBER,
    Scenario,
)


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(s)
    yield "evidence/notice-2026-08-11.png", notice(s)
    yield "evidence/entry-2026-08-11.png", entry_before(s)
    yield "evidence/entry-2026-08-12.png", entry_after(s)
    yield "evidence/driver-license-lu-xue.png", card(s)
    yield "evidence/orders-2026-08-13.png", orders(s)


def notice(s: Scenario) -> bytes:
    """The notice as the seller saw it."""
    return shot(
        "Seller Center / Account health / Violations",
        "Tue Aug 11, 2026 9:41 AM",
        facts_card(
            "Decision",
            ("Shop", f"{s.shop} ({s.shop_code}), United States"),
            ("Received", "August 11, 2026, 9:26 AM"),
            ("Enforcement", "Account deactivated from August 11, 2026"),
            ("Appeal until", "September 10, 2026, 11:59 PM, for each violation"),
        ),
        table_card(
            "Violations",
            ("Violation ID", "Reason", "Detail"),
            (
                (s.violation, "Registration information inconsistent", "The utility bill uploaded on August 6, 2026 differs from the registration information"),
                (s.warehouse_id, "Warehouse could not be verified", "The lease uploaded on August 6, 2026 is not in the name of the company"),
                (s.linked_id, "Linked to a deactivated shop", f"{s.other_shop}"),
            ),
        ),
        text_card("What you can do", "Appeal each violation separately and attach the documents that support your appeal."),
        head=notice_head(s.violation, "Account deactivated", "Deactivated"),
        height=560,
    )  # fmt: skip


def entry_before(s: Scenario) -> bytes:
    """What Seller Center had on file when the notice came."""
    return _entry(
        s,
        "Tue Aug 11, 2026 10:05 AM",
        s.entry_tax,
        (
            ("Legal representative", (s.signer if s.told_of_owner else s.former)[0]),
            ("Business address", NEW if s.told_of_move else OLD),
            ("Contact phone", f"***-***-{OLD_PHONE[-4:]}"),
        ),
        ("Utility bill", "August 6, 2026, 2:30 PM", "Does not match"),
    )


def entry_after(s: Scenario) -> bytes:
    """The entry after the change was submitted."""
    return _entry(
        s,
        "Wed Aug 12, 2026 3:48 PM",
        TAX_NUMBER,
        (
            ("Legal representative", s.signer[0]),
            ("Business address", NEW),
            ("Contact phone", f"***-***-{NEW_PHONE[-4:]}"),
        ),
        ("Registration, tax letter to follow", "August 12, 2026, 3:20 PM", "Submitted"),
    )


def _entry(s: Scenario, taken: str, tax: str, who: tuple[tuple[str, str], ...], document: tuple[str, str, str]) -> bytes:
    return shot(
        "Seller Center / My account / Seller profile / Business information",
        taken,
        facts_card(
            "Business information", ("Business name", s.seller), ("Registration number", STATE_NUMBER), ("EIN", tax), *who
        ),
        facts_card("Payout account", ("Account holder", s.seller), ("Account number", f"********{ACCOUNT[-4:]}")),
        table_card("Last document", ("Document", "Uploaded", "Status"), (document,)),
        head=f'<div class="crumb">{s.shop} ({s.shop_code})</div><h1>Seller profile</h1>',
        height=585,
    )


def card(s: Scenario) -> bytes:
    """Both sides of the legal person's driver license."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="520pt" height="660pt" viewBox="0 0 520 660" font-family="Source Sans 3" fill="#1F2A33">'
        '<rect width="520" height="660" fill="#D9DCD6"/><rect x="36" y="30" width="448" height="282" rx="16" fill="#EEF3F6" stroke="#93A7B5"/>'
        '<text x="60" y="70" font-size="21" font-weight="600" fill="#27506B">DRIVER LICENSE</text><text x="460" y="70" font-size="14" text-anchor="end">Example State</text>'
        '<rect x="60" y="92" width="112" height="142" fill="#C9D5DC"/><circle cx="116" cy="146" r="27" fill="#8FA3AF"/><path d="M 72 234 Q 116 168 160 234 Z" fill="#8FA3AF"/>'
        f'<text x="194" y="112" font-size="13">Number</text><text x="194" y="131" font-size="17" font-weight="600">L7704 51288 62903</text>'
        f'<text x="194" y="160" font-size="13">Name</text><text x="194" y="179" font-size="17" font-weight="600">{s.signer[0]}</text>'
        f'<text x="194" y="208" font-size="13">Issued</text><text x="194" y="227" font-size="16">November 15, 2023</text>'
        f'<text x="194" y="256" font-size="13">Expires</text><text x="194" y="275" font-size="16">{s.licence_ends}</text>'
        '<rect x="36" y="340" width="448" height="270" rx="16" fill="#EEF3F6" stroke="#93A7B5"/><rect x="36" y="366" width="448" height="40" fill="#3B4650"/>'
        '<text x="60" y="446" font-size="14">Class D</text><text x="60" y="472" font-size="14">Restrictions none</text>'
        + "".join(f'<rect x="{60 + 7 * n}" y="508" width="{2 + (n * 5) % 4}" height="66" fill="#2B333A"/>' for n in range(56))
        + f'<text x="36" y="642" font-size="12" fill="#4A5560">{INVENTED}</text></svg>'
    )
    return png(screen("Driver license", svg, "body { line-height: 0 }", width=520, height=660), colours=48)


def orders(s: Scenario) -> bytes:
    """What became of the orders that were open."""
    rows = (
        ("August 11, 2026", str(OPEN_ORDERS), "17", "24"),
        ("August 12, 2026", "24", "19", "5"),
        ("August 13, 2026", "5", "5", "0"),
    )
    return shot(
        "Seller Center / Orders / To ship",
        "Thu Aug 13, 2026 6:12 PM",
        table_card("Orders placed before August 11, 2026, 9:26 AM", ("Day", "To ship in the morning", "Handed to the carrier", "Left"), rows, numbers=(1, 2, 3)),
        head=f'<div class="crumb">{s.shop} ({s.shop_code})</div><h1>To ship: 0 orders</h1>',
        height=270,
    )  # fmt: skip


def _signature(s: Scenario) -> bytes:
    svg = signature(s.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
