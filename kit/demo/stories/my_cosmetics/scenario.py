"""The shops of the story, their 27 SKUs and the papers of each. Planted: which SKUs had no fit paper, and why."""

from dataclasses import dataclass
from datetime import date

from kit.demo.variants import another


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One shop. `never_filed`: whether the spring shades were never notified; without it another truth holds, in which they were."""

    name: str
    seller: str
    seller_zh: str
    shop: str
    shop_code: str
    mark: str  # of its SKUs
    holder: str  # of the notifications, a Malaysian company
    other_holder: str  # of the mask's
    violation: str
    signer: tuple[str, str]
    officer: tuple[str, str]
    lister: tuple[str, str]
    buyer: tuple[str, str]
    never_filed: bool = True
    seed: int = 5170


MAIN = Scenario(
    name="my-cosmetics-notification",
    seller="Hangzhou Qingya Cosmetics Co., Ltd.",
    seller_zh="杭州青芽化妆品有限公司",
    shop="Qingya Beauty MY",
    shop_code="MYLCQYB4",
    mark="QY",
    holder="Seri Melur Import Sdn. Bhd.",
    other_holder="Pelangi Kosmetik Sdn. Bhd.",
    violation="7501946620083315",
    signer=("Wei Zhen", "韦真"),
    officer=("Sun Kexin", "孙可欣"),
    lister=("Tan Jie", "谭婕"),
    buyer=("Lu Bo", "陆博"),
)

_OTHERS = (
    ("Guangzhou Yunhe Daily Chemicals Co., Ltd.", "广州云禾日化有限公司", "Yunhe Beauty MY", "YH"),
    ("Wuhan Zhilan Biotech Co., Ltd.", "武汉芷兰生物科技有限公司", "Zhilan MY", "ZL"),
    ("Foshan Suye Cosmetics Co., Ltd.", "佛山素叶化妆品有限公司", "Suye Skincare MY", "SY"),
)


def variant(number: int, seed: int) -> Scenario:
    """The committed shop for 1, other shops for further numbers or another seed."""
    return another(MAIN, _OTHERS, number, seed)


NOTICE, ENDED, LETTER = date(2026, 5, 4), date(2026, 5, 4), date(2026, 6, 2)
FILED, LETTERED = date(2026, 5, 12), date(2026, 5, 20)
SPRING = date(2026, 3, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One SKU."""

    code: str
    name: str
    model: str  # shade or size, as it stands on papers
    price: float
    listed: date
    relisted: date | None = None
    weight: int = 4  # how often it is bought


def _tint(n: int, shade: str, listed: date, relisted: date | None = None) -> Product:
    return Product(
        code=f"LT-{n:02}", name="Velvet Lip Tint", model=f"{n:02} {shade}", price=26.9, listed=listed, relisted=relisted, weight=5
    )


_SHADES = ("Plum", "Brick", "Rosewood", "Coral", "Cherry", "Mocha", "Nude", "Berry", "Peach", "Wine")
_NEW = ("Lychee", "Papaya", "Pandan Pink", "Guava", "Hibiscus", "Mangosteen", "Rambutan")
CATALOGUE = (
    *(_tint(n, shade, date(2024, 12, 2)) for n, shade in enumerate(_SHADES, 1)),
    *(_tint(n, shade, SPRING, date(2026, 6, 2) if n <= 13 else None) for n, shade in enumerate(_NEW, 11)),
    Product(code="BL-01", name="Powder Blush", model="01 Peony", price=32.5, listed=date(2025, 4, 7)),
    Product(code="BL-02", name="Powder Blush", model="02 Rose", price=32.5, listed=date(2025, 4, 7)),
    Product(code="BL-03", name="Powder Blush", model="03 Fig", price=32.5, listed=date(2026, 2, 16), relisted=date(2026, 5, 29)),
    Product(code="BL-04", name="Powder Blush", model="04 Clay", price=32.5, listed=date(2026, 2, 16), relisted=date(2026, 5, 29)),
    Product(code="SR-01", name="Rice Water Serum", model="30 ml", price=49.9, listed=date(2024, 5, 13), relisted=date(2026, 5, 28), weight=6),
    Product(code="SR-02", name="Rice Water Serum", model="50 ml", price=69.9, listed=date(2024, 5, 13), relisted=date(2026, 5, 28), weight=6),
    Product(code="MK-01", name="Green Clay Mask", model="100 g", price=38.0, listed=date(2026, 1, 12), relisted=date(2026, 5, 22)),
    Product(code="CL-01", name="Amino Cleanser", model="120 ml", price=35.0, listed=date(2025, 1, 20)),
    Product(code="TN-01", name="Barley Toner", model="150 ml", price=42.0, listed=date(2024, 11, 4)),
    Product(code="CC-01", name="Cushion Compact", model="21 Light", price=58.0, listed=date(2026, 5, 25)),
)  # fmt: skip

