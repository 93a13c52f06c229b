"""The main job, whole: from the example's raw files to the checked PDF. The PDF is described, never compared by bytes."""

import json
import shutil
from pathlib import Path

import pypdf
import pytest

from kit.appeal import Appeal
from kit.cli import main
from kit.errors import BadFile, CannotWrite
from kit.tools import yaml_text


@pytest.fixture(scope="module")
def pdf(built):
    folder, report = built
    return pypdf.PdfReader(folder / report.pdf.path)


def described(pdf):
    """What a reader sees, as text that a person can review."""
    outline = [(item.title, pdf.get_destination_page_number(item) + 1) for item in flat(pdf.outline)]
    pages = [
        {
            "page": number,
            "size": [round(float(x)) for x in page.mediabox[2:]],
            "links": sorted(targets(pdf, page)),
            "text": [line.strip() for line in page.extract_text().splitlines()[:6]],
        }
        for number, page in enumerate(pdf.pages, 1)
    ]
    return {"outline": outline, "pages": pages}


def flat(outline):
    for item in outline:
        yield from flat(item) if isinstance(item, list) else (item,)


def targets(pdf, page):
    """Page numbers that the page's links lead to."""
    places = {p.indirect_reference.idnum: n for n, p in enumerate(pdf.pages, 1)}
    for annotation in page.get("/Annots", []):
        action = annotation.get_object().get("/A", {})
        goal = action.get("/D") or annotation.get_object().get("/Dest")
        assert goal is not None, "a link that leads nowhere"
        yield places[goal[0].idnum]


def test_ready_and_nothing_to_object(built):
    _, report = built
    assert report.status == "ready"
    assert report.findings == ()
    assert not [s for s in report.skipped if s.applies and "installed" not in s.why]  # two extras


def test_the_command_says_what_was_made_and_found(build_told, built, tmp_path, capsys):
    (folder, told), (_, report) = build_told, built
    assert str(folder / report.pdf.path) in told
    assert all(line in told for line in report.rows)
    assert "Daventry" in told
    metrics = [line for line in told.splitlines() if line.startswith("Metric")]
    assert [line.split()[3:5] for line in metrics][:3] == [["hand-over,", "20"], ["label,", "11"], ["carrier", "scan,"]]
    pdf = shutil.copytree(folder, tmp_path / "copy") / report.pdf.path
    assert main(["verify", str(pdf)]) == 0
    assert "as it was built" in capsys.readouterr().out
    content = bytearray(pdf.read_bytes())
    content[-20] ^= 1
    pdf.write_bytes(content)
    assert main(["verify", str(pdf), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["findings"]


def test_planted_cause_is_found(built):
    folder, _ = built
    appeal = Appeal.open(folder)
    first = appeal.drivers[0]
    assert (first.column, first.value) == ("warehouse", "Daventry")
    verdicts = {c.pattern: c.verdict for c in appeal.causes}
    found = {name for name, verdict in verdicts.items() if verdict == "supported"}
    assert found == {"warehouse", "hour", "handover_late"}
    assert "denied" in verdicts.values()
    assert any("reproduces it: hand-over" in note for note in appeal.analysis.notes)


def test_every_row_is_accounted_for(built):
    folder, report = built
    appeal = Appeal.open(folder)
    assert len(report.rows) == 3
    assert all(r.balances for r in appeal.orders.readings)
    assert sum(r.quarantined for r in appeal.orders.readings) == len(appeal.orders.quarantine) == 8


def test_pdf_as_described(pdf, golden):
    golden("uk-late-dispatch/bundle.json", described(pdf))


def test_letter_as_text(built, golden):
    golden("uk-late-dispatch/letter.txt", Appeal.open(built[0]).letter.text + "\n")


def test_exhibits_stand_where_the_report_says(built, pdf):
    _, report = built
    assert [x.n for x in report.exhibits] == [str(n) for n in range(1, len(report.exhibits) + 1)]
    for x in report.exhibits:
        for page in range(x.pages):
            text = pdf.pages[x.first_page - 1 + page].extract_text()
            assert f"Exhibit {x.n}:" in text
            assert f"(page {page + 1} of {x.pages})" in text
    assert report.exhibits[-1].first_page + report.exhibits[-1].pages - 1 == report.pdf.pages == len(pdf.pages)


def test_letter_stays_tagged_and_nothing_is_active(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert not {"/OpenAction", "/AA"} & set(root)
    assert "/JavaScript" not in root.get("/Names", {})


def test_no_buyer_in_the_output(built):
    """Every value of the dropped columns, of every row, is searched for in the whole bundle."""
    import csv

    folder, report = built
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(folder / report.pdf.path).pages)
    text += (folder / "build" / "affected_orders.csv").read_text()
    private = set()
    for path in sorted((folder / "orders").glob("*.csv")):
        for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()):
            private |= {
                (row.get(name) or "").strip() for name in ("Buyer Username", "Recipient", "Phone #", "Email", "Detail Address")
            }
    private = {value for value in private if len(value) >= 5}
    assert len(private) > 100
    assert [value for value in private if value in text] == []


@pytest.mark.slow
def test_same_inputs_same_bytes(built, tmp_path):
    folder, report = built
    again = tmp_path / "elsewhere"
    shutil.copytree(folder, again, ignore=shutil.ignore_patterns("build"))
    assert Appeal.open(again).build().pdf == report.pdf


def test_originals_are_never_changed(built):
    from tests_root import EXAMPLE

    folder, _ = built
    for path in sorted(p for p in EXAMPLE.rglob("*") if p.is_file() and "build" not in p.parts):
        assert (folder / path.relative_to(EXAMPLE)).read_bytes() == path.read_bytes()


def test_channels(built):
    folder, _ = built
    texts = {p.stem: p.read_text() for p in (folder / "build" / "channels").glob("*.txt")}
    assert len(texts["contact_form"]) <= 500
    assert len(texts["appeal_form"]) <= 1800
    assert all("7529184460371124" in text for text in texts.values())
    assert len(list((folder / "build" / "channels").glob("*.jpg"))) == 11


def spoil(folder, change):
    path = folder / "case.yaml"
    document = yaml_text.load(path)
    change(document)
    yaml_text.write(path, document)


def test_errors_refuse_and_take_an_old_pdf_away(small):
    first = Appeal.open(small).build()
    assert (small / first.pdf.path).is_file()
    spoil(small, lambda d: d["corrective"][0].pop("done"))
    report = Appeal.open(small).build()
    assert report.status == "refused"
    assert report.pdf is None
    assert any(f.rule.startswith("M301") and f.where.startswith("corrective.0") for f in report.findings)
    assert not list((small / "build").glob("*.pdf.part"))
    assert not (small / first.pdf.path).exists()
    assert not (small / "build" / "channels").exists()
    draft = Appeal.open(small).build(draft=True)
    assert draft.status == "draft"
    pages = pypdf.PdfReader(small / draft.pdf.path).pages
    assert all("DRAFT" in page.extract_text() for page in pages)


def test_a_stale_pdf_never_survives_a_failure(small, monkeypatch):
    Appeal.open(small).build()

    def full(*_args, **_kwargs):
        raise CannotWrite("build: cannot be written", ["the disk is full"])

    monkeypatch.setattr("kit.bundle.build", full)
    with pytest.raises(CannotWrite):
        Appeal.open(small).build()
    assert not (small / "build" / "7529184460371124.pdf").exists()


def test_manifest_matches(built):
    folder, report = built
    manifest = json.loads((folder / "build" / "manifest.json").read_text())
    assert manifest["sha256"] == report.pdf.sha256
    assert Path(report.pdf.path).name == "7529184460371124.pdf"


def test_a_case_that_no_longer_opens_leaves_nothing_to_send(small, capsys):
    report = Appeal.open(small).build()
    path = small / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("route: appeal", "route: apeal"), encoding="utf-8")
    assert main(["build", str(small)]) == 3
    assert "route" in capsys.readouterr().err
    assert not (small / report.pdf.path).exists()
    assert not (small / "build" / "report.json").exists()


