"""Papers: the agreement, the packing record, the roster, two inspections, the supplier's audit, the rule, its first live sheet and week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.demo.ink import signature, stamp
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.live_spike.scenario import DAY, NEXT_LIVE, TABLES, TWO_SHIFTS, Scenario
from kit.demo.stories.live_spike.shop import Order, left_on, of_live, packed_on

_OWN, _LAB, _CREATOR = "#2E5E4E", "#40366F", "#7A2E4D"
_QUEUE = (date(2026, 9, 25), date(2026, 10, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One inspection: its lot, how many were looked at, how many defects were found and would have passed."""

    number: str
    day: date
    lot: str
    sample: int
    found: int
    accept: int


_BEFORE = Seen(number="CMI-26-0922", day=date(2026, 9, 22), lot="CH-2609, 1,200 pieces", sample=80, found=2, accept=5)
_LEFT = Seen(number="CMI-26-1016", day=date(2026, 10, 16), lot="CH-2609, 418 pieces left", sample=50, found=1, accept=3)


def files(s: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/creator-agreement-2026-09-18.pdf", agreement(s)
    yield "evidence/packing-record-2026-10-01.pdf", packing(s, found)
    yield "evidence/packing-roster-2026-09-29.pdf", roster(s)
    yield (
        "evidence/inspection-CMI-26-0922.pdf",
        inspection(s, _BEFORE),
    )
    yield (
        "evidence/inspection-CMI-26-1016.pdf",
        inspection(s, _LEFT),
    )
    yield "evidence/supplier-audit-2026-10-20.pdf", supplier_audit(s)
    yield "evidence/rule-RD-07.pdf", rule(s)
    yield "evidence/live-sheet-2026-10-28.pdf", live_sheet(s, found)
    yield "evidence/quality-weeks-2026-11-02.pdf", weeks(s)


def counts(found: tuple[Order, ...]) -> dict[str, str]:
    """What the papers count, for the facts of `case.yaml`."""
    return {
        "left_saturday": str(left_on(found, date(2026, 9, 26))),
        "left_sunday": str(left_on(found, date(2026, 9, 27))),
        "sold": str(len(of_live(found))),
        "next_sold": str(_next(found)),
    }


def agreement(s: Scenario) -> bytes:
    """What was agreed with the creator."""
    body = (
        letterhead(f"Creator {s.creator}", "Live agreement Perjanjian siaran langsung", "18 September 2026")
        + "<h1>Agreement on two live sessions</h1>"
        + facts(("Shop", s.shop), ("Creator", s.creator), ("Signed", "18 September 2026, 11:20"))
        + clauses(
            ("1", "Live sessions on 25 and 26 September 2026, 19:00 to 22:00, Jakarta time. Siaran langsung 25 dan 26 September 2026."),
            ("2", f"Main product: {s.mark}-CH1 mini food chopper at Rp89.000. Produk utama: pencacah mini."),
            ("3", "Commission 12% of the price of each order that is delivered. Komisi 12% per pesanan terkirim."),
            ("4", "The shop ships each order itself. Pengiriman oleh penjual."),
        )
        + "<p>No number of pieces is agreed. Jumlah stok tidak dibatasi.</p>"
        + signed((signature(s.marketing[0]), f"{s.marketing[0]}, Marketing Lead", "18 September 2026"), (signature("Kirana P"), s.creator, "18 September 2026"))
    )  # fmt: skip
    return sheet("Live agreement", body, day="2026-09-18", foot=f"{s.shop} and {s.creator}", tone=_CREATOR)


def packing(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """Handed over and left, day by day."""
    rows, day = [], _QUEUE[0]
    while day <= _QUEUE[1]:
        people = "closed" if day.weekday() == 6 else "two shifts" if packed_on(found, day) > TABLES else "one shift"
        rows.append((f"{day:%A} {day.day} {day:%B}", people, f"{packed_on(found, day)}", f"{left_on(found, day)}"))
        day += DAY
    body = (
        letterhead(s.shop, "Packing record Catatan pengemasan", f"{s.warehouse}, 25 September to 1 October 2026")
        + "<h1>Parcels handed over and orders left</h1>"
        + f'<p class="under">Two tables pack {TABLES} parcels a shift. Left: orders in the system at 17:30 and not on the van.</p>'
        + table(("Day", "Packed by", "Handed over", "Left"), rows, numbers=(2, 3))
        + f"<p></p><p>No list of orders left was made before Monday 28 September, 08:10. With two shifts up to {TWO_SHIFTS} parcels a day.</p>"
        + signed((signature(s.keeper[0]), f"{s.keeper[0]}, Warehouse Lead", "1 October 2026"))
    )
    return sheet("Packing record", body, day="2026-10-01", foot=f"{s.shop}, {s.warehouse}", tone=_OWN)


def roster(s: Scenario) -> bytes:
    """The second shift."""
    body = (
        letterhead(s.shop, "Roster Jadwal", f"{s.warehouse}, from 29 September 2026")
        + "<h1>Packing roster with a second shift</h1>"
        + table(
            ("Day", "07:00 to 12:00", "12:00 to 17:30", "People"),
            (("Tuesday 29 September", "Shift A", "Shift B", "8"), ("Wednesday 30 September", "Shift A", "Shift B", "8")),
            numbers=(3,),
        )
        + "<p></p><p>Second shift called in from the pool of the warehouse operator; ends when no order is left.</p>"
        + signed((signature(s.keeper[0]), f"{s.keeper[0]}, Warehouse Lead", "28 September 2026"))
    )
    return sheet("Packing roster", body, day="2026-09-28", foot=f"{s.shop}, {s.warehouse}", tone=_OWN)


def inspection(s: Scenario, seen: Seen) -> bytes:
    """A sample of the lot, by general level II, 2.5 for defects that matter."""
    day = f"{seen.day.day} {seen.day:%B %Y}"
    body = (
        letterhead(s.inspector, "Inspection report Laporan inspeksi", seen.number)
        + f"<h1>Inspection of lot {seen.lot}</h1>"
        + facts(("SKU", f"{s.mark}-CH1 mini food chopper"), ("Inspected", day), ("Place", s.warehouse), ("Sample", f"{seen.sample} pieces"), ("Found", f"{seen.found} defects"), ("Accepted", f"at most {seen.accept}"))
        + table(
            ("Point", "Looked at", "Defects"),
            (
                ("Blade locks, lid closes", f"{seen.sample}", "0"),
                ("Motor runs 10 x 15 seconds under load", f"{seen.sample}", f"{seen.found - 1}" if seen.found > 1 else "0"),
                ("Charging cable and plug", f"{seen.sample}", "0"),
                ("Print, scratches, box", f"{seen.sample}", "1"),
            ),
            numbers=(1, 2),
            total=("Total", "", f"{seen.found}"),
        )
        + f"<p></p><p>Result: passed, {seen.found} found, at most {seen.accept} accepted. Single sampling, general level II, limit 2.5.</p>"
        + f"<div>{stamp('CERMAT MUTU INSPEKSI', seen.number)}</div>"
        + signed((signature("Hendra Gunawan"), "Hendra Gunawan, inspector", day))
    )  # fmt: skip
    return sheet(
        f"Inspection report {seen.number}", body, day=seen.day.isoformat(), foot=f"{s.inspector}, {seen.number}", tone=_LAB
    )


def supplier_audit(s: Scenario) -> bytes:
    """What the auditor found at the maker, and that it is closed."""
    body = (
        letterhead(s.inspector, "Supplier audit 供应商审核记录", "CMI-SA-26-047")
        + "<h1>Supplier audit 供应商审核</h1>"
        + facts(("Supplier 供应商", f"{s.supplier} {s.supplier_zh}"), ("Audited 审核日", "20 October 2026"), ("Points looked at 检查项", "41"))
        + table(
            ("Finding 发现", "Kind", "Closed 关闭"),
            (
                ("Torque tool of line 2 without this year's calibration 二线扭力工具未校准", "minor", "27 October 2026"),
                ("Incoming blades: sample sheet without a signature 刀片来料抽检单未签字", "minor", "27 October 2026"),
                ("First aid list out of date 急救名单过期", "minor", "30 October 2026"),
            ),
        )
        + "<p></p><p>Findings: 3, open on 30 October 2026: 0. 发现 3 项，截至 2026 年 10 月 30 日未关闭 0 项。</p>"
        + f"<div>{stamp('CERMAT MUTU INSPEKSI', 'CMI-SA-26-047')}</div>"
        + signed((signature("Rina Kusuma"), "Rina Kusuma, lead auditor", "30 October 2026"))
    )  # fmt: skip
    return sheet("Supplier audit", body, day="2026-10-30", foot=f"{s.inspector}, CMI-SA-26-047", tone=_LAB)


def rule(s: Scenario) -> bytes:
    """The rule for lives and for the queue."""
    body = (
        letterhead(s.shop, "Rule 规程 RD-07", "in force from 19 October 2026")
        + "<h1>Lives, queue and quality 直播、待发单与质量</h1>"
        + clauses(
            ("1", "No agreement with a creator is signed before the live sheet: day, pieces on the link, packing plan, signed by the warehouse lead. 签约前须有直播单：日期、链接库存、打包计划，仓库主管签字。"),
            ("2", "Pieces on a link: no more than can be packed by the next deadline, 80 with one shift, 170 with two. 链接库存不超过下一截止时间前可打包数量：单班 80，双班 170。"),
            ("3", "Orders left are counted each day at 12:00 and 17:30, Saturdays and Sundays included; more than 80, second shift the next morning. 每日 12:00 与 17:30 清点待发单，含周末；超过 80 单次日加班。"),
            ("4", "Every Monday the quality page of 30 days is read; a rate above its limit is answered the same week. 每周一查看 30 天质量页；超限当周处理。"),
        )
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]}, Operations Manager", "16 October 2026"),
            (signature(s.keeper[0]), f"{s.keeper[0]}, Warehouse Lead", "16 October 2026"),
        )
    )  # fmt: skip
    return sheet("Rule RD-07", body, day="2026-10-16", foot=f"{s.shop}, rule RD-07, version 1", tone=_OWN)


