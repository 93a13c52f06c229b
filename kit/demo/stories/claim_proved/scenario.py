"""The shops of the story: a body lotion whose two claims are on its packaging and in a test."""

from dataclasses import dataclass

from kit.demo.variants import another


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `participants` None: the report does not say how many took part, another truth."""

    name: str
    seller: str
    seller_zh: str
    shop: str
    shop_code: str
    mark: str  # of its SKUs
    violation: str
    signer: tuple[str, str]
    laboratory: str
    head: str  # of the laboratory
    report: str
    participants: int | None = 33
    seed: int = 7731


MAIN = Scenario(
    name="th-claim-proved",
    seller="Guangzhou Muyan Biotechnology Co., Ltd.",
    seller_zh="广州沐言生物科技有限公司",
    shop="Muyan Skin",
    shop_code="THLCMYS2",
    mark="MY",
    violation="7561907734428096",
    signer=("Lu Jia", "陆嘉"),
    laboratory="Suan Luang Skin Research Laboratory",
    head="Dr. Anong Srisai",
    report="SLR-26-0417",
)

_OTHERS = (
    ("Foshan Yunxi Daily Chemical Co., Ltd.", "佛山云熙日化有限公司", "Yunxi Care", "YX"),
    ("Xiamen Qianmu Cosmetics Co., Ltd.", "厦门浅沐化妆品有限公司", "Qianmu", "QM"),
)

HYDRATES, LESS_DRY = "Hydrates for up to 24 hours", "Skin feels 38% less dry after 14 days"


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed)
