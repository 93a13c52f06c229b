"""The evidence of the cases held against that of all others: once for each run of a case, then kept with what is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kit.batch import state
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome
from kit.commands import elsewhere
from kit.phrases import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The outcomes that were looked up, by their names, with what was found; how many pairs of pictures wait for the next look."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    left: int = 0


def compared(jobs: Sequence[Job], outcomes: Mapping[str, Outcome], lang: Lang, begins: Callable[[int], None]) -> Compared:
    """What had to be looked up. `begins` hears of how many. Raises LedgerError.

    Looked up is a case that ran, one that was told of a case that ran, and one that shares evidence with any of these.
    """
    ran = {one.violation_id for one in outcomes.values() if one.elsewhere is None and one.violation_id}
    open_to = [job for job in jobs if not job.problem and outcomes[job.name].state != "busy"]  # that one's batch looks it up
    wanted = [job for job in open_to if _is_wanted(outcomes[job.name], ran)]
    if not wanted:
        return Compared()
    begins(len(wanted))
    told, sharing = elsewhere.told_of_all([job.folder for job in wanted], lang)
    others = [job for job in open_to if job not in wanted and (job.stated.violation_id, job.stated.attempt) in sharing]
    if others:
        told |= elsewhere.told_of_all([job.folder for job in others], lang)[0]
        wanted += others
    found = {}
    with state.opened() as known:
        for job in wanted:
            one = told.get(job.folder)
            found[job.name] = replace(outcomes[job.name], elsewhere=one.lines if one else ())
            if one and one.is_whole:
                known.note_elsewhere(job, one.lines)
    return Compared(outcomes=found, left=sum(one.left for one in told.values()))


def _is_wanted(outcome: Outcome, ran: set[str]) -> bool:
    lines = outcome.elsewhere
    return lines is None or any(violation in line for line in lines for violation in ran)
