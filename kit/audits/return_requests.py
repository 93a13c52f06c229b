"""Each return request of the violation: what the buyer gave as the reason, whose fault that is, and when the seller answered.

Whose fault a reason is comes from the platform's own list of reasons; where the list states no fault it is derived by a rule,
and every row says which. A parcel that came late is the carrier's fault only where the order was handed over by its deadline. In a
dispute a request is claimed only if its reason is another's fault by that list: one that the list gives to the seller, or to
nobody, is not, whatever happened.
"""

import statistics
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from kit.audits._returns import named_skus, requests
from kit.audits.request import Request
from kit.audits.returns_by_sku import OF_RETURNS
from kit.model import Audit, AuditRow, Gap, Metric, Rate
from kit.policy import reasons
from kit.policy.reasons import UNSTATED, Fault
from kit.tools import figures
from kit.tools.cells import is_there

if TYPE_CHECKING:
    from kit.model.audited import State

EXHIBIT = "affected_orders"  # the kind of evidence that it is

_HEADS = (
    "Order", "Ordered", "SKU", "Reason given", "Handed over", "Fault", "How known", "Requested", "Answered after", "Result",
)  # fmt: skip
_MAY_BE_EMPTY = ("Handed over", "Answered after")
"""Columns that are left out where no request says anything of it."""
_KINDS = {"refund_only": "refund", "return_refund": "return", "replacement": "return"}
_HOW = {"official": "the platform's list", "derived": "derived", "none": "not known"}
_SENT = {True: "late", False: "in time", None: "not known"}
_OTHERS = ("carrier", "buyer", "platform")
_CAME_LATE = "late arrival"
"""How the rule of the list begins for reasons that say so: the carrier's fault unless dispatch was late."""
_ENDED = {
    "completed": "refunded",
    "approved": "approved",
    "rejected": "refused",
    "rejected_on_receipt": "refused on receipt",
    "cancelled": "withdrawn by the buyer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One request with its order and its fault."""

    request: Any  # its row
    ordered: Any  # local day of the order
    sku: str
    fault: Fault
    sent_late: bool | None  # handed over after its deadline; None: not known

    @property
    def came_late(self) -> bool:
        """Whether the buyer gives the delay as the reason."""
        return self.fault.why.startswith(_CAME_LATE)


def audit(request: Request) -> Audit:
    """Every request for an order of the violation, oldest order first; an order of the notice without one is a gap."""
    found = Audit(
        id="return_requests",
        title="Return requests of the violation",
        definition=(
            "Every return or refund request for an order of the violation's days, or of the notice's list if it has one. Whose fault"
            " a reason is follows from the platform's list of reasons; where the list names no party it is derived by the kit's rule"
            " and marked so. A parcel that came late is put down to the carrier only if the order was handed over by its deadline."
            " Hours run from the request to the seller's first action."
        ),
    )
    analysis = request.analysis
    metric = analysis.metric(analysis.main) if analysis.main in OF_RETURNS else None
    table = requests(request)
    if metric is None or metric.unavailable or analysis.judged is None or table.empty:
        return replace(found, unavailable="the orders of this violation were not returned, or no file says which were")
    asked, missing = _asked(request, table), _missing(request, table)
    if not asked and not missing:
        return replace(found, unavailable="no request is of an order of the violation")
    rows = tuple(_row(request, one) for one in asked)
    told = [n for n in range(len(_HEADS)) if _HEADS[n] not in _MAY_BE_EMPTY or any(row.cells[n] for row in rows)]
    return replace(
        found,
        sentence=_sentence(asked),
        heads=tuple(_HEADS[n] for n in told),
        rows=tuple(replace(row, cells=tuple(row.cells[n] for n in told)) for row in rows),
        figures=_figures(asked),
        rates=_rates(request, asked, metric),
        gaps=missing,
        notes=("A derived fault is the kit's reading of the reason; the platform may count otherwise.",),
        reads=("orders", "returns"),
    )


# --- what is looked at --------------------------------------------------------------------------


def _asked(request: Request, table: "pd.DataFrame") -> tuple[_Asked, ...]:
    judged = request.analysis.judged
    assert judged is not None
    stated = request.case.violation.orders
    wanted = judged["order_id"].isin(stated) if stated else judged["period"] == "during"
    orders = judged.loc[wanted, ["order_id", "day", "late_handover"]]
    skus = named_skus(request).groupby("order_id")["sku"].agg(", ".join)
    some = table.merge(orders, on="order_id").sort_values(["day", "order_id", "return_id"], kind="stable", ignore_index=True)
    faults = _faults(request, some)
    return tuple(
        _told(row, str(skus.get(row.order_id, "")), fault)
        for row, fault in zip(some.itertuples(index=False), faults, strict=True)
    )


def _told(row: Any, sku: str, fault: Fault) -> _Asked:
    """A request as the data tell it: that a parcel came late is the seller's fault where it was sent late."""
    sent_late = bool(row.late_handover) if is_there(row.late_handover) else None
    if sent_late and fault.why.startswith(_CAME_LATE):
        fault = replace(fault, fault="seller", basis="derived")
    return _Asked(request=row, ordered=row.day, sku=sku, fault=fault, sent_late=sent_late)


def _faults(request: Request, table: "pd.DataFrame") -> list[Fault]:
    if table.empty:
        return []
    found = reasons.fault(
        table["reason"],
        site=request.policy.site.code,
        kind=table["return_type"].astype(object).map(_KINDS),
        days=_local(request, table["requested_at"]),
    )
    return [found.found[code] for code in found.codes]


def _local(request: Request, times: "pd.Series[pd.Timestamp]") -> Any:
    return times.dt.tz_convert(request.policy.zone.key).dt.tz_localize(None).to_numpy().astype("datetime64[D]")


def _missing(request: Request, table: "pd.DataFrame") -> tuple[Gap, ...]:
    """The orders of the notice's list that no file of returns has."""
    known = set(table["order_id"].dropna())
    return tuple(
        Gap(
            id=f"return_requests.{order}.unknown",
            severity="warning",
            where=f"violation.orders.{n}",
            what=f"order {order} of the notice has no return request in the files",
            fix="add the export of returns that holds it, or correct the number",
        )
        for n, order in enumerate(request.case.violation.orders)
        if order not in known
    )


# --- what is said -------------------------------------------------------------------------------


def _sentence(asked: tuple[_Asked, ...]) -> str:
    by: Counter[str] = Counter(one.fault.fault for one in asked)
    parties = ("seller", "carrier", "buyer", "platform", "unknown")
    told = [f"{by[party]:,} the {party}" if party != "unknown" else f"{by[party]:,} unknown" for party in parties if by[party]]
    orders = len({one.request.order_id for one in asked})
    known = sum(one.fault.basis == "official" for one in asked)
    return (
        f"{figures.many(len(asked), 'request')} for {figures.many(orders, 'order')}; by the reason given the fault is that of: {', '.join(told) or 'none'}."
        f" {known:,} of these faults are stated by the platform, {len(asked) - known:,} derived or not known."
    )


def _hours(one: _Asked) -> float | None:
    answered, at = getattr(one.request, "responded_at", None), one.request.requested_at
    return (answered - at).total_seconds() / 3600 if is_there(answered) and is_there(at) else None


def _figures(asked: tuple[_Asked, ...]) -> dict[str, str]:
    by: Counter[str] = Counter(one.fault.fault for one in asked)
    hours = sorted(h for one in asked if (h := _hours(one)) is not None)
    refunded = {one.request.order_id for one in asked if one.request.status == "completed"}
    came_late = [one for one in asked if one.came_late]
    return {
        "requests": f"{len(asked):,}",
        "orders": f"{len({one.request.order_id for one in asked}):,}",
        **{party: f"{by[party]:,}" for party in ("seller", *_OTHERS, "unknown")},
        "not_seller": f"{sum(by[party] for party in _OTHERS):,}",
        "refunded_orders": f"{len(refunded):,}",
        "came_late": f"{len(came_late):,}",
        "came_late_sent_in_time": f"{sum(one.sent_late is False for one in came_late):,}",
        "median_hours": f"{statistics.median(hours):.0f} hours" if hours else figures.NOT_APPLICABLE,
        "longest_hours": f"{hours[-1]:.0f} hours" if hours else figures.NOT_APPLICABLE,
    }


def _rates(request: Request, asked: tuple[_Asked, ...], metric: Metric) -> dict[str, Rate]:
    """The seller's part of the requests; the metric as counted, and without the orders that only another's fault brought back."""
    during = metric.rate("during")
    if during is None:
        return {}
    share = Rate(numerator=sum(one.fault.fault == "seller" for one in asked), denominator=len(asked), window=during.window)
    return {"seller_share": share, **_recounted(request, asked, metric, during)}


def _recounted(request: Request, asked: tuple[_Asked, ...], metric: Metric, during: Rate) -> dict[str, Rate]:
    """As the notice counts: all orders of its list, and those left without the ones that are only another's fault.

    The metric leaves out orders whose fault is not known; those of the list are counted here, as the notice counts them.
    """
    stated, judged = set(request.case.violation.orders), request.analysis.judged
    if not stated or judged is None:
        return {}
    ours = {one.request.order_id for one in asked if one.fault.fault not in _OTHERS}
    others = {one.request.order_id for one in asked} - ours
    left = judged["order_id"].isin(stated) & (judged["period"] == "during") & judged[metric.id].isna()
    of = during.denominator + int(left.sum())
    plain = replace(during, low=None, high=None, excluded=(), numerator=len(stated), denominator=of)
    return {"counted": plain, "recounted": replace(plain, numerator=len(stated) - len(others & stated))}


def _row(request: Request, one: _Asked) -> AuditRow:
    """A cell for each of `_HEADS`; how the parcel was handed over is told where the buyer names the delay."""
    asked, hours = one.request, _hours(one)
    cells = (
        str(asked.order_id),
        _day(request, one.ordered),
        one.sku,
        "" if one.fault.text == UNSTATED else one.fault.text,
        _SENT[one.sent_late] if one.came_late else "",
        one.fault.fault,
        _HOW[one.fault.basis],
        _moment(request, asked.requested_at),
        f"{hours:,.0f} hours" if hours is not None else "",
        _ENDED.get(str(asked.status), str(asked.status).replace("_", " ") if is_there(asked.status) else "not stated"),
    )
    return AuditRow(cells=cells, state=_state(request, one))


def _state(request: Request, one: _Asked) -> "State":
    """In a dispute: proved to be another's by the reason, or not claimed. A plan disputes nothing."""
    if request.case.stance == "plan":
        return "plain"
    return "good" if one.fault.fault in _OTHERS else "open" if one.fault.fault == "unknown" else "plain"


def _day(request: Request, value: Any) -> str:
    return request.day(pd.Timestamp(value), year=False) if is_there(value) else ""


def _moment(request: Request, at: Any) -> str:
    if not is_there(at):
        return ""
    local = at.tz_convert(request.policy.zone)
    return f"{request.day(local, year=False)}, {local:%H:%M}"
