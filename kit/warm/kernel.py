"""A kernel in a forked process."""

import sys
from typing import Any


def run(*arguments: str) -> None:
    """Be a Jupyter kernel with the arguments of its command line, until it is told to end."""
    from ipykernel.kernelapp import IPKernelApp

    app: Any = IPKernelApp.instance(parent_handle=1)  # it ends with the parent in any case: no thread need look at that
    app.initialize(list(arguments))
    if widgets := sys.modules.get("ipywidgets"):
        widgets.register_comm_target()  # loaded before there was a kernel to tell
    app.start()
