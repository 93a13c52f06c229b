"""The papers: notification notes, the letter of the mask's holder, receipts, the launch sheet, stock, messages to buyers, the procedure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from html import escape

from kit.demo.ink import signature
from kit.demo.paper import clauses, facts, in_both, letterhead, sheet, signed, table
from kit.demo.stories.my_cosmetics.scenario import AT_FAULT, MISSING, PENDING, Note, Scenario, product, register
from kit.demo.stories.my_cosmetics.shop import Order, faulty_orders, held, is_bare

_TONE, _OFFICE, _OTHER = "#3F6B4F", "#4A4A6A", "#8A5A2B"
_NOTES = {
    "blush_note": ("notification-NOT250300447K.pdf", "Powder Blush"),
    "serum_note_old": ("notification-NOT240400118K.pdf", "Rice Water Serum"),
    "mask_note": ("notification-NOT250600902K.pdf", "Green Clay Mask"),
    "serum_note": ("notification-NOT260500612K.pdf", "Rice Water Serum"),
    "blush_note_new": ("notification-NOT260500631K.pdf", "Powder Blush"),
    "tint_note": ("notification-NOT260600017K.pdf", "Velvet Lip Tint"),
}


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    for note in register(s):
        if note.shown_by in _NOTES:
            name, goods = _NOTES[note.shown_by]
            yield f"evidence/{name}", notification(s, note, goods)
    yield "evidence/authorisation-pelangi-2026-05-20.pdf", letter(s)
    yield "evidence/application-receipts-2026-05-12.pdf", receipts(s)
    yield "evidence/春季上新表-2026-03-09.pdf", launch(s)
    yield "evidence/stock-record-2026-06-01.pdf", stock(s)
    yield "evidence/buyer-messages-2026-05-19.pdf", messages(s)
    yield "evidence/release-procedure.pdf", procedure(s)


def returned(s: Scenario) -> int:
    """Buyers who sent the goods back."""
    return sum(_answers(s).values())


def notification(s: Scenario, note: Note, goods: str) -> bytes:
    """One notification as its holder prints it."""
    assert note.start
    assert note.end
    rows = [(str(n), product(code).model) for n, code in enumerate(note.named, 1)]
    body = (
        letterhead("QUEST3+", "Cosmetic notification", "Printed by the notification holder")
        + f'<h1>Notification note {note.number}</h1><p class="under">Control of Drugs and Cosmetics Regulations 1984</p>'
        + facts(
            ("Notification number", note.number),
            ("Notification holder", note.holder),
            ("Manufacturer", s.seller if note.holder == s.holder else "Yiwu Haoyan Cosmetics Factory"),
            ("Product", f"{s.shop.split()[0]} {goods}" if note.holder == s.holder else goods),
            ("Notified on", _day(note.start)),
            ("Valid until", _day(note.end)),
        )
        + "<h2>Variants under this notification</h2>"
        + table(("No.", "Shade or size"), rows)
        + "<p></p><p>Only the variants above are notified. The holder answers for the product in Malaysia and renews the notification"
        " before it ends.</p>"
    )
    return sheet(
        f"Notification note {note.number}",
        body,
        day=note.start.isoformat(),
        foot=f"Notification note {note.number}",
        tone=_OFFICE,
    )


def letter(s: Scenario) -> bytes:
    """The letter by which the mask's holder lets the seller use its notification."""
    body = (
        letterhead(s.other_holder, "Lot 8, Jalan Perusahaan 3", "42700 Banting, Selangor")
        + "<h1>Letter of authorisation</h1>"
        + facts(
            ("Reference", f"PK-{s.mark}-2026-01"), ("Date", "20 May 2026"), ("Valid until", "10 June 2027"),
            ("Notification", "NOT250600902K"), ("Product", "Green Clay Mask, 100 g"), ("Seller's SKU", f"{s.mark}-MK-01"),
        )
        + f"<p>We hold the notification named above. From 20 May 2026 we authorise {escape(s.seller)} to offer this product under it on its"
        f" TikTok Shop in Malaysia ({escape(s.shop)}, {s.shop_code}).</p>"
        + clauses(
            ("1", "The seller buys the product through us; each delivery has our invoice with the batch number."),
            ("2", "We tell the seller of any change, suspension or renewal of the notification within two working days."),
            ("3", "The letter ends with the notification, on 10 June 2027, if neither side ends it before."),
        )
        + signed((signature("Rosnah Ismail"), "Rosnah Ismail, Director", f"20 May 2026, for {s.other_holder}"))
    )  # fmt: skip
    return sheet("Letter of authorisation", body, day="2026-05-20", foot=s.other_holder, tone=_OTHER)


