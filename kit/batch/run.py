"""Run the cases of a batch, so many at a time; one that fails, hangs or dies costs the others nothing but its own time."""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from time import monotonic

from kit.batch import inputs, state
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome, failed
from kit.errors import KitError
from kit.tools import worker

LIMIT = 600.0  # seconds that a case may take
_GRACE = 20.0  # to stop a notebook at its limit and write it, before its process is killed
_MEGABYTES = 4_000
_SHUT = "the process of this case ended"

Told = Callable[[Outcome, int, int], None]


def run_batch(jobs: Sequence[Job], *, workers: int, limit: float = LIMIT, told: Told | None = None) -> tuple[Outcome, ...]:
    """What came of each case, in the order of the jobs; `told` hears of each as it ends: outcome, how many, of how many.

    A case that is done already, from the same inputs by the same kit and libraries, is kept as it is.
    """
    with state.opened() as known:
        ended: dict[str, Outcome] = {}
        for job, outcome in _ended(jobs, known, workers, limit):
            ended[job.name] = outcome
            if told:
                told(outcome, len(ended), len(jobs))
        return tuple(ended[job.name] for job in jobs)


def _ended(jobs: Sequence[Job], known: state.State, workers: int, limit: float) -> Iterator[tuple[Job, Outcome]]:
    """Each job with its outcome, as it ends: what needs no run first."""
    waiting: list[tuple[Job, str]] = []
    for job in jobs:
        if job.problem:
            yield job, failed(job, job.problem, file=job.file)
        elif kept := known.done(job, now := inputs.digest(job)):
            yield job, kept
        else:
            waiting.append((job, now))
    for job, before, outcome in _run(waiting, workers, limit):
        if outcome.state != "failed" and inputs.digest(job) == before:  # a file that changed meanwhile is not what was read
            known.note(job, outcome, before)
        elif outcome.state == "failed":
            known.note(job, outcome, "")
        yield job, outcome


def _run(waiting: Sequence[tuple[Job, str]], workers: int, limit: float) -> Iterator[tuple[Job, str, Outcome]]:
    """Run the jobs on so many threads, each with a process; they end with us, so that Ctrl-C need not wait for a case."""
    todo: queue.SimpleQueue[tuple[Job, str]] = queue.SimpleQueue()
    ended: queue.SimpleQueue[tuple[Job, str, Outcome]] = queue.SimpleQueue()
    for each in waiting:
        todo.put(each)

    def work() -> None:
        while True:
            try:
                job, before = todo.get_nowait()
            except queue.Empty:
                return
            ended.put((job, before, _one(job, limit)))

    for _ in range(min(workers, len(waiting))):
        threading.Thread(target=work, daemon=True).start()
    for _ in waiting:
        yield ended.get()


def _one(job: Job, limit: float) -> Outcome:
    """The case's outcome, whatever happens in its process."""
    from kit.batch.execute import execute  # heavy: a batch that has nothing to run starts without it

    began = monotonic()
    try:
        return worker.run(execute, job, limit, seconds=limit + _GRACE, megabytes=_MEGABYTES)
    except worker.Exceeded as error:
        return failed(job, f"{_SHUT}: it {error.why}", seconds=monotonic() - began)
    except KitError as error:
        return failed(job, str(error), seconds=monotonic() - began)
    except Exception as error:  # noqa: BLE001 - a fault of the kit in one case must not end the others
        return failed(job, f"a fault of the kit, {type(error).__name__}: {error}", seconds=monotonic() - began)
