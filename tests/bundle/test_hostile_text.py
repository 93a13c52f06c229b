"""What people and files say never becomes HTML, reaches no file and no address, and is never too long to be set."""

import socket
import threading
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from kit.appeal import Appeal
from kit.errors import RenderError
from kit.letter import press
from kit.model import Passage, Places
from kit.tools import yaml_text

CANARY = "TOPSECRET-CLIENT-B-4711"


@pytest.fixture
def knocks():
    """A port of this machine, and how often somebody connected to it."""
    found, server = [], socket.create_server(("127.0.0.1", 0))

    def listen():
        while True:
            try:
                found.append(server.accept())
            except OSError:
                return

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    yield server.getsockname()[1], found
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()
    for connection, _ in found:
        connection.close()


@pytest.mark.slow
def test_hostile_words_stand_in_the_bundle_as_they_are_written(small, tmp_path, knocks):
    """Groups A and F: an attachment, a base, pictures of the disk and of the network, styles, templates in every field of people."""
    port, found = knocks
    secret = tmp_path / "secret.svg"
    secret.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{CANARY}</text></svg>')
    hostile = {
        "attachment": f"<link rel=attachment href={secret.as_uri()}>",
        "base": "<base href=file:///etc/><link rel=attachment href=passwd>",
        "picture": f"<img src={secret.as_uri()}>",
        "net": f"<img src=http://127.0.0.1:{port}/a>",
        "style": f"</style><style>@import url({secret.as_uri()})",
        "markdown": f"![x]({secret.as_uri()})",
    }
    case = yaml_text.load(small / "case.yaml")
    case["corrective"][0]["what"] = "\n\n".join(hostile.values())
    case["seller"]["legal_name"] = "Lanyu {{7*7}} <b>Home</b>"
    case["evidence"][0]["caption"] = "</style><img src=file:///etc/passwd>"
    yaml_text.write(small / "case.yaml", case)
    report = Appeal.open(small).build(draft=True)
    path = small / report.pdf.path
    with pypdfium2.PdfDocument(path) as pdf:
        text = "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    for words in (*hostile.values(), "Lanyu {{7*7}} <b>Home</b>", "</style><img src=file:///etc/passwd>"):
        assert "".join(words.split()) in text, words
    assert not found, "nobody knocked"
    with pikepdf.open(path) as pdf:
        assert not dict(pdf.attachments)
        streams = [
            o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") != pikepdf.Name.Image
        ]
    assert not any(CANARY.encode() in s for s in (*streams, path.read_bytes()))
    assert "root:" not in text


def test_a_letter_that_nobody_could_read_is_refused_before_it_is_set(small, monkeypatch):
    monkeypatch.setattr(press, "page", lambda *_: "<p>" + "word " * 30_000)
    monkeypatch.setattr(press, "_set", lambda *_: pytest.fail("it was set in type"))
    letter = Appeal.open(small).letter
    long = Passage(where="corrective.0.what", text="x" * 90_000, html="")
    with pytest.raises(RenderError, match="150,001 characters, more than 120,000") as caught:
        press.typeset(replace(letter, passages=(long, *letter.passages)), Places(exhibits=(), letter_pages=0, total=0))
    assert caught.value.problems[0] == "corrective.0.what: 90,000 characters"
    assert "shorten" in caught.value.problems[-1]
