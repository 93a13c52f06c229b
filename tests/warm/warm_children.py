"""What the forked processes of the tests do."""

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path

LOADED = []


def load():
    LOADED.append(os.getpid())


def load_for_a_minute():
    print("loads", flush=True)
    time.sleep(60)


def keep_a_thread():
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()


def tell(place):
    """What a fresh process should have of its own."""
    numpy = sys.modules.get("numpy")
    told = {
        "loaded": LOADED,
        "pid": os.getpid(),
        "cwd": str(Path.cwd()),
        "env": dict(os.environ),
        "files": sorted(os.listdir("/proc/self/fd")),  # noqa: PTH208 - open while it looks, as one file
        "chance": random.random(),
        "numpy": numpy.random.random() if numpy else None,
        "group": os.getpgrp(),
    }
    Path(place).write_text(json.dumps(told), encoding="utf-8")


def echo():
    print(input(), flush=True)
    print("not heard", file=sys.stderr)


def start_another(place):
    """A process of its own, and its number written down; then wait."""
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    Path(place).write_text(str(other.pid), encoding="utf-8")
    time.sleep(60)
