"""The whole example built again: on another day, in another zone and language, in another folder, by another process."""

import hashlib
import os
import shutil
import subprocess
import sys

import pytest
from tests_root import EXAMPLE

LATER = """
import sys, time
real = time.time
time.time = lambda: real() + 86400 * 400
from kit.appeal import Appeal
from kit.tools import ocr
ocr.has_reader = lambda: False
print(Appeal.open(sys.argv[1]).build().status)
"""


def kept(folder):
    """Everything that is sent, and the manifest, by its name within the build: hash of its bytes."""
    found = [p for p in (folder / "build").rglob("*") if p.is_file() and p.relative_to(folder / "build").parts[0] != "cache"]
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in found
        if p.suffix in (".pdf", ".jpg", ".txt")
    } | {"manifest": hashlib.sha256((folder / "build" / "manifest.json").read_bytes()).hexdigest()}


@pytest.mark.soak
def test_the_whole_bundle_has_the_same_bytes_on_two_days(built, tmp_path):
    folder = tmp_path / "elsewhere" / "uk-late-dispatch"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build"))
    for path in folder.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TZ": "Asia/Shanghai", "LC_ALL": "C", "LANG": "ar_SA.UTF-8"}
    run = subprocess.run(
        [sys.executable, "-c", LATER, str(folder)],
        env={**env, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert run.stdout.strip() == "ready"
    first, second = kept(built[0]), kept(folder)
    assert len(first) > 3
    assert second == first
