"""Every committed example is what its story makes, byte for byte or as a reader sees it, and the kit can open it."""

import pytest
from PIL import Image, ImageChops, ImageStat
from pypdf import PdfReader
from tests_root import ROOT

from kit import demo
from kit.case import open_case

CASES = ROOT / "cases"
STORIES = demo.examples()


def files(folder):
    found = (p for p in folder.rglob("*") if p.is_file() and "build" not in p.relative_to(folder).parts)
    return {p.relative_to(folder).as_posix(): p for p in sorted(found)}


def looks_alike(ours, theirs):
    """Byte for byte; pictures and PDFs as a reader sees them, should another system's libraries code them otherwise."""
    if ours.read_bytes() == theirs.read_bytes():
        return True
    if ours.suffix == ".pdf":
        one, two = PdfReader(ours), PdfReader(theirs)
        return [p.extract_text() for p in one.pages] == [p.extract_text() for p in two.pages]
    if ours.suffix in {".png", ".jpg"}:
        one, two = (Image.open(p).convert("RGB") for p in (ours, theirs))
        return one.size == two.size and max(ImageStat.Stat(ImageChops.difference(one, two)).mean) < 3
    return False


def test_each_folder_has_a_story():
    assert sorted(STORIES) == sorted(p.parent.name for p in CASES.glob("*/case.yaml"))


@pytest.mark.slow
@pytest.mark.spread(12)
@pytest.mark.parametrize("story", STORIES)
def test_committed_folder_is_what_the_generator_makes(story, tmp_path):
    made = demo.make_case(tmp_path / story, story=story)
    ours, theirs = files(made), files(CASES / story)
    assert list(ours) == list(theirs), f"run: poa demo --story {story} --out DIR and copy the folder without build/"
    assert [name for name in ours if not looks_alike(ours[name], theirs[name])] == []
    assert open_case(made).case.id == story
