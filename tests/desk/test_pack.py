"""A case goes into a ZIP and comes out the same; nothing of buyers goes unasked, nothing forged comes out."""

import json
import shutil
import zipfile
from datetime import date
from hashlib import sha256

import pytest
from tests_root import EXAMPLE

from kit.case import open_case
from kit.cli import main
from kit.desk.pack import LIST, packed, unpacked
from kit.errors import BadFile, Usage

PURGE = date(2026, 12, 31)


@pytest.fixture
def folder(tmp_path):
    folder = shutil.copytree(EXAMPLE, tmp_path / "client" / "uk-late-dispatch", ignore=shutil.ignore_patterns("build"))
    (folder.parent / "inbox").mkdir()
    (folder.parent / "inbox" / "licence.pdf").write_bytes(b"%PDF-1.4 licence")
    (folder.parent / "inbox" / "of another case.pdf").write_bytes(b"%PDF-1.4 another")
    path = folder / "case.yaml"
    text = path.read_text(encoding="utf-8")
    item = (
        "  - id: licence\n    file: ../inbox/licence.pdf\n    kind: business_licence\n    caption: Licence\n    use: background\n"
    )
    path.write_text(text.replace("\nevidence:\n", f"\nevidence:\n{item}", 1), encoding="utf-8")
    return folder


