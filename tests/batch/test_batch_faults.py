"""Each write of a case's build fails once: what lies there afterwards is the old result, the new one or none, never a mixture."""

import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tiny_kit

from kit import verify
from kit.appeal import Appeal
from kit.batch import execute as room
from kit.batch import inputs, summary
from kit.batch import state as states
from kit.batch.jobs import find
from kit.errors import CannotWrite
from kit.tools.atomic import sha256, write_text


class Fault:
    """Lets so many writes pass, then fails one: fsync and replace, by which every file of a build gets its name."""

    def __init__(self, patch, number):
        self.left = number
        for owner, name in ((os, "fsync"), (os, "replace"), (Path, "replace"), (Path, "write_bytes"), (os, "rename")):
            patch.setattr(owner, name, self._counted(getattr(owner, name)))

    def _counted(self, real):
        def call(*args, **more):
            self.left -= 1
            if self.left == 0:
                raise OSError(28, "No space left on device")
            return real(*args, **more)

        return call


def state(folder):
    """What lies there to be sent, whole or an error; and the halves that were left."""
    build = folder / "build"
    assert not list(build.rglob("*.part")), "a half is left"
    pdfs = sorted(p.name for p in build.glob("7*.pdf"))
    if not (build / "report.json").is_file():
        assert not pdfs, "a PDF without its report"
        assert not (build / "manifest.json").exists()
        return "none"
    report = json.loads((build / "report.json").read_text())
    manifest = json.loads((build / "manifest.json").read_text())
    assert pdfs == [Path(report["pdf"]["path"]).name] == [manifest["file"]]
    assert sha256(folder / report["pdf"]["path"]) == report["pdf"]["sha256"] == manifest["sha256"]
    return report["pdf"]["sha256"]


@pytest.mark.soak
def test_each_write_of_a_build_fails_once(small, monkeypatch):
    monkeypatch.setattr(verify, "verify", lambda *_, **__: ())  # it writes nothing, and takes most of the time
    assert Appeal.open(small).build().status == "ready"
    old = shutil.copytree(small, small.with_name("old"))
    text = (old / "case.yaml").read_text(encoding="utf-8")
    (old / "case.yaml").write_text(text.replace("Every Monday", "Every Tuesday"), encoding="utf-8")
    number, ended = 0, False
    while not ended:
        number += 1
        folder = shutil.copytree(old, small.with_name("case"))
        before = state(folder)
        with monkeypatch.context() as patch:
            fault = Fault(patch, number)
            with suppress(CannotWrite):  # any other error is a fault of ours
                Appeal.open(folder).build()
            ended = fault.left > 0
        after = state(folder)
        assert after == "none" if not ended else after not in {"none", before}
        shutil.rmtree(folder)
    assert number > 10


def executed(job, *_):
    """In place of the kernel: what it would have written, and a notebook that has run."""
    told = json.loads((job.folder / "told.json").read_text(encoding="utf-8"))
    write_text(job.folder / told["pdf"]["path"], told["case"])
    write_text(job.folder / "build" / "report.json", json.dumps(told))
    return {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, None


def ran(job, known):
    """All that a batch writes of one case: notebook, page, row, summary."""
    told = inputs.digest(job)
    outcome = room.execute(job, 60)
    known.note(job, outcome, told)
    summary.write_summary(job.folder.parent, [outcome], "en", now=datetime(2026, 7, 1, tzinfo=UTC), cases={job.name: job.folder})


def test_each_write_of_a_batch_fails_once(tmp_path, monkeypatch):
    """The old summary or the new one, each file whole; a case is done only if all of it is there."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setattr(room, "_executed", executed)
    root, number, ended = tiny_kit.cases(tmp_path / "client", 1), 0, False
    while not ended:
        number += 1
        shutil.rmtree(root / "case-0000" / "build", ignore_errors=True)
        (job,) = find(root)
        with states.opened() as known:
            with monkeypatch.context() as patch:
                fault = Fault(patch, number)
                with suppress(CannotWrite):
                    ran(job, known)
                ended = fault.left > 0
            assert not list(root.rglob("*.part")), "a half is left"
            done = known.done(job, inputs.digest(job))
            if done:
                assert (
                    sha256(job.folder / done.pdf)
                    == json.loads((job.folder / "build" / "report.json").read_text())["pdf"]["sha256"]
                )
            assert done or not ended
        for name in ("batch.json", "batch.html", "batch.csv"):
            path = root / name
            assert not path.exists() or "7529184460000000" in path.read_text(encoding="utf-8-sig"), name
    assert number > 7
