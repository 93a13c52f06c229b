"""A case costs as much at the end of a long batch as at its beginning, in time and in memory."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest
import tiny_kit

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]
COUNT = 2000
MOST = 1.25  # of the first cases' seconds: half of it would be the noise of a busy machine
GROWTH = 1.05  # of memory, from the tenth case to the hundredth


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return tiny_kit.make(tmp_path_factory.mktemp("kit"))


def resident(pid):
    """Megabytes that a process and those that outlive a case hold: the batch, its runners, the loaded parent."""
    children = [int(n) for path in Path(f"/proc/{pid}/task").glob("*/children") for n in path.read_text(encoding="ascii").split()]
    pages = [int(Path(f"/proc/{n}/statm").read_text(encoding="ascii").split()[1]) for n in (pid, *children)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(kit, folder, count, looks=()):
    """Seconds of each case of a batch of so many, and what the batch held after those in `looks`."""
    (folder / "t").mkdir()
    env = tiny_kit.environment(kit, folder, TMPDIR=str(folder / "t"))
    started = tiny_kit.batch(tiny_kit.cases(folder / "client", count), "-j", "2")
    seconds, held = [], {}
    with subprocess.Popen(started, env=env, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "case":
                assert event["state"] == "ready", event
                seconds.append(event["seconds"])
                if event["done"] in looks:
                    held[event["done"]] = resident(process.pid)
    assert process.returncode == 0
    assert len(seconds) == count
    assert not list((folder / "t").iterdir()), "something is left in the temporary folder"
    return started, env, seconds, held


def test_memory_is_flat_from_the_tenth_case_to_the_hundredth(kit, tmp_path, capsys):
    _, _, _, held = run(kit, tmp_path, 100, looks=(10, 100))
    with capsys.disabled():
        print(f"\n{held[10]:.0f} MB after 10 cases, {held[100]:.0f} MB after 100; load {os.getloadavg()[0]:.1f}")
    assert held[100] < held[10] * GROWTH


def test_the_cost_of_a_case_is_constant(kit, tmp_path, capsys):
    started, env, seconds, held = run(kit, tmp_path, COUNT, looks=(COUNT // 10, COUNT))
    tenth = COUNT // 10
    first, last = median(seconds[tenth : 2 * tenth]), median(seconds[-tenth:])
    with capsys.disabled():
        told = ", then ".join(f"{megabytes:.0f} MB" for megabytes in held.values())
        print(f"\n{COUNT} cases: {first:.2f} s a case at first, {last:.2f} s at last; {told}; load {os.getloadavg()[0]:.1f}")
    assert last < first * MOST
    assert held[COUNT] < held[tenth] * GROWTH + COUNT * 0.01  # what is kept of each case is some kilobytes
    again = subprocess.run(started, env=env, capture_output=True, text=True, check=True)
    assert all(json.loads(line)["kept"] for line in again.stdout.splitlines()[:-1])
