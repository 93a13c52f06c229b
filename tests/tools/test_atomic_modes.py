"""A file that the kit writes may be read by those who may look into its folder; what does not fit leaves the one before."""

import subprocess
import sys

import pytest

from kit.tools.atomic import write_text


@pytest.mark.parametrize(("folder", "file"), [(0o700, 0o600), (0o755, 0o644), (0o775, 0o664)])
def test_a_new_file_has_the_permissions_of_its_folder(tmp_path, folder, file):
    (tmp_path / "build").mkdir()
    (tmp_path / "build").chmod(folder)
    write_text(tmp_path / "build" / "report.json", "{}")
    assert (tmp_path / "build" / "report.json").stat().st_mode & 0o777 == file


def test_a_file_written_again_keeps_its_own(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("id: case\n")
    path.chmod(0o640)
    write_text(path, "id: other\n")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_on_the_size_of_files_is_told_with_the_next_step(tmp_path):
    limited = (
        "import resource, signal, sys; from pathlib import Path; from kit.tools.atomic import write_bytes\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "write_bytes(Path(sys.argv[1]), b'x' * 9000)"
    )
    target = tmp_path / "a.pdf"
    target.write_bytes(b"before")
    run = subprocess.run([sys.executable, "-c", limited, str(target)], check=False, capture_output=True, text=True)
    assert "raise the limit (ulimit -f)" in run.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]
    assert target.read_bytes() == b"before"
