"""The committed example is what the generator makes, and the kit can read it."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from kit import demo
from kit.case import open_case
from kit.demo import ink
from kit.demo.stories.late_dispatch import case_file, export, records, tracking, warehouse
from kit.demo.stories.late_dispatch.scenario import MAIN, variant
from kit.model import Case
from kit.tools import yaml_text

COMMITTED = Path(__file__).parents[2] / "cases" / "uk-late-dispatch"
MOST_BYTES = 6_000_000
TIME = "%d/%m/%Y %H:%M:%S"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return demo.make_case(tmp_path_factory.mktemp("demo") / "case")


def files(folder):
    found = (p for p in folder.rglob("*") if p.is_file() and "build" not in p.relative_to(folder).parts)
    return {p.relative_to(folder).as_posix(): p for p in sorted(found)}


@pytest.mark.soak
def test_another_process_makes_the_same_bytes(made, tmp_path):
    code = "import sys; from pathlib import Path; from kit.demo import make_case; make_case(Path(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "again")], check=True, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai"}
    )
    again = files(tmp_path / "again")
    digests = {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in files(made).items()}
    assert {n: hashlib.sha256(p.read_bytes()).hexdigest() for n, p in again.items()} == digests


def test_folder_is_small(made):
    assert sum(p.stat().st_size for p in files(made).values()) < MOST_BYTES


def test_case_opens_whole(made):
    opened = open_case(made)
    assert opened.unlisted == ()
    assert opened.signer.name == "Li Wenqing"
    assert opened.signature.is_file()
    assert opened.case.violation.id == "7529184460371124"


def test_chinese_statements_are_not_stale(made):
    case = yaml_text.read(Case, made / "case.yaml")
    said = [case.letter.summary.happened, case.letter.summary.why, case.letter.summary.now]
    said += [
        s
        for thing in (*case.root_causes, *case.corrective, *case.preventive)
        for s in (thing.what, getattr(thing, "short", None), getattr(thing, "measured", None))
        if s
    ]
    assert len(said) > 20
    assert all(s.zh and s.zh_of == s.fingerprint for s in said)


def test_papers_state_what_the_data_say(made):
    """Counts and times in the facts of case.yaml, against the papers' own text and the export."""
    facts = {item.id: dict(item.facts) for item in yaml_text.read(Case, made / "case.yaml").evidence}
    rows = newest(made)
    for item, day, file in (
        ("first_manifest", "15/06/2026", "manifest-2026-06-15.pdf"),
        ("supplementary_manifest", "19/05/2026", "supplementary-manifest.pdf"),
    ):
        listed = [word for word in text_of(made, file).split() if word in rows]
        assert len(listed) == int(facts[item]["parcels"])
        assert {(rows[i]["Shipped Time"][:10], rows[i]["Warehouse Name"]) for i in listed} == {(day, "Daventry")}
        last = max(rows[i]["Shipped Time"][11:16] for i in listed)
        assert facts[item]["handed_over"].endswith(last) or last < "19:42" == facts[item]["handed_over"][-5:]
    contract = " ".join(text_of(made, "carrier-contract-calder-express.pdf").split())
    assert facts["new_contract"]["number"] in contract
    assert "every working day at 19:30, starting on 15 June 2026" in contract


def test_dock_record_and_check_log_state_what_the_data_say(made):
    facts = {item.id: dict(item.facts) for item in yaml_text.read(Case, made / "case.yaml").evidence}
    parcels = [
        (datetime.strptime(r["RTH Time"], TIME), datetime.strptime(r["Shipped Time"], TIME))
        for r in newest(made).values()
        if r["Warehouse Name"] == "Daventry" and r["Shipped Time"]
    ]
    recorded = [(label, van) for label, van in parcels if date(2026, 5, 11) <= label.date() <= date(2026, 5, 22)]
    left = sum(van.date() > label.date() for label, van in recorded)
    assert facts["handover_record"]["labels"] == str(len(recorded))
    assert facts["handover_record"]["left"] == str(left)
    assert f"合计 {len(recorded)} {len(recorded) - left} {left}" in " ".join(text_of(made, "仓库交接记录-2026-05.pdf").split())
    check = datetime(2026, 6, 15, 16)
    waiting = [label for label, van in parcels if label <= check < van]
    assert facts["check_log"]["first_waiting"] == str(len(waiting))
    assert facts["check_log"]["first_older"] == str(sum(label.date() < check.date() for label in waiting))
    assert f"{facts['check_log']['first_older']} found, sent 19:30" in text_of(made, "daily-check-log.pdf")


def text_of(folder, file):
    return "\n".join(p.extract_text() for p in PdfReader(folder / "evidence" / file).pages)


def newest(folder):
    """The newest sound row of each order."""
    found = {}
    for path in sorted((folder / "orders").glob("*.csv")):
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            if row["Creator Handle"] is not None and "E+" not in row["Order ID"] and not row["Shipped Time"].startswith("see"):
                cells = {name: cell.strip() for name, cell in row.items()}
                found[cells["Order ID"]] = cells
    return found


def test_photo_is_a_phone_photo(made):
    with Image.open(made / "evidence" / "photo-2026-06-15.jpg") as photo:
        exif = photo.getexif()
        assert photo.size == (1600, 1200)
    assert exif[0x0112] == 6
    assert exif.get_ifd(0x8769)[0x9003] == "2026:06:15 19:38:24"


def test_variants_differ_and_load(tmp_path):
    scenarios = [variant(n) for n in range(1, 7)]
    assert scenarios[0] == MAIN
    assert len({s.violation for s in scenarios}) == len({s.name for s in scenarios}) == len({s.seed for s in scenarios}) == 6
    for scenario in scenarios[1:3]:
        found = records.records(scenario, warehouse.orders(scenario))
        path = tmp_path / "case.yaml"
        path.write_text(case_file.case_yaml(found), encoding="utf-8")
        case = yaml_text.read(Case, path)
        assert case.violation.id == scenario.violation
        assert "Daventry" not in path.read_text(encoding="utf-8") or scenario.changed == "Daventry"
        assert found.supplementary
        assert sum(c.older for c in found.checks[:1]) == sum(o.labelled.date() < found.checks[0].day for o in found.first_evening)


def test_hands_differ():
    assert len({ink.signature(name) for name in ("Li Wenqing", "Zhao Ming", "Petra Vance")}) == 3
    assert ink.signature("Li Wenqing") == ink.signature("Li Wenqing")


def test_no_place_of_the_template_is_left_open():
    found = records.records(MAIN, warehouse.orders(MAIN))
    text = case_file.case_yaml(found)
    assert "@" not in text
    assert "00000000" not in text


def test_shapes_of_the_data_files():
    found = warehouse.orders(MAIN)
    assert len(export.HEADERS) == len(set(export.HEADERS)) == 62
    parcels = json.loads(tracking.answer(found))["data"]["accepted"]
    assert len(parcels) > 250
    assert {p["number"] for p in parcels} <= {o.tracking_id for o in found}
