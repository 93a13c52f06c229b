"""Orders that came back: returned, refunded, disputed, and returned by the seller's fault (SFRR; in the US NBFR).

Each order counts once, on the day on which it was created, however often or in however many lines it was returned.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.metrics import of_orders
from kit.metrics.columns import Mask, among, present
from kit.metrics.counted import APART, ORDERS, STATELESS, UNTOLD, Counted, counted, platform_window, source, stated, values
from kit.metrics.coverage import UNTIMED, Coverage, untimed
from kit.metrics.faults import basis_said, by_reason, unknown_note
from kit.metrics.material import Material, Measured
from kit.metrics.of_orders import Named
from kit.metrics.returned import MISSING, Requests, numbers, requests
from kit.model import Fact
from kit.policy.reasons import Party

IDS = ("dispute_rate", "refund_rate", "return_rate", "seller_fault_returns")
PARTIES: tuple[Party, ...] = ("seller", "carrier", "platform", "buyer")
EXCLUDED = ("refused", "withdrawn", "seller_won")
"""What a fact `return.fault_excludes` may name; without one all are left out of the numerator."""
_OUT = {
    "refused": "that the seller refused",
    "withdrawn": "that the buyer withdrew",
    "seller_won": "disputed and decided for the seller",
}
_ONCE = "Each order counts once, on the local day on which it was created, whenever and however often it was returned"
_CENT = 0.005
NO_STATUS = (
    "no return request states its status, so it cannot be told which were refused or withdrawn: export the column Return Status"
)

_RETURN = Named(
    id="return_rate",
    title="Returns and refunds",
    definition=(
        "with a return or refund request; one that was refused by the seller or withdrawn by the buyer does not count, one whose"
        " status is not known does"
    ),
    called="returned or to be refunded",
)
_REFUND = Named(
    id="refund_rate",
    title="Refunds",
    definition="of which the whole amount or a part was refunded on request; a refused or only agreed request is no refund",
    called="refunded",
)
_DISPUTE = Named(
    id="dispute_rate",
    title="Disputed returns",
    definition="with a return or refund request over which a dispute was opened",
    called="disputed",
)
_FAULT = Named(
    id="seller_fault_returns",
    title="Seller-fault returns and refunds",
    definition="with a return or refund request for a reason that is the seller's fault; one with a reason or a status that is not"
    " known counts neither way and is told apart",
    called="returned by the seller's fault",
    limit="return.fault_limit",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Rate:
    """One rate: which requests, of which orders."""

    named: Named
    base: Counted
    chosen: Mask  # requests
    coverage: Coverage | None
    breakdown: tuple[tuple[str, int], ...]
    notes: tuple[str, ...] = ()
    reconstructed: str | None = None
    apart: tuple[str, ...] = ()  # reasons for leaving an order out that the sentence tells


def measure(material: Material) -> tuple[Measured, ...]:
    """Return, refund and dispute rate, and the returns by the seller's fault."""
    found = requests(material)
    why = MISSING if found is None else _unusable(found)
    if found is None or why:
        return tuple(
            of_orders.unavailable(material, _full(named, "orders"), why) for named in (_DISPUTE, _REFUND, _RETURN, _FAULT)
        )
    shared, left = _shared_notes(found), _left(found)
    made = (_disputes(found), _refunds(found), _returns(found), _by_fault(found))
    return tuple(replace(one, notes=(*shared, *left, *one.notes), must_know=(*left, *one.must_know)) for one in made)


def _unusable(found: Requests) -> str:
    if not len(found.material.frame):
        return "there are no orders: put the order export that covers these days into orders/"
    if not (found.rows >= 0).any():
        return (
            f"none of the {len(found.table):,} return requests is of an order in the order files: export the orders of the"
            " same weeks"
        )
    return ""


def _returns(found: Requests) -> Measured:
    base = _base(found, found.coverage, "return.denominator") if found.states_status else NO_STATUS
    if isinstance(base, str):
        return of_orders.unavailable(found.material, _full(_RETURN, "orders"), base)
    chosen = found.stands & _in_time(found.coverage)
    kept = _kept(found, chosen, base)
    names = found.table["status"].astype(object).fillna("no known status").replace("blank", "no known status").to_numpy()
    parts = _parts(found, kept, names)
    return _measured(found, _Rate(named=_RETURN, base=base, chosen=chosen, coverage=found.coverage, breakdown=parts))


def _refunds(found: Requests) -> Measured:
    tells = found.states_status or present(found.table, "refunded_at").any()
    covered = found.refund_coverage
    base = _base(found, covered, "return.denominator") if tells else NO_STATUS
    if isinstance(base, str):
        return of_orders.unavailable(found.material, _full(_REFUND, "orders"), base)
    chosen = found.refunded & _in_time(covered)
    parts = _how_much(found, _kept(found, chosen, base))
    return _measured(found, _Rate(named=_REFUND, base=base, chosen=chosen, coverage=covered, breakdown=parts))


