"""The lock file: one holder at a time, freed however the holder ends."""

import subprocess
import sys

import pytest

from kit.errors import CannotWrite
from kit.tools.locks import held

HOLD = (
    "import sys; from pathlib import Path; from kit.tools.locks import held\n"
    "with held(Path(sys.argv[1]), 'the build of a'):\n    print('held', flush=True); sys.stdin.readline()\n"
)


def test_is_free_again_after_the_block(tmp_path):
    for _ in range(2):
        with held(tmp_path / "build" / ".lock", "the build of a"):
            pass


def test_is_free_again_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), held(tmp_path / ".lock", "the build of a"):
        raise ZeroDivisionError
    with held(tmp_path / ".lock", "the build of a"):
        pass


def test_the_second_in_this_process_is_told(tmp_path):
    with (
        held(tmp_path / ".lock", "the build of a"),
        pytest.raises(CannotWrite, match="the build of a is already running"),
        held(tmp_path / ".lock", "the build of a"),
    ):
        pass


def test_another_process_is_told_who_holds_it_and_a_kill_frees_it(tmp_path):
    lock = tmp_path / ".lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(CannotWrite, match=f"process {holder.pid} at "), held(lock, "the build of a"):
            pass
        holder.kill()
        holder.wait()
        with held(lock, "the build of a"):
            assert "process" in lock.read_text()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "build").write_text("a file where the folder should be")
    with pytest.raises(CannotWrite, match="cannot be written"), held(tmp_path / "build" / ".lock", "the build of a"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk_is_told(tmp_path):
    """As a limit on file sizes, which refuses the write as a full disk does: at the lock's first line, nothing before it."""
    held_small = (
        "import resource, signal, sys; from pathlib import Path; from kit.errors import CannotWrite; from kit.tools.locks import held\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "try:\n    with held(Path(sys.argv[1]), 'the build of a'):\n        raise SystemExit('the work began')\n"
        "except CannotWrite as error:\n    raise SystemExit(f'told: {error.in_one_line}')\n"
    )
    lock = tmp_path / ".lock"
    done = subprocess.run([sys.executable, "-c", held_small, str(lock)], capture_output=True, text=True, check=False)
    assert done.stderr.startswith(f"told: {lock}: cannot be written; the file is larger than")
    with held(lock, "the build of a"):
        pass
