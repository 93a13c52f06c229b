"""The app as a consultant opens it, in a real browser: behind its token, nothing from outside, by keyboard, on a phone's width."""

import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest
import small_case
from PIL import Image

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
CUT = """[...document.querySelectorAll(".poa-field > input, .poa-field > select, .poa-field > textarea")].filter(field => {
    const right = field.getBoundingClientRect().right
    for (let box = field.parentElement; box; box = box.parentElement)
        if (getComputedStyle(box).overflowX !== "visible" && right > box.getBoundingClientRect().right + 0.5) return true
    return right > document.documentElement.clientWidth
}).map(field => [(field.labels[0] || field).textContent, field.getBoundingClientRect().right])"""
"""Fields whose right border is not seen."""
WIDER = "[...document.querySelectorAll('.widget-html-content')].filter(box => box.scrollWidth > box.clientWidth).length"
"""How many boxes hold something that is wider than they are."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; Debian: apt-get install -y chromium"),
    pytest.mark.filterwarnings("ignore"),  # the browser's driver leaves its own sockets to the garbage collector
]


@pytest.fixture
def app(tmp_path):
    """The app over a folder with one case: its address with the token, the folder, and the process that serves."""
    small_case.make(tmp_path / "practice" / "anna" / "one")
    command = [sys.executable, "-m", "kit.cli", "app", str(tmp_path / "practice"), "--port", "0", "--no-browser", "--lang", "en"]
    home = {**os.environ, "POA_HOME": str(tmp_path)}
    with (tmp_path / "said").open("w") as said:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True, env=home, cwd=tmp_path)
    try:
        yield re.search(r"http://\S+", server.stdout.readline())[0], tmp_path / "practice" / "anna" / "one", server
    finally:
        server.terminate()
        assert server.wait(20) == 0
        server.stdout.close()
    assert (tmp_path / "said").read_text() == ""


def tabbed(page, what, most=90):
    """Press Tab until the link, button or field that is meant has the focus, and is seen to have it."""
    script = (
        "(e => e.matches('a, button, input, select, textarea') ? (e.labels?.[0] || e).textContent : '')(document.activeElement)"
    )
    for _ in range(most):
        page.keyboard.press("Tab")
        if what in page.evaluate(script):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", what
            return
    raise AssertionError(f"the keyboard does not reach {what!r}")


def faults(page):
    """What axe finds wrong."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response
    assert len(found["passes"]) > 15
    return [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found["violations"]]


def test_a_case_by_keyboard_and_a_large_file(app, tmp_path):
    from playwright.sync_api import sync_playwright

    url, case, _ = app
    home, outside, failed = url.partition("?")[0], [], []
    with pytest.raises(HTTPError, match="403"):
        urlopen(home, timeout=10)
    large = tmp_path / "large.png"
    Image.frombytes("RGB", (2000, 2100), os.urandom(3 * 2000 * 2100)).save(large, compress_level=0)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((home, "data:", "blob:")) else None)
        page.on("websocket", lambda s: outside.append(s.url) if not s.url.startswith(home.replace("http", "ws")) else None)
        page.on("pageerror", lambda e: failed.append(str(e)))
        page.on("console", lambda m: failed.append(m.text) if m.type == "error" else None)
        page.on("filechooser", lambda _: None)  # from the start: asked for at the click itself, the browser's own may come first
        page.goto(url)
        page.locator(".poa-cases").wait_for(timeout=60_000)
        assert page.url == home
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        tabbed(page, "Find client")
        page.keyboard.type("no such case")
        page.get_by_text("0 of 1 cases").wait_for()
        page.keyboard.press("Control+A")
        page.keyboard.type("anna")
        page.get_by_text("1 of 1 cases").wait_for()
        tabbed(page, "anna/one")
        page.keyboard.press("Enter")
        page.locator(".poa-walk").wait_for(timeout=60_000)
        tabbed(page, "The client's files")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="The client's files").wait_for()
        tabbed(page, "Drop or choose files")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Enter")
        chooser.value.set_files(str(large))
        kept = case / "evidence" / "large.png"
        for _ in range(120):
            if kept.is_file():
                break
            page.wait_for_timeout(250)
        assert large.stat().st_size > 12_000_000
        assert sha256(kept.read_bytes()).digest() == sha256(large.read_bytes()).digest()
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        browser.close()
    assert outside == []
    assert failed == []


