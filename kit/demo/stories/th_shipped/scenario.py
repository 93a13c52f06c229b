"""Who and what the example is about. All names are invented; all times are those of Bangkok."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

FIRST_DAY, LAST_DAY = date(2026, 8, 3), date(2026, 10, 12)
FREE = frozenset({date(2026, 8, 12), date(2026, 10, 13)})  # public holidays of those weeks
CHANGED = date(2026, 8, 24)  # from this day the sets arrive as loose pieces
WINDOW = (CHANGED, date(2026, 9, 20))  # what the notice counts
MENDED = date(2026, 9, 25)  # from this day every set is packed every working day
EXPORTED = datetime(2026, 10, 14, 8, 0)  # noqa: DTZ001
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Names, ids and size. `defect`: what is late by the turn: the sets, as the case says, or one carrier's parcels."""

    name: str = "th-late-shipped"
    seed: int = 9021
    violation: str = "7551906642183075"
    seller: str = "Ruenmai Trading (Thailand) Co., Ltd."
    shop: str = "Ruenmai Spa and Home"
    shop_code: str = "THLCRSH3"
    warehouse: str = "Bang Phli"
    carrier: str = "Siam Swift Parcel"
    second_carrier: str = "Chao Phraya Express"
    supplier: str = "Yiwu Lanxi Gift Co., Ltd."
    supplier_zh: str = "义乌兰熙礼品有限公司"
    signer: tuple[str, str] = ("Kanokwan Srisuk", "Operations Manager")
    lead: tuple[str, str] = ("Anan Boonmee", "Warehouse Lead")
    keeper: tuple[str, str] = ("Chalita Phromma", "Shop Manager")
    orders_a_day: float = 36.0
    sets_share: float = 0.36
    mislaid: float = 0.009
    defect: Literal["sets", "carrier"] = "sets"


MAIN = Scenario()

_SHOPS = (
    ("Baan Lomyen (Thailand) Co., Ltd.", "Baan Lomyen", "THLCBLY8"),
    ("Chaba Living (Thailand) Co., Ltd.", "Chaba Living", "THLCCHB2"),
    ("Doi Nang Home (Thailand) Co., Ltd.", "Doi Nang Home", "THLCDNH6"),
)


def variant(number: int, seed: int = MAIN.seed) -> Scenario:
    """The main example for 1; for every further number another shop with the same story."""
    if number == 1 and seed == MAIN.seed:
        return MAIN
    chance = Random(f"{seed}/{number}")  # noqa: S311 - a seeded example, not a secret
    seller, shop, code = chance.choice(_SHOPS)
    return replace(
        MAIN,
        name=f"th-late-shipped-{number:03}",
        seed=int(chance.random() * 1e9),
        violation=f"7551{chance.randrange(10**11, 10**12)}",
        seller=seller,
        shop=shop,
        shop_code=code,
        warehouse=chance.choice(("Bang Phli", "Lat Krabang", "Khlong Luang")),
        orders_a_day=round(chance.uniform(33, 39), 1),
        sets_share=round(chance.uniform(0.34, 0.4), 3),
    )
