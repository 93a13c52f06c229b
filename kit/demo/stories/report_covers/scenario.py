"""The shops of the story. Planted: the report holds the part that the notice misses, and was on file before the first sale."""

from dataclasses import dataclass
from datetime import date

from kit.demo.variants import another


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `has_part_3`: whether the report covers what the notice misses; without it the notice is right."""

    name: str
    seller: str
    seller_zh: str
    shop: str
    shop_code: str
    mark: str  # of its SKUs
    laboratory: str
    report: str
    violation: str
    signer: tuple[str, str]
    has_part_3: bool = True
    seed: int = 3306


MAIN = Scenario(
    name="uk-toy-report-covers",
    seller="Yongkang Mulin Wooden Toys Co., Ltd.",
    seller_zh="永康木林木制玩具有限公司",
    shop="Mulin Play UK",
    shop_code="GBLCMLP2",
    mark="ML",
    laboratory="Jinhua Ruiyan Testing Laboratory",
    report="RY26-07-1184",
    violation="7560417738205561",
    signer=("Ye Lan", "叶岚"),
)

_OTHERS = (
    ("Yunhe Songguo Toys Co., Ltd.", "云和松果玩具有限公司", "Songguo Toys UK", "SG"),
    ("Ningbo Lanting Crafts Co., Ltd.", "宁波兰亭工艺品有限公司", "Lanting Kids UK", "LT"),
)


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed, report=f"RY26-07-{1000 + (number * 37 + seed) % 900}")


TESTED, DECLARED, SOLD_FROM, NOTICE, LETTER = (
    date(2026, 7, 17),
    date(2026, 7, 20),
    date(2026, 8, 3),
    date(2026, 9, 14),
    date(2026, 9, 21),
)
GOODS = (("ST-20", "Stacking rings, 20 cm", "MW-ST20", 14.99), ("ST-30", "Stacking rings, 30 cm", "MW-ST30", 19.99),
         ("TR-01", "Pull-along train", "MW-TR01", 24.99), ("TR-02", "Train wagons, set of 2", "MW-TR02", 17.49))  # fmt: skip
"""Code, name, model, price."""
ELEMENTS = (("Aluminium", "2,250", "31"), ("Barium", "1,500", "4.6"), ("Cadmium", "1.3", "< 0.1"), ("Chromium (VI)", "0.02", "< 0.005"),
            ("Lead", "2.0", "0.2"), ("Mercury", "7.5", "< 0.1"), ("Nickel", "75", "0.4"), ("Zinc", "3,750", "12"))  # fmt: skip
"""Of the coatings, in mg/kg: element, limit printed by the laboratory, highest result. Invented."""