def _disputes(found: Requests) -> Measured:
    base = _base(found, found.coverage, "dispute.denominator", "return.denominator")
    told = present(found.table, "dispute_status")
    chosen = told & ~among(found.table["dispute_status"], ("none",)) & _in_time(found.coverage)
    if not isinstance(base, str) and not told.any():
        base = (
            "no return states a dispute that is known, so it cannot be told whether there were none: export the column"
            " Dispute Status, or put the Open API's answer to a search of returns into returns/"
        )
    if isinstance(base, str):
        return of_orders.unavailable(found.material, _full(_DISPUTE, "orders"), base)
    names = found.table["dispute_status"].astype(object).to_numpy()
    parts = _parts(found, _kept(found, chosen, base), names)
    return _measured(found, _Rate(named=_DISPUTE, base=base, chosen=chosen, coverage=found.coverage, breakdown=parts))


def _by_fault(found: Requests) -> Measured:
    policy = found.material.policy
    base = _base(found, found.coverage, "return.fault_denominator", "return.denominator")
    whose, left = stated(policy, "return.fault_parties"), stated(policy, "return.fault_excludes")
    parties, excluded = values(whose) or ("seller",), values(left) or EXCLUDED
    if unknown := [p for p in parties if p not in PARTIES]:
        base = f"return.fault_parties says {', '.join(unknown)}; known are {', '.join(PARTIES)}"
    if unknown := [e for e in excluded if e not in {*EXCLUDED, "none"}]:
        base = f"return.fault_excludes says {', '.join(unknown)}; known are {', '.join(EXCLUDED)} and none"
    if not isinstance(base, str) and not present(found.table, "reason").any():
        base = "no return states its reason: export the column Return Reason"
    if not isinstance(base, str) and not found.states_status and {"refused", "withdrawn"} & set(excluded):
        base = NO_STATUS
    if not isinstance(base, str) and found.faults.of("unknown").all():
        base = f"of none of the {len(found.table):,} return requests it is known whose fault it was"
    if isinstance(base, str):
        return of_orders.unavailable(found.material, _full(_FAULT, "orders"), base)
    judged = found.faults.of(*(p for p in PARTIES if p in parties)) & ~_left_out(found, excluded)
    judged &= _in_time(found.coverage)
    open_state = found.stateless & bool({"refused", "withdrawn"} & set(excluded))
    chosen = judged & ~open_state
    untold = found.faults.of("unknown") & ~_left_out(found, excluded) & _in_time(found.coverage)
    bad = found.orders(chosen)
    base = base.without(((UNTOLD, found.orders(untold) & ~bad), (STATELESS, found.orders(judged & open_state) & ~bad)))
    kept = _kept(found, chosen, base)
    not_known = unknown_note(found.faults, "return requests", found.rows >= 0)
    rate = _Rate(
        named=_named_after(parties, excluded),
        base=base,
        chosen=chosen,
        coverage=found.coverage,
        breakdown=by_reason(found.faults, found.rows, kept),
        notes=(
            *_rules(parties, excluded, whose, left),
            *platform_window(policy, "return.window_days", _FAULT.title),
            *not_known,
        ),
        reconstructed=basis_said(found.faults, chosen & (found.rows >= 0), "requests"),
        apart=APART,
    )
    return replace(_measured(found, rate), must_know=not_known)


def _measured(found: Requests, rate: _Rate) -> Measured:
    covered = rate.coverage
    judged = replace(rate.base.judged(found.orders(rate.chosen)), until=covered.last if covered else None)
    measured = of_orders.measured(
        found.material,
        judged,
        _full(rate.named, rate.base.said, covered),
        reconstructed=rate.reconstructed,
        breakdown=rate.breakdown,
        apart=(*rate.apart, covered.too_young if covered else UNTIMED),
    )
    notes = (f"{rate.named.title}: {note[0].lower()}{note[1:]}" for note in rate.base.notes)
    return replace(measured, notes=(*notes, *rate.notes))


def _full(named: Named, of: str, covered: Coverage | None = None) -> Named:
    lag = f" {covered.defined}." if covered else ""
    return replace(named, definition=f"Share of {of} {named.definition}. {_ONCE}.{lag}")


def _in_time(covered: Coverage | None) -> Mask | np.bool_:
    """The requests within the lag; all where there is none."""
    return covered.in_time if covered else np.True_


def _base(found: Requests, covered: Coverage | None, *ids: str) -> Counted | str:
    """The orders of a rate, less those that the files of returns do not tell of, or not for long enough."""
    material = found.material
    excludes = stated(material.policy, "return.excludes")
    base = counted(material, of=stated(material.policy, *ids), excludes=excludes, otherwise=ORDERS)
    if isinstance(base, str):
        return base
    return base.without(covered.left_out(material.days) if covered else untimed(material))


