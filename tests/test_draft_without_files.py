"""Of a hundred exhibits three are bad: they are named at once and nothing is built; a draft goes without them and says so."""

import io
import json

import made_bundle
import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from kit.appeal import Appeal
from kit.errors import BadFile
from kit.evidence import gather
from kit.verify import verify

BAD = {3: (b"", "is empty (0 bytes)"), 50: (b"%PDF-1.7 nothing", "cannot be read as a PDF"), 97: (b"MZ" + b"x" * 99, "")}


def test_three_of_a_hundred_are_named_at_once(tmp_path):
    kept = tmp_path / "evidence"
    kept.mkdir()
    out = io.BytesIO()
    Image.new("RGB", (90, 60), "white").save(out, "PNG")
    for n in range(100):
        (kept / f"e{n}.png").write_bytes(BAD[n][0] if n in BAD else out.getvalue())
    with pytest.raises(BadFile) as caught:
        gather(made_bundle.opened(tmp_path, *({"id": f"e{n}", "file": f"evidence/e{n}.png"} for n in range(100))), {})
    assert [p.split()[0] for p in caught.value.problems] == [f"evidence/e{n}.png" for n in BAD]
    assert all(said in problem for (_, said), problem in zip(BAD.values(), caught.value.problems, strict=True))


@pytest.mark.slow
def test_a_draft_goes_without_them_and_says_so(small):
    folder = small
    cited = Appeal.open(folder).letter.labels
    files = {item.id: item.file for item in Appeal.open(folder).case.evidence if item.file}
    gone = [i for i, _ in cited if i in files][:2]
    for evidence_id in gone:
        (folder / files[evidence_id]).write_bytes(b"")
    with pytest.raises(BadFile) as caught:
        Appeal.open(folder).build()
    assert len(caught.value.problems) == 2
    assert not (folder / "build" / "manifest.json").exists()
    appeal = Appeal.open(folder)
    report = appeal.build(draft=True)
    assert report.status == "draft"
    assert {f.where for f in report.findings if f.rule == "E800 unusable-file"} == {files[i] for i in gone}
    assert not [f for f in report.findings if f.rule.startswith("E801")], "each is told once"
    manifest = json.loads((folder / "build" / "manifest.json").read_text())
    assert not {x["id"] for x in manifest["exhibits"]} & set(gone)
    assert [f for f in verify(appeal.pdf, manifest, folder) if f.severity == "error"] == []
    with PdfDocument(appeal.pdf) as pdf:
        (page,) = [n for n, one in enumerate(pdf) if "Left out of this draft" in one.get_textpage().get_text_range()]
        said = pdf[page].get_textpage().get_text_range()
    assert page < manifest["letter_pages"]
    assert all(files[i] in " ".join(said.split()) for i in gone)
    with pytest.raises(BadFile):
        appeal.build()
    assert not appeal.pdf.exists()
