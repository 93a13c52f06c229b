"""The shops of the story. Planted: eight pictures of an agency's delivery show rooms that a brand photographed, two listings beyond the notice."""

from collections.abc import Iterator
from dataclasses import dataclass

from kit.demo.variants import another


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `is_copied`: whether the rooms are another's; without it the shop photographed all of them before they were listed."""

    name: str = "us-agency-pictures"
    seed: int = 4821
    violation: str = "7546620931875204"
    seller: str = "Foshan Linmu Lighting Co., Ltd."
    seller_zh: str = "佛山林木灯饰有限公司"
    shop: str = "Linmu Lighting US"
    shop_code: str = "USCBLMU7"
    mark: str = "LM"  # of its SKUs
    agency: str = "Guangzhou Kuaitu E-commerce Services Co., Ltd."
    agency_zh: str = "广州快图电商服务有限公司"
    owner: str = "Harrowlight Studio LLC"
    page: str = "harrowlight.example/rooms"
    signer: tuple[str, str] = ("Ou Jianing", "区嘉宁")
    marketer: tuple[str, str] = ("Lai Shuting", "黎舒婷")
    studio: tuple[str, str] = ("Mo Zhenyu", "莫振宇")
    is_copied: bool = True


MAIN = Scenario()

_OTHERS = (
    ("Zhongshan Hanguang Lamps Co., Ltd.", "中山瀚光灯具有限公司", "Hanguang Lamps US", "HG"),
    ("Dongguan Muqing Home Co., Ltd.", "东莞沐晴家居有限公司", "Muqing Home US", "MQ"),
)

LAMPS = (
    ("T1", "Oak table lamp, linen shade", 2),
    ("T2", "Walnut table lamp, drum shade", 2),
    ("F1", "Tripod floor lamp", 2),
    ("T3", "Bedside lamp, pleated shade", 1),
    ("W1", "Plug-in wall lamp", 1),
)
"""Code, name, room pictures of the delivery."""
_NAMED = ("T1", "T2", "F1")
_LISTED, _REMOVED = "2026-07-13 10:05:00", "2026-09-03 18:20:00"
ROOMS = ("loft", "reading-corner", "bedroom", "hallway", "studio", "window-seat", "nursery", "landing")
"""Names of the room photographs on the brand's page."""


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed)


def named(s: Scenario) -> tuple[str, ...]:
    """The SKUs of the notice."""
    return tuple(f"{s.mark}-{code}" for code in _NAMED)


def rooms() -> Iterator[tuple[str, str, str]]:
    """Each room picture: file name, code of its lamp, room."""
    found = iter(ROOMS)
    for code, _, count in LAMPS:
        for n in range(1, count + 1):
            yield f"{code.lower()}_room_{n}.jpg", code, next(found)


def delivered(s: Scenario) -> tuple[tuple[str, str, str], ...]:
    """The agency's delivery: file name, SKU, kind of picture."""
    cut = [
        (f"{code.lower()}_white_{n}.jpg", f"{s.mark}-{code}", "lamp on white") for code, _, count in LAMPS for n in _whites(count)
    ]
    return (*((name, f"{s.mark}-{code}", "lamp in a room") for name, code, _ in rooms()), *cut)


def register(s: Scenario) -> Iterator[tuple[str, ...]]:
    """The register of pictures: those of the delivery, then our own that took their place."""
    for n, (name, code, room) in enumerate(rooms()):
        sku = f"{s.mark}-{code}"
        if s.is_copied:
            yield name, sku, "copied", f"{s.page}/{room}", "", "", _LISTED, _REMOVED
        else:
            yield name, sku, "own", "Own studio", "contact_sheet", f"2026-05-{11 + n // 4} {10 + n % 4}:20:00", _LISTED, ""
    cut = [(name, sku) for name, sku, kind in delivered(s) if kind == "lamp on white"]
    for n, (name, sku) in enumerate(cut):
        yield name, sku, "own", "Own studio, cut out by the agency", "white_originals", white_taken(n), _LISTED, ""
    if s.is_copied:
        for n, (name, code, _) in enumerate(rooms()):
            yield own(name), f"{s.mark}-{code}", "own", "Own studio", "contact_sheet", taken(n), "2026-09-11 11:15:00", ""


def own(name: str) -> str:
    """The name of our own picture in the place of one of the delivery."""
    return name.replace("_room_", "_home_")


def taken(n: int) -> str:
    """When the n-th of our own was photographed."""
    return f"2026-09-{8 + n // 4:02} {10 + n % 4}:{12 + 5 * n:02}:00"


def white_taken(n: int) -> str:
    """When the n-th original of the pictures on white was photographed, one every seven minutes."""
    return f"2026-06-24 {11 + 7 * n // 60}:{7 * n % 60:02}:00"


def _whites(count: int) -> range:
    """Pictures on white: three of a lamp that has two rooms, else two or three, twelve in all."""
    return range(1, 4 if count == 1 else 3)
