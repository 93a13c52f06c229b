"""Run cases again as their files change, until it is stopped."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import sleep

from kit.batch.inputs import inputs
from kit.batch.jobs import Job

_PAUSE = 2.0  # seconds between two looks
Seen = tuple[tuple[str, int, int], ...]


def rounds(find: Callable[[], Sequence[Job]], pause: float = _PAUSE) -> Iterator[tuple[tuple[Job, ...], tuple[Job, ...]]]:
    """All cases and those of them whose files changed since the last round, whenever there are any; without end.

    A change waits for the next look: a file that is still being written is run when it has settled.
    """
    known: dict[Path, Seen] = {}
    while True:
        jobs = tuple(find())
        now = {job.folder: seen(job) for job in jobs}
        changed = tuple(job for job in jobs if known.get(job.folder) != now[job.folder])
        if known and changed:
            sleep(pause)
            if now != {job.folder: seen(job) for job in jobs}:
                continue
        if changed:
            yield jobs, changed
        known = now
        sleep(pause)


def seen(job: Job) -> Seen:
    """Name, size and time of each input: enough to tell that one may have changed."""
    found = []
    for path in inputs(job):
        try:
            status = path.stat()
        except OSError:  # taken away between two looks
            continue
        found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(found)
