"""Buyers' data are found where they stand, papers of identity are left alone, and what is masked is gone from text and pixels."""

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from kit.evidence.reading.buyer_marks import buyer_marks
from kit.model import Evidence, EvidenceItem, PageSize, Shown, Word
from kit.tools import masking
from kit.tools.pdf_read import Reading


def shot(*pages, kind="tracking_page"):
    item = EvidenceItem.model_validate({"id": "shot", "file": "evidence/a.png", "kind": kind, "caption": {"en": "A"}})
    return Evidence(
        item=item, path=Path("a.png"), sha256="0" * 64, bytes=1, media="png", pages=(PageSize(width=595, height=842),) * len(pages),
        picked=tuple(range(1, len(pages) + 1)), text=pages, shown=Shown(path=Path("a.png"), media="png", sha256="0" * 64),
    )  # fmt: skip


def quotes(text, site="UK", names=(), **more):
    return {(m.what, m.quote) for m in buyer_marks([shot(text, **more)], site, names)}


@pytest.mark.parametrize(
    ("site", "text", "mark"),
    [
        ("UK", "Call 07700 900123 first", ("phone number", "07700 900123")),
        ("UK", "(+44)77*****123", ("phone number", "(+44)77*****123")),
        ("US", "Call (212) 555-0143", ("phone number", "(212) 555-0143")),
        ("UK", "电话 13800138000", ("phone number", "13800138000")),
        ("JP", "090-1234-5678", ("phone number", "090-1234-5678")),
        ("UK", "write to jane.doe@example.com now", ("e-mail address", "jane.doe@example.com")),
        ("UK", "Recipient: Jane Doe\n12 Mill Lane\nLS1 4AP", ("postcode", "LS1 4AP")),
        ("UK", "Recipient: Jane Doe\n12 Mill Lane\nLS1 4AP", ("address", "12 Mill Lane")),
        ("DE", "Recipient: Jana Muster\nAhornstraße 12\n10115 Berlin", ("address", "Ahornstraße 12")),
        ("US", "Ship to: Jane Doe\nSpringfield, IL 62704", ("postcode", "IL 62704")),
        ("UK", "Recipient: Jane Doe", ("recipient", "Jane Doe")),
        ("UK", "收件人：王小明", ("recipient", "王小明")),
        ("UK", "收货地址：上海市浦东新区 1 号", ("recipient", "上海市浦东新区 1 号")),
    ],
)
def test_found(site, text, mark):
    assert mark in quotes(text, site)


@pytest.mark.parametrize(
    "text",
    [
        "Order 577702583986651165, tracking JD0012345678, 90 parcels at 19:30",
        "Clause 3.2, agreement CEX-2026-0614, 14-06-2026, 2026-06-14 11:05",
        "SKU LYH-0042-19, £1,240.50, 4,471 of 12,000",
        "The recipient signs; our customer service answers within a day.",
        "运单号 7788990011223344",
        "Calder Express Ltd\n12 Mill Lane\nLeeds LS1 4AP",  # a company's address: no name stands near it
    ],
)
def test_numbers_of_the_case_are_not(text):
    assert quotes(text) == set()


def test_names_that_the_caller_knows():
    assert quotes("left with jane  doe at the door", names=["Jane Doe"]) == {("name", "jane  doe")}
    assert quotes("王小明已签收", names=["王小明", "Jane Doe"]) == {("name", "王小明")}
    assert quotes("Janet Doerr", names=["Jane Doe", "王小明"]) == set()


@pytest.mark.parametrize("kind", ["identity_document", "passport", "business_licence", "trade_licence"])
def test_papers_of_identity_are_never_marked(kind):
    assert quotes("Recipient: Jane Doe 07700 900123", kind=kind) == set()


def test_words_give_the_areas():
    words = (
        Word(text="Call", line=1, left=0.1, top=0.1, right=0.15, bottom=0.12),
        Word(text="07700", line=1, left=0.16, top=0.1, right=0.2, bottom=0.12),
        Word(text="900123", line=1, left=0.21, top=0.1, right=0.3, bottom=0.13),
        Word(text="today", line=2, left=0.1, top=0.2, right=0.2, bottom=0.22),
    )
    (mark,) = buyer_marks([replace(shot("Call 07700 900123\ntoday"), words=(words,))], "UK")
    assert (mark.quote, mark.page, mark.areas) == ("07700 900123", 1, ((0.16, 0.1, 0.3, 0.13),))


# --- masking ------------------------------------------------------------------------------------------


def paper(path):
    """Two pages of text, an attachment-free PDF with metadata."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for text in (b"Recipient Jane Doe 07700 900123", b"Nothing of a buyer"):
        page = pdf.add_blank_page(page_size=(400, 300))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pikepdf.Stream(pdf, b"BT /F 18 Tf 40 200 Td (" + text + b") Tj ET")
    pdf.docinfo["/Subject"] = "Jane Doe"
    pdf.save(path, compress_streams=False)
    return path


def test_a_masked_page_holds_the_words_neither_as_text_nor_as_pixels(tmp_path):
    original = paper(tmp_path / "a.pdf")
    before = original.read_bytes()
    masked = tmp_path / "b.pdf"
    masked.write_bytes(masking.pdf(original, {1: [(0.05, 0.2, 0.95, 0.4)]}))
    assert original.read_bytes() == before
    with Reading.of(masked) as reading:
        assert reading.pages == 2
        assert reading.size(1) == pytest.approx((400, 300), abs=0.1)
        assert reading.text(1).strip() == ""
        assert "Nothing of a buyer" in reading.text(2)
        tones = reading.image(1, 2.0, (22, 182, 378, 238)).convert("L").tobytes()
        around = reading.image(1, 2.0, (0, 0, 400, 150)).convert("L").getextrema()
    assert tones[0] == 40
    assert sum(t < 60 for t in tones) > 0.85 * len(tones)  # the rest is the label
    assert around == (255, 255)
    with pikepdf.open(masked) as pdf:
        held = b"".join(o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream)) + str(dict(pdf.docinfo)).encode()
    assert b"Jane" not in held
    assert b"07700" not in held
    assert masking.pdf(original, {1: [(0.05, 0.2, 0.95, 0.4)]}) == masked.read_bytes()


def test_a_masked_picture_is_upright_and_holds_nothing_else(tmp_path):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Jane Doe"
    image = Image.new("RGB", (300, 200), "white")
    ImageDraw.Draw(image).rectangle((0, 180, 20, 200), fill="red")  # upper left once turned
    image.save(tmp_path / "a.jpg", exif=exif)
    (tmp_path / "b.png").write_bytes(masking.picture(tmp_path / "a.jpg", [(0.0, 0.0, 0.2, 0.1)]))
    made = Image.open(tmp_path / "b.png").convert("RGB")
    assert made.size == (200, 300)
    assert made.getpixel((1, 1)) == (40, 40, 40)
    assert made.getpixel((100, 200)) == (255, 255, 255)
    assert made.getpixel((39, 29)) == (40, 40, 40)
    assert b"Jane" not in (tmp_path / "b.png").read_bytes()