def hashes(folder):
    return {
        p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def forged(archive, out, change):
    """The ZIP with its files and its list changed."""
    with zipfile.ZipFile(archive) as source:
        content = {name: source.read(name) for name in source.namelist()}
    told = json.loads(content.pop(LIST))
    change(content, told)
    with zipfile.ZipFile(out, "w") as target:
        for name, data in {**content, LIST: json.dumps(told).encode()}.items():
            target.writestr(name, data)
    return out


@pytest.fixture
def archive(folder, tmp_path):
    packed(open_case(folder), tmp_path / "case.zip", purge=PURGE, with_buyers=True)
    return tmp_path / "case.zip"


def test_out_comes_what_went_in_and_the_case_opens(folder, archive, tmp_path):
    before = hashes(folder)
    pack = unpacked(archive, tmp_path / "other")
    assert hashes(tmp_path / "other" / "uk-late-dispatch") == before
    assert (tmp_path / "other" / "inbox" / "licence.pdf").read_bytes() == b"%PDF-1.4 licence"
    assert not (tmp_path / "other" / "inbox" / "of another case.pdf").exists()
    assert pack.purge == PURGE
    assert open_case(tmp_path / "other" / "uk-late-dispatch").case.id == pack.case
    assert hashes(folder) == before


def test_no_buyer_goes_unasked(folder, tmp_path):
    pack = packed(open_case(folder), tmp_path / "a.zip", purge=PURGE, with_buyers=False)
    assert not [name for name in pack.files if "/orders/" in name]
    assert {x.why for x in pack.left_out} == {"pack_export"}
    exports = {f"{folder.name}/{kind}/{p.name}" for kind in ("orders", "tracking") for p in (folder / kind).iterdir()}
    assert {x.name for x in pack.left_out} == exports


def test_an_original_with_covered_areas_stays_behind(folder, tmp_path):
    path = folder / "case.yaml"
    mask = "    masks:\n      - {page: 1, box: [10, 10, 60, 30], kind: phone, by: An, on: 2026-07-01}\n"
    path.write_text(
        path.read_text(encoding="utf-8").replace("    use: background\n", f"    use: background\n{mask}", 1), encoding="utf-8"
    )
    pack = packed(open_case(folder), tmp_path / "a.zip", purge=PURGE, with_buyers=False)
    assert "inbox/licence.pdf" not in pack.files
    assert ("inbox/licence.pdf", "pack_covered") in {(x.name, x.why) for x in pack.left_out}


def test_the_same_case_is_the_same_zip(folder, archive, tmp_path):
    packed(open_case(folder), tmp_path / "again.zip", purge=PURGE, with_buyers=True)
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


def test_nothing_is_overwritten(folder, archive, tmp_path):
    with pytest.raises(Usage):
        packed(open_case(folder), archive, purge=PURGE, with_buyers=True)
    with pytest.raises(Usage):
        unpacked(archive, folder.parent)
    other = tmp_path / "other"
    (other / "inbox").mkdir(parents=True)
    (other / "inbox" / "licence.pdf").write_bytes(b"another licence")
    with pytest.raises(BadFile, match="another file"):
        unpacked(archive, other)
    assert not (other / "uk-late-dispatch").exists()
    assert (other / "inbox" / "licence.pdf").read_bytes() == b"another licence"


def put(name, data=b"x"):
    def change(content, told):
        content[name] = data
        told["files"][name] = sha256(data).hexdigest()

    return change


FORGED = {
    "changed": (lambda content, _: content.update({"uk-late-dispatch/case.yaml": b"id: x"}), "hash differs"),
    "added": (lambda content, _: content.update({"uk-late-dispatch/evil.pdf": b"x"}), "not in its list"),
    "taken": (lambda content, _: content.pop("inbox/licence.pdf"), "not in the ZIP"),
    "upwards": (put("uk-late-dispatch/../../evil.sh"), "leads out"),
    "absolute": (put("/tmp/evil.sh"), "leads out"),
    "backslash": (put("uk-late-dispatch\\..\\evil.sh"), "leads out"),
    "another case": (put("us-other/case.yaml"), "leads out"),
    "newer": (lambda _, told: told.update(version=2), "newer kit"),
    "no list": (lambda _, told: told.pop("files"), "cannot be read"),
    "case upwards": (lambda _, told: told.update(case=".."), "no name of a folder"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_zip_lays_nothing_out(archive, tmp_path, name):
    change, said = FORGED[name]
    with pytest.raises(BadFile, match=said):
        unpacked(forged(archive, tmp_path / "forged.zip", change), tmp_path / "other" / "client")
    assert not [p for p in (tmp_path / "other").rglob("*") if p.is_file()]


def test_what_is_no_zip_is_told(tmp_path, capsys):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 no")
    assert main(["unpack", str(tmp_path / "a.zip"), str(tmp_path / "out")]) == 3
    assert "no ZIP" in capsys.readouterr().err
    assert main(["unpack", str(tmp_path / "none.zip"), str(tmp_path / "out")]) == 3


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_commands_tell_what_stayed_behind(folder, tmp_path, capsys, lang):
    target = tmp_path / "to send.zip"
    assert main(["pack", str(folder), str(target), "--purge", "2026-01-31", "--lang", lang]) == 0
    told = capsys.readouterr().out
    assert "2026-01-31" in told
    assert "--with-buyers" in told
    assert main(["unpack", str(target), str(tmp_path / "other"), "--lang", lang]) == 0
    assert {"en": "ask whether you may", "zh": "是否仍可保留"}[lang] in capsys.readouterr().out
    assert main(["pack", str(folder), str(tmp_path / "b.zip"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["case"] == "uk-late-dispatch"


def test_every_file_of_the_case_goes_or_is_named(folder, tmp_path):
    for name in ("build/a.pdf", "build/cache/x.parquet", "submission/attempt-1/receipt.json", "evidence/nobody.pdf", "notes.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    pack = packed(open_case(folder), tmp_path / "a.zip", purge=PURGE, with_buyers=False)
    told = set(pack.files) | {x.name for x in pack.left_out}
    assert told >= {f"{folder.name}/{name}" for name in hashes(folder)}
    assert f"{folder.name}/submission/attempt-1/receipt.json" in pack.files
    whys = {x.name.removeprefix(f"{folder.name}/"): x.why for x in pack.left_out}
    assert (whys["build/cache/x.parquet"], whys["evidence/nobody.pdf"]) == ("pack_made_anew", "pack_unlisted")


def test_the_log_of_receipts_goes_and_a_lock_does_not(folder, tmp_path):
    for name in ("evidence/received.jsonl", "watch/.lock", "review/.lock"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("{}")
    made = packed(open_case(folder), tmp_path / "a.zip", purge=PURGE, with_buyers=False)
    assert f"{folder.name}/evidence/received.jsonl" in made.files
    assert not any(name.endswith(".lock") for name in (*made.files, *(x.name for x in made.left_out)))


def test_the_history_of_the_practice_stays_where_a_person_works_in_the_case(folder, tmp_path):
    for name in ("ledger.sqlite", "ledger.sqlite-wal", "batch.html"):
        (folder / name).write_bytes(b"of every client")
    pack = packed(open_case(folder), tmp_path / "a.zip", purge=PURGE, with_buyers=True)
    assert not [name for name in pack.files if "ledger" in name or "batch" in name]
    assert {(x.name.partition("/")[2], x.why) for x in pack.left_out} >= {("ledger.sqlite", "pack_of_the_practice")}


def test_a_file_called_like_a_folder_of_the_kit_goes(folder, tmp_path):
    (folder / "watch").write_text("a note")
    assert f"{folder.name}/watch" in packed(open_case(folder), tmp_path / "a.zip", purge=PURGE, with_buyers=False).files


def test_what_came_after_the_approval_stays_where_buyers_stand_in_it(folder, tmp_path):
    for name in ("watch/orders/later.csv", "watch/build/cache/x", "watch/traces/daily_check/log.pdf", "messages/0001-chat.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    made = packed(open_case(folder), tmp_path / "plain.zip", purge=PURGE, with_buyers=False)
    why = {x.name.partition("/")[2]: x.why for x in made.left_out}
    assert why["watch/orders/later.csv"] == "pack_export"
    assert why["messages/0001-chat.txt"] == "pack_message"
    assert f"{folder.name}/watch/traces/daily_check/log.pdf" in made.files
    whole = packed(open_case(folder), tmp_path / "whole.zip", purge=PURGE, with_buyers=True)
    assert {f"{folder.name}/watch/orders/later.csv", f"{folder.name}/messages/0001-chat.txt"} <= set(whole.files)
    assert not any("watch/build" in name for name in whole.files)


def test_what_a_build_makes_anew_is_told_a_folder_a_line(folder, tmp_path, capsys):
    for name in ("undo/000001-a.yaml", "undo/000002-b.yaml", "channels/a.txt", "channels/b.txt", "channels/c.jpg"):
        (folder / "build" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "build" / name).write_text("x")
    assert main(["pack", str(folder), str(tmp_path / "a.zip")]) == 0
    told = capsys.readouterr().out
    assert "uk-late-dispatch/build/undo/* (2): a build makes it anew" in told
    assert "uk-late-dispatch/build/channels/* (3): a build makes it anew" in told
    assert "000001-a.yaml" not in told
    assert "orders/" in told, "an export is named by itself"
    assert main(["pack", str(folder), str(tmp_path / "b.zip"), "--json"]) == 0
    assert "000001-a.yaml" in capsys.readouterr().out


def test_a_day_that_is_none_is_told_by_its_option(folder, tmp_path, capsys):
    assert main(["pack", str(folder), str(tmp_path / "a.zip"), "--purge", "soon"]) == 2
    told = capsys.readouterr().err
    assert "--purge soon" in told
    assert "--day" not in told
