"""A new case from an empty folder: what the client sent is dropped, its violation confirmed, the folder made."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from kit.case import open_case
from kit.ui import portfolio
from kit.ui.cases import LINK

NOTICE = """Seller Center
Late Dispatch Rate
Violation ID
7529184460371124
Shop
Made UK (GBLCMADE), United Kingdom
Received 9 June 2026, 10:12
Appeal until 9 July 2026, 23:59
Enforcement action taken
"""


@pytest.fixture
def screen(tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(LINK, raising=False)
    (tmp_path / "practice").mkdir()
    return portfolio(tmp_path / "practice").screen


def dropped(opening, *files):
    opening.upload.value = tuple(
        {"name": name, "type": "", "size": len(c), "content": memoryview(c), "last_modified": datetime.now(UTC)}
        for name, c in files
    )
    opening.wait()


def zipped(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return held.getvalue()


def test_a_case_from_an_empty_folder(screen, tmp_path):
    opening = screen.opening
    dropped(opening, ("client.zip", zipped(notice=NOTICE, chat="The van came at 15:30.")))
    assert "One violation" in opening.dropped.value
    assert opening.upload.value == ()
    values = {name: field.value for name, field in opening.fields.items()}
    assert values["violation_id"] == "7529184460371124"
    assert (values["site"], values["family"], values["ticket"]) == ("UK", "logistics", "enforced")
    assert (values["shop_code"], values["deadline"]) == ("GBLCMADE", "2026-07-09 23:59")
    opening.make.click()
    assert "still missing" in opening.said.value
    assert not list((tmp_path / "practice").iterdir())
    for name, value in (("route", "appeal"), ("stance", "plan"), ("legal_name", "Made Trading Ltd"), ("seller_type", "local")):
        opening.fields[name].value = value
    opening.fields["received"].value = "9 June"
    opening.make.click()
    assert "is not a time" in opening.said.value
    opening.fields["received"].value = "2026-06-09 10:12"
    opening.make.click()
    assert "which clock" in opening.said.value
    opening.fields["clock"].value = "site"
    opening.make.click()
    opening.wait()
    case = open_case(tmp_path / "practice" / "uk-logistics-7529184460371124").case
    assert case.violation.title == "Late Dispatch Rate"
    assert [e.file for e in case.evidence] == ["evidence/notice.txt", "evidence/chat.txt"]
    assert [e.kind for e in case.evidence] == ["notice", "unsorted"], "the client is not asked for the notice again"
    assert [type(child).__name__ for child in screen.opened.children] == ["Button", "HTML", "HTML", "Panel"]
    assert screen.opened.children[1] is opening.dropped, "what became of the files is still told above its walk"


def test_one_of_several_violations_is_chosen_and_the_app_links_to_the_case(screen, tmp_path, monkeypatch):
    monkeypatch.setenv(LINK, "/case?case=")
    opening = screen.opening
    dropped(opening, ("a.txt", NOTICE.encode()), ("b.txt", b"Violation ID: 7529184460371125"), ("c.bin", b"\0\1\2"))
    assert "2 violations" in opening.dropped.value
    opening.fields["legal_name"].value = "Typed Ltd"
    opening.which.value = 1
    read = [opening.fields[name].value for name in ("violation_id", "title", "deadline", "site", "legal_name")]
    assert read == ["7529184460371125", "", "", "", "Typed Ltd"], "nothing of the other notice stays"
    opening.which.value = 0
    assert opening.fields["title"].value == "Late Dispatch Rate"
    for name, value in (
        ("clock", "site"),
        ("route", "appeal"),
        ("stance", "plan"),
        ("legal_name", "Made"),
        ("seller_type", "local"),
    ):
        opening.fields[name].value = value
    opening.name.value = "First Case"
    opening.make.click()
    opening.wait()
    assert "c.bin" in opening.said.value, "what cannot be used is named"
    assert opening.said in screen.opened.children
    assert opening.make not in screen.opened.children
    assert opening.drop.paths == [], "none of it goes into the next case"
    assert '/case?case=first-case&amp;lang=en"' in screen.opened.children[-1].value
    assert len(screen.cases.found) == 1


def test_a_client_file_answers_for_the_seller(tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path / "home"))
    (tmp_path / "client.yaml").write_text(
        "id: made\nlegal_name: Made Ltd\nshops:\n  - {code: GB1, name: Made, site: UK, seller_type: local}\n"
    )
    opening = portfolio(tmp_path, lang="zh").screen.opening
    assert "legal_name" not in opening.fields
    values = {"violation_id": "7529184460371124", "title": "x", "site": "UK", "family": "logistics", "ticket": "enforced",
              "received": "2026-06-09 10:12", "clock": "Asia/Shanghai", "route": "appeal", "stance": "plan"}  # fmt: skip
    for name, value in values.items():
        opening.fields[name].value = value
    opening.make.click()
    opening.wait()
    assert open_case(tmp_path / "uk-logistics-7529184460371124").seller.legal_name == "Made Ltd"
    assert 'received: "2026-06-09T10:12+08:00"' in (tmp_path / "uk-logistics-7529184460371124" / "case.yaml").read_text()
