"""Which cases a portfolio has: every situation on every site in turn, four to a client, one of three broken.

The situations begin one later in each round, and so does the broken one of three: some of every situation are. Where the export that one asks for is not known of a site, the next takes its turn.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit import policy
from kit.demo.portfolio import exported, situation
from kit.demo.portfolio.case import Subject
from kit.demo.portfolio.clients import client
from kit.demo.portfolio.flaws import FLAWS, Flaw

_EACH = 4  # cases of a client
_LOCAL = ("UK", "US")  # where firms of the country sell: the pack states their deadlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A case, and what is broken in it."""

    subject: Subject
    flaw: Flaw | None = None
    twin: Subject | None = None  # the case that answers the same violation

    @property
    def path(self) -> str:
        """Its folder in the portfolio."""
        return f"{self.subject.client.id}/{self.subject.folder}"


def planned(count: int, seed: int) -> tuple[Planned, ...]:
    """So many cases, the same for the same seed; a longer portfolio begins with the shorter one."""
    found: list[Planned] = []
    queue = list(FLAWS)  # one that was planted goes to the end
    for subject in _subjects(count, seed):
        twin = next((p.subject for p in found if not p.flaw and _is_before(p.subject, subject)), None)
        flaw = next((f for f in queue if _fits(f, subject, twin)), None) if _is_broken(subject.number) else None
        if flaw:
            queue.remove(flaw)
            queue.append(flaw)
        found.append(Planned(subject=subject, flaw=flaw, twin=twin if flaw and flaw.needs == "twin" else None))
    return tuple(found)


def _is_broken(number: int) -> bool:
    """Whether it is the one of three whose turn it is in this round of situations."""
    return number % 3 == (2 + number // len(situation.names())) % 3


def _subjects(count: int, seed: int) -> Iterator[Subject]:
    sites, told = policy.codes(), situation.names()
    for n in range(count):
        who = client(n // _EACH, seed)
        site = _LOCAL[who.number // _EACH % len(_LOCAL)] if who.is_local else sites[(n + n // len(sites)) % len(sites)]
        turned = (n + n // len(told)) % len(told)
        fitting = (name for name in told[turned:] + told[:turned] if _is_known(situation.situation(name), site, who.seller_type))
        yield Subject(number=n, seed=seed, client=who, site=site, situation=next(fitting))


def _is_known(told: Mapping[str, Any], site: str, seller_type: str) -> bool:
    """Whether the kit knows the exports of the site that the situation asks for."""
    has_orders = "orders" not in told or exported.is_known(site, seller_type)
    return has_orders and ("held" not in told or exported.is_held_known(site))


def _is_before(one: Subject, other: Subject) -> bool:
    """Whether a batch reads the one's folder first, and both are of the same client."""
    return one.client == other.client and one.folder < other.folder


def _fits(flaw: Flaw, subject: Subject, twin: Subject | None) -> bool:
    """Whether the flaw can be planted in that case."""
    told = situation.situation(subject.situation)
    is_plan, has_orders = told["stance"] == "plan", "orders" in told
    fitting: dict[str, bool] = {
        "any": True,
        "plan": is_plan,
        "orders": has_orders,
        "late": is_plan and told["family"] == "logistics",
        "certified": is_plan and told["family"] == "certification",
        "twin": twin is not None,
    }
    return fitting[flaw.needs]
