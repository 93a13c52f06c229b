"""A second appeal as its reviewer sees it: the numbers they know, what is late between them and marked, ways to and fro."""

import json
import shutil

import made_bundle
import pikepdf
import pypdfium2
import pytest
import small_case

from kit.appeal import Appeal
from kit.tools import yaml_text
from kit.tools.pdf_read import Reading
from kit.verify import verify

BACKGROUND = "Chat with the client"


def sent_once(folder):
    """The first appeal, built and kept as it was sent."""
    small_case.make(folder)
    first = Appeal.open(folder).build()
    assert first.status == "ready"
    (folder / "sent").mkdir()
    for path in (folder / first.pdf.path, folder / "build" / "manifest.json"):
        shutil.copy(path, folder / "sent" / path.name)
    return folder / "sent" / (folder / first.pdf.path).name


def with_more(folder, sent):
    """The case of the second: minutes with bookmarks of their own, cited after Exhibit 1, and a chat for the background."""
    path = made_bundle.text_pdf(folder / "evidence" / "late.pdf", 4, title="Minutes")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            part = pikepdf.OutlineItem("Part 1", 0)
            part.children.append(pikepdf.OutlineItem("Clause 1.1", 1))
            outline.root += [part, pikepdf.OutlineItem("Part 2", 3)]
        pdf.save(path)
    made_bundle.screenshot(folder / "evidence" / "chat.png", (700, 500))
    case = yaml_text.load(folder / "case.yaml")
    case["evidence"] += [
        {"id": "late", "file": "evidence/late.pdf", "kind": "meeting_minutes", "caption": "Minutes of the meeting"},
        {"id": "chat", "file": "evidence/chat.png", "kind": "statement", "caption": BACKGROUND, "use": "background"},
    ]
    case["root_causes"][0]["what"] += " The minutes say so ({{ exhibit.late }})."
    case["root_causes"][0]["exhibits"].append("late")
    case["attempt"] = 2
    manifest = "sent/manifest.json"
    case["history"] = [{"file": f"sent/{sent.name}", "manifest": manifest, "outcome": "rejected", "date": "2026-06-20"}]
    yaml_text.write(folder / "case.yaml", case)


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """Folder, PDF and manifest; a draft, for the letter says again what it said."""
    folder = tmp_path_factory.mktemp("second") / "case"
    with_more(folder, sent_once(folder))
    path = folder / Appeal.open(folder).build(draft=True).pdf.path
    return folder, path, json.loads(path.with_name("manifest.json").read_text(encoding="utf-8"))


def test_what_is_late_stands_between_the_numbers_that_were_sent(second):
    folder, path, manifest = second
    sent = json.loads((folder / "sent" / "manifest.json").read_text(encoding="utf-8"))
    assert [(x["n"], x["id"]) for x in sent["exhibits"]] == [("1", "contract"), ("2", "screen")]
    assert [(x["n"], x["id"], x["first_page"], x["pages"]) for x in manifest["exhibits"]] == [
        ("1", "contract", 3, 2), ("1A", "late", 5, 4), ("2", "screen", 9, 1),
    ]  # fmt: skip
    with Reading.of(path) as reading:
        index = " ".join(reading.text(manifest["index_page"]).split())
        assert index.count("New in this appeal") == 1
        assert "Exhibit 1A is new in this appeal." in index
        assert "Exhibit 1A: Minutes of the meeting (page 2 of 4)" in " ".join(reading.text(6).split())
    assert [f for f in verify(path, manifest, folder) if f.severity == "error"] == []


def test_background_evidence_stays_out(second):
    _, path, manifest = second
    with Reading.of(path) as reading:
        assert not any(BACKGROUND in reading.text(page) for page in range(1, manifest["pages"] + 1))
    with pikepdf.open(path) as pdf:
        pictures = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    assert {(int(p.Width), int(p.Height)) for p in pictures if "/Width" in p} == {(300, 100), (1280, 800)}


def test_bookmarks_of_letter_index_exhibits_and_of_the_file_itself(second):
    _, path, _ = second
    with pypdfium2.PdfDocument(path) as pdf:
        marks = [(m.level, m.get_title(), m.get_dest().get_index() + 1) for m in pdf.get_toc()]
    assert marks == [
        (0, "Plan of Action", 1),
        (1, "1 Root cause", 1),
        (1, "2 Corrective actions, all complete", 1),
        (1, "3 Preventive measures", 1),
        (0, "Exhibits", 2),
        (1, "Exhibit 1: Contract with the carrier", 3),
        (1, "Exhibit 1A: Minutes of the meeting", 5),
        (2, "Part 1", 5),
        (3, "Clause 1.1", 6),
        (2, "Part 2", 8),
        (1, "Exhibit 2: Dispatch settings", 9),
    ]


def test_every_page_leads_back_to_the_index_and_to_the_words_that_cite_it(second):
    _, path, manifest = second
    with Reading.of(path) as reading:
        for exhibit in manifest["exhibits"]:
            tag = f"Exhibit {exhibit['n']}"
            for page in range(exhibit["first_page"], exhibit["first_page"] + exhibit["pages"]):
                ways = {" ".join(reading.text(page, link.area).split()): link.page for link in reading.structure.links(page)}
                assert ways == {"First cited p. 1": 1, "Exhibit index, page 2": 2}, page
            cited = [link.page for link in reading.structure.links(1) if reading.text(1, link.area).split() == tag.split()]
            assert cited
            assert set(cited) == {exhibit["first_page"]}
    with pikepdf.open(path) as pdf:
        heights = [page.Annots[1].A.D[3] for page in pdf.pages[2:]]
        tops = [float(a.Rect[3]) for a in pdf.pages[0].Annots]
    assert all(any(0 < height - top < 60 for top in tops) for height in map(float, heights)), "just above a citation"
