"""Cases on the workers of a real scheduler on loopback, and what is told where it cannot be."""

import json
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from importlib.util import find_spec
from threading import Event, Timer

import pytest
import tiny_kit

from kit.cli import main

needs_dask = pytest.mark.skipif(not find_spec("distributed"), reason="the extra `scheduler` is not installed")
CASES = 6


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    return tiny_kit.make(tmp_path_factory.mktemp("kit"))


@contextmanager
def dask(env, folder, *arguments):
    """A scheduler or worker, with what it prints in a file."""
    with (folder / f"{arguments[0]}-{time.monotonic_ns()}.txt").open("w+") as said:
        command = [sys.executable, "-P", "-m", "dask", *arguments, "--no-dashboard"]
        with subprocess.Popen(command, env=env, stdout=said, stderr=said, cwd=folder) as process:
            process.said = said
            yield process
            process.kill()


def until(found, seconds=60):
    ending = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < ending, "it took too long"
        time.sleep(0.1)
    return value


def address(scheduler):
    scheduler.said.seek(0)
    return next((word for word in scheduler.said.read().split() if word.startswith("tcp://")), "")


@needs_dask
@pytest.mark.slow
def test_two_workers_run_the_cases_and_one_is_killed_half_way(kit, tmp_path):
    home, shared = tmp_path / "home", tmp_path / "shared"
    home.mkdir()
    root = tiny_kit.cases(shared / "client", CASES)
    env = tiny_kit.environment(kit, home, POA_TINY_SECONDS="0.3")
    with ExitStack() as stack:
        scheduler = stack.enter_context(dask(env, tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0"))
        place = until(lambda: address(scheduler))
        hands = ["worker", place, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--local-directory", str(tmp_path)]
        started = tiny_kit.batch(root, "--scheduler", place)
        running = stack.enter_context(
            subprocess.Popen(started, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
        assert f"{place} has no worker yet" in running.stderr.readline()
        first, _ = (stack.enter_context(dask(env, tmp_path, *hands)) for _ in range(2))
        until(lambda: len(list(root.glob("*/build/ran.txt"))) >= 2)
        first.send_signal(signal.SIGKILL)
        events = [json.loads(line) for line in running.stdout]
    assert events[-1] == {"event": "batch", "ready": CASES, "summary": str(root)}
    for n in range(CASES):
        build = root / f"case-{n:04}" / "build"
        report = json.loads((build / "report.json").read_text(encoding="utf-8"))
        assert sha256((build.parent / report["pdf"]["path"]).read_bytes()).hexdigest() == report["pdf"]["sha256"]
        assert (build / "notebook.html").is_file()
        assert not list(build.rglob("*.part"))
    assert not [path for path in tmp_path.rglob("ledger.sqlite") if path.parent != home], "a worker wrote a ledger of its own"
    again = subprocess.run(tiny_kit.batch(root), env=env, capture_output=True, text=True, check=True)
    assert all(json.loads(line)["kept"] for line in again.stdout.splitlines()[:-1]), "what is done there is not done here"


def test_what_is_missing_for_a_scheduler_is_told(small, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setattr("kit.batch.run.find_spec", lambda name: None)
    assert main(["batch", str(small), "--scheduler", "tcp://127.0.0.1:1"]) == 4
    assert "poa-kit[scheduler]" in capsys.readouterr().err


@needs_dask
def test_a_scheduler_that_is_not_there_is_told(small, tmp_path, monkeypatch, capsys):
    from kit.batch import machines

    monkeypatch.setattr(machines, "_ANSWERS", 0.2)
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    for place in ("tcp://127.0.0.1:1", "nonsense://x"):
        assert main(["batch", str(small), "--scheduler", place]) == 2
        told = capsys.readouterr().err
        assert place in told
        assert "dask scheduler" in told
    assert not (small / "build" / "report.json").exists()


@needs_dask
def test_a_case_that_nobody_waits_for_any_more_is_stopped():
    from kit.batch.machines import Ready
    from kit.tools import worker

    ready = Ready(warm=False)
    ready.setup(None)
    unwanted = ready.running["key"] = Event()
    ready.transition("key", "executing", "memory")
    ready.transition("other", "executing", "released")
    assert not unwanted.is_set()
    Timer(0.3, ready.transition, ("key", "executing", "released")).start()
    with pytest.raises(worker.Exceeded, match="no longer wanted"):
        worker.run(time.sleep, 30, unwanted=unwanted)
    ready.teardown(None)
