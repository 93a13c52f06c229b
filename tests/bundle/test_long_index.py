"""Sixty exhibits: an index of several pages whose numbers, links and ways back are right on the built file."""

import json
import shutil

import made_bundle
import pypdf
import pytest
from tests_root import EXAMPLE

from kit.appeal import Appeal
from kit.tools import yaml_text
from kit.tools.pdf_read import Reading
from kit.verify import verify

MORE = 52  # with those of the example more than sixty


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The example with many more exhibits of one to three pages, captions short and of two lines: case, PDF, manifest."""
    folder = tmp_path_factory.mktemp("long") / "case"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("build"))
    case = yaml_text.load(folder / "case.yaml")
    for n in range(MORE):
        made_bundle.text_pdf(folder / "evidence" / f"more{n}.pdf", 1 + n % 3, title=f"Manifest {n}")
        caption = f"Manifest {n}" + (
            " of the collection at Daventry, with each parcel and the time at which it was taken over" * (n % 2)
        )
        item = {
            "id": f"more{n}",
            "file": f"evidence/more{n}.pdf",
            "kind": "manifest",
            "caption": {"en": caption, "zh": f"揽收清单 {n}"},
        }
        case["evidence"].append(item)
        case["root_causes"][0]["exhibits"].append(f"more{n}")
    yaml_text.write(folder / "case.yaml", case)
    path = folder / Appeal.open(folder).build(draft=True).pdf.path
    return folder, path, json.loads(path.with_name("manifest.json").read_text(encoding="utf-8"))


@pytest.mark.soak
def test_every_row_of_a_long_index_is_right(built):
    folder, path, manifest = built
    exhibits = {x["n"]: (x["caption"], x["first_page"], x["first_page"] + x["pages"] - 1) for x in manifest["exhibits"]}
    assert len(exhibits) >= 60
    index = range(manifest["index_page"], manifest["letter_pages"] + 1)
    assert len(index) >= 3, "several pages of index"
    with Reading.of(path) as reading:
        rows: dict[int, set[str]] = {}  # words of each link by the page that it leads to
        for page in index:
            for link in reading.structure.links(page):
                words = "".join(c for c in reading.text(page, link.area) if c not in "DRAFT" and not c.isspace())
                rows.setdefault(link.page, set()).add(words)
        assert set(rows) == {first for _, first, _ in exhibits.values()}
        for _, first, last in exhibits.values():
            assert (str(last) if first == last else f"{first}–{last}") in rows[first]
            for page in range(first, last + 1):
                assert index[0] in {link.page for link in reading.structure.links(page)}, "a way back"
                assert f"Bundle page {page} of {manifest['pages']}" in reading.text(page)
    pdf = pypdf.PdfReader(path)
    marks = {item.title: pdf.get_destination_page_number(item) + 1 for item in _flat(pdf.outline)}
    assert {n: marks[f"Exhibit {n}: {caption}"] for n, (caption, _, _) in exhibits.items()} == {
        n: x[1] for n, x in exhibits.items()
    }
    assert [f for f in verify(path, manifest, folder) if f.severity == "error"] == []


def _flat(outline):
    for item in outline:
        yield from _flat(item) if isinstance(item, list) else (item,)
