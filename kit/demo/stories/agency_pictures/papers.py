"""The papers: the agency's delivery note and letter, the contact sheets of our originals, the rules, the log of the register."""

from collections.abc import Iterator

from kit.demo.ink import signature, stamp
from kit.demo.paper import clauses, facts, letterhead, sheet, signed, table
from kit.demo.stories.agency_pictures.pictures import lamp
from kit.demo.stories.agency_pictures.scenario import Scenario, delivered, own, register, rooms, taken, white_taken

_OWN, _AGENCY = "#6B4A2B", "#2A4D7C"


def files(s: Scenario) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each."""
    yield "evidence/交付单-KT-2607-118.pdf", delivery(s)
    yield "evidence/agency-letter-2026-09-05.pdf", agency_letter(s)
    yield "evidence/contact-sheet-2026-09-09.pdf", contact_sheet(s)
    yield "evidence/white-originals-2026-06-24.pdf", whites(s)
    yield "evidence/picture-rules-v1.pdf", rules(s)
    yield "evidence/register-log-2026-09-21.pdf", register_log(s)


def delivery(s: Scenario) -> bytes:
    """What the agency delivered, and the field for originals that stayed empty."""
    rows = [
        (name, sku, "室内场景 lamp in a room" if "room" in kind else "白底图 lamp on white") for name, sku, kind in delivered(s)
    ]
    body = (
        letterhead(s.agency_zh, s.agency, "KT-2607-118")
        + "<h1>图片交付单 Delivery of pictures</h1>"
        + facts(
            ("客户 Client", s.seller_zh), ("日期 Date", "2026-07-10"), ("张数 Pictures", str(len(rows))),
            ("原图 Originals", "未提供 not delivered"), ("使用许可 License", "未注明 not stated"), ("验收 Accepted", "2026-07-10, 16:20"),
        )
        + table(("文件 File", "货号 SKU", "类型 Kind"), rows)
        + signed((signature("He Lin"), "何林 He Lin", "快图 项目经理 Project Manager"), (signature(s.marketer[0]), f"{s.marketer[1]} {s.marketer[0]}", "市场经理 Marketing Manager"))
    )  # fmt: skip
    return sheet("Delivery", body, day="2026-07-10", foot=s.agency, tone=_AGENCY)


def agency_letter(s: Scenario) -> bytes:
    """Where the agency took the rooms from."""
    rows = [(name, f"{s.mark}-{code}", f"{s.page}/{room}") for name, code, room in rooms()]
    body = (
        letterhead(s.agency_zh, s.agency, "2026-09-05")
        + "<h1>图片来源说明 Statement on the origin of pictures</h1>"
        + f"<p>致 To: {s.seller_zh} {s.seller}</p>"
        + clauses(
            ("1", "交付单 KT-2607-118 中的 8 张室内场景图，其房间背景下载自下列页面，灯具为贵司白底图合成。"),
            (
                "",
                "The rooms of the eight room pictures of KT-2607-118 were downloaded from the pages below; your lamps were set into them.",
            ),
            ("2", "我司未取得许可，交付时也未说明。其余 12 张为贵司自摄原图的抠图。"),
            ("", "We had no license and did not say so. The other twelve are cut-outs of your own photographs."),
        )
        + table(("文件 File", "货号 SKU", "出处 Found at"), rows)
        + f'<div style="display: flex; align-items: flex-end"><div style="width: 70%">{signed((signature("He Lin"), "何林 He Lin, Project Manager", "2026-09-05"))}</div>'
        + f"<div>{stamp('KUAITU SERVICES', '2026.09.05')}</div></div>"
    )
    return sheet("Statement", body, day="2026-09-05", foot=s.agency, tone=_AGENCY)


def contact_sheet(s: Scenario) -> bytes:
    """Our own pictures, small, each with the camera's data."""
    cells = "".join(
        f'<div style="width: 50%; display: flex; margin-bottom: 12pt">{lamp(code, room=n + 4, width=112)}'
        f'<div style="padding-left: 9pt; font-size: 8.5pt; line-height: 12pt"><b>{own(name)}</b><br>{s.mark}-{code}<br>DSC0{4410 + 17 * n}.ARW<br>'
        f"{taken(n)[:16]}<br>Orvell A7, 35 mm<br>no. 5128306</div></div>"
        for n, (name, code, _) in enumerate(rooms())
    )
    body = (
        letterhead(s.shop, "原片目录 Contact sheet", "September 8 and 9, 2026")
        + "<h1>自摄场景原片 Originals of our own room pictures</h1>"
        + facts(("摄影 Photographer", f"{s.studio[0]} {s.studio[1]}"), ("地点 Place", "佛山自有样板间 own showroom, Foshan"), ("原片 Originals", "8 raw files, kept"))
        + f'<div style="display: flex; flex-wrap: wrap">{cells}</div>'
        + "<p>时间取自相机原始文件。Times as the camera wrote them into the raw files.</p>"
        + signed((signature(s.studio[0]), f"{s.studio[0]}, Studio Lead", "September 9, 2026"))
    )  # fmt: skip
    return sheet("Contact sheet", body, day="2026-09-09", foot=f"{s.shop}, originals", tone=_OWN, language="en-US")


