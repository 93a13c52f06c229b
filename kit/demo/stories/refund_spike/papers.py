"""The papers: goods-in of the batch, the hold, the inspection, the supplier's answer, refunds, hand-back, rosters, the next batch's test, rules, daily sheet."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from html import escape

from kit.demo.ink import signature, stamp
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.refund_spike.case_file import BROKE, CYCLES, NEXT_RECEIVED, NEXT_TESTED, TESTED, received
from kit.demo.stories.refund_spike.export import SKUS
from kit.demo.stories.refund_spike.scenario import DAY, Scenario
from kit.demo.stories.refund_spike.shop import OURS, Order, faults, requests

OWN_TONE, SUPPLIER_TONE, LAB_TONE = "#7A3E1D", "#1F5A57", "#40366F"
SHEET_DAYS = (date(2026, 10, 9), date(2026, 11, 6))
LIMIT = 3  # requests of one SKU for one reason within seven days


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/goods-in-2026-09-04.pdf", goods_in(scenario, found)
    yield "evidence/care-roster-2026-09-05.pdf", roster_before(scenario)
    yield "evidence/batch-hold-2026-09-22.pdf", hold(scenario)
    yield "evidence/inspection-2026-09-25.pdf", inspection(scenario)
    yield "evidence/care-roster-2026-09-26.pdf", roster(scenario)
    yield "evidence/supplier-letter-2026-09-29.pdf", supplier_letter(scenario)
    yield "evidence/refund-list-2026-10-10.pdf", refunds(scenario, found)
    yield "evidence/goods-out-2026-10-08.pdf", goods_out(scenario)
    yield "evidence/zip-test-2026-10-12.pdf", zip_test(scenario)
    yield "evidence/goods-in-and-returns-rules-v2.pdf", rules(scenario)
    yield "evidence/returns-sheet-2026-10-09-to-11-06.pdf", returns_sheet(scenario, found)


def goods_in(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """What was looked at when the batch came in: print, stitching, colour and count, and no zip."""
    s, pieces = scenario, str(received(scenario, found))
    body = (
        letterhead(s.shop, "Goods-in sheet", f"{s.warehouse}, 4 September 2026")
        + "<h1>Goods-in sheet GI-0904-02</h1>"
        + facts(
            ("Supplier", s.supplier),
            ("Batch", "H2608"),
            ("SKU", "KT-220 School backpack 22 L, navy"),
            ("Received", "4 September 2026, 14:20"),
            ("Pieces", pieces),
            ("Looked at", "5 pieces"),
        )
        + table(
            ("Point", "Pieces", "Result"),
            (
                ("Count against the packing list", pieces, "agrees"),
                ("Print and label", "5", "good"),
                ("Stitching of straps", "5", "good"),
                ("Colour against the sample", "5", "good"),
            ),
            numbers=(1,),
        )
        + "<p></p><p>Released for sale from 7 September 2026, behind the last pieces of batch H2605. The form has no point for zips.</p>"
        + signed((signature(s.keeper[0]), f"{s.keeper[0]}, {s.keeper[1]}", "4 September 2026"))
    )
    return sheet("Goods-in sheet", body, day="2026-09-04", foot=f"{s.shop}, goods-in", tone=OWN_TONE)


def roster_before(scenario: Scenario) -> bytes:
    """The returns desk without a Saturday."""
    s = scenario
    rows = [(d, "2", "09:00 to 18:00") for d in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    rows += [("Saturday", "0", "moved to the campaign's live sales"), ("Sunday", "0", "")]
    return _roster(
        s, "5 September 2026", rows, "Replaces the roster of 1 June 2026, which had one person on Saturdays.", "4 September 2026"
    )


def roster(scenario: Scenario) -> bytes:
    """The returns desk on all seven days."""
    rows = [(d, "2", "09:00 to 18:00") for d in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")]
    rows += [("Saturday", "1", "09:00 to 18:00"), ("Sunday", "1", "09:00 to 18:00")]
    return _roster(scenario, "26 September 2026", rows, "Replaces the roster of 5 September 2026.", "25 September 2026")


def _roster(s: Scenario, since: str, rows: list[tuple[str, str, str]], under: str, when: str) -> bytes:
    body = (
        letterhead(s.shop, "Customer care", f"Returns desk, in force from {since}")
        + "<h1>Roster of the returns desk</h1>"
        + f'<p class="under">{under}</p>'
        + table(("Day", "People", "Hours"), rows, numbers=(1,))
        + signed((signature(s.care[0]), f"{s.care[0]}, {s.care[1]}", when))
    )
    day = "2026-09-04" if "4 Sep" in when else "2026-09-25"
    return sheet("Roster of the returns desk", body, day=day, foot=f"{s.shop}, customer care", tone=OWN_TONE)


def hold(scenario: Scenario) -> bytes:
    """What was locked away on the day of the pause, counted twice."""
    s = scenario
    shelf, returned = s.held - 12, 12
    body = (
        letterhead(s.shop, "Batch hold", f"{s.warehouse}, 22 September 2026")
        + "<h1>Batch hold BH-2026-03</h1>"
        + facts(
            ("Batch", "H2608, SKU KT-220"),
            ("Held", "22 September 2026, 17:30"),
            ("Place", "Cage 2, locked, key with the quality lead"),
            ("Pieces", str(s.held)),
            ("Label", "DO NOT SELL, BATCH H2608"),
            ("Sale", "listing paused the same morning"),
        )
        + table(
            ("Found at", "First count", "Second count"),
            (("Shelf D4", str(shelf), str(shelf)), ("Packing tables", str(returned), str(returned))),
            numbers=(1, 2),
            total=("Total", str(s.held), str(s.held)),
        )
        + signed(
            (signature(s.keeper[0]), f"{s.keeper[0]}, {s.keeper[1]}", "First count, 22 September 2026, 16:50"),
            (signature(s.signer[0]), f"{s.signer[0]}, {s.signer[1]}", "Second count, 22 September 2026, 17:30"),
        )
    )
    return sheet("Batch hold", body, day="2026-09-22", foot=f"{s.shop}, {s.warehouse}", tone=OWN_TONE)


def inspection(scenario: Scenario) -> bytes:
    """The inspector's report: how many zips of the batch broke, and where."""
    s = scenario
    slider, pull = BROKE - 4, 4
    body = (
        letterhead(s.inspector, "Inspection report", "MUC-26-0925-114")
        + "<h1>Inspection report, zips of batch H2608</h1>"
        + facts(
            ("Client", s.seller),
            ("Drawn", f"24 September 2026, from {s.held} pieces in Cage 2"),
            ("Report", "25 September 2026, 16:00"),
            ("Pieces tested", str(TESTED)),
            ("Method", f"main zip opened and closed {CYCLES} times, 5 kg in the bag"),
            ("Broke", f"{BROKE} of {TESTED}"),
        )
        + table(
            ("Finding", "Pieces", "First seen at"),
            (
                ("Slider opens behind itself, teeth part", str(slider), "14 to 160 cycles"),
                ("Pull tab comes off", str(pull), "22 to 90 cycles"),
                ("No fault", str(TESTED - BROKE), ""),
            ),
            numbers=(1,),
            total=("Total", str(TESTED), ""),
        )
        + "<p></p><p>The sliders are of zinc alloy without a maker's mark. Two pieces of the earlier batch H2605, for comparison: marked"
        f" sliders, no fault after {CYCLES} cycles.</p>"
        + '<div style="display:flex;align-items:flex-end">'
        + signed((signature("Bagus Wirawan"), "Bagus Wirawan, inspector", f"For {s.inspector}, 25 September 2026"))
        + f"<div>{stamp('MITRA UJI CERMAT', '25-09-2026', colour='#40366F')}</div></div>"
    )
    return sheet("Inspection report", body, day="2026-09-25", foot=f"{s.inspector}, report MUC-26-0925-114", tone=LAB_TONE)


