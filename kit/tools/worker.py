"""Work on hostile files in a child process that is stopped at a limit of time or memory.

The child is a fresh interpreter, never a fork of this process: forking a process with threads (a notebook kernel, an image
library) can hang. A batch offers a loaded parent without threads, which is forked instead. The child stays warm for the next
job and is replaced as soon as a job exceeds a limit or kills it. It ends by itself when its parent is gone. Memory is limited where the system can do it (`has_memory_limit`); time is limited everywhere.
"""

import atexit
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import ModuleType
from typing import Any, BinaryIO, NoReturn, TypeVar

from kit.errors import Exit, KitError
from kit.warm import OFFERED, Forked, NotWarm

resource: ModuleType | None
try:
    import resource  # POSIX only
except ImportError:  # pragma: no cover
    resource = None

T = TypeVar("T")

SECONDS = 30.0
MEGABYTES = 1_000
JOBS_PER_CHILD = 100  # then a fresh one, so that nothing piles up
KEPT_MEGABYTES = 400  # what a child may still hold after a job; with more it makes room for what comes next
START_SECONDS = 60.0
_LOOK = 0.5  # seconds between two looks whether a job is still wanted
_LENGTH = struct.Struct(">Q")
_STATM = Path("/proc/self/statm")
_CALM = {  # threads of the allocators would reserve memory that no job uses
    "MALLOC_ARENA_MAX": "2",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
}


class Exceeded(KitError):
    """A job went over its limit or killed its process. `why` is half a sentence: "took longer than 30 s".

    `is_broken`: the process ended by itself or by another's hand, not at a limit.
    """

    exit = Exit.BAD_FILE

    def __init__(self, why: str, *, is_broken: bool = False) -> None:
        self.why = why
        self.is_broken = is_broken
        super().__init__(f"reading was stopped: it {why}")


def run(
    func: Callable[..., T],
    *args: Any,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    place: str = "",
    unwanted: threading.Event | None = None,
) -> T:
    """What `func(*args)` gives, computed in the child; its exceptions are raised here.

    `func` is a function at the top of a module; arguments and result can be pickled; relative paths mean what they mean
    here. `seconds` are of the clock on the wall; `megabytes` is what the job may use on top of what the child has already.
    The child is forked from the loaded parent at `place`, or one that the environment offers, if there is one. The job is
    stopped once `unwanted` is set. Raises `Exceeded`.
    """
    job = pickle.dumps((func, args, Path.cwd(), _told(), seconds, megabytes), protocol=pickle.HIGHEST_PROTOCOL)
    place = place or os.environ.get(OFFERED, "")
    child = _warm(place) or _Child(place)
    try:
        answer = child.ask(job, seconds, unwanted)
        kind, value = pickle.loads(answer)  # noqa: S301 - written by our own child
    except BaseException:
        child.kill()
        raise
    is_orderly = kind == "value" or (kind == "error" and issubclass(value[0], KitError))  # what a job refuses is an answer, too
    if is_orderly and child.jobs < JOBS_PER_CHILD and child.megabytes < KEPT_MEGABYTES:
        _idle.append(child)
    else:
        child.close()
    if kind == "memory":
        raise Exceeded(f"needed more than {megabytes:,} MB of memory")
    if kind == "error":
        raise _unpacked(*value)
    return value  # type: ignore[no-any-return]


def _warm(place: str) -> "_Child | None":
    """A living child that waits, from there; others end."""
    with suppress(IndexError):  # another thread may take the last one
        while _idle:
            child = _idle.pop()
            if child.place == place and child.process.poll() is None:
                return child
            child.close()
    return None


def end_forked(place: str) -> None:
    """Let those end that wait and were forked from the loaded parent at `place`: it is about to end, and they with it."""
    for child in tuple(_idle):
        if child.place == place:
            with suppress(ValueError):  # another thread has taken it
                _idle.remove(child)
                child.close()


def _told() -> dict[str, str]:
    """What the kit itself is told by the environment: a person may change it between two jobs, in a notebook."""
    return {name: value for name, value in os.environ.items() if name.startswith("POA_")}


def has_memory_limit() -> bool:
    """Whether this system can stop a job that uses too much memory."""
    return resource is not None and sys.platform == "linux" and _STATM.exists()


