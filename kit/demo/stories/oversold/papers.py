"""The papers: the tool's log, the count, the refunds, the procedure and its daily sheet. All invented; those of the office in both languages."""

from collections.abc import Iterator
from datetime import date
from random import Random

from kit.demo.ink import signature, stamp
from kit.demo.paper import facts, in_both, letterhead, sheet, signed, table
from kit.demo.stories.oversold.case_file import faults
from kit.demo.stories.oversold.export import SKUS
from kit.demo.stories.oversold.scenario import DAY, EMPTY, Scenario
from kit.demo.stories.oversold.shop import Order

TOOL_TONE, OWN_TONE = "#5A3A86", "#1F3A5F"


def files(scenario: Scenario, found: tuple[Order, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/同步日志-sync-log.pdf", sync_log(scenario)
    yield "evidence/stock-count-2026-08-22.pdf", count(scenario)
    yield "evidence/refunds-2026-09-16.pdf", refunds(scenario, found)
    yield "evidence/stock-procedure-v1.pdf", procedure(scenario)
    yield "evidence/daily-comparison.pdf", daily(scenario)


def sync_log(scenario: Scenario) -> bytes:
    """The tool's own log around the day on which the link stopped, and the day on which it ran again."""
    s = scenario
    rows = (
        ("2026-07-20 01:45", "push stock 推送库存", "12 SKUs", "200 OK"),
        ("2026-07-20 02:00", "push stock 推送库存", "12 SKUs", "200 OK"),
        ("2026-07-20 02:10", "refresh token 刷新授权", "", "401 token expired 授权已过期"),
        ("2026-07-20 02:15", "push stock 推送库存", "0 SKUs", "skipped, not authorized 未授权，已跳过"),
        ("2026-07-20 02:16", "e-mail to owner 邮件通知", s.keeper[0], "bounced, address closed 退信，邮箱已停用"),
        ("…", "push stock 推送库存", "0 SKUs", "skipped 3,102 times 已跳过 3,102 次"),
        ("2026-08-21 10:05", "authorize 重新授权", s.keeper[0], "200 OK"),
        ("2026-08-21 10:06", "push stock 推送库存", "12 SKUs", "200 OK"),
    )
    body = (
        letterhead(s.tool, "Connection log 连接日志", f"{s.shop}, TikTok Shop US")
        + "<h1>Connection log 连接日志</h1>"
        + facts(("Shop 店铺", s.shop), ("Interval 间隔", "15 minutes 15 分钟"), ("Exported 导出", "2026-08-21 10:30"))
        + table(("Time (Pacific) 时间", "Job 任务", "What 对象", "Result 结果"), rows)
    )
    return sheet("Connection log", body, day="2026-08-21", foot=f"{s.tool}, export of a log", tone=TOOL_TONE)


def count(scenario: Scenario) -> bytes:
    """Every SKU counted on 22 August, beside what the shop offered two days before."""
    s, chance = scenario, Random(scenario.seed)  # noqa: S311 - a seeded example, not a secret
    rows = []
    for n, (_, seller_sku, product, _) in enumerate(SKUS):
        on_shelf = 0 if n in EMPTY else 60 + int(chance.random() * 140)
        rows.append((seller_sku, product, str(on_shelf), str(on_shelf), "0" if n in EMPTY else str(on_shelf - 5)))
    body = (
        letterhead(s.shop, "Stock count 盘点表", f"{s.warehouse}, 22 August 2026", "Buffer 安全库存: 5 pieces a SKU 每款 5 件")
        + "<h1>Stock count of all SKUs 全部 SKU 盘点</h1>"
        + facts(("Finished 完成", "22 August 2026, 15:30"), ("SKUs", str(len(SKUS))), ("Counted by 盘点人", "two people 两人"))
        + table(
            ("SKU", "Product", "First count 初盘", "Second count 复盘", "For sale from 24 August 可售"), rows, numbers=(2, 3, 4)
        )
        + signed(
            (signature(s.lead[0]), f"{s.lead[0]}, Warehouse Lead", "22 August 2026, 14:55"),
            (signature(s.keeper[0]), f"{s.keeper[0]} {s.keeper[1]}, Stock Controller", "22 August 2026, 15:30"),
        )
    )
    return sheet("Stock count", body, day="2026-08-22", foot=f"{s.shop}, {s.warehouse}", tone=OWN_TONE)


def refunds(scenario: Scenario, found: tuple[Order, ...]) -> bytes:
    """Each cancelled order of the notice with its refund."""
    s, cancelled = scenario, faults(found)
    rows = [
        (str(n), o.order_id, SKUS[o.sku][1], f"{o.cancelled:%d %b %H:%M}", o.reason, f"{SKUS[o.sku][3]:.2f}")
        for n, o in enumerate(cancelled, 1)
        if o.cancelled
    ]
    total = sum(SKUS[o.sku][3] for o in cancelled)
    body = (
        letterhead(s.shop, "Refunds 退款清单", "20 July to 18 August 2026")
        + "<h1>Refunds of the canceled orders 取消订单退款清单</h1>"
        + facts(
            ("Orders 订单", str(len(cancelled))),
            ("Refunded in full 全额退款", str(len(cancelled))),
            ("As of 截至", "16 September 2026"),
        )
        + table(
            ("No.", "Order ID", "SKU", "Canceled and refunded", "Reason", "USD"),
            rows,
            numbers=(0, 5),
            total=("", "Total", "", "", "", f"{total:,.2f}"),
        )
        + f'<div style="display:flex;align-items:flex-end">{signed((signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Operations Manager", "16 September 2026"))}<div>{stamp("ORVANE AUDIO SHENZHEN", "2026-09-16")}</div></div>'
    )
    return sheet("Refunds", body, day="2026-09-16", foot=f"{s.shop}, refunds", tone=OWN_TONE)


def procedure(scenario: Scenario) -> bytes:
    """One page, English beside Chinese."""
    s = scenario
    pairs = (
        ("1. One stock number: every channel sells from the count of the tool less a buffer of 5 pieces a SKU.", "1. 唯一库存：各渠道均以库存工具数量减去每款 5 件安全库存为可售数。"),
        ("2. Every day at 08:30 the stock controller compares the shop's stock with the shelf for all SKUs and signs the sheet. Above a difference of 5 pieces the listing is set to 0 before 09:00.", "2. 每日 08:30 库存专员将店铺库存与货架逐款核对并签字。差异超过 5 件时，09:00 前将商品库存清零。"),
        ("3. No sync for 60 minutes: the tool sends an alarm to the stock controller and the operations manager by telephone message, not by e-mail.", "3. 60 分钟未同步：工具以手机短信向库存专员和运营经理报警，不再使用邮件。"),
        ("4. The tool's authorization is renewed on the first working day of each month, long before it ends, and noted on the sheet.", "4. 每月首个工作日续期工具授权，远早于到期日，并记入核对表。"),
        ("5. No order is canceled for want of stock without the approval of the operations manager, who sets the listing to 0 at the same time.", "5. 未经运营经理批准不得以缺货取消订单；批准同时须将该商品库存清零。"),
    )  # fmt: skip
    lines = "".join(in_both(*pair) for pair in pairs)
    body = (
        letterhead(s.seller, s.seller_zh, "Stock procedure 库存管理规程", "Version 1 第 1 版")
        + '<h1>Stock procedure 库存管理规程</h1><p class="under">Version 1, in force from 25 August 2026. There was none before. 第 1 版，自 2026 年 8 月 25 日起施行，此前无书面规程。</p>'
        + lines
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Operations Manager", "24 August 2026"),
            (signature(s.keeper[0]), f"{s.keeper[0]} {s.keeper[1]}, Stock Controller", "24 August 2026"),
        )
    )
    return sheet("Stock procedure", body, day="2026-08-24", foot="Stock procedure 库存管理规程, version 1", tone=OWN_TONE)


def daily(scenario: Scenario) -> bytes:
    """Each morning's comparison from 25 August to 16 September."""
    s, chance = scenario, Random(scenario.seed + 1)  # noqa: S311 - a seeded example, not a secret
    rows, day = [], date(2026, 8, 25)
    while day <= date(2026, 9, 16):
        largest = int(chance.random() * 4)
        renewed = "Authorization renewed" if day == date(2026, 9, 1) else ""
        rows.append((f"{day:%a} {day.day} {day:%B}", "08:30", str(len(SKUS)), str(largest), "0", renewed, "DH"))
        day += DAY
    body = (
        letterhead(s.shop, "Daily comparison 每日核对", "25 August to 16 September 2026")
        + "<h1>Shop against shelf, every day at 08:30</h1>"
        + '<p class="under">Section 2 of the stock procedure. Largest difference in pieces over all SKUs; listings set to 0 because of it.</p>'
        + table(("Day", "At", "SKUs", "Largest difference", "Set to 0", "Remark", "Initials"), rows, numbers=(2, 3, 4))
        + signed((signature(s.keeper[0]), f"{s.keeper[0]} {s.keeper[1]}, Stock Controller", "16 September 2026"))
    )
    return sheet("Daily comparison", body, day="2026-09-16", foot=f"{s.shop}, daily comparison", tone=OWN_TONE)
