"""Messages on paper: header, text, then every attachment in order or named with the reason."""

import io
import sys
from email.message import EmailMessage

import made_bundle
import made_files
import pytest
from PIL import Image

from kit.evidence.kind import Seen
from kit.evidence.kinds import kinds
from kit.evidence.letters import plain
from kit.evidence.look import look
from kit.tools import office


def seen(path, pages=None):
    before = path.read_bytes()
    found = look(path, pages, path.parent / "shown")
    assert isinstance(found, Seen), found
    assert path.read_bytes() == before
    return found


def words(text):
    return " ".join(text.split())


def picture(size, colour="red"):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def test_a_message_and_what_is_attached_become_pages_of_one_exhibit(tmp_path):
    contract = made_bundle.text_pdf(tmp_path / "contract.pdf", 3).read_bytes()
    path = tmp_path / "mail.eml"
    made_files.eml(
        path,
        attached=[
            ("../../../etc/contract.pdf", contract, "application/pdf"),
            ("clip.mp4", b"\x00\x00\x00\x18ftypisom" + b"x" * 50, "video/mp4"),
            ("photo.png", picture((300, 200)), "image/png"),
            ("pixel.png", picture((1, 1)), "image/png"),
            ("orders.csv", b"Order,Late,By\n0001,yes,lan\n0002,no,lan\n", "text/csv"),
        ],
    )
    found = seen(path)
    assert (found.media, found.shown.made_by) == ("mail", "e-mail, set on pages with its attachments behind it")
    first = words(found.text[0])
    for shown in ("From Wang Lan <lan@lanyu.example>", "To ops@lanyu.example", "Subject Collection at 19:30",
                  "Date Mon, 15 Jun 2026 19:42:00 +0100", "1. ../../../etc/contract.pdf: pages 2 to 4", "2. clip.mp4: not shown, it is a video",
                  "3. photo.png: page 5", "4. pixel.png: not shown, it is a picture of less than 32 pixels", "5. orders.csv: page 6", "The van came at 19:30."):  # fmt: skip
        assert shown in first, shown
    assert len(found.pages) == 6
    assert "Contract, page 3" in found.text[3]
    assert (found.pages[4].width, found.pages[4].height) == (225, 150)
    assert "0002 no lan" in words(found.text[5])
    assert "take screenshots" not in first, "advice to the consultant is no part of what is submitted"
    assert any(note.startswith("clip.mp4: not shown, it is a video") and "take screenshots" in note for note in found.notes)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["contract.pdf", "mail.eml", "shown"], "nothing was written elsewhere"
    assert seen(path) == found, "the same bytes again"
    assert look(path, "1,5", tmp_path / "shown").picked == (1, 5)


def test_a_message_without_a_date_says_so(tmp_path):
    made_files.eml(tmp_path / "a", date=None)
    found = seen(tmp_path / "a")
    assert "Date none stated in the message" in words(found.text[0])
    assert "The message states no date." in found.notes


def test_chinese_subjects_and_bodies(tmp_path):
    (tmp_path / "a").write_bytes(
        b"From: =?gb2312?B?zfXA9g==?= <lan@lanyu.example>\r\nSubject: =?GBK?B?1tC5+rLWv+LX97fPzajWqg==?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=gbk\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + "截止时间改为下午。".encode("gbk")
    )
    text = words(seen(tmp_path / "a").text[0])
    assert "王丽" in text
    assert "中国仓库" in text
    assert "截止时间改为下午。" in text


def test_html_is_read_as_text_and_reaches_nothing(tmp_path):
    message = EmailMessage()
    message["From"], message["Subject"] = "a@b.example", "<script>x</script>"
    message.set_content(
        "<style>p{}</style><p>Dear&nbsp;Sir,</p><img src=http://127.0.0.1:9/x><script>CANARY</script><ul><li>one<li>two</ul>",
        subtype="html",
    )
    (tmp_path / "a").write_bytes(message.as_bytes())
    found = seen(tmp_path / "a")
    text = words(found.text[0])
    assert "Subject <script>x</script>" in text
    assert "Dear Sir, one two" in text
    assert "CANARY" not in text
    assert "The message is written in HTML; its text is shown." in found.notes
    assert plain("a<br>b<p>c") == "a\nb\n\nc" or plain("a<br>b<p>c") == "a\nb\nc"


def both(path, text, html):
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.example", "Collection", "Mon, 27 Apr 2026 09:12:00 +0100"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    path.write_bytes(message.as_bytes())
    return seen(path)


def test_html_that_says_more_than_the_plain_text_is_shown_and_said(tmp_path):
    found = both(tmp_path / "a", "A viewer.", "<table><tr><td>Collection moves to<td>15:30 from 11 May</table>")
    text = words(found.text[0])
    assert "Collection moves to 15:30 from 11 May" in text
    assert "viewer" not in text
    said = "the HTML's text is shown, for it says more; only the other one has 'A', 'viewer'."
    assert found.notes == (f"The message stands as plain text and as HTML; {said}",)


def test_plain_text_is_shown_where_html_says_less_and_what_only_html_says_is_named(tmp_path):
    found = both(tmp_path / "a", "The van comes at 19:30 from now on.", "<p>The van comes at 15:30.</p>")
    assert "The van comes at 19:30 from now on." in words(found.text[0])
    assert found.notes == ("The message stands as plain text and as HTML; the plain text is shown; only the other one has '15'.",)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Dear Sir,\r\nthe van comes <https://a.example/x> at\r\n19:30.", "<p>Dear Sir,<p>the <a href='https://a.example/x'>van</a> comes at 19:30."),
        ("揽收时间改为下午七\n点半。", "<p>揽收时间改为下午七点半。</p>"),
        ("The van comes. Sent from my phone", "<p>The van comes.</p>"),
    ],
)  # fmt: skip
def test_versions_that_say_the_same_need_no_word(tmp_path, text, html):
    assert both(tmp_path / "a", text, html).notes == ()


