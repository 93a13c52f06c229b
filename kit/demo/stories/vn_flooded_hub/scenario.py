"""Who and what the example is about. All names are invented; all times are those of Viet Nam."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

FIRST_DAY, LAST_DAY = date(2026, 8, 17), date(2026, 10, 11)
FREE = frozenset({date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)})  # public holidays of those weeks
MADE_UP = frozenset({date(2026, 8, 22)})  # the Saturday worked for the Monday before the holiday
WINDOW = (date(2026, 9, 1), date(2026, 9, 30))  # what the notice counts
FLOODED, OPEN_AGAIN = datetime(2026, 9, 14, 2, 30), datetime(2026, 9, 23, 6, 0)  # noqa: DTZ001
EXPORTED = datetime(2026, 10, 12, 8, 5)  # noqa: DTZ001
DAY = timedelta(days=1)

Planted = Literal["hub", "late", "goods"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Names, ids and size.

    `planted`: why parcels to the centre came back: the flooded hub, as the case says; the shop, which handed those parcels over
    days too late; or the goods, which were faulty.
    """

    name: str = "vn-flooded-hub"
    slug: str = "may-tre-hoa-an"
    seed: int = 5309
    violation: str = "7559034816620473"
    seller: str = "Công ty TNHH Mây Tre Hòa An"
    seller_en: str = "Hoa An Rattan and Bamboo Co., Ltd."
    shop: str = "Mây Tre Hòa An"
    shop_code: str = "VNLCMTH4"
    warehouse: str = "Thuận An"
    carrier: str = "Nam Giang Express"
    hub: str = "Hòa Phước"
    signer: str = "Nguyễn Thu Hà"
    dock_lead: str = "Lê Quốc Bảo"
    officer: str = "Phan Minh Tuấn"
    orders_a_day: float = 27.0
    planted: Planted = "hub"


MAIN = Scenario()

_SHOPS = (
    ("Công ty TNHH Gốm Sông Bé", "Song Be Ceramics Co., Ltd.", "Gốm Sông Bé", "gom-song-be", "VNLCGSB7"),
    ("Công ty TNHH Lụa Vạn An", "Van An Silk Co., Ltd.", "Lụa Vạn An", "lua-van-an", "VNLCLVA2"),
)


def variant(number: int, seed: int = MAIN.seed) -> Scenario:
    """The main example for 1; for every further number another shop with the same story."""
    if number == 1 and seed == MAIN.seed:
        return MAIN
    chance = Random(f"{seed}/{number}")  # noqa: S311 - a seeded example, not a secret
    seller, seller_en, shop, slug, code = chance.choice(_SHOPS)
    return replace(
        MAIN,
        name=f"{MAIN.name}-{number:03}",
        slug=slug,
        seed=int(chance.random() * 1e9),
        violation=f"7559{chance.randrange(10**11, 10**12)}",
        seller=seller,
        seller_en=seller_en,
        shop=shop,
        shop_code=code,
        orders_a_day=round(chance.uniform(25, 29), 1),
    )
