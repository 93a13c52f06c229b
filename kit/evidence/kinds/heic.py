"""HEIC, as phones take it: the main picture, as JPEG."""

from kit.evidence.decoded import first_frame
from kit.evidence.kind import File, Kind, Seen

_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def _is_one(file: File) -> bool:
    return file.head[4:8] == b"ftyp" and file.head[8:12] in _BRANDS and b"avif" not in file.head[8:64]


def _see(file: File) -> Seen:
    from kit.tools import decoding

    return first_frame(file, "heic", "HEIC photo", decoding.heic)


KIND = Kind(name="heic", is_one=_is_one, see=_see)
