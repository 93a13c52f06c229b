"""Pages of single bits stand in the bundle as G4, pixel for pixel as they were; where that takes more bytes they stay."""

import io
import zlib

import made_bundle
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from kit.bundle import manifest
from kit.errors import RenderError
from kit.model import PageSize
from kit.tools.pdf_join import Part, joined
from kit.verify import verify

SIZE = (1000, 1414)
RED, PALE = (200, 30, 40), (235, 240, 255)


def scanned(seed=4):
    """A scan of print by a machine that knows black and white only: no word stands twice at the same place."""
    page, made = Image.new("L", SIZE, 255), np.random.default_rng(seed)
    draw = ImageDraw.Draw(page)
    for row in range(42):
        text = "".join(made.choice(list("abcdefghinorstuw    "), 56))
        draw.text((80, 60 + row * 31), text, fill=0, font_size=24)
    rough = np.asarray(page.filter(ImageFilter.GaussianBlur(1))) + made.normal(0, 8, SIZE[::-1])
    return Image.fromarray(rough > 150)


def coded(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


FILES = {
    "grey.png": lambda: coded(scanned(), "PNG"),
    "fax.tif": lambda: coded(scanned(6), "TIFF", compression="group4"),
    "plain.tif": lambda: coded(scanned(7), "TIFF"),
    "pages.tif": lambda: coded(scanned(8), "TIFF", compression="group4", save_all=True, append_images=[scanned(9)]),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bits")
    (folder / "evidence").mkdir()
    shown = []
    for name, make in FILES.items():
        path = folder / "evidence" / name
        path.write_bytes(make())
        shown.append(made_bundle.evidence(path, shelf=folder / "build" / "shown"))
    bundle = made_bundle.built(folder, *shown)
    assert verify(bundle.path, manifest(bundle), folder) == ()
    return bundle


def pictures(thing):
    """The pictures that a page or form draws with, in any depth."""
    for form in thing.get("/Resources", {}).get("/XObject", {}).values():
        yield from (form,) if form.Subtype == "/Image" else pictures(form)


def pixels(image):
    """The picture's pixels as its reader shows them: in RGB."""
    return np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("RGB"))


def in_pdf(content, size):
    """What a document makes of a picture: its stream's coding and bytes, and how a page of it looks, pixel by pixel."""
    whole = joined([Part(content=content, media="png", pages=(PageSize(width=size[0], height=size[1]),))])
    with pikepdf.open(io.BytesIO(whole)) as pdf, pypdfium2.PdfDocument(whole) as shown:
        image = next(pictures(pdf.pages[0]))
        return str(image.Filter), image.read_raw_bytes(), np.asarray(shown[0].render(scale=1).to_pil().convert("RGB"))


@pytest.mark.spread(2)
@pytest.mark.parametrize("name", FILES)
def test_each_page_is_g4_of_fewer_bytes_and_the_same_pixels(built, name):
    exhibit = built.exhibits[list(FILES).index(name)]
    content = FILES[name]()
    with pikepdf.open(built.path) as pdf, Image.open(io.BytesIO(content)) as source:
        for k in range(exhibit.pages):
            source.seek(k)
            (image,) = pictures(pdf.pages[exhibit.first_page - 1 + k])
            assert (image.Filter, image.BitsPerComponent) == ("/CCITTFaxDecode", 1)
            assert len(image.read_raw_bytes()) < 1.05 * len(coded(source.convert("1"), "TIFF", compression="group4"))
            assert len(image.read_raw_bytes()) < 0.9 * len(coded(source, "PNG", bits=1, optimize=True))
            assert (pixels(image) == np.asarray(source.convert("RGB"))).all()


def test_the_ink_on_paper_is_that_of_the_file_itself(built):
    """By another reader, which decodes G4 on its own."""
    exhibit = built.exhibits[list(FILES).index("pages.tif")]
    with pypdfium2.PdfDocument(built.path) as pdf:
        for k, seed in enumerate((8, 9)):
            held = next(o for o in pdf[exhibit.first_page - 1 + k].get_objects(max_depth=5) if o.type == 3)
            ink = np.asarray(held.get_bitmap().to_pil().convert("L")) < 128
            assert (ink == ~np.asarray(scanned(seed))).all()


def test_where_g4_would_take_more_the_own_coding_stays():
    dots = Image.fromarray(np.random.default_rng(1).random((400, 300)) > 0.5)
    content = coded(dots, "PNG")
    coding, held, seen = in_pdf(content, dots.size)
    assert coding == "/FlateDecode"
    assert held in content, "the very bytes of the file"
    assert (seen == np.asarray(dots.convert("RGB"))).all()


def test_a_page_of_two_colours_keeps_them():
    page = Image.fromarray(np.asarray(scanned(5)).astype("uint8"))
    page.putpalette([*RED, *PALE])
    coding, held, seen = in_pdf(coded(page, "PNG", bits=1), SIZE)
    assert coding == "/CCITTFaxDecode"
    assert len(held) < 0.9 * len(coded(page, "PNG", bits=1))
    assert (seen == np.asarray(page.convert("RGB"))).all()
    assert (seen == RED).all(axis=2).any()


@pytest.mark.spread(2)
@pytest.mark.parametrize("kind", ["mask", "grey", "ink", "short"])
def test_single_bits_of_a_clients_pdf_are_coded_better_only_where_the_limit_asks(tmp_path, kind):
    path = tmp_path / f"{kind}.pdf"
    bits = np.packbits(np.asarray(scanned()), axis=1).tobytes()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        image = pikepdf.Stream(pdf, zlib.compress(bits[: len(bits) // 2] if kind == "short" else bits, 1))
        image.Type, image.Subtype, image.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.FlateDecode
        image.Width, image.Height, image.BitsPerComponent = *SIZE, 1
        if kind == "mask":
            image.ImageMask, image.Decode = True, pikepdf.Array([1, 0])
        else:
            image.ColorSpace = pikepdf.Name.DeviceGray
        if kind == "ink":
            blend = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 1, 1, 0], N=1)
            image.ColorSpace = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.Red, pikepdf.Name.DeviceCMYK, blend])
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
        page.Contents = pikepdf.Stream(pdf, b"595 0 0 842 0 0 cm 0.1 0.2 0.6 rg /I Do")
        pdf.save(path)
    shown = made_bundle.evidence(path)
    large = made_bundle.built(tmp_path / "large", shown)
    limit = {"bundle__max_bytes": large.bytes - 5_000}
    if kind == "short":  # half of its rows are missing: not to be coded anew
        with pytest.raises(RenderError, match="the limit is"):
            made_bundle.built(tmp_path / "small", shown, facts=limit)
        return
    small = made_bundle.built(tmp_path / "small", shown, facts=limit)
    with pypdfium2.PdfDocument(large.path) as a, pypdfium2.PdfDocument(small.path) as b:
        before, after = (np.asarray(pdf[2].render(scale=2).to_pil().convert("RGB")) for pdf in (a, b))
    assert before.std() > 20
    assert (before == after).all()
    with pikepdf.open(large.path) as a, pikepdf.open(small.path) as b:
        assert [next(pictures(pdf.pages[2])).Filter for pdf in (a, b)] == ["/FlateDecode", "/CCITTFaxDecode"]