def whites(s: Scenario) -> bytes:
    """The originals of the pictures on white, older than the delivery."""
    mine = [(name, sku) for name, sku, kind in delivered(s) if kind == "lamp on white"]
    rows = [(name, sku, f"DSC0{3902 + 3 * n}.ARW", white_taken(n)[:16]) for n, (name, sku) in enumerate(mine)]
    body = (
        letterhead(s.shop, "原片清单 List of originals", "June 24, 2026")
        + "<h1>白底图原片 Originals of the pictures on white</h1>"
        + table(("图片 Picture", "货号 SKU", "原片 Raw file", "拍摄 Taken"), rows)
        + f"<p></p><p>共 {len(mine)} 张，{len(mine)} pictures. 佛山自有摄影棚，Orvell A7，机身号 5128306。Own studio in Foshan, camera no. 5128306.</p>"
        + signed((signature(s.studio[0]), f"{s.studio[0]}, Studio Lead", "September 4, 2026"))
    )
    return sheet("Originals", body, day="2026-09-04", foot=f"{s.shop}, originals", tone=_OWN, language="en-US")


def rules(s: Scenario) -> bytes:
    """One page, English beside Chinese."""
    lines = (
        ("1", "每张图片上架前须有原片或许可，登记于图片台账；无则不得上架。",
         "No picture goes live without its raw file or its license in the register."),
        ("2", "外包图片须随附原片与素材清单；付款以核对原片为前提。",
         "An agency delivers raw files and a list of all material used; it is paid after they have been checked."),
        ("3", "室内场景只在自有样板间拍摄，不使用网络图片。",
         "Rooms are photographed in our own showroom. Nothing is taken from the web."),
        ("4", "每月首个工作日抽 20 张做反向图片检索，结果记入台账；发现一张即全店核查。",
         "On the first working day of a month 20 pictures are searched for by image; one found elsewhere, and the whole shop is searched."),
    )  # fmt: skip
    body = (
        letterhead(s.seller, s.seller_zh, "Picture rules 图片规程", "Version 1")
        + "<h1>Picture rules 图片规程</h1>"
        + facts(("In force 生效", "September 14, 2026"), ("Owner 责任人", "Marketing Manager"), ("Version 版本", "1"))
        + "".join(clauses((n, en)) + clauses(("", zh)) for n, zh, en in lines)
        + signed(
            (signature(s.signer[0]), f"{s.signer[0]} {s.signer[1]}, Managing Director", "September 14, 2026"),
            (signature(s.marketer[0]), f"{s.marketer[0]} {s.marketer[1]}, Marketing Manager", "September 14, 2026"),
        )
    )
    return sheet("Picture rules", body, day="2026-09-14", foot="Picture rules, version 1", tone=_OWN, language="en-US")


def register_log(s: Scenario) -> bytes:
    """What was entered and searched since the rules."""
    stays = sum(row[2] == "own" for row in register(s))
    rows = (
        ("September 15, 2026", "All five lamps", str(stays), str(stays), "Raw files seen one by one"),
        ("September 17, 2026", "New: LM-T4 desk lamp", "5", "3", "2 sent back: background from a stock site, no license"),
        ("September 18, 2026", "New: LM-T4 desk lamp", "2", "2", "Photographed again in the showroom"),
        ("September 21, 2026", "Search by image", "20", "20", "Found nowhere but in our shop"),
    )
    body = (
        letterhead(s.shop, "图片台账日志", "Log of the picture register")
        + "<h1>Log of the picture register 图片台账日志</h1>"
        + table(
            ("Day", "What", "Pictures", "In order", "Remark"),
            [tuple(c.replace("LM-", f"{s.mark}-") for c in r) for r in rows],
            numbers=(2, 3),
        )
        + signed((signature(s.studio[0]), f"{s.studio[0]}, Studio Lead", "September 21, 2026"))
    )
    return sheet("Register log", body, day="2026-09-21", foot=f"{s.shop}, picture register", tone=_OWN, language="en-US")
