"""The wheel, installed alone into an empty environment, makes the example case from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def run(*command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the checkout without a network."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out, cwd=ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Its `poa` in an environment that holds only the wheel; the libraries are lent, not the checkout."""
    env = tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "venv", "--without-pip", env)
    python = env / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "lent.pth").write_text("\n".join(sorted(lent)) + "\n")  # no .pth inside is read, so the editable kit is not seen
    where = run(python, "-c", "import kit; print(kit.__file__)", cwd=env).strip()
    assert Path(where).is_relative_to(site)
    return env / "bin" / "poa"


def test_carries_what_it_needs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in [
        *(ROOT / "templates").rglob("*"),
        *(ROOT / "notebooks").glob("*.ipynb"),
    ]:
        if path.is_file() and "__pycache__" not in path.parts:
            assert f"kit/_shipped/{path.relative_to(ROOT).as_posix()}" in names
    for pattern in ("kit/policy/sites/", "kit/policy/profiles/", "kit/policy/families/", "kit/orders/formats/", "kit/demo/"):
        assert any(n.startswith(pattern) for n in names), pattern
    assert "kit/new_case.yaml" in names
    assert not [n for n in names if n.startswith(("tests/", "cases/", ".ci/")) or "__pycache__" in n or "/build/" in n]


def test_names_its_licences(wheel):
    names = [Path(n).name for n in zipfile.ZipFile(wheel).namelist() if "/licenses/" in n]
    assert "LICENSE" in names
    assert sum(n.startswith("OFL-") for n in names) >= 5


def test_demo_works_from_any_folder(installed, tmp_path):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "POA_", "VIRTUAL_ENV"))}
    told = run(installed, "demo", "--out", "first", cwd=tmp_path, env=env)
    report = json.loads((tmp_path / "first" / "build" / "report.json").read_text(encoding="utf-8"))
    assert report["status"] == "ready"
    pdf = Path("first", report["pdf"]["path"])
    assert str(pdf) in told
    assert run(installed, "verify", pdf, cwd=tmp_path, env=env)


def test_new_lab_and_doctor_find_their_files(installed, tmp_path):
    answers = (
        "--ticket enforced --route appeal --stance plan --attempt 1 --site UK --family logistics --violation-id 7000000000001"
        " --title Late --received 2026-06-09T10:12 --clock site --legal-name Seller --shop-code S1 --shop-name Shop --seller-type local"
    )
    run(installed, "new", "case", *answers.split(), cwd=tmp_path)
    run(
        installed.parent / "python",
        "-c",
        "from kit.lab import notebook; from pathlib import Path; notebook(Path('case'))",
        cwd=tmp_path,
    )
    assert (tmp_path / "case" / "logistics.ipynb").is_file()
    assert json.loads(run(installed, "doctor", "--json", cwd=tmp_path))["ok"]
