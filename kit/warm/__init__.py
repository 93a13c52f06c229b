"""Warm processes: one parent loads the libraries once and forks itself for each kernel or worker that is asked for.

A room of its own that imports nothing from the others, for whoever runs many short notebooks. A kernel specification takes it
by Jupyter's own extension point, and every client (papermill, nbclient, nbval, JupyterLab) then has warm kernels:

    {"argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"], "display_name": "Warm", "language": "python",
     "metadata": {"kernel_provisioner": {"provisioner_name": "warm", "config": {"preload": ["pandas"]}}}}

`Parent` starts the parent, `Forked` asks it for a process. Linux only: elsewhere, and whenever the parent will not fork, the
provisioner starts the stock kernel, which gives the same outputs later.
"""

from kit.warm.client import OFFERED, Forked, NotWarm, Parent, can_fork

__all__ = ["OFFERED", "Forked", "NotWarm", "Parent", "can_fork"]
