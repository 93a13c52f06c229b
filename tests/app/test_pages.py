"""What the app's two pages show by the address that was asked for."""

import re
import shutil
from datetime import UTC, datetime
from html import escape, unescape
from pkgutil import iter_modules
from urllib.parse import urlsplit
from zipfile import ZipFile

import made_bundle
import made_client
import pytest

import kit.audits
from kit.case import open_case
from kit.cli import main
from kit.desk.unfilled import as_it_stands
from kit.made import KINDS
from kit.model import Statement
from kit.phrases import PHRASES, say
from kit.policy.requests import known_kinds
from kit.to_fill_words import named
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
    assert '<a href="/case?case=anna/one&amp;lang=en">' in said
    assert "<script>" not in said
    assert "中文" in said
    ask(monkeypatch, "lang=zh")
    said = texts(pages.portfolio_page())
    assert "案件总览" in said
    ask(monkeypatch, urlsplit(unescape(re.findall(r'href="(/case[^"]*anna/one[^"]*)"', said)[0])).query)
    case = texts(pages.case_page())
    assert "向谁索取" in case, "the walk opens in the language of the list"
    assert '<a href="/?lang=zh">← 全部案件</a>' in case


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
    ask(monkeypatch, f"case={name}&lang=zh")
    assert '<a href="/?lang=zh">← 全部案件</a>' in texts(pages.case_page())


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


