"""What all tests share: the example case, and goldens that a person can review."""

import io
import json
import shutil
from collections import defaultdict
from contextlib import redirect_stdout
from pathlib import Path

import pytest
import small_case
from hypothesis import settings
from tests_root import EXAMPLE

from kit.report import Report

settings.register_profile("kit", deadline=None, derandomize=True)  # the same examples in each run; no test is timed
settings.register_profile("seek", deadline=None)  # new ones in each: make soak
settings.load_profile("kit")


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the goldens; review the diff")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Variants of a `spread(n)` test beyond n of them, evenly chosen, are soak tests, or `rest="slow"` ones."""
    variants = defaultdict(list)
    for item in items:
        mark = item.get_closest_marker("spread")
        if mark and not item.get_closest_marker("soak"):
            variants[item.path, item.originalname, mark.args[0], mark.kwargs.get("rest", "soak")].append(item)
    for (_, _, most, rest), alike in variants.items():
        usual = {round(k * (len(alike) - 1) / max(most - 1, 1)) for k in range(most)}
        for n, item in enumerate(alike):
            if n not in usual:
                item.add_marker(rest)


@pytest.fixture(scope="session", autouse=True)
def _no_reader():
    """The extra that reads pictures changes what is built: the tests are without it, unless one asks."""
    from kit.tools import ocr

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "has_reader", lambda: False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_practice():
    """A check or a build keeps what tells its evidence again in the practice's ledger: the tests are without one, unless one asks."""
    from kit.desk import elsewhere

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elsewhere, "search", lambda *_: ())
        patch.setattr(elsewhere, "search_all", lambda *_: ())
        yield


@pytest.fixture
def example(tmp_path):
    """A fresh copy of the example case, to build in or to damage."""
    folder = tmp_path / "uk-late-dispatch"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build"))
    return folder


@pytest.fixture(scope="session")
def _small(tmp_path_factory):
    return small_case.make(tmp_path_factory.mktemp("small") / "small")


@pytest.fixture
def small(_small, tmp_path):
    """A fresh copy of a case without orders, built in half a second: for what does not depend on the data."""
    return shutil.copytree(_small, tmp_path / "small")


@pytest.fixture(scope="session")
def build_told(tmp_path_factory):
    """The example case, built once by the command: (folder, what was printed)."""
    from kit.cli import main

    folder = tmp_path_factory.mktemp("built") / "uk-late-dispatch"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build"))
    with redirect_stdout(io.StringIO()) as told:
        assert main(["build", str(folder), "--lang", "en"]) == 0, told.getvalue()
    return folder, told.getvalue()


@pytest.fixture(scope="session")
def built(build_told):
    """The example case, built once for all tests that only look: (folder, report)."""
    folder, _ = build_told
    return folder, Report.model_validate_json((folder / "build" / "report.json").read_text(encoding="utf-8"))


@pytest.fixture
def golden(request):
    """Compare text or JSON with the golden of that name; `--update-golden` writes it."""

    def compare(name, seen):
        path = Path(__file__).parent / "golden" / name
        text = seen if isinstance(seen, str) else json.dumps(seen, ensure_ascii=False, indent=2) + "\n"
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name} changed: look at the diff, then pytest --update-golden"

    return compare
