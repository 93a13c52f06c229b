"""PNG: the picture itself; of an animated one that its first frame alone is shown is said."""

import struct

from kit.evidence import paper
from kit.evidence.kind import File, Kind, Seen

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _see(file: File) -> Seen:
    frames = _frames(file.head)
    return paper.picture(file, "png", what=f"PNG picture, first of {frames} frames" if frames > 1 else "")


def _frames(head: bytes) -> int:
    """How many frames it has: an animated PNG says so before its first picture."""
    at = len(_SIGNATURE)
    while at + 12 <= len(head):
        length, kind = struct.unpack_from(">I4s", head, at)
        if kind == b"acTL":
            return int(struct.unpack_from(">I", head, at + 8)[0])
        if kind == b"IDAT":
            break
        at += 12 + length
    return 1


KIND = Kind(name="png", is_one=lambda file: file.head.startswith(_SIGNATURE), see=_see)