def test_a_sibling_case_is_filled_on_its_page_until_the_walk_opens(tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setenv(LINK, "/case?case=")
    monkeypatch.setenv("POA_LANG", "en")
    client = made_client.make(tmp_path / "practice" / "made")
    assert main(["new", str(client / "th"), "--from", str(client / "uk"), "--site", "TH"]) == 0
    monkeypatch.setenv(pages.ROOT, str(tmp_path / "practice"))
    ask(monkeypatch, "")
    assert '<a href="/case?case=made/th&amp;lang=en">' in texts(pages.portfolio_page())
    ask(monkeypatch, "case=made/th")
    shown = pages.case_page().children[1]
    assert "Asia/Bangkok" in texts(shown)

    def known():
        fields = [field for place in shown.children for field in getattr(place, "children", ())]
        return {field.description: field for field in fields if getattr(field, "description", "")}

    def drop(path):
        content = memoryview(path.read_bytes())
        file = {"name": path.name, "type": "", "size": 1, "content": content, "last_modified": datetime.now(UTC)}
        known()[notice].value = (file,)

    fields = known()
    notice = "Choose the file: Notice of the violation"
    answers = {
        say("en", "ask_received"): "2026-06-10 10:12", say("en", "ask_deadline"): "2026-07-10 23:59", say("en", "ask_ticket"): "enforced",
        say("en", "ask_violation_id"): "8529184460371124", say("en", "ask_title"): "Late dispatch",
    }  # fmt: skip
    assert fields.keys() - answers.keys() == {notice}
    fields[say("en", "ask_received")].value = "soon"
    assert "is not a time" in shown.children[-1].value
    title, last = answers.popitem()
    for label, value in answers.items():
        fields[label].value = value
        assert not shown.children[-1].value, (label, shown.children[-1].value)
    made_bundle.text_pdf(tmp_path / "notice.pdf", 1, "NOTICE OF TH")
    made_bundle.text_pdf(tmp_path / "other.pdf", 1, "ANOTHER PAPER")
    with ZipFile(tmp_path / "both.zip", "w") as both:
        for name in ("notice.pdf", "other.pdf"):
            both.write(tmp_path / name, name)
    drop(tmp_path / "both.zip")
    assert "both.zip &gt; notice.pdf: taken in; both.zip &gt; other.pdf: taken in" in shown.children[-1].value, (
        "which of them is the notice nobody said"
    )
    before = known()[title]
    drop(tmp_path / "notice.pdf")
    assert not shown.children[-1].value
    assert "Fill these lines" in texts(shown)
    assert "Notice of the violation: notice.pdf" in texts(shown)
    notice = say("en", "to_fill_replace")
    (tmp_path / "photo.jpg").write_text("The link has expired.")
    drop(tmp_path / "photo.jpg")
    assert "is a text, though its name ends in .jpg" in shown.children[-1].value
    assert "Notice of the violation: notice.pdf" in texts(shown)
    made_bundle.text_pdf(tmp_path / "right.pdf", 1, "THE RIGHT NOTICE OF TH")
    drop(tmp_path / "right.pdf")
    assert "Notice of the violation: right.pdf" in texts(shown)
    drop(tmp_path / "notice.pdf")
    assert "Notice of the violation: notice.pdf" in texts(shown)
    assert known()[title] is before, "what somebody types there is in the browser alone"
    known()[title].value = last
    assert not shown.children[-1].value
    assert "All is filled" in texts(shown)
    case = open_case(client / "th").case
    assert (case.violation.received.isoformat(), case.item("notice").file) == ("2026-06-10T10:12:00+07:00", "evidence/notice.pdf")
    assert len([e for e in case.evidence if e.file and "notice" in e.file]) == 1
    assert case.item("right").use == "background", "what was chosen wrongly stays listed"
    assert "The client&#x27;s files" in texts(pages.case_page()) or "The client's files" in texts(pages.case_page())


def test_what_is_to_fill_is_named_in_words(served, monkeypatch):
    path = served / "anna" / "one" / "case.yaml"
    text = re.sub(r"(?m)^(  signer:).*$", r"\1 # to fill: who signs", path.read_text())
    made = "  - id: late_orders\n    made: affected_orders\n    kind: affected_orders\n    caption: # to fill: UK: Orders\n"
    screen = (
        "  - id: desk\n    kind: settings_screenshot\n    caption: {en: The desk, zh: 操作台}\n    file: # to fill: the screen\n"
    )
    path.write_text(text + made + screen)
    opened, places = as_it_stands(path.parent, datetime.now(UTC))
    assert [named(place, opened.case.evidence, "en") for place in places] == [
        "Who signs the letter",
        "Caption of the exhibit that the kit makes: late orders",
        "Choose the file: The desk",
    ]
    assert named(places[-1], opened.case.evidence, "zh") == "选择文件：操作台"
    assert named(places[1], opened.case.evidence, "zh") == "由本工具生成的证据的标题：受影响订单清单"
    notice = opened.case.evidence[0].model_copy(update={"kind": "notice", "caption": Statement(en="Notice of the violation")})
    assert named("evidence.0.file", [notice], "zh") == "选择文件：违规通知"
    assert named("root_causes.0.what", opened.case.evidence, "zh") == "case.yaml 中的 root_causes.0.what"
    ask(monkeypatch, "case=anna/one")
    (signer,) = [place.children[0] for place in pages.case_page().children[1].children if "Who signs" in texts(place)]
    assert signer.options == (("–", ""), ("Li Wen, Operations Manager", "manager"))


def test_the_way_back_speaks_the_language_of_the_walk(served, monkeypatch):
    ask(monkeypatch, "case=anna/one")
    way, shown = pages.case_page().children
    assert "All cases" in way.value
    shown.frame.language.value = "zh"
    assert "全部案件" in way.value
    assert 'href="/?lang=zh"' in way.value


def test_why_a_case_cannot_run_is_told_in_chinese(served, monkeypatch):
    text = (served / "anna" / "one" / "case.yaml").read_text()
    (served / "anna" / "two" / "case.yaml").write_text(text)
    (served / "anna" / "three").mkdir()
    waits = re.sub(r"(?m)^(  title:).*$", r"\1 # to fill: as the notice says it", text)
    (served / "anna" / "three" / "case.yaml").write_text(waits)
    ask(monkeypatch, "lang=zh")
    shown = texts(pages.portfolio_page())
    assert "第 1 次申诉已在 anna/one 中处理" in shown
    assert f"待填写 1 项：{say('zh', 'ask_title')}" in shown, shown
    ask(monkeypatch, "lang=en")
    shown = texts(pages.portfolio_page())
    assert "is answered in anna/one already" in shown
    assert f"1 line to fill: {escape(say('en', 'ask_title'))}" in shown
    waits = re.sub(r"(?m)^(  (?:id|ticket): ).*$", r"\1 # to fill", waits)
    (served / "anna" / "three" / "case.yaml").write_text(waits)
    shown = texts(pages.portfolio_page())
    assert "<small>4 lines to fill: The line seller.id of case.yaml; …</small>" in shown, shown
    ask(monkeypatch, "lang=zh")
    assert "待填写 4 项：case.yaml 中的 seller.id；……" in texts(pages.portfolio_page())


def test_all_that_a_case_may_hold_as_evidence_has_a_name():
    audits = {m.name for m in iter_modules(kit.audits.__path__) if not m.name.startswith("_")}
    assert {f"kind_{name}" for name in known_kinds() | set(KINDS) | audits} <= PHRASES.keys()
