"""Who and what the example is about. All names are invented; all times are those of Jakarta."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from kit.demo.variants import another

DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(2026, 7, 14), date(2026, 11, 8)
WINDOW = (date(2026, 9, 13), date(2026, 10, 12))  # what the notice counts
LIVES = (date(2026, 9, 25), date(2026, 9, 26))  # from seven to ten in the evening
REPLAY = date(2026, 9, 27)  # the videos of the live go on selling
NEXT_LIVE = date(2026, 10, 29)  # the first by the new rule
EXTRA = (date(2026, 9, 29), date(2026, 9, 30))  # days with a second shift
EXPORTED = datetime(2026, 11, 9, 8, 10)  # noqa: DTZ001 - exports state local times
TABLES, TWO_SHIFTS = 80, 170
"""Parcels that are packed in a day, and with the second shift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Names, ids and size. `planted`: who makes the spike: a creator's live with new buyers, or five buyers again and again."""

    name: str = "id-live-spike"
    seed: int = 925
    violation: str = "7580264419037256"
    seller: str = "PT Rona Dapur Sejahtera"
    seller_zh: str = "罗娜厨房用品（印尼）有限公司"
    shop: str = "Rona Dapur"
    shop_code: str = "IDLCRDS4"
    mark: str = "RD"  # of its SKUs
    warehouse: str = "Tangerang"
    carrier: str = "Layar Ekspres"
    creator: str = "dapurkirana"
    supplier: str = "Foshan Qingteng Small Appliance Co., Ltd."
    supplier_zh: str = "佛山青藤小家电有限公司"
    inspector: str = "PT Cermat Mutu Inspeksi"
    signer: tuple[str, str] = ("Lin Jiayi", "林佳怡")
    marketing: tuple[str, str] = ("Bagas Wicaksono", "")
    keeper: tuple[str, str] = ("Sari Lestari", "")
    orders_a_day: float = 14.0
    planted: Literal["live", "few"] = "live"


MAIN = Scenario()

_OTHERS = (
    ("PT Griya Masak Bersama", "格里雅厨具（印尼）有限公司", "Griya Masak", "GM"),
    ("PT Sendok Emas Nusantara", "金勺家居（印尼）有限公司", "Sendok Emas", "SE"),
)


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed)
