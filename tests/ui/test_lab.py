"""The notebook as a consultant opens it: JupyterLab in a real browser, nothing fetched from outside."""

import re
import shutil
import time
from contextlib import suppress

import nbformat
import pytest
from made_lab import CHROMIUM, FLAGS, lab
from tests_root import EXAMPLE, ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; Debian: apt-get install -y chromium"),
    pytest.mark.filterwarnings("ignore"),  # the browser's driver leaves its own sockets to the garbage collector
]


@pytest.fixture
def desk(tmp_path):
    """A folder laid out like the checkout: a notebook that nobody has run yet, beside cases."""
    notebook = nbformat.read(ROOT / "notebooks" / "logistics.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    (tmp_path / "notebooks").mkdir()
    nbformat.write(notebook, tmp_path / "notebooks" / "logistics.ipynb")
    shutil.copytree(EXAMPLE, tmp_path / "cases" / EXAMPLE.name, ignore=shutil.ignore_patterns("build"))
    return tmp_path


def run_all(page):
    """Ask for every cell until one runs: JupyterLab loses what is asked of a kernel that is only just there."""
    for _ in range(8):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        with suppress(Exception):
            page.locator(".jp-InputPrompt").filter(has_text=re.compile(r"[*\d]")).first.wait_for(timeout=10_000)
            return
    raise AssertionError(page.locator("body").inner_text()[-2000:])


def until(page, is_so, *, seconds):
    """Wait for something that the page does not show."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, page.locator("body").inner_text()[-2000:]
        page.wait_for_timeout(250)


def in_sight(page, wanted):
    """The first of these, scrolled for: only cells in sight are in the page, and a busy machine draws them late."""
    panel = page.locator(".jp-WindowedPanel-outer").first
    for step in range(80):
        if wanted.count():
            return wanted.first
        panel.evaluate("(panel, top) => { panel.scrollTop = top }", (step % 40) * 500)
        page.wait_for_timeout(400)
    raise AssertionError(page.locator("body").inner_text()[-2000:])


def test_whole_notebook_in_jupyterlab(desk):
    from playwright.sync_api import sync_playwright

    outside, failed = [], []
    with lab(desk) as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        # tall, because cells out of sight are not drawn
        page = browser.new_page(viewport={"width": 1300, "height": 9000})
        page.on(
            "request",
            lambda r: outside.append(r.url) if not r.url.startswith((url, "data:", "blob:", url.replace("http", "ws"))) else None,
        )
        page.on("pageerror", lambda e: failed.append(str(e)))
        page.goto(f"{url}/lab/tree/notebooks/logistics.ipynb?reset")
        page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
        run_all(page)
        built = desk / "cases" / EXAMPLE.name / "build"
        until(page, lambda: list(built.glob("*.pdf")), seconds=300)
        in_sight(page, page.get_by_text("ready: build/", exact=False))
        assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0
        in_sight(page, page.locator(".jp-RenderedVegaCommon5 canvas").nth(1))
        chinese = in_sight(page, page.get_by_role("button", name="中文"))
        chinese.click()
        page.get_by_text("通知与期限").first.wait_for(timeout=90_000)
        browser.close()
    assert outside == []
    # JupyterLab's own: its requests to the kernel that we restart are cancelled
    assert [error for error in failed if "Canceled future" not in error] == []
