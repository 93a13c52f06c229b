"""Run the cases of a batch, so many at a time; one that fails, hangs or dies costs the others nothing but its own time."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.util import find_spec

from kit.batch import apart, inputs, state
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome, failed
from kit.errors import MissingTool
from kit.warm import can_fork

LIMIT = 600.0  # seconds that a case may take

Told = Callable[[Outcome, int, int], None]
Cold = Callable[[str], None]
Waits = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How the cases of a batch run."""

    workers: int
    limit: float
    warm: bool
    cold: Cold | None
    scheduler: str
    waits: Waits | None


def run_batch(
    jobs: Sequence[Job],
    *,
    workers: int,
    limit: float = LIMIT,
    warm: bool = True,
    told: Told | None = None,
    cold: Cold | None = None,
    scheduler: str = "",
    waits: Waits | None = None,
) -> tuple[Outcome, ...]:
    """What came of each case, in the order of the jobs; `told` hears of each as it ends: outcome, how many, of how many.

    `cold` hears why, if the loaded process ended early: the cases then take longer and give the same. `waits` hears
    if a scheduler has no worker yet.

    A case that is done already, from the same inputs by the same kit and libraries, is kept as it is. With `warm` kernels are
    forked from a process that has loaded the kit, where the system can; else each loads it anew, and gives the same.
    With the address of a Dask `scheduler` they run on its workers, as many at a time as these take.
    """
    if scheduler and find_spec("distributed") is None:
        raise MissingTool("Dask distributed, which speaks to a scheduler,", install="pip install 'poa-kit[scheduler]'")
    way = _Way(workers=workers, limit=limit, warm=warm, cold=cold, scheduler=scheduler, waits=waits)
    with state.opened() as known:
        ended: dict[str, Outcome] = {}
        for job, outcome in _ended(jobs, known, way):
            ended[job.name] = outcome
            if told:
                told(outcome, len(ended), len(jobs))
        return tuple(ended[job.name] for job in jobs)


def _ended(jobs: Sequence[Job], known: state.State, way: _Way) -> Iterator[tuple[Job, Outcome]]:
    """Each job with its outcome, as it ends: what needs no run first."""
    waiting: list[tuple[Job, str]] = []
    for job in jobs:
        if job.problem:
            yield job, failed(job, job.problem, file=job.file)
        elif kept := known.done(job, now := inputs.digest(job)):
            yield job, kept
        else:
            waiting.append((job, now))
    for job, before, outcome in _elsewhere(waiting, way) if way.scheduler else _run(waiting, way):
        if outcome.state == "failed":
            known.note(job, outcome, "")
        elif outcome.state != "busy" and inputs.digest(job) == before:  # a file that changed meanwhile is not what was read
            known.note(job, outcome, before)
        yield job, outcome


def _run(waiting: Sequence[tuple[Job, str]], way: _Way) -> Iterator[tuple[Job, str, Outcome]]:
    """Run the jobs on so many threads, each with a process; they end with us, so that Ctrl-C need not wait for a case."""
    todo: queue.SimpleQueue[tuple[Job, str]] = queue.SimpleQueue()
    ended: queue.SimpleQueue[tuple[Job, str, Outcome]] = queue.SimpleQueue()
    for each in waiting:
        todo.put(each)

    def work(place: str) -> None:
        while True:
            try:
                job, before = todo.get_nowait()
            except queue.Empty:
                return
            ended.put((job, before, apart.run(job, way.limit, place)))

    with apart.Loaded() if way.warm and waiting and can_fork() else nullcontext() as parent:
        for _ in range(min(way.workers, len(waiting))):
            threading.Thread(target=work, args=(parent.place if parent else "",), daemon=True).start()
        for _ in waiting:
            yield ended.get()
        if parent and parent.ended and way.cold:
            way.cold(parent.said.strip().rpartition("\n")[2])


def _elsewhere(waiting: Sequence[tuple[Job, str]], way: _Way) -> Iterator[tuple[Job, str, Outcome]]:
    """Run the jobs on the workers of a scheduler."""
    if waiting:
        from kit.batch import machines

        yield from machines.run(waiting, way.scheduler, limit=way.limit, warm=way.warm, waits=way.waits)
