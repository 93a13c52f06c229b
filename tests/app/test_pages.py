"""What the app's two pages show by the address that was asked for."""

import shutil

import pytest

from kit.ui import pages
from kit.ui.cases import LINK


@pytest.fixture
def served(small, tmp_path, monkeypatch):
    """A folder with one case and one that cannot be read."""
    folder = tmp_path / "practice"
    shutil.copytree(small, folder / "anna" / "one")
    (folder / "anna" / "two").mkdir()
    (folder / "anna" / "two" / "case.yaml").write_text("id: [<script>")
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setenv(pages.ROOT, str(folder))
    monkeypatch.setenv(LINK, "/case?case=")
    monkeypatch.setenv("POA_LANG", "en")
    return folder


def ask(monkeypatch, query):
    monkeypatch.setenv("QUERY_STRING", query)


def texts(widget):
    own = [str(getattr(widget, name, "")) for name in ("value", "description")]
    return "\n".join([*own, *(texts(child) for child in getattr(widget, "children", ()))])


def test_the_portfolio_leads_to_each_case(served, monkeypatch):
    ask(monkeypatch, "")
    said = texts(pages.portfolio_page())
    assert '<a href="/case?case=anna/one">' in said
    assert "<script>" not in said
    assert "中文" in said
    ask(monkeypatch, "lang=zh")
    assert "案件总览" in texts(pages.portfolio_page())


def test_a_case_is_walked_through(served, monkeypatch):
    ask(monkeypatch, "case=anna/one")
    said = texts(pages.case_page())
    assert "The client&#x27;s files" in said or "The client's files" in said
    assert 'href="/?lang=en"' in said
    ask(monkeypatch, "case=anna%2Fone&lang=zh")
    assert "全部案件" in texts(pages.case_page())


@pytest.mark.parametrize("name", ["", "..", "../practice/anna/one", "/etc", "%3Cscript%3E", "anna"])
def test_only_what_the_portfolio_lists_is_opened(served, monkeypatch, name):
    ask(monkeypatch, f"case={name}")
    said = texts(pages.case_page())
    assert 'role="alert"' in said
    assert "<script>" not in said


def test_what_cannot_be_read_is_told(served, monkeypatch):
    ask(monkeypatch, "case=anna/two")
    said = texts(pages.case_page())
    assert 'role="alert"' in said
    assert "line 2, column 1" in said
    monkeypatch.setenv(pages.ROOT, str(served / "anna" / "one"))
    assert "The client" in texts(pages.portfolio_page())  # a case folder has no portfolio
    (served / "none").mkdir()
    monkeypatch.setenv(pages.ROOT, str(served / "none"))
    assert "A new case" in texts(pages.portfolio_page())
