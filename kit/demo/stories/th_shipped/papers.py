"""The papers: the supplier's change, the packing rota, the roster, the first pick-up, the count of packed sets, the daily sheet, the rules."""

from collections.abc import Iterator
from datetime import date
from html import escape

from kit.demo.ink import signature, stamp
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.th_shipped.case_file import PACKED_STOCK, backlog
from kit.demo.stories.th_shipped.export import SKUS
from kit.demo.stories.th_shipped.scenario import CHANGED, DAY, WINDOW, Scenario
from kit.demo.stories.th_shipped.shop import SETS, Order, is_working, turn

SUPPLIER_TONE, OWN_TONE, CARRIER_TONE = "#8A5A14", "#3B5F3A", "#1D4E79"


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/supplier-change-2026-08-10.pdf", supplier_change(scenario)
    yield "evidence/packing-rota-aug-sep.pdf", rota(scenario)
    yield "evidence/shift-roster-2026-09-25.pdf", roster(scenario)
    yield "evidence/pickup-2026-09-25.pdf", first_pickup(scenario, backlog(scenario, found))
    yield "evidence/packed-sets-count-2026-09-28.pdf", count(scenario)
    yield "evidence/daily-sheet-oct.pdf", daily_sheet(scenario, found)
    yield "evidence/packing-rules-v3.pdf", rules(scenario)


def supplier_change(scenario: Scenario) -> bytes:
    """One page in Chinese and English: from 24 August pieces, no packed sets."""
    s = scenario
    rows = [(SKUS[n][1], SKUS[n][2], SKUS[n][3], "packed set 成套装箱", "loose pieces 散件") for n in SETS]
    body = (
        letterhead(s.supplier_zh, s.supplier, "出货方式变更通知 Change of delivery", "2026-08-10")
        + "<h1>变更通知 Notice of change</h1>"
        + f"<p>致 To: {escape(s.seller)}</p>"
        + "<p>自 2026 年 8 月 24 日到货批次起，下列礼盒不再由我司成套装箱，改以散件供货，由贵司自行组装。单价相应下调。</p>"
        + "<p>From the batch arriving on 24 August 2026 we no longer pack the gift sets below. They are delivered as loose pieces, to be packed by you. Unit prices are reduced accordingly.</p>"
        + table(("SKU", "Set 礼盒", "Pieces 件数", "Until 23 August 此前", "From 24 August 此后"), rows)
        + '<div style="display:flex;align-items:flex-end">'
        + signed((signature("Ye Jing"), "叶静 Ye Jing 外贸部 Export", "2026 年 8 月 10 日 10 August 2026"))
        + f"<div>{stamp('YIWU LANXI GIFT CO LTD', '2026-08-10')}</div></div>"
    )
    return sheet(
        "Change of delivery", body, day="2026-08-10", foot=f"{s.supplier}, notice of change", tone=SUPPLIER_TONE, language="zh-CN"
    )


def rota(scenario: Scenario) -> bytes:
    """Which set the table packed on each working day of the four weeks."""
    s = scenario
    days = [d for d in _days(CHANGED, WINDOW[1]) if is_working(d)]
    rows = [(f"{d:%a} {d.day} {d:%B}", SKUS[turn(d)][1], SKUS[turn(d)][2], "1 table, 2 packers") for d in days]
    body = (
        letterhead(s.shop, "Packing rota for gift sets", f"{s.warehouse}, 24 August to 20 September 2026")
        + "<h1>Packing rota, gift sets</h1>"
        + '<p class="under">One set a day, in turn. Orders for the other sets wait for the day of their set.</p>'
        + table(("Day", "SKU", "Set packed", "Where"), rows)
        + signed((signature(s.lead[0]), f"{s.lead[0]}, {s.lead[1]}", "21 August 2026"))
    )
    return sheet("Packing rota", body, day="2026-08-21", foot=f"{s.shop}, {s.warehouse}", tone=OWN_TONE)


def roster(scenario: Scenario) -> bytes:
    """From 25 September three tables, one for each set, every working day."""
    s = scenario
    rows = [(f"Table {n + 1}", SKUS[n][1], SKUS[n][2], "2", "08:30 to 17:30") for n in SETS]
    body = (
        letterhead(s.shop, "Shift roster", f"{s.warehouse}, in force from 25 September 2026")
        + "<h1>Packing tables for gift sets</h1>"
        + '<p class="under">Every working day, replaces the rota of 21 August 2026.</p>'
        + table(("Table", "SKU", "Set", "Packers", "Hours"), rows, numbers=(3,))
        + "<p></p><p>Six packers: two of the old table, four moved from goods-in. Changed on 25 September 2026 at 08:30.</p>"
        + signed(
            (signature(s.lead[0]), f"{s.lead[0]}, {s.lead[1]}", "25 September 2026"),
            (signature(s.signer[0]), f"{s.signer[0]}, {s.signer[1]}", "25 September 2026"),
        )
    )
    return sheet("Shift roster", body, day="2026-09-25", foot=f"{s.shop}, {s.warehouse}", tone=OWN_TONE)


