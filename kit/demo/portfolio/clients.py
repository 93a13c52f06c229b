"""The clients of a portfolio: invented firms with their people, goods and shops, each other by its number."""

from dataclasses import dataclass
from random import Random

from kit.demo.filled import slug

_FIRST = (("Lan", "岚"), ("Yun", "云"), ("Mu", "木"), ("Qing", "青"), ("Hao", "皓"), ("Song", "松"), ("Bei", "北"), ("Tang", "棠"), ("Rui", "瑞"), ("Shan", "山"), ("He", "禾"))  # fmt: skip
_SECOND = (("lin", "林"), ("yue", "月"), ("chen", "辰"), ("ting", "亭"), ("wei", "维"), ("an", "安"), ("xi", "溪"), ("zhou", "舟"), ("feng", "枫"), ("ning", "宁"), ("mei", "梅"), ("bo", "泊"), ("lu", "露"))  # fmt: skip
_CITIES = (("Ningbo", "宁波"), ("Yiwu", "义乌"), ("Foshan", "佛山"), ("Xiamen", "厦门"), ("Suzhou", "苏州"), ("Dongguan", "东莞"), ("Wenzhou", "温州"), ("Quanzhou", "泉州"))  # fmt: skip
_TRADES = (
    ("Home Textiles", "家纺", "cotton throws", "CT"),
    ("Kitchenware", "厨具", "steel pans", "SP"),
    ("Garden", "园艺", "folding trellises", "FT"),
    ("Pet Supplies", "宠物用品", "dog harnesses", "DH"),
    ("Lighting", "照明", "desk lamps", "DL"),
    ("Bags", "箱包", "canvas bags", "CB"),
    ("Stationery", "文具", "bound notebooks", "BN"),
    ("Sporting Goods", "体育用品", "yoga straps", "YS"),
    ("Drinkware", "杯壶", "steel flasks", "SF"),
)
_LOCAL = ("Harrowgate", "Fernleigh", "Oakridge", "Marlow", "Stonebridge", "Westerly", "Kingsdale", "Ashcombe", "Bramfield", "Tillbrook", "Northlea")  # fmt: skip
_FAMILY = (("Li", "李"), ("Chen", "陈"), ("Zhao", "赵"), ("Sun", "孙"), ("Zhou", "周"), ("Wu", "吴"), ("Xu", "徐"), ("Lin", "林"), ("Shen", "沈"), ("Gu", "顾"))  # fmt: skip
_GIVEN = (("Wenqing", "文清"), ("Yaxuan", "雅萱"), ("Bowen", "博文"), ("Jiahe", "嘉禾"), ("Anran", "安然"), ("Zhiyuan", "志远"), ("Siqi", "思琪"), ("Haoran", "浩然"), ("Lan", "岚"))  # fmt: skip
_PLANNERS = ("Fulfilment Planner", "Quality Planner", "Shop Coordinator", "Operations Planner")
_MANAGERS = ("Operations Manager", "General Manager", "Shop Director", "Compliance Manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A firm as `client.yaml` states it, and what its texts speak of."""

    number: int
    id: str
    seller: str
    seller_zh: str
    shop: str
    mark: str  # of its SKUs
    goods: str
    is_local: bool
    manager: str
    manager_zh: str
    manager_title: str
    planner: str
    planner_zh: str
    planner_title: str

    @property
    def seller_type(self) -> str:
        """As the policy packs call it."""
        return "local" if self.is_local else "cross_border"

    def shop_name(self, site: str) -> str:
        """Its shop on a site."""
        return f"{self.shop} {site}"

    def shop_code(self, site: str) -> str:
        """The code of that shop."""
        return f"{site}LC{self.mark}{self.number:03}"


def client(number: int, seed: int) -> Client:
    """The client of that number, from 0; no two of the first hundred share a name."""
    chance = Random(f"client {seed} {number}")  # noqa: S311 - a seeded example, not a secret
    turned = number + seed
    (first, first_zh), (second, second_zh) = _FIRST[turned % len(_FIRST)], _SECOND[turned % len(_SECOND)]
    (city, city_zh), (trade, trade_zh, goods, mark) = chance.choice(_CITIES), _TRADES[turned % len(_TRADES)]
    is_local = number % 4 == 3
    brand = _LOCAL[turned % len(_LOCAL)] if is_local else first + second
    people = chance.sample([(a, b) for a in _FAMILY for b in _GIVEN], 2)
    names = [(f"{family} {given}", family_zh + given_zh) for (family, family_zh), (given, given_zh) in people]
    return Client(
        number=number,
        id=slug(f"{brand} {trade}"),
        seller=f"{brand} {trade} Ltd" if is_local else f"{city} {brand} {trade} Co., Ltd.",
        seller_zh="" if is_local else f"{city_zh}{first_zh}{second_zh}{trade_zh}有限公司",
        shop=f"{brand} {trade}",
        mark=f"{brand[:2].upper()}{mark}",
        goods=goods,
        is_local=is_local,
        manager=names[0][0],
        manager_zh=names[0][1],
        manager_title=chance.choice(_MANAGERS),
        planner=names[1][0],
        planner_zh=names[1][1],
        planner_title=chance.choice(_PLANNERS),
    )
