"""The papers: the supplier's sheet, the listing procedure with its word list, the log of releases, the messages to buyers, a note."""

from collections.abc import Iterator

from kit.demo.ink import signature
from kit.demo.paper import in_both, letterhead, sheet, signed, table
from kit.demo.stories.listing_claims.scenario import CATALOGUE, PHRASES, Scenario, skus

_TONE, _SUPPLIER = "#2F5D7C", "#7A4A1E"
RELEASES = (
    ("Sep 25, 2026", "All 96 SKUs", "Whole shop", "0", "none"),
    ("Sep 28, 2026", "Price of 14 SKUs", "Batch edit", "0", "released"),
    ("Sep 29, 2026", "Description of HU74, 5 SKUs", "Batch edit", "1 (“best in the world”)", "sent back, reworded"),
    ("Sep 29, 2026", "Description of HU74, 5 SKUs", "Batch edit", "0", "released"),
    ("Oct 1, 2026", "All 96 SKUs", "Weekly search", "0", "none"),
    ("Oct 2, 2026", "New listing DF91, 4 SKUs", "New listing", "0", "released"),
)


def files(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield f"evidence/{scenario.supplier_zh}-卖点文案.pdf", supplier(scenario)
    yield "evidence/listing-procedure-v2.pdf", procedure(scenario)
    yield "evidence/release-log.pdf", releases(scenario)
    yield "evidence/buyer-messages-2026-09-26.pdf", messages(scenario)
    yield "evidence/internal-note-2026-09-22.pdf", note(scenario)


def supplier(scenario: Scenario) -> bytes:
    """One page of selling points, Chinese beside English, as the factory sends it with its models."""
    s = scenario
    points = (
        ("253.7 nm 紫外灯，医用级 UV 杀菌", "The 253 nm lamp gives medical grade UV sterilization."),
        ("除螨率 99.9%，缓解哮喘和过敏", "It kills 99.9% of dust mites and relieves asthma and allergies."),
        ("12 kPa 吸力，可水洗 HEPA 滤芯", "12 kPa suction, washable HEPA filter."),
        ("0.4 升尘杯，5 米电源线", "0.4 L dust cup, 5 m cord."),
    )
    body = (
        letterhead(s.supplier_zh, s.supplier, "除螨仪系列 Mattress vacuums", "2026 年 8 月 28 日")
        + '<h1>2026 秋季卖点文案 Selling points, autumn 2026</h1><p class="under">供经销商使用。适用型号：WD-C12、WD-C10。未附检测报告，如需请联系销售。</p>'
        + '<p class="under">For resellers. Models WD-C12 and WD-C10. Reports not attached; ask the sales office.</p>'
        + table(("卖点", "English text"), points)
        + signed((signature("Wei Dun Sales"), f"{s.supplier_zh} 销售部", "28 August 2026"))
    )
    return sheet("Selling points", body, day="2026-08-28", foot=f"{s.supplier_zh} {s.supplier}", tone=_SUPPLIER, language="zh-CN")


def procedure(scenario: Scenario) -> bytes:
    """One page, English beside Chinese."""
    s = scenario
    sections = (
        ("1. What needs a release", "1. 须放行的内容", (
            ("New listings, batch edits of any field but price and stock, pictures, and text given to creators.", "新商品、除价格与库存外的批量编辑、图片、提供给达人的文案。"),
            ("Version 1 covered new listings only; batch edits went live without a second reader.", "第 1 版仅涵盖新商品，批量编辑无须第二人审核即可发布。"),
        )),
        ("2. The check", "2. 审核", (
            ("The compliance specialist searches the file against the word list (claims of health, instant effect, best and first, 100%, contacts).", "合规专员按词表检索文件（健康功效、立即见效、最和第一、100%、联系方式）。"),
            ("A hit is taken out, or its proof is filed in the claim sheet first: the packaging, a test with source, participants, date and place, or an approval.", "命中即删除，或先在宣称清单中归档证明：包装、写明来源人数日期地点的测试，或审批。"),
            ("After release three of the changed listings are opened as a buyer sees them.", "放行后以买家视角打开三个已改商品核对。"),
        )),
        ("3. Supplier text", "3. 供应商文案", (
            ("Only measures and materials may be taken from a supplier's sheet. Any other sentence is a claim and needs section 2.", "供应商资料仅可使用尺寸、参数与材质，其余语句均视为宣称，适用第 2 节。"),
        )),
        ("4. Weekly search", "4. 每周检索", (
            ("Every Thursday all listings are exported and searched. One hit: the listing is paused the same day and the content director is told.", "每周四导出全部商品并检索。命中一处即当日暂停该商品并报告内容总监。"),
        )),
    )  # fmt: skip
    parts = "".join(in_both("", "", head=(en, zh)) + "".join(in_both(*line) for line in lines) for en, zh, lines in sections)
    body = (
        letterhead(s.seller, s.seller_zh, "Listing procedure 商品文案规程", "Version 2 第 2 版")
        + '<h1>Listing procedure 商品文案规程</h1><p class="under">Version 2, in force from September 25, 2026. 第 2 版，自 2026 年 9 月 25 日起施行。</p>'
        + parts
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Content Director", "September 24, 2026"),
            (signature(s.reviewer[0]), f"{s.reviewer[0]} {s.reviewer[1]}, Product Compliance Specialist", "September 24, 2026"),
        )
    )
    return sheet("Listing procedure", body, day="2026-09-24", foot="Listing procedure 商品文案规程, version 2", tone=_TONE)


