"""Processes forked from a loaded parent: whole, apart from one another, and never left behind."""

import ast
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

import kit.warm
from kit.warm import Forked, NotWarm, Parent, can_fork, client

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system does not fork as the parent needs it")

HERE = str(Path(__file__).parent)
KIT = str(Path(__file__).parents[2])


def path(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((HERE, KIT)))


@pytest.fixture(scope="module")
def parent():
    with pytest.MonkeyPatch.context() as patch:
        path(patch)
        with Parent(["warm_children:load"]) as loaded:
            yield loaded


def ended(pid, within=5.0):
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.01)
    return False


def test_exit_codes_are_those_of_an_interpreter(parent):
    for entry, args, code in (("time:sleep", [0], 0), ("sys:exit", [3], 3), ("sys:exit", ["said"], 1), ("os:abort", [], -6)):
        child = Forked(parent.place, entry, args)
        assert child.wait(20) == code
        assert child.poll() == code
        child.close()
    child = Forked(parent.place, "no_such_module:run")
    assert child.wait(20) == 1
    child.close()


def test_a_child_has_what_was_loaded_and_nothing_else_of_the_parent(parent, tmp_path):
    told = []
    for n in (1, 2):
        place = tmp_path / f"{n}.json"
        child = Forked(parent.place, "warm_children:tell", [str(place)], env={"ONLY": str(n)}, cwd=str(tmp_path))
        assert child.wait(20) == 0
        child.close()
        told.append(json.loads(place.read_text()))
    for n, seen in enumerate(told, 1):
        assert len(seen["loaded"]) == 1
        assert seen["loaded"][0] != seen["pid"] == seen["group"]
        assert seen["cwd"] == str(tmp_path)
        assert seen["env"].pop("ONLY") == str(n)
        assert not seen["env"].keys() - {"LC_CTYPE"}
        assert seen["files"][:3] == ["0", "1", "2"]
        assert len(seen["files"]) == 4, "a file of the parent is open in the child"  # the fourth is the look itself
    assert told[0]["loaded"] == told[1]["loaded"]
    assert told[0]["chance"] != told[1]["chance"]


def test_numpy_does_not_repeat_its_numbers(monkeypatch, tmp_path):
    path(monkeypatch)
    told = []
    with Parent(["numpy.random"]) as loaded:
        for n in (1, 2):
            child = Forked(loaded.place, "warm_children:tell", [str(tmp_path / f"{n}.json")])
            assert child.wait(30) == 0
            child.close()
            told.append(json.loads((tmp_path / f"{n}.json").read_text())["numpy"])
    assert None not in told
    assert told[0] != told[1]


def test_it_can_be_spoken_to(parent):
    with open(os.devnull, "wb") as null:  # noqa: PTH123
        child = Forked(parent.place, "warm_children:echo", piped=True, stdio=(-1, -1, null.fileno()))
    child.stdin.write(b"heard\n")
    child.stdin.flush()
    assert child.stdout.read() == b"heard\n"
    assert child.wait(10) == 0
    child.close()


def _waiting(parent, place):
    """A child that has started another process and now sleeps."""
    child = Forked(parent.place, "warm_children:start_another", [str(place)])
    until = time.monotonic() + 10
    while not (place.exists() and place.read_text()) and time.monotonic() < until:
        time.sleep(0.01)
    return child


def test_signals_reach_it_and_what_it_started(parent, tmp_path):
    child = _waiting(parent, tmp_path / "pid")
    assert child.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.05)
    child.kill()
    assert child.wait(10) == -signal.SIGKILL
    assert ended(int((tmp_path / "pid").read_text()))
    child.close()
    child = _waiting(parent, tmp_path / "another")
    child.send_signal(signal.SIGINT)
    assert child.wait(10) == 1  # KeyboardInterrupt
    child.close()


def test_an_interrupt_is_heard_though_the_batch_was_started_in_the_background(tmp_path):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as a shell does, and every process that follows inherits it
    try:
        parent = Parent(["warm_children"])
    finally:
        signal.signal(signal.SIGINT, before)
    with parent:
        child = _waiting(parent, tmp_path / "pid")
        child.send_signal(signal.SIGINT)
        assert child.wait(10) == 1
        child.close()


