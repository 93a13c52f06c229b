"""The portfolio: what it tells of each case, how it is narrowed, opened and built."""

import re
from datetime import UTC, datetime

import pytest
import small_case

from kit.batch.outcome import Outcome
from kit.batch.standing import entries, standing
from kit.ledger import Event, opened
from kit.ui import portfolio as door
from kit.ui.cases import LINK

NOW = datetime(2026, 7, 6, 12, 0, tzinfo=UTC)


def made(folder, name, **changes):
    """A case of three lines' difference, without its files: they are not opened here."""
    case = folder / name
    case.mkdir(parents=True)
    text = small_case.CASE
    for was, now in changes.items():
        text = text.replace(*{"violation": ("7529184460371124", now), "site": ("site: UK", f"site: {now}")}.get(was, (was, now)))
    (case / "case.yaml").write_text(text)
    return case


@pytest.fixture
def cases(tmp_path, monkeypatch):
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.delenv(LINK, raising=False)
    made(tmp_path, "anna/one")
    made(tmp_path, "anna/two", violation="7529184460371125", site="DE", **{"2026-07-09T23": "2026-07-08T23"})
    made(tmp_path, "bo/<b>three", violation="7529184460371126")
    (tmp_path / "bo" / "<b>three" / "case.yaml").write_text("id: [")
    with opened() as ledger:
        body = {
            "state": "submitted",
            "sent": "2026-07-05T10:41:00+01:00",
            "pdf": {"name": "a.pdf", "sha256": "0" * 64},
            "files": {},
        }
        ledger.append(Event(kind="submission", key="7529184460371124/1", body=body), actor="li", at=NOW)
    return tmp_path


def screen(folder, lang="en"):
    return door(folder, lang=lang, now=lambda: NOW).screen


def named(html):
    return re.findall(r'data-head="Case"[^>]*>(.*?)</td>', html)


def test_status_tells_client_missing_evidence_and_last_submission(cases):
    from kit.batch.jobs import find

    told = {s["path"]: s for s in entries(standing(find(cases)))["cases"]}
    assert told["anna/one"]["client"] == "made"
    assert told["bo/<b>three"]["client"] == "bo"
    assert told["anna/one"]["submitted"] == "2026-07-05T10:41:00+01:00"
    assert told["anna/two"]["submitted"] is None
    assert told["anna/one"]["state"] == "submitted"
    assert "notice" in told["anna/two"]["missing"]
    assert "carrier_contract" not in told["anna/two"]["missing"]


def test_a_table_where_nobody_can_click(cases):
    text = door(cases, interactive=False, lang="en", now=lambda: NOW).text
    assert text.startswith("3 of 3 cases")
    assert "answer: 58 h" in text
    assert "2026-07-05 10:41" in text
    assert "bo/<b>three" in text
    assert "客户" in door(cases, interactive=False, lang="zh", now=lambda: NOW).text


def test_it_is_narrowed_by_words_status_and_site(cases):
    found = screen(cases)
    assert named(found.table.value)[0].startswith("anna/two")  # burns first
    assert "&lt;b&gt;three" in found.table.value
    found.words.value = "anna 1125"
    assert "1 of 3 cases" in found.count.value
    assert len(named(found.table.value)) == 1
    assert found.pick.options == (("anna/two", "anna/two"),)
    found.words.value = ""
    found.state.value = "submitted"
    assert [name.partition(" ")[0] for name in named(found.table.value)] == ["anna/one"]
    found.site.value = "DE"
    assert "no case fits" in found.table.value
    assert found.build.disabled
    assert found.open.disabled


def test_names_are_links_where_the_app_serves_them(cases, monkeypatch):
    monkeypatch.setenv(LINK, "/voila/render/case.ipynb?case=")
    found = screen(cases)
    assert '<a href="/voila/render/case.ipynb?case=anna/two&amp;lang=en">' in found.table.value
    assert "three</a>" not in found.table.value  # it cannot be read, so it cannot be walked through
    assert found.pick not in [box for child in found.children for box in getattr(child, "children", ())]


def test_a_case_is_opened_below_and_closed(cases):
    found = screen(cases)
    found.pick.value = "anna/two"
    (cases / "anna" / "two" / "evidence").mkdir()
    for name in ("evidence/contract.pdf", "evidence/screen.png", "signature.png"):
        (cases / "anna" / "two" / name).write_bytes(b"x")
    found.open.click()
    close, walk = found.opened.children
    assert walk.frame.session.folder == cases / "anna" / "two"
    close.click()
    assert found.opened.children == ()


def test_what_is_shown_is_built(cases, monkeypatch):
    ran = []

    def run_batch(jobs, *, workers, told):
        ran.extend(jobs)
        outcomes = tuple(
            Outcome(id=job.name, path=job.name, violation_id="", family="", site="", deadline=None, state="ready") for job in jobs
        )
        told(outcomes[0], 1, len(jobs))
        return outcomes

    monkeypatch.setattr("kit.ui.cases.run_batch", run_batch)
    found = screen(cases)
    found.site.value = "DE"
    assert found.build.description == "Build what is shown (1)"
    found.drafts.value = True
    found.build.click()
    found.wait()
    assert [(job.name, job.draft) for job in ran] == [("anna/two", True)]
    assert "built: 1 ready" in found.said.value
    assert (cases / "batch.html").is_file()
    assert not found.build.disabled


def test_what_goes_wrong_is_said_below_the_table(cases, monkeypatch):
    found = screen(cases)
    found.pick.value = "anna/two"
    (cases / "anna" / "two" / "case.yaml").write_text("id: [")
    found.open.click()
    assert 'role="alert"' in found.said.value
    assert found.opened.children == ()

    def failing(*_, **__):
        raise OSError("no room is left")

    monkeypatch.setattr("kit.ui.cases.run_batch", failing)
    found.build.click()
    found.wait()
    assert "OSError: no room is left" in found.said.value


def test_a_case_that_is_new_is_found_by_reading_again(cases):
    found = screen(cases)
    made(cases, "carl/four", violation="7529184460371127")
    found.again.click()
    assert "4 of 4 cases" in found.count.value
