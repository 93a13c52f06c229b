"""EML: a message as mail programs save it (standard library)."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from typing import cast

from kit.evidence import letters, words
from kit.evidence.kind import File, Kind, Seen, Unusable
from kit.evidence.letters import Attachment, Message

_FIELD = re.compile(
    rb"(?:From|To|Cc|Subject|Date|MIME-Version|Received|Return-Path|Message-ID|Delivered-To|Content-Type|X-[\w-]+|DKIM-Signature|Reply-To|Sender): ?",
    re.IGNORECASE,
)
_ENOUGH = 2  # such lines in a head, one of them of those that every message has
_VERSIONS = ("plain", "html")  # of the text itself
_SAID = ("From", "To", "Cc", "Subject")


def _is_one(file: File) -> bool:
    head = file.head.lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n\n")[0].partition(b"\r\n\r\n")[0]
    lines = head.splitlines()
    if not lines or not (_FIELD.match(lines[0]) or lines[0].startswith(b"From ")):
        return False
    named = [line for line in lines if _FIELD.match(line)]
    return len(named) >= _ENOUGH and bool(
        re.search(rb"^(From|Received|Return-Path|Delivered-To|MIME-Version):", head, re.MULTILINE | re.IGNORECASE)
    )


def read(file: File) -> Message:
    """What the message says; raises Unusable."""
    try:
        # The parser keeps whatever it cannot read; a header with a line's end in it is one line.
        return _message(message_from_bytes(file.path.read_bytes(), policy=policy.default))
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:
        raise letters.unreadable(error) from None


def _see(file: File) -> Seen:
    return letters.see(file, read(file), "e-mail")


def _message(message: EmailMessage) -> Message:
    body, notes = _body(message)
    return Message(
        facts=tuple((name, _header(message, name)) for name in _SAID),
        date=_header(message, "Date") or None,
        body=body,
        attachments=tuple(_attachments(message)),
        notes=tuple(notes),
    )


def _header(message: EmailMessage, name: str) -> str:
    """Each header of that name on a line."""
    try:
        found = message.get_all(name, [])
    except (MessageError, ValueError, IndexError, AttributeError):  # a header so broken that its parser gives up
        found = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    return "\n".join(" ".join(str(value).split()) for value in found)


def _body(message: EmailMessage) -> tuple[str, list[str]]:
    versions = (message.get_body((kind,)) for kind in _VERSIONS)
    text, html = (None if part is None else _text(cast("EmailMessage", part)) for part in versions)
    shown, notes = letters.body(text, html)
    return shown.replace("\r\n", "\n"), notes


def _text(part: EmailMessage) -> str:
    """The part's text; in an encoding that is not stated or wrong, as any other text file."""
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    try:
        return content.decode(part.get_content_charset("ascii"))
    except (LookupError, UnicodeDecodeError):
        try:
            return words.read(content)[0]
        except Unusable:
            return content.decode("utf-8", "replace")


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    """Every part that is not the text itself, in order, inline pictures too. A message in the message is one part."""
    body = {id(part) for kind in _VERSIONS if (part := message.get_body((kind,))) is not None}
    for part in _leaves(message):
        if id(part) in body:
            continue
        if part.get_content_type() == "message/rfc822":
            inner = cast("EmailMessage", part.get_payload(0))
            yield Attachment(name=part.get_filename() or f"message: {_header(inner, 'Subject')}", content=bytes(inner))
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content.strip():
            yield Attachment(name=part.get_filename() or part.get_content_type(), content=content)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    if message.get_content_maintype() != "multipart":
        yield message
        return
    for part in message.iter_parts():
        yield from _leaves(cast("EmailMessage", part))


KIND = Kind(name="mail", is_one=_is_one, see=_see, last=1)
