"""Papers that show a buyer's data, in every geometry that pages come in, and what covering them takes. All of it is invented."""

from dataclasses import replace
from datetime import date

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw, ImageFont

from kit.evidence import buyer_data, masked, searchable
from kit.model import Mask, Word
from kit.paths import FONTS

NAME, PHONE, MAIL = "Jane Doe", "07700 900123", "jane.doe@example.com"
LINES = (
    "Proof of delivery",
    f"Recipient: {NAME}",
    "12 Mill Lane",
    f"Tel {PHONE}",
    "Order 577616899394683522",
    f"Mail {MAIL} on file",
)
BUYERS = (NAME, PHONE, MAIL, "900123", "Mill Lane")


def _page(made, x0, y0, lines):
    page = made.add_blank_page(page_size=(400, 300))
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    text = " ".join(f"({line}) Tj 0 -24 Td" for line in lines)
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.Contents = Stream(
        made, f"0.2 0.4 0.9 rg {x0 + 330} {y0 + 240} 40 40 re f 0 g BT /F1 14 Tf {x0 + 30} {y0 + 250} Td {text} ET".encode()
    )
    return page.obj


def delivery(path, *, box=(0, 0, 400, 300), pages=1, lines=LINES, **keys):
    """A PDF whose pages show a buyer's name, address, phone and mail; `keys` are set on each page."""
    made = Pdf.new()
    for _ in range(pages):
        page = _page(made, box[0], box[1], lines)
        page.MediaBox = Array([box[0] - 50, box[1] - 70, box[2] + 90, box[3] + 30]) if "CropBox" in keys else Array(list(box))
        for key, value in keys.items():
            page[f"/{key}"] = Array(list(value)) if isinstance(value, tuple) else value
    made.save(path)
    return path


GEOMETRY = {
    "plain": {},
    "rotate_90": {"Rotate": 90},
    "rotate_180": {"Rotate": 180},
    "rotate_270": {"Rotate": -90},
    "crop_offset": {"CropBox": (100, 150, 500, 450), "box": (100, 150, 500, 450)},
    "crop_offset_rotated": {"CropBox": (100, 150, 500, 450), "box": (100, 150, 500, 450), "Rotate": 270},
    "negative_origin": {"box": (-200, -300, 200, 0)},
    "user_unit": {"UserUnit": 2.5},
    "user_unit_rotated": {"UserUnit": 2.5, "Rotate": 90},
}


def photo_of_a_label(path, *, orientation=6, size=(1200, 1600)):
    """A phone's photo of a parcel's label, turned by EXIF alone, with the owner's name in its metadata; and its words."""
    face = ImageFont.truetype(str(FONTS / "SourceSans3_400Regular.ttf"), 52)
    image = Image.new("RGB", size, (228, 226, 220))
    draw = ImageDraw.Draw(image)
    words, boxes = [], []
    for n, line in enumerate(LINES, 1):
        x, y = 120, 200 + n * 130
        for text in line.split(" "):
            draw.text((x, y), text, font=face, fill=(20, 20, 24))
            box = draw.textbbox((x, y), text, font=face)
            boxes.append(box)
            left, top, right, bottom = (v / size[k % 2] for k, v in enumerate(box))
            words.append(Word(text=text, line=n, left=left, top=top, right=right, bottom=bottom))
            x += draw.textlength(text + " ", font=face)
    turned = {1: None, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270, 3: Image.Transpose.ROTATE_180}[orientation]
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x010E] = orientation, NAME, PHONE
    stored = image.transpose(turned) if turned is not None else image
    stored.save(path, quality=90, exif=exif) if path.suffix == ".jpg" else stored.save(path)
    return path, tuple(words)


def agreed(one, folder, *, only=None, named=(), **more):
    """The evidence with all that is found covered, as if a person had agreed to it."""
    pages = searchable([one])
    data = buyer_data([one], pages, named, "UK")
    masks = tuple(
        Mask(page=p.page, box=box, kind=p.kind, by="Li Wei", on=date(2026, 7, 6))
        for p in data.proposals
        if only is None or p.kind in only
        for box in p.boxes
    )
    return masked([replace(one, item=one.item.model_copy(update={"masks": masks}), **more)], folder)[0]
