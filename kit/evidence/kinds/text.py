"""Plain text and Markdown: set as it is written, line by line."""

from collections.abc import Iterator

from kit.evidence import pages, paper, words
from kit.evidence.kind import File, Kind, Seen
from kit.evidence.refused import is_refused_text


def _is_one(file: File) -> bool:
    return words.is_text(file.head) and not is_refused_text(file.head)


def _see(file: File) -> Seen:
    text, encoding = words.read(file.path.read_bytes())
    kept, left_out = pages.cut(text.rstrip())
    notes = list(_notes(encoding, left_out, words.coded("\n".join(kept))))
    flow = pages.Flow()
    flow.small(f"Text file, set line by line. SHA-256 of the whole file: {file.sha256}. {' '.join(notes)}")
    flow.lines(kept)
    made = paper.kept(file, flow.pages.pdf(), "pdf")
    return paper.pdf(file, "text", path=made, made_by="text file, set on pages", notes=notes)


def _notes(encoding: str, left_out: int, coded: int) -> Iterator[str]:
    if left_out:
        yield f"{left_out:,} characters after these are not shown; the whole file is kept."
    if encoding == "gb18030":
        yield "Read as GB 18030."
    if coded:
        yield f"{coded} kinds of characters that the kit's fonts lack are shown by their code, such as [U+1F600]."


KIND = Kind(name="text", is_one=_is_one, see=_see, last=9)