def first_pickup(scenario: Scenario, parcels: tuple[Order, ...]) -> bytes:
    """The carrier's list of 25 September: the sets of earlier days, each with its order."""
    s = scenario
    rows = [
        (str(n), o.order_id, o.tracking_id, SKUS[o.sku][1], f"{o.created.day} {o.created:%b %H:%M}")
        for n, o in enumerate(parcels, 1)
    ]
    last = max(o.shipped for o in parcels)
    body = (
        letterhead(s.carrier, "Pick-up list", f"{s.warehouse}, 25 September 2026")
        + "<h1>Pick-up list, sets of earlier days</h1>"
        + facts(("Picked up", f"25 September 2026, {last:%H:%M}"), ("Parcels", str(len(parcels))), ("Sender", s.shop))
        + table(("No.", "Order ID", "Tracking number", "SKU", "Ordered"), rows, numbers=(0,))
        + signed(
            (signature("Wirat S."), "Wirat S., courier", f"For {s.carrier}, 25 September 2026, {last:%H:%M}"),
            (signature(s.lead[0]), f"{s.lead[0]}, {s.lead[1]}", "25 September 2026"),
        )
    )
    return sheet("Pick-up list", body, day="2026-09-25", foot=f"{s.carrier}, customer copy", tone=CARRIER_TONE)


def count(scenario: Scenario) -> bytes:
    """Packed sets on the shelf on 28 September, counted twice."""
    s = scenario
    rows = [(SKUS[n][1], SKUS[n][2], str(packed), str(packed)) for n, packed in zip(SETS, PACKED_STOCK, strict=True)]
    body = (
        letterhead(s.shop, "Stock count", f"{s.warehouse}, 28 September 2026")
        + "<h1>Count of packed gift sets</h1>"
        + facts(("Counted", "28 September 2026, 16:40"), ("Shelf", "B2, packed sets only"), ("Total", str(sum(PACKED_STOCK))))
        + table(
            ("SKU", "Set", "First count", "Second count"),
            rows,
            numbers=(2, 3),
            total=("", "Total", str(sum(PACKED_STOCK)), str(sum(PACKED_STOCK))),
        )
        + signed(
            (signature(s.lead[0]), f"{s.lead[0]}, {s.lead[1]}", "First count, 28 September 2026, 16:10"),
            (signature(s.keeper[0]), f"{s.keeper[0]}, {s.keeper[1]}", "Second count, 28 September 2026, 16:40"),
        )
    )
    return sheet("Stock count", body, day="2026-09-28", foot=f"{s.shop}, {s.warehouse}", tone=OWN_TONE)


def daily_sheet(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Each morning: packed sets on the shelf by SKU, and orders for sets that have not left."""
    s, stock = scenario, list(PACKED_STOCK)
    rows = []
    for day in (d for d in _days(date(2026, 9, 29), date(2026, 10, 12)) if is_working(d)):
        open_sets = sum(o.is_set and not o.cancelled and o.created.date() < day <= o.shipped.date() for o in found)
        older = sum(o.is_set and not o.cancelled and o.created.date() < day - 3 * DAY and day <= o.shipped.date() for o in found)
        rows.append((f"{day:%a} {day.day} {day:%B}", "09:00", *map(str, stock), str(open_sets), str(older), _initials(s.lead[0])))
        sold = [sum(o.is_set and not o.cancelled and o.sku == n and o.created.date() == day for o in found) for n in SETS]
        stock = [max(40, have - out + 8 + (day.day + n) % 6) for n, (have, out) in enumerate(zip(stock, sold, strict=True))]
    body = (
        letterhead(s.shop, "Daily sheet of packed sets", f"{s.warehouse}, from 29 September 2026")
        + "<h1>Packed sets at 09:00</h1>"
        + '<p class="under">Rule 2: below 40 packed pieces of a set, its listing stock is set to the packed number the same morning.</p>'
        + table(
            ("Day", "At", *(SKUS[n][1] for n in SETS), "Open set orders", "Older than 3 days", "Initials"),
            rows,
            numbers=(2, 3, 4, 5, 6),
        )
        + signed((signature(s.lead[0]), f"{s.lead[0]}, {s.lead[1]}", "12 October 2026"))
    )
    return sheet("Daily sheet", body, day="2026-10-12", foot=f"{s.shop}, {s.warehouse}", tone=OWN_TONE)


def rules(scenario: Scenario) -> bytes:
    """One page: what may be listed, the daily sheet, new forms of delivery."""
    s = scenario
    body = (
        letterhead(s.seller, "Packing and listing rules", "Version 3, in force from 29 September 2026")
        + "<h1>Packing and listing rules for gift sets</h1>"
        + '<p class="under">Version 3, signed on 28 September 2026. New: rules 1, 2 and 3. Version 2 said nothing of sets.</p>'
        + clauses(
            ("1", "Only packed sets are for sale. The listing stock of a set is never above the packed number on shelf B2."),
            ("2", "Every working day at 09:00 the warehouse lead counts the packed sets and writes the sheet. Below 40 of a set, the shop manager sets the listing to the packed number the same morning."),
            ("3", "A supplier's new form of delivery is sold only after a trial: 20 packed pieces, timed by the warehouse lead, released in writing by the operations manager."),
            ("4", "An order for a set that is older than one working day at 09:00 is packed first. Two such orders or more: the lead calls the operations manager."),
            ("5", "Every Monday the shop manager reads from the order export how many orders were not Shipped within two working days, by SKU. Above 3% for one SKU its listing is paused that day."),
        )
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]}, {s.signer[1]}", "28 September 2026"),
            (signature(s.keeper[0]), f"{s.keeper[0]}, {s.keeper[1]}", "28 September 2026"),
        )
    )  # fmt: skip
    return sheet("Packing and listing rules", body, day="2026-09-28", foot="Packing and listing rules, version 3", tone=OWN_TONE)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
