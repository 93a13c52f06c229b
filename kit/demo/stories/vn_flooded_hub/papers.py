"""The papers, in Vietnamese and English: the carrier's letter with every parcel that lay in the hub, and the hand-over record."""

from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from itertools import zip_longest

from kit.demo.ink import signature, stamp
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.vn_flooded_hub.scenario import DAY, FLOODED, OPEN_AGAIN, Scenario
from kit.demo.stories.vn_flooded_hub.shop import Order, is_working

CARRIER_TONE, OWN_TONE = "#0B5563", "#7C4A1E"
RECORDED = (date(2026, 9, 9), date(2026, 9, 21))
"""First and last day of the hand-over record."""


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/thu-xac-nhan-nam-giang-2026-10-02.pdf", letter(scenario, found)
    yield "evidence/bien-ban-ban-giao-2026-09-09-den-21.pdf", record(scenario, found)


def confirmed(found: tuple[Order, ...]) -> tuple[Order, ...]:
    """The parcels that the carrier names: all of the shop's that lay in the hub."""
    return tuple(o for o in found if o.is_held)


def letter(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Why the hub was closed, from when to when, and each parcel with its times there."""
    s, held = scenario, confirmed(found)
    cells = [(o.tracking_id, _short(o.shipped), _short(o.at_hub), _day(o.delivered)) for o in held]
    height = -(-len(cells) // 2)
    rows = [(*left, *(right or ("",) * 4)) for left, right in zip_longest(cells[:height], cells[height:])]
    head = letterhead(s.carrier, "Chăm sóc khách hàng / Customer care", "NGX-CS-2026-1002-07", "2 October 2026")
    first = (
        head
        + "<h1>Xác nhận kiện hàng lưu tại kho Hòa Phước</h1><h2>Confirmation of parcels held at the Hoa Phuoc hub</h2>"
        + facts(("Kính gửi / To", s.seller), ("Kho gửi / Picked up at", s.warehouse), ("Số kiện / Parcels", str(len(held))))
        + clauses(
            ("1", "Kho trung chuyển Hòa Phước (Đà Nẵng) bị ngập lúc 02:30 ngày 14/09/2026 và mở lại lúc 06:00 ngày 23/09/2026."),
            ("", f"The Hoa Phuoc hub (Da Nang) was flooded at {FLOODED:%H:%M} on 14 September 2026 and opened again at {OPEN_AGAIN:%H:%M} on 23 September 2026."),
            ("2", f"Trong thời gian đó {len(held)} kiện của quý khách, nhận tại kho Thuận An đúng giờ, nằm lại tại kho Hòa Phước."),
            ("", f"In that time {len(held)} of your parcels lay there. Our drivers had collected all of them in Thuan An at the times listed on page 2."),
            ("3", "Việc giao chậm không do người gửi. Các kiện được giao từ ngày 24/09/2026."),
            ("", "The sender has no part in the delay. The parcels were delivered from 24 September 2026 on."),
        )
        + f'<div style="display: flex; align-items: flex-end"><div style="width: 70%">{signed((signature(s.officer), f"{s.officer}, Customer Care Manager", f"{s.carrier}, 2 October 2026"))}</div>'
        + f"<div>{stamp('NAM GIANG EXPRESS', '02.10.2026')}</div></div>"
    )  # fmt: skip
    heads = ("Vận đơn / Number", "Nhận / Collected", "Đến kho / At hub", "Giao / Delivered") * 2
    second = (
        f'<div class="sheet">{head}<h1>Danh sách kiện hàng / List of parcels</h1>'
        f"{table(heads, rows)}"
        "<p></p><p>Day and month, then the time; all times are those of Viet Nam, 2026.</p></div>"
    )
    return sheet("Confirmation", first + second, day="2026-10-02", foot=f"{s.carrier}, NGX-CS-2026-1002-07", tone=CARRIER_TONE)


def record(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Each collection of those days: parcels, those for the centre, when the driver signed."""
    s = scenario
    rows, sums = [], [0, 0]
    for day in _recorded():
        mine = [o for o in found if o.shipped.date() == day]
        central = sum(o.is_central for o in mine)
        sums = [sums[0] + len(mine), sums[1] + central]
        rows.append((f"{day:%d/%m/%Y}", str(len(mine)), str(central), f"{max(o.shipped for o in mine):%H:%M}", "signed"))
    body = (
        letterhead(s.shop, "Biên bản bàn giao", f"{s.warehouse}, 9-21/09/2026")
        + "<h1>Biên bản bàn giao hàng cho đơn vị vận chuyển</h1><h2>Hand-over record, 9 to 21 September 2026</h2>"
        + facts(("Bên giao / From", s.seller), ("Bên nhận / To", s.carrier), ("Địa điểm / Place", f"Kho {s.warehouse}"))
        + table(
            ("Ngày / Day", "Số kiện / Parcels", "Miền Trung / Centre", "Giờ ký / Signed at", "Tài xế / Driver"),
            rows,
            numbers=(1, 2),
            total=("Tổng / Total", str(sums[0]), str(sums[1]), "", ""),
        )
        + "<p></p><p>Tài xế đếm kiện cùng thủ kho và ký sau khi xếp xong xe. Không còn kiện nào đến hạn ở lại kho.</p>"
        "<p>The driver counts with the dock lead and signs once the van is loaded. No parcel that was due stayed behind.</p>"
        + signed(
            (signature(s.dock_lead), f"{s.dock_lead}, dock lead", f"{s.seller_en}, 21 September 2026"),
            (signature("Võ Thành"), "Võ Thành, driver", f"{s.carrier}, 21 September 2026"),
        )
    )
    return sheet("Hand-over record", body, day="2026-09-21", foot=f"{escape(s.shop)}, hand-over record", tone=OWN_TONE)


def _recorded() -> Iterator[date]:
    day = RECORDED[0]
    while day <= RECORDED[1]:
        if is_working(day):
            yield day
        day += DAY


def handed_over(found: tuple[Order, ...]) -> int:
    """Parcels of the record."""
    return sum(o.shipped.date() in set(_recorded()) for o in found)


def _short(at: datetime | None) -> str:
    return f"{at:%d/%m %H:%M}" if at else ""


def _day(at: datetime) -> str:
    return f"{at:%d/%m}"


def latest_hand_over(found: tuple[Order, ...]) -> str:
    """The latest signature of the record."""
    return max(f"{o.shipped:%H:%M}" for o in found if o.shipped.date() in set(_recorded()))
