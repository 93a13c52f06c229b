"""The screens: the notice, the carrier's alert, its page of one parcel; the signature."""

from collections.abc import Iterator
from datetime import timedelta
from html import escape

from kit.demo.ink import signature
from kit.demo.paper import png, screen
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.vn_flooded_hub.papers import CARRIER_TONE
from kit.demo.stories.vn_flooded_hub.scenario import OPEN_AGAIN, Scenario
from kit.demo.stories.vn_flooded_hub.shop import Order, counted, noticed, shown


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "signature.png", _signature(scenario)
    yield "evidence/notice-2026-10-05.png", notice(scenario, found)
    yield "evidence/nam-giang-alert-2026-09-14.png", alert(scenario)
    yield "evidence/nam-giang-parcel-2026-10-06.png", parcel_page(scenario, shown(found))


def notice(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """The notice as the seller saw it."""
    s, listed, of = scenario, noticed(found), counted(found)
    rate = f"{100 * len(listed) / len(of):.1f}%"
    return shot(
        "Seller Center / Account health / Violations",
        "05 Oct 2026 10:31",
        facts_card(
            "Violation",
            ("Violation ID", s.violation),
            ("Shop", f"{s.shop} ({s.shop_code}), Viet Nam"),
            ("Received", "5 October 2026, 10:12 (GMT+7)"),
            ("Enforcement", "Shop score lowered; campaigns closed from 5 October 2026"),
            ("Appeal until", "4 November 2026, 23:59 (GMT+7)"),
        ),
        facts_card(
            "Violation details",
            ("Orders counted", "Orders created from 1 September 2026 to 30 September 2026"),
            ("Seller-fault return rate", f"{rate} ({len(listed)} of {len(of)} orders)"),
            ("Target", "below 1.5%"),
            ("Order list", f"seller_fault_{s.violation}.csv, {len(listed)} rows"),
        ),
        text_card(
            "What you can do",
            "If an order was counted although the return was not your fault, appeal with the order IDs, the reason and your documents.",
        ),
        head=notice_head(s.violation, "Seller-fault return rate above the target", "Enforcement action taken"),
        height=610,
    )


def alert(scenario: Scenario) -> bytes:
    """What the carrier told on its own site that morning."""
    s = scenario
    return shot(
        "namgiang-express.example / thong-bao",
        "14/09/2026 09:05",
        text_card(
            "Kho Hòa Phước tạm ngừng hoạt động",
            "Từ 02:30 ngày 14/09/2026, kho trung chuyển Hòa Phước (Đà Nẵng) ngừng nhận và chia hàng do ngập. Hàng đi Quảng Trị, Huế, Đà Nẵng,"
            " Quảng Nam và Quảng Ngãi sẽ giao chậm. Chúng tôi sẽ báo khi kho mở lại.",
        ),
        text_card(
            "Hoa Phuoc hub closed for the time being",
            "Since 02:30 on 14 September 2026 our Hoa Phuoc hub (Da Nang) takes in and sorts no parcels because of a flood. Parcels to Quang Tri,"
            " Hue, Da Nang, Quang Nam and Quang Ngai will be late. We will tell you when it opens again.",
        ),
        facts_card("Thông báo / Alert", ("Số / No.", "TB-0914"), ("Đăng lúc / Posted", "14/09/2026 06:20")),
        head=_logo(s),
        tone=CARRIER_TONE,
        ground="#EFF5F6",
        height=420,
    )


def parcel_page(scenario: Scenario, order: Order) -> bytes:
    """The carrier's own page of one parcel of the notice."""
    s = scenario
    events = [
        (order.delivered, "Đã giao / Delivered"),
        (OPEN_AGAIN + timedelta(hours=5, minutes=12), "Rời kho Hòa Phước / Left Hoa Phuoc hub"),
        (order.at_hub or order.shipped, "Đến kho Hòa Phước, tạm giữ do ngập / At Hoa Phuoc hub, held: flood"),
        (order.shipped, "Đã lấy hàng / Collected, Thuận An"),
    ]
    rows = [(f"{at:%d/%m/%Y %H:%M}", what) for at, what in events]
    return shot(
        f"namgiang-express.example / tra-cuu / {order.tracking_id}",
        "06/10/2026 08:47",
        facts_card("Vận đơn / Parcel", ("Số / Number", order.tracking_id), ("Người gửi / Sender", s.shop)),
        table_card("Hành trình / Events", ("Giờ / Time", "Sự kiện / Event"), rows),
        head=_logo(s),
        tone=CARRIER_TONE,
        ground="#EFF5F6",
        height=400,
    )


def _logo(s: Scenario) -> str:
    return f'<div class="logo">&#9654; {escape(s.carrier)}</div>'


def _signature(scenario: Scenario) -> bytes:
    svg = signature(scenario.signer).replace('width="190" height="60"', 'width="285" height="90"')
    return png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