MISSING = tuple(f"LT-{n}" for n in range(11, 18))
OTHER_SHADE = ("BL-03", "BL-04")
EXPIRED = ("SR-01", "SR-02")
UNAUTHORISED = ("MK-01",)
AT_FAULT = (*MISSING, *OTHER_SHADE, *EXPIRED, *UNAUTHORISED)
"""What is planted, by its reason."""
NAMED = ("LT-11", "LT-12", "LT-13", "LT-14", "BL-03", "SR-01")
"""What the notice names of them."""
PENDING = tuple(f"LT-{n}" for n in range(14, 18))
"""Still applied for on the letter's day, and off sale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One row of the register."""

    document: str = "Cosmetic notification"
    number: str = ""
    holder: str
    codes: tuple[str, ...]  # for which the seller filed it
    named: tuple[str, ...]  # codes whose model it names
    applied: date | None = None
    start: date | None = None
    end: date | None = None
    shown_by: str = ""


def register(s: Scenario) -> tuple[Note, ...]:
    """Every paper of the shop."""
    tints, new = tuple(f"LT-{n:02}" for n in range(1, 11)), MISSING[:3]
    blush = ("BL-01", "BL-02")
    mine = tuple(p.code for p in CATALOGUE if p.code not in UNAUTHORISED)
    spring = Note(
        number="NOT260200488K", holder=s.holder, codes=MISSING, named=MISSING, start=date(2026, 2, 20), end=date(2028, 2, 19)
    )
    return (
        Note(number="NOT241100231K", holder=s.holder, codes=tints, named=tints, start=date(2024, 11, 14), end=date(2026, 11, 13)),
        Note(number="NOT250300447K", holder=s.holder, codes=(*blush, *OTHER_SHADE), named=blush, start=date(2025, 3, 20), end=date(2027, 3, 19), shown_by="blush_note"),
        Note(number="NOT240400118K", holder=s.holder, codes=EXPIRED, named=EXPIRED, start=date(2024, 4, 19), end=date(2026, 4, 18), shown_by="serum_note_old"),
        Note(number="NOT250600902K", holder=s.other_holder, codes=UNAUTHORISED, named=UNAUTHORISED, start=date(2025, 6, 11), end=date(2027, 6, 10), shown_by="mask_note"),
        Note(number="NOT250100615K", holder=s.holder, codes=("CL-01",), named=("CL-01",), start=date(2025, 1, 8), end=date(2027, 1, 7)),
        Note(number="NOT241000784K", holder=s.holder, codes=("TN-01",), named=("TN-01",), start=date(2024, 10, 22), end=date(2026, 10, 21)),
        Note(number="NOT260500377K", holder=s.holder, codes=("CC-01",), named=("CC-01",), applied=date(2026, 4, 9), start=date(2026, 5, 20), end=date(2028, 5, 19)),
        Note(number="NOT260500612K", holder=s.holder, codes=EXPIRED, named=EXPIRED, applied=date(2026, 5, 6), start=date(2026, 5, 26), end=date(2028, 5, 25), shown_by="serum_note"),
        Note(number="NOT260500631K", holder=s.holder, codes=OTHER_SHADE, named=OTHER_SHADE, applied=FILED, start=date(2026, 5, 27), end=date(2028, 5, 26), shown_by="blush_note_new"),
        Note(number="NOT260600017K", holder=s.holder, codes=new, named=new, applied=FILED, start=date(2026, 6, 1), end=date(2028, 5, 31), shown_by="tint_note"),
        Note(holder=s.holder, codes=PENDING, named=PENDING, applied=FILED, shown_by="receipts"),
        Note(document="Letter of authorisation", number=f"SM-{s.mark}-2024-02", holder=s.holder, codes=mine, named=(), start=date(2024, 9, 2), end=date(2027, 8, 31)),
        Note(document="Letter of authorisation", number=f"PK-{s.mark}-2026-01", holder=s.other_holder, codes=UNAUTHORISED, named=(), start=LETTERED, end=date(2027, 6, 10), shown_by="mask_letter"),
        *(() if s.never_filed else (spring,)),
    )  # fmt: skip


def product(code: str) -> Product:
    """The product of that code."""
    return next(p for p in CATALOGUE if p.code == code)
