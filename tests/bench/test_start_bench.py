"""How fast the kit starts: CPU seconds of `poa --help`, beside the bare interpreter as the floor."""

import resource
import subprocess
import sys

import pytest

LIMIT = 0.3  # CPU seconds


def cpu(*command):
    """Least CPU time of five runs."""
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


@pytest.mark.bench
def test_help_answers_at_once():
    floor = cpu(sys.executable, "-c", "pass")
    took = cpu(sys.executable, "-m", "kit.cli", "--help")
    light = cpu(sys.executable, "-c", "import kit")
    print(f"\npython -c pass {floor:.3f} s | import kit {light:.3f} s | poa --help {took:.3f} s of CPU (limit {LIMIT})")
    assert took < LIMIT
    assert light < floor + 0.05
