"""`poa mask` and `poa facts`: shown to a person, decided once, written to case.yaml with its comments; then built and verified."""

import hashlib
import json
import re

import made_masks
import pytest
import small_case

from kit import mask as room
from kit.appeal import Appeal
from kit.cli import main
from kit.model import MaskProposal
from kit.ui.masks import masks, static


@pytest.fixture
def case(tmp_path):
    """A small case whose contract shows a buyer, with a comment that must stay."""
    folder = small_case.make(tmp_path / "case")
    made_masks.delivery(
        folder / "evidence" / "contract.pdf", lines=(*made_masks.LINES, "Contract no HT-118", "Valid until 13 June 2027")
    )
    told = (folder / "case.yaml").read_text(encoding="utf-8")
    contract = "  - {id: contract, file: evidence/contract.pdf, kind: carrier_contract, caption: Contract with the carrier}\n"
    assert contract in told
    block = contract.replace("  - {", "  - ").replace(", ", "\n    ").replace("}", "   # from the carrier")
    (folder / "case.yaml").write_text(told.replace(contract, block + "\n"), encoding="utf-8")
    return folder


def said(capsys, *argv):
    code = main(list(map(str, argv)))
    out = capsys.readouterr()
    return code, out.out + out.err


def test_shown_decided_once_and_undone(case, capsys):
    original = hashlib.sha256((case / "evidence" / "contract.pdf").read_bytes()).hexdigest()
    code, out = said(capsys, "mask", case)
    assert (code, out.count("not yet"), "Jane Doe" in out) == (0, 5, True)
    assert "screen: not searched: OCR not installed" in out
    code, out = said(capsys, "mask", case, "--accept", "1-3", "--reject", "4", "--by", "Li Wen")
    assert "0 not yet decided, 3 to be covered, 1 stay readable" in out
    first = (case / "case.yaml").read_text(encoding="utf-8")
    assert "# from the carrier" in first
    assert len(re.findall(r"\{page: 1, box: \[.*\], kind: .*, by: Li Wen, on: \d{4}-\d\d-\d\d(, keep: true)?\}", first)) == 4
    said(capsys, "mask", case, "--accept", "1-3", "--reject", "4", "--by", "Li Wen")
    assert (case / "case.yaml").read_text(encoding="utf-8") == first
    said(capsys, "mask", case, "--accept", "all", "--by", "Li Wen")
    assert [p.state for p in Appeal.open(case).buyer_data.proposals] == ["masked"] * 4
    assert hashlib.sha256((case / "evidence" / "contract.pdf").read_bytes()).hexdigest() == original


def test_json_and_findings_hold_no_text_of_a_buyer(case, capsys):
    _, out = said(capsys, "mask", case, "--json")
    found = json.loads(out)
    assert [p["kind"] for p in found["proposals"]] == ["recipient", "address", "phone number", "e-mail address"]
    appeal = Appeal.open(case)
    (finding,) = (f for f in appeal.findings if f.rule.startswith("P102"))
    assert (finding.severity, finding.message) == (
        "warning",
        "contract, page 1, seems to show a buyer's data in 4 places (recipient, address, phone number, e-mail address)",
    )
    for text in (out, str(finding), repr(appeal.buyer_data), static(appeal.buyer_data).html):
        assert not [word for word in made_masks.BUYERS if word in text]


def test_what_is_agreed_is_covered_in_the_bundle(case, capsys):
    said(capsys, "mask", case, "--accept", "all", "--by", "Li Wen")
    code, out = said(capsys, "build", case)
    assert code == 0, out
    assert "P102 buyer-data-shown" not in out
    assert "E808" not in out
    manifest = json.loads((case / "build" / "manifest.json").read_text(encoding="utf-8"))
    assert [len(x["masks"]) for x in manifest["exhibits"]] == [4, 0]
    code, out = said(capsys, "verify", case / "build" / manifest["file"])
    assert (code, "V116" in out) == (0, True)
    written = [p for p in (case / "build").rglob("*") if p.is_file() and p.suffix in {".json", ".txt", ".csv"}]
    assert not [p.name for p in written for word in made_masks.BUYERS if word in p.read_text(encoding="utf-8", errors="replace")]


