"""A quote is counted from the case: what is asked for and there, which service still meets the deadline, what it costs."""

import json
import re
import shutil
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from tests_root import EXAMPLE

from kit import inputs
from kit.appeal import Appeal
from kit.cli import main
from kit.desk.quote import quoted
from kit.model import Rates
from kit.tools import yaml_text

RATES = Rates(currency="CNY", standard="4800", rush="9600", missing_document="300", further_site="2400", further_attempt="500")


@pytest.fixture
def folder(tmp_path):
    """A copy of the example below a client's folder."""
    skipped = shutil.ignore_patterns("build")
    return shutil.copytree(EXAMPLE, tmp_path / "client" / "uk-late-dispatch", ignore=skipped)


def change(folder, **values):
    path = folder / "case.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in values.values():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def at(folder, moment, rates=None):
    appeal = Appeal.open(folder)
    return quoted(appeal.opened, appeal.policy, appeal.family, now=datetime.fromisoformat(moment), rates=rates)


@pytest.mark.parametrize(
    ("moment", "effort"),
    [
        (
            "2026-07-06T22:00+00:00",
            "standard",
        ),  # Monday; Tuesday, Wednesday and Thursday are left, whose last minute is the deadline
        ("2026-07-07T00:00+00:00", "rush"),
        ("2026-07-08T22:58+00:00", "rush"),
        ("2026-07-08T23:00+00:00", "late"),
    ],
)
def test_the_service_that_still_meets_the_deadline(folder, moment, effort):
    found = at(folder, moment, RATES)
    assert found.effort == effort
    assert found.total == {"standard": 4800, "rush": 9600, "late": None}[effort]


def test_without_a_deadline_nobody_can_say(folder):
    deadline = next(x for x in (folder / "case.yaml").read_text().splitlines() if x.strip().startswith("deadline:"))
    change(folder, deadline=(deadline + "\n", ""))
    found = at(folder, "2026-07-01T00:00+00:00", RATES)
    assert (found.effort, found.total) == ("open", 4800)
    assert [s.latest for s in found.services] == [None, None]


def test_the_times_of_the_work_hold_under_every_profile(folder):
    change(folder, profile=("profile: seed", "profile: official"))
    found = at(folder, "2026-07-01T00:00+00:00", RATES)
    assert found.effort == "standard"
    assert {service.takes.grade for service in found.services} == {"seed"}


def test_a_sibling_that_is_still_to_fill_counts_as_a_further_site(folder):
    change(folder, group=("\nseller:", "\ngroup: spring\nseller:"))
    sister = folder.parent / "th"
    sister.mkdir()
    (sister / "case.yaml").write_text("id: th\ngroup: spring\nviolation:\n  id: # to fill\n", encoding="utf-8")
    (driver,) = (d for d in at(folder, "2026-07-01T00:00+00:00").drivers if d.key == "sites")
    assert (driver.count, driver.what) == (1, ("th",))


def test_a_further_site_is_charged_in_one_quote_of_the_group(folder, capsys):
    change(folder, group=("\nseller:", "\ngroup: spring\nseller:"))
    second = shutil.copytree(folder, folder.parent / "uk-second")
    change(second, id=("id: uk-late-dispatch", "id: uk-second"))
    first, other = (at(path, "2026-06-10T00:00+00:00", RATES) for path in (folder, second))
    assert [(x.key, x.total) for x in first.price] == [("standard", 4800), ("sites", 2400)]
    assert [x.key for x in other.price] == ["standard"]
    assert main(["quote", str(second), "--as-of", "2026-06-10T09:00+08:00", "--lang", "en"]) == 0
    assert "charged once, in the quote of uk-late-dispatch" in capsys.readouterr().out


