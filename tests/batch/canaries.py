"""Clients whose every file bears a word and a colour that no other client has, and a search for them in all that a batch leaves."""

import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing

import made_bundle
import pikepdf
import pypdfium2
import small_case
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from kit.demo.workbook import workbook

_BEGINS = "Knryvoxqpluz"
"""Long, as gigabytes of packed streams are searched: of a few letters, chance writes one now and then."""
_WORD = re.compile(_BEGINS + "([a-z]{3})", re.IGNORECASE)
_TOLERANCE = 10  # of a colour, where a picture was coded anew
_PLAIN = {".txt", ".json", ".ipynb", ".html", ".csv", ".jsonl", ".md", ".ics", ".yaml"}


def mark(n, round_):
    """What the words of a client begin with in a round: letters only, as a figure in a letter must be traced."""
    return _BEGINS + chr(97 + n // 26) + chr(97 + n % 26) + chr(97 + round_)


def colour(n):
    """The client's own: 64 of them, 60 apart."""
    return (20 + 60 * (n % 4), 20 + 60 * (n // 4 % 4), 20 + 60 * (n // 16 % 4))


def make(root, n, round_):
    """The client's folder with one case, as it stands in that round."""
    word = mark(n, round_)
    folder = small_case.make(root / f"client-{n:02}" / "case") if round_ == 0 else root / f"client-{n:02}" / "case"
    for old in (folder / "evidence").iterdir():
        old.unlink()
    text = small_case.CASE.replace("7529184460371124", f"75291844{n:04}{round_:04}")
    for of, to in (
        ("Made Trading", f"{word}seller Trading"),
        ("name: Made,", f"name: {word}shop,"),
        ("Li Wen,", f"Li {word}signer,"),
        ("Parcels left the warehouse late.", f"Parcels left the warehouse of {word}text late."),
        ("Contract with the carrier", f"Contract with {word}caption"),
        ("evidence/contract.pdf", f"evidence/{word}file.pdf"),
        ("evidence/screen.png", f"evidence/{word}screen.png"),
    ):
        assert of in text, of
        text = text.replace(of, to)
    text += f"  - {{id: stock, file: evidence/stock.xlsx, kind: stock_record, caption: Stock of {word}stock, use: background}}\n"
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    _contract(folder / "evidence" / f"{word}file.pdf", word)
    _screen(folder / "evidence" / f"{word}screen.png", word, colour(n))
    (folder / "evidence" / "stock.xlsx").write_bytes(_book(f"{word}hidden"))
    return folder


def _contract(path, word):
    made_bundle.text_pdf(path, pages=1, title=f"Contract {word}paper")
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        made.docinfo["/Author"] = f"{word}author"
        made.save(path)


def _screen(path, word, own):
    image = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 200, 800, 560), fill=own)
    draw.text((60, 60), f"Dispatch setting of {word}", fill="black", font_size=30)
    told = PngInfo()
    told.add_text("Comment", f"{word}chunk")
    image.save(path, pnginfo=told)


def _book(hidden):
    """A workbook with a sheet that shows and one that does not."""
    shown, secret = (zipfile.ZipFile(io.BytesIO(workbook(rows))) for rows in ([["SKU", "Pieces"], ["A", "3"]], [[hidden]]))
    parts = {name: shown.read(name).decode() for name in shown.namelist()}
    parts["xl/worksheets/sheet2.xml"] = secret.read("xl/worksheets/sheet1.xml").decode()
    for name, mark_, more in (
        ("xl/workbook.xml", "</sheets>", '<sheet name="Notes" sheetId="2" state="hidden" r:id="r2"/>'),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            parts["xl/_rels/workbook.xml.rels"].split("<Relationship ")[1].partition("/>")[0],
        ),
        (
            "[Content_Types].xml",
            "</Types>",
            "<Override" + parts["[Content_Types].xml"].split("<Override")[-1].partition("</Types>")[0],
        ),
    ):
        new = f"<Relationship {more}/>" if "_rels" in name else more
        parts[name] = parts[name].replace(mark_, new.replace("sheet1.xml", "sheet2.xml").replace('"r1"', '"r2"') + mark_)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()


def words(text):
    """The marks in a text."""
    return {_BEGINS + match[1].lower() for match in _WORD.finditer(text)}


def found(folder):
    """Marks and colours in all that lies below a folder: names, plain files, texts, attachments and objects of PDFs, pictures."""
    marks, colours = set(), set()
    for path in sorted(folder.rglob("*")):
        marks |= words(path.name)
        if path.suffix in _PLAIN:
            marks |= words(path.read_text(encoding="utf-8"))
        elif path.suffix == ".pdf":
            marks |= words(_of_pdf(path))
            colours |= _colours_of_pdf(path)
        elif path.suffix in {".png", ".jpg", ".jpeg"}:
            marks |= words(path.read_bytes().decode("latin-1"))
            with Image.open(path) as image:
                colours |= _colours(image)
    return marks, colours


def in_rows(ledger):
    """For each row of the ledger, by table, the marks in it."""
    with closing(sqlite3.connect(ledger)) as db:
        names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: [words(repr(row)) for row in db.execute(f"select * from {name}")] for name in names}


def in_summary(folder):
    """For each case that the summary names, the marks in it."""
    told = json.loads((folder / "batch.json").read_text(encoding="utf-8"))["cases"]
    return {case["path"]: words(json.dumps(case)) for case in told}


def _of_pdf(path):
    """Text of the pages, and every string and stream of the file, attachments among them."""
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        said = [page.get_textpage().get_text_range() for page in pdf]
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            said.append(str(thing) if not isinstance(thing, pikepdf.Stream) else repr(dict(thing)))
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != "/Image":
                said.append(thing.read_bytes().decode("latin-1"))
    return "\n".join(said)


def _colours_of_pdf(path):
    seen = set()
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        for page in pdf:
            seen |= _colours(page.render(scale=0.4).to_pil())
    return seen


def _colours(image):
    """Which clients' colours fill a part of the picture."""
    image = image.convert("RGB")
    image.thumbnail((400, 400), Image.Resampling.NEAREST)
    counted = image.getcolors(image.width * image.height)
    many = [shown for count, shown in counted if count > image.width * image.height / 200]
    return {
        n for n in range(64) for shown in many if all(abs(a - b) <= _TOLERANCE for a, b in zip(shown, colour(n), strict=True))
    }
