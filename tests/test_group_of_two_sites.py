"""One client folder, one event on two sites, two PDFs: as docs/guide.md, step 7, walks it; nothing is typed twice."""

import json

import made_bundle
import made_client
import pytest
import yaml
from made_client import filled
from small_case import CASE

from kit.cli import main
from kit.errors import Exit
from kit.tools import pdf_read

EN = ("--lang", "en")
OWN = {  # what happened on the Thai site: its own words, its own papers
    "root_causes": [
        {
            "id": "table",
            "what": "Gift sets waited at the only packing table in Samut Prakan, whose lamp had failed ({{ exhibit.lamp }}, {{ exhibit.late }}).",
            "role": "Operations Manager",
            "when": "2026-05-18",
            "exhibits": ["lamp", "late"],
        }
    ],
    "corrective": [
        {
            "id": "second",
            "what": "A second packing table was set up beside the rear door ({{ exhibit.table }}).",
            "owner": "manager",
            "done": "2026-06-14 11:00",
            "answers": ["table"],
            "exhibits": ["table"],
        }
    ],
    "preventive": [
        {
            "id": "count",
            "what": "Unpacked gift sets are counted, and two people move over ({{ exhibit.table }}).",
            "owner": "manager",
            "since": "2026-06-16",
            "trigger": "Every working day at noon",
            "limit": "More than 20 sets",
            "measured": "A signed count of each working day",
            "answers": ["table"],
            "exhibits": ["table"],
        }
    ],
}
SUMMARY = {
    "happened": "Gift sets left Samut Prakan late.",
    "why": "One packing table stood in the dark.",
    "now": "A second table packs them, counted each noon.",
}


def words(folder):
    report = json.loads((folder / "build" / "report.json").read_text(encoding="utf-8"))
    with pdf_read.Reading.of(folder / report["pdf"]["path"]) as reading:
        return report, "\n".join(reading.text(n) for n in range(1, reading.pages + 1))


@pytest.mark.slow
def test_two_sites_from_one_client_folder_give_two_ready_pdfs(tmp_path, capsys):
    client = made_client.make(tmp_path / "client")
    uk, th = client / "uk", client / "th"
    assert main(["new", str(th), "--from", str(uk), "--site", "Thailand", *EN]) == Exit.CLEAN
    assert main(["check", str(th), *EN]) == Exit.BAD_FILE  # names what is to fill
    assert "violation.deadline: to fill" in capsys.readouterr().err

    made_bundle.screenshot(th / "evidence" / "table.png")
    made_bundle.text_pdf(th / "evidence" / "lamp.pdf", 1, "LAMPTEXT")
    made_bundle.text_pdf(th / "evidence" / "late.pdf", 1, "LATETEXT")
    case = (uk / "case.yaml").read_text(encoding="utf-8")
    (uk / "case.yaml").write_text(case.replace("kind: notice,", "kind: notice, use: background,"), encoding="utf-8")
    started = yaml.load((th / "case.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert not {"seller", "shops", "people", "legal_name"} & started.keys()  # client.yaml states them
    papers = [
        {"id": "lamp", "file": "evidence/lamp.pdf", "kind": "warehouse_record", "caption": "Repair order of the lamp"},
        {"id": "late", "file": "evidence/late.pdf", "kind": "affected_orders", "caption": "List of the late orders"},
        {"id": "table", "file": "evidence/table.png", "kind": "settings_screenshot", "caption": "Plan of the packing room"},
    ]
    filled(
        th,
        **OWN,
        evidence=[started["evidence"][0] | {"use": "background"}, *started["evidence"][1:], *papers],
        letter=started["letter"] | {"summary": SUMMARY},
    )
    capsys.readouterr()
    for folder in (uk, th):
        assert main(["build", str(folder), *EN]) == Exit.CLEAN, capsys.readouterr().out
    (uk_report, uk_text), (th_report, th_text) = words(uk), words(th)
    assert (uk_report["status"], th_report["status"]) == ("ready", "ready")
    assert all("Made Trading" in text and "Li Wen" in text for text in (uk_text, th_text))  # typed once, in client.yaml
    assert "LAMPTEXT" in th_text and "LAMPTEXT" not in uk_text  # noqa: PT018 - one thing, seen from both sides
    foreign = [made_client.TEXTS["uk-catalogue"], made_client.TEXTS["secret"], "carrier moved", "7529184460371124"]
    assert not [word for word in foreign if word in th_text]
    assert "carrier moved" in CASE.replace("\n", " ")
