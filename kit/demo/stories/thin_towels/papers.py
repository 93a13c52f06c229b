"""The papers: the purchasing change, the laboratory's report, our own weighing, stock, refunds, rules with first records."""

from collections.abc import Iterator
from itertools import zip_longest

from kit.demo.ink import signature, stamp
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.thin_towels.scenario import CATALOGUE, THIN, Scenario, goods
from kit.demo.stories.thin_towels.shop import Order, of_lot, refunded

_OWN, _LAB = "#3F5D53", "#5B3A6B"
RECORDS = (
    ("2026-09-25", "HT2609", "HT-W", "5", "500", "500", "released"),
    ("2026-10-01", "BM2610", "BM-G", "5", "1,000", "1,000", "released"),
    ("2026-10-06", "FT2610", "FT-6", "5", "450", "410", "refused"),
    ("2026-10-09", "FT2611", "FT-6", "5", "450", "450", "released"),
)
"""Lots weighed on arrival: day, lot, SKU, pieces, g/m² listed and measured, outcome."""


def files(s: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/采购变更单-2026-07-20.pdf", change(s)
    yield f"evidence/report-{s.report}.pdf", report(s)
    yield "evidence/own-weighing-2026-09-16.pdf", weighing(s)
    yield "evidence/stock-T2607.pdf", hold(s, found)
    yield "evidence/refunds-2026-10-12.pdf", refunds(s, found)
    yield "evidence/facts-of-goods-rules.pdf", rules(s)
    yield "evidence/lot-log-2026-10-09.pdf", log(s)


def received(s: Scenario, found: tuple[Order, ...]) -> int:
    """Pieces of the lot that came in: those sold and those held."""
    return s.held + len(of_lot(found))


def change(s: Scenario) -> bytes:
    """The purchasing change that went to the mill and to the warehouse, and to nobody who writes listings."""
    rows = (
        ("织造厂 Mill", "Tongzhou Jinmian (通州锦棉)", f"{s.mill} ({s.mill_zh})"),
        ("克重 Weight", "650 g/m²", "460 g/m²"),
        ("浴巾 Bath towel", "70 x 140 cm", "70 x 140 cm"),
        ("浴毯 Bath sheet", "90 x 180 cm", "86 x 172 cm"),
        ("单价 Price per piece", "CNY 31.80", "CNY 22.40"),
    )
    body = (
        letterhead(s.seller_zh, s.seller, "PC-2026-0720")
        + "<h1>采购变更单 Purchasing change PC-2026-0720</h1>"
        + facts(("日期 Date", "2026-07-20, 15:40"), ("批次 Lot", "T2607"), ("货号 SKUs", "BT-W, BT-G, BT-N, BS-W"))
        + table(("项目 Item", "原 Before", "改为 From lot T2607"), rows)
        + "<h2>抄送 Copied to</h2><p>仓库、财务。Warehouse, accounts.</p>"
        "<p>本单不抄送商品运营；商品页克重与尺寸未随之修改。This form has no copy for the brand team; weight and size of the listings were not changed with it.</p>"
        + signed((signature(s.buyer[0]), f"{s.buyer[1]} {s.buyer[0]}", "采购经理 Purchasing Manager, 2026-07-20"))
    )
    return sheet("Purchasing change", body, day="2026-07-20", foot=s.seller, tone=_OWN)


def report(s: Scenario) -> bytes:
    """What the laboratory weighed and measured, piece by piece."""
    thin = [g for g in goods(s) if g.code in THIN]
    rows = [(f"{s.mark}-{g.code}", "5", _spread(g.measured), f"{g.measured}", g.measured_size) for g in thin]
    body = (
        letterhead(s.laboratory, "12 Kallang Pudding Lane, Singapore", f"Report {s.report}", "18 September 2026")
        + "<h1>Mass per unit area and dimensions of towels</h1>"
        + facts(
            ("Client", s.seller), ("Samples drawn", "16 September 2026, by us, from the stock in Tuas"), ("Lot", "T2607"),
            ("Condition", "as received, conditioned 24 h"), ("Pieces", "20"), ("Tested", "17 September 2026"),
        )
        + table(("SKU", "Pieces", "Lowest and highest, g/m²", "Mean, g/m², rounded to 10", "Size, mean of 5"), rows, numbers=(1, 3))
        + "<p></p><p>All 20 pieces are 100% cotton (fibre test). The results hold for the samples drawn.</p>"
        + f'<div style="display: flex; align-items: flex-end"><div style="width: 70%">{signed((signature("Priya Nair"), "Priya Nair, Laboratory Manager", "18 September 2026"))}</div>'
        + f"<div>{stamp('KALLANG TEXTILE TESTING', '18 SEP 2026')}</div></div>"
    )  # fmt: skip
    return sheet("Test report", body, day="2026-09-18", foot=f"Report {s.report}", tone=_LAB)


def weighing(s: Scenario) -> bytes:
    """Every other SKU of the shop, weighed and measured by the warehouse the day after the notice."""
    rest = [g for g in goods(s) if g.code not in THIN]
    rows = [(f"{s.mark}-{g.code}", g.name, "3", f"{g.weight:,}", f"{g.measured:,}", g.measured_size) for g in rest]
    body = (
        letterhead(s.shop, "称重测量表 Weighing sheet", f"{s.warehouse}, 16 September 2026")
        + "<h1>其余商品称重 All other SKUs weighed</h1>"
        + table(
            ("SKU", "商品 Goods", "件 Pieces", "商品页 Listed, g/m²", "实测 Measured, g/m²", "尺寸 Size"), rows, numbers=(2, 3, 4)
        )
        + "<p></p><p>四舍五入至 10 g/m²。Rounded to 10 g/m². 与商品页一致。All agree with their listing.</p>"
        + signed((signature(s.lead[0]), f"{s.lead[0]}, Warehouse Lead", "16 September 2026, 14:10"))
    )
    return sheet("Weighing", body, day="2026-09-16", foot=f"{s.shop}, weighing sheet", tone=_OWN)


def hold(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """What is left of the lot: set apart on the day of the notice, labelled anew a week later."""
    parts = (s.held * 38 // 100, s.held * 27 // 100, s.held * 22 // 100)
    left = (*parts, s.held - sum(parts))
    rows = [(f"{s.mark}-{c}", f"{n}", f"{n}", "460 GSM") for c, n in zip(THIN, left, strict=True)]
    body = (
        letterhead(s.shop, "库存记录 Stock record", f"{s.warehouse}, lot T2607")
        + "<h1>批次 T2607 封存与换标 Lot T2607 set apart and relabelled</h1>"
        + facts(
            ("入库 Received", f"7 August 2026, {received(s, found)} pieces"), ("封存 Set apart", "15 September 2026, 18:05"),
            ("换标 Relabelled", "22 September 2026, 17:30"),
        )
        + table(("SKU", "封存 Set apart", "已换标 Relabelled", "新标签 New label"), rows, numbers=(1, 2), total=("合计 Total", str(s.held), str(s.held), ""))
        + "<p></p><p>旧标签（650 GSM）已撕毁。Old labels (650 GSM) were torn up.</p>"
        + signed((signature(s.lead[0]), f"{s.lead[0]}, Warehouse Lead", "22 September 2026"))
    )  # fmt: skip
    return sheet("Stock record", body, day="2026-09-22", foot=f"{s.shop}, stock record", tone=_OWN)


def refunds(s: Scenario, found: tuple[Order, ...]) -> bytes:
    """Every order of the lot that came back as not as described, with its refund."""
    mine = refunded(found)
    cells = [(o.order_id, f"{s.mark}-{CATALOGUE[o.good].code}", f"{o.refunded:%d/%m/%Y %H:%M}") for o in mine]
    height = -(-len(cells) // 2)
    rows = [(*left, *(right or ("",) * 3)) for left, right in zip_longest(cells[:height], cells[height:])]
    body = (
        letterhead(s.shop, "Refunds, lot T2607", "as of 12 October 2026")
        + "<h1>Orders of lot T2607 refunded in full</h1>"
        + table(("Order ID", "SKU", "Refunded") * 2, rows)
        + f"<p></p><p>{len(mine)} of {len(of_lot(found))} orders. Names and addresses left out.</p>"
    )
    return sheet("Refunds", body, day="2026-10-12", foot=f"{s.shop}, refunds", tone=_OWN)


def rules(s: Scenario) -> bytes:
    """The rules, in both languages."""
    lines = (
        ("1", "采购变更单抄送商品运营；商品页改好之前，新批次不得上架售卖。",
         "A purchasing change is copied to the brand team; the new lot is not for sale before the listing has been changed."),
        ("2", "每批到货抽 5 件称重、量尺寸；与商品页相差超过 5% 即拒收或改商品页。",
         "Five pieces of each lot are weighed and measured on arrival; more than 5% from the listing, and the lot is refused or the listing changed first."),
        ("3", "七天内同一 SKU 出现两单“与描述不符”，当天暂停并称重。",
         "Two returns of one SKU as not as described within seven days: it is paused and weighed the same day."),
        ("4", "克重与尺寸只写在规格卡；商品页、标签均取自规格卡。",
         "Weight and size stand on one fact card; listing and label are written from it."),
    )  # fmt: skip
    body = (
        letterhead(s.shop, "Facts of goods", "Version 1")
        + "<h1>商品事实规程 Rules for facts of goods</h1>"
        + facts(("生效 In force", "23 September 2026"), ("责任人 Owner", "Brand Manager"), ("版本 Version", "1"))
        + "".join(clauses((n, zh)) + clauses(("", en)) for n, zh, en in lines)
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Brand Manager", "22 September 2026"),
            (signature(s.buyer[0]), f"{s.buyer[0]} {s.buyer[1]}, Purchasing Manager", "22 September 2026"),
        )
    )
    return sheet("Rules", body, day="2026-09-22", foot=f"{s.shop}, facts of goods", tone=_OWN)


def log(s: Scenario) -> bytes:
    """The first lots weighed on arrival, one of them refused."""
    rows = [(day, lot, f"{s.mark}-{code}", *rest) for day, lot, code, *rest in RECORDS]
    body = (
        letterhead(s.shop, "到货称重 Lots weighed on arrival", s.warehouse)
        + "<h1>到货称重日志 Log of lots</h1>"
        + table(("Day", "Lot", "SKU", "Pieces", "Listed, g/m²", "Measured, g/m²", "Outcome"), rows, numbers=(3, 4, 5))
        + "<p></p><p>4 lots, 1 refused. FT2610: 410 against 450 g/m² is 9% less; sent back to the mill on 7 October 2026.</p>"
        + signed((signature(s.lead[0]), f"{s.lead[0]}, Warehouse Lead", "9 October 2026"))
    )
    return sheet("Log of lots", body, day="2026-10-09", foot=f"{s.shop}, log of lots", tone=_OWN)


def _spread(mean: int) -> str:
    return f"{mean - 9} to {mean + 7}"
