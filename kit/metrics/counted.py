"""Which orders a rate is of: all, the confirmed or the delivered ones, less what a site's fact leaves out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kit.metrics.columns import Mask, among, by_platform, flagged, present
from kit.metrics.counting import Judged, first_that_holds
from kit.metrics.late_orders import never_paid
from kit.metrics.material import Material
from kit.model import Fact, Policy

ORDERS, CONFIRMED, DELIVERED = "orders", "confirmed_orders", "delivered_orders"
"""What a fact such as `sfcr.denominator` may say."""
UNTOLD = "with a reason that is not known"
STATELESS = "with a status that is not known"
UNNAMED = "of which nobody says who cancelled it"
APART = (UNTOLD, STATELESS, UNNAMED)
"""Why an order counts neither as bad nor as not."""
_SAID = {
    ORDERS: "orders",
    CONFIRMED: "confirmed orders (those never paid are left out)",
    DELIVERED: "delivered orders",
}
_LEFT_OUT: dict[str, tuple[str, Callable[[Material], Mask], str]] = {
    "samples": ("sample", lambda m: flagged(m.frame, "is_sample"), "is_sample"),
    "replacements": ("replacement or exchange", lambda m: flagged(m.frame, "is_replacement"), "is_replacement"),
    "platform_fulfilled": ("fulfilled by the platform", lambda m: by_platform(m.frame), "fulfilment"),
}
"""What a fact such as `sfcr.excludes` may name: the reason in words, the orders, the column that tells."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counted:
    """The orders of a denominator, and what must be said of it."""

    reason: NDArray[np.int8]  # why an order is left out: an index into `reasons`, -1 if counted
    reasons: tuple[str, ...]
    said: str  # "delivered orders"
    notes: tuple[str, ...]

    def without(self, left_out: Iterable[tuple[str, Mask]]) -> "Counted":
        """The same less more orders, each left out for a reason."""
        reason, reasons = self.reason.copy(), self.reasons
        for why, orders in left_out:
            reason[(reason < 0) & orders] = len(reasons)
            reasons = (*reasons, why)
        return replace(self, reason=reason, reasons=reasons)

    def judged(self, bad: Mask) -> Judged:
        """The same orders with those that are in the numerator."""
        return Judged(bad=bad & (self.reason < 0), reason=self.reason, reasons=self.reasons)


def counted(material: Material, *, of: Fact | None, excludes: Fact | None, otherwise: str) -> Counted | str:
    """The denominator as the facts say, `otherwise` where none does; or why it cannot be made."""
    kind = str(of.value) if of else otherwise
    left = tuple(name for name in values(excludes) if name != "none")
    if kind not in _SAID:
        return f"{of.id if of else ''} says {kind!r}; known are {', '.join(_SAID)}"
    if unknown := [name for name in left if name not in _LEFT_OUT]:
        return f"{excludes.id if excludes else ''} says {', '.join(unknown)}; known are {', '.join(_LEFT_OUT)}"
    if not len(material.frame):
        return "there are no orders: put the order export that covers these days into orders/"
    blind = [name for name in left if not present(material.frame, _LEFT_OUT[name][2]).any()]
    masks = (
        material.frame["created_at"].isna().to_numpy(dtype=bool),
        *(_LEFT_OUT[name][1](material) for name in left),
        _out(material, kind),
    )
    reasons = ("created time missing", *(_LEFT_OUT[name][0] for name in left), _why_out(kind))
    notes = [f"Counted of {_SAID[kind]}: {source(of)}." if of else _own(kind, otherwise)]
    if left and excludes:
        notes.append(f"Left out: {', '.join(left).replace('_', ' ')}: {source(excludes)}.")
    notes += [f"No order says whether it is one of the {name.replace('_', ' ')}: none could be left out." for name in blind]
    return Counted(reason=first_that_holds(masks), reasons=reasons, said=_SAID[kind], notes=tuple(notes))


def delivered(material: Material) -> Mask:
    """Orders that have reached the buyer."""
    frame = material.frame
    reached = among(frame["status"], ("delivered", "completed")) | among(frame["substatus"], ("delivered", "completed"))
    return present(frame, "delivered_at") | reached


def cancelled(material: Material) -> Mask:
    """Orders that ended before they were sent; one without a status by its cancelled time."""
    frame = material.frame
    return among(frame["status"], ("cancelled",)) | (frame["status"].isna().to_numpy(dtype=bool) & present(frame, "cancelled_at"))


def stateless(material: Material) -> Mask:
    """Orders of which nothing tells whether they were cancelled or went on."""
    frame = material.frame
    names = ("status", "substatus", "cancelled_at", "shipped_at", "scan_at", "delivered_at")
    told = [present(frame, name) for name in names]
    return np.asarray(~np.any(told, axis=0), dtype=bool)


def stated(policy: Policy, *ids: str) -> Fact | None:
    """The first of these facts that has a value; one that was looked for and not found has none."""
    return next((fact for fact in map(policy.get, ids) if fact and fact.value is not None), None)


def values(fact: Fact | None) -> tuple[str, ...]:
    """What a fact names, be it one or several."""
    if fact is None:
        return ()
    return fact.value if isinstance(fact.value, tuple) else (str(fact.value),)


def source(fact: Fact) -> str:
    """Where a fact comes from and how far to trust it, for those who work on the case."""
    where = f"{fact.source}, " if fact.source else ""
    return f"{where}grade {fact.grade.replace('_', ' ')}"


def platform_window(policy: Policy, fact_id: str, what: str) -> tuple[str, ...]:
    """The days over which the platform counts, beside the case's periods; none if no fact says it."""
    fact = stated(policy, fact_id)
    return (f"{what}: the platform counts {fact.value} days ({source(fact)}).",) if fact else ()


def _out(material: Material, kind: str) -> Mask:
    if kind == CONFIRMED:
        return never_paid(material.frame, cancelled(material))
    return ~delivered(material) if kind == DELIVERED else np.zeros(len(material.frame), dtype=bool)


def _why_out(kind: str) -> str:
    return {CONFIRMED: "never paid", DELIVERED: "not delivered when the data were exported"}.get(kind, "")


def _own(kind: str, otherwise: str) -> str:
    return f"Counted of {_SAID[kind]}: the kit's own reading, as no fact of this site says it ({otherwise})."
