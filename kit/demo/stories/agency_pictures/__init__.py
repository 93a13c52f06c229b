"""United States, copyright: an agency set our lamps into rooms photographed by a brand, and nobody asked for its originals."""

from collections.abc import Iterator

from kit.demo import filled
from kit.demo.exported import plain_csv
from kit.demo.stories.agency_pictures import papers, pictures
from kit.demo.stories.agency_pictures.scenario import MAIN, Scenario, delivered, named, register, variant

NAME = MAIN.name


def files(number: int, seed: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the case by its path in the folder: the committed one for 1, other shops for further numbers."""
    return of(variant(number, MAIN.seed if seed is None else seed))


def of(scenario: Scenario) -> Iterator[tuple[str, bytes]]:
    """Every file of that shop's case."""
    yield "case.yaml", case_yaml(scenario).encode()
    yield "records/picture-register.csv", plain_csv(_PICTURES, register(scenario))
    yield "records/log.csv", plain_csv(("Time", "Role", "What", "Evidence"), _log(scenario))
    yield from pictures.files(scenario)
    yield from papers.files(scenario)


def case_yaml(scenario: Scenario) -> str:
    """The text of `case.yaml`."""
    return filled.case_yaml(
        __package__,
        {**filled.stated(scenario), "skus": ", ".join(named(scenario)), "delivered": str(len(delivered(scenario)))},
    )


_PICTURES = ("Picture", "SKU", "Origin", "Source", "Paper", "Taken at", "Picture listed", "Removed at")


def _log(s: Scenario) -> Iterator[tuple[str, ...]]:
    yield (
        "2026-07-10 16:20",
        "Marketing Manager",
        f"Delivery of {s.agency} accepted, 20 pictures, no originals asked for",
        "delivery",
    )
    yield "2026-07-13 10:05", "Marketing Manager", "Pictures of the delivery put into five listings", "delivery"
    yield "2026-09-03 09:30", "Marketing Manager", "Notice read; agency asked for all originals", "notice"
    yield "2026-09-03 18:20", "Marketing Manager", "Eight room pictures deleted from five listings", "deleted"
    yield "2026-09-05 17:10", "Marketing Manager", "Letter of the agency received", "agency_letter"
    yield "2026-09-09 16:40", "Studio Lead", "Eight pictures photographed in our own studio", "contact_sheet"
    yield "2026-09-11 11:15", "Marketing Manager", "Own pictures in the listings, five drafts saved", "listing_after"
    yield "2026-09-14 09:00", "Managing Director", "Picture rules signed and in force", "rules"
    yield "2026-09-15 15:30", "Studio Lead", "All pictures of the shop entered in the register", "register_log"
    yield "2026-09-21 14:00", "Studio Lead", "First 20 pictures searched for by image, none found elsewhere", "register_log"