def supplier_letter(scenario: Scenario) -> bytes:
    """In Chinese and English: another maker's sliders from batch H2608 on, and the batch is taken back."""
    s = scenario
    body = (
        letterhead(s.supplier_zh, s.supplier, "质量问题回复函 Reply on quality", "2026-09-29")
        + "<h1>回复函 Reply</h1>"
        + f"<p>致 To: {escape(s.seller)}</p>"
        + "<p>贵司 9 月 25 日检验报告（编号 MUC-26-0925-114）收悉。经查，自 H2608 批次起，因原拉头供应商停产，我司改用另一家拉头，未事先通知贵司。</p>"
        + "<p>We have your inspection report MUC-26-0925-114 of 25 September. From batch H2608 on we used sliders of another maker, because the former one stopped production, and did not tell you before.</p>"
        + f"<p>H2608 批次未售 {s.held} 件及买家退回件由我司全部收回并退款。自 H2610 批次起恢复使用带厂标拉头，更换任何配件前书面通知贵司。</p>"
        + f"<p>We take back all {s.held} unsold pieces of batch H2608 and those that buyers returned, and refund them. From batch H2610 on we use marked sliders again; any change of a part will be told to you in writing before.</p>"
        + '<div style="display:flex;align-items:flex-end">'
        + signed((signature("Zhuang Meiling"), "庄美玲 Zhuang Meiling 品质部 Quality", "2026 年 9 月 29 日 29 September 2026"))
        + f"<div>{stamp('QUANZHOU HAOYUE BAGS', '2026-09-29')}</div></div>"
    )
    return sheet("Reply on quality", body, day="2026-09-29", foot=f"{s.supplier}, reply", tone=SUPPLIER_TONE, language="zh-CN")


