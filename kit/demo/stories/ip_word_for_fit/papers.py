"""The screens and papers of the case: notice, fitment sheet, listing, stock record, procedure, log of searches."""

from collections.abc import Iterator
from html import escape

from kit.demo.ink import signature
from kit.demo.paper import clauses, facts, letterhead, png, screen, sheet, signed, table
from kit.demo.screens import facts_card, notice_head, shot, table_card, text_card
from kit.demo.stories.ip_word_for_fit.scenario import CATALOGUE, Scenario, skus

_TONE = "#2F5D50"


def files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    svg = signature(scenario.manager[0]).replace('width="190" height="60"', 'width="285" height="90"')
    yield "signature.png", png(screen("Signature", svg, "body { line-height: 0 }", width=214, height=68), colours=32)
    yield "evidence/notice-2026-09-08.png", notice(scenario)
    yield "evidence/fitment-sheet-2026-09-08.png", fitment(scenario, corrected=False)
    yield "evidence/fitment-sheet-2026-09-09.png", fitment(scenario, corrected=True)
    yield "evidence/listing-2026-09-09.png", listing(scenario)
    yield "evidence/库存换标记录-2026-09-11.pdf", stock_record(scenario)
    yield "evidence/listing-procedure-v3.pdf", procedure(scenario)
    yield "evidence/weekly-search-log.pdf", search_log(scenario)


def notice(scenario: Scenario) -> bytes:
    """The notice as the seller saw it."""
    s = scenario
    return shot(
        "Seller Center / Account health / Violations", "Sep 8 2026 9:15 AM",
        facts_card(
            "Violation", ("Violation ID", s.violation), ("Shop", f"{s.shop} ({s.shop_code}), United States"),
            ("Received", "September 8, 2026, 8:52 AM (Pacific time)"), ("Enforcement", f"{s.complained} listings removed"),
            ("Appeal until", "October 8, 2026, 11:59 PM (Pacific time)"),
        ),
        facts_card(
            "Complaint", ("Right", f"Trademark {s.mark.upper()}, U.S. Reg. No. {s.number}"), ("Rights owner", s.owner),
            ("Seller SKUs", ", ".join(skus(s))), ("Where", "Title and description"),
        ),
        text_card("What you can do", "Correct the listings or appeal. Say what caused the violation, what was done and what prevents it."),
        head=notice_head(s.violation, "Trademark infringement", "Enforcement action taken"), height=560,
    )  # fmt: skip


def fitment(scenario: Scenario, *, corrected: bool) -> bytes:
    """The settings of the listing tool, before and after."""
    s = scenario
    who = s.data_lead[0]
    history = [("August 12, 2026, 10:20 AM", who, "Maker and model: off → on"), ("March 2, 2026, 9:10 AM", who, "Sheet created")]
    if corrected:
        history.insert(0, ("September 9, 2026, 2:05 PM", who, "Maker and model: on → removed"))
    fields = [("Measure", "on", "on"), ("Seat or inlet", "off", "on")]
    if not corrected:
        fields += [("Maker and model", "on", "on")]
    listings = str(s.named) if not corrected else "0"
    return shot(
        "Listing tool / Fitment sheet FS-2", "Sep 9 2026 2:06 PM" if corrected else "Sep 8 2026 11:32 AM",
        facts_card("Fitment sheet FS-2", ("Used by", f"{len(CATALOGUE)} listings"), ("Listings with maker and model", listings)),
        table_card("Fields written into listings", ("Field", "Title", "Description"), fields),
        table_card("Change history", ("When", "Who", "What"), history),
        tone=_TONE, ground="#EFF3F1", height=430,
    )  # fmt: skip


def listing(scenario: Scenario) -> bytes:
    """One of the listings after the correction."""
    code = skus(scenario)[0]
    part = next(f for f in CATALOGUE if f.code == code)
    return shot(
        "Seller Center / Products / Edit", "Sep 9 2026 4:41 PM",
        facts_card(
            f"Seller SKU {part.code}", ("Product name", f"Replacement {part.plain}, {part.measure}"), ("Brand", "No brand"),
            ("Variation", part.measure), ("Last edited", f"September 9, 2026, 4:12 PM, by {scenario.data_lead[0]}"),
        ),
        text_card(
            "Description", f"Replacement {part.plain}, unbranded.", f"Measure: {part.measure}",
            f"Fits machines with a seat of {part.measure}.", "Measure your old part before you order.",
        ),
        height=370,
    )  # fmt: skip