def test_it_ends_with_who_asked_for_it(parent):
    child = Forked(parent.place, "time:sleep", [60])
    child.close()
    assert ended(child.pid)
    asker = subprocess.Popen(
        [sys.executable, "-c", "import sys; from kit.warm import Forked; it = Forked(sys.argv[1], 'time:sleep', [60]); print(it.pid, flush=True); input()", parent.place],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": KIT},
    )  # fmt: skip
    pid = int(asker.stdout.readline())
    assert not ended(pid, within=0.1)
    asker.kill()
    asker.communicate()
    assert ended(pid)


def test_it_ends_with_its_parent_however_that_ends(monkeypatch):
    path(monkeypatch)
    with Parent(["warm_children"]) as loaded:
        one, two = (Forked(loaded.place, "time:sleep", [60]) for _ in (1, 2))
    assert ended(one.pid)
    assert two.wait(5) == -signal.SIGKILL
    with Parent(["warm_children"]) as loaded:
        three = Forked(loaded.place, "time:sleep", [60])
        os.kill(loaded._process.pid, signal.SIGKILL)
        assert ended(three.pid)
        assert three.wait(5) == -signal.SIGKILL
    for child in (one, two, three):
        child.close()


def test_one_that_still_loads_ends_at_once_and_leaves_nothing(tmp_path, monkeypatch):
    path(monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Parent(["warm_children:load_for_a_minute"]) as loaded:
        until = time.monotonic() + 20
        while "loads" not in loaded.said and time.monotonic() < until:
            time.sleep(0.02)
        assert not loaded.ended
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert ended(loaded._process.pid)
    assert not list(tmp_path.iterdir())
    with Parent([]) as loaded:
        Forked(loaded.place, "time:sleep", [0]).wait(20)
        os.kill(loaded._process.pid, signal.SIGUSR1)  # it serves: nothing that it forked may lose its parent
        child = Forked(loaded.place, "os:kill", [0, int(signal.SIGUSR1)])
        assert child.wait(20) == -signal.SIGUSR1
        child.close()


def test_one_whose_start_is_broken_off_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(client.subprocess, "Popen", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Parent([])
    assert not list(tmp_path.iterdir())


def test_a_parent_with_a_thread_or_without_life_says_why_it_does_not_fork(monkeypatch):
    path(monkeypatch)
    with Parent(["warm_children:keep_a_thread"]) as loaded, pytest.raises(NotWarm, match="keeps 1 thread"):
        Forked(loaded.place, "time:sleep", [0])
    with Parent(["warm_children:no_such_function"]) as loaded:
        with pytest.raises(NotWarm):
            Forked(loaded.place, "time:sleep", [0])
        assert "no_such_function" in loaded.said
        loaded._process.wait(10)
        assert loaded.ended
    with pytest.raises(NotWarm):
        Forked(loaded.place, "time:sleep", [0])


def test_the_room_stands_alone():
    """It could be a package of its own."""
    for file in Path(kit.warm.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in getattr(node, "names", ())]
            assert not [n for n in names if n.startswith("kit") and not n.startswith("kit.warm")], file.name


def test_the_provisioner_is_offered_to_jupyter():
    import tomllib

    from kit.warm.provisioner import ENTRY, NAME

    told = tomllib.loads((Path(KIT) / "pyproject.toml").read_text(encoding="utf-8"))
    assert told["project"]["entry-points"]["jupyter_client.kernel_provisioners"] == {NAME: ENTRY}


def test_what_a_killed_parent_left_is_swept_and_what_is_alive_or_young_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "warm-young").mkdir()
    (tmp_path / "warm-stranger").mkdir()
    (tmp_path / "warm-stranger" / "parent").write_text("no socket")
    with Parent([]) as first, Parent([]) as second:
        place = Path(second.place).parent
        os.kill(second._process.pid, signal.SIGKILL)
        second._process.wait()
        (place / "fonts").write_text("what a library left")
        with Parent([]) as third:
            stay = {"warm-young", "warm-stranger", *(Path(one.place).parent.name for one in (first, third))}
            assert {path.name for path in tmp_path.iterdir()} == stay
            child = Forked(first.place, "time:sleep", [0])
            assert child.wait(20) == 0
            child.close()
    assert {path.name for path in tmp_path.iterdir()} == {"warm-young", "warm-stranger"}


def test_a_parent_that_begins_is_not_swept_by_another(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    listen = socket.socket.listen

    def late(listener, backlog):
        client._sweep(tmp_path)  # as another parent does that begins in this very moment
        listen(listener, backlog)

    monkeypatch.setattr(socket.socket, "listen", late)
    with Parent([]) as begun:
        child = Forked(begun.place, "time:sleep", [0])
        assert child.wait(20) == 0
        child.close()
