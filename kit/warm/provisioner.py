"""Jupyter's extension point: a kernel of the local machine that is forked from a warm parent."""

import atexit
import os
import subprocess
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from kit.warm.client import OFFERED, Forked, NotWarm, Parent, can_fork

NAME = "warm"
ENTRY = "kit.warm.provisioner:WarmProvisioner"
_ENTRY = "kit.warm.kernel:run"
_own: dict[tuple[str, ...], Parent] = {}  # parents that this process started, by what they load; they end with it


class WarmProvisioner(LocalProvisioner):
    """Forks the kernel from the parent at `place`, or from one of its own that has loaded `preload`; else a stock kernel."""

    place = Unicode("", help="Socket of a parent that runs already; else one is started.").tag(config=True)
    preload = List(Unicode(), help="Modules that a parent of our own loads first.").tag(config=True)
    not_warm = ""  # why the last kernel is a stock one

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Launch the kernel of that command line."""
        try:
            kernel: Any = self._forked(cmd, **kwargs)
        except NotWarm as error:
            self.not_warm = str(error)
            self.log.warning("A stock kernel is started: %s", error)
            return await super().launch_kernel(cmd, **kwargs)
        self.process, self.pid, self.pgid = kernel, kernel.pid, None  # no group: signals go through the parent
        self.cwd = kwargs.get("cwd")
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait until the kernel has ended, and let it go."""
        kernel: Any = self.process
        code = await super().wait()
        if isinstance(kernel, Forked):
            kernel.close()
        return code

    def _forked(self, cmd: list[str], *, env: dict[str, str] | None = None, cwd: str | None = None, **stdio: Any) -> Forked:
        if not can_fork():
            raise NotWarm("this system cannot fork a loaded process")
        place = self.place or self._parent(cmd[0]).place
        told = {**(env or os.environ), OFFERED: place}
        with open(os.devnull, "rb") as null:  # noqa: PTH123 - no kernel reads what we are told
            files = (null.fileno(), _file(stdio.get("stdout"), 1), _file(stdio.get("stderr"), 2))
            return Forked(place, _ENTRY, _arguments(cmd), env=told, cwd=str(cwd) if cwd else None, stdio=files)

    def _parent(self, executable: str) -> Parent:
        key = (executable, *self.preload)
        if key not in _own or _own[key].ended:
            _own[key] = Parent(("kit.warm.preload", *self.preload), executable)
            atexit.register(_own[key].close)
        return _own[key]


def _arguments(cmd: list[str]) -> list[str]:
    """What follows the module in `python … -m MODULE ARGUMENTS`."""
    if "-m" not in cmd[:-1]:
        raise NotWarm("the kernel's command line is not python -m MODULE")
    return cmd[cmd.index("-m") + 2 :]


def _file(given: Any, other: int) -> int:
    if given is None:
        return other
    if given in {subprocess.PIPE, subprocess.STDOUT}:
        raise NotWarm("its output is wanted through a pipe")
    return given if isinstance(given, int) else int(given.fileno())
