"""Pictures, archives, mail and places that lie or explode: each ends as it should, and what they hide does not get out."""

import io
import os
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import hostile_pdfs as hostile
import made_bundle
import made_files
import numpy as np
import pikepdf
import pillow_heif
import pypdfium2
import pytest
from PIL import Image, ImageDraw, PngImagePlugin, TiffImagePlugin

from kit.bundle import manifest
from kit.evidence import gather
from kit.evidence.kind import Seen
from kit.evidence.look import look
from kit.take_in import take_in
from kit.tools import worker
from kit.verify import verify

CANARY = b"CANARY-OWNER-4711"
NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
RED, WHITE = (220, 20, 20), (255, 255, 255)


def coded(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width, height, *, bits=1, colour=0):
    """A PNG that says it is so large; only its first rows are there, for no reader should come so far."""
    data = zlib.compress(bytes(1 + -(-width * bits * (3 if colour == 2 else 1) // 8)) * 20, 9)
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def seen(folder, name, content):
    (folder / name).write_bytes(content)
    return look(folder / name, None, folder / "shown")


def bundled(folder, content, name="a.jpg", **item):
    """The bundle of one file, and its only exhibit."""
    kept = folder / "evidence"
    kept.mkdir(exist_ok=True)
    (kept / name).write_bytes(content)
    (found,) = gather(made_bundle.opened(folder, {"id": "a", "file": f"evidence/{name}", **item}), {})
    assert (kept / name).read_bytes() == content
    return made_bundle.built(folder, found)


def everything(path):
    """The bytes of a PDF and of each of its streams as stored and as unpacked."""
    yield path.read_bytes()
    with pikepdf.open(path) as pdf:
        for thing in pdf.objects:
            yield repr(thing.unparse(resolved=True)).encode()
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_raw_bytes()
                if thing.get("/Subtype") != pikepdf.Name.Image:
                    yield thing.read_bytes()


# --- D: what acts in a PDF --------------------------------------------------------------------------


def active_content():
    """Every way to act that a PDF has, each leading to the canary."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    made = hostile.filled_form("Shown")
    said = String(CANARY)
    script = Dictionary(S=Name.JavaScript, JS=said)
    page = made.pages[0].obj
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([said, script])))
    made.Root.AcroForm.XFA = made.make_indirect(Stream(made, CANARY))
    made.attachments["x.txt"] = CANARY
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F=said))
    page.PieceInfo = Dictionary(X=Dictionary(Private=said, LastModified=String("D:2026")))
    page.Metadata = page.Thumb = made.make_indirect(Stream(made, CANARY))
    ways = [
        Dictionary(S=Name.SubmitForm, F=said), Dictionary(S=Name.GoToR, F=said, D=Array([0, Name.Fit])), Dictionary(S=Name.URI, URI=said),
        Dictionary(S=Name.ImportData, F=said), Dictionary(S=Name.Rendition, JS=said), Dictionary(S=Name.Named, N=Name.NextPage, Next=script),
    ]  # fmt: skip
    for n, way in enumerate(ways):
        page.Annots.append(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 20 * n, 30, 20 * n + 9]), A=way, AA=Dictionary(E=script)
            )
        )
    for kind in (Name.RichMedia, Name.Screen, Name.Movie, Name.Sound, Name.FileAttachment):
        page.Annots.append(Dictionary(Type=Name.Annot, Subtype=kind, Rect=Array([40, 40, 60, 60]), Contents=said, A=script))
    made.docinfo["/Author"] = said
    return made


def test_nothing_that_acts_gets_out(tmp_path):
    built = bundled(tmp_path, hostile.saved(active_content()), "a.pdf")
    assert not any(CANARY in part for part in everything(built.path))
    assert verify(built.path, manifest(built), tmp_path) == ()


def test_a_turned_crop_in_large_units_is_whole_and_stamped(tmp_path):
    """D15 in one: /Rotate, a crop away from the origin, UserUnit, mixed sizes."""
    made = hostile.pdf(hostile.line("Clause 1", 200), hostile.line("Clause 2", 200))
    made.pages[0].obj.update({"/Rotate": 90, "/CropBox": pikepdf.Array([20, 100, 380, 290]), "/UserUnit": 2})
    made.pages[1].obj.MediaBox = pikepdf.Array([-50, -20, 1200, 600])
    built = bundled(tmp_path, hostile.saved(made), "a.pdf")
    assert verify(built.path, manifest(built), tmp_path) == ()


# --- E: pictures ------------------------------------------------------------------------------------

REFUSED_PICTURES = {
    "30,000 squared, one bit": (lambda: png(30_000, 30_000), "more than 120 million pixels"),
    "30,000 squared, colour": (lambda: png(30_000, 30_000, bits=8, colour=2), "more than 120 million pixels"),
    "13,000 squared, one bit": (lambda: png(13_000, 13_000), "13,000 × 13,000 pixels, more than 120 million"),
    "FITS": (lambda: b"SIMPLE  =                    T" + b" " * 300, "is a FITS picture"),
    "GD": (lambda: b"\xff\xfe\x00\x10\x00\x10" + bytes(300), "of no kind that the kit knows"),
    "GD 2": (lambda: b"gd2\0" + bytes(300), "of no kind that the kit knows"),
    "PSD": (lambda: b"8BPS\0\x01" + bytes(300), "is a Photoshop file"),
    "EPS": (lambda: b"\xc5\xd0\xd3\xc6" + bytes(300), "is a PostScript file"),
    "JPEG 2000": (lambda: coded(Image.new("RGB", (64, 64)), "JPEG2000"), "of no kind that the kit knows"),
}


@pytest.mark.parametrize("name", REFUSED_PICTURES)
def test_a_picture_that_is_none_or_too_large_is_refused(tmp_path, name):
    make, reason = REFUSED_PICTURES[name]
    (tmp_path / "a.png").write_bytes(make())
    said = worker.run(look, tmp_path / "a.png", None, tmp_path / "shown", seconds=5.0, megabytes=500)
    assert isinstance(said, str)
    assert reason in said
    assert "; " in said


def private_exif(orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = CANARY.decode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (51.0, 30.0, 26.0), "W", (0.0, 7.0, 39.0)
    return exif


def with_thumbnail():
    """A JPEG whose EXIF holds another, uncropped picture with a name in it."""
    small = coded(Image.new("RGB", (60, 40), "green"), "JPEG", comment=CANARY)
    whole = coded(Image.new("RGB", (300, 200), "red"), "JPEG")
    tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 0) + struct.pack(">I", 14)
    tiff += (
        struct.pack(">H", 2) + struct.pack(">HHII", 0x0201, 4, 1, 44) + struct.pack(">HHII", 0x0202, 4, 1, len(small)) + bytes(4)
    )
    body = b"Exif\0\0" + tiff + small
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + whole[2:]


def with_words():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", CANARY.decode())
    told.add_itxt("Comment", CANARY.decode(), zip=True)
    return coded(Image.new("RGB", (300, 200), "red"), "PNG", pnginfo=told, exif=private_exif())


def heic(**how):
    out = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (300, 200), "red")).save(out, quality=80, **how)
    return out.getvalue()


PRIVATE_PICTURES = {
    "GPS in JPEG": lambda: coded(Image.new("RGB", (300, 200), "red"), "JPEG", exif=private_exif(), comment=CANARY),
    "thumbnail": with_thumbnail,
    "words in PNG": with_words,
    "GPS in WebP": lambda: coded(Image.new("RGB", (300, 200), "red"), "WEBP", exif=private_exif(), xmp=CANARY),
    "GPS in HEIC": lambda: heic(exif=private_exif().tobytes(), xmp=CANARY),
    "JPEG and ZIP": lambda: coded(Image.new("RGB", (300, 200), "red"), "JPEG") + b"PK\x03\x04" + CANARY,
    "PNG and PDF": lambda: coded(Image.new("RGB", (300, 200), "red"), "PNG") + b"%PDF-1.7" + CANARY,
    "artist in TIFF": lambda: coded(
        Image.new("RGB", (300, 200), "red"), "TIFF", tiffinfo={315: CANARY.decode(), 33432: CANARY.decode()}
    ),
    "comment in GIF": lambda: coded(Image.new("P", (300, 200)), "GIF", comment=CANARY),
}


@pytest.mark.spread(4)
@pytest.mark.parametrize("name", PRIVATE_PICTURES)
def test_what_a_picture_notes_of_its_maker_stays_with_the_original(tmp_path, name):
    content = PRIVATE_PICTURES[name]()
    built = bundled(tmp_path, content, "a.dat")
    assert not any(CANARY in part or b"Exif" in part or b"GPS" in part for part in everything(built.path))
    assert verify(built.path, manifest(built), tmp_path) == ()
    assert (tmp_path / "evidence" / "a.dat").read_bytes() == content


@pytest.mark.slow
@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_way_to_hold_a_phone_is_shown_upright(tmp_path, orientation):
    """The picture as it should be shown has a red upper edge and a black square at its upper left."""
    upright = Image.new("RGB", (200, 300), "white")
    draw = ImageDraw.Draw(upright)
    draw.rectangle((0, 0, 199, 40), fill=RED)
    draw.rectangle((0, 60, 60, 120), fill="black")
    stored = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    held = upright.transpose(stored[orientation]) if orientation > 1 else upright
    built = bundled(tmp_path, coded(held, "JPEG", exif=private_exif(orientation), quality=95))
    with pypdfium2.PdfDocument(built.path) as pdf:
        page = np.asarray(pdf[2].render(scale=2).to_pil().convert("RGB"), int)[150:]
    red = np.argwhere((page[:, :, 0] > 180) & (page[:, :, 1] < 80))
    black = np.argwhere(page.max(axis=2) < 60)
    black = black[black[:, 0] < red[:, 0].max() + 300]
    assert np.ptp(red[:, 1]) > 3 * np.ptp(red[:, 0]), "the red edge lies"
    assert black[:, 0].mean() > red[:, 0].max(), "the square stands below it"
    assert black[:, 1].mean() < red[:, 1].mean() - 50, "at the left"


def rendered(path):
    with pypdfium2.PdfDocument(path) as pdf:
        page = np.asarray(pdf[2].render(scale=1).to_pil().convert("RGB"), int)
    return page[page.shape[0] // 2, page.shape[1] // 2]


COLOURED = {
    "CMYK": (lambda: coded(Image.new("CMYK", (300, 200), (0, 255, 255, 0)), "JPEG", quality=95), (255, 0, 0)),
    "16 bits": (lambda: coded(Image.fromarray(np.full((200, 300), 0x8000, "uint16")), "PNG"), (128, 128, 128)),
    "see-through": (lambda: coded(Image.new("RGBA", (300, 200), (0, 0, 0, 0)), "PNG"), WHITE),
    "palette": (lambda: coded(Image.new("RGB", (300, 200), RED).quantize(4), "PNG"), RED),
    "animated": (lambda: coded(Image.new("RGB", (300, 200), RED), "GIF", save_all=True, append_images=[Image.new("RGB", (300, 200))]), RED),
    "animated PNG": (lambda: coded(Image.new("RGB", (300, 200), RED), "PNG", save_all=True, append_images=[Image.new("RGB", (300, 200))]), RED),
    "HEIC": (heic, (254, 0, 0)),
}  # fmt: skip


@pytest.mark.parametrize("name", COLOURED)
def test_colours_are_those_of_the_picture(tmp_path, name):
    make, colour = COLOURED[name]
    built = bundled(tmp_path, make(), "a.dat")
    assert np.abs(rendered(built.path) - colour).max() <= 12
    (exhibit,) = built.exhibits
    assert ("first of 2 frames" in exhibit.evidence.notes[0]) == name.startswith("animated")


def test_a_tiff_of_pages_each_coded_its_own_way(tmp_path):
    page = Image.new("L", (300, 200), "white")
    ImageDraw.Draw(page).rectangle((0, 0, 300, 40), fill=0)
    ways = [("group4", page.convert("1")), ("group3", page.convert("1")), ("tiff_lzw", page), ("jpeg", page.convert("RGB")),
            ("tiff_deflate", page.convert("P")), ("packbits", page), (None, page.convert("CMYK")), ("tiff_adobe_deflate", page.convert("RGB"))]  # fmt: skip
    out = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(out) as writer:
        for way, image in ways:
            image.save(writer, "TIFF", compression=way, dpi=(100, 100))
            writer.newFrame()
    found = seen(tmp_path, "scan.tif", out.getvalue())
    assert isinstance(found, Seen), found
    assert len(found.pages) == len(ways)
    with pypdfium2.PdfDocument(found.shown.path) as pdf:
        for n in range(len(ways)):
            drawn = np.asarray(pdf[n].render(scale=1).to_pil().convert("L"), int)
            assert drawn[10, 100] < 40 < 215 < drawn[100, 100], ways[n][0]


# --- F: archives, mail, places ----------------------------------------------------------------------


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


@pytest.mark.slow
def test_strange_names_in_a_zip_are_all_kept_and_never_steer(example, tmp_path):
    names = [
        "a\u202egpj.txt",
        "new\nline.txt",
        "😀.txt",
        "e\u0301.txt",
        "\u00e9.txt",
        "trail. .",
        "COM1",
        "-rf.txt",
        "n" * 300 + ".txt",
        "证" * 90 + ".txt",
    ]
    found = take_in(example, [zipped(tmp_path / "a.zip", [(n, f"note {k} of ten") for k, n in enumerate(names)])], now=NOW)
    assert [f.outcome for f in found] == ["kept"] * len(names)
    kept = [f.kept_as for f in found]
    assert len(set(kept)) == len(names)
    for place, content in zip(kept, range(len(names)), strict=True):
        assert (example / place).read_text() == f"note {content} of ten"
        assert len(place.rpartition("/")[2].encode()) <= 80
        assert not set(place) & set("\u202e\n\r\t")


def test_a_locked_zip_names_each_member(example, tmp_path):
    """Encrypted members, as the flag says; what is open beside them is kept."""
    path = zipped(tmp_path / "a.zip", [("locked.pdf", b"secret" * 9), ("open.txt", "an open note")])
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)
    found = {f.name: f for f in take_in(example, [path], now=NOW)}
    assert found["locked.pdf"].said == "is locked with a password in the archive; unpack it and give the file"
    assert found["open.txt"].outcome == "kept"


def test_an_archive_of_archives_and_a_tar_are_named(example, tmp_path):
    inner = zipped(tmp_path / "inner.zip", [("b.txt", "b")]).read_bytes()
    found = {
        f.name.rpartition("/")[2]: f for f in take_in(example, [zipped(tmp_path / "outer.zip", [("inner.zip", inner)])], now=NOW)
    }
    assert found["inner.zip"].said == "is an archive in an archive; unpack it and give the files"
    (tmp_path / "evil.tar").write_bytes(b"../x".ljust(257, b"\0") + b"ustar\x0000" + bytes(300))
    (tar,) = take_in(example, [tmp_path / "evil.tar"], now=NOW)
    assert (tar.outcome, tar.said) == ("refused", "is an archive, which the kit cannot show; unpack it and give the files")


def test_devices_hard_links_and_closed_files(example, tmp_path):
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "one.txt").write_text("a note of the client")
    os.link(sent / "one.txt", sent / "two.txt")
    (sent / "closed.txt").write_text("nobody may read it")
    (sent / "closed.txt").chmod(0)
    found = {f.name.rpartition("/")[2]: f for f in take_in(example, [sent, Path("/dev/zero")], now=NOW)}
    assert found["zero"].said == "is no ordinary file; give the file itself"
    assert {found["one.txt"].outcome, found["two.txt"].outcome} == {"kept", "same"}
    if os.getuid():  # root may read everything
        assert "check its permissions" in found["closed.txt"].said


def test_a_file_that_changes_while_it_is_taken_in_is_kept_as_it_was_hashed(example, tmp_path, monkeypatch):
    from kit.evidence import intake

    path = tmp_path / "a.txt"
    path.write_text("the first words")
    once = intake.look

    def changing(*args, **more):
        path.write_text("other words")
        return once(*args, **more)

    monkeypatch.setattr(intake, "look", changing)
    monkeypatch.setattr(worker, "run", lambda func, *args, **_: func(*args))
    (fate,) = take_in(example, [path], now=NOW)
    assert (example / fate.kept_as).read_text() == "the first words"
    assert fate.sha256 == sha256(b"the first words").hexdigest()


@pytest.mark.slow
def test_mail_fifty_deep_ends_in_time(tmp_path):
    message = made_files.eml(tmp_path / "m", subject="level 0")
    for n in range(1, 51):
        outer = EmailMessage(policy=policy.SMTP)
        outer["From"], outer["Subject"] = "a@b.example", f"level {n}"
        outer.set_content("see within")
        outer.add_attachment(message)
        message = outer
    found = seen(tmp_path, "a.eml", message.as_bytes())
    assert isinstance(found, Seen)
    assert "not shown, it lies in 4 messages within one another" in " ".join(" ".join(found.text).split())
