"""What is said between the parent and those who ask it: lengths and JSON, with three open files beside a request."""

import json
import socket
import struct
from typing import Any

_LENGTH = struct.Struct(">I")
_LONGEST = 1 << 24  # bytes: an environment is far shorter
STDIO = 3


def send(line: socket.socket, message: dict[str, Any], files: tuple[int, ...] = ()) -> None:
    """Send the message; the other side gets its own copies of the open files."""
    told = json.dumps(message).encode()
    whole = _LENGTH.pack(len(told)) + told
    if files:
        sent = socket.send_fds(line, [whole], files)
        whole = whole[sent:]
    line.sendall(whole)


def receive(line: socket.socket) -> tuple[dict[str, Any], tuple[int, ...]] | None:
    """The next message with its files; None where the other side has gone."""
    head, files, _, _ = socket.recv_fds(line, _LENGTH.size, STDIO)
    if not head:
        return None
    size = _LENGTH.unpack(head + _whole(line, _LENGTH.size - len(head)))[0]
    if size > _LONGEST:
        raise ConnectionError(f"a message of {size} bytes")
    told: dict[str, Any] = json.loads(_whole(line, size))
    return told, tuple(files)


def _whole(line: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        part = line.recv(size - len(got))
        if not part:
            raise ConnectionError("ended in the middle of a message")
        got += part
    return got
