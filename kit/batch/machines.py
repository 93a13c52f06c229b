"""Cases on the machines of an engine that runs already. The only door to Dask distributed, which the extra `scheduler` brings.

The cases lie on storage that every worker sees under the same path, and each worker has this very kit. What is done is noted
by the batch alone, on its own machine. A case whose worker dies is given to another by the engine; one that nobody waits for any
more, because the batch was stopped, is stopped where it runs.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, as_completed
from contextlib import closing
from threading import Event
from typing import Any, cast

from distributed import Client, WorkerPlugin, get_worker

from kit.batch import apart, inputs
from kit.batch.jobs import Job
from kit.batch.outcome import Outcome, failed
from kit.errors import KitError, Usage
from kit.warm import can_fork

_NAME = "poa-kit"
_ANSWERS = 10  # seconds that a scheduler may take to answer
_HANDED = "POA_PDF_PASSWORDS"  # of what the environment tells the kit, the one that changes what comes of a case


class Ready(WorkerPlugin):  # type: ignore[misc]
    """On each worker, also one that comes later, until the batch ends: a parent that has loaded the kit, and what runs there."""

    name = _NAME

    def __init__(self, *, warm: bool) -> None:
        self._is_warm = warm

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - the engine gives it
        """The batch has begun, or the worker has come."""
        self._parent = apart.Loaded() if self._is_warm and can_fork() else None
        self.place = self._parent.place if self._parent else ""
        self.running: dict[Any, Event] = {}

    def teardown(self, worker: Any) -> None:  # noqa: ARG002
        """The batch has ended."""
        if self._parent:
            self._parent.close()

    def transition(self, key: Any, start: str, finish: str, **_: Any) -> None:
        """The engine tells what becomes of a task: nobody waits for one that it lets go while it runs."""
        if start == "executing" and finish == "released" and key in self.running:
            self.running[key].set()


def run(
    waiting: Sequence[tuple[Job, str]], address: str, *, limit: float, warm: bool, waits: Callable[[], None] | None = None
) -> Iterator[tuple[Job, str, Outcome]]:
    """Each job with the digest of its inputs and its outcome, as it ends; raises Usage where no scheduler or another kit is.

    `waits` hears if there is no worker yet: the cases then wait until one comes.
    """
    with closing(_client(address)) as client:
        _same_kit(client)
        if waits and not client.nthreads():
            waits()
        client.register_plugin(Ready(warm=warm))
        told = {_HANDED: os.environ[_HANDED]} if _HANDED in os.environ else {}
        engine = client.get_executor(pure=False)
        asked = {engine.submit(_there, job, before, inputs.engine(), limit, told): (job, before) for job, before in waiting}
        for ended in as_completed(asked):
            yield *asked[ended], _outcome(asked[ended][0], ended)
        client.unregister_worker_plugin(_NAME)


def _client(address: str) -> Any:
    try:
        return cast("Any", Client)(address, timeout=_ANSWERS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Usage(
            f"no scheduler answers at {address}: {error}", ["start one with: dask scheduler; a worker with: dask worker ADDRESS"]
        ) from None


def _same_kit(client: Any) -> None:
    """Refuse workers that would give something else than this machine."""
    wrong = []
    for worker, told in client.run(inputs.engine, on_error="return").items():
        if isinstance(told, BaseException):
            wrong.append(f"{worker}: the kit cannot be loaded there ({told}); install it, then start the worker again")
        elif told != inputs.engine():
            wrong.append(f"{worker}: {_OTHER}")
    if wrong:
        raise Usage("workers do not have this kit", wrong)


_OTHER = "another version of the kit, Python or a library; install from the same requirements.lock, then start the worker again"


def _there(job: Job, before: str, engine: str, limit: float, told: dict[str, str]) -> Outcome:
    """On the worker: the case's outcome."""
    worker = get_worker()
    if inputs.engine() != engine:
        return failed(job, f"{worker.address}: {_OTHER}")
    if not _is_seen(job, before):
        sentence = (
            f"{worker.address} does not see this folder as the batch does; the cases must lie where every worker finds them"
        )
        return failed(job, sentence, file=str(job.folder))
    ready: Any = worker.plugins[_NAME]
    key = worker.get_current_task()
    unwanted = ready.running[key] = Event()
    try:
        return apart.run(job, limit, ready.place, told=told, unwanted=unwanted)
    finally:
        del ready.running[key]


def _is_seen(job: Job, before: str) -> bool:
    try:
        return (job.folder / "case.yaml").is_file() and inputs.digest(job) == before
    except (OSError, KitError):
        return False


def _outcome(job: Job, ended: Future[Outcome]) -> Outcome:
    """What came back from the engine, or why nothing did."""
    try:
        return ended.result()
    except (Exception, CancelledError) as error:  # noqa: BLE001 - whatever the engine raises is about this case alone
        return failed(job, f"the engine lost this case, {type(error).__name__}: {error}; start the batch again")
