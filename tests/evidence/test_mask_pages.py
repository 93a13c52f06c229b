"""Covered pages: in every geometry nothing of the buyer is left, all else is as it was, and verify says so or names the fault."""

import hashlib
from dataclasses import replace

import made_bundle
import pikepdf
import pytest
from made_masks import BUYERS, GEOMETRY, LINES, agreed, delivery, photo_of_a_label
from PIL import Image

from kit.bundle.manifest import manifest
from kit.errors import BadFile
from kit.evidence import buyer_data, searchable
from kit.model import Mask
from kit.tools import masking
from kit.tools.pdf_read import Reading
from kit.verify import verify


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "evidence").mkdir()
    return tmp_path


def found(pdf, folder, built):
    return [(f.rule.split()[0], f.message) for f in verify(pdf, manifest(built), folder)]


def held(pdf):
    """Every byte that any object of the file holds."""
    with pikepdf.open(pdf) as opened:
        streams = [o for o in opened.objects if isinstance(o, pikepdf.Stream)]
        told = [o.read_raw_bytes() if o.get("/Filter") == "/DCTDecode" else o.read_bytes() for o in streams]
        return b"".join(told) + pdf.read_bytes()


@pytest.mark.spread(4)
@pytest.mark.parametrize("name", GEOMETRY)
def test_nothing_of_the_buyer_is_left_and_all_else_stays(folder, name):
    one = made_bundle.evidence(delivery(folder / "evidence" / f"{name}.pdf", **GEOMETRY[name]))
    before = one.path.read_bytes()
    covered = agreed(one, folder)
    assert {len(areas) for areas in covered.masks} == {4}
    built = made_bundle.built(folder, covered)
    assert one.path.read_bytes() == before
    assert covered.pages == one.pages
    with Reading.of(built.path) as reading:
        text = " ".join(reading.text(n) for n in range(1, reading.pages + 1))
    assert not [word for word in BUYERS if word in text]
    assert not [word for word in BUYERS if word.encode() in held(built.path)]
    assert [rule for rule, _ in found(built.path, folder, built)] == ["V116"]  # to be looked at; nothing is wrong


def test_what_is_not_covered_can_still_be_searched(folder):
    covered = agreed(made_bundle.evidence(delivery(folder / "evidence" / "a.pdf")), folder)
    built = made_bundle.built(folder, covered)
    with Reading.of(built.path) as reading:
        text = reading.text(reading.pages)
    for word in ("Proof of delivery", "Recipient:", "577616899394683522", "on file"):
        assert word in text


def test_pages_without_masks_stay_as_they_are(folder):
    one = made_bundle.evidence(delivery(folder / "evidence" / "a.pdf", pages=2))
    mask = Mask(page=2, box=(90, 60, 160, 78), kind="name", by="Li Wei", on="2026-07-06")
    (covered,) = _masked(folder, one, mask)
    with Reading.of(covered.shown.path) as reading:
        assert LINES[1] in reading.text(1)
        assert reading.text(2).strip() == ""
    assert covered.text[0] == one.text[0]
    assert covered.words[0] == ()


def test_a_photo_turned_by_its_camera(folder):
    path, words = photo_of_a_label(folder / "evidence" / "label.jpg", orientation=6)
    one = replace(made_bundle.evidence(path), words=(words,), text=("read in a picture",))
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    covered = agreed(one, folder)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    made = Image.open(covered.shown.path)
    assert (made.size, dict(made.getexif()), covered.shown.media) == ((1200, 1600), {}, "jpeg")
    for box in (m.box for m in covered.item.masks):
        inside = made.convert("L").crop(tuple(map(int, box)))
        assert inside.getpixel((2, 2)) < 60
        tones = inside.tobytes()
        assert sum(t < 90 for t in tones) > 0.6 * len(tones)
    assert "Jane" not in covered.text[0]
    assert covered.notes[0].endswith("Covered: 4 areas, labelled “masked”: a buyer's data.")
    built = made_bundle.built(folder, covered)
    assert not [word for word in BUYERS if word.encode() in held(built.path)]
    assert [rule for rule, _ in found(built.path, folder, built)] == ["V116"]


