"""The seller's and the dock's own papers: hand-over record, check log, dispatch procedure, a note. All invented."""

from collections.abc import Sequence
from datetime import date
from html import escape

from kit.demo.ink import signature
from kit.demo.paper import in_both, letterhead, sheet, signed, table
from kit.demo.stories.late_dispatch.records import Check, DockDay, Records, known
from kit.demo.stories.late_dispatch.warehouse import Order

DOCK_TONE, OWN_TONE = "#4A4A4A", "#27476B"
_NEW = (
    "New in this version: the cut-off rule of section 1, the daily check and the hand-overs in the weekly rate. Version 1 asked nobody to compare labels with hand-overs.",
    "本版新增：第 1 节截单规则、每日核对、周报中的交接统计。第 1 版未要求任何人比对打单与交接。",
)


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
    evenings = {c.day: sum(known(o.shipped).date() == c.day for o in _packed(records)) for c in records.checks}

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
        + in_both(*_NEW)
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


def _section(title: str, title_zh: str, pairs: Sequence[tuple[str, str]]) -> str:
    return in_both("", "", head=(title, title_zh)) + "".join(in_both(*pair) for pair in pairs)


def _packed(records: Records) -> list[Order]:
    return [o for o in records.orders if o.warehouse == records.scenario.changed and o.shipped]


def _short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%B %Y}"


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
