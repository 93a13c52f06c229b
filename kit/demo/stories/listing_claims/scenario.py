"""The shops of the story, and their catalogue: 24 listings of home devices, 96 SKUs."""

from dataclasses import dataclass

from kit.demo.variants import another


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `edited`: how many listings the batch edit reached; 1 is another truth, in which nobody edited in bulk."""

    name: str
    seller: str
    seller_zh: str
    shop: str
    shop_code: str
    mark: str  # of its SKUs
    supplier: str
    supplier_zh: str
    violation: str
    signer: tuple[str, str]
    editor: tuple[str, str]
    reviewer: tuple[str, str]
    orders: int  # sold under the words
    edited: int = 12
    seed: int = 4108


MAIN = Scenario(
    name="us-listing-claims",
    seller="Ningbo Haolan Electric Appliance Co., Ltd.",
    seller_zh="宁波皓岚电器有限公司",
    shop="Haolan Home",
    shop_code="USLCHLH3",
    mark="HL",
    supplier="Cixi Weidun Motor Factory",
    supplier_zh="慈溪市维顿电机厂",
    violation="7548102263917745",
    signer=("Shen Yue", "沈悦"),
    editor=("Fang Min", "方敏"),
    reviewer=("Gu Tao", "顾涛"),
    orders=318,
)

_OTHERS = (
    ("Suzhou Qinghe Home Technology Co., Ltd.", "苏州清禾家居科技有限公司", "Qinghe Living", "QH"),
    ("Zhongshan Luoman Appliances Co., Ltd.", "中山洛曼电器有限公司", "Luoman Home", "LM"),
    ("Hefei Beichen Smart Home Co., Ltd.", "合肥北辰智能家居有限公司", "Beichen Home", "BC"),
)


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed, orders=240 + (number * 37 + seed) % 160)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One listing: its code, its name, plain facts, the names of its variations."""

    code: str
    name: str
    category: str
    facts: tuple[str, ...]
    variations: tuple[str, ...]
    price: float


_FLOOR, _AIR, _KITCHEN = "Vacuums & Floor Care (810120)", "Air Treatment (810240)", "Kitchen Appliances (809600)"
_WHITE4, _WHITE3 = ("White", "Grey", "Sage", "Navy"), ("White", "Grey", "Sage")
_FIVE = ("White", "Grey", "Sage", "Navy", "Cream")

