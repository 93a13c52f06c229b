"""A forger leaves every word as it is and changes what a reader sees of it: a font's signs, one covered character, strokes like text."""

import re

import made_bundle
import pikepdf
import pytest
from forging import claims, codes, over, own, rewrite
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name, Stream

from kit import bundle
from kit.verify import verify

LETTER, CONTRACT, PHOTO = 1, 4, 6


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lettering")
    (folder / "evidence").mkdir()
    said = "<p>The office offers <em>no refund</em>: <strong>9.6%</strong> in May, 3.1% in June. Daventry first — 蓝屿家居.</p>"
    shown = made_bundle.contract_and_photo(folder)
    return made_bundle.built(folder, *shown, extra=said)


def other_signs(pdf, page, weight, said, shown):
    """Let the font of a page draw one character as another; its text stays."""
    font = next(f for f in own(pdf, page).Resources.Font.values() if weight in str(f.BaseFont).replace("-", ""))
    codes_of = {
        chr(int(there, 16)): int(code, 16) for code, there in re.findall(rb"<(\w{4})> <(\w{4})>\n", font.ToUnicode.read_bytes())
    }
    below = font.DescendantFonts[0]
    held = below.get("/CIDToGIDMap")
    glyphs = bytearray(held.read_bytes() if isinstance(held, Stream) else b"".join(n.to_bytes(2) for n in range(65_536)))
    one, other = (2 * codes_of[c] for c in (said, shown))
    glyphs[one : one + 2] = glyphs[other : other + 2]
    below.CIDToGIDMap = Stream(pdf, bytes(glyphs))


def page_number_drawn_otherwise(pdf):
    other_signs(pdf, CONTRACT, "SemiBold", "2", "6")


def figure_of_the_letter_drawn_otherwise(pdf):
    other_signs(pdf, LETTER, "Sans3,", "3", "2")


def place(pdf, page, text):
    """The box of the first such text on a page."""
    from kit.tools.pdf_read import Reading

    with Reading.of(pdf.filename) as reading:
        return reading.places(page, [text], (0.0, 0.0, *reading.size(page)))[text][0]


def one_character_of_a_stamp_covered(pdf):
    left, low, right, high = place(pdf, CONTRACT, "2 of 3)")
    over(pdf, CONTRACT, b"q 1 g %.2f %.2f %.2f %.2f re f Q" % (left, low, right - left, high - low))


def half_a_figure_of_the_letter_covered(pdf):
    left, low, right, high = place(pdf, LETTER, "9.6%")
    over(pdf, LETTER, b"q 1 g %.2f %.2f %.2f %.2f re f Q" % (left, low, (right - left) / 2, (high - low) / 2))


def exhibit_drawn_into_the_band(pdf):
    """The exhibit's own drawing reaches over its stamp, drawn first: no thing is added."""
    left, low, right, high = place(pdf, CONTRACT, "2 of 3)")

    def last(content):
        body, _, band = content.partition(b" Do Q\n")
        return band + b"\n" + body + b" Do Q\n"

    rewrite(pdf, CONTRACT, last)
    form = own(pdf, CONTRACT).Resources.XObject.Body
    box, cover = [float(n) for n in form.BBox], (right - left + 1, high - low + 1)
    matrix = re.search(rb"([-.\d]+) 0 0 ([-.\d]+) ([-.\d]+) ([-.\d]+) cm /Body", own(pdf, CONTRACT).Contents.read_bytes())
    scale, _, x, y = map(float, matrix.groups())
    form.BBox = Array([box[0], box[1], box[2], box[3] + 200])
    form.write(
        form.read_bytes()
        + b" 1 g %.3f %.3f %.3f %.3f re f" % ((left - x) / scale, (low - y) / scale, cover[0] / scale, cover[1] / scale)
    )


def words_made_of_strokes(pdf):
    """Between band and letter nothing speaks, but a reader sees a word."""
    form = own(pdf, CONTRACT).Resources.XObject.Body
    form.BBox = Array([*(float(n) for n in list(form.BBox)[:3]), 2000])
    form.write(form.read_bytes() + b" 0 g 300 880 40 6 re f")


def font_of_another_maker(pdf):
    made = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
    own(pdf, LETTER).Resources.Font.Forged = made
    over(pdf, LETTER, b"BT /Forged 9 Tf 60 90 Td (and more) Tj ET")


FORGED = {
    page_number_drawn_otherwise: ({"V122"}, "page 4"),
    figure_of_the_letter_drawn_otherwise: ({"V122"}, "page 1"),
    one_character_of_a_stamp_covered: ({"V118", "V122"}, "page 4"),
    half_a_figure_of_the_letter_covered: ({"V122"}, "page 1"),
    exhibit_drawn_into_the_band: ({"V122"}, "page 4"),
    words_made_of_strokes: ({"V122"}, "page 4"),
    font_of_another_maker: ({"V122"}, "page 1"),
}


@pytest.mark.spread(3)
@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_what_looks_otherwise_than_it_says_is_found(built, tmp_path, forge):
    rules, where = FORGED[forge]
    path = tmp_path / f"{VIOLATION}.pdf"
    with pikepdf.open(built.path) as pdf:
        forge(pdf)
        pdf.save(path)
    found = verify(path, claims(built, path))
    assert codes(found) >= rules, found
    assert where in {f.where for f in found if f.rule.startswith("V122")}


def test_ligatures_slanted_bold_and_chinese_text_look_as_they_say(built):
    assert verify(built.path, bundle.manifest(built), built.path.parents[1]) == ()


def test_captions_of_joined_scripts_look_as_they_say(tmp_path):
    (tmp_path / "evidence").mkdir()
    papers = {"a": "สัญญาขนส่ง จากผู้ขนส่ง", "b": "عقد الشحن مع الناقل"}
    shown = [
        made_bundle.evidence(made_bundle.text_pdf(tmp_path / "evidence" / f"{name}.pdf", 1), caption=caption)
        for name, caption in papers.items()
    ]
    built = made_bundle.built(tmp_path, *shown)
    assert verify(built.path, bundle.manifest(built), tmp_path) == ()


def test_a_chinese_caption_that_had_to_be_shortened_looks_as_it_says(tmp_path):
    (tmp_path / "evidence").mkdir()
    path = made_bundle.text_pdf(tmp_path / "evidence" / "a.pdf", 1)
    built = made_bundle.built(tmp_path, made_bundle.evidence(path, caption="仓库交接记录与承运商签收确认" * 12))
    assert verify(built.path, bundle.manifest(built), tmp_path) == ()


def test_a_draft_looks_as_it_says(tmp_path):
    (tmp_path / "evidence").mkdir()
    built = made_bundle.built(tmp_path, *made_bundle.contract_and_photo(tmp_path), draft="DRAFT, not for submission")
    assert verify(built.path, bundle.manifest(built), tmp_path) == ()
