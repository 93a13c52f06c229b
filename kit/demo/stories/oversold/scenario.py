"""Who and what the example is about. All names are invented; all times are Pacific."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

FIRST_DAY, LAST_DAY = date(2026, 6, 29), date(2026, 9, 16)
STOPPED = datetime(2026, 7, 20, 2, 10)  # noqa: DTZ001 - the tool's token expired
WINDOW = (date(2026, 7, 20), date(2026, 8, 18))  # what the notice counts
FIRST_EMPTY = datetime(2026, 7, 22, 13, 5)  # noqa: DTZ001
NOTICE = datetime(2026, 8, 20, 9, 40)  # noqa: DTZ001
COMPARED = datetime(2026, 8, 20, 15, 50)  # noqa: DTZ001
CLOSED = datetime(2026, 8, 20, 16, 20)  # noqa: DTZ001 - the three listings were set to nought
LINKED = datetime(2026, 8, 21, 10, 5)  # noqa: DTZ001
COUNTED = datetime(2026, 8, 22, 15, 30)  # noqa: DTZ001
BUFFERED = datetime(2026, 8, 24, 11, 10)  # noqa: DTZ001
IN_FORCE = datetime(2026, 8, 25, 8, 30)  # noqa: DTZ001 - the stock procedure and its first comparison
RENEWED = datetime(2026, 9, 1, 8, 50)  # noqa: DTZ001
EXPORTED = datetime(2026, 9, 17, 8, 15)  # noqa: DTZ001
DAY = timedelta(days=1)

EMPTY = {1: date(2026, 7, 22), 4: date(2026, 7, 24), 9: date(2026, 7, 27)}
"""The SKUs that sold from an empty shelf (numbers), each from its day on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Names, ids and size. `defect`: what the cancelled orders share: three SKUs without stock, or a wrong price."""

    name: str = "us-oversold"
    seed: int = 6133
    violation: str = "7513370928446105"
    seller: str = "Orvane Audio Technology (Shenzhen) Co., Ltd."
    seller_zh: str = "欧梵声学科技（深圳）有限公司"
    shop: str = "Orvane Audio US"
    shop_code: str = "USCBORV5"
    warehouse: str = "Carson CA"
    tool: str = "Stocklane"
    signer: tuple[str, str] = ("Xie Minru", "谢敏茹")
    keeper: tuple[str, str] = ("Deng Haoyu", "邓浩宇")
    lead: tuple[str, str] = ("Marisol Vega", "")
    orders_a_day: float = 31.0
    cancelled: float = 0.33  # of the orders for an empty SKU: those for which nothing came back to the shelf
    defect: Literal["stock", "price"] = "stock"


MAIN = Scenario()

_SHOPS = (
    ("Tidewell Sound (Dongguan) Co., Ltd.", "潮声电子（东莞）有限公司", "Tidewell Sound US", "USCBTWS8"),
    ("Kanso Desk (Guangzhou) Co., Ltd.", "简素办公（广州）有限公司", "Kanso Desk US", "USCBKND3"),
)


def variant(number: int, seed: int = MAIN.seed) -> Scenario:
    """The main example for 1; for every further number another shop with the same story."""
    if number == 1 and seed == MAIN.seed:
        return MAIN
    chance = Random(f"{seed}/{number}")  # noqa: S311 - a seeded example, not a secret
    seller, seller_zh, shop, code = chance.choice(_SHOPS)
    return replace(
        MAIN,
        name=f"us-oversold-{number:03}",
        seed=int(chance.random() * 1e9),
        violation=f"7513{chance.randrange(10**11, 10**12)}",
        seller=seller,
        seller_zh=seller_zh,
        shop=shop,
        shop_code=code,
        orders_a_day=round(chance.uniform(28, 34), 1),
    )