def kernels(server):
    """The processes that pages speak with: they end the line of those that the server started."""
    return [one for one in psutil.Process(server.pid).children(recursive=True) if not one.children()]


def test_a_page_says_that_nobody_hears_it_any_more(app):
    from playwright.sync_api import sync_playwright

    url, case, server = app
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(url)
        page.locator(".poa-cases").wait_for(timeout=60_000)
        page.goto(f"{url.partition('?')[0]}case?case=anna/one&lang=zh")
        page.locator(".poa-steps button").filter(has_text="卖家与签字人").click(timeout=60_000)
        page.wait_for_timeout(5000)
        assert page.locator("#lost").count() == 0
        name = page.get_by_label("法定英文名称")
        name.fill("Made Trading Limited")
        for kernel in kernels(server):
            kernel.kill()
        name.press("Tab")
        lost = page.locator("[role=alert]#lost")
        lost.wait_for(timeout=5000)
        assert "没有写入" in lost.inner_text()
        shoot(page, "lost-kernel")
        assert "Made Trading Limited" not in (case / "case.yaml").read_text()
        page.reload()
        page.locator(".poa-steps button").filter(has_text="卖家与签字人").click(timeout=60_000)
        page.get_by_role("button", name="English").click()
        page.get_by_role("heading", name="Seller and signer").wait_for()
        assert lost.count() == 0
        assert page.get_by_label("Legal name in English").input_value() == "Made Trading"
        arrow = "getComputedStyle(document.querySelector('.poa-page .widget-dropdown select')).backgroundImage"
        assert page.evaluate(arrow).startswith("url("), "a menu looks like one"
        server.terminate()
        lost.wait_for(timeout=10_000)
        assert "is not written" in lost.inner_text()
        shoot(page, "lost-server")
        browser.close()


def shoot(page, name):
    """A picture for a person to look at."""
    if pictures := os.environ.get("POA_PICTURES"):
        page.screenshot(path=f"{pictures}/{name}.png")


def test_axe_finds_nothing_wrong_in_the_steps_of_the_walk(app):
    from playwright.sync_api import sync_playwright

    url, _, _ = app
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        page.goto(url)
        page.locator(".poa-cases").wait_for(timeout=60_000)
        page.goto(f"{url.partition('?')[0]}case?case=anna/one&lang=en")
        page.locator(".poa-steps button").first.wait_for(timeout=60_000)
        for step in ("Evidence", "The client confirms", "Letter and PDF"):
            page.locator(".poa-steps button").filter(has_text=step).click()
            page.get_by_role("heading", name=step, exact=True).wait_for()
            if step == "Letter and PDF":
                page.locator("iframe").wait_for(timeout=60_000)
                assert page.evaluate(WIDER) == 0
            page.wait_for_timeout(500)
            shoot(page, f"step-{step}")
            assert faults(page) == [], step
        page.set_viewport_size({"width": 390, "height": 844})
        page.wait_for_timeout(500)
        for step in ("Evidence", "The client confirms", "Seller and signer"):
            page.locator(".poa-steps button").filter(has_text=step).click()
            page.get_by_role("heading", name=step, exact=True).wait_for()
            page.wait_for_timeout(500)
            page.locator(".poa-page:visible input").last.focus()
            shoot(page, f"phone-{step}")
            assert page.evaluate(CUT) == [], step
        page.goto(url.partition("?")[0])
        page.locator(".poa-cases").wait_for(timeout=60_000)
        assert page.evaluate(CUT) == []
        browser.close()
