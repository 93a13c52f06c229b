"""The bounded worker: values and exceptions come back, bombs and hangs end, nothing is left running."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kit.errors import BadFile, MissingTool
from kit.tools import worker
from kit.warm import Parent, can_fork


def double(number):
    return number * 2


def pid(_=None):
    return os.getpid()


def told_password():
    return os.getpid(), os.environ.get("POA_PDF_PASSWORDS")


def frame(rows):
    import pandas as pd

    return pd.DataFrame({"n": range(rows), "t": ["x"] * rows})


def fill(megabytes):
    return sum(len(bytearray(1_000_000)) for _ in [bytearray(megabytes * 1_000_000)])


HELD = []


def hold(megabytes):
    HELD.append(b"x" * (megabytes * 1_000_000))


def sleep(seconds):
    time.sleep(seconds)


def spin():
    while True:
        pass


def crash():
    ctypes.string_at(0)


def chatter():
    print("noise")
    os.write(1, b"more noise")
    return "kept"


def bad_file():
    raise BadFile("orders.csv", ["line 3: broken", "line 9: broken"])


def missing():
    raise MissingTool("pango", install="apt-get install pango")


def bug():
    return {}["no such key"]


class Local(Exception):
    def __init__(self):
        super().__init__("words", lambda: None)  # cannot be pickled


def untellable():
    raise Local


def is_running(process):
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().split(") ")[1][0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def gone(process, within=5.0):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not is_running(process):
            return True
        time.sleep(0.05)
    return False


def test_gives_the_value():
    assert worker.run(double, 21) == 42


def test_gives_a_frame():
    assert len(worker.run(frame, 1000)) == 1000


def test_stays_warm():
    assert worker.run(pid) == worker.run(pid) != os.getpid()


@pytest.mark.skipif(not worker.has_memory_limit(), reason="this system does not tell what a process holds")
def test_what_a_job_refuses_keeps_it_warm_and_a_fault_does_not():
    first = worker.run(pid)
    with pytest.raises(BadFile):
        worker.run(bad_file)
    assert worker.run(pid) == first
    with pytest.raises(KeyError):
        worker.run(bug)
    assert worker.run(pid) != first


def test_a_warm_child_is_told_what_the_parent_is_told_now(monkeypatch):
    first = worker.run(pid)
    monkeypatch.setenv("POA_PDF_PASSWORDS", "one")
    assert worker.run(told_password) == (first, "one")
    monkeypatch.setenv("POA_PDF_PASSWORDS", "two")
    assert worker.run(told_password) == (first, "two")
    monkeypatch.delenv("POA_PDF_PASSWORDS")
    assert worker.run(told_password) == (first, None)


def test_a_child_that_holds_much_makes_room():
    first = worker.run(pid)
    worker.run(hold, worker.KEPT_MEGABYTES)
    assert worker.run(pid) != first
    assert gone(first)


def test_threads_have_a_child_each():
    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(lambda n: worker.run(double, n), range(12))) == [2 * n for n in range(12)]


@pytest.mark.parametrize(("func", "kind", "said"), [(bad_file, BadFile, "line 9: broken"), (missing, MissingTool, "apt-get")])
def test_raises_what_the_job_raised(func, kind, said):
    with pytest.raises(kind) as caught:
        worker.run(func)
    assert said in str(caught.value)
    assert caught.value.problems
    assert not hasattr(caught.value, "__notes__")


def test_a_bug_shows_where():
    with pytest.raises(KeyError) as caught:
        worker.run(bug)
    assert "no such key" in caught.value.__notes__[0]


def test_an_exception_that_cannot_travel_is_told():
    with pytest.raises(RuntimeError, match="Local: "):
        worker.run(untellable)


def test_refuses_what_cannot_be_sent():
    with pytest.raises(Exception, match=r"[Cc]an't (get|pickle)"):
        worker.run(lambda: None)


def test_stops_at_the_time_limit():
    before = worker.run(pid)
    start = time.monotonic()
    with pytest.raises(worker.Exceeded, match=r"longer than 0\.3 s"):
        worker.run(spin, seconds=0.3)
    assert time.monotonic() - start < 3
    assert gone(before)
    assert worker.run(double, 2) == 4  # a new child answers


@pytest.mark.skipif(not worker.has_memory_limit(), reason="this system cannot limit memory")
def test_stops_at_the_memory_limit():
    with pytest.raises(worker.Exceeded, match="more than 50 MB"):
        worker.run(fill, 200, megabytes=50)
    assert worker.run(fill, 20, megabytes=50)


@pytest.mark.skipif(not worker.has_memory_limit(), reason="this system cannot limit memory")
def test_a_limit_holds_for_one_job_only():
    with pytest.raises(worker.Exceeded):
        worker.run(fill, 200, megabytes=50)
    assert worker.run(fill, 200, megabytes=400)


def test_says_so_when_the_reader_dies():
    with pytest.raises(worker.Exceeded, match="broke its reader"):
        worker.run(crash)


@pytest.mark.skipif(not can_fork(), reason="this system does not fork")
@pytest.mark.parametrize("made", ["kept", "let go"])
def test_a_child_that_ended_with_its_loaded_parent_is_given_no_job(made):
    with Parent(["kit.tools.worker"]) as parent:
        forked = worker.run(os.getpid, place=parent.place)
        assert any(child.process.pid == forked for child in worker._idle)
        if made == "let go":
            worker.end_forked(parent.place)
            assert not any(child.place for child in worker._idle)
            assert gone(forked)
    assert worker.run(os.getpid) not in {forked, os.getpid()}


def test_prints_do_not_get_between_the_answers():
    assert worker.run(chatter) == "kept"


@pytest.mark.skipif(os.name != "posix", reason="process groups")
def test_what_a_job_starts_dies_with_it(tmp_path):
    note = tmp_path / "pid"
    with pytest.raises(worker.Exceeded):
        worker.run(start_and_note, str(note), seconds=1.5)
    assert gone(int(note.read_text()))


def start_and_note(path):
    Path(path).write_text(str(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]).pid))
    time.sleep(60)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
@pytest.mark.parametrize(
    "how", [signal.SIGKILL, *(pytest.param(s, marks=pytest.mark.slow) for s in (signal.SIGTERM, signal.SIGINT))]
)
@pytest.mark.parametrize("job", ["sleep", "spin"])
def test_a_killed_parent_leaves_no_child(tmp_path, how, job):
    code = (
        "import sys, os, signal, threading; sys.path.insert(0, sys.argv[1])\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job ignores it
        "import test_worker as t; from kit.tools import worker\n"
        "print(worker.run(t.pid), flush=True)\n"
        f"worker.run(t.{job}{', 60' if job == 'sleep' else ''}, seconds=60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code, str(Path(__file__).parent)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    with parent:
        child = int(parent.stdout.readline())
        assert is_running(child)
        time.sleep(0.3)
        parent.send_signal(how)
        parent.wait(10)
    assert gone(child)


def test_a_relative_path_means_the_folder_of_today(tmp_path, monkeypatch):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "case.txt").write_text(name)
        monkeypatch.chdir(tmp_path / name)
        assert worker.run(Path.read_text, Path("case.txt")) == name
