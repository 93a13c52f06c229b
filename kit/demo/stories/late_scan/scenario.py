"""Who and what the example is about. All names are invented; all times are those of California."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

FIRST_DAY, LAST_DAY = date(2026, 8, 31), date(2026, 10, 2)
LABOR_DAY = date(2026, 9, 7)
WINDOW = (date(2026, 9, 14), date(2026, 9, 27))  # what the notice counts
CUTOFF, COLLECTION = time(14, 0), time(17, 30)
UNSCANNED = {date(2026, 9, 17): datetime(2026, 9, 17, 17, 38), date(2026, 9, 18): datetime(2026, 9, 18, 17, 41)}  # noqa: DTZ001
"""The evenings without a scan at the dock, and when the driver signed."""
HUB_SCAN = (datetime(2026, 9, 22, 5, 10), datetime(2026, 9, 22, 7, 40))  # noqa: DTZ001
EXPORTED = datetime(2026, 10, 5, 8, 10)  # noqa: DTZ001
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Names, ids and size."""

    name: str = "us-late-scan"
    seed: int = 4417
    violation: str = "7488120936615042"
    seller: str = "Tallgrass Pet Supply LLC"
    shop: str = "Tallgrass Pet Supply"
    shop_code: str = "USLCTPS4"
    warehouse: str = "Ontario CA"
    carrier: str = "Sierra Coast Parcel"
    hub: str = "San Bernardino hub"
    signer: str = "Dana Whitfield"
    dock_lead: str = "Luis Ortega"
    driver: str = "R. Castellano"
    route: str = "Route 114"
    orders_a_day: float = 36.0
    held_back: float = 0.012  # of the parcels: picked a few days late, collected after their deadline
    is_ours: bool = False  # another truth: the parcels stayed at the dock on those evenings and were collected on 22 September

    @property
    def prefix(self) -> str:
        """How the carrier's numbers begin."""
        return "".join(word[0] for word in self.carrier.split())


MAIN = Scenario()

_SHOPS = (
    ("Copperline Garden LLC", "Copperline Garden", "USLCCLG2"),
    ("Juniper & Rye Home LLC", "Juniper & Rye Home", "USLCJRH7"),
    ("Bluebarn Craft Supply LLC", "Bluebarn Craft Supply", "USLCBCS5"),
)
_CARRIERS = (("Sierra Coast Parcel", "San Bernardino hub"), ("Golden Basin Freight", "Fontana hub"))


def variant(number: int, seed: int = MAIN.seed) -> Scenario:
    """The main example for 1; for every further number another shop with the same story."""
    if number == 1 and seed == MAIN.seed:
        return MAIN
    chance = Random(f"{seed}/{number}")  # noqa: S311 - a seeded example, not a secret
    seller, shop, code = chance.choice(_SHOPS)
    carrier, hub = chance.choice(_CARRIERS)
    return replace(
        MAIN,
        name=f"us-late-scan-{number:03}",
        seed=int(chance.random() * 1e9),
        violation=f"7488{chance.randrange(10**11, 10**12)}",
        seller=seller,
        shop=shop,
        shop_code=code,
        carrier=carrier,
        hub=hub,
        orders_a_day=round(chance.uniform(32, 40), 1),
    )
