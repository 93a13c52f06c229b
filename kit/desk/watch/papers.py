"""Papers that end: those that the case shows, and those of its register where it keeps one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from kit import audits
from kit.lint.papers import ENDS, days, is_granted
from kit.model import Analysis, Family, OpenCase, Policy
from kit.policy.papers import ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A paper that ends soon or has ended; `end` None: as the register says it, in `said`."""

    id: str
    end: date | None
    said: str = ""

    def is_over(self, today: date) -> bool:
        """Whether it ended before today."""
        return self.end is not None and self.end < today


def endings(opened: OpenCase, family: Family, policy: Policy, *, until: date, today: date) -> tuple[Ending, ...]:
    """Papers that end while the shop is watched or soon after, the earliest first; then what the register of certificates misses.

    `until`: the last day of the watch. Soon: within the days before its end in which the site refuses a paper.
    """
    soon = max(until.toordinal(), today.toordinal() + ending(opened.case.violation.site).days)
    own = [one for one in _stated(opened) if one.end and one.end.toordinal() <= soon]
    return (*sorted(own, key=lambda one: (one.end or date.max, one.id)), *_registered(opened, family, policy, today))


def _stated(opened: OpenCase) -> Iterator[Ending]:
    """The end that the facts of a granted paper state; of several versions of a paper the latest counts as one of its own."""
    for item in opened.case.evidence:
        if item.status == "have" and (is_granted(item) or item.kind.endswith("contract")):
            last = max((end for _, end in days(item, ENDS)), default=None)
            if last:
                yield Ending(id=item.id, end=last)


def _registered(opened: OpenCase, family: Family, policy: Policy, today: date) -> Iterator[Ending]:
    """Renewals that the register of certificates misses as of today, where the family keeps one."""
    wanted = tuple(a for a in family.audits if a.id == "renewals")
    if not wanted:
        return
    case = opened.case.model_copy(update={"letter": opened.case.letter.model_copy(update={"date": today})})
    from kit import orders

    only = family.model_copy(update={"audits": wanted})
    found = audits.audited(
        replace(opened, case=case), only, orders.read_orders(opened, policy), Analysis(periods=(), metrics=(), drivers=()), policy
    )
    for audit in found:
        yield from (Ending(id=gap.id, end=None, said=f"{gap.what}; {gap.fix}") for gap in audit.gaps)
