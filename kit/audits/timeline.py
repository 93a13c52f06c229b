"""The internal timeline held against every moment that the case states: who did what, when, by the seller's own log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kit.audits.request import Request
from kit.model import Audit, AuditRow, Gap, instant
from kit.tools.cells import text

if TYPE_CHECKING:
    import pandas as pd

NEAR_MINUTES = 15
"""How far an entry may lie from the minute that the letter states; own judgement: people note things after they did them."""


def audit(request: Request) -> Audit:
    """Every entry of the log with its place, and every stated moment that no entry shows."""
    found = Audit(
        id="timeline",
        title="Internal timeline",
        definition=(
            "Every moment that the letter states for a cause or a corrective action is looked for in the seller's log: a stated"
            f" time within {NEAR_MINUTES} minutes of an entry, a stated day on the day of one."
        ),
    )
    log = request.table("timeline")
    if log is None or log.empty:
        return replace(found, unavailable="there is no log; put one as CSV (time, role, what) into records/")
    log = log.dropna(subset=["at"]).sort_values("at", kind="stable")
    zone = request.policy.zone
    gaps = tuple(_unshown(request, log, zone))
    moments = len(tuple(_moments(request)))
    shown = moments - len(gaps)
    return replace(
        found,
        sentence=f"The log has {len(log):,} entries; {shown} of {moments} moments stated in the letter stand in it.",
        heads=("Time", "Role", "What"),
        rows=tuple(_row(request, entry, zone) for entry in log.itertuples(index=False)),
        figures={"entries": f"{len(log):,}", "moments": f"{moments}", "shown": f"{shown}"},
        gaps=gaps,
    )


def _row(request: Request, entry: Any, zone: ZoneInfo) -> AuditRow:
    at = entry.at.tz_convert(zone)
    known = {e.id for e in request.case.evidence}
    shown_by = entry.shown_by if entry.shown_by == entry.shown_by and entry.shown_by in known else None
    cells = (f"{request.day(at)}, {at:%H:%M}", text(entry.role), text(entry.what))
    return AuditRow(cells=cells, state="plain", exhibits=(shown_by,) if shown_by else ())


def _moments(request: Request) -> Iterator[tuple[str, str, date]]:
    """Place, name and moment of everything that the case dates."""
    for n, cause in enumerate(request.case.root_causes):
        if cause.when:
            yield f"root_causes.{n}.when", f"root cause {cause.id}", cause.when
    for n, action in enumerate(request.case.corrective):
        if action.done:
            yield f"corrective.{n}.done", f"corrective action {action.id}", action.done


def _unshown(request: Request, log: "pd.DataFrame", zone: ZoneInfo) -> Iterator[Gap]:
    local = log["at"].dt.tz_convert(zone)
    for where, name, moment in _moments(request):
        if isinstance(moment, datetime):
            at = instant(moment, zone)
            is_there = bool(((local - at).abs().dt.total_seconds() <= NEAR_MINUTES * 60).any())
        else:
            is_there = bool((local.dt.date == moment).any())
        if not is_there:
            yield Gap(
                id=f"timeline.{name.replace(' ', '_')}",
                severity="warning",
                where=where,
                what=f"the log has no entry for {name} at the moment stated, {moment}",
                fix="correct the moment, or add the entry from the record that shows it",
            )
