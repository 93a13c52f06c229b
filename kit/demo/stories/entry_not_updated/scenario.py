"""The shops of the story. Planted: the owner and the address changed everywhere but in Seller Center; names, numbers and days were right."""

from dataclasses import dataclass

from kit.demo.variants import another


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `told_of_owner`, `told_of_move`: whether Seller Center had been told; `entry_tax`: the tax number as typed there."""

    name: str
    seller: str
    seller_zh: str
    shop: str
    shop_code: str
    mark: str
    violation: str
    signer: tuple[str, str]
    office: tuple[str, str]
    former: tuple[str, str]
    other_shop: str
    other_code: str
    told_of_owner: bool = False
    told_of_move: bool = False
    entry_tax: str = "88-3150462"
    licence_ends: str = "November 14, 2031"
    seed: int = 5127

    @property
    def warehouse_id(self) -> str:
        """Of the second ground."""
        return str(int(self.violation) + 17)

    @property
    def linked_id(self) -> str:
        """Of the third ground."""
        return str(int(self.violation) + 31)


MAIN = Scenario(
    name="us-entry-not-updated",
    seller="Bridgewell Outdoor LLC",
    seller_zh="桥井户外用品有限责任公司",
    shop="Bridgewell Outdoor",
    shop_code="USLCBW27",
    mark="BW",
    violation="7561930482207715",
    signer=("Lu Xue", "陆雪"),
    office=("Qian Rui", "钱蕊"),
    former=("Zhao Kun", "赵坤"),
    other_shop="Pinecrest Trail Goods",
    other_code="USLCPT64",
)

_OTHERS = (
    ("Harborline Camping LLC", "港线露营用品有限责任公司", "Harborline Camping", "HL"),
    ("Foxglen Cycling LLC", "狐谷骑行用品有限责任公司", "Foxglen Cycling", "FG"),
)


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed)


OLD = "410 Millbrook Pike, Suite 210, Robbinsville, NJ 08691"
NEW = "27 Cutter Lane, Unit 6, Hamilton, NJ 08619"
STATE_NUMBER, TAX_NUMBER, ACCOUNT = "0450918263", "88-3150462", "4402 1196 6308"
OLD_PHONE, NEW_PHONE = "609 555 0142", "609 555 0187"
OPEN_ORDERS = 41