def test_messages_within_messages_end_at_a_depth(tmp_path):
    message = made_files.eml(tmp_path / "0", subject="level 0")
    for n in range(1, 13):
        message = made_files.eml(tmp_path / str(n), subject=f"level {n}", attached=[("inner.eml", message, "message/rfc822")])
    found = seen(tmp_path / "12")
    text = words(" ".join(found.text))
    assert [f"Subject level {n}" in text for n in (12, 11, 10, 9, 8)] == [True, True, True, True, False]
    assert "not shown, it lies in 4 messages within one another" in text


def test_strange_headers_and_names_do_no_harm(tmp_path):
    (tmp_path / "a").write_bytes(
        b"From: a@b.example\r\nSubject: one\r\n two\r\nX-Evil: a\r\nTo: =?utf-8?q?x=0d=0aBcc:_y=40z?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nhello \xff\r\n'
        b"--b\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Disposition: attachment;\r\n filename*=utf-8''%2e%2e%2f%2e%2e%2fe.pdf\r\n\r\n"
        b"\x78\x9f\x3e\x22 tnef\r\n--b--\r\n"
    )
    found = seen(tmp_path / "a")
    text = words(found.text[0])
    assert "Subject one two" in text
    assert "1. ../../e.pdf: not shown, it is Outlook's winmail.dat" in text
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "shown"]


def test_a_message_cut_off_in_an_attachment_names_it(tmp_path):
    made_files.eml(tmp_path / "whole", attached=[("photo.png", picture((300, 200)) * 30, "image/png")])
    whole = (tmp_path / "whole").read_bytes()
    start = whole.index(b"iVBOR")
    (tmp_path / "cut").write_bytes(whole[: start + 200])
    assert "photo.png: not shown, it " in words(seen(tmp_path / "cut").text[0])


# --- Word -------------------------------------------------------------------------------------------


@pytest.fixture
def word(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "note.pdf", "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return tmp_path / "note.pdf"


def test_without_libreoffice_a_word_document_is_refused_by_its_name(word, monkeypatch):
    monkeypatch.setenv("PATH", "")
    said = look(word, None, word.parent / "shown")
    assert said.startswith("is a Word document; LibreOffice would print it and is not on this machine (apt-get install")
    assert said.endswith("or print it to PDF")


def test_with_libreoffice_it_is_printed_and_gives_the_same_bytes(word, monkeypatch, tmp_path):
    """A stand-in program prints as LibreOffice does: into the folder that it is told, with the time of printing in the file."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, sys, time\nimport pikepdf\nline = sys.argv\nout = pathlib.Path(line[line.index('--outdir') + 1])\n"
        "with pikepdf.new() as made:\n    made.add_blank_page(page_size=(300, 400))\n    made.docinfo['/Title'] = f'CANARY {time.time_ns()}'\n"
        "    made.save(out / (pathlib.Path(line[-1]).stem + '.pdf'))\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    first = seen(word)
    assert (first.media, first.shown.made_by) == ("docx", "Word document, printed by LibreOffice")
    assert first.pages[0].height == 400
    assert seen(word).shown.sha256 == first.shown.sha256
    assert b"CANARY" not in first.shown.path.read_bytes()
    program.write_text("#!/bin/sh\nexit 3\n")
    assert "cannot be printed (LibreOffice could not open it)" in look(word, None, word.parent / "shown")
    program.write_text("#!/bin/sh\nsleep 5\n")
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.setattr(office, "SECONDS", 0.3)
    assert "took longer than 0.3 s" in look(word, None, word.parent / "shown")


# --- the registry -----------------------------------------------------------------------------------


def test_kinds_are_registered_by_being_there():
    names = [kind.name for kind in kinds()]
    assert {"pdf", "jpeg", "png", "webp", "gif", "tiff", "heic", "workbook", "table", "docx", "mail", "msg", "text"} <= set(names)
    assert names[-1] == "text", "any text could be one: asked last"


BAD = {
    b'<svg xmlns="http://www.w3.org/2000/svg"><!ENTITY x>': "an SVG drawing",
    b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>': "an SVG drawing",
    b'{\n "cells": [],\n "nbformat": 4}': "a notebook, which is never run",
    b'{"code": 0, "data": {}}': "data in JSON",
    b"SIMPLE  =                    T": "a FITS picture",
    b"8BPS\x00\x01": "a Photoshop file",
    b"%!PS-Adobe": "a PostScript file",
    b"BM" + b"\x00" * 60: "a BMP picture",
    b"\x00\x00\x00\x1cftypavif" + b"\0" * 20: "an AVIF picture",
    b"\x00\x00\x00\x18ftypmp42": "a video",
    b"#!AMR\n\x3c": "a voice note",
    b"Rar!\x1a\x07": "an archive",
    b"MZ\x90\x00": "a program",
    b"x" * 257 + b"ustar\x0000": "an archive",
}


@pytest.mark.parametrize("content", BAD, ids=lambda c: BAD[c])
def test_other_kinds_are_refused_by_name_with_what_to_do(tmp_path, content):
    (tmp_path / "evidence.png").write_bytes(content)
    said = look(tmp_path / "evidence.png", None, tmp_path / "shown")
    assert BAD[content] in said
    assert "which the kit cannot show; " in said