def live_sheet(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """The first live by the rule."""
    body = (
        letterhead(s.shop, "Live sheet LS-01 直播单", "28 October 2026")
        + "<h1>Live of 29 October 2026</h1>"
        + table(
            ("Point", "Planned 28 October", "Seen 30 October"),
            (
                ("Creator", s.creator, s.creator),
                ("Pieces on the link", "60", "60"),
                ("Orders through the creator", "at most 60", f"{_next(found)}"),
                ("Packed by the deadline", "one shift", f"{_next(found)} of {_next(found)}"),
            ),
        )
        + signed(
            (signature(s.keeper[0]), f"{s.keeper[0]}, Warehouse Lead", "28 October 2026, 14:00"),
            (signature(s.marketing[0]), f"{s.marketing[0]}, Marketing Lead", "30 October 2026"),
        )
    )
    return sheet("Live sheet LS-01", body, day="2026-10-30", foot=f"{s.shop}, live sheet LS-01", tone=_OWN)


def weeks(s: Scenario) -> bytes:
    """The first two readings of the quality page."""
    body = (
        letterhead(s.shop, "Quality page, weekly 每周质量页", "26 October and 2 November 2026")
        + "<h1>Weekly reading of the 30-day quality page</h1>"
        + table(
            ("Read on", "Above its limit", "Answer", "By"),
            (
                ("26 October 2026, 09:15", "none", "", s.signer[0]),
                ("2 November 2026, 09:05", "none", "", s.signer[0]),
            ),
        )
        + "<p></p><p>Read by rule RD-07, point 4. Orders left at 17:30 since 19 October: never more than 80.</p>"
        + signed((signature(s.signer[0]), f"{s.signer[0]}, Operations Manager", "2 November 2026"))
    )
    return sheet("Weekly quality page", body, day="2026-11-02", foot=f"{s.shop}, rule RD-07", tone=_OWN)


def _next(found: tuple[Order, ...]) -> int:
    return sum(bool(o.creator) and o.created.date() == NEXT_LIVE for o in found)
