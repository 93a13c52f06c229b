"""A kernel that ends with its parent, however that ends: `python -m kit.batch.tied -f CONNECTION_FILE`.

On Linux the system kills it at once. Elsewhere ipykernel's own look at its parent, once a second, ends it.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def tie(parent: int) -> None:
    """End this process when `parent` ends; ends it now if that has happened already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


if __name__ == "__main__":
    tie(int(os.environ.get("JPY_PARENT_PID") or os.getppid()))
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()
