"""A picture that a PDF cannot hold as it is: its first frame, decoded and kept as PNG or JPEG."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kit.evidence import paper
from kit.evidence.kind import File, Seen, Unusable

if TYPE_CHECKING:
    from kit.tools.decoding import Decoded


def first_frame(file: File, media: str, what: str, decode: Callable[[bytes], Decoded]) -> Seen:
    """The first frame of a picture; that it has more is said under it."""
    from kit.tools.images import Broken

    try:
        found = decode(file.path.read_bytes())
    except Broken as error:
        raise Unusable(f"{error}; ask for the picture again") from None
    path = paper.kept(file, found.content, found.media)
    how = f"{what}, first of {found.frames} frames" if found.frames > 1 else what
    notes = [f"The picture moves; only the first of its {found.frames:,} frames is shown."] if found.frames > 1 else []
    return paper.picture(file, media, path=path, made_by=f"{how}, decoded", what=how, taken=found.taken, notes=notes)
