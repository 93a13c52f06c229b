"""`poa messages`: dated, hashed, found again, shown; what a message lacks is named for all files at once."""

import json
from datetime import UTC, datetime
from pathlib import Path

import made_msg
import pytest

from kit.case import open_case
from kit.cli import main
from kit.desk import deadlines
from kit.desk import messages as desk
from kit.desk.steps import standing
from kit.errors import BadFile, Usage
from kit.evidence.envelope import envelope
from kit.ledger import Event, opened
from kit.policy import resolve

VIOLATION = "7529184460371124"
NOW = datetime(2026, 7, 10, 12, 0, tzinfo=UTC)
MAIL = """\
From: Appeals <no-reply@example.com>
To: shop@example.com
Subject: =?utf-8?b?55Sz6K+J5bey5pS25Yiw?= CS-88120
Date: Wed, 8 Jul 2026 10:41:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Your appeal is with a reviewer.
仓库交接记录尚未收到。
"""


@pytest.fixture
def case(small, tmp_path, monkeypatch):
    """A case that was sent; pages are not set, which takes a worker."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setattr(desk, "text_of", lambda path: (path.read_text(errors="replace"),))
    monkeypatch.setattr(desk.worker, "run", lambda func, path: func(path))
    body = {
        "state": "submitted",
        "case_id": "CS-88120",
        "sent": "2026-07-06T10:41:00+01:00",
        "pdf": {"name": "x.pdf", "sha256": "0"},
    }
    with opened() as ledger:
        ledger.append(Event(kind="submission", key=f"{VIOLATION}/1", body=body), actor="li")
    return small


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def add(case, *paths, now=NOW, **given):
    with opened() as ledger:
        return desk.add(open_case(case), ledger, paths, desk.Given(**given), by="li", now=now)


def test_a_mail_is_dated_by_itself_and_kept_unchanged(case, tmp_path):
    path = written(tmp_path, "回复 mail.eml", MAIL)
    (message,) = add(case, path)
    assert (message.n, message.channel, message.at.isoformat()) == (1, "mail", "2026-07-08T10:41:00+01:00")
    assert (message.sender, message.subject) == ("Appeals <no-reply@example.com>", "申诉已收到 CS-88120")
    assert (case / message.file).read_bytes() == path.read_bytes()
    assert add(case, path) == (message,)
    with opened() as ledger:
        (entry,) = ledger.entries(kind="message")
    assert entry.body["sha256"] == message.sha256
    assert "no-reply" not in json.dumps(dict(entry.body))  # the ledger is never purged


def test_what_a_stop_left_unnoted_is_noted_with_the_next(case, tmp_path, monkeypatch):
    path = written(tmp_path, "a.eml", MAIL)
    with monkeypatch.context() as torn:
        torn.setattr(desk, "_event", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            add(case, path)
    add(case, path)
    with opened() as ledger:
        assert len(ledger.entries(kind="message")) == 1


def test_what_messages_lack_is_named_at_once_and_nothing_is_kept(case, tmp_path):
    naive = written(tmp_path, "naive.eml", MAIL.replace("+0100", "-0000"))
    screen = written(tmp_path, "error.png", "x")
    chat = written(tmp_path, "chat.txt", "hello")
    with pytest.raises(Usage) as told:
        add(case, naive, screen, chat)
    said = "\n".join(told.value.problems)
    for words in ("naive.eml: it states no time with a zone", "error.png: --url", "error.png: --device", "chat.txt: --channel"):
        assert words in said
    assert not (case / "messages" / "list.json").exists()
    with pytest.raises(BadFile, match="2 problems"):
        add(case, tmp_path / "a", tmp_path / "b")
    with pytest.raises(Usage, match="nothing was kept") as told:
        add(case, chat, channel="chat", at=datetime(2026, 7, 12, tzinfo=UTC))
    assert "has not come yet" in told.value.problems[0]


def test_a_screenshot_of_an_error_keeps_address_time_and_device(case, tmp_path):
    at = datetime(2026, 7, 7, 9, 0, tzinfo=UTC)
    screen = written(tmp_path, "error.png", "Something went wrong")
    (message,) = add(case, screen, at=at, url="https://seller.example/appeal", device="Chrome 126, Windows 11")
    assert (message.channel, message.url, message.device) == (
        "screenshot",
        "https://seller.example/appeal",
        "Chrome 126, Windows 11",
    )


def test_an_answer_ends_the_clock_of_the_support_ticket(case, tmp_path):
    policy = resolve("UK", "seed", seller_type="local", fulfilment="seller", day=NOW.date())

    def due():
        with opened() as ledger:
            return [d.what for d in deadlines.dues(open_case(case).case, policy, standing(ledger, f"{VIOLATION}/1"))]

    assert "support_ticket" in due()
    thread = written(tmp_path, "thread.txt", "We are reviewing it.")
    (message,) = add(case, thread, channel="case_id", at=NOW)
    assert message.case_id == "CS-88120"  # as noted when it was sent
    assert "support_ticket" in due()
    add(case, written(tmp_path, "more.txt", "Reviewed."), channel="case_id", at=NOW, answers=True)
    assert "support_ticket" not in due()


@pytest.mark.parametrize(
    ("words", "found"), [((), 2), (("REVIEWER",), 1), (("交接记录",), 1), (("ｃｓ-88120", "mail"), 1), (("hello", "reviewer"), 0)]
)
def test_messages_are_found_by_all_their_words(case, tmp_path, words, found):
    add(case, written(tmp_path, "mail.eml", MAIL))
    add(case, written(tmp_path, "chat.txt", "hello"), channel="chat", at=NOW)
    hits = desk.find([("small", case)], words)
    assert len(hits) == found
    assert [h.message.at for h in hits] == sorted((h.message.at for h in hits), reverse=True)


def test_find_tells_a_file_that_was_changed(case, tmp_path, capsys):
    (message,) = add(case, written(tmp_path, "mail.eml", MAIL))
    assert main(["messages", "find", str(case.parent), "reviewer", "--lang", "en"]) == 0
    assert "Your appeal is with a reviewer." in capsys.readouterr().out
    (case / message.file).write_text("other")
    assert main(["messages", "find", str(case), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["messages"][0]["state"] == "changed"
    with pytest.raises(Usage) as told:
        desk.export(open_case(case), [message.n, 7])
    assert len(told.value.problems) == 2


def test_the_check_of_the_ledger_names_a_message_whose_file_is_not_what_was_noted(case, tmp_path, capsys):
    (mail,) = add(case, written(tmp_path, "m.eml", MAIL))
    assert main(["ledger", "check", "--lang", "en"]) == 0
    path = case / mail.file
    path.write_text("otherwise", encoding="utf-8")
    assert main(["ledger", "check", "--lang", "en"]) == 6
    assert f"row 2: {path} is not the file that was noted" in capsys.readouterr().out
    path.unlink()
    assert main(["ledger", "check", "--json"]) == 6
    assert json.loads(capsys.readouterr().out)["files"] == [{"row": 2, "file": str(path), "state": "gone"}]


def test_a_message_becomes_an_exhibit_unchanged(case, tmp_path, capsys):
    path = written(tmp_path, "mail.eml", MAIL)
    assert main(["messages", "add", str(case), str(path), "--json"]) == 0
    assert main(["messages", "export", str(case), "1", "--lang", "en"]) == 0
    item = open_case(case).case.item("message_1")
    assert (case / item.file).read_bytes() == path.read_bytes()
    assert (item.kind, item.use, item.caption.en) == (
        "correspondence",
        "exhibit",
        "E-mail of 8 July 2026, 10:41: 申诉已收到 CS-88120",
    )
    assert dict(item.facts) == {"written": "8 July 2026, 10:41"}
    with pytest.raises(Usage, match="no message was taken") as told:
        desk.export(open_case(case), [1])
    assert "is evidence already, message_1" in told.value.problems[0]
    assert main(["messages", "export", str(case), "one"]) == 2


def test_a_spoilt_list_is_told(case, tmp_path):
    add(case, written(tmp_path, "mail.eml", MAIL))
    (case / "messages" / "list.json").write_text("[{")
    with pytest.raises(BadFile, match="1 problem"):
        desk.listed(case)


def test_an_outlook_message_is_dated_too(tmp_path):
    path = made_msg.saved(tmp_path / "mail.msg", subject="Hello", body="Body", sent=datetime(2026, 7, 8, 9, 41, tzinfo=UTC))
    assert envelope(path).at == datetime(2026, 7, 8, 9, 41, tzinfo=UTC)
    assert envelope(Path(__file__)) is None