CATALOGUE: tuple[Product, ...] = (
    Product(code="MV01", name="Mattress vacuum, corded, 12 kPa", category=_FLOOR, facts=("0.4 L dust cup", "Washable HEPA filter", "5 m cord"), variations=_WHITE4, price=59.9),
    Product(code="MV02", name="Mattress vacuum, cordless, 10 kPa", category=_FLOOR, facts=("0.3 L dust cup", "25 minutes on one charge"), variations=("White", "Grey"), price=74.9),
    Product(code="HV11", name="Handheld vacuum, 9 kPa", category=_FLOOR, facts=("0.5 L dust cup", "Crevice tool and brush"), variations=_WHITE4, price=39.9),
    Product(code="HV12", name="Handheld vacuum for cars, 8 kPa", category=_FLOOR, facts=("12 V plug", "4.5 m cord"), variations=_FIVE, price=34.9),
    Product(code="SV21", name="Stick vacuum, 20 kPa", category=_FLOOR, facts=("1.0 L dust cup", "40 minutes on one charge"), variations=_WHITE4, price=129.0),
    Product(code="SV22", name="Stick vacuum, foldable, 18 kPa", category=_FLOOR, facts=("Folds to 68 cm", "0.8 L dust cup"), variations=_WHITE3, price=119.0),
    Product(code="RV31", name="Robot vacuum with dock", category=_FLOOR, facts=("110 minutes on one charge", "Maps two floors"), variations=_WHITE4, price=189.0),
    Product(code="SM41", name="Steam mop", category=_FLOOR, facts=("0.35 L tank", "Two pads"), variations=_WHITE4, price=69.9),
    Product(code="SC42", name="Handheld steam cleaner", category=_FLOOR, facts=("0.25 L tank", "Nine tools"), variations=_FIVE, price=49.9),
    Product(code="UC51", name="Upholstery cleaner", category=_FLOOR, facts=("1.2 L tank", "2.4 m hose"), variations=_WHITE3, price=109.0),
    Product(code="LB61", name="Lint and hair brush, electric", category=_FLOOR, facts=("60 minutes on one charge",), variations=_WHITE4, price=24.9),
    Product(code="PB62", name="Pet bed vacuum head", category=_FLOOR, facts=("Fits 32 mm tubes",), variations=_WHITE4, price=19.9),
    Product(code="AP71", name="Air purifier for 20 m² rooms", category=_AIR, facts=("H13 filter", "Sleep mode, 26 dB"), variations=_WHITE3, price=99.0),
    Product(code="AP72", name="Air purifier for 40 m² rooms", category=_AIR, facts=("H13 filter", "Sleep mode, 29 dB"), variations=_WHITE4, price=149.0),
    Product(code="HU73", name="Humidifier, 3 L", category=_AIR, facts=("Runs 24 hours on one tank",), variations=_WHITE4, price=39.9),
    Product(code="HU74", name="Humidifier, 5 L, top fill", category=_AIR, facts=("Runs 36 hours on one tank",), variations=_FIVE, price=54.9),
    Product(code="DH75", name="Dehumidifier, 1.5 L", category=_AIR, facts=("Takes 0.5 L a day at 26 °C",), variations=_WHITE4, price=64.9),
    Product(code="FN76", name="Tower fan", category=_AIR, facts=("Three speeds", "Timer to 8 hours"), variations=_WHITE3, price=59.9),
    Product(code="FN77", name="Desk fan, USB", category=_AIR, facts=("1.5 m cable",), variations=_WHITE4, price=17.9),
    Product(code="KT81", name="Gooseneck kettle, 0.8 L", category=_KITCHEN, facts=("Holds 40 to 100 °C",), variations=("White", "Grey", "Sage", "Navy", "Cream", "Black"), price=59.9),
    Product(code="KT82", name="Travel kettle, 0.5 L", category=_KITCHEN, facts=("120 V and 240 V",), variations=_WHITE4, price=29.9),
    Product(code="BL83", name="Personal blender", category=_KITCHEN, facts=("0.4 L cup", "15 drinks on one charge"), variations=_WHITE4, price=32.9),
    Product(code="MG84", name="Coffee mill, burr", category=_KITCHEN, facts=("Nine settings",), variations=_WHITE4, price=44.9),
    Product(code="SC85", name="Kitchen scale, 5 kg", category=_KITCHEN, facts=("1 g steps",), variations=_FIVE, price=15.9),
)  # fmt: skip
"""The first twelve share the template that was edited; the first two are those of the notice."""

PHRASES = ("medical grade UV sterilization", "kills 99.9% of dust mites", "relieves asthma and allergies")
COPIED = (
    "The 253 nm lamp gives medical grade UV sterilization.",
    "It kills 99.9% of dust mites and relieves asthma and allergies.",
)
"""The supplier's two sentences as the batch edit put them into each description."""


def skus(scenario: Scenario, count: int) -> tuple[str, ...]:
    """Seller SKUs of the first so many listings."""
    return tuple(sku for p in CATALOGUE[:count] for sku in _skus(scenario, p))


def _skus(scenario: Scenario, product: Product) -> tuple[str, ...]:
    return tuple(f"{scenario.mark}-{product.code}-{v[:2].upper()}" for v in product.variations)


def named(scenario: Scenario) -> tuple[str, ...]:
    """The SKUs that the notice names."""
    return skus(scenario, min(2, scenario.edited))
