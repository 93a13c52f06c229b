"""The exports and the review; the check of plugs, the stock record, the messages to buyers, the procedure and its log."""

from collections.abc import Iterator
from random import Random

from kit.demo.exported import plain_csv
from kit.demo.ink import signature
from kit.demo.listings import Row, template
from kit.demo.paper import facts, in_both, letterhead, sheet, signed, table
from kit.demo.stories.plug_template.scenario import BRITISH, DEFECT, GERMAN, Lamp, Scenario, is_wrong, lamps

_OWN, _STORE = "#6A4A12", "#3C5A6B"
NOTICED, AFTER = "products_2026-10-06.xlsx", "products_2026-10-13.xlsx"
SOLD = (("D12-WH", 46, 21), ("D16-WH", 39, 19), ("F18-WH", 33, 14))  # code, units in stock, orders
BACK = 12
RELEASED = "13 October 2026"


def records(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Both exports, the review and the log."""
    yield f"listings/{NOTICED}", template(_rows(s, is_after=False))
    yield f"listings/{AFTER}", template(_rows(s, is_after=True))
    heads = ("Seller SKU", "Supplier", "Template", "Category", "Defect", "Where it stands", "Mended at", "Ended at", "Evidence")
    yield "records/商品检查-listing-review.csv", plain_csv(heads, (_reviewed(s, lamp) for lamp in lamps(s)))
    yield (
        "records/incident-log.csv",
        plain_csv(
            ("Time", "Role", "What", "Evidence"),
            (
                (
                    "2026-08-27 11:00",
                    "Warehouse Supervisor",
                    "Delivery 0827 booked in, 172 units for Germany among them",
                    "stock",
                ),
                ("2026-09-14 16:10", "Listing Editor", f"Template {GERMAN} applied to 11 SKUs", "edit_history"),
                ("2026-10-06 12:05", "Product Manager", "Notice read; all listings exported at 12:40", "notice"),
                ("2026-10-07 17:20", "Warehouse Supervisor", "Plug of one unit of all 36 SKUs looked at", "plug_check"),
                ("2026-10-08 10:15", "Listing Editor", f"{GERMAN} taken back, {BRITISH} applied to 8 SKUs", "edit_back"),
                ("2026-10-08 11:05", "Listing Editor", "Three listings ended", "edit_back"),
                ("2026-10-12 09:00", "Product Manager", "Procedure version 3 in force for templates and deliveries", "sop"),
                ("2026-10-09 15:40", "Warehouse Supervisor", "118 units moved to Leipzig", "stock"),
            ),
        ),
    )


def _reviewed(s: Scenario, lamp: Lamp) -> tuple[str, ...]:
    wrong = is_wrong(s, lamp)
    ended = wrong and lamp.has_eu_plug
    mended = wrong and not ended and lamp.code != s.left
    return (
        lamp.code,
        lamp.supplier,
        lamp.template,
        lamp.category.partition(" (")[0],
        DEFECT if wrong else "none",
        "text" if wrong else "",
        "2026-10-08 10:15" if mended else "",
        "2026-10-08 11:05" if ended else "",
        "edit_back" if wrong else "plug_check",
    )


def _rows(s: Scenario, *, is_after: bool) -> Iterator[Row]:
    chance = Random(f"{s.seed} {is_after}")  # noqa: S311 - a seeded example, not a secret
    for n, lamp in enumerate(lamps(s)):
        quantity = chance.randrange(15, 300)
        wrong = is_wrong(s, lamp)
        if is_after and wrong and lamp.has_eu_plug:
            continue
        stays = wrong and (not is_after or lamp.code == s.left)
        plug = "Plug: Type C (EU)." if stays else "Plug: three-pin (BS 1363)."
        yield Row(
            product_id=str(1_731_902_551_000_000 + n // 3 * 6_421),
            sku_id=str(1_731_902_551_600_000 + n * 6_421),
            seller_sku=lamp.code,
            category=lamp.category,
            brand=s.shop.removesuffix(" UK"),
            title=f"{s.shop.removesuffix(' UK')} {lamp.name}",
            description=f"<p>{lamp.name}.</p><ul><li>LED, warm white</li><li>1.8 m cable</li></ul><p>{plug}</p>",
            variation=lamp.name.rpartition(", ")[2],
            price=lamp.price,
            quantity=quantity,
        )


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/plug-check-2026-10-07.pdf", plug_check(s)
    yield "evidence/stock-record-2026-10-09.pdf", stock(s)
    yield "evidence/buyer-messages-2026-10-09.pdf", messages(s)
    yield "evidence/模板管理-template-procedure-v3.pdf", procedure(s)
    yield "evidence/template-and-plug-log.pdf", log(s)


def plug_check(s: Scenario) -> bytes:
    """Two pages: every SKU with the plug in the box and the plug in the listing."""
    rows = [
        (lamp.code, lamp.name, "Type C" if lamp.has_eu_plug else "three-pin", "Type C" if is_wrong(s, lamp) else "three-pin", _word(s, lamp))
        for lamp in lamps(s)
    ]  # fmt: skip
    head = letterhead(s.shop, "Daventry store", "Check of plugs, 7 October 2026")
    one = (
        head
        + "<h1>Check of plugs</h1>"
        + facts(("Day", "7 October 2026"), ("From", "09:40"), ("To", "17:20"), ("SKUs", str(len(rows))), ("Units opened", "one of each SKU"), ("By", s.warehouse[0]))
        + "<p>One carton of each SKU was opened. Plug of the unit and plug stated in the listing of 6 October 2026, 12:40.</p>"
        + table(("SKU", "Lamp", "Plug in the box", "Plug in the listing", "Finding"), rows[:18])
    )  # fmt: skip
    two = (
        '<div class="sheet">' + head + "<h2>Continued</h2>"
        + table(("SKU", "Lamp", "Plug in the box", "Plug in the listing", "Finding"), rows[18:])
        + signed((signature(s.warehouse[0]), s.warehouse[0], "Warehouse Supervisor, 7 October 2026, 17:20"), (signature(s.editor[0]), f"{s.editor[0]} {s.editor[1]}", "Listing Editor, 7 October 2026, by video"))
        + "</div>"
    )  # fmt: skip
    return sheet("Check of plugs", one + two, day="2026-10-07", foot=f"{s.shop}, check of plugs", tone=_STORE)


def _word(s: Scenario, lamp: Lamp) -> str:
    if not is_wrong(s, lamp):
        return "no defect"
    return "goods wrong, end" if lamp.has_eu_plug else "listing wrong, mend"


def stock(s: Scenario) -> bytes:
    """Where the units with the wrong plug came from and went."""
    rows = [(f"{s.mark}-{code}", str(units + orders), str(orders), str(units), "0") for code, units, orders in SOLD]
    total = sum(n for _, n, _ in SOLD)
    body = (
        letterhead(s.shop, "Daventry store", "Stock record 0827")
        + "<h1>Units with a Type C plug</h1>"
        + facts(("Delivery", "0827, order for Germany"), ("Booked in", "27 August 2026, 11:00"), ("Moved", "9 October 2026, 15:40"), ("Units moved", str(total)), ("To", "Store Leipzig"), ("Van", "LE 4471"))
        + table(("SKU", "Booked in", "Sold to 6 October", "Moved to Leipzig", "Left in Daventry"), rows, numbers=(1, 2, 3, 4))
        + "<p></p><p>The delivery note says “DE, Type C” for these three lines. Plugs were not part of the check of deliveries on that day.</p>"
        + signed((signature(s.warehouse[0]), s.warehouse[0], "Warehouse Supervisor, 9 October 2026"))
    )  # fmt: skip
    return sheet("Stock record", body, day="2026-10-09", foot=f"{s.shop}, stock record 0827", tone=_STORE)


def messages(s: Scenario) -> bytes:
    """What was sent to the buyers, and what came back."""
    sold = sum(n for *_, n in SOLD)
    taken = (5, 4, 3)
    rows = [
        (f"{s.mark}-{code}", str(orders), str(orders), str(back)) for (code, _, orders), back in zip(SOLD, taken, strict=True)
    ]
    body = (
        letterhead(s.shop, "Customer service", "Messages of 9 October 2026")
        + "<h1>Messages to buyers</h1>"
        + "<p>“Your lamp was sent with a plug for continental Europe. Please do not use it with an adaptor. You may return it at our cost for a full"
        " refund; reply to this message and we send the label.”</p>"
        + facts(("Sent", "9 October 2026, 18:10"), ("Channel", "Platform messages"), ("Orders", str(sold)))
        + table(("SKU", "Orders", "Messages sent", "Refunded by 14 October"), rows, numbers=(1, 2, 3), total=("Total", str(sold), str(sold), str(BACK)))
    )  # fmt: skip
    return sheet("Messages to buyers", body, day="2026-10-14", foot=f"{s.shop}, messages of 9 October 2026", tone=_OWN)


def procedure(s: Scenario) -> bytes:
    """The rule since 12 October, in both languages."""
    body = (
        letterhead(s.seller, s.seller_zh, "Templates, version 3")
        + '<h1>Procedure: listing templates</h1><p class="under">商品模板管理规程第 3 版 · in force since 12 October 2026 自 2026 年 10 月 12 日起施行</p>'
        + in_both("A template carries the site in its name and is locked to it. The tool refuses it for SKUs of another site.", "模板名称含站点并锁定该站点，系统拒绝用于其他站点的 SKU。", head=("1 One site", "一、一站一模板"))
        + in_both("The product manager releases each use. Three SKUs are held against the sheet of goods: plug, voltage, category.", "每次使用由产品经理放行，抽三个 SKU 与货品表核对插头、电压、类目。", head=("2 Before it is applied", "二、应用前"))
        + in_both("One unit of each SKU is opened. A plug of another country holds the whole line before it is booked in.", "每个 SKU 开箱一件。插头非本国规格的，整批暂停入库。", head=("3 Delivery", "三、到货"))
        + in_both("The export of all listings is searched for plugs of other countries. One hit pauses the SKU on the same day.", "检索全部商品导出中的他国插头，命中即当日暂停该 SKU。", head=("4 Each Tuesday", "四、每周二"))
        + in_both("Version 2 asked for a second reader of prices and pictures. It named neither templates nor plugs.", "第 2 版仅要求第二人核对价格与图片，未提及模板与插头。", head=("What version 2 said", "第 2 版内容"))
        + signed((signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Product Manager", "12 October 2026"), (signature(s.editor[0]), f"{s.editor[0]} {s.editor[1]}, Listing Editor", "12 October 2026"))
    )  # fmt: skip
    return sheet("Templates", body, day="2026-10-12", foot=f"{s.seller}, templates, version 3", tone=_OWN)


def log(s: Scenario) -> bytes:
    """Releases, deliveries and searches up to the letter."""
    rows = (
        ("12 October 2026, 10:30", f"Template {GERMAN} tried on a UK SKU as a test", "refused by the tool", s.editor[0]),
        ("13 October 2026, 09:50", f"{BRITISH} for 6 SKUs: 3 held against the sheet of goods", "released", s.signer[0]),
        ("13 October 2026, 11:20", "Search of 33 listings for other plugs", "0 hits", s.editor[0]),
        ("14 October 2026, 14:15", "Delivery 1014, 5 SKUs, one unit of each opened", "5 three-pin, booked in", s.warehouse[0]),
    )
    body = (
        letterhead(s.shop, s.seller, "Log of templates and plugs")
        + "<h1>Log of templates and plugs</h1>"
        + facts(("From", "12 October 2026"), ("To", "14 October 2026"), ("Entries", str(len(rows))))
        + table(("Time", "What", "Result", "By"), rows)
        + signed((signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}", "Product Manager, 14 October 2026"))
    )
    return sheet("Log", body, day="2026-10-14", foot=f"{s.shop}, log of templates and plugs", tone=_OWN)