def test_a_tall_capture_is_covered_in_every_part(folder):
    from PIL import ImageDraw

    image = Image.new("RGB", (400, 5200), "white")
    draw = ImageDraw.Draw(image)
    for y in range(20, 5180, 60):
        draw.text((30, y), f"Row {y}", fill="black", font_size=28)
    image.save(folder / "evidence" / "tall.png")
    one = made_bundle.evidence(folder / "evidence" / "tall.png")
    assert len(one.tiles) > 1
    seam = one.tiles[1].top + 10  # repeated at the end of the first part
    mask = Mask(page=1, box=(20, seam, 300, seam + 70), kind="name", by="Li Wei", on="2026-07-06")
    (covered,) = _masked(folder, one, mask)
    assert [len(areas) for areas in covered.masks][:2] == [1, 1]
    built = made_bundle.built(folder, covered)
    assert {rule for rule, _ in found(built.path, folder, built)} == {"V116"}


@pytest.mark.parametrize("kind", ["identity_document", "passport", "id_card", "driving_licence", "business_licence"])
def test_papers_of_identity_are_never_covered(folder, kind):
    one = made_bundle.evidence(delivery(folder / "evidence" / "a.pdf"), kind=kind)
    data = buyer_data([one], searchable([one]), (), "UK")
    assert (data.proposals, data.unsearched) == ((), (("a", "not searched: a paper of identity must stay whole"),))
    with pytest.raises(BadFile, match="1 problem") as refused:
        _masked(folder, one, Mask(page=1, box=(1, 1, 9, 9), kind="name", by="Li Wei", on="2026-07-06"))
    assert "must stay whole; take its masks out" in refused.value.problems[0]


def test_every_mask_that_cannot_be_is_named_at_once(folder):
    one = made_bundle.evidence(delivery(folder / "evidence" / "a.pdf"))
    picture = made_bundle.evidence(made_bundle.screenshot(folder / "evidence" / "b.png"))
    far = Mask(page=1, box=(900, 10, 990, 20), kind="name", by="Li Wei", on="2026-07-06")
    other = far.model_copy(update={"page": 3})
    both = [
        replace(one, item=one.item.model_copy(update={"masks": (far, other)})),
        replace(picture, item=picture.item.model_copy(update={"masks": (other,)})),
    ]
    from kit.evidence import masked

    with pytest.raises(BadFile) as refused:
        masked(both, folder)
    assert refused.value.problems == (
        "evidence.a.masks.1: the box [900.0, 10.0, 990.0, 20.0] lies outside page 1; it has 400 × 300 points",
        "evidence.a.masks.2: page 3 is not shown (pages 1 are); correct the page, or take the mask out",
        "evidence.b.masks.1: page 3 is not shown (a picture is page 1, however tall); correct the page, or take the mask out",
    )


def test_kept_areas_stay_readable(folder):
    one = made_bundle.evidence(delivery(folder / "evidence" / "a.pdf"))
    mask = Mask(page=1, box=(90, 60, 160, 78), kind="name", by="Li Wei", on="2026-07-06", keep=True)
    assert _masked(folder, one, mask)[0].shown == one.shown


# --- what verify finds --------------------------------------------------------------------------------


TRUE = masking._covered


def _elsewhere(image, areas):
    return TRUE(image, [(left, top + 0.4, right, bottom + 0.4) for left, top, right, bottom in areas[:1]])


def _lie(monkeypatch, paint):
    monkeypatch.setattr(masking, "_covered", paint)
    from kit.tools import worker

    monkeypatch.setattr(worker, "run", lambda func, *args, **_: func(*args))


