"""A whole case in real JupyterLab: from `poa new` to the ready PDF by clicks, uploads and typing only."""

import json
import os
import re
import shutil
import time
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import made_walk
import pytest
from made_lab import CHROMIUM, FLAGS, lab
from made_words import readings
from tests_root import EXAMPLE

from kit.case import open_case
from kit.lab import UPLOADS
from kit.new import make_case
from kit.ui.walk.step import steps

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here; Debian: apt-get install -y chromium"),
    pytest.mark.filterwarnings("ignore"),  # the browser's driver leaves its own sockets to the garbage collector
]
WALK = 'from kit import Appeal\n\nAppeal.open("case").guide()'
PRACTICE = 'from kit.ui import portfolio\n\nportfolio("practice", lang="zh")'
CERTIFICATION = EXAMPLE.parent / "my-cosmetics-notification"
PHONE = {"width": 390, "height": 844}


class Person:
    """Who sits before the browser, and counts."""

    def __init__(self, page, pictures):
        self.page, self.pictures = page, pictures
        self.clicks = self.typed = self.shots = 0
        self.part = ".poa-page"

    def open(self, url, first=".poa-walk .poa-steps button"):
        """Run the notebook's one cell; gives the seconds from a ready kernel to the first widget."""
        self.page.goto(f"{url}/lab/tree/walk.ipynb?reset")
        self.page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", state="attached", timeout=60_000)
        first = self.page.locator(first).first
        for _ in range(4):  # JupyterLab says idle before it hears the keys
            self.page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click()
            start = time.monotonic()
            self.page.keyboard.press("Shift+Enter")
            with suppress(Exception):
                first.wait_for(timeout=20_000)
                return time.monotonic() - start
        raise AssertionError(self.page.locator("body").inner_text()[-2000:])

    def fitting(self, what, label):
        """The last of these on the open step whose words begin so in English, whatever the screen's language."""
        found = self.page.locator(f"{self.part} {what}")
        words = [" ".join(text.split()) for text in found.all_text_contents()]
        places = [n for n, text in enumerate(words) if any(said.startswith(label) for said in readings(text))]
        assert places, (label, words)
        return found.nth(places[-1]), words[places[-1]]

    def labelled(self, label):
        _, words = self.fitting("label", label)
        return self.page.locator(self.part).get_by_label(words, exact=True).last

    def button(self, label):
        return self.fitting("button", label)[0]

    def do(self, act):
        getattr(self, f"_{act.do}")(act)
        self.settle()

    def _go(self, act):
        title = next(s.title for s in steps() if s.title[0] == act.label)
        words = re.compile("|".join(map(re.escape, title)))
        self.page.locator(".poa-steps button").filter(has_text=words).first.click()
        self.page.locator(".poa-page h3").filter(has_text=words).wait_for()
        self.clicks += 1

    def _type(self, act):
        field = self.labelled(act.label)
        field.fill(act.value)
        field.press("Tab")
        self.typed += 1

    def _pick(self, act):
        menu = self.labelled(act.label)
        shown = [text.replace("\xa0", " ") for text in menu.locator("option").all_text_contents()]
        fitting = [n for n, text in enumerate(shown) if any(re.search(act.value, said) for said in readings(text))]
        assert fitting, (act, shown)
        menu.select_option(index=fitting[0])
        self.clicks += 2

    def _tick(self, act):
        self.fitting("label", act.label)[0].click()
        self.clicks += 1

    def _click(self, act):
        self.button(act.label).click()
        self.clicks += 1

    def _upload(self, act):
        with self.page.expect_file_chooser() as chosen:
            self.button(act.label).click()
        chosen.value.set_files([str(p) for p in act.value])
        self.clicks += 2

    def settle(self, most=180):
        """Until the kernel and the work beside it rest."""
        rests, end = 0, time.monotonic() + most
        while rests < 3 and time.monotonic() < end:
            self.page.wait_for_timeout(50)
            busy = self.page.evaluate(
                "() => document.querySelector('.jp-Notebook-ExecutionIndicator').dataset.status !== 'idle'"
                " || document.querySelector('.poa-walk .poa-busy') !== null"
            )
            rests = 0 if busy else rests + 1

    def shoot(self, name):
        if self.pictures:
            self.shots += 1
            name = re.sub(r"\W+", "-", name)
            self.page.locator(".poa-walk").screenshot(path=self.pictures / f"{self.shots:02}-{name}.png")


@pytest.fixture
def desk(tmp_path):
    """A new case and a notebook that opens its walk."""
    make_case(tmp_path / "case", made_walk.answers(EXAMPLE), today=date(2026, 7, 6))
    notebook(tmp_path, WALK)
    return tmp_path


