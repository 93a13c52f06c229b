"""The notebook as a consultant opens it: JupyterLab in a real browser, nothing fetched from outside."""

import shutil

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
    """A folder laid out like the checkout: notebooks beside cases."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(EXAMPLE, tmp_path / "cases" / EXAMPLE.name, ignore=shutil.ignore_patterns("build"))
    return tmp_path


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
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_text("Restart Kernel and Run All Cells", exact=False).first.click()
        page.locator("dialog.jp-Dialog .jp-mod-accept").click()
        page.get_by_text("ready: build/", exact=False).last.wait_for(timeout=300_000)
        assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0
        page.locator(".jp-RenderedVegaCommon5 canvas").nth(1).wait_for(timeout=20_000)
        chinese, panel = page.get_by_role("button", name="中文"), page.locator(".jp-WindowedPanel-outer").first
        for step in range(80):  # only cells in sight are in the page, and a busy machine draws them late
            if chinese.count():
                break
            panel.evaluate("(panel, top) => { panel.scrollTop = top }", (step % 40) * 500)
            page.wait_for_timeout(400)
        chinese.click()
        page.get_by_text("通知与期限").first.wait_for(timeout=90_000)
        browser.close()
    assert outside == []
    # JupyterLab's own: its requests to the kernel that we restart are cancelled
    assert [error for error in failed if "Canceled future" not in error] == []
    assert list((desk / "cases" / EXAMPLE.name / "build").glob("*.pdf"))
