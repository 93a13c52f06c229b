"""Text of pictures: read where RapidOCR is installed (slow), kept by the file's hash, and told where it is not."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests_root import ROOT

from kit.evidence.look import look
from kit.evidence.reading import pictures
from kit.model import Word
from kit.tools import ocr

LINES = (
    "Order ID 577702583986651165",
    "Delivered on 14 June 2026, 09:41",
    "收件人：王小明",
    "承运商：中通快递 运单号 ZTO7788990011",
)


def screenshot(path: Path, lines=LINES, high=600):
    face = ImageFont.truetype(str(ROOT / "templates" / "fonts" / "NotoSansSC_400Regular.ttf"), 28)
    image = Image.new("RGB", (900, high), "white")
    for n, line in enumerate(lines):
        ImageDraw.Draw(image).text((40, 40 + n * 70), line, "black", font=face)
    image.save(path)
    return path


def test_without_the_reader_pictures_stay_as_they_are(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "has_reader", lambda: False)
    seen = look(screenshot(tmp_path / "a.png"), None)
    assert pictures.read(seen, tmp_path / "ocr") is seen
    assert seen.text == ("",)
    assert not (tmp_path / "ocr").exists()
    assert "poa-kit[ocr]" in ocr.UNREAD


def test_words_become_lines():
    words = [
        Word(text=t, line=n, left=0, top=0, right=1, bottom=1) for t, n in (("收", 1), ("件", 1), ("No", 1), ("7", 1), ("x", 2))
    ]
    assert pictures.text_of(words) == "收件 No 7\nx"


def test_a_picture_is_read_once_for_its_hash(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(ocr, "has_reader", lambda: True)
    monkeypatch.setattr(ocr, "version", lambda: "reader 1")
    word = Word(text="Hello", line=1, left=0.1, top=0.1, right=0.2, bottom=0.2)
    monkeypatch.setattr(pictures.worker, "run", lambda *job, **limits: asked.append(job) or (word,))
    seen = look(screenshot(tmp_path / "a.png"), None)
    for _ in range(2):
        found = pictures.read(seen, tmp_path / "ocr")
        assert (found.text, found.words) == (("Hello",), ((word,),))
    assert len(asked) == 1
    monkeypatch.setattr(ocr, "version", lambda: "reader 2")
    pictures.read(seen, tmp_path / "ocr")
    assert len(asked) == 2
    next((tmp_path / "ocr").iterdir()).write_text("{")
    assert pictures.read(seen, tmp_path / "ocr").text == ("Hello",)


def test_what_was_given_up_is_noted_and_tried_again(tmp_path, monkeypatch):
    def too_long(*job, **limits):
        raise pictures.worker.Exceeded("took longer than 180 s")

    monkeypatch.setattr(ocr, "has_reader", lambda: True)
    monkeypatch.setattr(ocr, "version", lambda: "reader 1")
    monkeypatch.setattr(pictures.worker, "run", too_long)
    found = pictures.read(look(screenshot(tmp_path / "a.png"), None), tmp_path / "ocr")
    assert found.text == ("",)
    assert found.notes[1:] == ("The text of the picture was given up: reading it took longer than 180 s.",)
    assert not (tmp_path / "ocr").exists()


def test_words_of_a_tall_picture_stand_in_their_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "has_reader", lambda: True)
    monkeypatch.setattr(ocr, "version", lambda: "reader 1")
    words = tuple(Word(text=f"w{n}", line=n, left=0, top=n / 100, right=1, bottom=(n + 1) / 100) for n in range(100))
    monkeypatch.setattr(pictures.worker, "run", lambda *job, **limits: words)
    seen = look(screenshot(tmp_path / "a.png", [f"line {n}" for n in range(80)], 6000), None)
    assert len(seen.tiles) > 1
    found = pictures.read(seen, tmp_path / "ocr")
    assert {w.text for page in found.words for w in page} == {w.text for w in words}
    assert all(0 <= w.top < w.bottom <= 1.0001 for page in found.words for w in page)


def test_a_picture_without_text_has_no_words(monkeypatch):
    """RapidOCR then gives one result of another shape."""
    nothing = SimpleNamespace(txts=None, word_results=(("", 1.0, None),))
    monkeypatch.setattr(ocr, "_engine", lambda: lambda *job, **how: nothing)
    assert ocr.read_bitmap(np.zeros((100, 100, 3), "uint8")) == ()


@pytest.mark.slow
def test_english_and_chinese_are_read_with_places(tmp_path, monkeypatch):
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    monkeypatch.setattr(ocr, "has_reader", lambda: True)
    found = pictures.read(look(screenshot(tmp_path / "a.png"), None), tmp_path / "ocr")
    text = found.text[0].replace(" ", "")
    assert all(part in text for part in ("577702583986651165", "14June2026", "收件人", "王小明", "中通快递", "ZTO7788990011"))
    number = next(w for w in found.words[0] if "577702583986651165" in w.text)
    assert (number.top * 600, number.bottom * 600) == pytest.approx((45, 80), abs=18)


@pytest.mark.slow
def test_tall_pictures_and_scans_are_read_whole(tmp_path, monkeypatch):
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    monkeypatch.setattr(ocr, "has_reader", lambda: True)
    numbers = [f"Order {57770258398665000 + n * 7919}" for n in range(60)]
    tall = screenshot(tmp_path / "a.png", numbers, 4400)
    found = pictures.read(look(tall, None), tmp_path / "ocr")
    assert all(number.split()[1] in "".join(found.text) for number in numbers)
    Image.open(screenshot(tmp_path / "b.png")).save(tmp_path / "scan.pdf", resolution=100)
    scanned = pictures.read(look(tmp_path / "scan.pdf", None), tmp_path / "ocr")
    assert "577702583986651165" in scanned.text[0].replace(" ", "")
