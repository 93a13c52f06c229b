"""Kernels for a client that takes a class of managers (nbclient, papermill).

They have our interpreter, sockets in a private folder instead of ports, and a life that is tied to ours; where there is a
loaded parent they are forked from it.
"""

import os
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from traitlets import Unicode
from traitlets.config import Config

from kit.warm.provisioner import ENTRY, NAME


class TiedKernels(AsyncKernelManager):
    """Kernels of this interpreter, whatever kernels are installed for the user, that die with the process that started them."""

    place = Unicode("", help="Socket of a loaded parent that forks the kernel; a stock kernel without.").tag(config=True)

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """The command line of a kernel."""
        file = os.path.realpath(self.connection_file)
        own = [sys.executable, "-P", "-m", "kit.warm.tied", "-f", file]  # -P: nothing is imported from the folder of a case
        return [*own, "--IPKernelApp.ignore_cwd=True", "--HistoryManager.enabled=False", *(extra_arguments or ())]

    @property
    def kernel_spec(self) -> KernelSpec | None:
        """The kernel's specification, which names how it is started."""
        spec: KernelSpec | None = super().kernel_spec
        if spec and self.place:
            factory = KernelProvisionerFactory.instance(parent=self.parent)
            entry = EntryPoint(NAME, ENTRY, KernelProvisionerFactory.GROUP_NAME)
            factory.provisioners.setdefault(NAME, entry)  # also in a checkout, where no entry point is installed
            spec.metadata["kernel_provisioner"] = {"provisioner_name": NAME, "config": {"place": self.place}}
        return spec


def settings(scratch: Path, place: str) -> dict[str, Any]:
    """What papermill hands on to start such a kernel, its sockets and connection file in `scratch`; `place` may be empty."""
    told = {"transport": "ipc", "connection_file": str(scratch / "kernel.json"), "place": place}
    return {"kernel_manager_class": TiedKernels, "shutdown_kernel": "immediate", "config": Config({"TiedKernels": told})}
