"""Every evidence file is opened and measured; all that are bad are named at once; originals stay as they were."""

import hashlib

import made_bundle
import pikepdf
import pytest
import tricky_pdfs
from PIL import Image

from kit.errors import BadFile
from kit.evidence import gather
from kit.evidence.selection import picked
from kit.model import Case, OpenCase, Seller


def opened(folder, *items):
    seller = Seller.model_validate(
        {"id": "lanyu", "legal_name": "Lanyu", "shops": [{"code": "S", "name": "S", "site": "UK", "seller_type": "cross_border"}]}
    )
    case = Case.model_validate(
        {
            "id": "case", "seller": seller.model_dump(), "shop": "S", "route": "appeal", "stance": "plan",
            "violation": {"id": made_bundle.VIOLATION, "family": "logistics", "site": "UK", "title": "Late", "ticket": "enforced", "received": "2026-06-09T10:12+01:00"},
            "letter": {"date": "2026-07-06"},
            "evidence": [{"kind": "contract", "caption": "Caption", **item} for item in items],
        }
    )  # fmt: skip
    return OpenCase(folder=folder, case=case, seller=seller, shop=seller.shops[0], signer=None, signature=None, unlisted=())


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "evidence").mkdir()
    return tmp_path


def test_files_are_measured_hashed_and_read(folder):
    kept = folder / "evidence"
    made_bundle.text_pdf(kept / "contract.pdf", 6)
    made_bundle.photo(kept / "photo.pdf", orientation=6)  # its name lies: the content counts
    made_bundle.screenshot(kept / "screen.PNG")
    drawn = made_bundle.text_pdf(folder / "orders.pdf", 1, size=(842, 595))
    found = gather(
        opened(
            folder,
            {"id": "contract", "file": "evidence/contract.pdf", "pages": "1-2,5"},
            {"id": "photo", "file": "evidence/photo.pdf"},
            {"id": "screen", "file": "evidence/screen.PNG", "use": "background"},
            {"id": "licence", "status": "applying"},
            {"id": "orders", "made": "affected_orders"},
        ),
        {"orders": drawn},
    )
    contract, photo, screen, orders = found
    assert [e.item.id for e in found] == ["contract", "photo", "screen", "orders"]
    assert [e.media for e in found] == ["pdf", "jpeg", "png", "pdf"]
    assert contract.picked == (1, 2, 5)
    assert len(contract.pages) == len(contract.text) == 3
    assert "page 5" in contract.text[2]
    assert contract.sha256 == hashlib.sha256((kept / "contract.pdf").read_bytes()).hexdigest()
    assert (photo.pages[0].width, photo.pages[0].height) == (900, 1200)  # 1200 × 1600 pixels, upright
    assert photo.notes == ("Photo 1200 × 1600, taken 15 June 2026, 19:42 (camera time). Shown whole.",)
    assert screen.notes == ("Picture 1280 × 800. Shown whole.",)
    assert orders.path == drawn
    assert (orders.pages[0].width, orders.pages[0].height) == (842, 595)


BAD = {
    "missing.pdf": (None, "is not there"),
    "empty.pdf": (b"", "is empty (0 bytes)"),
    "garbage.pdf": (b"%PDF-1.7\n" + b"\x00\x01garbage" * 50, "cannot be read as a PDF"),
    "page.pdf": (b"<!DOCTYPE html><html>", "is a web page"),
    "sheet.pdf": (b"PK\x03\x04" + b"x" * 50, "is a ZIP archive"),
    "photo.heic": (b"\x00\x00\x00\x18ftypheic" + b"x" * 50, "cannot be read as a HEIC photo"),
    "noise.txt": (b"\x81\x00\xfe\x05" * 50, "is of no kind that the kit knows"),
}


def test_all_bad_files_are_named_at_once(folder):
    kept = folder / "evidence"
    for name, (content, _) in BAD.items():
        if content is not None:
            (kept / name).write_bytes(content)
    whole = made_bundle.photo(kept / "good.jpg").read_bytes()
    (kept / "cut.jpg").write_bytes(whole[: len(whole) // 2])
    shot = made_bundle.screenshot(kept / "good.png").read_bytes()
    (kept / "cut.png").write_bytes(shot[: len(shot) // 2])
    damaged = bytearray(whole)
    damaged[len(whole) // 2 : len(whole) // 2 + 600] = b"\x55" * 600
    (kept / "damaged.jpg").write_bytes(damaged)
    tricky_pdfs.plain().save(kept / "locked.pdf", encryption=pikepdf.Encryption(owner="boss", user="secret", R=6))
    many = made_bundle.text_pdf(kept / "many.pdf", 9).read_bytes()
    (kept / "cut.pdf").write_bytes(many[: len(many) * 2 // 3])
    expected = {name: said for name, (_, said) in BAD.items()} | {
        "cut.jpg": "is cut off",
        "cut.png": "is cut off",
        "damaged.jpg": "is damaged inside",
        "locked.pdf": "opens only with a password; ask for a copy without one",
        "cut.pdf": "cut off",
        "many.pdf": "pages: 12 is not in the file, which has 9 pages; correct `pages`",
    }
    items = [{"id": f"e{n}", "file": f"evidence/{name}"} for n, name in enumerate(expected)]
    items[-1]["pages"] = "1,12"
    items += [{"id": "good", "file": "evidence/good.jpg"}, {"id": "orders", "made": "affected_orders"}]
    before = {p: p.read_bytes() for p in kept.iterdir()}
    with pytest.raises(BadFile) as caught:
        gather(opened(folder, *items), {})
    problems = caught.value.problems
    assert len(problems) == len(expected) + 1
    for (name, said), problem in zip(expected.items(), problems, strict=False):
        assert problem.startswith(f"evidence/{name} ("), problem
        assert said in problem
        assert ";" in problem, "says what to do"
    assert "evidence.orders: the kit cannot draw affected_orders: there is nothing to draw it from" in problems[-1]
    assert {p: p.read_bytes() for p in kept.iterdir()} == before


def test_a_bomb_is_refused_before_it_is_decoded(folder):
    path = folder / "evidence" / "bomb.png"
    Image.new("1", (11_000, 11_000)).save(path)
    with pytest.raises(BadFile, match="more than 120 million"):
        gather(opened(folder, {"id": "bomb", "file": "evidence/bomb.png"}), {})


def test_a_file_that_lies_about_its_pages_is_refused(folder):
    """Cut so that a repair would silently give fewer pages."""
    path = made_bundle.text_pdf(folder / "evidence" / "a.pdf", 8)
    with pikepdf.open(path) as pdf:
        pdf.save(path.with_name("plain.pdf"), object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    whole = path.with_name("plain.pdf").read_bytes()
    path.write_bytes(whole[: whole.rindex(b"xref") - 700])
    with pytest.raises(BadFile, match=r"a\.pdf"):
        gather(opened(folder, {"id": "a", "file": "evidence/a.pdf"}), {})


@pytest.mark.parametrize(("pages", "expected"), [(None, (1, 2, 3, 4, 5, 6)), ("1-3,5", (1, 2, 3, 5)), (" 6 , 2–3", (6, 2, 3))])
def test_pages_are_picked(pages, expected):
    assert picked(pages, 6) == expected


@pytest.mark.parametrize("pages", ["0", "7", "3-2", "a", "1,,2", "1-3,2", "", "999999999"])
def test_other_pages_are_refused(pages):
    with pytest.raises(ValueError, match="pages"):
        picked(pages, 6)
