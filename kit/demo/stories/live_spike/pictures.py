"""Screens: the notice, the record of the two lives, the message to buyers, the cap on the creator's link; and the signature."""

from collections.abc import Iterator
from datetime import date

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.live_spike.scenario import LIVES, REPLAY, Scenario
from kit.demo.stories.live_spike.shop import Order, late, of_live, rate


def files(s: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(s)
    yield "evidence/notice-2026-10-13.png", notice(s, found)
    yield "evidence/live-record-2026-09-28.png", live(s, found)
    yield "evidence/buyer-message-2026-09-30.png", message(s, found)
    yield "evidence/creator-links-2026-10-14.png", cap(s)


def notice(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """The notice as the seller saw it."""
    return shot(
        "Seller Center / Account health / Violations",
        "13 Oct 2026 10:41",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), Indonesia"),
            ("Received", "13 October 2026, 10:20 (Jakarta time)"),
            ("Enforcement", "Number of daily orders limited from 13 October 2026"),
            ("Appeal until", "12 November 2026, 23:59 (Jakarta time)"),
        ),
        facts_card(
            "Violation details",
            ("Reason", "High-risk shop: abnormal growth of orders and new buyers, order quality below standard"),
            ("Orders counted", "13 September 2026 to 12 October 2026"),
            ("Late dispatch rate", rate(found)),
        ),
        text_card(
            "What you can do",
            "Appeal with the order quality of these days, inspection reports, the supplier's audit record and proof of real trade.",
        ),
        head=notice_head(s.violation, "High-risk shop", "Enforcement action taken"),
        height=590,
    )


def live(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """Both lives and the replay, as the affiliate page counts them."""
    rows = [
        (
            f"{day.day} September 2026",
            "19:00 to 22:10" if day in LIVES else "Videos of the lives",
            viewers,
            f"{_of_day(found, day)}",
        )
        for day, viewers in zip((*LIVES, REPLAY), ("11,804", "16,377", "9,120"), strict=True)
    ]
    return shot(
        "Affiliate Center / Creators / Performance",
        "28 Sep 2026 09:12",
        facts_card(
            "Creator",
            ("Name", s.creator),
            ("Shop", s.shop),
            ("Product on the link", f"{s.mark}-CH1, mini food chopper and seven more"),
        ),
        table_card("Orders through this creator", ("Day", "Content", "Viewers", "Orders"), rows, numbers=(2, 3)),
        text_card("Stock on the link", "Not limited: all stock of the listing is offered."),
        head="<h1>Creator performance</h1>",
        height=450,
    )


def message(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """The message in the platform's chat to the buyers of the late orders."""
    return shot(
        "Seller Center / Customer messages / Sent to orders",
        "30 Sep 2026 15:44",
        facts_card(
            "Message",
            ("Sent", "30 September 2026, 15:40 (Jakarta time)"),
            ("To", f"{len(late(found))} orders, dispatched late or still to be dispatched"),
            ("By", f"{s.signer[0]}, Operations Manager"),
        ),
        text_card(
            "Text",
            "Pesanan Anda terlambat kami kirim karena jumlah pesanan melebihi kapasitas kami. Semua paket diserahkan ke kurir paling lambat"
            " hari ini. Anda dapat membatalkan dan menerima dana penuh lewat aplikasi.",
            "Your order leaves late because more orders came than we could pack. All parcels are with the carrier by tonight. You can"
            " cancel in the app and get all your money back.",
        ),
        head="<h1>Message to orders</h1>",
        height=420,
    )


def cap(s: Scenario) -> bytes:
    """The creator's links after the cap."""
    return shot(
        "Affiliate Center / Products / Links",
        "14 Oct 2026 16:08",
        table_card(
            "Stock offered through creators",
            ("Seller SKU", "Before", "Now", "Changed"),
            (
                (f"{s.mark}-CH1", "all stock", "80", "14 October 2026, 16:05"),
                ("7 other SKUs", "all stock", "20 each", "14 October 2026, 16:05"),
            ),
            numbers=(2,),
        ),
        facts_card("Changed by", ("Name", s.marketing[0]), ("Role", "Marketing Lead")),
        head="<h1>Links of creators</h1>",
        height=350,
    )


def _of_day(found: tuple[Order, ...], day: date) -> int:
    return sum(o.created.date() == day for o in of_live(found))


def _signature(s: Scenario) -> bytes:
    svg = signature(s.signer[0]).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
