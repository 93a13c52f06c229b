"""What all tests share: the example case, and goldens that a person can review."""

import json
import shutil
from pathlib import Path

import pytest
import small_case
from tests_root import EXAMPLE


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write the goldens; review the diff")


@pytest.fixture(scope="session", autouse=True)
def _no_reader():
    """The extra that reads pictures changes what is built: the tests are without it, unless one asks."""
    from kit.tools import ocr

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "has_reader", lambda: False)
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
def built(tmp_path_factory):
    """The example case, built once for all tests that only look: (folder, report)."""
    from kit.appeal import Appeal

    folder = tmp_path_factory.mktemp("built") / "uk-late-dispatch"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build"))
    return folder, Appeal.open(folder).build()


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