def _named_after(parties: tuple[str, ...], excluded: tuple[str, ...]) -> Named:
    out = [_OUT[name] for name in excluded if name in _OUT]
    but = f"; requests {', '.join(out[:-1])}{' or ' if out[1:] else ''}{out[-1]} are left out" if out else ""
    if parties == ("seller",):
        return replace(_FAULT, definition=_FAULT.definition + but)
    who = " or the ".join(parties)
    return replace(
        _FAULT,
        title=f"Returns and refunds by the fault of the {who}",
        definition=f"with a return or refund request for a reason that is the fault of the {who}{but}",
        called=f"returned by the fault of the {who}",
    )


def _left_out(found: Requests, excluded: tuple[str, ...]) -> Mask:
    by_name = {"refused": found.refused, "withdrawn": found.withdrawn, "seller_won": found.seller_won}
    out = np.zeros(len(found.table), dtype=bool)
    for name in excluded:
        out |= by_name.get(name, out)
    return out


def _rules(parties: tuple[str, ...], excluded: tuple[str, ...], whose: Fact | None, left: Fact | None) -> tuple[str, ...]:
    out = ", ".join(e for e in excluded if e != "none").replace("_", " ") or "none"
    return (
        f"Returns by fault count reasons that are the fault of: {', '.join(parties)} ({_where(whose)}).",
        f"Requests left out of returns by fault: {out} ({_where(left)}).",
    )


def _where(fact: Fact | None) -> str:
    return source(fact) if fact else "the kit's own reading"


# --- parts of a numerator -------------------------------------------------------------------------


def _kept(found: Requests, chosen: Mask, base: Counted) -> Mask:
    """The requests whose order the rate counts."""
    inside = chosen & (found.rows >= 0)
    inside[inside] = base.reason[found.rows[inside]] < 0
    return inside


def _parts(found: Requests, kept: Mask, names: NDArray[np.object_]) -> tuple[tuple[str, int], ...]:
    """The orders by the name of their first request, the most frequent first."""
    first = pd.DataFrame({"row": found.rows[kept], "name": names[kept]}).drop_duplicates("row")
    counts = first["name"].astype(str).str.replace("_", " ").value_counts()
    return tuple(sorted(((str(name), int(n)) for name, n in counts.items()), key=lambda pair: (-pair[1], pair[0])))


def _how_much(found: Requests, kept: Mask) -> tuple[tuple[str, int], ...]:
    """The refunded orders by how much of their amount came back; the refunds of an order are added up."""
    some = found.table.loc[kept].assign(row=found.rows[kept])
    grouped = some.groupby("row")["refund_amount"]
    refunds = grouped.sum().where(grouped.count() == grouped.size())
    stated_there = some.drop_duplicates("row").set_index("row")["order_amount"].reindex(refunds.index)
    in_orders = found.material.frame["order_amount"].iloc[refunds.index]
    amount = np.where(stated_there.notna(), numbers(stated_there), numbers(in_orders))
    missing = refunds.isna().to_numpy(dtype=bool) | np.isnan(amount)
    part = ~missing & (refunds.to_numpy() < amount - _CENT)
    counts = {
        "the whole order": int((~missing & ~part).sum()),
        "a part of the order": int(part.sum()),
        "amount not stated": int(missing.sum()),
    }
    return tuple((name, n) for name, n in counts.items() if n)


# --- what a reader should know --------------------------------------------------------------------


def _shared_notes(found: Requests) -> tuple[str, ...]:
    table, known = found.table, found.rows >= 0
    notes = [f"Returns: {len(table):,} requests in {found.lines:,} lines."]
    if several := int(pd.Series(found.rows[known]).duplicated(keep=False).sum()):
        orders = len(np.unique(found.rows[known][pd.Series(found.rows[known]).duplicated(keep=False)]))
        notes.append(f"{orders:,} orders have more than one request, {several:,} together; each order counts once.")
    out = [(found.refused, "refused"), (found.withdrawn, "withdrawn by the buyer")]
    if any(mask.any() for mask, _ in out):
        said = ", ".join(f"{int(mask.sum()):,} {why}" for mask, why in out if mask.any())
        notes.append(f"Requests that are no return: {said}.")
    if blank := int(found.stateless.sum()):
        notes.append(f"{blank:,} requests have no known status: they count as requested and as neither refused nor refunded.")
    return tuple(notes)


def _left(found: Requests) -> tuple[str, ...]:
    """What of the requests and of the orders is in no rate."""
    notes = []
    if outside := int((found.rows < 0).sum()):
        notes.append(f"{outside:,} return requests are of orders that are not in the order files: they are in no rate.")
    late = found.coverage.too_late() if found.coverage else ""
    return (*notes, _covered(found), *((late,) if late else ()))


def _covered(found: Requests) -> str:
    if found.coverage is None:
        return "No return states when it was requested."
    return found.coverage.said(found.material.days, found.material.style)
