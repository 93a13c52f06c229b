"""Outlook's own files, made after their specification and read by the library: nothing is stood in for."""

import io
from datetime import UTC, datetime

import made_bundle
import made_msg
import olefile
import pytest
from PIL import Image

from kit.evidence.kind import Seen
from kit.evidence.look import look

SENT = datetime(2026, 6, 15, 18, 42, tzinfo=UTC)
TO = (("Ops", "ops@lanyu.example", 1), ("王丽", "li@lanyu.example", 2), ("Blind", "x@y.example", 3))


def picture():
    out = io.BytesIO()
    Image.effect_noise((400, 300), 40).convert("RGB").save(out, "PNG")
    return out.getvalue()


def words(text):
    return " ".join(text.split())


def seen(path):
    found = look(path, None, path.parent / "shown")
    assert isinstance(found, Seen), found
    return found


def test_the_fixture_is_a_compound_file(tmp_path):
    path = made_msg.saved(tmp_path / "a.msg", subject="s", body="b" * 9_000, attached=[("a.bin", b"x" * 70_000)])
    with olefile.OleFileIO(path, raise_defects=olefile.DEFECT_POTENTIAL) as ole:
        assert not ole.parsing_issues
        assert ole.openstream("__attach_version1.0_#00000000/__substg1.0_37010102").read() == b"x" * 70_000
        assert len(ole.openstream("__substg1.0_1000001F").read()) == 18_000


def test_header_text_and_attachments_are_pages(tmp_path):
    contract = made_bundle.text_pdf(tmp_path / "contract.pdf", 2).read_bytes()
    path = made_msg.saved(
        tmp_path / "mail.pdf", subject="盘点 collection", to=TO, sent=SENT, body="The van came at 19:30.\r\n截止时间改为下午。\r\n",
        attached=[("contract.pdf", contract), ("../../photo.png", picture()), ("clip.mp4", b"\x00\x00\x00\x18ftypisom" + b"x" * 50)],
    )  # fmt: skip
    found = seen(path)
    first = words(found.text[0])
    for shown in ('From "Wang Lan" <lan@lanyu.example>', "To Ops <ops@lanyu.example>", "Cc 王丽 <li@lanyu.example>", "Subject 盘点 collection",
                  "Date 2026-06-15 18:42:00 UTC", "1. contract.pdf: pages 2 to 3", "2. ../../photo.png: page 4", "3. clip.mp4: not shown, it is a video",
                  "The van came at 19:30.", "截止时间改为下午。"):  # fmt: skip
        assert shown in first, shown
    assert "Blind" not in first
    assert (found.media, len(found.pages)) == ("mail", 4)
    assert "Contract, page 2" in found.text[2]
    assert seen(path) == found, "the same bytes again"


def test_a_message_in_the_message_is_shown_with_its_own_attachment(tmp_path):
    contract = made_bundle.text_pdf(tmp_path / "contract.pdf", 1).read_bytes()
    inner = made_msg.message(
        subject="Notice of change", sent=SENT, body="From 11 May at 15:30.", attached=[("c.pdf", contract)], is_inner=True
    )
    found = seen(
        made_msg.saved(tmp_path / "a.msg", subject="Fwd: Notice", body="See below.", attached=[("Notice of change", inner)])
    )
    assert "1. Notice of change: pages 2 to 3" in words(found.text[0])
    assert "Subject Notice of change Date 2026-06-15 18:42:00 UTC Attached 1. c.pdf: page 2 From 11 May at 15:30." in words(
        found.text[1]
    )
    assert "Contract, page 1" in found.text[2]


def test_messages_within_messages_end_at_a_depth(tmp_path):
    inner = made_msg.message(subject="level 0", body="deep", is_inner=True)
    for n in range(1, 6):
        inner = made_msg.message(subject=f"level {n}", body="more", attached=[("inner", inner)], is_inner=True)
    found = seen(made_msg.saved(tmp_path / "a.msg", subject="level 6", body="x", attached=[("inner", inner)]))
    assert [f"Subject level {n}" in words(" ".join(found.text)) for n in (6, 5, 4, 3, 2)] == [True, True, True, True, False]
    assert "not shown, it lies in 4 messages within one another" in words(" ".join(found.text))


def test_html_only_and_no_date_are_said(tmp_path):
    found = seen(made_msg.saved(tmp_path / "a.msg", subject="s", html="<p>Dear <b>Sir</b></p><script>CANARY</script>"))
    assert "Dear Sir" in words(found.text[0])
    assert "CANARY" not in found.text[0]
    assert {"The message is written in HTML; its text is shown.", "The message states no date."} <= set(found.notes)


def test_html_that_says_more_than_the_plain_text_is_shown_and_said(tmp_path):
    found = seen(
        made_msg.saved(tmp_path / "a.msg", subject="s", sent=SENT, body="A viewer is needed.", html="<p>Collection moves to 15:30 from May.")
    )  # fmt: skip
    assert "Collection moves to 15:30 from May." in words(found.text[0])
    assert [note for note in found.notes if "the HTML's text is shown, for it says more; only the other one has 'A'" in note]


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_cut_off_it_is_refused_with_what_to_do(tmp_path, part):
    whole = made_msg.saved(tmp_path / "a.msg", subject="s", body="b" * 9_000).read_bytes()
    (tmp_path / "cut.msg").write_bytes(whole[: int(len(whole) * part)])
    said = look(tmp_path / "cut.msg", None, tmp_path / "shown")
    assert isinstance(said, str), part
    assert "; " in said


def test_only_the_head_of_one_is_refused(tmp_path):
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "__properties_version1.0".encode("utf-16-le")
    (tmp_path / "a.msg").write_bytes(head)
    assert look(tmp_path / "a.msg", None, tmp_path / "shown").startswith("cannot be read as a message")
