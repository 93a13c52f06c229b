"""WebP: the first frame, as PNG where it was coded without loss, else as JPEG."""

from kit.evidence.decoded import first_frame
from kit.evidence.kind import File, Kind, Seen


def _see(file: File) -> Seen:
    from kit.tools import decoding

    return first_frame(file, "webp", "WebP picture", decoding.webp)


KIND = Kind(name="webp", is_one=lambda file: file.head[:4] == b"RIFF" and file.head[8:12] == b"WEBP", see=_see)
