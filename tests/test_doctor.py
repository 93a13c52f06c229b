"""The doctor names what is missing and how to get it."""

import ctypes
import shutil
import subprocess
import sys

import pytest

from kit import cli, doctor, paths
from kit.tools import office, worker


def found(name, folder):
    return next(c for c in doctor.examine(folder) if c.name == name)


def test_this_machine_is_fit(tmp_path):
    checks = doctor.examine(tmp_path)
    assert doctor.is_fit(checks), [c for c in checks if c.state == "missing"]
    assert len(checks) >= 12


def test_no_pango(tmp_path, monkeypatch):
    def refuse(name):
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    check = found("Pango", tmp_path)
    assert check.state == "missing"
    assert "libpango-1.0" in check.found
    assert "pango" in check.get


def test_libreoffice_is_named_once_everywhere(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert found("LibreOffice", tmp_path).get == office.INSTALL


def test_no_fonts(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "FONTS", tmp_path)
    assert found("kit's own files", tmp_path).state == "missing"


def test_no_space(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 1_000_000))
    check = found("disk", tmp_path)
    assert check.state == "missing"
    assert "200 MB" in check.get


def test_no_such_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        doctor.examine(tmp_path / "nothing")


def test_no_memory_limit_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(worker, "has_memory_limit", lambda: False)
    assert found("memory limit", tmp_path).state == "limited"


def test_the_command_exits_4_and_says_how(monkeypatch, capsys):
    monkeypatch.setattr(doctor, "_loads", lambda name: "pangoft2" not in name)
    assert cli.main(["doctor"]) == 4
    told = capsys.readouterr().out
    assert "cannot load libpangoft2" in told
    assert "lacks" in told


def test_the_question_of_the_set_up():
    assert subprocess.run([sys.executable, "-m", "kit.doctor", "pango"], check=False).returncode == 0
    assert subprocess.run([sys.executable, "-m", "kit.doctor"], check=False).returncode == 1
