"""The parent, `python -m kit.warm.parent PID FD MODULE[:FUNCTION]…`: it loads what it is told to, then forks itself on request.

A process with more than one thread cannot be forked safely, so it has one: no pool, no event loop, no connection to the
outside, and it refuses while a library keeps a thread. It never sees what its children work on. Who asks keeps a
connection for each child; when that closes, however its holder ended, the child is killed. So are all when stdin closes.
While it loads it does not look there, and has no child: SIGUSR1 then ends it.
"""

import gc
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from kit.warm import child, wire

_TASKS = Path("/proc/self/task")
_SLOW = 10.0  # seconds that who asks may take over one message


@dataclass(slots=True, eq=False)
class _Asked:
    """A connection, and the process that was forked for it."""

    line: socket.socket
    pid: int = 0  # 0: not yet, or ended
    ending: int = -1  # a file that can be read once the process has ended


class _Server:
    """The parent's life after it has loaded."""

    def __init__(self, listener: socket.socket, lifeline: int) -> None:
        self._pid = os.getpid()
        self._listener = listener
        self._asked: set[_Asked] = set()
        self._selector = selectors.DefaultSelector()
        self._on(listener, self._accept)
        self._on(lifeline, self._end)  # nothing is ever written there: it can be read when it is closed

    def serve(self) -> NoReturn:
        """Do what is asked until stdin closes."""
        while True:
            for key, _ in self._selector.select():
                if self._selector.get_map().get(key.fd) is key:  # not taken off by what was done a moment ago
                    key.data()

    def _on(self, file: Any, what: Callable[[], None]) -> None:
        self._selector.register(file, selectors.EVENT_READ, what)

    def _accept(self) -> None:
        line, _ = self._listener.accept()
        line.settimeout(_SLOW)
        self._asked.add(asked := _Asked(line))
        self._on(line, lambda: self._hear(asked))

    def _hear(self, asked: _Asked) -> None:
        """A request, later signals for the child, at last that nobody is there any more."""
        try:
            message = wire.receive(asked.line)
        except (OSError, ValueError):
            message = None
        if message is None:
            self._gone(asked)
        elif "signal" in message[0]:
            _strike(asked.pid, message[0]["signal"])
        else:
            self._fork(asked, *message)

    def _fork(self, asked: _Asked, request: dict[str, Any], files: tuple[int, ...]) -> None:
        """A child for the request, or why there is none."""
        try:
            threads = len(list(_TASKS.iterdir()))
            if threads != 1:
                self._tell(asked, problem=f"a library keeps {threads - 1} threads in the parent")
                return
            asked.pid = os.fork()
            if asked.pid == 0:
                self._let_go()
                child.live(self._pid, request, files)
            asked.ending = os.pidfd_open(asked.pid)
            self._on(asked.ending, lambda: self._ended(asked))
            self._tell(asked, pid=asked.pid)
        except OSError as error:
            self._tell(asked, problem=str(error))
        finally:
            for file in files:
                os.close(file)

    def _ended(self, asked: _Asked) -> None:
        self._selector.unregister(asked.ending)
        os.close(asked.ending)
        _, status = os.waitpid(asked.pid, 0)
        asked.pid = 0
        self._tell(asked, exit=os.waitstatus_to_exitcode(status))

    def _gone(self, asked: _Asked) -> None:
        self._selector.unregister(asked.line)
        asked.line.close()
        self._asked.discard(asked)
        _strike(asked.pid, signal.SIGKILL)

    @staticmethod
    def _tell(asked: _Asked, **message: Any) -> None:
        with suppress(OSError):  # it has gone, which is heard next
            wire.send(asked.line, message)

    def _let_go(self) -> None:
        """In the child: close what is the parent's, so that every connection ends with its holder."""
        for key in list(self._selector.get_map().values()):
            os.close(key.fd)
        self._selector.close()

    def _end(self) -> NoReturn:
        """Kill and reap every child, then end."""
        for asked in self._asked:
            _strike(asked.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            while True:
                os.wait()
        os._exit(0)


def _strike(pid: int, number: int) -> None:
    """Signal the child and what it started; it is ours and not yet reaped, so the number is nobody else's."""
    if not pid:
        return
    try:
        os.killpg(pid, number)
    except ProcessLookupError:  # it has no group of its own yet
        os.kill(pid, number)


def _load(name: str) -> None:
    """Import a module; with `:FUNCTION` also call that."""
    module, _, function = name.partition(":")
    loaded = import_module(module)
    if function:
        getattr(loaded, function)()


def main(starter: int, listener: int, wanted: list[str]) -> NoReturn:
    """Load, then serve."""
    child.tie(starter)  # while it loads it does not look at stdin
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for who started us
    lifeline, null = os.dup(0), os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.close(null)
    for name in wanted:
        _load(name)
    gc.collect()
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # from here on stdin tells
    gc.freeze()  # what is loaded is looked through by no child's collector, so its pages stay shared
    _Server(socket.socket(fileno=listener), lifeline).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
