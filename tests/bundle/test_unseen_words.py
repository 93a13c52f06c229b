"""Words read in a picture can be found in the bundle, and nothing of them can be seen."""

import io

import pikepdf
import pytest
from PIL import Image

from kit.bundle.unseen import unseen
from kit.model import PageSize, Word
from kit.tools.pdf_read import Reading
from kit.tools.pdf_write import Document
from kit.tools.textline import Faces

WORDS = (
    Word(text="Tracking", line=1, left=0.1, top=0.1, right=0.3, bottom=0.14),
    Word(text="JD0012345678", line=1, left=0.301, top=0.1, right=0.7, bottom=0.14),
    Word(text="收件人", line=2, left=0.1, top=0.3, right=0.3, bottom=0.35),
    Word(text="\U0001f600x", line=3, left=0.1, top=0.5, right=0.3, bottom=0.55),  # no face has the first
)
AREA = (50.0, 40.0, 550.0, 740.0)


def made(tmp_path, words, name):
    blank, picture = io.BytesIO(), io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(blank, deterministic_id=True)
    Image.linear_gradient("L").resize((300, 420)).save(picture, "PNG")
    faces, path = Faces(), tmp_path / name
    with Document(blank.getvalue()) as document:
        (body,) = document.picture(picture.getvalue(), PageSize(width=500, height=700)).bodies
        document.add_page(PageSize(width=595, height=842), b"q 1 0 0 1 50 40 cm /Body Do Q\n" + unseen(faces, AREA, words), body)
        document.set_fonts(faces.subsets())
        document.save(path)
    return path


def test_words_are_found_in_their_places_and_not_seen(tmp_path):
    with Reading.of(made(tmp_path, WORDS, "a.pdf")) as reading, Reading.of(made(tmp_path, (), "b.pdf")) as bare:
        text = reading.text(2)
        boxes = reading.places(2, ["JD0012345678"], (0, 0, 595, 842))["JD0012345678"]
        seen, plain = reading.image(2, 2.0).tobytes(), bare.image(2, 2.0).tobytes()
        assert bare.text(2).strip() == ""
    assert "Tracking JD0012345678" in text
    assert "收件人" in text
    assert "\U0001f600" not in text
    assert text.rstrip().endswith("x")
    assert min(b[0] for b in boxes) == pytest.approx(50 + 0.301 * 500, abs=3)
    assert max(b[2] for b in boxes) == pytest.approx(50 + 0.70 * 500, abs=3)
    assert all(740 - 0.15 * 700 <= b[1] < b[3] <= 740 - 0.09 * 700 for b in boxes)
    assert seen == plain


def test_same_words_same_bytes(tmp_path):
    assert made(tmp_path, WORDS, "a.pdf").read_bytes() == made(tmp_path, WORDS, "b.pdf").read_bytes()