def _faint(image, areas):
    for left, top, right, bottom in areas:
        x, y, wide, high = (
            round(v)
            for v in (left * image.width, top * image.height, (right - left) * image.width, (bottom - top) * image.height)
        )
        part = image.crop(x, y, wide, high)
        image = image.insert((part * 0.25 + 40).cast("uchar"), x, y)  # dark, and the letters can still be read
    return image


@pytest.mark.parametrize(
    ("paint", "said"),
    [
        (lambda image, _: image, "has an area that is said to be covered and is not"),
        (_faint, "shows the original through a covered area"),
        (_elsewhere, "does not show what the original shows"),
    ],
)
def test_a_cover_that_does_not_hide_is_found(folder, monkeypatch, paint, said):
    one = made_bundle.evidence(delivery(folder / "evidence" / "a.pdf"))
    _lie(monkeypatch, paint)
    covered = agreed(one, folder)
    built = made_bundle.built(folder, covered)
    monkeypatch.undo()
    assert any(message.startswith(said) for rule, message in found(built.path, folder, built) if rule == "V114")


def blackened(folder):
    """A page on which someone painted over words that can still be copied, and a cover over a part of the paint."""
    path = folder / "evidence" / "black.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        words = b"BT /F1 14 Tf 40 780 Td (Delivery list) Tj 0 -280 Td (Buyer secret 07911 123456) Tj ET"
        page.Contents = pikepdf.Stream(pdf, words + b" 0 g 38 496 220 16 re f")
        pdf.save(path)
    mask = Mask(page=1, box=(120.5, 328.1, 214, 345.8), kind="phone number", by="Li Wei", on="2026-07-06")
    (covered,) = _masked(folder, made_bundle.evidence(path), mask)
    return covered


def test_words_beneath_paint_are_gone_from_a_covered_page(folder):
    covered = blackened(folder)
    built = made_bundle.built(folder, covered)
    assert [rule for rule, _ in found(built.path, folder, built)] == ["V116"]
    with Reading.of(built.path) as reading:
        text = reading.text(reading.pages)
    assert "Delivery list" in text
    assert not [word for word in ("Buyer", "secret", "07911") if word in text + covered.text[0]]


def test_a_covered_page_made_too_coarse_to_read_is_found(folder):
    built = made_bundle.built(folder, blackened(folder))
    forged = folder / built.path.name
    with pikepdf.open(built.path) as pdf:
        (picture,) = pdf.pages[-1].obj.Resources.XObject.Body.Resources.XObject.values()
        coarse = pikepdf.PdfImage(picture).as_pil_image().convert("L").resize((298, 421))
        picture.write(coarse.tobytes())
        picture.Width, picture.Height, picture.ColorSpace, picture.BitsPerComponent = 298, 421, pikepdf.Name.DeviceGray, 8
        pdf.save(forged)
    said = found(forged, folder, built)
    assert ("V114", "does not show what the original shows (evidence/black.pdf, Exhibit 1)") in said


def test_text_left_beneath_a_cover_is_found(folder):
    one = made_bundle.evidence(delivery(folder / "evidence" / "a.pdf"))
    covered = agreed(one, folder)
    with_text = replace(covered, words=(masking.words(one.path, [1])[0],))
    built = made_bundle.built(folder, with_text)
    assert any("holds text beneath a covered area" in message for _, message in found(built.path, folder, built))


def test_an_undeclared_cover_is_not_the_original(folder):
    one = made_bundle.evidence(delivery(folder / "evidence" / "a.pdf"))
    built = made_bundle.built(folder, agreed(one, folder))
    said = manifest(built)
    said["exhibits"][0]["masks"] = []
    assert "V114" in {f.rule.split()[0] for f in verify(built.path, said, folder)}


def _masked(folder, one, *masks):
    from kit.evidence import masked

    return masked([replace(one, item=one.item.model_copy(update={"masks": masks}))], folder)
