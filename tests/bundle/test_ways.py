"""Ways through the bundle: from the letter to an exhibit and back, bookmarks of two levels, nothing that leads elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

import made_bundle
import pikepdf
import pypdfium2
import pytest

from kit.bundle import manifest
from kit.bundle.band import Bands
from kit.bundle.sheet import PAPER
from kit.errors import RenderError
from kit.model import Exhibit
from kit.tools.textline import REGULAR, SEMIBOLD, Faces, clean, shaped, wrapped
from kit.verify import verify

LONG = {
    "zh": "蓝屿家居（深圳）贸易有限公司与承运商签订的每日晚间揽收补充协议，自二〇二六年六月十四日起生效，包含三份附件与签字页；"
    * 4,
    "ar": "عقد النقل بين شركة النور للأدوات المنزلية وشركة الشحن السريع بشأن الاستلام المسائي اليومي من المستودع " * 3,
    "th": "สัญญาขนส่งระหว่างบริษัทไทยโฮมดีไซน์จำกัดกับบริษัทขนส่งด่วนเรื่องการรับพัสดุทุกเย็นจากคลังสินค้าสมุทรปราการ" * 3,
    "vi": "Hợp đồng vận chuyển giữa Công ty Hải Vương và đơn vị chuyển phát nhanh về việc lấy hàng mỗi buổi tối tại kho Bình Dương "
    * 3,
    "word": "Supercalifragilistic" * 15,
}


@pytest.mark.parametrize("script", LONG)
@pytest.mark.parametrize("paper", PAPER)
def test_a_caption_of_two_hundred_characters_keeps_to_two_lines_and_its_count(script, paper):
    caption, width = clean(LONG[script][:200]), PAPER[paper].width - 178 - 28
    lines = wrapped("Exhibit 12A: " + caption, SEMIBOLD, 10.5, width, lines=2, suffix=" (page 128 of 128)")
    assert len(lines) == 2
    assert all(shaped(line, SEMIBOLD).wide(10.5) <= width for line in lines)
    assert shaped(lines[-1] + " (page 128 of 128)", SEMIBOLD).wide(10.5) <= width
    assert lines[-1].endswith("…")
    told = clean("".join(lines)).removesuffix("…").replace(" ", "")
    assert ("Exhibit 12A: " + caption).replace(" ", "").startswith(told)
    assert len(told) > 60, "as much of it as two lines hold"
    if script in ("ar", "vi"):  # shortened between words
        assert clean(lines[-1].removesuffix("…")).split()[-1] in caption.split()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ways")
    (folder / "evidence").mkdir()
    shown = [made_bundle.evidence(made_bundle.text_pdf(folder / "evidence" / f"{n}.pdf", 2)) for n in "abc"]
    return made_bundle.built(folder, *shown)


def test_each_exhibit_page_leads_to_the_index_and_to_its_first_citation(built):
    with pikepdf.open(built.path) as pdf:
        number = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        cited = {}
        for annotation in pdf.pages[0].Annots:
            cited.setdefault(number[annotation.A.D[0].objgen], float(annotation.Rect[3]))
        for exhibit in built.exhibits:
            for page in range(exhibit.first_page, exhibit.first_page + exhibit.pages):
                back, first = pdf.pages[page - 1].Annots
                assert (number[back.A.D[0].objgen], number[first.A.D[0].objgen]) == (2, 1)
                assert 30 < float(first.A.D[3]) - cited[exhibit.first_page] < 50
    with pypdfium2.PdfDocument(built.path) as pdf, pikepdf.open(built.path) as links:
        text = pdf[2].get_textpage()
        for annotation, words in zip(links.pages[2].Annots, ("Exhibit index, page 2", "First cited p. 1"), strict=True):
            left, low, right, high = (float(v) for v in annotation.Rect)
            assert text.get_text_bounded(left - 1, low, right + 1, high).strip() == words
    assert verify(built.path, manifest(built)) == ()


def test_the_way_to_the_letter_is_left_out_where_it_has_no_room(built):
    exhibit = built.exhibits[0]
    for page, has_room in ((1, True), (88888888, False)):
        bands = Bands(Faces(), total=9, violation_id="1", index_page=2, cited={exhibit.evidence.item.id: page})
        assert (bands.way_to_letter(PAPER["A4"], exhibit) is not None) == has_room
        left = bands.way_to_letter(PAPER["A4"], exhibit)
        assert left is None or left[0] >= PAPER["A4"].width - 178
    other = Exhibit(n="9", evidence=exhibit.evidence, caption="", first_page=1, pages=1)
    assert Bands(Faces(), total=9, violation_id="1", index_page=None).way_to_letter(PAPER["A4"], other) is None
    assert shaped("First cited p. 1", REGULAR).wide(8.5) < 70


def outlined(path, pages, marks):
    made_bundle.text_pdf(path, pages)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            for title, page, children in marks:
                item = pikepdf.OutlineItem(title, page - 1)
                item.children.extend(pikepdf.OutlineItem(t, p - 1) for t, p in children)
                outline.root.append(item)
        pdf.save(path)
    return path


def bookmarks(path):
    with pypdfium2.PdfDocument(path) as pdf:
        return [(m.level, m.get_title(), m.get_dest().get_index() + 1) for m in pdf.get_toc()][3:]


def test_two_levels_of_the_source_stand_beneath_its_exhibit(tmp_path):
    marks = [("One", 1, [("1.1", 1), ("1.2", 2)]), ("Two", 3, [("2.1", 3), ("2.2", 4)]), ("Three", 4, [])]
    path = outlined(tmp_path / "a.pdf", 4, marks)
    built = made_bundle.built(tmp_path, made_bundle.evidence(path))
    assert bookmarks(built.path) == [
        (2, "One", 3), (3, "1.1", 3), (3, "1.2", 4), (2, "Two", 5), (3, "2.1", 5), (3, "2.2", 6), (2, "Three", 6),
    ]  # fmt: skip
    built = made_bundle.built(tmp_path / "some", made_bundle.evidence(path, pages="2,4"))
    assert bookmarks(built.path) == [(2, "1.2", 3), (2, "2.2", 4), (2, "Three", 4)]


def test_bookmarks_are_bounded(tmp_path):
    path = outlined(tmp_path / "a.pdf", 1, [(f"M{n}", 1, [(f"{n}.{k}", 1) for k in range(30)]) for n in range(30)])
    built = made_bundle.built(tmp_path, made_bundle.evidence(path))
    assert len(bookmarks(built.path)) == 100


def test_a_typed_number_that_no_exhibit_has_refuses_the_build(built, tmp_path):
    shown = [x.evidence for x in built.exhibits]
    with pytest.raises(RenderError) as caught:
        made_bundle.built(tmp_path, *shown, extra='<p><a href="exhibit://12/1">Exhibit 12</a></p>')
    assert caught.value.problems == ("Exhibit 12: there is no such exhibit",)


def test_the_bundle_claims_no_ua_and_has_no_metadata_of_the_letter(built):
    with pikepdf.open(built.path) as pdf:
        assert "/Metadata" not in pdf.Root
        assert bool(pdf.Root.MarkInfo.Marked)
    assert b"pdfuaid" not in built.path.read_bytes()


AGAIN = """
import sys; sys.path.insert(0, {tests!r})
from pathlib import Path
import made_bundle
folder = Path({folder!r})
shown = [made_bundle.evidence(folder / "evidence" / f"{{n}}.pdf") for n in "abc"]
print(made_bundle.built(Path(sys.argv[1]), *shown).sha256)
"""


@pytest.mark.slow
def test_the_same_bytes_on_another_day_in_another_zone_and_language(built, tmp_path):
    """Also with another hash seed, another user's environment and another modification date of the files."""
    folder = built.path.parent.parent
    for path in (folder / "evidence").iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    clock = "import time, datetime\nreal = time.time\ntime.time = lambda: real() + 86400 * 400\n"
    env = {"PATH": os.environ["PATH"], "TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}
    code = clock + AGAIN.format(tests=str(Path(made_bundle.__file__).parent), folder=str(folder))
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=env, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == built.sha256