def releases(scenario: Scenario) -> bytes:
    """One page: every file that was looked at since the new version."""
    s = scenario
    body = (
        letterhead(s.shop, "Release log", "from September 25, 2026")
        + '<h1>Release log</h1><p class="under">Section 2 and section 4 of the listing procedure, version 2. Times in Pacific time.</p>'
        + table(("Day", "File or listings", "Kind", "Hits", "Result"), RELEASES)
        + signed(
            (
                signature(s.reviewer[0]),
                f"{s.reviewer[0]}, Product Compliance Specialist",
                f"{len(RELEASES)} entries, October 2, 2026",
            )
        )
    )
    return sheet("Release log", body, day="2026-10-02", foot=f"{s.shop}, release log", tone=_TONE)


def sold(scenario: Scenario) -> tuple[tuple[str, int, int], ...]:
    """Orders and accepted returns by listing, September 8 to 22."""
    left, found = scenario.orders, []
    for n, product in enumerate(CATALOGUE[: scenario.edited]):
        count = (
            left
            if n == scenario.edited - 1
            else min(
                left, max(3, round(scenario.orders * (0.24, 0.13, 0.11, 0.09, 0.08, 0.07, 0.06, 0.06, 0.05, 0.05, 0.03, 0.03)[n]))
            )
        )
        found.append((product.code, count, (4, 2, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1)[n]))
        left -= count
    return tuple(found)


def messages(scenario: Scenario) -> bytes:
    """One page: which buyers were told, and what they asked for."""
    s, rows = scenario, sold(scenario)
    names = {p.code: p.name for p in CATALOGUE}
    returned = sum(r for _, _, r in rows)
    body = (
        letterhead(s.shop, "Messages to buyers", "September 26, 2026")
        + '<h1>Messages to buyers</h1><p class="under">Orders of September 8 to 22, 2026, of listings that carried the text. Sent through the platform on September 26, 2026, 6:00 PM PT. No names or addresses are kept here.</p>'
        + "<p>Text sent: “The page of the item you bought said that it sterilizes, kills dust mites and relieves allergies. We have no proof of"
        " that and have taken it out. The item itself is unchanged. If you bought it for this reason you may return it for a full refund until October 31, 2026.”</p>"
        + table(
            ("Listing", "Name", "Orders", "Told", "Returns accepted"),
            [(code, names[code], str(n), str(n), str(r)) for code, n, r in rows],
            numbers=(2, 3, 4),
            total=("Total", "", str(s.orders), str(s.orders), str(returned)),
        )
        + signed((signature(s.signer[0]), f"{s.signer[0]}, Content Director", "as of October 2, 2026"))
    )
    return sheet("Messages to buyers", body, day="2026-10-02", foot=f"{s.shop}, messages to buyers", tone=_TONE)


def note(scenario: Scenario) -> bytes:
    """One page that the letter does not submit."""
    s = scenario
    body = (
        letterhead(s.shop, "Internal note", "September 22, 2026")
        + "<h1>Review of the notice</h1>"
        + f"<p>Present: {s.signer[0]}, {s.editor[0]}, {s.reviewer[0]}.</p>"
        + f"<p>{s.editor[0]} took the two sentences from the factory's sheet into the autumn file. The template covers {len(skus(s, s.edited))} SKUs; nobody opened"
        " a listing afterwards.</p>"
        + f"<p>{s.reviewer[0]} reads new listings and was not asked. The factory has no report for “{PHRASES[1]}”; it says that a customer measured it.</p>"
        + "<p>To do: take the text out everywhere, replace the main picture, export and search, tell the buyers, write batch edits into the procedure.</p>"
    )
    return sheet("Internal note", body, day="2026-09-22", foot=f"{s.shop}, internal", tone=_TONE)