def receipts(s: Scenario) -> bytes:
    """The receipts of what is still applied for."""
    rows = [
        (f"{s.mark}-{code}", product(code).model, f"PRA-2026-0512-{n:02}", "Under screening") for n, code in enumerate(PENDING, 4)
    ]
    body = (
        letterhead("QUEST3+", "Cosmetic notification", "Applications of the holder")
        + f'<h1>Applications of 12 May 2026</h1><p class="under">{escape(s.holder)}, printed on 1 June 2026</p>'
        + table(("Seller's SKU", "Variant", "Receipt", "State on 1 June 2026"), rows)
        + "<p></p><p>Product: Velvet Lip Tint. A receipt is no notification: the product may be sold once the number is given.</p>"
    )
    return sheet("Application receipts", body, day="2026-06-01", foot="Applications of 12 May 2026", tone=_OFFICE)


def launch(s: Scenario) -> bytes:
    """The sheet by which the live team listed the spring shades: the number of the first ten copied into every line."""
    rows = [(f"{s.mark}-{code}", product(code).model, f"{product(code).price:.2f}", "同 NOT241100231K") for code in MISSING]
    body = (
        letterhead(s.seller_zh, s.shop, "直播上新表")
        + '<h1>2026 年春季唇釉新色上新表</h1><p class="under">填表：直播运营组　日期：2026 年 3 月 9 日</p>'
        + table(("商家编码 SKU", "色号 Shade", "售价 MYR", "备案号 Notification"), rows)
        + "<p></p><p>备注：备案号沿用前十色，未向产品合规专员核实。上架人：商品组。审核人：（空）</p>"
    )
    return sheet("Launch sheet", body, day="2026-03-09", foot=f"{s.seller_zh} 直播上新表", tone=_TONE, language="zh-CN")


def stock(s: Scenario) -> bytes:
    """What was held when the listings ended, what was released since and what is still held."""
    units = held(s)
    rows = []
    for code in AT_FAULT:
        item = product(code)
        is_back = item.relisted is not None
        rows.append(
            (
                f"{s.mark}-{code}",
                f"{item.name} {item.model}",
                f"{units[code]}",
                _day(item.relisted) if item.relisted else "-",
                "0" if is_back else f"{units[code]}",
            )
        )
    whole, left = sum(units.values()), sum(units[code] for code in PENDING)
    body = (
        letterhead(s.shop, "Klang warehouse", "Stock held")
        + '<h1>Stock held since 5 May 2026</h1><p class="under">Counted on 5 May 2026, state of 1 June 2026, release for 2 June included</p>'
        + table(("SKU", "Product", "Units on 5 May", "Released", "Still held"), rows, numbers=(2, 4), total=("", "", f"{whole:,}", "", f"{left:,}"))
        + f"<p></p><p>{whole:,} units were moved to shelf Q2 on 5 May 2026. {left} units are still there.</p>"
        + signed((signature("Aiman Zulkifli"), "Aiman Zulkifli, Warehouse Supervisor", "1 June 2026"))
    )  # fmt: skip
    return sheet("Stock held", body, day="2026-06-01", foot=f"{s.shop}, Klang warehouse", tone=_TONE)


