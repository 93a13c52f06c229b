"""A kernel that ends with its parent, however that ends: `python -m kit.warm.tied -f CONNECTION_FILE`.

On Linux the system kills it at once. Elsewhere ipykernel's own look at its parent, once a second, ends it.
"""

import os
import sys

from kit.warm.child import tie

if __name__ == "__main__":
    if sys.platform == "linux":
        tie(int(os.environ.get("JPY_PARENT_PID") or os.getppid()))
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance()
