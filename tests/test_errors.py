"""What goes wrong on a desk: one clear message each, the right exit code, no traceback, no half output (issue A.11)."""

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests_root import EXAMPLE

from kit import cli
from kit.tools.locks import held

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00\x90\x91h6"  # a head and no picture
)


def poa(*argv):
    return cli.main([str(a) for a in argv])


@pytest.fixture
def refused(small, capsys):
    """Build the small case: it must end with that code, name what it should, and leave nothing that could be sent."""

    def refuse(code, *names, folder=small):
        before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and "build" not in p.relative_to(folder).parts}
        assert poa("build", folder) == code
        told = capsys.readouterr()
        assert told.err.startswith("poa: ")
        assert "Traceback" not in told.err + told.out
        assert len(told.err.splitlines()) <= 6, told.err
        for name in names:
            assert name in told.err
        nothing_half_made(folder)
        assert all(p.read_bytes() == content for p, content in before.items()), "a client's file was changed"
        return told.err

    return refuse


def nothing_half_made(folder):
    """No PDF that could be sent, nothing that speaks of one, no temporary or empty file."""
    made = [p for p in folder.rglob("*") if p.is_file()]
    result = {"7529184460371124.pdf", "manifest.json", "report.json"}
    assert not [p for p in made if p.parent.name == "build" and p.name in result]
    assert not [
        p for p in made if p.suffix == ".part" or (p.parent.name == "build" and not p.stat().st_size and p.name != ".lock")
    ]
    assert not (folder / "build" / "channels").exists()


def first(folder, *patterns):
    return next(p for pattern in patterns for p in sorted(folder.glob(pattern)))