def messages(s: Scenario) -> bytes:
    """Who was told, and who sent back: counts by reason, no names."""
    touched, answers = faulty_orders(s), _answers(s)
    by = Counter(_group(s, o) for o in touched)
    rows = [(name, f"{by[name]}", f"{answers[name]}") for name in by]
    total = ("All", f"{len(touched)}", f"{returned(s)}")
    body = (
        letterhead(s.shop, "Buyers told", "19 May 2026")
        + '<h1>Message to buyers, 19 May 2026</h1><p class="under">Sent through the chat of the platform, one message an order</p>'
        + "<p>“Your order held a product whose cosmetic notification was missing, ended or made out for another shade when we sold it. You may"
        " send it back until 30 June 2026, opened or not; we pay the parcel and refund the full price.”</p>"
        + table(("Product of the order", "Orders told", "Sent back by 1 June"), rows, numbers=(1, 2), total=total)
        + f"<p></p><p>{len(touched)} orders were told; {returned(s)} were sent back by 1 June 2026, all refunded.</p>"
    )
    return sheet("Message to buyers", body, day="2026-06-01", foot=f"{s.shop}, customer service", tone=_TONE)


def procedure(s: Scenario) -> bytes:
    """Two columns, English beside Chinese."""
    sections = (
        ("1. No number, no listing", "1. 无备案号不上架", (
            ("A SKU goes on sale only when the register has a notification that is in force and names its very shade or size.", "台账中须有有效且载明该色号或规格的备案，SKU 方可上架。"),
            ("The listing lead prepares the listing; the product compliance officer releases it. Neither may do both.", "商品主管编制，产品合规专员放行；同一人不得兼任。"),
            ("An application, a receipt or the number of another shade is no notification.", "申请、回执或其他色号的备案号均不算备案。"),
        )),
        ("2. The check", "2. 核查", (
            ("The officer looks the product up in the prohibited list of the site, opens the notification note, compares holder, number, shade and last day, and writes one line in the log, also when refusing.", "专员查阅站点禁售清单，打开备案凭证，比对持有人、编号、色号与到期日，并逐条登记，拒绝亦登记。"),
        )),
        ("3. Sixty days", "3. 提前六十日", (
            ("The register has the last day of every paper. Sixty days before it, officer and general manager get the entry of the renewal calendar, and renewal is filed within five working days.", "台账载明每份证件的到期日。到期前六十日，专员与总经理收到续期日历提醒，并于五个工作日内提交续期。"),
            ("On the day after the last day the listing lead ends the listing, renewed or not on its way.", "到期次日，无论续期是否在途，商品主管即下架。"),
        )),
        ("4. Before we buy", "4. 采购之前", (
            ("No purchase order without the notification note and, where we are not named by the holder, its letter of authorisation for Malaysia.", "无备案凭证，或持有人未出具马来西亚授权书的，不得下采购单。"),
        )),
    )  # fmt: skip
    parts = "".join(in_both("", "", head=(en, zh)) + "".join(in_both(*line) for line in lines) for en, zh, lines in sections)
    body = (
        letterhead(s.seller, s.seller_zh, "Release of listings 上架放行规程")
        + '<h1>Release of listings, Malaysia 马来西亚站上架放行规程</h1><p class="under">First version, in force from 18 May 2026. 第 1 版，自 2026 年 5 月 18 日起施行。</p>'
        + parts
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, General Manager", "15 May 2026"),
            (signature(s.officer[0]), f"{s.officer[0]} {s.officer[1]}, Product Compliance Officer", "15 May 2026"),
        )
    )
    return sheet("Release of listings", body, day="2026-05-15", foot="Release of listings 上架放行规程", tone=_TONE)


def _answers(s: Scenario) -> Counter[str]:
    """Orders sent back, by product."""
    by = Counter(_group(s, o) for o in faulty_orders(s))
    return Counter({name: count // 11 for name, count in by.items()})


def _group(s: Scenario, order: Order) -> str:
    """The product at fault for which the order counts, its first."""
    return next(p.name for p, _ in order.lines if is_bare(s, p.code, order.day))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
