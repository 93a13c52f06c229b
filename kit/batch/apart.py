"""One case in a process of its own, whatever happens there: its outcome, and nothing that touches the others."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event
from time import monotonic

from kit.batch.jobs import Job
from kit.batch.outcome import Outcome, failed
from kit.batch.swept import own_folder
from kit.errors import KitError
from kit.tools import worker
from kit.warm import Parent

LOADED = ("kit.warm.preload", "kit.batch.preload:load")
"""What a parent of warm kernels loads."""


class Loaded(Parent):
    """That parent. What was forked from it ends with it, and none of that is kept for a later job."""

    def __init__(self) -> None:
        super().__init__(LOADED)

    def close(self) -> None:
        """End it and all that it forked."""
        worker.end_forked(self.place)
        super().close()


_GRACE = 20.0  # to stop a notebook at its limit and write it, before its process is killed
_MEGABYTES = 4_000
_SHUT = "the process of this case ended"


def run(
    job: Job, limit: float, place: str = "", *, told: Mapping[str, str] | None = None, unwanted: Event | None = None
) -> Outcome:
    """The case's outcome; its process and its kernel are forked from the loaded parent at `place`, if there is one.

    `told` is put into its environment. The process is stopped once `unwanted` is set. A case whose process breaks is tried
    once more within the same limit: the system may have killed it for another's fault.
    """
    began = monotonic()

    def once() -> Outcome:
        rest = began + limit - monotonic()
        return worker.run(
            _apart, job, rest, place, told, seconds=rest + _GRACE, megabytes=_MEGABYTES, place=place, unwanted=unwanted
        )

    try:
        try:
            return once()
        except worker.Exceeded as error:
            if not error.is_broken or monotonic() > began + limit:
                raise
            return once()
    except worker.Exceeded as error:
        return failed(job, f"{_SHUT}: it {error.why}", seconds=monotonic() - began)
    except KitError as error:
        return failed(job, str(error), seconds=monotonic() - began)
    except Exception as error:  # noqa: BLE001 - a fault of the kit in one case must not end the others
        return failed(job, f"a fault of the kit, {type(error).__name__}: {error}", seconds=monotonic() - began)


def _apart(job: Job, limit: float, place: str, told: Mapping[str, str] | None) -> Outcome:
    """The outcome of a case that is run in this process, the temporary files of its kernel apart from those of others."""
    from kit.batch.execute import execute  # heavy: a batch that has nothing to run starts without it

    with _told(told or {}), own_folder():
        return execute(job, limit, place)


@contextmanager
def _told(more: Mapping[str, str]) -> Iterator[None]:
    """With that in the environment: the process may run another batch's case next, which has other passwords or none."""
    before = {name: os.environ.get(name) for name in more}
    os.environ.update(more)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
