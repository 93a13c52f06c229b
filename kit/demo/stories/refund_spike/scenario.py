"""Who and what the example is about. All names are invented; all times are those of Jakarta."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Literal

FIRST_DAY, LAST_DAY = date(2026, 7, 27), date(2026, 11, 8)
BATCH = date(2026, 9, 7)  # from this day the backpacks sold are of the new batch
PAUSED = date(2026, 9, 22)  # on this day the listing is paused
REOPENED = date(2026, 10, 13)  # on this day it opens again, with another batch
WINDOW = (date(2026, 9, 1), date(2026, 9, 30))  # what the notice counts
NO_SATURDAYS = date(2026, 9, 5)  # from this day nobody answers on Saturdays
WEEKENDS = date(2026, 9, 26)  # from this day somebody answers on Saturdays and Sundays
EXPORTED = datetime(2026, 11, 9, 8, 15)  # noqa: DTZ001
DAY = timedelta(days=1)

Planted = Literal["batch", "way", "mix"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Names, ids and size.

    `planted`: what the rise comes from: the batch, as the case says; one carrier that breaks parcels; or more sales of a SKU that
    always came back often.
    """

    name: str = "id-refund-spike"
    seed: int = 20260907
    violation: str = "7553120948866174"
    seller: str = "PT Kelana Tas Nusantara"
    shop: str = "Kelana Tas"
    shop_code: str = "IDLCKLT5"
    warehouse: str = "Cikarang"
    carriers: tuple[str, str] = ("Layar Ekspres", "Nuri Logistik")
    supplier: str = "Quanzhou Haoyue Bags Co., Ltd."
    supplier_zh: str = "泉州皓悦箱包有限公司"
    inspector: str = "PT Mitra Uji Cermat"
    signer: tuple[str, str] = ("Ratih Kusumawardani", "Operations Director")
    keeper: tuple[str, str] = ("Yusuf Hidayat", "Quality and Warehouse Lead")
    care: tuple[str, str] = ("Dimas Prasetyo", "Customer Care Lead")
    orders_a_day: float = 28.0
    breaks: float = 0.36  # of the batch's backpacks
    held: int = 318  # pieces of the batch on the shelf on the day of the pause
    planted: Planted = "batch"


MAIN = Scenario()

_SHOPS = (
    ("PT Ransel Jaya Selaras", "Ransel Jaya", "IDLCRJS3"),
    ("PT Cakra Koper Utama", "Cakra Koper", "IDLCCKU8"),
    ("PT Bumi Tualang Mandiri", "Bumi Tualang", "IDLCBTM2"),
)


def variant(number: int, seed: int = MAIN.seed) -> Scenario:
    """The main example for 1; for every further number another shop with the same story."""
    if number == 1 and seed == MAIN.seed:
        return MAIN
    chance = Random(f"{seed}/{number}")  # noqa: S311 - a seeded example, not a secret
    seller, shop, code = chance.choice(_SHOPS)
    return replace(
        MAIN,
        name=f"{MAIN.name}-{number:03}",
        seed=int(chance.random() * 1e9),
        violation=f"7553{chance.randrange(10**11, 10**12)}",
        seller=seller,
        shop=shop,
        shop_code=code,
        warehouse=chance.choice(("Cikarang", "Tangerang", "Karawang")),
        orders_a_day=round(chance.uniform(26, 31), 1),
        breaks=round(chance.uniform(0.33, 0.42), 2),
        held=chance.randrange(240, 420),
    )
