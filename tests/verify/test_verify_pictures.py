"""What a forger changes within a picture, or beside one, of a page that may be coded anew."""

import io

import made_bundle
import numpy as np
import pikepdf
import pytest
from forging import claims, own
from made_bundle import VIOLATION
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from kit import bundle
from kit.verify import verify

SCAN, LETTERHEAD = 3, 4  # pages
SIZE = (1654, 2339)


def scan(*, faint="Rate 9.6% in May"):
    """A page of grainy paper with dark print, and one line in light grey."""
    paper = np.clip(np.random.default_rng(3).normal(238, 4, SIZE[::-1]), 0, 255).astype("uint8")
    image = Image.fromarray(paper)
    draw = ImageDraw.Draw(image)
    for row in range(30):
        draw.text((140, 140 + row * 66), f"{row:02} Parcels are collected every day at 19:30", fill=45, font_size=30)
    draw.text((1000, 140), faint, fill=196, font_size=26)
    return image


def coded(image, longer, quality):
    factor = longer / max(image.size)
    out = io.BytesIO()
    image.resize((round(image.width * factor), round(image.height * factor)), Image.Resampling.LANCZOS).save(
        out, "JPEG", quality=quality
    )
    return out.getvalue()


def letterhead(path):
    """A page of text with a small picture at its head."""
    made_bundle.text_pdf(path, 1)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        mark = Stream(pdf, bytes(range(0, 250, 10)) * 25)
        mark.Type, mark.Subtype, mark.Width, mark.Height = Name.XObject, Name.Image, 25, 25
        mark.ColorSpace, mark.BitsPerComponent = Name.DeviceGray, 8
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(Mark=mark)
        page.Contents = Stream(pdf, page.Contents.read_bytes() + b" q 40 0 0 40 500 780 cm /Mark Do Q")
        pdf.save(path)
    return path


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "evidence").mkdir()
    scan().save(folder / "evidence" / "scan.jpg", quality=92)
    shown = (folder / "evidence" / "scan.jpg", letterhead(folder / "evidence" / "letterhead.pdf"))
    return made_bundle.built(folder, *map(made_bundle.evidence, shown))


@pytest.fixture
def found(built, tmp_path):
    """Change the bundle; gives the pages that do not show their originals."""

    def judge(change):
        path = tmp_path / f"{VIOLATION}.pdf"
        with pikepdf.open(built.path) as pdf:
            change(pdf)
            pdf.save(path)
        return [f.where for f in verify(path, claims(built, path), built.path.parents[1]) if f.rule.startswith("V114")]

    return judge


def put(pdf, image, longer=1300, quality=40):
    picture = own(pdf, SCAN).Resources.XObject.Body.Resources.XObject.Im
    content = coded(image, longer, quality)
    with Image.open(io.BytesIO(content)) as made:
        picture.Width, picture.Height = made.size
    picture.write(content, filter=Name.DCTDecode)


def test_a_picture_coded_anew_at_the_smallest_level_shows_its_original(found):
    assert found(lambda pdf: put(pdf, scan())) == []


@pytest.mark.spread(1)
@pytest.mark.parametrize("faint", ["", "Rate           in May"])
def test_light_grey_print_erased_within_a_picture(found, faint):
    assert found(lambda pdf: put(pdf, scan(faint=faint))) == ["page 3"]
    assert found(lambda pdf: put(pdf, scan(faint=faint), longer=2339, quality=88)) == ["page 3"]


def test_faint_print_put_into_a_picture(found):
    def change(pdf):
        image = scan()
        ImageDraw.Draw(image).text((1000, 1800), "Approved", fill=196, font_size=26)
        put(pdf, image)

    assert found(change) == ["page 3"]


def test_one_character_of_a_page_that_also_holds_a_picture(found):
    def change(pdf):
        form = own(pdf, LETTERHEAD).Resources.XObject.Body
        form.write(
            form.read_bytes().replace(
                b"1.7: parcels are collected every day at 19:30", b"1.7: parcels are collected every day at 19:38"
            )
        )

    assert found(change) == ["page 4"]


def test_one_covered_character_of_a_page_that_also_holds_a_picture(found):
    def change(pdf):
        form = own(pdf, LETTERHEAD).Resources.XObject.Body
        form.BBox = Array(list(form.BBox))
        form.write(form.read_bytes() + b" 1 g 60 664.5 4.5 9 re f")

    assert found(change) == ["page 4"]


def test_the_mark_of_a_draft_over_a_picture_is_nothing_added(tmp_path):
    (tmp_path / "evidence").mkdir()
    scan().save(tmp_path / "evidence" / "scan.jpg", quality=92)
    built = made_bundle.built(
        tmp_path, made_bundle.evidence(tmp_path / "evidence" / "scan.jpg"), draft="DRAFT, not for submission"
    )
    assert verify(built.path, bundle.manifest(built), tmp_path) == ()
