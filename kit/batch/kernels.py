"""How a batch starts a kernel: our interpreter, sockets in a private folder instead of ports, its life tied to ours."""

import os
import sys
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager


class TiedKernels(AsyncKernelManager):
    """Kernels of this interpreter, whatever kernels are installed for the user, that die with the process that started them."""

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """The command line of a kernel."""
        file = os.path.realpath(self.connection_file)
        own = [sys.executable, "-P", "-m", "kit.batch.tied", "-f", file]  # -P: nothing is imported from the folder of a case
        return [*own, "--IPKernelApp.ignore_cwd=True", "--HistoryManager.enabled=False", *(extra_arguments or ())]


def settings(scratch: Path) -> dict[str, Any]:
    """What papermill hands on to start such a kernel, its sockets and connection file in `scratch`."""
    from traitlets.config import Config

    place = {"transport": "ipc", "connection_file": str(scratch / "kernel.json")}
    return {"kernel_manager_class": TiedKernels, "shutdown_kernel": "immediate", "config": Config({"TiedKernels": place})}
