"""Collected on time, scanned late: each order of the notice held against the manifest line that its parcel was signed for under.

What the manifests do not prove is not claimed: an order without a line, collected late, or under a number that is not of the
carrier that signed. A manifest that contradicts the label or the scan is a gap, because a reviewer would find it too.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from kit.audits._manifests import Held, Sheet, misnumbered, of_nothing, place, twice
from kit.audits._slips import against_slips, is_nobody, signed_slip, unfit
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Gap, Metric, Rate
from kit.tools import figures
from kit.tools.cells import is_there, text
from kit.tools.tracking_numbers import shape

if TYPE_CHECKING:
    import pandas as pd

EXHIBIT = "order_list"  # the kind of evidence that it is

USUAL = 0.9
"""Part of a carrier's numbers that must share one shape before another shape is named; own judgement."""

_NAMED = 3  # orders named one by one in a gap

Verdict = Literal[
    "collected on time",
    "collected late",
    "no manifest line",
    "number of another carrier",
    "scanned in time",
    "manifest contradicted",
    "not signed for",
    "no deadline known",
    "not in the exports",
]
_CLAIMED: Verdict = "collected on time"
_STATES: Mapping[str, Literal["good", "gap", "open"]] = {
    _CLAIMED: "good",
    "scanned in time": "good",
    "manifest contradicted": "gap",
    "not signed for": "gap",
    "no deadline known": "open",
    "not in the exports": "open",
}
_ORDER = (
    _CLAIMED,
    "scanned in time",
    "collected late",
    "no manifest line",
    "number of another carrier",
    "manifest contradicted",
    "not signed for",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """An order of the notice with its manifest line. `why` says what a verdict rests on where the times do not."""

    order_id: str
    verdict: Verdict
    order: Any = None  # its row of the orders
    line: Any = None  # its row of the manifests
    due: Any = None
    scanned: Any = None
    why: str = ""


def audit(request: Request) -> Audit:
    """Each order of the notice with collection, deadline and first scan, and which of them the manifests prove."""
    found = Audit(
        id="collections",
        title="Orders of the notice held against the signed manifests",
        definition=(
            "Each order of the notice is looked for by its tracking number, or where a manifest names none by its order ID, in the"
            " manifests that the carrier's driver signed. It was collected on time if somebody signed for it and the signed time is not"
            " after its deadline, comes after its label and before its first scan. A number that is not of the carrier's shape is not"
            " looked for."
        ),
    )
    lines, orders, metric = request.table("collections"), request.orders, _main(request)
    if lines is None or lines.empty:
        return replace(
            found, unavailable="there are no manifest lines; put them as CSV (manifest, tracking number, time) into records/"
        )
    if orders is None or metric is None or not (wanted := _wanted(request)):
        return replace(found, unavailable="the notice names no orders and the exports show none that were late")
    seen = tuple(_seen(request, wanted, lines, metric))
    return replace(
        found,
        sentence=_sentence(seen),
        heads=("Order", "Tracking number", "Manifest", "Collected", "Deadline", _recorded(metric)[1], "Result"),
        rows=tuple(_row(request, one) for one in sorted(seen, key=_claimed_first)),
        figures=_figures(request, seen, metric),
        rates=_rates(request, seen, metric),
        gaps=tuple(_gaps(request, seen, lines, metric)),
        reads=("records", "orders", "tracking"),
    )


# --- what is looked at --------------------------------------------------------------------------


def _main(request: Request) -> Metric | None:
    analysis = request.analysis
    return analysis.metric(analysis.main) if analysis.main else None


def _recorded(metric: Metric) -> tuple[str, str]:
    """The column of the time that the platform counts, and its head."""
    return ("scan_at", "First scan") if metric.clock == "scan" else ("shipped_at", "Shipped")


def _wanted(request: Request) -> tuple[str, ...]:
    """The orders of the notice; where it lists none, those that the exports show late in its window."""
    stated, affected = request.case.violation.orders, request.analysis.affected
    return stated or (() if affected is None else tuple(affected["order_id"]))


def _seen(request: Request, wanted: tuple[str, ...], lines: "pd.DataFrame", metric: Metric) -> Iterator[_Seen]:
    assert request.orders is not None
    assert request.analysis.judged is not None
    orders = request.orders.orders
    by_id = {row.order_id: row for row in orders[orders["order_id"].isin(wanted)].itertuples(index=False)}
    due = dict(zip(request.analysis.judged["order_id"], request.analysis.judged["due_at"], strict=True))
    sheet, foreign = Sheet.of(lines, request.orders.lines, wanted), partial(_foreign, _usual(orders))
    for order_id in wanted:
        order = by_id.get(order_id)
        if order is None:
            yield _Seen(order_id=order_id, verdict="not in the exports")
            continue
        held = sheet.held(order_id)
        yield _judged(
            _Seen(
                order_id=order_id,
                verdict=_CLAIMED,
                order=order,
                line=held.line,
                due=due.get(order_id),
                scanned=getattr(order, _recorded(metric)[0]),
            ),
            next(filter(None, (foreign(number, order.carrier) for number in held.numbers)), ""),
            held,
        )


def _judged(one: _Seen, foreign: str, held: Held) -> _Seen:
    """The first thing that keeps an order from being claimed."""
    if not is_there(one.due):
        return replace(one, verdict="no deadline known")
    if foreign:
        return replace(one, verdict="number of another carrier", why=foreign)
    if held.differs:
        return replace(one, verdict="manifest contradicted", why=held.differs)
    if one.line is None or held.lacks:
        return replace(one, verdict="no manifest line", why=held.lacks)
    if is_nobody(text(one.line.collected_by)):
        return replace(one, verdict="not signed for")
    at, label = one.line.collected_at, one.order.rts_at
    if is_there(label) and label > at:
        return replace(one, verdict="manifest contradicted", why="its label was made after the time signed on the manifest")
    if is_there(one.scanned) and one.scanned < at:
        return replace(one, verdict="manifest contradicted", why="the carrier scanned it before the time signed on the manifest")
    if is_there(one.scanned) and one.scanned <= one.due:
        return replace(one, verdict="scanned in time")
    return replace(one, verdict=_CLAIMED if at <= one.due else "collected late")


def _usual(orders: "pd.DataFrame") -> dict[str, str]:
    """The shape that nearly all numbers of a carrier have, where there is one."""
    known = orders.dropna(subset=["tracking_id", "carrier"])
    found = {}
    for carrier, numbers in known.groupby(known["carrier"].astype(str))["tracking_id"]:
        drawn, count = Counter(map(_drawn, numbers)).most_common(1)[0]
        if count >= USUAL * len(numbers):
            found[str(carrier)] = drawn
    return found


def _foreign(usual: Mapping[str, str], number: str, carrier: Any) -> str:
    """Why the number is not the named carrier's, or nothing."""
    own = usual.get(str(carrier)) if is_there(carrier) else None
    if own is None or _drawn(number) == own:
        return ""
    telling = next((fit.carrier for fit in shape(number).fits if fit.is_telling), None)
    return f"shape of {telling}" if telling else f"unlike the others of {carrier}"


def _drawn(number: str) -> str:
    """A number's shape: letters as they stand, each digit as 9."""
    return re.sub(r"\d", "9", number)


# --- what is said -------------------------------------------------------------------------------


def _count(seen: Iterable[_Seen]) -> Counter[str]:
    return Counter(one.verdict for one in seen)


def _sentence(seen: tuple[_Seen, ...]) -> str:
    counted = _count(seen)
    rest = [f"{n:,} {verdict}" for verdict, n in sorted(counted.items()) if verdict != _CLAIMED]
    proved = f"{counted[_CLAIMED]:,} of {figures.many(len(seen), 'order')} of the notice {'was' if counted[_CLAIMED] == 1 else 'were'} signed for by the carrier before their deadline"
    return f"{proved}{'; not claimed: ' + ', '.join(rest) if rest else ''}."


def _figures(request: Request, seen: tuple[_Seen, ...], metric: Metric) -> dict[str, str]:
    counted = _count(seen)
    claimed = [one for one in seen if one.verdict == _CLAIMED]
    waits = [(one.scanned - one.line.collected_at).total_seconds() / 60 for one in claimed if is_there(one.scanned)]
    names = {
        "late": "collected late",
        "unlisted": "no manifest line",
        "foreign": "number of another carrier",
        "unsigned": "not signed for",
    }
    return {
        "orders": f"{len(seen):,}",
        "claimed": f"{len(claimed):,}",
        "taken_out": f"{len(claimed) - len(_uncounted(request, seen)):,}",  # of the late ones that the rate counts
        "not_claimed": f"{len(seen) - len(claimed):,}",
        **{name: f"{counted[verdict]:,}" for name, verdict in names.items()},
        "manifests": f"{len({one.line.manifest for one in claimed}):,}",
        "median_wait": _lasting(statistics.median(waits)) if waits else figures.NOT_APPLICABLE,
        "clock": _recorded(metric)[1].lower(),
    }


def _lasting(minutes: float) -> str:
    """A wait in whole hours, in minutes where it is under an hour."""
    return figures.many(round(minutes), "minute") if round(minutes) < 60 else figures.many(round(minutes / 60), "hour")


def _rates(request: Request, seen: tuple[_Seen, ...], metric: Metric) -> dict[str, Rate]:
    """The rate with the orders of the notice, and without those that the manifests prove."""
    during = metric.rate("during")
    if during is None or request.analysis.affected is None:
        return {}
    proved = sum(one.verdict == _CLAIMED for one in seen) - len(_uncounted(request, seen))
    plain = replace(during, low=None, high=None, excluded=())
    return {"counted": plain, "recounted": replace(plain, numerator=during.numerator - proved)}


def _uncounted(request: Request, seen: tuple[_Seen, ...]) -> list[str]:
    """Orders that are claimed and not among the late ones of the window, so that taking them out changes no rate."""
    affected = request.analysis.affected
    late = set() if affected is None else set(affected["order_id"])
    return [one.order_id for one in seen if one.verdict == _CLAIMED and one.order_id not in late]


def _claimed_first(one: _Seen) -> tuple[int, str, str]:
    """What the letter claims, manifest by manifest, then what it does not."""
    rank = _ORDER.index(one.verdict) if one.verdict in _ORDER else len(_ORDER)
    return rank, str(one.line.manifest) if one.line is not None else "", one.order_id


def _row(request: Request, one: _Seen) -> AuditRow:
    line = one.line
    cells = (
        one.order_id,
        str(one.order.tracking_id) if one.order is not None and is_there(one.order.tracking_id) else "",
        str(line.manifest) if line is not None else "",
        _moment(request, line.collected_at if line is not None else None),
        _moment(request, one.due),
        _moment(request, one.scanned),
        f"{one.verdict}: {one.why}" if one.why else one.verdict,
    )
    shown = signed_slip(request, line)
    return AuditRow(cells=cells, state=_STATES.get(one.verdict, "plain"), exhibits=(shown,) if shown else ())


def _moment(request: Request, at: Any) -> str:
    if not is_there(at):
        return ""
    local = at.tz_convert(request.policy.zone)
    day = (
        f"{local:%b}\N{NO-BREAK SPACE}{local.day}"
        if request.policy.site.date_style == "month_first"
        else f"{local.day}\N{NO-BREAK SPACE}{local:%b}"
    )
    return f"{day},\N{NO-BREAK SPACE}{local:%H:%M}"


# --- what is wanting ----------------------------------------------------------------------------


def _gaps(request: Request, seen: tuple[_Seen, ...], lines: "pd.DataFrame", metric: Metric) -> Iterator[Gap]:
    told = {place(one.line) for one in seen if one.verdict == "manifest contradicted"}
    yield from _contradicted(seen)
    yield from _unsigned(seen)
    yield from _unadded(request, seen, metric)
    if unknown := [one.order_id for one in seen if one.verdict == "not in the exports"]:
        yield Gap(
            id=f"collections.{unknown[0]}.unknown",
            severity="warning",
            where="violation.orders",
            what=f"{_orders(unknown)} of the notice {'is' if len(unknown) == 1 else 'are'} in no export",
            fix="add the export that holds it, or correct the number"
            if len(unknown) == 1
            else "add the export that holds them, or correct the numbers",
        )
    claimed = {str(one.line.manifest): one.line for one in seen if one.verdict == _CLAIMED}
    for manifest, line in claimed.items():
        if signed_slip(request, line) is None:
            yield Gap(
                id=f"collections.{manifest}.unsigned",
                severity="error",
                where=place(line),
                what=f"orders are claimed by manifest {manifest}, and no exhibit shows it signed{unfit(request, line)}",
                fix="name the evidence id of the signed manifest in the column Evidence, and add the file to case.yaml",
            )
    assert request.orders is not None
    yield from (gap for gap in misnumbered(lines, request.orders.lines) if gap.where not in told)
    yield from against_slips(request, lines)
    yield from of_nothing(lines)
    yield from twice(lines)


def _unadded(request: Request, seen: tuple[_Seen, ...], metric: Metric) -> Iterator[Gap]:
    """The letter takes the claimed orders out of the late ones: those that are not among them would not add up."""
    during = metric.rate("during")
    if during is not None and (ids := _uncounted(request, seen)):
        claimed = sum(one.verdict == _CLAIMED for one in seen)
        yield Gap(
            id=f"collections.{ids[0]}.uncounted",
            severity="error",
            where="violation.orders",
            what=(
                f"of {figures.many(claimed, 'claimed order')} {_orders(ids)} {'is' if len(ids) == 1 else 'are'} not among the"
                f" {during.numerator:,} late ones that the exports count in the window: the rate without them takes out"
                f" {claimed - len(ids):,}"
            ),
            fix="correct violation.window; where the notice itself lists orders outside its window, write"
            " {{ audit.collections.taken_out }} beside the rate and say why the others do not change it",
        )


def _contradicted(seen: tuple[_Seen, ...]) -> Iterator[Gap]:
    """What contradicts in the same way on one manifest is told once, however many orders it is of."""
    alike: dict[tuple[str, str], list[_Seen]] = {}
    for one in seen:
        if one.verdict == "manifest contradicted":
            alike.setdefault((str(one.line.manifest), one.why), []).append(one)
    places: set[str] = set()  # one line may contradict two orders
    for (manifest, why), mine in alike.items():
        if place(mine[0].line) not in places:
            yield Gap(
                id=f"collections.{mine[0].order_id}.contradicted",
                severity="error",
                where=place(mine[0].line),
                what=f"manifest {manifest} does not fit {_orders([one.order_id for one in mine])}: {why}",
                fix="hold the manifest's time and time zone against the signed slip; where the slip says so, do not claim the order",
            )
        places.update(place(one.line) for one in mine)


def _unsigned(seen: tuple[_Seen, ...]) -> Iterator[Gap]:
    for manifest in dict.fromkeys(str(one.line.manifest) for one in seen if one.verdict == "not signed for"):
        mine = [one for one in seen if one.verdict == "not signed for" and str(one.line.manifest) == manifest]
        yield Gap(
            id=f"collections.{mine[0].order_id}.unsigned",
            severity="warning",
            where=place(mine[0].line),
            what=f"manifest {manifest} does not say who collected {_orders([one.order_id for one in mine])}: not claimed",
            fix="state in Collected By who signed, as the slip has it",
        )


def _orders(ids: list[str]) -> str:
    """Orders in a sentence: the one, or how many and the first."""
    if len(ids) == 1:
        return f"order {ids[0]}"
    return f"{len(ids):,} orders ({', '.join(ids[:_NAMED])}{' …' if len(ids) > _NAMED else ''})"
