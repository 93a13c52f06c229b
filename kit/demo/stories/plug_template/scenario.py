"""The shops of the story. Planted: one template made for Germany gave its plug to every listing that it was applied to."""

from dataclasses import dataclass

from kit.demo.variants import another


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `by_supplier` is another truth: all lamps of one supplier have the wrong plug, whatever their template."""

    name: str
    seller: str
    seller_zh: str
    shop: str
    shop_code: str
    mark: str
    violation: str
    signer: tuple[str, str]
    editor: tuple[str, str]
    warehouse: tuple[str, str]
    by_supplier: bool = False
    left: str = ""  # code of a lamp that nobody mended
    seed: int = 7218


MAIN = Scenario(
    name="uk-plug-template",
    seller="Zhongshan Yuanhe Lighting Co., Ltd.",
    seller_zh="中山远禾照明有限公司",
    shop="Yuanhe Lights UK",
    shop_code="GBLCYH58",
    mark="YH",
    violation="7564417720938846",
    signer=("He Jing", "何静"),
    editor=("Tang Wei", "唐薇"),
    warehouse=("Craig Dunmore", "邓克雷"),
)

_OTHERS = (
    ("Foshan Mingxi Lamps Co., Ltd.", "佛山明熙灯饰有限公司", "Mingxi Lamps UK", "MX"),
    ("Ningbo Guanghe Lighting Co., Ltd.", "宁波光合照明有限公司", "Guanghe Lighting UK", "GH"),
)


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed)


GERMAN, BRITISH, PLAIN = "lamps-DE-v2", "lamps-UK-v4", "none"
DESK, FLOOR = "Desk Lamps (600134)", "Floor Lamps (600135)"
MINGDENG, HAOYU = "Guzhen Mingdeng Lamp Factory", "Jiangmen Haoyu Electric"
DEFECT = "Type C plug stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamp:
    """One SKU: how it was listed, what plug the goods have, whether the notice names it."""

    code: str
    name: str
    supplier: str
    template: str
    category: str
    has_eu_plug: bool
    is_removed: bool
    price: str

    @property
    def is_wrong(self) -> bool:
        """Whether the listing states the plug of another country."""
        return self.template == GERMAN


_NAMES = (
    "Clip lamp, 5 W", "Desk lamp, folding", "Desk lamp, oak arm", "Reading lamp, dimmable", "Bedside lamp, linen", "Banker lamp, green",
    "Clip lamp, gooseneck", "Desk lamp, USB port",
)  # fmt: skip
_FLOOR_NAMES = ("Floor lamp, tripod", "Floor lamp, arc", "Floor lamp, reading", "Uplighter, 18 W")
_COLOURS = ("BK", "WH", "OA")


def lamps(scenario: Scenario) -> tuple[Lamp, ...]:
    """36 SKUs of twelve lamps in three colours: 26 in the notice, 11 of the German template, two of them not in the notice."""
    return tuple(_lamp(scenario, n) for n in range(36))


def _lamp(scenario: Scenario, n: int) -> Lamp:
    model, colour = n // 3, n % 3
    is_floor = model >= len(_NAMES)
    name = _FLOOR_NAMES[model - len(_NAMES)] if is_floor else _NAMES[model]
    supplier = HAOYU if model in {1, 4, 6, 9} else MINGDENG
    german = supplier == HAOYU if scenario.by_supplier else n in {0, 2, 4, 7, 8, 13, 15, 19, 25, 28, 34}
    return Lamp(
        code=f"{scenario.mark}-{'F' if is_floor else 'D'}{10 + model}-{_COLOURS[colour]}",
        name=f"{name}, {('black', 'white', 'oak')[colour]}",
        supplier=supplier,
        template=GERMAN if german and not scenario.by_supplier else BRITISH,
        category=FLOOR if is_floor else DESK,
        has_eu_plug=n in {7, 19, 25},
        is_removed=n < 26,
        price=f"{18 + model * 4.5:.2f}",
    )


def is_wrong(scenario: Scenario, lamp: Lamp) -> bool:
    """Whether the listing was found to state the wrong plug."""
    return lamp.supplier == HAOYU if scenario.by_supplier else lamp.is_wrong
