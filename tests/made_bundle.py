"""A small letter, and evidence files made from a seed, for tests of the bundle. Nothing here is a real person's."""

import io
from datetime import date
from functools import cache
from html import escape

from PIL import Image, ImageDraw

from kit import bundle
from kit.evidence.look import look
from kit.model import Calendar, Case, Evidence, EvidenceItem, Fact, Letter, LetterPdf, OpenCase, Passage, Policy, Seller, SitePack
from kit.tools.typeset import pdf

STYLE = """
@page { size: A4; margin: 64pt 51pt 48pt; @top-right { content: element(head); vertical-align: top } }
html { font: 10pt/14pt "Source Sans 3", "Noto Sans SC", "Noto Sans Thai", "Noto Sans Arabic" }
.head { position: running(head); font-size: 8.5pt; line-height: 12pt; padding-top: 20pt; text-align: right }
.page-of::before { content: "Bundle page " counter(page) " of " }
table { width: 100%; border-collapse: collapse } td { border-bottom: 0.5pt solid #C4CBD1; padding: 3pt; vertical-align: baseline }
td:last-child { white-space: nowrap }
.tag { white-space: nowrap; border: 0.6pt solid #123F63; font-size: 8.5pt } .index { break-before: page }
"""
VIOLATION = "7529184460371124"
MADE_ON = date(2026, 7, 6)


def policy(paper="A4", **facts):
    calendar = Calendar(zone="Europe/London", zone_status="stated", holidays="GB")
    pack = SitePack(
        code="UK", name="TikTok Shop UK", name_zh="英国", language="en-GB", currency="GBP", paper=paper,
        date_style="day_first", calendar=calendar,
    )  # fmt: skip
    made = tuple(Fact(id=name.replace("__", "."), value=value, grade="seed") for name, value in facts.items())
    return Policy(site=pack, profile="seed", facts=made)


def evidence(path, *, shelf=None, **item):
    """The file as `gather` would give it, without the worker's process; what must be made of it lies on the shelf."""
    item = {"id": path.stem.replace("-", "_"), "kind": "contract", "caption": f"Caption of {path.stem}", **item}
    record = EvidenceItem(file=f"evidence/{path.name}", **item)
    seen = look(path, record.pages, shelf)
    assert not isinstance(seen, str), seen
    return Evidence(
        item=record, path=path, sha256=seen.sha256, bytes=seen.bytes, media=seen.media, pages=seen.pages,
        picked=seen.picked, text=seen.text, notes=seen.notes, shown=seen.shown, tiles=seen.tiles,
    )  # fmt: skip


def contract_and_photo(folder):
    """Two pieces of evidence: a contract of three pages, and a photo."""
    contract = evidence(text_pdf(folder / "evidence" / "contract.pdf", 3), caption="Carrier contract")
    return contract, evidence(photo(folder / "evidence" / "photo.jpg", (600, 800)), caption="First collection")


def opened(folder, *items):
    """A case with these evidence items, opened."""
    seller = Seller.model_validate(
        {"id": "lanyu", "legal_name": "Lanyu", "shops": [{"code": "S", "name": "S", "site": "UK", "seller_type": "cross_border"}]}
    )
    case = Case.model_validate(
        {
            "id": "case", "seller": seller.model_dump(), "shop": "S", "route": "appeal", "stance": "plan",
            "violation": {
                "id": VIOLATION, "family": "logistics", "site": "UK", "title": "Late", "ticket": "enforced",
                "received": "2026-06-09T10:12+01:00",
            },
            "letter": {"date": "2026-07-06"},
            "evidence": [{"kind": "contract", "caption": "Caption", **item} for item in items],
        }
    )  # fmt: skip
    return OpenCase(folder=folder, case=case, seller=seller, shop=seller.shops[0], signer=None, signature=None, unlisted=())


def letter(*shown, text="We moved the cut-off. It works."):
    ids = tuple(e.item.id for e in shown)
    said = Passage(where="corrective.0.what", text=text, html=f"<p>{escape(text)}</p>", cites=ids)
    labels = tuple((i, str(n)) for n, i in enumerate(ids, 1))
    return Letter(
        title="Plan of Action", subject="Late dispatch", stance="plan", passages=(said,), cites=ids, labels=labels, context=None
    )