def notebook(folder, source):
    """A notebook of one cell."""
    cell = {"cell_type": "code", "id": "walk", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    (folder / "walk.ipynb").write_text(json.dumps({"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))


@contextmanager
def browsed(url, outside, failed):
    """A page of a browser that notes what it fetches from elsewhere and what fails in it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1300, "height": 2600})
        page.on("filechooser", lambda _: None)  # from the start: asked for at the click itself, the browser's own may come first
        ours = (url, "data:", "blob:", url.replace("http", "ws"))
        page.on("request", lambda r: None if r.url.startswith(ours) else outside.append(r.url))
        page.on("pageerror", lambda e: failed.append(str(e)))
        yield page
        browser.close()


def restart(page):
    """The kernel dies; the case does not."""
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Restart Kernel…", exact=True).click()
    page.locator("dialog.jp-Dialog .jp-mod-accept").click()
    page.wait_for_timeout(3000)


def test_a_case_of_certification_in_chinese_from_an_empty_folder(tmp_path, capsys, monkeypatch):
    """The same walk for another family, on the Chinese screen, from the portfolio's first case on."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    (tmp_path / "practice").mkdir()
    notebook(tmp_path, PRACTICE)
    pictures = os.environ.get("POA_PICTURES")
    outside, failed, acts = [], [], list(made_walk.whole(CERTIFICATION, chinese=True))
    half = next(n for n, act in enumerate(acts) if act.label == "Causes")
    with lab(tmp_path, *UPLOADS) as url, browsed(url, outside, failed) as page:
        person = Person(page, Path(pictures) if pictures else None)
        first = person.open(url, ".poa-portfolio button")
        start = time.monotonic()
        person.part = ".poa-portfolio"
        for act in made_walk.opened(CERTIFICATION):
            person.do(act)
        page.locator(".poa-walk .poa-steps button").first.wait_for(timeout=60_000)
        person.part = ".poa-page"
        for n, act in enumerate(acts):
            if act.do == "go" and n:
                person.shoot(f"zh-{acts[n - 1].label}")
            if n == half:
                restart(page)
                person.open(url, ".poa-portfolio button")
                page.get_by_role("button", name="在下方打开").click()
                page.locator(".poa-walk .poa-steps button").first.wait_for(timeout=60_000)
            person.do(act)
        took = time.monotonic() - start
        page.locator(".poa-page button", has_text="下载 PDF").wait_for(timeout=300_000)
        with page.expect_download(timeout=60_000) as saved:
            person.button("Get the PDF").click()
            page.locator("a.poa-save").last.click()
        pdf = next((tmp_path / "practice").glob("*/build/7*.pdf"))
        assert Path(saved.value.path()).read_bytes() == pdf.read_bytes()
        person.shoot("zh-built")
    with capsys.disabled():
        print(f"\nportfolio {first:.1f} s; {person.clicks} clicks, {person.typed} texts typed, {took:.0f} s")
    assert outside == []
    assert [error for error in failed if "Canceled future" not in error] == []
    assert '"image/' not in (tmp_path / "walk.ipynb").read_text(), "no upload stays in the notebook"


def test_a_whole_case_by_clicks_uploads_and_typing(desk, capsys):
    pictures = os.environ.get("POA_PICTURES")  # a folder that gets a picture of each step
    outside, failed, acts = [], [], list(made_walk.whole(EXAMPLE))
    half = next(n for n, act in enumerate(acts) if act.label == "Causes")
    with lab(desk, *UPLOADS) as url, browsed(url, outside, failed) as page:
        person = Person(page, Path(pictures) if pictures else None)
        first = person.open(url)
        start = time.monotonic()
        for n, act in enumerate(acts):
            if act.do == "go" and n:
                person.shoot(acts[n - 1].label.replace(" ", "-"))
            if n == half:
                restart(page)
                person.open(url)
            person.do(act)
        took = time.monotonic() - start
        page.locator(".poa-page").get_by_text("ready: build/").wait_for(timeout=180_000)
        person.shoot("built")
        page.locator(".jp-SideBar.jp-mod-left .lm-TabBar-tab.lm-mod-current").click()  # the file list goes
        page.set_viewport_size(PHONE)
        for step in ("Evidence", "What was done", "Letter and PDF"):
            person.do(made_walk.Act("go", step))
            person.shoot(f"phone-{step}")
            wide = page.evaluate("() => { const e = document.querySelector('.poa-walk'); return e.scrollWidth - e.clientWidth }")
            assert wide <= 2, step
    with capsys.disabled():
        print(f"\nfirst widget {first:.1f} s; {person.clicks} clicks, {person.typed} texts typed, {took:.0f} s")
    assert outside == []
    assert [error for error in failed if "Canceled future" not in error] == []  # JupyterLab's own at a restart
    case, model = open_case(desk / "case").case, open_case(EXAMPLE).case
    assert len(case.evidence) == len(model.evidence) + 1  # the client's word
    assert [len(a.exhibits) for a in case.corrective] == [len(a.exhibits) for a in model.corrective]
    assert list((desk / "case" / "build").glob(f"{case.violation.id}.pdf"))
    with suppress(OSError):
        shutil.rmtree(desk)
