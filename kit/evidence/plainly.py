"""The text of any file that can be shown, page by page: of papers, mails and tables, and of pictures where they can be read."""

from pathlib import Path
from tempfile import TemporaryDirectory

from kit.evidence.intake import seen
from kit.evidence.reading import pictures


def text_of(path: Path) -> tuple[str, ...] | str:
    """The text of each page; or, as the end of a sentence, what is wrong with the file. It is read in the bounded worker."""
    with TemporaryDirectory() as shelf:
        found = seen(path, Path(shelf))
        return found if isinstance(found, str) else pictures.read(found, Path(shelf) / "ocr").text