def refunds(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Every refund of the notice's orders for the shop's fault: order, SKU, request and refund, no buyer."""
    s, day = scenario, "%-d %b %H:%M"
    back = [(o, a, a.refunded) for o in faults(found) if (a := o.asked) and a.refunded]
    rows = [
        (str(n), o.order_id, a.return_id, SKUS[o.sku][1], "H2608" if o.is_of_batch else "", f"{a.asked:{day}}", f"{paid:{day}}")
        for n, (o, a, paid) in enumerate(back, 1)
    ]
    of_batch = sum(o.is_of_batch for o, _, _ in back)
    body = (
        letterhead(s.shop, "Refund list", "Orders of 1 to 30 September 2026")
        + "<h1>Refunds for returns on the seller's side</h1>"
        + facts(("Refunds", str(len(rows))), ("Of them batch H2608", str(of_batch)), ("Drawn up", "10 October 2026, 10:30"))
        + table(("No.", "Order ID", "Return order ID", "SKU", "Batch", "Requested", "Refunded"), rows, numbers=(0,))
        + signed((signature(s.care[0]), f"{s.care[0]}, {s.care[1]}", "10 October 2026, 10:30"))
    )
    return sheet("Refund list", body, day="2026-10-10", foot=f"{s.shop}, buyers' names left out", tone=OWN_TONE)


def goods_out(scenario: Scenario) -> bytes:
    """The batch leaves the warehouse for its supplier."""
    s = scenario
    body = (
        letterhead(s.shop, "Goods-out note", f"{s.warehouse}, 8 October 2026")
        + "<h1>Goods-out note GO-1008-01</h1>"
        + facts(("Batch", "H2608, SKU KT-220"), ("To", s.supplier), ("Handed over", "8 October 2026, 11:20"))
        + table(("What", "Pieces"), (("Unsold, from Cage 2", str(s.held)),), numbers=(1,), total=("Total", str(s.held)))
        + "<p></p><p>Cage 2 is empty. Backpacks that buyers still send back are destroyed on arrival and noted.</p>"
        + signed(
            (signature("Slamet R."), "Slamet R., driver", "For the supplier's forwarder, 8 October 2026, 11:20"),
            (signature(s.keeper[0]), f"{s.keeper[0]}, {s.keeper[1]}", "8 October 2026"),
        )
    )
    return sheet("Goods-out note", body, day="2026-10-08", foot=f"{s.shop}, {s.warehouse}", tone=OWN_TONE)


def zip_test(scenario: Scenario) -> bytes:
    """The next batch, tested before it was released."""
    s = scenario
    rows = [(f"{n * 10 + 1} to {n * 10 + 10}", f"{CYCLES}", "10", "0", _initials(s.keeper[0])) for n in range(NEXT_TESTED // 10)]
    body = (
        letterhead(s.shop, "Goods-in test", f"{s.warehouse}, 12 October 2026")
        + "<h1>Zip test of batch H2610</h1>"
        + facts(
            ("Batch", "H2610, SKU KT-220"),
            ("Received", f"12 October 2026, 08:40, {NEXT_RECEIVED} pieces"),
            ("Tested", "12 October 2026, 15:30"),
        )
        + table(
            ("Pieces", "Cycles", "Tested", "Broke", "Initials"),
            rows,
            numbers=(1, 2, 3),
            total=("Total", "", str(NEXT_TESTED), "0", ""),
        )
        + "<p></p><p>Sliders carry the maker's mark. Batch released for sale from 13 October 2026.</p>"
        + signed(
            (signature(s.keeper[0]), f"{s.keeper[0]}, {s.keeper[1]}", "Tested, 12 October 2026, 15:30"),
            (signature(s.signer[0]), f"{s.signer[0]}, {s.signer[1]}", "Released, 12 October 2026"),
        )
    )
    return sheet("Zip test", body, day="2026-10-12", foot=f"{s.shop}, goods-in", tone=OWN_TONE)


def rules(scenario: Scenario) -> bytes:
    """One page: what is tested before a batch is sold, when a SKU is stopped, how long a request may wait."""
    s = scenario
    body = (
        letterhead(s.seller, "Goods-in and returns rules", "Version 2, in force from 9 October 2026")
        + "<h1>Goods-in and returns rules</h1>"
        + '<p class="under">Version 2, signed on 8 October 2026. Rules 1 to 3 are new; version 1 asked for count, print, stitching and colour only.</p>'
        + clauses(
            ("1", f"Of every batch with a zip, {NEXT_TESTED} pieces are opened and closed {CYCLES} times before it is put on sale. One broken zip: the batch is refused. The quality lead signs, the operations director releases."),
            ("2", f"Every working day at 09:30 the customer care lead counts the requests of the last seven days by SKU and reason. {LIMIT} of one SKU for one reason on the seller's side: its listing is paused within the hour until the quality lead has looked at the stock."),
            ("3", "A return request is answered within 24 hours, on every day of the week. The desk is manned from 09:00 to 18:00, Saturdays and Sundays too. Older requests are called out at 12:00 to the operations director."),
            ("4", "A supplier's change of a part needs a sample and our written yes before the batch is made."),
        )
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]}, {s.signer[1]}", "8 October 2026"),
            (signature(s.keeper[0]), f"{s.keeper[0]}, {s.keeper[1]}", "8 October 2026"),
        )
    )  # fmt: skip
    return sheet(
        "Goods-in and returns rules", body, day="2026-10-08", foot="Goods-in and returns rules, version 2", tone=OWN_TONE
    )


def returns_sheet(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Each working day: requests of the last seven days on the seller's side, the most of one SKU and reason, the oldest unanswered."""
    s, rows = scenario, []
    for day in _working_days(*SHEET_DAYS):
        ours = [(o.sku, a.reason) for o, a in requests(found) if a.reason in OURS and day - 7 * DAY <= a.asked.date() < day]
        most = max(ours, key=lambda one: (ours.count(one), one), default=None)
        first = f"{SKUS[most[0]][1]}, {ours.count(most)}" if most else "none"
        rows.append((f"{day:%a} {day.day} {day:%B}", "09:30", str(len(ours)), first, _open(found, day), _initials(s.care[0])))
    body = (
        letterhead(s.shop, "Daily sheet of returns", "From 9 October 2026")
        + "<h1>Returns of the last seven days, by SKU and reason</h1>"
        + f'<p class="under">Rule 2: {LIMIT} of one SKU for one reason on the seller\'s side, and its listing is paused within the hour.</p>'
        + table(("Day", "At", "Seller's side", "Most of one SKU and reason", "Oldest unanswered", "Initials"), rows, numbers=(2,))
        + signed((signature(s.care[0]), f"{s.care[0]}, {s.care[1]}", "6 November 2026"))
    )
    return sheet("Daily sheet of returns", body, day="2026-11-06", foot=f"{s.shop}, customer care", tone=OWN_TONE)


def _open(found: tuple[Order, ...], day: date) -> str:
    """How long the oldest request had waited at half past nine."""
    now = datetime.combine(day, time(9, 30))
    waits: list[timedelta] = [now - a.asked for _, a in requests(found) if a.asked <= now < a.answered]
    return f"{max(waits).total_seconds() / 3600:.0f} hours" if waits else "none"


def _working_days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        if first.weekday() < 5:
            yield first
        first += DAY


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