class _Child:
    """One interpreter that does jobs, spoken to through its stdin and stdout."""

    def __init__(self, place: str) -> None:
        self.jobs = 0
        self.place = place
        self.process = _forked(place) or _fresh()
        try:
            self._read(START_SECONDS)
        except BaseException:
            self.kill()
            raise

    def ask(self, job: bytes, seconds: float, unwanted: threading.Event | None = None) -> bytes:
        """The answer to a job; raises `Exceeded` when the child is too slow or dies."""
        self.jobs += 1
        with suppress(BrokenPipeError, OSError):
            _send(self._pipe(self.process.stdin), job)
        return self._read(seconds, unwanted)

    @property
    def megabytes(self) -> float:
        """What it holds in memory now; 0 where the system does not tell."""
        with suppress(OSError):
            pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6
        return 0.0

    def kill(self) -> None:
        """End it and what it started, now."""
        self._strike()
        self.close()

    def close(self) -> None:
        """Let it end by itself: it does when its stdin closes."""
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(BrokenPipeError):
                self._pipe(pipe).close()
        self.process.wait()
        if isinstance(self.process, Forked):
            self.process.close()

    def _strike(self) -> None:
        if os.name == "posix" and isinstance(self.process, subprocess.Popen):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()

    def _read(self, seconds: float, unwanted: threading.Event | None = None) -> bytes:
        done = threading.Event()
        struck: list[str] = []
        threading.Thread(target=self._watch, args=(seconds, unwanted, done, struck.append), daemon=True).start()
        try:
            answer = _receive(self._pipe(self.process.stdout))
        finally:
            done.set()
        if answer is None:
            code = self.process.wait()
            raise Exceeded(struck[0]) if struck else Exceeded(f"broke its reader ({_named(code)})", is_broken=True)
        return answer

    def _watch(
        self, seconds: float, unwanted: threading.Event | None, done: threading.Event, struck: Callable[[str], None]
    ) -> None:
        """Kill it, and say why, if its answer is late or nobody waits for it any more."""
        until = monotonic() + seconds
        while not done.wait(min(max(0.0, until - monotonic()), _LOOK if unwanted else seconds)):
            if monotonic() >= until or (unwanted and unwanted.is_set()):
                struck("was no longer wanted" if monotonic() < until else f"took longer than {seconds:.3g} s")
                self._strike()
                return

    @staticmethod
    def _pipe(pipe: Any) -> Any:
        assert pipe is not None
        return pipe


def _forked(place: str) -> Forked | None:
    """A child of the loaded parent there, if there is one."""
    if not place:
        return None
    with open(os.devnull, "wb") as null, suppress(NotWarm):  # noqa: PTH123
        return Forked(place, "kit.tools.worker:serve", env={**os.environ, **_CALM}, stdio=(-1, -1, null.fileno()), piped=True)
    return None


def _fresh() -> subprocess.Popen[bytes]:
    """An interpreter of its own."""
    code = f"import sys; sys.path[:] = {sys.path!r}; from kit.tools import worker; worker.serve()"
    return subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_CALM},
        start_new_session=os.name == "posix",  # Ctrl-C is ours to handle; and its own children die with it
    )


_idle: list[_Child] = []


def _end_all() -> None:
    while _idle:
        _idle.pop().close()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # a child of ours is not our fork's to use


def _named(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _unpacked(kind: type[BaseException], args: tuple[Any, ...], state: dict[str, Any], trace: str) -> BaseException:
    """The child's exception, rebuilt without its `__init__`, which may want other arguments."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    if not isinstance(error, KitError):
        error.add_note(f"in the worker:\n{trace}")
    return error


# --- in the child -------------------------------------------------------------------------------


def serve() -> NoReturn:
    """Do jobs until stdin closes: this is the child's whole life."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    _send(out, b"ready")
    while True:
        _send(out, _done(jobs.get()))


def _listen(stdin: BinaryIO, jobs: "queue.SimpleQueue[bytes]") -> None:
    """Hand over jobs; end the process, also in the middle of a job, when the parent is gone."""
    while (job := _receive(stdin)) is not None:
        jobs.put(job)
    os._exit(0)


def _done(job: bytes) -> bytes:
    try:
        func, args, folder, told, seconds, megabytes = pickle.loads(job)  # noqa: S301 - written by our own parent
        os.chdir(folder)  # a notebook may have gone elsewhere since the last job
        _be_told(told)
        _limit(seconds, megabytes)
        return pickle.dumps(("value", func(*args)), protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(("memory", None))
    except BaseException as error:  # noqa: BLE001 - raised again in the parent
        return _packed(error)


def _be_told(told: dict[str, str]) -> None:
    """Know of the kit's own environment what the parent knows now, and no more."""
    for name in _told().keys() - told.keys():
        del os.environ[name]
    os.environ.update(told)


def _packed(error: BaseException) -> bytes:
    trace = traceback.format_exc()
    try:
        packed = pickle.dumps(("error", (type(error), error.args, error.__dict__, trace)))
        _unpacked(*pickle.loads(packed)[1])  # noqa: S301 - just written
    except Exception:  # noqa: BLE001 - an exception that cannot travel is told in words
        return pickle.dumps(("error", (RuntimeError, (f"{type(error).__name__}: {error}",), {}, trace)))
    return packed


def _limit(seconds: float, megabytes: int) -> None:
    """Bound this process from here on: the parent's clock is the first guard, the kernel's limits the second."""
    if resource is None:  # pragma: no cover
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soften(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 2)
    _soften(resource.RLIMIT_CORE, 0)
    if has_memory_limit():
        # Private writable memory: what a bomb fills. Address space would also count libraries and reserved ranges.
        now = int(_STATM.read_text().split()[5]) * os.sysconf("SC_PAGE_SIZE")
        _soften(resource.RLIMIT_DATA, now + megabytes * 1_000_000)


def _soften(what: int, soft: int) -> None:
    """Set the soft limit; the hard one stays, so that the next job can have another."""
    assert resource is not None
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(_LENGTH.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: BinaryIO) -> bytes | None:
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    content = pipe.read(size)
    return content if len(content) == size else None
