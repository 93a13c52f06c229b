"""What intake says of a file has its Chinese: every reason that stands in the code, and those that bad files bring about."""

import ast
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import hostile_pdfs
import pikepdf
import pytest

import kit
from kit.cli import main
from kit.evidence import refused
from kit.fate_words import SAID, in_words
from kit.take_in import refused_before, take_in

NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
HOME = Path(kit.__file__).parent
LOOKED_AT = [
    *(HOME / "evidence").rglob("*.py"),
    HOME / "take_in.py",
    *(HOME / "tools" / f"{name}.py" for name in ("pdf_source", "pdf_damage", "pdf_read", "images", "decoding", "encodings")),
]
RAISED = {"Unusable", "Broken", "Unreadable", "Nothing", "Undecodable"}
ENGLISH = re.compile(r"\b(?:is|are|has|have|the|it|and|that|ask|give|print|cannot|of)\b")


def reasons():
    """Every reason as its code writes it, something in each place."""
    for path in LOOKED_AT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                named = [k.value for k in node.keywords if k.arg == "why" and path.name in ("intake.py", "unpacked.py")]
                raised = node.args[:1] if isinstance(node.func, ast.Name) and node.func.id in RAISED else []
                yield from (text for one in (*named, *raised) for text in written(one))
            if isinstance(node, ast.Return) and path.name in ("unpacked.py", "intake.py", "take_in.py") and node.value:
                yield from written(node.value)


def written(node):
    if isinstance(node, ast.IfExp):
        yield from (*written(node.body), *written(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else filled(part) for part in node.values]
        text = "".join(parts)
        if re.search("[a-z]", text):
            yield text


def filled(place):
    """A sentence for what is said by another, the words for a name of the file's own, else a number."""
    name = ast.unparse(place.value)
    return {"error": "is empty (0 bytes)", "_AGAIN": "save it again as XLSX, or print it to PDF"}.get(name, "7")


def tables():
    known = [(what, todo) for *_, what, todo in (*refused._KNOWN, *refused._MARKUP, *refused._OLD_OFFICE, *refused._ZIPPED)]
    yield from (f"is {what}, which the kit cannot show; {todo}" for what, todo in known)
    yield refused.told(b"PK\3\4")
    yield refused.told(refused.OLE)
    yield refused.told(b'{"a": 1}')
    yield refused.told(b"\1\2\3")


REASONS = sorted({*reasons(), *tables()})


def test_the_reasons_are_found():
    assert len(REASONS) > 85


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_has_its_chinese(reason):
    said = re.sub("`.*?`|export [A-Z_]+='…'", "", in_words(reason, "zh"))
    assert re.search("[一-鿿]", said)
    assert not ENGLISH.search(said), said
    assert in_words(reason, "en") == reason


@pytest.mark.parametrize(("english", "chinese"), SAID)
def test_both_have_the_same_places(english, chinese):
    left = set(re.findall(r"\{(\w+)\}", chinese))
    assert left <= set(re.findall(r"\{(\w+)\}", english))
    assert re.search("[一-鿿]", chinese)


@pytest.fixture
def sent(tmp_path):
    """Bad files, loose and in a ZIP, and one file twice."""
    folder = tmp_path / "sent"
    folder.mkdir()
    bad = {
        "坏.pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
        "工具.exe": b"MZ" + bytes(300),
        "空.png": b"",
        "坏.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
        "坏.heic": b"\0\0\0\x18ftypheic" + bytes(50),
        "坏.webp": b"RIFF\0\0\0\0WEBP" + bytes(50),
        "假图.jpg": b"The link has expired.",
        "页面.html": b"<!doctype html><p>x",
        "乱码.txt": b"\xe9\xff\xfe\x80 no text",
        "锁.pdf": hostile_pdfs.saved(hostile_pdfs.pdf(hostile_pdfs.line("x", 200)), encryption=pikepdf.Encryption(user="secret")),
    }
    for name, content in bad.items():
        (folder / name).write_bytes(content)
    for name in ("note.txt", "again.txt"):
        (folder / name).write_text("The van came at 19:30.")
    with zipfile.ZipFile(folder / "资料.zip", "w") as archive:
        for name in ("坏.pdf", "工具.exe"):
            archive.writestr(name, bad[name] + b"\n")
    (folder / "cut.zip").write_bytes(b"PK\3\4" + bytes(60))
    return folder


def test_bad_files_are_told_in_chinese(example, sent):
    fates = take_in(example, [sent, sent / "gone.pdf"], now=NOW)
    told = {fate.shown: fate.told("zh") for fate in fates if fate.outcome in {"refused", "same"}}
    assert len(told) == 15
    for name, said in told.items():
        plain = re.sub(r"（[^（）]*）|`.*?`|export [A-Z_]+='…'", "", said)  # what a library says stands in brackets
        assert re.search("[一-鿿]", said), name
        assert not ENGLISH.search(plain), (name, said)
    assert told["空.png"] == "文件为空（0 字节）；请重新索取"
    assert told["假图.jpg"] == "内容是文字，文件名却以 .jpg 结尾；请索取图片本身；若要的就是文字，请改名为 .txt"
    assert "程序" in told["资料.zip > 工具.exe"]
    assert all("copy0" not in fate.said and "/" not in fate.said for fate in fates if fate.name.endswith("坏.pdf"))
    assert {one.shown for one in refused_before(example / "evidence")} >= {
        "坏.pdf",
        "资料.zip > 坏.pdf",
        "工具.exe",
        "资料.zip > 工具.exe",
    }


def test_the_command_speaks_chinese(example, sent, capsys):
    main(["intake", str(example), str(sent / "空.png"), str(sent / "工具.exe"), "--lang", "zh"])
    printed = capsys.readouterr().out
    assert "文件为空（0 字节）；请重新索取" in printed
    assert "是可执行程序，本工具无法显示" in printed
