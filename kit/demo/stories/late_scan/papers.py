"""The papers: two signed manifests, the carrier's stamped receipts, and its letter. All invented."""

from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from itertools import zip_longest

from kit.demo.ink import signature, stamp
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.late_scan.parcels import Parcel, on
from kit.demo.stories.late_scan.scenario import HUB_SCAN, UNSCANNED, Scenario

CARRIER_TONE, OWN_TONE = "#7A2E1D", "#2F4F4F"
SEALS = {date(2026, 9, 17): ("T-2206", "0418837"), date(2026, 9, 18): ("T-2219", "0418852")}


def files(scenario: Scenario, found: tuple[Parcel, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    for day, signed_at in UNSCANNED.items():
        yield f"evidence/manifest-{day}.pdf", manifest(scenario, on(found, day), signed_at)
    yield "evidence/collection-receipts.pdf", receipts(scenario, found)
    yield "evidence/carrier-letter-2026-09-25.pdf", letter(scenario, found)


def manifest(scenario: Scenario, lines: tuple[Parcel, ...], signed_at: datetime) -> bytes:
    """Each parcel with its order ID, the count, the seal and the driver's remark."""
    s, (trailer, seal) = scenario, SEALS[signed_at.date()]
    cells = [(str(n), p.order_id, p.tracking_id) for n, p in enumerate(lines, 1)]
    height = -(-len(cells) // 2)
    rows = [(*(left or ("", "", "")), *(right or ("", "", ""))) for left, right in zip_longest(cells[:height], cells[height:])]
    body = (
        letterhead(s.shop, "Collection manifest", f"{s.warehouse}, dock 1")
        + f"<h1>Manifest {lines[0].manifest}</h1>"
        + facts(
            ("Date", long(signed_at)),
            ("Carrier", f"{s.carrier}, {s.route}"),
            ("Parcels", str(len(lines))),
            ("Trailer", trailer),
            ("Seal", seal),
            ("Signed for", f"{clock(signed_at)}"),
        )
        + table(("No.", "Order ID", "Tracking number") * 2, rows, numbers=(0, 3))
        + f"<p></p><p><b>Driver's remark:</b> Count agreed, {len(lines)} pcs. No scan at dock, handset will not connect. {escape(s.driver)}</p>"
        + signed(
            (signature(s.driver), f"{s.driver}, driver", f"For {s.carrier}, {long(signed_at)}, {clock(signed_at)}"),
            (signature(s.dock_lead), f"{s.dock_lead}, dock lead", f"For {s.seller}, {long(signed_at)}, {clock(signed_at)}"),
        )
    )
    return sheet(
        f"Manifest {lines[0].manifest}",
        body,
        day=f"{signed_at:%Y-%m-%d}",
        foot=f"{s.shop}, {s.warehouse}",
        tone=OWN_TONE,
        language="en-US",
    )


def receipts(scenario: Scenario, found: tuple[Parcel, ...]) -> bytes:
    """The carrier's own receipt for each evening, stamped at its depot."""
    s = scenario
    parts = []
    for day, signed_at in UNSCANNED.items():
        trailer, seal = SEALS[day]
        mark = stamp(s.carrier.upper(), f"{signed_at:%d %b %Y}".upper())
        parts.append(
            f"<h2>Collection receipt CR-{day:%m%d}-114</h2>"
            + facts(
                ("Customer", s.shop),
                ("Pickup address", f"{s.warehouse}, dock 1"),
                ("Manifest", str(on(found, day)[0].manifest)),
                ("Parcels taken", str(len(on(found, day)))),
                ("Trailer and seal", f"{trailer}, {seal}"),
                ("Left the dock", clock(signed_at.replace(minute=signed_at.minute + 6))),
            )
            + f'<div style="display:flex;align-items:center"><div style="width:60%">{signature(s.driver)}<div class="who">{escape(s.driver)}, {s.route}</div></div><div>{mark}</div></div>'
        )
    body = letterhead(s.carrier, "Customer copy", "Collection receipts") + "<h1>Collection receipts</h1>" + "".join(parts)
    return sheet(
        "Collection receipts", body, day="2026-09-18", foot=f"{s.carrier}, customer copy", tone=CARRIER_TONE, language="en-US"
    )


def letter(scenario: Scenario, found: tuple[Parcel, ...]) -> bytes:
    """What the carrier confirms: both collections, why there was no scan, when the hub scanned."""
    s = scenario
    rows = [
        (str(on(found, day)[0].manifest), long(at), clock(at), str(len(on(found, day))), " / ".join(SEALS[day]))
        for day, at in UNSCANNED.items()
    ]
    first, last = HUB_SCAN
    body = (
        letterhead(s.carrier, "Customer operations", "Reference SC-26-09-3371", "September 25, 2026")
        + "<h1>Confirmation of collections without a dock scan</h1>"
        + facts(("To", s.seller), ("Pickup", s.warehouse), ("Route", s.route))
        + "<p>At your request we checked our records for the collections of September 17 and 18, 2026.</p>"
        + table(("Manifest", "Date", "Signed for", "Parcels", "Trailer / seal"), rows, numbers=(3,))
        + "<p></p>"
        + clauses(
            ("1", f"Our driver collected and signed for the parcels of both manifests at the times above. The counts agree with the sealed trailers as opened at our {s.hub}."),
            ("2", "From the afternoon of September 17 to the night of September 21 the scanners of this route could not log in, after an update on our side (incident IN-20917). Drivers on the route collected by signature."),
            ("3", f"Both trailers were held sealed at the hub and unloaded on September 22. The first scan of each parcel was made there, from {clock(first)} to {clock(last)}."),
            ("4", "Scans at the dock have been made again on every collection since September 22."),
        )
        + f'<div style="display:flex;align-items:flex-end">{signed((signature("Marjorie Stahl"), "Marjorie Stahl, Customer Operations Manager", f"For {s.carrier}, September 25, 2026"))}'
        + f"<div>{stamp(s.carrier.upper(), '25 SEP 2026')}</div></div>"
    )  # fmt: skip
    return sheet(
        "Confirmation of collections",
        body,
        day="2026-09-25",
        foot=f"{s.carrier}, SC-26-09-3371",
        tone=CARRIER_TONE,
        language="en-US",
    )


def long(at: datetime | date) -> str:
    """September 17, 2026."""
    return f"{at:%B} {at.day}, {at.year}"


def clock(at: datetime) -> str:
    """17:38."""
    return f"{at:%H:%M}"
