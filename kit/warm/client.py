"""Who asks: the parent's start, and a forked process with the verbs of `subprocess.Popen`."""

import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Any, BinaryIO, Self

from kit.warm import wire

OFFERED = "WARM_PARENT"  # the variable of the environment that holds the place of a parent that may be asked
_START = 60.0  # seconds until a parent has loaded
_PREFIX = "warm-"  # of a parent's folder
_SOCKET = "parent"  # in it
_CALM = {  # no library may keep a thread, see parent.py
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}


class NotWarm(Exception):
    """There is no forked process, and why: start a stock one."""


def can_fork() -> bool:
    """Whether this system forks as the parent needs it."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


class Parent:
    """A parent that loads what it is told to and ends with the block, or with this process; nobody waits for it to load.

    `preload` names modules, or `module:function` to be called. What a parent prints is kept in `said`.
    """

    def __init__(self, preload: Sequence[str], executable: str = sys.executable) -> None:
        self._folder = Path(mkdtemp(prefix=_PREFIX))  # for this user only
        self.place = str(self._folder / _SOCKET)
        self._said = (self._folder / "said").open("w+b")
        try:
            self._begin(preload, executable)
        except BaseException:  # Ctrl-C too; what was started by then ends with us
            self._leave()
            raise

    def _begin(self, preload: Sequence[str], executable: str) -> None:
        _sweep(self._folder.parent)
        with socket.socket(socket.AF_UNIX) as listener:
            begun = f"{self.place}-begun"
            listener.bind(begun)
            listener.listen(128)  # who asks while it loads waits here
            Path(begun).rename(self.place)  # only now: at a socket that does not listen yet another parent would see nobody
            self._process = subprocess.Popen(  # noqa: S603 - our own code
                [executable, "-P", "-m", "kit.warm.parent", str(os.getpid()), str(listener.fileno()), *preload],
                stdin=subprocess.PIPE,
                stdout=self._said,
                stderr=self._said,
                env={**os.environ, **_CALM, "TMPDIR": str(self._folder)},  # what a library leaves there vanishes too
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        """What it printed: why it ended, if it did."""
        self._said.seek(0)
        return self._said.read().decode(errors="replace")

    @property
    def ended(self) -> bool:
        """Whether it is no longer there to be asked."""
        return self._process.poll() is not None

    def close(self) -> None:
        """End it and all that it forked; one that still loads ends at once."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.send_signal(signal.SIGUSR1)  # kills what does not serve yet, and is then ignored, see parent.py
        self._process.wait()
        self._leave()

    def _leave(self) -> None:
        self._said.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _sweep(folder: Path) -> None:
    """Remove what parents left there that were killed with who started them: nobody listens at their sockets any more."""
    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            is_ours = not left.is_symlink() and left.lstat().st_uid == os.getuid()
            if is_ours and (left / _SOCKET).is_socket() and _is_deserted(left / _SOCKET):
                shutil.rmtree(left, ignore_errors=True)


def _is_deserted(place: Path) -> bool:
    """Whether a socket lies there that nobody listens at; of one that is not made yet nothing is known."""
    with socket.socket(socket.AF_UNIX) as line:
        line.setblocking(False)
        try:
            line.connect(str(place))
        except ConnectionRefusedError:
            return True
        except OSError:
            return False
    return False


class Forked:
    """A process that the parent at `place` forked, which runs `entry` ("module:function") with plain arguments.

    It is killed when this value is closed or this process ends. With `piped` it has `stdin` and `stdout` to be spoken
    through. Raises NotWarm where there is no parent, or it does not fork.
    """

    def __init__(
        self,
        place: str,
        entry: str,
        args: Sequence[Any] = (),
        *,
        env: Mapping[str, str] | None = None,
        cwd: str | None = None,
        stdio: tuple[int, int, int] = (0, 1, 2),
        piped: bool = False,
    ) -> None:
        self.returncode: int | None = None
        self.stdin: BinaryIO | None = None
        self.stdout: BinaryIO | None = None
        self.stderr: BinaryIO | None = None
        theirs: tuple[int, ...] = ()
        if piped:
            theirs, (self.stdin, self.stdout) = _pipes()
            stdio = (*theirs, stdio[2])  # type: ignore[assignment]
        request = {"entry": entry, "args": list(args), "env": dict(env or os.environ), "cwd": cwd or str(Path.cwd())}
        self._line = socket.socket(socket.AF_UNIX)
        try:
            self.pid = self._ask(place, request, stdio)
        except (OSError, ValueError, NotWarm) as error:
            self.close()
            raise NotWarm(str(error)) from None
        finally:
            for file in theirs:
                os.close(file)

    def _ask(self, place: str, request: dict[str, Any], stdio: tuple[int, ...]) -> int:
        self._line.settimeout(_START)
        self._line.connect(place)
        wire.send(self._line, request, stdio)
        answer = wire.receive(self._line)
        if answer is None or "pid" not in answer[0]:
            raise NotWarm(answer[0]["problem"] if answer else "the parent has ended")
        return int(answer[0]["pid"])

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """The exit code once it has ended; raises subprocess.TimeoutExpired."""
        code = self._ended(timeout)
        if code is None:
            assert timeout is not None
            raise subprocess.TimeoutExpired("forked process", timeout)
        return code

    def send_signal(self, number: int) -> None:
        """Send the signal to it and to what it started."""
        with suppress(OSError):
            wire.send(self._line, {"signal": int(number)})

    def kill(self) -> None:
        """End it now."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Let it go: the parent kills it if it still runs."""
        self._line.close()
        for pipe in (self.stdin, self.stdout):
            if pipe:
                with suppress(BrokenPipeError):
                    pipe.close()

    def _ended(self, timeout: float | None) -> int | None:
        if self.returncode is None and select.select([self._line], [], [], timeout)[0]:
            with suppress(OSError, ValueError):
                answer = wire.receive(self._line)
                self.returncode = int(answer[0]["exit"]) if answer else None
            if self.returncode is None:
                self.returncode = -signal.SIGKILL  # the parent has ended, and its children with it
            self._line.close()
        return self.returncode


def _pipes() -> tuple[tuple[int, int], tuple[BinaryIO, BinaryIO]]:
    """Two pipes: the ends for the process, and ours to write to it and to read from it."""
    into, ours_out = os.pipe()
    ours_in, out = os.pipe()
    return (into, out), (os.fdopen(ours_out, "wb"), os.fdopen(ours_in, "rb"))