def test_what_makes_it_dearer_is_named_and_not_by_ids(folder, capsys):
    assert main(["quote", str(folder), "--as-of", "2026-06-10T09:00+08:00", "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    assert "fulfilment_planner" not in told
    assert "履约计划员" in told


def test_the_page_names_every_required_piece_that_is_missing(tmp_path, capsys):
    """Ten are asked for and no paper is there yet: each required one stands on the one page, by its name."""
    folder = shutil.copytree(EXAMPLE.parent / "id-live-spike", tmp_path / "spike", ignore=shutil.ignore_patterns("build"))
    path = folder / "case.yaml"
    path.write_text(
        re.sub(r"(?m)^(\s+)file: (evidence/.*)$", r"\1status: missing", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    found = at(folder, "2026-11-05T09:00+08:00")
    pdf = tmp_path / "quote.pdf"
    assert main(["quote", str(folder), "--as-of", "2026-11-05T09:00+08:00", "--pdf", str(pdf)]) == 0
    capsys.readouterr()
    (page,) = pypdf.PdfReader(pdf).pages
    text = re.sub(r"\s+", "", page.extract_text())
    assert len(found.lacking) > 3
    assert [a.ask.id for a in found.lacking if re.sub(r"\s+", "", a.ask.what.en) not in text] == []


def test_what_is_missing_is_counted_and_priced(folder):
    document = yaml_text.load(folder / "case.yaml")
    for notice in [e for e in document["evidence"] if e["kind"] == "notice"]:
        change(folder, gone=(f"file: {notice['file']}", "status: missing"))
    found = at(folder, "2026-06-10T00:00+00:00", RATES)
    (lacking,) = found.lacking
    assert lacking.state == "missing"
    drivers = {d.key: d for d in found.drivers}
    assert drivers["documents"].what == (lacking.ask.id,)
    assert [(x.key, x.count, x.total) for x in found.price] == [("standard", 1, 4800), ("documents", 1, 300)]
    assert found.total == Decimal(5100)
    assert drivers["coordination"].count == 3
    assert drivers["lawyers"].count == drivers["sites"].count == 0


def test_rates_are_the_nearest_file_and_none_is_shipped(folder, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POA_HOME", raising=False)
    when = ["--as-of", "2026-06-10T09:00+08:00"]
    assert main(["quote", str(folder), *when, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["price"] is None
    (tmp_path / "rates.yaml").write_text("currency: CNY\nstandard: 4000\nrush: 8000\n")
    (folder.parent / "rates.yaml").write_text("currency: USD\nstandard: 600\nrush: 1200\n")
    assert main(["quote", str(folder), *when, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["price"]["currency"] == "USD"
    (folder.parent / "rates.yaml").write_text("currency: USD\nstandart: 600\nrush: 1200\n")
    assert main(["quote", str(folder), *when]) == 3
    assert "standart" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_it_is_told_and_printed_on_one_page_in_two_languages(folder, tmp_path, capsys, lang):
    pdf = tmp_path / "quote.pdf"
    given = ["--as-of", "2026-06-10T09:00+08:00", "--pdf", str(pdf), "--lang", lang]
    assert main(["quote", str(folder), *given]) == 0
    assert {"en": "The standard time is enough", "zh": "标准时间足够"}[lang] in capsys.readouterr().out
    read = pypdf.PdfReader(pdf)
    text = read.pages[0].extract_text()
    assert len(read.pages) == 1
    assert all(said in text for said in ("7529184460371124", "The notice as received", "截止时间", "2026-07-06 23:59 BST"))


def test_a_moment_without_a_zone_is_asked_for(folder, capsys):
    assert main(["quote", str(folder), "--as-of", "2026-06-10T09:00"]) == 2
    assert "zone" in capsys.readouterr().err
    assert at(folder, datetime.now(UTC).isoformat()).asks


def test_the_rates_of_the_guide_are_read_and_every_key_is_explained_there_and_in_the_help(tmp_path, capsys):
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    (written,) = (block for block in re.findall(r"```yaml\n(.+?)```", guide, re.DOTALL) if "currency" in block)
    path = tmp_path / "rates.yaml"
    path.write_text(written, encoding="utf-8")
    assert yaml_text.read(Rates, path).note.zh
    keys = set(Rates.model_fields)
    assert {line.partition(":")[0] for line in written.splitlines()} == keys
    assert main(["quote", "--help"]) == 0
    told = capsys.readouterr().out
    assert [key for key in keys if not re.search(rf"\b{key}\b", told)] == []


def test_all_that_is_wrong_with_rates_is_told_at_once_with_its_line_and_what_to_write(folder, tmp_path, capsys):
    path = tmp_path / "mine.yaml"
    path.write_text("currency: yuan\nstandrd: 4800\nrush: 9,600\nmissing_document: -3\nfurther_site: 2400元\nfurther_attempt:\n")
    assert main(["quote", str(folder), "--rates", str(path), "--lang", "en"]) == 3
    told = capsys.readouterr().err
    assert "7 problems" in told
    for line in (
        "line 1: currency: 'yuan': write the three capital letters of the currency, such as CNY",
        "line 1: standard: is missing; state it",
        "line 2: standrd: there is no such key here; correct its spelling (standard?) or delete it",
        "line 3: rush: '9,600': write a sum as 4800 or 4800.50, without sign, currency or comma",
        "line 4: missing_document: '-3': write a sum",
        "line 5: further_site: '2400元': write a sum",
        "line 6: further_attempt: '': write a sum",
    ):
        assert line in told
    path.write_text("- 4800\n")
    assert main(["quote", str(folder), "--rates", str(path), "--lang", "en"]) == 3
    assert "should hold keys and values, such as currency: …, standard: …, rush: …; it holds none" in capsys.readouterr().err


def test_the_note_stands_in_both_languages_and_the_file_of_the_rates_is_told(folder, tmp_path, capsys):
    path, pdf = folder.parent / "rates.yaml", tmp_path / "quote.pdf"
    path.write_text("currency: CNY\nstandard: 4800\nrush: 9600\nnote: {en: Without VAT, zh: 未含增值税}\n", encoding="utf-8")
    given = ["quote", str(folder), "--as-of", "2026-06-10T09:00+08:00"]
    assert main([*given, "--pdf", str(pdf), "--lang", "zh"]) == 0
    told = capsys.readouterr().out
    assert "  未含增值税\n" in told
    assert f"价格来源：{path}" in told
    text = pypdf.PdfReader(pdf).pages[0].extract_text()
    assert "Without VAT" in text
    assert "未含增值税" in text
    assert str(path) not in text
    assert main([*given, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rates"] == str(path)


def test_the_page_leaves_out_no_more_than_does_not_fit(tmp_path, capsys):
    """Ten pieces are asked for: all but the least of them stand on the page, what is required first."""
    spike = EXAMPLE.parent / "id-live-spike"
    assert main(["quote", str(spike), "--as-of", "2026-11-05T09:00+08:00", "--pdf", str(tmp_path / "quote.pdf")]) == 0
    capsys.readouterr()
    (page,) = pypdf.PdfReader(tmp_path / "quote.pdf").pages
    text = page.extract_text()
    assert "The notice as received" in text
    assert "Audit record of the supplier" in text


def test_rates_that_lie_in_the_case_are_no_part_of_it(folder, tmp_path, capsys):
    before = inputs.digest(folder, None)
    (folder / "rates.yaml").write_text("currency: CNY\nstandard: 4800\nrush: 9600\n")
    assert inputs.digest(folder, None) == before
    assert main(["pack", str(folder), str(tmp_path / "case.zip"), "--purge", "2027-01-01"]) == 0
    with zipfile.ZipFile(tmp_path / "case.zip") as archive:
        assert not any("rates" in name for name in archive.namelist())
