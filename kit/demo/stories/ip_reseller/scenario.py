"""Who and what the case is about; a variant may break one link of it. All names, marks and numbers are invented."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

MAIN_SEED = 3811

FIRST_DAY, LAST_DAY = date(2026, 3, 2), date(2026, 10, 11)
EXPORTED = datetime(2026, 10, 12, 9, 5)  # noqa: DTZ001 - all times here are UK local, as in the export
INVOICED = (date(2026, 2, 24), date(2026, 4, 28), date(2026, 7, 7), date(2026, 9, 8))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottle:
    """One SKU of the brand."""

    code: str
    sku_id: str
    name: str
    colour: str
    price: float
    cost: float
    part: float  # of all orders


BOTTLES = (
    Bottle(code="TT-TV-500-SL", sku_id="1729733082646001", name="Torvhald Fjord bottle 500 ml", colour="Slate", price=24.0, cost=12.4, part=0.31),
    Bottle(code="TT-TV-500-MO", sku_id="1729733082646002", name="Torvhald Fjord bottle 500 ml", colour="Moss", price=24.0, cost=12.4, part=0.22),
    Bottle(code="TT-TV-750-SL", sku_id="1729733082646003", name="Torvhald Fjord bottle 750 ml", colour="Slate", price=29.0, cost=15.1, part=0.2),
    Bottle(code="TT-TV-750-CR", sku_id="1729733082646004", name="Torvhald Fjord bottle 750 ml", colour="Cream", price=29.0, cost=15.1, part=0.15),
    Bottle(code="TT-TV-CUP-SL", sku_id="1729733082646005", name="Torvhald camp cup 300 ml", colour="Slate", price=17.5, cost=8.8, part=0.12),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One example: names, ids, and what a variant leaves out."""

    name: str
    seed: int
    violation: str
    seller: str
    shop: str
    shop_code: str
    company_number: str
    owner: str
    owner_place: str
    distributor: str
    distributor_place: str
    number: str
    director: str
    buyer: str
    batch: str
    orders: int = 640
    second_ends: str = "28 February 2027"  # of the distributor's letter
    second_territory: str = "United Kingdom"
    first_taker: str = ""  # as the owner's letter spells the distributor; "": rightly
    unlisted: str = ""  # SKU that the distributor's schedule leaves out
    lost_invoice: int | None = None  # place of an invoice that is not on the sheet


MAIN = Scenario(
    name="uk-authorised-reseller",
    seed=MAIN_SEED,
    violation="7551906284417730",
    seller="Tarn & Thistle Ltd",
    shop="Tarn & Thistle",
    shop_code="GBLCTAR9",
    company_number="13094471",
    owner="Torvhald AS",
    owner_place="Strandgaten 88, 5004 Bergen, Norway",
    distributor="Moorgate Outdoor Distribution Ltd",
    distributor_place="Unit 6, Whitehall Estate, Leeds LS12 5JB",
    number="UK00003811204",
    director="Imogen Hartley",
    buyer="Ravi Menon",
    batch="TV2-6143",
)
_SELLERS = (
    ("Fern & Furrow Ltd", "Fern & Furrow"),
    ("Quarry Lane Goods Ltd", "Quarry Lane Goods"),
    ("Harebell Outdoors Ltd", "Harebell Outdoors"),
)


def variant(number: int, seed: int = MAIN_SEED) -> Scenario:
    """The main example for 1; for every further number another shop with the same story and other sales."""
    if number == 1 and seed == MAIN_SEED:
        return MAIN
    chance = Random(f"{seed}/{number}")  # noqa: S311 - a seeded example, not a secret
    seller, shop = chance.choice(_SELLERS)
    return Scenario(
        name=f"uk-authorised-reseller-{number:03}",
        seed=int(chance.random() * 1e9),
        violation=f"7551{chance.randrange(10**11, 10**12)}",
        seller=seller,
        shop=shop,
        shop_code=f"GBLC{''.join(chance.choice('ABCDEFGHJKLMNPQRSTUVWXYZ') for _ in range(4))}",
        company_number=str(chance.randrange(12_000_000, 14_000_000)),
        owner=MAIN.owner,
        owner_place=MAIN.owner_place,
        distributor=MAIN.distributor,
        distributor_place=MAIN.distributor_place,
        number=f"UK0000{chance.randrange(3_700_000, 3_990_000)}",
        director=MAIN.director,
        buyer=MAIN.buyer,
        batch=f"TV2-{chance.randrange(5000, 6999)}",
        orders=chance.randrange(480, 760),
    )
