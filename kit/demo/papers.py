"""The papers of the case: contracts, manifests, the dock's record, the check log, the procedure, a note. All invented."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from html import escape
from itertools import zip_longest

from kit.demo.case_file import contract_number
from kit.demo.ink import signature
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.records import Check, DockDay, Records
from kit.demo.scenario import FIRST_DEPARTURE, FIRST_NEW_VAN
from kit.demo.warehouse import Order

OLD_TONE, NEW_TONE, DOCK_TONE, OWN_TONE = "#7A3B12", "#1F5B4A", "#4A4A4A", "#27476B"

_NEW = (
    "New in this version: the cut-off rule of section 1, the daily check and the hand-overs in the weekly rate. Version 1 asked nobody to compare labels with hand-overs.",
    "本版新增：第 1 节截单规则、每日核对、周报中的交接统计。第 1 版未要求任何人比对打单与交接。",
)


def old_contract(records: Records) -> bytes:
    """Two pages: the agreement of February, and the notice of change."""
    s = records.scenario
    number = "NP-UK-20417"
    agreement = clauses(
        ("1", f"This agreement is between {s.old_carrier} (the Carrier) and {s.seller} (the Customer). It covers parcels sent from the Customer's stock at {s.steady} and {s.changed}."),
        ("2", "The Carrier delivers within the United Kingdom. Charges are those of Schedule A, invoiced weekly."),
        ("3.1", f"Collections. The Carrier collects once a day, Monday to Friday except bank holidays in England: at {s.steady} at 18:00 and at {s.changed} at 18:00."),
        ("3.2", "The Customer presents parcels labelled and on the day's manifest when the vehicle stands at the dock. The driver signs the manifest with count and time."),
        ("4.1", "The Carrier may change a collection time by written notice of fourteen days."),
        ("4.2", "Parcels accepted after the signed count of a collection are not part of that collection."),
        ("4.3", "A parcel that misses its collection is listed on a supplementary manifest. The Customer books it on the next working morning; the Carrier takes it with the collection of the second working day after the booking."),
        ("5", "Either party may end this agreement by written notice of thirty days."),
    )  # fmt: skip
    body = (
        letterhead(s.old_carrier, "Contract services", f"Agreement {number}", "Page 1 of 2")
        + f'<h1>Collection agreement</h1><p class="under">{number}, in force from 2 February 2026</p>'
        + "<h2>Terms</h2>"
        + agreement
        + signed(
            (signature("Harriet Colne"), "Harriet Colne, Account Manager", f"For {s.old_carrier}, 2 February 2026"),
            (signature(s.signer[0]), f"{s.signer[0]}, Operations Director", "For the Customer, 2 February 2026"),
        )
        + '<div class="sheet"></div>'
        + letterhead(s.old_carrier, "Contract services", f"Agreement {number}", "Page 2 of 2")
        + '<h1>Notice of change</h1><p class="under">27 April 2026, by e-mail and post</p>'
        + facts(("To", s.seller), ("For", f"{s.planner[0]}, Fulfilment Planner"), ("Under", "Clause 4.1"))
        + f"<p>From 11 May 2026 our vehicle collects at your {escape(s.changed)} site at <b>15:30</b> instead of 18:00, Monday to"
        " Friday except bank holidays in England. The change follows a new trunk departure from our hub.</p>"
        f"<p>Your collection at {escape(s.steady)} stays at 18:00. All other terms of the agreement stay as they are.</p>"
        "<p>Please adjust the time until which you take orders for the same day. Parcels presented after 15:30 are handled under clause 4.3.</p>"
        + table(
            ("Site", "Collection until 8 May 2026", "Collection from 11 May 2026"),
            ((s.steady, "18:00", "18:00"), (s.changed, "18:00", "15:30")),
        )
        + signed((signature("Harriet Colne"), "Harriet Colne, Account Manager", f"For {s.old_carrier}, 27 April 2026"))
    )
    return sheet(f"Agreement {number}", body, day="2026-04-27", foot=f"{s.old_carrier}, agreement {number}", tone=OLD_TONE)


def new_contract(records: Records) -> bytes:
    """Three pages: parties, collections, general terms and signatures."""
    s, number = records.scenario, contract_number(records)

    def head(page: int) -> str:
        return letterhead(s.new_carrier, "Customer agreements", f"Agreement {number}", f"Page {page} of 3")

    parties = clauses(
        ("1.1", f"{s.new_carrier} (the Carrier) provides collection and delivery of parcels to {s.seller} (the Customer)."),
        ("1.2", f"The premises are the warehouse of {s.operator} at {s.changed} (the Premises), where the Customer keeps its stock."),
        ("1.3", "A working day is Monday to Friday except bank holidays in England. Times are local time at the Premises."),
        ("2.1", "This agreement is in force from 15 June 2026 for twelve months and continues until ended by notice."),
        ("2.2", "Either party may end it by written notice of sixty days."),
        ("2.3", "A change of a collection time needs the written consent of both parties, thirty days before it takes effect."),
    )  # fmt: skip
    collections = clauses(
        ("3.1", "The Carrier collects all parcels that the Customer presents labelled and manifested at the Premises."),
        ("3.2", "The Carrier collects at the Premises every working day at 19:30, starting on 15 June 2026. The vehicle leaves when the manifest is signed."),
        ("3.3", "Each parcel receives an acceptance scan when it is loaded. The driver signs the manifest with the count of parcels and the time of departure."),
        ("3.4", "A parcel left at the Premises for any reason is taken with the next collection. No supplementary manifest is needed."),
        ("3.5", "If the vehicle has not arrived by 20:00, the Carrier tells the Customer at once and sends another vehicle the same evening."),
        ("3.6", "The Customer presents parcels no later than 19:20. Up to 300 parcels a collection need no announcement."),
    )  # fmt: skip
    general = clauses(
        ("4.1", "The Carrier sends acceptance scans to the Customer's system as they are made."),
        ("4.2", "Delivery is attempted on the next working day for addresses in England and Wales, on the second elsewhere in the United Kingdom."),
        ("5.1", "Charges are those of Schedule 1, invoiced monthly."),
        ("5.2", "The Carrier is liable for loss and damage under its conditions of carriage."),
        ("6.1", "This agreement is governed by the law of England and Wales."),
    )  # fmt: skip
    body = (
        head(1)
        + f'<h1>Collection and delivery agreement</h1><p class="under">{number}, signed 14 June 2026, in force from 15 June 2026</p>'
        + "<h2>1 and 2. Parties, premises and term</h2>"
        + parties
        + '<div class="sheet"></div>'
        + head(2)
        + "<h2>3. Collections</h2>"
        + collections
        + '<div class="sheet"></div>'
        + head(3)
        + "<h2>4 to 6. Delivery, charges, law</h2>"
        + general
        + "<h2>Schedule 1. Collections</h2>"
        + table(("Premises", "Days", "Collection", "From"), ((s.changed, "Every working day", "19:30", "15 June 2026"),))
        + signed(
            (signature("Owen Marsden"), "Owen Marsden, Head of Collections", f"For {s.new_carrier}, 14 June 2026, 10:50"),
            (signature(s.signer[0]), f"{s.signer[0]}, Operations Director", "For the Customer, 14 June 2026, 11:05"),
        )
    )
    return sheet(f"Agreement {number}", body, day="2026-06-14", foot=f"{s.new_carrier}, agreement {number}", tone=NEW_TONE)


def supplementary_manifest(records: Records) -> bytes:
    """One page: parcels that missed the van of one day, taken three working days later."""
    s, found = records.scenario, records.supplementary
    regular = next(d.taken for d in records.dock if d.day == records.taken_on)
    left = _at(found[-1].shipped)
    rows = [(str(n), o.order_id, o.tracking_id, _stamp(o.labelled), _stamp(o.shipped)) for n, o in enumerate(found, 1)]
    body = (
        letterhead(s.old_carrier, "Supplementary manifest", "Clause 4.3 of agreement NP-UK-20417")
        + f"<h1>Supplementary manifest, {escape(s.changed)}</h1>"
        + facts(
            ("Missed the collection of", f"{_long(records.missed_on)}, 15:30"),
            ("Booked", f"{_long(records.booked_on)}, 08:50"),
            ("Taken with the collection of", f"{_long(records.taken_on)}, 15:30"),
            ("Parcels on this manifest", str(len(found))),
            ("Parcels on the regular manifest", str(regular)),
            ("Vehicle loaded", f"{left:%H:%M}"),
        )
        + table(("No.", "Order ID", "Tracking number", "Label made", "Loaded"), rows, numbers=(0,))
        + signed(
            (signature("Dean Rowsley"), "D. Rowsley, driver", f"For {s.old_carrier}, {left.day} {left:%B %Y, %H:%M}"),
            (signature("Petra Vance"), "P. Vance, dock supervisor", f"For {s.operator}, {left.day} {left:%B %Y, %H:%M}"),
        )
    )
    return sheet("Supplementary manifest", body, day=f"{left:%Y-%m-%d}", foot=f"{s.operator}, {s.changed}", tone=OLD_TONE)


def first_manifest(records: Records) -> bytes:
    """The first evening collection: each parcel with its order ID, those of earlier days marked."""
    s, found = records.scenario, records.first_evening
    older = sum(_is_older(o) for o in found)
    columns = 2
    height = -(-len(found) // columns)
    cells = [
        (str(n), f"{o.order_id}{' *' if _is_older(o) else ''}", o.tracking_id, f"{_at(o.shipped):%H:%M:%S}")
        for n, o in enumerate(found, 1)
    ]
    rows = [
        tuple(cell for part in line for cell in (part or ("",) * 4))
        for line in zip_longest(*(cells[i * height : (i + 1) * height] for i in range(columns)))
    ]
    body = (
        letterhead(s.new_carrier, "Collection manifest", f"Agreement {contract_number(records)}, clause 3.2")
        + f"<h1>Collection manifest, {escape(s.changed)}</h1>"
        + facts(
            ("Collection", f"{_long(FIRST_NEW_VAN)}, 19:30"),
            ("Parcels", str(len(found))),
            ("Of these from earlier days (*)", str(older)),
            ("First parcel scanned", f"{_at(found[0].shipped):%H:%M:%S}"),
            ("Last parcel scanned", f"{_at(found[-1].shipped):%H:%M:%S}"),
            ("Vehicle left", f"{FIRST_DEPARTURE:%H:%M}"),
        )
        + table(("No.", "Order ID", "Tracking number", "Scanned") * columns, rows, numbers=(0, 4))
        + signed(
            (signature("Imran Field"), "I. Field, driver", f"For {s.new_carrier}, 15 June 2026, 19:42"),
            (signature("Petra Vance"), "P. Vance, dock supervisor", f"For {s.operator}, 15 June 2026, 19:42"),
        )
    )
    return sheet("Collection manifest", body, day="2026-06-15", foot=f"{s.new_carrier}, {s.changed}, 15 June 2026", tone=NEW_TONE)


def handover_record(records: Records) -> bytes:
    """One page in Chinese: what the dock handed over and what stayed, day by day."""
    s, days = records.scenario, records.dock

    def row(d: DockDay) -> tuple[str, ...]:
        remark = f"15:30 后 {d.left} 件留仓" if d.left else "无留仓"
        return (
            f"{d.day.month} 月 {d.day.day} 日",
            str(d.labels),
            str(d.taken),
            str(d.left),
            str(d.supplementary),
            "15:30",
            remark,
        )

    totals = [str(sum(getattr(d, name) for d in days)) for name in ("labels", "taken", "left", "supplementary")]
    body = (
        letterhead(s.seller_zh, f"英国 {s.changed} 仓", "2026 年 5 月 11 日至 22 日")
        + "<h1>仓库交接记录</h1>"
        + f'<p class="under">承运商：{escape(s.old_carrier)}　仓库运营：{escape(s.operator)}　记录人：{s.coordinator[1]}（英国仓协调员）</p>'
        + table(
            ("日期", "当日打单", "随车交接", "留仓", "补充清单提走", "揽收时间", "备注"),
            map(row, days),
            numbers=(1, 2, 3, 4),
            total=("合计", *totals, "", ""),
        )
        + "<p></p><p>说明：留仓指当日已打印面单、未赶上揽收车的包裹，次一工作日上午登记补充清单。每日收车后填写，当日发送英国仓协调员。</p>"
        + signed(
            (signature("Petra Vance"), "P. Vance 码头主管", f"{s.operator}，2026 年 5 月 22 日"),
            (signature(s.coordinator[0]), f"{s.coordinator[1]} 英国仓协调员", "2026 年 5 月 22 日"),
        )
    )
    return sheet("仓库交接记录", body, day="2026-05-22", foot=f"{s.seller_zh}　仓库交接记录", tone=DOCK_TONE, language="zh-CN")


def check_log(records: Records) -> bytes:
    """One page: the check of every working day from 15 June to 3 July."""
    s = records.scenario
    evenings = {c.day: sum(_at(o.shipped).date() == c.day for o in _packed(records)) for c in records.checks}

    def row(check: Check) -> tuple[str, ...]:
        found = "None older" if not check.older else f"{check.older} found, sent 19:30"
        return (
            f"{_short(check.day)}",
            "16:00",
            str(check.waiting),
            str(check.older),
            found,
            str(evenings[check.day]),
            _initials(s.coordinator[0]),
        )

    body = (
        letterhead(s.shop, "Daily check log", f"{s.changed}, working days from 15 June 2026")
        + f"<h1>Daily check at 16:00, {escape(s.changed)}</h1>"
        + '<p class="under">Labelled parcels that are not with a carrier. Older: labelled on an earlier day. Section 2 of the dispatch procedure.</p>'
        + table(
            ("Day", "Checked", "Without a van", "Older", "Result", "On the 19:30 van", "Initials"),
            map(row, records.checks),
            numbers=(2, 3, 5),
        )
        + signed(
            (
                signature(s.coordinator[0]),
                f"{s.coordinator[0]}, UK Warehouse Coordinator",
                f"{len(records.checks)} checks, 3 July 2026",
            )
        )
    )
    return sheet("Daily check log", body, day="2026-07-03", foot=f"{s.shop}, daily check log {s.changed}", tone=OWN_TONE)


def procedure(records: Records) -> bytes:
    """One page, English beside Chinese."""
    s = records.scenario
    sections = (
        ("1. Cut-off and collection", "1. 截单与揽收", (
            ("The order cut-off of a warehouse is at least 60 minutes before its carrier's collection.", "各仓截单时间至少早于承运商揽收时间 60 分钟。"),
            ("A carrier's notice of change goes to the fulfilment planner and the operations director on the day it arrives.", "承运商的变更通知须于到达当日送交履约计划员与运营总监。"),
            ("A new collection time takes effect for us only after the planner has moved the cut-off and the operations director has signed the printed settings page.", "揽收时间变更须在计划员调整截单、运营总监在设置页打印件上签字之后方可执行。"),
            ("Every Monday the planner holds the settings of both warehouses against the collection timetable and signs the sheet.", "每周一计划员将两仓设置与揽收时刻表核对并签字。"),
        )),
        ("2. Daily check at 16:00", "2. 每日 16:00 核对", (
            ("Every working day at 16:00 the UK warehouse coordinator compares the labels made with the parcels handed over.", "每个工作日 16:00，英国仓协调员将打单数与交接数比对。"),
            ("A parcel with a label of an earlier day goes with that evening's van. The count is written in the check log.", "面单为往日的包裹当晚随车发出，件数记入核对日志。"),
            ("More than five such parcels in one check: the coordinator calls the operations director the same day.", "一次核对发现此类包裹超过五件时，协调员当日电话报告运营总监。"),
        )),
        ("3. Weekly rate", "3. 每周超时率", (
            ("Until now the Monday report has counted labels only. From 13 July 2026 it counts hand-overs beside labels, by warehouse, from the order export.", "此前周一报告仅统计打单。自 2026 年 7 月 13 日起，依据订单导出，按仓库同时统计打单与交接。"),
            ("Above a late share of 2.5% in a week the operations director reviews cut-off and collections the same day.", "单周超时率高于 2.5% 时，运营总监当日复核截单与揽收安排。"),
        )),
        ("4. Who does it", "4. 责任人", (
            (f"Fulfilment planner: {s.planner[0]}. UK warehouse coordinator: {s.coordinator[0]}. Operations director: {s.signer[0]}.", f"履约计划员：{s.planner[1]}。英国仓协调员：{s.coordinator[1]}。运营总监：{s.signer[1]}。"),
            (f"{s.planner[0]} stands in for the coordinator, the operations director for the planner.", f"协调员缺席由{s.planner[1]}代行，计划员缺席由运营总监代行。"),
        )),
    )  # fmt: skip
    parts = "".join(_section(*section) for section in sections)
    body = (
        letterhead(s.seller, s.seller_zh, "Dispatch procedure 发货作业规程", "Version 2 第 2 版")
        + '<h1>Dispatch procedure 发货作业规程</h1><p class="under">Version 2, in force from 15 June 2026. 第 2 版，自 2026 年 6 月 15 日起施行。</p>'
        + f'<div class="pair"><div>{_NEW[0]}</div><div lang="zh-CN">{_NEW[1]}</div></div>'
        + parts
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Operations Director", "14 June 2026 2026 年 6 月 14 日"),
            (
                signature(s.coordinator[0]),
                f"{s.coordinator[0]} {s.coordinator[1]}, UK Warehouse Coordinator",
                "15 June 2026 2026 年 6 月 15 日",
            ),
        )
    )
    return sheet("Dispatch procedure", body, day="2026-06-15", foot="Dispatch procedure 发货作业规程, version 2", tone=OWN_TONE)


def internal_note(records: Records) -> bytes:
    """One page that the letter does not submit."""
    s = records.scenario
    body = (
        letterhead(s.shop, "Internal note", "10 June 2026")
        + "<h1>Review of the late dispatch notice</h1>"
        + f"<p>Present: {s.signer[0]}, {s.planner[0]}, {s.coordinator[0]}.</p>"
        + f"<p>{s.planner[0]} remembers that the carrier's notice came in the last week of April and was filed with the contract. The cut-off in"
        " the warehouse system was not looked at.</p>"
        + f"<p>{s.coordinator[0]} received the dock's record every evening and kept it. Nobody had asked for a comparison with the labels.</p>"
        + "<p>To do: move the cut-off, ask two carriers for an evening collection, write the check into the procedure.</p>"
    )
    return sheet("Internal note", body, day="2026-06-10", foot=f"{s.shop}, internal", tone=OWN_TONE)


PAPERS: dict[str, Callable[[Records], bytes]] = {
    "supplementary-manifest.pdf": supplementary_manifest,
    "仓库交接记录-2026-05.pdf": handover_record,
    "manifest-2026-06-15.pdf": first_manifest,
    "daily-check-log.pdf": check_log,
    "dispatch-procedure-v2.pdf": procedure,
    "internal-note-2026-06-10.pdf": internal_note,
}


def _section(title: str, title_zh: str, pairs: Sequence[tuple[str, str]]) -> str:
    lines = "".join(f'<div class="pair"><div>{escape(en)}</div><div lang="zh-CN">{escape(zh)}</div></div>' for en, zh in pairs)
    return (
        f'<div class="pair"><div><h2>{escape(title)}</h2></div><div lang="zh-CN"><h2>{escape(title_zh)}</h2></div></div>{lines}'
    )


def _packed(records: Records) -> list[Order]:
    return [o for o in records.orders if o.warehouse == records.scenario.changed and o.shipped]


def _is_older(order: Order) -> bool:
    return _at(order.labelled).date() < FIRST_NEW_VAN


def _at(moment: datetime | None) -> datetime:
    assert moment is not None
    return moment


def _stamp(moment: datetime | None) -> str:
    at = _at(moment)
    return f"{at.day} {at:%b %H:%M:%S}"


def _long(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def _short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
