"""The shops of the story. Planted: from one delivery on, four towels are lighter than their listing says, and one is smaller too."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from kit.demo.variants import another

FIRST_DAY, LAST_DAY = date(2026, 7, 1), date(2026, 10, 11)
SOLD_FROM = date(2026, 8, 10)  # from this day the towels sold are of the new lot
REMOVED = datetime(2026, 9, 15, 16, 20)  # noqa: DTZ001 - the export states local times
EXPORTED = datetime(2026, 10, 12, 9, 10)  # noqa: DTZ001


@dataclass(frozen=True, slots=True)
class Good:
    """One SKU: what its listing states of it and, where that differs, what the lot on sale measures."""

    code: str
    name: str
    variation: str
    price: float
    weight: int  # g/m², as listed
    size: str
    lot_weight: int | None = None
    lot_size: str | None = None

    @property
    def measured(self) -> int:
        """Weight of the lot on sale."""
        return self.lot_weight or self.weight

    @property
    def measured_size(self) -> str:
        """Size of the lot on sale."""
        return self.lot_size or self.size

    @property
    def is_thin(self) -> bool:
        """Whether it differs from its listing."""
        return (self.weight, self.size) != (self.measured, self.measured_size)


TOWEL, SHEET = "Combed cotton bath towel 650 GSM", "Combed cotton bath sheet 650 GSM"
OLD_WEIGHT, NEW_WEIGHT, NEW_SIZE = 650, 460, "86 x 172 cm"
CATALOGUE = (
    Good("BT-W", TOWEL, "White", 21.90, OLD_WEIGHT, "70 x 140 cm"),
    Good("BT-G", TOWEL, "Grey", 21.90, OLD_WEIGHT, "70 x 140 cm"),
    Good("BT-N", TOWEL, "Navy", 21.90, OLD_WEIGHT, "70 x 140 cm"),
    Good("BS-W", SHEET, "White", 34.90, OLD_WEIGHT, "90 x 180 cm"),
    Good("HT-W", "Cotton hand towel", "White", 8.90, 500, "40 x 75 cm"),
    Good("FT-6", "Cotton face towels, set of 6", "Mixed", 14.50, 450, "30 x 30 cm"),
    Good("BM-G", "Woven bath mat", "Grey", 17.90, 1000, "50 x 80 cm"),
    Good("RB-M", "Waffle robe", "M", 45.00, 320, "One length, 115 cm"),
)
THIN = ("BT-W", "BT-G", "BT-N", "BS-W")
"""The SKUs of the new lot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `is_thin`: whether the new lot is lighter than listed; without it the goods agree and parcels were broken on the way."""

    name: str = "sg-thin-towels"
    seed: int = 6417
    violation: str = "7563108829471650"
    seller: str = "Nantong Yunrou Home Textiles Co., Ltd."
    seller_zh: str = "南通云柔家用纺织品有限公司"
    shop: str = "Yunrou Living SG"
    shop_code: str = "SGCBYRL6"
    mark: str = "YR"  # of its SKUs
    warehouse: str = "Tuas"
    carrier: str = "Merlin Parcel"
    mill: str = "Gaoyang Huirong Weaving Mill"
    mill_zh: str = "高阳汇绒织造厂"
    laboratory: str = "Kallang Textile Testing Pte. Ltd."
    report: str = "KTT-26-09-0831"
    signer: tuple[str, str] = ("Qian Wenxiu", "钱文秀")
    buyer: tuple[str, str] = ("Fang Zhiyuan", "方志远")
    lead: tuple[str, str] = ("Goh Swee Leng", "吴瑞玲")
    held: int = 536  # pieces of the lot in the warehouse on the day of the notice
    is_thin: bool = True


MAIN = Scenario()

_OTHERS = (
    ("Gaomi Qingmian Textiles Co., Ltd.", "高密清棉纺织有限公司", "Qingmian Home SG", "QM"),
    ("Haining Songyun Bedding Co., Ltd.", "海宁松云家纺有限公司", "Songyun SG", "SY"),
)


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed)


def goods(scenario: Scenario) -> tuple[Good, ...]:
    """The catalogue with what the lot on sale measures."""
    return tuple(_measured(good) if scenario.is_thin and good.code in THIN else good for good in CATALOGUE)


def named(scenario: Scenario) -> tuple[str, ...]:
    """The SKUs of the notice."""
    return tuple(f"{scenario.mark}-{code}" for code in THIN)


def _measured(good: Good) -> Good:
    return replace(good, lot_weight=NEW_WEIGHT, lot_size=NEW_SIZE if good.code == "BS-W" else None)