@pytest.mark.parametrize(
    ("argv", "problem"),
    [
        (("--accept", "all"), "say who decides"),
        (("--accept", "9", "--by", "Li Wen"), "it has 1 to 4"),
        (("--accept", "x", "--by", "Li Wen"), "x is no number"),
        (("--add", "screen:1:9,9", "--by", "Li Wen"), "write EVIDENCE:PAGE:LEFT,TOP,RIGHT,BOTTOM"),
        (("--add", "screen:1:90,9,9,90", "--by", "Li Wen"), "the box spans no area"),
        (("--add", "screen:1:0.1,0.2,0.6,0.3", "--by", "Li Wen"), "give pixels of the picture"),
        (("--add", "contract:1:10,20,60,20.5", "--by", "Li Wen"), "give points of the page"),
        (("--add", "contract:7:1,1,9,9", "--by", "Li Wen"), "page 7 is not shown"),
    ],
)
def test_what_cannot_be_decided_is_said_and_nothing_is_written(case, capsys, argv, problem):
    before = (case / "case.yaml").read_bytes()
    code, out = said(capsys, "mask", case, *argv)
    assert (code, problem in out) == (2, True), out
    assert (case / "case.yaml").read_bytes() == before


def test_an_area_stated_by_hand_in_a_picture(case, capsys):
    said(capsys, "mask", case, "--add", "screen:1:60,40,400,80:name", "--by", "Li Wen")
    (screen,) = (e for e in Appeal.open(case).evidence if e.item.id == "screen")
    assert screen.masks[0][0] == pytest.approx((60 / 1280, 40 / 800, 400 / 1280, 80 / 800), abs=1e-4)
    assert screen.notes[0].endswith("labelled “masked”: a buyer's data.")


def test_pictures_of_the_places(case, tmp_path, capsys):
    said(capsys, "mask", case, "--pictures", tmp_path / "look")
    assert len(list((tmp_path / "look").glob("*.png"))) == 4
    assert not list((case / "build").rglob("*contract-page*"))


def test_what_has_no_place_must_be_covered_by_hand():
    lost = MaskProposal(n=3, evidence="contract", page=2, kind="name", boxes=(), quote="Jane Doe")
    with pytest.raises(Exception, match="have no place on their page"):
        room.decisions([lost], keep=False)


def test_the_panel_of_a_notebook(case):
    appeal = Appeal.open(case)
    panel = masks(appeal, interactive=True)
    rows, controls, told, _ = panel.children
    assert len(rows.children) == 4
    by, cover, leave = controls.children
    cover.click()
    assert told.value == "Say who decides."
    by.value = "Li Wen"
    cover.click()
    assert told.value == "Tick what is meant."
    rows.children[0].children[0].value = True
    cover.click()
    assert told.value.startswith("Written to case.yaml: 1.")
    rows.children[0].children[0].value, rows.children[1].children[0].value = False, True
    leave.click()
    assert [p.state for p in Appeal.open(case).buyer_data.proposals] == ["masked", "kept", "open", "open"]


# --- facts --------------------------------------------------------------------------------------------


def test_facts_say_what_gave_no_text(case, capsys):
    _, out = said(capsys, "facts", case)
    assert "screen: not searched: OCR not installed" in out
    assert "contract: " not in out
    _, out = said(capsys, "facts", case, "--json")
    (unread,) = json.loads(out)["unread"]
    assert unread["evidence"] == "screen"
    assert unread["why"].startswith("not searched: OCR not installed")


def test_facts_are_shown_accepted_and_kept(case, capsys):
    code, out = said(capsys, "facts", case, "--json")
    facts = {f["key"]: f for f in json.loads(out)["facts"]}
    number = next(f for f in facts.values() if f["value"] == "HT-118")
    code, out = said(capsys, "facts", case, "--accept", number["n"])
    assert code == 0
    assert dict(Appeal.open(case).case.item("contract").facts) == {number["key"]: "HT-118"}
    first = (case / "case.yaml").read_text(encoding="utf-8")
    assert "# from the carrier" in first
    said(capsys, "facts", case, "--accept", number["n"])
    assert (case / "case.yaml").read_text(encoding="utf-8") == first
    said(capsys, "facts", case, "--accept", "sure")
    assert "13 June 2027" in dict(Appeal.open(case).case.item("contract").facts).values()


def test_a_fact_that_contradicts_is_refused_unless_it_is_to_replace(case, capsys):
    path = case / "case.yaml"
    _, out = said(capsys, "facts", case, "--json")
    number = next(f for f in json.loads(out)["facts"] if f["value"] == "HT-118")
    told = path.read_text(encoding="utf-8").replace(
        "    kind: carrier_contract\n", f"    kind: carrier_contract\n    facts: {{{number['key']}: HT-117}}\n"
    )
    path.write_text(told, encoding="utf-8")
    code, out = said(capsys, "facts", case, "--accept", number["n"])
    assert (code, "'HT-117' stands there, 'HT-118' was read on page 1" in out) == (2, True)
    assert path.read_text(encoding="utf-8") == told
    said(capsys, "facts", case, "--accept", number["n"], "--replace")
    assert dict(Appeal.open(case).case.item("contract").facts)[number["key"]] == "HT-118"
