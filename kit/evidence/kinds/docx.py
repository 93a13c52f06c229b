"""DOCX: as LibreOffice prints it, where it is installed."""

import tempfile
from pathlib import Path

from kit.evidence import paper
from kit.evidence.kind import File, Kind, Seen, Unusable


def _is_one(file: File) -> bool:
    names = set(file.members)
    return "word/document.xml" in names and "word/vbaProject.bin" not in names


def _see(file: File) -> Seen:
    from kit.errors import MissingTool, RenderError
    from kit.tools import office

    try:
        printed = office.pdf(file.path, "docx")
    except MissingTool as error:
        raise Unusable(
            f"is a Word document; {error.tool} would print it and is not on this machine ({error.install}); or print it to PDF"
        ) from None
    except RenderError as error:
        raise Unusable(f"is a Word document that cannot be printed ({error.message}); print it to PDF and give that") from None
    made = paper.kept(file, _bare(printed), "pdf")
    return paper.pdf(file, "docx", path=made, made_by="Word document, printed by LibreOffice")


def _bare(printed: bytes) -> bytes:
    """The pages alone: LibreOffice notes the time of printing, so that no two runs would give the same bytes."""
    from kit.tools import pdf_source
    from kit.tools.pdf_join import Part, joined

    with tempfile.TemporaryDirectory() as kept:
        path = Path(kept) / "printed.pdf"
        path.write_bytes(printed)
        sizes = pdf_source.shown(path).pages
    return joined([Part(content=printed, media="pdf", pages=sizes)])


KIND = Kind(name="docx", is_one=_is_one, see=_see)