def test_another_violation_id_takes_the_old_pdf_away(small):
    first = Appeal.open(small).build()
    spoil(small, lambda d: d["violation"].update(id="7529184460379999"))
    second = Appeal.open(small).build(draft=True)
    assert not (small / first.pdf.path).exists()
    assert (small / second.pdf.path).is_file()


def test_a_broken_signature_is_named(small):
    (small / "signature.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(BadFile, match=r"signature\.png \(signature of Li Wen\)"):
        _ = Appeal.open(small).evidence


@pytest.mark.slow
def test_long_index_and_captions_in_any_script(small):
    """Forty exhibits, so that the index takes two pages; captions in Arabic, Thai and Chinese."""
    captions = ["عقد مع شركة النقل", "عقد مع كالدر، موقع في 14 June 2026", "สัญญากับบริษัทขนส่ง", "仓库交接记录（中文原件及英译）"]

    def add(document):
        shot = next(e for e in document["evidence"] if e["id"] == "screen")["file"]
        for n in range(40):
            document["evidence"].append(
                {"file": str(shot), "kind": "settings_screenshot", "id": f"more_{n}", "caption": captions[n % 4] + f" {n}"}
            )
            document["corrective"][0]["exhibits"].append(f"more_{n}")

    spoil(small, add)
    report = Appeal.open(small).build(draft=True)
    assert len(report.exhibits) == 42


def test_a_window_without_orders_is_said(example):
    spoil(example, lambda d: d["violation"].update(window={"start": "2025-05-11", "end": "2025-06-07"}))
    appeal = Appeal.open(example)
    assert appeal.metrics[0].rate("during").value is None
    assert any(e.item.made for e in appeal.evidence)  # an empty list that still says how it was made
    with pytest.raises(BadFile, match=r"hold violation\.window against the exports"):
        _ = appeal.letter
