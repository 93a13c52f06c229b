"""What a forked process does before it is the one that was asked for, and how it ends."""

import atexit
import ctypes
import gc
import os
import signal
import sys
import tempfile
import threading
import traceback
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

_PR_SET_PDEATHSIG = 1


def live(parent: int, request: dict[str, Any], files: tuple[int, ...]) -> NoReturn:
    """Be the process that was asked for, from its first breath to its exit code; the parent's code is never returned to."""
    code = 1
    try:
        _become(parent, request, files)
        _entry(request["entry"])(*request["args"])
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:  # noqa: BLE001 - as an interpreter ends
        traceback.print_exc()
    finally:
        with suppress(BaseException):
            threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001 - as an interpreter ends: threads, exits, streams
            atexit._run_exitfuncs()  # noqa: SLF001
        for stream in (sys.stdout, sys.stderr):
            with suppress(BaseException):
                stream.flush()
        os._exit(code)


def tie(parent: int) -> None:
    """End this process when `parent` ends; ends it now if that has happened already."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _become(parent: int, request: dict[str, Any], files: tuple[int, ...]) -> None:
    """Its own session, environment, folder, open files and chance; its life tied to the parent's."""
    os.setsid()
    tie(parent)
    for number, file in enumerate(files):
        os.dup2(file, number)
    for file in files:
        if file >= len(files):
            os.close(file)
    os.environ.clear()
    os.environ.update(request["env"])
    tempfile.tempdir = None  # the parent's; ours is in the environment
    os.chdir(request["cwd"])
    sys.argv = [request["entry"], *map(str, request["args"])]
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # Python's own is sown anew by each fork; this one would repeat its numbers in every child
    gc.enable()
    signal.signal(signal.SIGUSR1, signal.SIG_DFL)  # the parent's
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what it starts in the background ignore it
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # the parent does not hear it; one for us may be waiting


def _entry(name: str) -> Any:
    module, _, function = name.partition(":")
    return getattr(import_module(module), function)
