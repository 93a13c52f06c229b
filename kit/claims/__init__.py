"""The letter's facts held against the exhibits that it cites, page by page."""

from collections.abc import Iterable

from kit import policy
from kit.claims.names import names
from kit.claims.shown import pages
from kit.claims.told import told
from kit.claims.verdicts import Exhibits, claim
from kit.model import Case, Claim, Evidence, Letter, Orders, Seller


def held(letter: Letter, evidence: Iterable[Evidence], case: Case, seller: Seller, orders: Orders | None) -> tuple[Claim, ...]:
    """Each figure, day, time, id and name of a sentence that cites exhibits, with its verdict, in reading order."""
    known = names(case, seller, orders)
    opened = {one.item.id: one for one in evidence if one.item.use == "exhibit"}
    exhibits = Exhibits(
        opened=opened,
        shown={name: pages(one, known) for name, one in opened.items()},
        labels=dict(letter.labels),
        names=known,
        is_month_first=_is_month_first(case.violation.site),
    )
    return tuple(c for fact in told(letter, known) if (c := claim(fact, exhibits)) is not None)


def _is_month_first(site: str) -> bool:
    """Whether the site writes the month first; where no pack says so, the day comes first."""
    return site in policy.codes() and policy.site(site).date_style == "month_first"


__all__ = ["held"]
