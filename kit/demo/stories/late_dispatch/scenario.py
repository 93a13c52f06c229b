"""Who and what an example case is about, and how strongly its planted defect shows. All names are invented."""

from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

MAIN_SEED = 7529

FIRST_DAY, LAST_DAY = date(2026, 4, 27), date(2026, 7, 5)  # ten whole weeks
BANK_HOLIDAYS = frozenset({date(2026, 5, 4), date(2026, 5, 25)})  # England, in those weeks
VAN_MOVED = date(2026, 5, 11)  # from this day the old carrier's van leaves the warehouse earlier
WINDOW = (date(2026, 5, 11), date(2026, 6, 7))  # what the notice counts
NOTICE = datetime(2026, 6, 9, 10, 12)  # noqa: DTZ001 - all times here are UK local, as in the export
CUTOFF_MOVED = datetime(2026, 6, 12, 9, 40)  # noqa: DTZ001
LAST_OLD_VAN = date(2026, 6, 12)
FIRST_NEW_VAN = date(2026, 6, 15)
FIRST_DEPARTURE = datetime(2026, 6, 15, 19, 42)  # noqa: DTZ001
EXPORTS = (datetime(2026, 6, 8, 8, 10), datetime(2026, 7, 6, 8, 5))  # noqa: DTZ001
SECOND_EXPORT_FROM = date(2026, 6, 1)  # the later file starts here and overlaps the first by a week
FIRST_EXPORT_TO = date(2026, 6, 7)

OLD_VAN, EARLY_VAN, EVENING_VAN = time(18, 0), time(15, 30), time(19, 30)
OLD_CUTOFF, NEW_CUTOFF = time(17, 0), time(14, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One example: names, ids, and the size of the defect."""

    name: str
    seed: int
    violation: str
    seller: str
    seller_zh: str
    shop: str
    shop_code: str
    steady: str  # the warehouse where nothing changed
    changed: str  # the warehouse whose van moved
    operator: str  # runs the changed warehouse
    old_carrier: str
    new_carrier: str
    signer: tuple[str, str]
    planner: tuple[str, str]
    coordinator: tuple[str, str]
    orders_a_day: float = 56.5
    changed_share: float = 0.58  # of all orders, packed at the changed warehouse
    live_share: float = 0.226  # of a day's orders, placed from 15:00 to 16:59 while the shop is live
    mislaid: float = 0.011  # of parcels, left behind in the warehouse by chance
    label_late: float = 0.0105  # of orders, waiting for stock or an address before the label


MAIN = Scenario(
    name="uk-late-dispatch",
    seed=MAIN_SEED,
    violation="7529184460371124",
    seller="Lanyu Home (Shenzhen) Trading Co., Ltd.",
    seller_zh="蓝屿家居（深圳）贸易有限公司",
    shop="Lanyu Home UK",
    shop_code="GBLCLYH7",
    steady="Leeds",
    changed="Daventry",
    operator="Fosse Yard Fulfilment Ltd",
    old_carrier="Northway Parcels",
    new_carrier="Calder Express",
    signer=("Li Wenqing", "李文清"),
    planner=("Chen Yaxuan", "陈雅萱"),
    coordinator=("Zhao Ming", "赵铭"),
)

_SELLERS = (
    ("Qinghe Living (Ningbo) Trading Co., Ltd.", "清禾生活（宁波）贸易有限公司", "Qinghe Living UK"),
    ("Mulan Hearth (Yiwu) Trading Co., Ltd.", "木兰家品（义乌）贸易有限公司", "Mulan Hearth UK"),
    ("Beichen Kitchen (Foshan) Trading Co., Ltd.", "北辰厨具（佛山）贸易有限公司", "Beichen Kitchen UK"),
    ("Songyun Linen (Suzhou) Trading Co., Ltd.", "松云布艺（苏州）贸易有限公司", "Songyun Linen UK"),
    ("Haitang Home (Xiamen) Trading Co., Ltd.", "海棠家居（厦门）贸易有限公司", "Haitang Home UK"),
)
_WAREHOUSES = (("Leeds", "Daventry"), ("Bolton", "Corby"), ("Derby", "Swindon"), ("Preston", "Rugby"), ("Telford", "Luton"))
_CARRIERS = (("Northway Parcels", "Calder Express"), ("Fenland Parcels", "Wharfe Express"), ("Ridgeline Post", "Severn Express"))
_OPERATORS = ("Fosse Yard Fulfilment Ltd", "Tern Hill Fulfilment Ltd", "Oakgate Fulfilment Ltd")
_PEOPLE = (
    (("Li Wenqing", "李文清"), ("Chen Yaxuan", "陈雅萱"), ("Zhao Ming", "赵铭")),
    (("Wang Ruoxi", "王若溪"), ("Liu Jiahe", "刘嘉禾"), ("Sun Bowen", "孙博文")),
    (("Zhou Anran", "周安然"), ("Wu Zhiyuan", "吴致远"), ("Xu Lei", "徐磊")),
    (("Huang Siqi", "黄思琪"), ("Lin Haoran", "林浩然"), ("He Jun", "何俊")),
)


def variant(number: int, seed: int = MAIN_SEED) -> Scenario:
    """The main example for 1; for every further number another shop with the same story and another size of defect."""
    if number == 1 and seed == MAIN_SEED:
        return MAIN
    chance = Random(f"{seed}/{number}")  # noqa: S311 - a seeded example, not a secret
    seller, seller_zh, shop = chance.choice(_SELLERS)
    steady, changed = chance.choice(_WAREHOUSES)
    old_carrier, new_carrier = chance.choice(_CARRIERS)
    signer, planner, coordinator = chance.choice(_PEOPLE)
    letters = "".join(chance.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(4))
    return Scenario(
        name=f"uk-late-dispatch-{number:03}",
        seed=int(chance.random() * 1e9),
        violation=f"7529{chance.randrange(10**11, 10**12)}",
        seller=seller,
        seller_zh=seller_zh,
        shop=shop,
        shop_code=f"GBLC{letters}",
        steady=steady,
        changed=changed,
        operator=chance.choice(_OPERATORS),
        old_carrier=old_carrier,
        new_carrier=new_carrier,
        signer=signer,
        planner=planner,
        coordinator=coordinator,
        orders_a_day=round(chance.uniform(48, 64), 1),
        changed_share=round(chance.uniform(0.52, 0.66), 3),
        live_share=round(chance.uniform(0.22, 0.28), 3),
        mislaid=round(chance.uniform(0.007, 0.012), 4),
        label_late=round(chance.uniform(0.007, 0.012), 4),
    )
