"""Who and what the case is about, and how many listings took the word. All names, marks and numbers are invented."""

from dataclasses import dataclass
from random import Random

MAIN_SEED = 6481

EARLIER, NOTICED, AFTER = "2026-08-03", "2026-09-08", "2026-09-21"
"""Days of the exports of listings: the monthly one, that of the notice, the last before the letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A replacement part of the catalogue: unbranded, made to a measure."""

    code: str
    name: str
    measure: str
    fits: str  # the machine's model in the fitment sheet
    price: str

    @property
    def plain(self) -> str:
        """Its name within a sentence."""
        return self.name if self.name[:2].isupper() else self.name[0].lower() + self.name[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One example: names, ids and the size of the defect."""

    name: str
    seed: int
    violation: str
    seller: str
    seller_zh: str
    shop: str
    shop_code: str
    mark: str
    owner: str
    number: str
    manager: tuple[str, str]
    data_lead: tuple[str, str]
    storekeeper: tuple[str, str]
    named: int = 14  # listings that took the word from the fitment sheet
    complained: int = 6  # of these, in the notice
    left: int = 0  # of these, still with the word in the last export
    cartons: int = 412


_SHAPES = (
    ("HEPA filter", "4.1 x 2.6 in", "V6"), ("HEPA filter", "4.4 x 2.6 in", "V8"), ("HEPA filter", "5.0 x 3.1 in", "V10"),
    ("Foam pre-filter", "3.2 in round", "V6"), ("Foam pre-filter", "3.5 in round", "V8"), ("Foam pre-filter", "3.9 in round", "V10"),
    ("Roller brush", "9.8 in", "V8"), ("Roller brush", "10.2 in", "V10"), ("Side brush, pair", "5.9 in", "R3"),
    ("Side brush, pair", "6.3 in", "R5"), ("Mop pad, 4 pieces", "11.4 x 5.5 in", "R3"), ("Mop pad, 4 pieces", "12.2 x 5.9 in", "R5"),
    ("Dust bag, 6 pieces", "2.5 L", "D2"), ("Dust bag, 6 pieces", "3.0 L", "D4"), ("Crevice tool", "1.25 in inlet", ""),
    ("Crevice tool", "1.38 in inlet", ""), ("Dusting brush", "1.25 in inlet", ""), ("Dusting brush", "1.38 in inlet", ""),
    ("Hose adapter", "1.25 to 1.38 in", ""), ("Hose adapter", "1.38 to 1.25 in", ""), ("Hose, 6 ft", "1.25 in inlet", ""),
    ("Hose, 6 ft", "1.38 in inlet", ""), ("Wall bracket", "steel", ""), ("Wall bracket", "white", ""),
    ("Cord wrap, 2 pieces", "8 in", ""), ("Wheel, pair", "1.9 in", ""), ("Belt, 2 pieces", "7.5 in", ""),
    ("Belt, 2 pieces", "8.0 in", ""), ("Filter brush", "5 in", ""), ("Storage bag", "14 x 10 in", ""),
    ("Cleaning cloth, 5 pieces", "12 x 12 in", ""), ("Scent card, 8 pieces", "3 x 2 in", ""),
)  # fmt: skip

CATALOGUE = tuple(
    Filter(code=f"QM-{100 + n}", name=name, measure=measure, fits=fits, price=f"{6.49 + n % 9 * 1.5:.2f}")
    for n, (name, measure, fits) in enumerate(_SHAPES)
)

MAIN = Scenario(
    name="us-filters-fit",
    seed=MAIN_SEED,
    violation="7548120933675218",
    seller="Hangzhou Qiaomu Appliance Parts Co., Ltd.",
    seller_zh="杭州乔木家电配件有限公司",
    shop="Qiaomu Parts US",
    shop_code="USLCQMP4",
    mark="Auravane",
    owner="Auravane Home, Inc.",
    number="6481207",
    manager=("Gu Mingzhe", "顾明哲"),
    data_lead=("Tao Ran", "陶然"),
    storekeeper=("Shen Yutong", "沈雨桐"),
)
_SHOPS = (
    ("Ningbo Lanxi Appliance Parts Co., Ltd.", "宁波澜溪家电配件有限公司", "Lanxi Parts US"),
    ("Foshan Jiaheng Appliance Parts Co., Ltd.", "佛山嘉恒家电配件有限公司", "Jiaheng Parts US"),
    ("Suzhou Muyun Appliance Parts Co., Ltd.", "苏州沐云家电配件有限公司", "Muyun Parts US"),
)
_MARKS = (("Auravane", "Auravane Home, Inc."), ("Veloquist", "Veloquist Appliances, Inc."), ("Dornelle", "Dornelle Living, Inc."))


def variant(number: int, seed: int = MAIN_SEED) -> Scenario:
    """The main example for 1; for every further number another shop with the same story and another count of listings."""
    if number == 1 and seed == MAIN_SEED:
        return MAIN
    chance = Random(f"{seed}/{number}")  # noqa: S311 - a seeded example, not a secret
    seller, seller_zh, shop = chance.choice(_SHOPS)
    mark, owner = chance.choice(_MARKS)
    named = chance.randrange(9, 15)
    return Scenario(
        name=f"us-filters-fit-{number:03}",
        seed=int(chance.random() * 1e9),
        violation=f"7548{chance.randrange(10**11, 10**12)}",
        seller=seller,
        seller_zh=seller_zh,
        shop=shop,
        shop_code=f"USLC{''.join(chance.choice('ABCDEFGHJKLMNPQRSTUVWXYZ') for _ in range(4))}",
        mark=mark,
        owner=owner,
        number=str(chance.randrange(6_000_000, 6_900_000)),
        manager=MAIN.manager,
        data_lead=MAIN.data_lead,
        storekeeper=MAIN.storekeeper,
        named=named,
        complained=chance.randrange(4, named - 2),
        cartons=chance.randrange(180, 620),
    )


def skus(scenario: Scenario) -> tuple[str, ...]:
    """The SKUs that the notice names: every other one of those that took the word, then the rest."""
    taken = CATALOGUE[: max(scenario.named, 2 * scenario.complained)]
    return tuple(f.code for f in (*taken[::2], *taken[1::2]))[: scenario.complained]
