"""What a file as received says of its own making, for rules that warn; runs in the bounded worker with the look at it."""

from kit.evidence.kind import File
from kit.model import Origin

_PICTURES = frozenset(["jpeg", "png", "tiff", "webp", "gif", "heic"])


def origin(file: File, media: str) -> Origin:
    """Programs and times that the original names; nothing where its kind has no such place or it cannot be read."""
    from kit.tools import origin as told
    from kit.tools import pdf_source

    if media in _PICTURES:
        return told.of_picture(file.path)
    if media != "pdf":
        return Origin()
    try:
        with pdf_source.opened(file.path) as pdf:
            return told.of_pdf(pdf)
    except pdf_source.Unreadable:
        return Origin()
