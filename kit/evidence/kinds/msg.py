"""MSG: a message as Outlook saves it (python-oxmsg)."""

import struct
from collections.abc import Iterator
from typing import Any

from kit.evidence import letters
from kit.evidence.kind import File, Kind, Seen
from kit.evidence.letters import Attachment, Message
from kit.evidence.refused import OLE

_LOOKED_AT = 8_000_000  # bytes in which the names of an OLE file's parts are looked for
_MARK = "__properties_version1.0".encode("utf-16-le")
_SHOWN_TO = {1: "To", 2: "Cc", 3: "Bcc"}
_TYPE = 0x0C15  # PidTagRecipientType
_NAME = 0x3001  # PidTagDisplayName
_MESSAGE = "__substg1.0_3701000D"  # PidTagAttachDataObject, [MS-OXMSG] 2.2.2.2
_HEAD = 24  # bytes before the properties of a message within a message, [MS-OXMSG] 2.4.1.2


def _is_one(file: File) -> bool:
    if not file.head.startswith(OLE):
        return False
    with file.path.open("rb") as opened:
        return _MARK in opened.read(_LOOKED_AT)


def read(file: File) -> Message:
    """What the message says; raises Unusable."""
    import oxmsg

    try:
        return _message(oxmsg.Message.load(file.path.read_bytes()))
    except (
        ValueError,
        OSError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        LookupError,
        struct.error,
        RecursionError,
    ) as error:
        raise letters.unreadable(error) from None


def _see(file: File) -> Seen:
    return letters.see(file, read(file), "Outlook message")


def _message(message: Any) -> Message:
    text, notes = letters.body(message.body, message.html_body)
    sent = message.sent_date
    return Message(
        facts=(("From", message.sender or ""), *_recipients(message), ("Subject", message.subject)),
        date=f"{sent:%Y-%m-%d %H:%M:%S} UTC" if sent else (message.message_headers.get("Date") or None),
        body=text.replace("\r\n", "\n").replace("\r", "\n"),
        attachments=tuple(_attachments(message)),
        notes=tuple(notes),
    )


def _recipients(message: Any) -> Iterator[tuple[str, str]]:
    groups: dict[str, list[str]] = {}
    for recipient in message.recipients:
        kind = _SHOWN_TO.get(recipient.properties.int_prop_value(_TYPE) or 1, "To")
        address = recipient.email_address or ""
        name = recipient.name or ""
        groups.setdefault(kind, []).append(f"{name} <{address}>" if name and address and name != address else name or address)
    for kind in ("To", "Cc"):  # blind copies are nobody's business but the sender's
        if kind in groups:
            yield kind, "; ".join(groups[kind])


def _attachments(message: Any) -> Iterator[Attachment]:
    for one in message.attachments:
        name = one.file_name or one.properties.str_prop_value(_NAME)
        if inner := _inner(one):
            yield Attachment(name=name or f"message: {inner.subject}", message=_message(inner))
        else:
            yield Attachment(name=name or "attachment without a name", content=one.file_bytes or b"")


def _inner(attachment: Any) -> Any:
    """The message that was attached as a message, if it is one: Outlook keeps it as a folder of its own."""
    import oxmsg
    from oxmsg.properties import Properties

    class Inner(oxmsg.Message):  # type: ignore[misc]
        """The same with a shorter head."""

        @property
        def properties(self) -> Any:
            return Properties(self._storage, properties_header_offset=_HEAD)

    storages = attachment._storage.storages  # noqa: SLF001 - the library opens no message within a message
    found = next((s for s in storages if s.name == _MESSAGE), None)
    return Inner(found) if found is not None else None


KIND = Kind(name="msg", is_one=_is_one, see=_see)