def typeset(places, *, pages=1, extra=""):
    """A stand-in for the letter's own press: tags, index, running number; the same marks that the bundle relies on."""
    return _set(
        tuple((x.n, x.evidence.item.id, x.caption, x.first_page, x.pages, x.evidence.item.shows) for x in places.exhibits),
        places.total,
        pages,
        extra,
    )


@cache
def _set(exhibits, total, pages, extra):
    tags = " ".join(
        f'<a href="exhibit://{i}/{k}">Exhibit {n} | p. {first + k - 1}</a>'
        for n, i, _, first, count, _ in exhibits
        for k in {1, count}
    )
    rows = "".join(
        f'<tr><td>{n}</td><td><a href="exhibit://{i}/1">{escape(caption)}</a></td>'
        f"{f'<td>{escape(shows.en)}</td>' if shows else ''}"
        f'<td><a href="exhibit://{i}/1">{first if count == 1 else f"{first}–{first + count - 1}"}</a></td></tr>'
        for n, i, caption, first, count, shows in exhibits
    )
    html = f"""<html lang="en"><head><title>Plan of Action</title><meta name="dcterms.created" content="2026-07-06">
    <style>{STYLE}</style></head><body>
    <div class="head"><div>Violation {VIOLATION}</div><div class="page-of">{total}</div></div>
    <h1>Plan of Action</h1><p>Violation {VIOLATION}</p><p>{tags}</p>{extra}{'<p style="break-before: page">More.</p>' * (pages - 1)}
    <section class="index" id="exhibits"><h1>Exhibits</h1><table>{rows}</table></section></body></html>"""
    made = pdf(html)
    return LetterPdf(content=made.content, pages=made.pages, index_page=pages + 1)


def built(folder, *shown, paper="A4", draft=None, check=None, text="We moved the cut-off. It works.", facts=None, **press):
    """A bundle of these files; `press` goes to the stand-in letter."""
    said = letter(*shown, text=text)
    return bundle.build(
        said, shown, policy(paper, **(facts or {})), lambda places: typeset(places, **press), folder / "build" / f"{VIOLATION}.pdf",
        violation_id=VIOLATION, draft=draft, made_on=MADE_ON, check=check,
    )  # fmt: skip


def text_pdf(path, pages=2, title="Contract", size=(595, 842)):
    """Pages with a head line and a framed area, so that place and direction can be seen."""
    import pikepdf

    made = pikepdf.Pdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for n in range(1, pages + 1):
        lines = "".join(f"0 -16 Td (Clause {n}.{k}: parcels are collected every day at 19:30.) Tj " for k in range(1, 30))
        page = made.add_blank_page(page_size=size)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pikepdf.Stream(
            made, f"BT /F1 18 Tf 60 {size[1] - 80} Td ({title}, page {n}) Tj /F1 10 Tf {lines}ET".encode()
        )
    made.save(path)
    return path


def photo(path, size=(1200, 1600), *, orientation=1, taken="2026:06:15 19:42:00", quality=88, seed=1):
    """A picture with a red upper edge as shown, and the marks that a phone leaves."""
    import numpy as np

    turned = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
    ramp = np.add.outer(np.linspace(60, 200, size[1]), np.linspace(0, 40, size[0]))
    noise = np.random.default_rng(seed).normal(0, 6, (size[1], size[0], 3))
    image = Image.fromarray(np.clip(ramp[:, :, None] + noise, 0, 255).astype("uint8"))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0], size[1] // 10), fill=(220, 20, 20))
    draw.text((size[0] // 5, size[1] // 2), "19:30 COLLECTION", fill="black", font_size=size[0] // 12)
    image = image.transpose(turned) if turned is not None else image
    exif = Image.Exif()
    exif[0x0112] = orientation
    if taken:
        exif.get_ifd(0x8769)[0x9003] = taken
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x013B] = "CANARY-OWNER"
    image.save(path, "JPEG", quality=quality, exif=exif, comment=b"CANARY-COMMENT")
    return path


def screenshot(path, size=(1280, 800), mode="RGB"):
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for n in range(12):
        draw.text((60, 40 + n * 60), f"Dispatch setting {n}: cut-off 14:30", fill="black", font_size=28)
    image.convert(mode).save(path, "PNG")
    return path


def png_bytes(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def bundle_places(shown, letter_pages):
    """Where these files would stand after a letter of that length."""
    from kit.bundle.places import numbered, placed

    return placed(numbered(letter(*shown), shown, is_draft=False), letter_pages)