def stock_record(scenario: Scenario) -> bytes:
    """One page in Chinese: cartons whose label named the maker."""
    s = scenario
    codes = skus(s)
    share = s.cartons // len(codes)
    counts = [share] * (len(codes) - 1) + [s.cartons - share * (len(codes) - 1)]
    rows = [(code, str(count), str(count), "0") for code, count in zip(codes, counts, strict=True)]
    body = (
        letterhead(s.seller_zh, "库存换标记录", "2026 年 9 月 11 日")
        + "<h1>库存换标记录</h1>"
        + f"<p>原外箱标签印有“for {escape(s.mark)}”字样，现更换为仅标注尺寸的标签。产品本身及内包装无任何他人标识。</p>"
        + table(("货号", "外箱数（箱）", "已换标（箱）", "剩余（箱）"), rows, numbers=(1, 2, 3), total=("合计", str(s.cartons), str(s.cartons), "0"))
        + "<p></p><p>说明：2026 年 9 月 11 日 17:20 完成，旧标签已于当日全部销毁，共 " + f"{s.cartons} 张。</p>"
        + signed(
            (signature(s.storekeeper[0]), f"{s.storekeeper[1]} 仓库管理员", "2026 年 9 月 11 日 17:20"),
            (signature(s.manager[0]), f"{s.manager[1]} 店铺经理", "2026 年 9 月 11 日"),
        )
    )  # fmt: skip
    return sheet("库存换标记录", body, day="2026-09-11", foot=f"{s.seller_zh}　库存换标记录", tone=_TONE, language="zh-CN")


def procedure(scenario: Scenario) -> bytes:
    """One page, English above Chinese."""
    s = scenario
    body = (
        letterhead(s.seller, s.seller_zh, "Listing procedure 上架作业规程", "Version 3 第 3 版")
        + '<h1>Listing procedure 上架作业规程</h1><p class="under">Version 3, in force from September 14, 2026. 第 3 版，自 2026 年 9 月 14 日起施行。</p>'
        + facts(("Owner 责任人", f"{s.manager[0]} {s.manager[1]}"), ("Word list 词表", "Register of marks, sheet RM-1"), ("Replaces 取代", "Version 2, May 2026"))
        + "<h2>1. Word list before release 上架前比对词表</h2>"
        + clauses(
            ("1.1", "No field of the fitment sheet holds a maker's name. Fit is described by measure, seat or inlet."),
            ("", "适配表不得含制造商名称，只以尺寸、卡座或接口描述适配。"),
            ("1.2", "A change of a sheet or template goes live only after its output for every listing was searched against the word list RM-1 and the shop manager released it."),
            ("", "适配表或模板变更须先将全部输出与词表 RM-1 比对，经店铺经理放行后方可生效。"),
            ("1.3", "One hit stops the release."),
            ("", "命中一处即不予放行。"),
        )
        + "<h2>2. Weekly search 每周检索</h2>"
        + clauses(
            ("2.1", "Every Monday at 9:30 the export of all listings is searched against RM-1. A hit is taken out the same day."),
            ("", "每周一 9:30 将全店商品导出与 RM-1 比对，命中者当日整改。"),
            ("2.2", "More than 0 hits: the shop manager stops releases until the source is found."),
            ("", "命中数大于 0 时，店铺经理暂停放行，直至查明来源。"),
        )
        + "<h2>3. Labels 标签</h2>"
        + clauses(
            ("3.1", "Carton labels are printed from the same fields as the listing. No other text is added."),
            ("", "外箱标签与商品页使用同一字段，不另加文字。"),
        )
        + signed(
            (signature(s.manager[0]), f"{s.manager[0]} {s.manager[1]}, Shop Manager", "September 14, 2026 2026 年 9 月 14 日"),
            (signature(s.data_lead[0]), f"{s.data_lead[0]} {s.data_lead[1]}, Product Data Lead", "September 14, 2026 2026 年 9 月 14 日"),
        )
    )  # fmt: skip
    return sheet(
        "Listing procedure",
        body,
        day="2026-09-14",
        foot="Listing procedure 上架作业规程, version 3",
        tone=_TONE,
        language="en-US",
    )


def search_log(scenario: Scenario) -> bytes:
    """One page: each search of all listings."""
    s = scenario
    rows = (
        ("September 8, 2026", "11:40 AM", f"{len(CATALOGUE)}", f"{s.named}", "Taken out on September 9"),
        ("September 9, 2026", "4:50 PM", f"{len(CATALOGUE)}", f"{s.left}", "None found" if not s.left else "Found again"),
        ("September 14, 2026", "9:30 AM", f"{len(CATALOGUE)}", f"{s.left}", "None found" if not s.left else "Found again"),
        ("September 21, 2026", "9:30 AM", f"{len(CATALOGUE)}", f"{s.left}", "None found" if not s.left else "Found again"),
    )
    body = (
        letterhead(s.shop, "Weekly search log", "Word list RM-1")
        + "<h1>Searches of all listings against RM-1</h1>"
        + f'<p class="under">Title, description, variation and brand field. RM-1 holds 61 marks, {escape(s.mark)} among them since September 8, 2026.</p>'
        + table(("Day", "Time", "Listings", "With a mark", "Result"), rows, numbers=(2, 3))
        + signed((signature(s.manager[0]), f"{s.manager[0]}, Shop Manager", "September 21, 2026"))
    )
    return sheet("Weekly search log", body, day="2026-09-21", foot=f"{s.shop}, weekly search log", tone=_TONE, language="en-US")
