"""`poa intake`: each file's fate told, stored unchanged under a safe name, logged once; nothing outside the folder."""

import json
import os
import shutil
import stat
import zipfile
from datetime import UTC, datetime, timedelta

import made_bundle
import pillow_heif
import pytest
import yaml
from PIL import Image

from kit.case import open_case
from kit.cli import main
from kit.errors import Usage
from kit.evidence.unpacked import unpacked
from kit.take_in import TO_SORT, is_clean, refused_before, take_in
from kit.tools.file_names import safe

NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def sent(tmp_path):
    folder = tmp_path / "sent"
    folder.mkdir()
    return folder


def fates(case, *paths):
    return {fate.name.rpartition("/")[2]: fate for fate in take_in(case, paths, now=NOW)}


def log(case):
    return [json.loads(line) for line in (case / "evidence" / "received.jsonl").read_text().splitlines()]


def zipped(path, members):
    """`members`: (name, content) or (ZipInfo, content)."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_a_mixed_delivery_ends_with_each_file_told(example, sent, capsys):
    before = tree(example)
    made_bundle.photo(sent / "IMG_0001.pdf", (600, 800))
    shutil.copy(sent / "IMG_0001.pdf", sent / "copy.jpg")
    with Image.open(sent / "IMG_0001.pdf") as photo:
        photo.convert("RGB").save(sent / "again.png")
    pillow_heif.from_pillow(Image.effect_noise((300, 400), 90).convert("RGB")).save(sent / "phone.HEIC", quality=80)
    (sent / "clip.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom" + b"x" * 50)
    (sent / "empty.pdf").write_bytes(b"")
    (sent / "说明 1.txt").write_text("截止时间为 14:30。", encoding="utf-8")
    code = main(["intake", str(example), str(sent), str(sent / "gone.pdf"), "--json"])
    files = {f["name"].rpartition("/")[2]: f for f in json.loads(capsys.readouterr().out)["files"]}
    assert code == 1
    assert {name: f["outcome"] for name, f in files.items()} == {
        "IMG_0001.pdf": "kept", "again.png": "kept", "copy.jpg": "same", "phone.HEIC": "kept", "clip.mp4": "refused",
        "empty.pdf": "refused", "说明 1.txt": "kept", "gone.pdf": "refused",
    }  # fmt: skip
    assert files["IMG_0001.pdf"]["kind"] == "jpeg"
    assert files["copy.jpg"]["kept_as"] == "evidence/IMG_0001.pdf"
    assert "looks the same as evidence/" in files["again.png"]["said"] + files["IMG_0001.pdf"]["said"]
    assert "is a video" in files["clip.mp4"]["said"]
    assert all(";" in f["said"] for f in files.values() if f["outcome"] == "refused"), "says what to do"
    for name in ("IMG_0001.pdf", "phone.HEIC", "说明 1.txt"):
        assert (example / files[name]["kept_as"]).read_bytes() == (sent / name).read_bytes()
    opened = open_case(example)
    assert not opened.unlisted
    new = {e.id: e for e in opened.case.evidence if e.kind == "unsorted"}
    assert {e.file for e in new.values()} == {
        "evidence/IMG_0001.pdf",
        "evidence/again.png",
        "evidence/phone.HEIC",
        "evidence/说明 1.txt",
    }
    assert {(e.use, e.status) for e in new.values()} == {("background", "have")}
    assert new["img_0001"].caption.en == "IMG_0001.pdf"
    text = (example / "case.yaml").read_text(encoding="utf-8")
    assert text.count(TO_SORT) == 4
    lost = [line for line in before["case.yaml"].decode().splitlines() if "#" in line and line.strip() not in text]
    assert not lost, "comments are kept"
    after = tree(example)
    assert {name: after[name] for name in before if name != "case.yaml"} == {n: c for n, c in before.items() if n != "case.yaml"}
    assert len(log(example)) == 8


def test_receipts_hold_name_hash_size_kind_time_and_archive(example, sent):
    note = b"Collection at 19:30.\n"
    zipped(sent / "all.zip", [("notes/a.txt", note)])
    fates(example, sent / "all.zip")
    fates(example, sent / "all.zip")
    first, second = log(example)
    assert first == {
        "received": "2026-07-01T09:30:00+00:00", "name": "notes/a.txt", "archive": str(sent / "all.zip"), "outcome": "kept",
        "kept_as": "evidence/a.txt", "evidence": "a", "kind": "text", "bytes": len(note), "said": "",
        "sha256": __import__("hashlib").sha256(note).hexdigest(),
    }  # fmt: skip
    assert second["outcome"] == "same"


def test_an_export_goes_where_it_is_read_and_that_is_said(example, sent):
    export = next((example / "orders").glob("*.csv"))
    content = export.read_bytes()
    (sent / "all orders.txt").write_bytes(content.replace(b"\n", b"\n", 1) + b"")
    export.unlink()
    found = fates(example, sent / "all orders.txt")["all orders.txt"]
    assert (found.outcome, found.kept_as, found.evidence) == ("data", "orders/all orders.txt", None)
    assert "read from orders/" in found.said
    assert (example / "orders" / "all orders.txt").read_bytes() == content


def test_into_a_clients_inbox(tmp_path, sent):
    client = tmp_path / "client"
    client.mkdir()
    (client / "client.yaml").write_text("id: x\n")
    (sent / "a.txt").write_text("A note of the client.")
    found = fates(client, sent / "a.txt")["a.txt"]
    assert (found.kept_as, found.evidence) == ("inbox/a.txt", None)
    assert (client / "inbox" / "received.jsonl").is_file()
    with pytest.raises(Usage, match="neither a case nor a client"):
        take_in(sent, [sent / "a.txt"], now=NOW)


def test_what_was_refused_is_told_until_its_name_comes_again_at_a_later_intake(example, sent):
    def given(folder, content):
        (sent / folder).mkdir(exist_ok=True)
        (sent / folder / "scan.txt").write_text(content)
        return sent / folder / "scan.txt"

    store = example / "evidence"
    take_in(example, [given("may", ""), given("june", ""), given("july", "The van comes at 19:30.")], now=NOW)
    assert [one.name for one in refused_before(store)] == ["scan.txt"] * 2
    take_in(example, [given("may", "The van came at 18:30.")], now=NOW + timedelta(hours=1))
    assert refused_before(store) == ()


# --- hostile archives and names ---------------------------------------------------------------------


def test_a_zip_writes_nowhere_else_and_keeps_names_that_clash(example, sent, tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    zipped(
        sent / "slip.zip",
        [
            ("../../../escaped.txt", "one note"), ("/abs.txt", "two notes"), ("a\\..\\..\\win.txt", "three notes"), (link, "/etc/passwd"),
            ("Proof.txt", "four notes"), ("proof.TXT", "five notes"), ("sub/Proof.txt", "six notes"), ("__MACOSX/._Proof.txt", "x"),
            ("inner.zip", zipped(tmp_path / "inner.zip", [("b.txt", "b")]).read_bytes()), ("CON.txt", "seven notes"), ("n" * 300 + ".txt", "eight notes"),
        ],
    )  # fmt: skip
    outside = tree(tmp_path)
    found = take_in(example, [sent / "slip.zip"], now=NOW)
    told = {f.name: f for f in found}
    assert len(found) == 11
    kept = [f.kept_as for f in found if f.outcome == "kept"]
    assert len({name.casefold() for name in kept}) == len(kept) == 8
    assert {
        "evidence/Proof.txt",
        "evidence/proof-2.TXT",
        "evidence/Proof-3.txt",
        "evidence/_CON.txt",
        "evidence/escaped.txt",
    } <= set(kept)
    assert told["link.txt"].said == "is a link, not a file; give the file itself"
    assert "an archive in an archive" in told["inner.zip"].said
    assert told["__MACOSX/._Proof.txt"].outcome == "left_out"
    assert {p: c for p, c in tree(tmp_path).items() if not p.startswith("uk-late-dispatch/")} == {
        p: c for p, c in outside.items() if not p.startswith("uk-late-dispatch/")
    }
    open_case(example)


def test_names_from_chinese_windows_are_right(example, sent):
    name = "证据书 发货.txt"
    path = zipped(sent / "gbk.zip", [("PLACEHOLDERxxxx", "a note")])
    raw = name.encode("gbk")
    path.write_bytes(path.read_bytes().replace(b"PLACEHOLDERxxxx", raw.ljust(15, b"_")[:15]))
    assert len(raw) == 15
    assert take_in(example, [path], now=NOW)[0].kept_as == f"evidence/{name}"


def test_traps_are_refused_as_a_whole(example, sent, tmp_path):
    zipped(sent / "ratio.zip", [("zeros.txt", b"0" * 40_000_000), ("good.txt", "a good note")])
    many = [(f"{n}.txt", "x") for n in range(2_001)]
    zipped(sent / "many.zip", many)
    whole = zipped(sent / "whole.zip", [("a.txt", "note a"), ("b.txt", "note b")]).read_bytes()
    (sent / "cut.zip").write_bytes(whole[:-30])
    overlap = zipped(sent / "overlap.zip", [("a.txt", b"a" * 100), ("b.txt", b"b" * 100)])
    content = bytearray(overlap.read_bytes())
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = b"\0\0\0\0"
    overlap.write_bytes(content)
    (sent / "whole.zip").unlink()
    found = fates(example, sent)
    assert "unpacks to far more" in found["zeros.txt"].said
    assert found["good.txt"].outcome == "kept"
    assert "holds 2,001 files" in found["many.zip"].said
    assert "members overlap" in found["overlap.zip"].said
    assert "not a whole ZIP" in found["cut.zip"].said
    assert {found[n].outcome for n in ("many.zip", "overlap.zip", "cut.zip", "zeros.txt")} == {"refused"}


def test_links_pipes_and_unreadable_files_are_named_and_do_not_hang(example, sent):
    (sent / "real.txt").write_text("a real note")
    (sent / "link.txt").symlink_to(sent / "real.txt")
    os.mkfifo(sent / "pipe")
    found = fates(example, sent)
    assert found["link.txt"].said == "is a link; give the file itself"
    assert found["pipe"].said == "is no ordinary file; give the file itself"
    assert found["real.txt"].outcome == "kept"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../a.pdf", "a.pdf"), ("C:\\x\\b.pdf", "b.pdf"), ("con", "_con"), ("a. . ", "a"), ("\u202egpj.exe", "gpj.exe"), ("a\nb.pdf", "ab.pdf"),
        ("-rf", "rf"), (".hidden", "hidden"), ("...", "file"), ("a?b*c.png", "a_b_c.png"), ("e\u0301.pdf", "\u00e9.pdf"), ("😀.png", "😀.png"),
        ("证" * 100 + ".pdf", "证" * 25 + ".pdf"),
    ],
)  # fmt: skip
def test_safe_names(name, kept):
    assert safe(name) == kept
    assert len(safe(name).encode()) <= 80


def test_unpacking_counts_real_bytes_not_those_that_the_archive_states(tmp_path):
    path = zipped(tmp_path / "lie.zip", [("a.txt", b"0" * 5_000_000)])
    content = bytearray(path.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    content[central + 24 : central + 28] = (10).to_bytes(4, "little")
    path.write_bytes(content)
    (member,) = unpacked(path, tmp_path)
    assert member.path is None or member.path.stat().st_size <= 10


def test_the_table_in_both_languages(example, sent, capsys):
    (sent / "a.txt").write_text("one note")
    assert main(["intake", str(example), str(sent / "a.txt"), "--lang", "zh"]) == 0
    assert "收下 1 个" in capsys.readouterr().out
    assert main(["intake", str(example), str(sent / "a.txt"), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "here already" in out
    assert "0 taken in" in out
    assert is_clean(())
    assert yaml.safe_load((example / "case.yaml").read_text(encoding="utf-8"))["evidence"][-1]["id"] == "a"


def test_a_saved_answer_of_a_tracking_service_goes_to_its_folder(example, sent):
    answer = next((example / "tracking").glob("*.json"))
    shutil.move(answer, sent / answer.name)
    (sent / "other.json").write_text('{"a": 1}')
    found = fates(example, sent / answer.name, sent / "other.json")
    assert (found[answer.name].outcome, found[answer.name].kept_as) == ("data", f"tracking/{answer.name}")
    assert found["other.json"].outcome == "refused"
