"""The pictures: the notice, the carrier's page of one parcel, a frame of the dock camera, the signature."""

import io
from collections.abc import Iterator
from html import escape
from random import Random

from kit.demo.ink import signature
from kit.demo.paper import INVENTED, png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.late_scan.case_file import counted, rate, shown
from kit.demo.stories.late_scan.papers import CARRIER_TONE, clock, long
from kit.demo.stories.late_scan.parcels import Parcel, noticed
from kit.demo.stories.late_scan.scenario import Scenario


def files(scenario: Scenario, found: tuple[Parcel, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(scenario)
    yield "evidence/notice-2026-09-30.png", notice(scenario, found)
    yield "evidence/carrier-page-2026-10-02.png", carrier_page(scenario, shown(found))
    yield "evidence/dock-camera-2026-09-17.jpg", dock_camera(scenario)


def notice(scenario: Scenario, found: tuple[Parcel, ...]) -> bytes:
    """The notice as the seller saw it."""
    s = scenario
    return shot(
        "Seller Center / Account health / Violations",
        "Sep 30, 2026 9:44 AM",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), United States"),
            ("Received", "September 30, 2026, 9:20 AM PT"),
            ("Enforcement", "Order volume limited from September 30, 2026"),
            ("Appeal until", "October 30, 2026, 11:59 PM PT"),
        ),
        facts_card(
            "Violation details",
            ("Orders counted", "Seller-shipped orders created from September 14 to September 27, 2026"),
            ("Late order", "No carrier scan (In Transit) within 2 business days of the order"),
            ("Late dispatch rate", f"{rate(found)} ({len(noticed(found))} of {len(counted(found))} orders)"),
            ("Limit", "10.0%"),
            ("Order list", f"late_orders_{s.violation}.csv, {len(noticed(found))} rows"),
        ),
        text_card(
            "What you can do",
            "If you believe that an order was counted in error, submit an appeal with the order IDs, the reason and supporting documents.",
        ),
        head=notice_head(s.violation, "Late dispatch rate above the limit", "Enforcement action taken"),
        height=640,
    )


def carrier_page(scenario: Scenario, parcel: Parcel) -> bytes:
    """The carrier's own page: its name, the number, the time of the shot, each event with its time."""
    s = scenario
    events = (
        (parcel.delivered, "Delivered", "Front door"),
        (parcel.scanned, f"Received at {s.hub} (first scan)", "San Bernardino, CA"),
        (parcel.collected, "Collected by signature, no scan", "Ontario, CA"),
        (parcel.labelled, "Label created by shipper", "Ontario, CA"),
    )
    rows = [(f"{long(at)}, {clock(at)}", what, place) for at, what, place in events]
    return shot(
        f"track.{s.carrier.lower().replace(' ', '-')}.example / {parcel.tracking_id}",
        "Oct 2, 2026 11:05 AM",
        facts_card(
            "Shipment",
            ("Tracking number", parcel.tracking_id),
            ("Shipper", s.shop),
            ("Manifest", str(parcel.manifest)),
            ("Times", "Pacific time"),
        ),
        table_card("Tracking history", ("Time", "Event", "Place"), rows),
        head=f'<div class="logo">&#9650;&#9650; {escape(s.carrier)}</div>',
        tone=CARRIER_TONE,
        ground="#F7F4F1",
        height=410,
    )


def dock_camera(scenario: Scenario) -> bytes:
    """A frame of the camera over the dock, grey, with its burnt-in time."""
    image = screen("Dock camera", "".join(_dock(scenario)), "body { line-height: 0; background: #333 }", width=640, height=400)
    out = io.BytesIO()
    image.convert("L").save(out, "JPEG", quality=72)
    return out.getvalue()


def _dock(s: Scenario) -> Iterator[str]:
    """Seen from above: the open trailer at the door, pallets of parcels, two people, one of them with a clipboard."""
    chance = Random(s.seed)  # noqa: S311 - a drawing, not a secret
    yield '<svg xmlns="http://www.w3.org/2000/svg" width="640pt" height="400pt" viewBox="0 0 640 400">'
    yield '<rect width="640" height="400" fill="#6d6d6d"/><polygon points="0,400 0,230 640,190 640,400" fill="#8a8a8a"/>'
    yield '<polygon points="210,40 470,30 470,215 210,228" fill="#1d1d1d"/><polygon points="226,54 456,45 456,206 226,217" fill="#3a3a3a"/>'
    yield '<polygon points="226,54 300,90 300,180 226,217" fill="#555"/><polygon points="456,45 390,86 390,172 456,206" fill="#505050"/><rect x="300" y="88" width="90" height="90" fill="#2a2a2a"/>'
    for x, y, wide, rows in ((302, 178, 86, 3), (60, 330, 130, 4), (485, 300, 120, 3)):
        for row in range(rows):
            at = float(x)
            while at < x + wide - 10:
                size = chance.uniform(17, 30)
                tone = chance.choice(("#b9b9b9", "#a8a8a8", "#c6c6c6", "#989898"))
                yield f'<rect x="{at:.0f}" y="{y - 24 * (row + 1)}" width="{min(size, x + wide - at):.0f}" height="23" fill="{tone}" stroke="#555"/>'
                at += size
        yield f'<rect x="{x - 4}" y="{y}" width="{wide + 8}" height="7" fill="#4a4a4a"/>'
    for x, y, tone in ((250, 205, "#2b2b2b"), (420, 215, "#e0e0e0")):
        yield f'<circle cx="{x}" cy="{y}" r="12" fill="#d0d0d0"/><path d="M {x - 20} {y + 78} V {y + 32} Q {x} {y + 4} {x + 20} {y + 32} V {y + 78} Z" fill="{tone}"/>'
        yield f'<rect x="{x - 15}" y="{y + 78}" width="12" height="52" fill="#333"/><rect x="{x + 3}" y="{y + 78}" width="12" height="52" fill="#333"/>'
    yield '<rect x="392" y="246" width="22" height="30" fill="#fff" stroke="#444" transform="rotate(-12 403 261)"/>'
    text = 'font-family="Source Code Pro" font-size="15" fill="#fff"'
    yield f'<text x="14" y="24" {text}>CAM 02 DOCK 1</text><text x="400" y="24" {text}>2026-09-17 17:36:12</text>'
    yield f'<text x="14" y="390" font-family="Source Sans 3" font-size="11" fill="#eee">{escape(s.warehouse)}. {INVENTED}</text></svg>'


def _signature(scenario: Scenario) -> bytes:
    svg = signature(scenario.signer).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
