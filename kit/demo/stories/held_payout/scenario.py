"""The shops of the story. Planted: after a change of name, the payout profile and one invoice still have the old one."""

from dataclasses import dataclass
from datetime import date, datetime

from kit.demo.variants import another

FIRST_DAY, LAST_DAY = date(2026, 8, 10), date(2026, 9, 23)
PAUSED = date(2026, 9, 8)
EXPORTED = datetime(2026, 9, 24, 9, 30)  # noqa: DTZ001 - the export states local times
TERM = 8  # days after the delivery


@dataclass(frozen=True, slots=True)
class Good:
    """One SKU with its price in pounds."""

    code: str
    name: str
    price: float


CATALOGUE = (
    Good("VS-01", "Ribbed glass vase, 25 cm", 18.90),
    Good("VS-02", "Ribbed glass vase, 35 cm", 27.50),
    Good("CH-03", "Brass candle holders, set of 3", 22.40),
    Good("TR-01", "Oval serving tray, acacia", 24.90),
    Good("LT-02", "Paper lantern, 40 cm", 12.60),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `is_renamed_late`: whether profile and invoice kept the old name; without it the profile has another VAT number."""

    name: str = "uk-held-payout"
    seed: int = 2718
    violation: str = "7571940286635108"
    seller: str = "Ningbo Lanting Home Goods Co., Ltd."
    seller_zh: str = "宁波澜庭家居用品有限公司"
    old: str = "Ningbo Haishu Lanting Gift Co., Ltd."
    old_zh: str = "宁波海曙澜庭礼品有限公司"
    shop: str = "Lanting Home"
    shop_code: str = "GBCBLTH3"
    mark: str = "LT"  # of its SKUs
    vat: str = "GB 999 4417 28"
    supplier: str = "Zibo Weixin Glassware Co., Ltd."
    supplier_zh: str = "淄博维欣玻璃制品有限公司"
    other_supplier: str = "Caoxian Muyuan Woodcraft Co., Ltd."
    signer: tuple[str, str] = ("Shen Yuqing", "沈雨晴")
    finance: tuple[str, str] = ("Lu Jianhua", "陆建华")
    buyer: tuple[str, str] = ("Xu Manli", "徐曼丽")
    is_renamed_late: bool = True

    @property
    def profile_name(self) -> str:
        """The name in the payout profile when the notice came."""
        return self.old if self.is_renamed_late else self.seller

    @property
    def billed_name(self) -> str:
        """The name on the invoice of July."""
        return self.profile_name

    @property
    def profile_vat(self) -> str:
        """The tax number in the payout profile when the notice came."""
        return self.vat if self.is_renamed_late else self.vat.replace("4417", "4471")


MAIN = Scenario()

_OTHERS = (
    ("Taizhou Hengyi Home Goods Co., Ltd.", "台州恒艺家居用品有限公司", "Hengyi Home", "HY"),
    ("Shaoxing Yueran Home Goods Co., Ltd.", "绍兴越然家居用品有限公司", "Yueran Home", "YR"),
)


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed)
