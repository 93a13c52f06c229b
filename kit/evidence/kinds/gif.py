"""GIF: the first frame, as PNG; that there are more is said."""

from kit.evidence.decoded import first_frame
from kit.evidence.kind import File, Kind, Seen


def _see(file: File) -> Seen:
    from kit.tools import decoding

    return first_frame(file, "gif", "GIF picture", decoding.gif)


KIND = Kind(name="gif", is_one=lambda file: file.head.startswith((b"GIF87a", b"GIF89a")), see=_see)