@pytest.fixture
def export(small):
    """An order file in the small case: every sixtieth row of the example's, so that its days are spread."""
    head, *lines = first(EXAMPLE, "orders/*.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    file = small / "orders" / "export.csv"
    file.parent.mkdir()
    file.write_text("".join([head, *lines[::60]]), encoding="utf-8")
    return file


def test_not_a_folder(small, refused):
    refused(3, "case.yaml", folder=small / "case.yaml")


def test_a_folder_without_case_yaml(small, refused):
    (small / "case.yaml").unlink()
    refused(3, "no case.yaml here", "poa new")


def test_an_empty_case_yaml(small, refused):
    (small / "case.yaml").write_bytes(b"")
    refused(3, "case.yaml")


def test_an_ambiguous_date_in_case_yaml(small, refused):
    text = (small / "case.yaml").read_text(encoding="utf-8")
    day = text.index("  date: ")
    end = text.index("\n", day)
    (small / "case.yaml").write_text(text[:day] + "  date: 06/07/2026" + text[end:], encoding="utf-8")
    refused(3, "letter.date", "line ", "2026-06-12")


def test_an_empty_order_file(export, refused):
    export.write_bytes(b"")
    refused(3, export.name, "empty")


def test_an_order_file_that_is_something_else(export, refused):
    export.write_bytes(PNG)
    refused(3, export.name)


def test_an_order_file_of_no_known_format(export, refused):
    file = export.with_name("other.csv")
    file.write_text("Name,Colour\nA,red\n")
    refused(3, file.name)


def test_dates_in_the_orders_that_nothing_decides(export, refused):
    """A column with days first in one half and months first in the other: no order of the two fits it."""
    head, *lines = export.read_text(encoding="utf-8").splitlines(keepends=True)
    turned = [re.sub(r"(\d\d)/(\d\d)/2026", r"\2/\1/2026", line) if n % 2 else line for n, line in enumerate(lines)]
    export.write_text("".join([head, *turned]), encoding="utf-8")
    refused(3, export.name, "MM/DD/YYYY", "date_format")


def test_missing_exhibits_are_named_all_at_once(small, refused):
    files = sorted((small / "evidence").iterdir())[:2]
    for file in files:
        file.unlink()
    refused(3, *(f.name for f in files))


def test_a_broken_image(small, refused):
    file = first(small, "evidence/*.png", "evidence/*.jpg", "evidence/*.jpeg")
    file.write_bytes(PNG if file.suffix == ".png" else file.read_bytes()[:2000])
    refused(3, file.name)


def test_an_exhibit_that_is_something_else(small, refused):
    file = first(small, "evidence/*.pdf")
    file.write_bytes(b"<html>not a PDF</html>")
    refused(3, file.name)


def test_an_empty_exhibit(small, refused):
    file = first(small, "evidence/*.pdf")
    file.write_bytes(b"")
    refused(3, file.name)


def test_a_second_builder_is_told(small, refused):
    with held(small / "build" / ".lock", what="the build of this case"):
        refused(5, "already running", f"process {os.getpid()}")


NO_PANGO = """
import sys
from importlib.abc import MetaPathFinder
class Refuse(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0.so.0'")
sys.meta_path.insert(0, Refuse())
from kit.cli import main
sys.exit(main(["build", sys.argv[1]]))
"""


def test_no_pango(small):
    done = subprocess.run([sys.executable, "-c", NO_PANGO, str(small)], capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stderr
    assert "Pango" in done.stderr
    assert "apt-get install" in done.stderr
    assert "poa doctor" in done.stderr
    assert "Traceback" not in done.stderr
    nothing_half_made(small)


class Full:
    """A disk that is full from the n-th flush on."""

    def __init__(self, n):
        self.left = n
        self.fsync = os.fsync

    def __call__(self, file):
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.fsync(file)


def test_disk_full(small, monkeypatch, refused):
    monkeypatch.setattr(os, "fsync", Full(0))
    refused(5, "disk is full", "free some space")


@pytest.mark.slow
def test_disk_full_later(small, monkeypatch, capsys):
    """The first writes of a build fail, then some of the later ones, until it gets through: never a half one."""
    for n in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89):
        monkeypatch.setattr(os, "fsync", Full(n))
        code = poa("build", small)
        monkeypatch.undo()
        assert "Traceback" not in capsys.readouterr().err
        if code == 0:
            break
        assert code == 5
        nothing_half_made(small)
    assert code == 0
    assert n > 3


@pytest.mark.slow
@pytest.mark.spread(1)
@pytest.mark.parametrize("room", [2, 0.2, 1, 3])
def test_a_really_full_disk(example, tmp_path, room):
    """A file system with so many megabytes left: what does not fit is said, and nothing half made stays."""
    small = tmp_path / "small"
    small.mkdir()
    blocks = sum(-(-p.stat().st_size // 4096) + 1 for p in example.rglob("*"))
    with mounted("-t", "tmpfs", "-o", f"size={blocks * 4 + int(room * 1000)}k", "tmpfs", small):
        folder = Path(shutil.copytree(example, small / "case"))
        # In a process of its own: a library that ends it must not take the tests along.
        done = subprocess.run([sys.executable, "-m", "kit.cli", "build", folder], capture_output=True, text=True, check=False)
        assert done.returncode == 5, done.stderr
        assert "disk is full" in done.stderr
        assert "Traceback" not in done.stderr
        nothing_half_made(folder)


def test_a_read_only_folder(small, monkeypatch, capsys):
    """No folder can be made in it; root would not be refused by permissions, so the system's answer is played."""
    real = Path.mkdir

    def refuse(self, *args, **kwargs):
        if self.is_relative_to(small):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(self))
        real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert poa("build", small) == 5
    told = capsys.readouterr().err
    assert "read-only" in told
    assert "copy the case" in told
    assert not (small / "build").exists()


@pytest.mark.slow
def test_a_really_read_only_folder(example, capsys):
    if os.geteuid():
        example.chmod(0o555)
        assert poa("build", example) == 5
        example.chmod(0o755)
    else:
        with mounted("--bind", example, example):
            subprocess.run(["mount", "-o", "remount,ro,bind", example], check=True)
            assert poa("build", example) == 5
    told = capsys.readouterr().err
    assert "copy the case to a folder that you can write to" in told
    assert "Traceback" not in told
    assert not (example / "build").exists()


class mounted:  # noqa: N801 - reads as a word in `with`
    """A mount for the block; the test is skipped where mounting is not allowed."""

    def __init__(self, *arguments):
        self.arguments = arguments

    def __enter__(self):
        if subprocess.run(["mount", *map(str, self.arguments)], capture_output=True, check=False).returncode:
            pytest.skip("mounting is not allowed here")

    def __exit__(self, *_):
        subprocess.run(["umount", str(self.arguments[-1])], check=True)
