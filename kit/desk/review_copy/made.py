"""The copy as a PDF to sign and as pictures for a chat."""

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from kit.appeal import Appeal
from kit.desk.review_copy.said import Copy, beside
from kit.letter import Line, Pair
from kit.tools import glyphs, images
from kit.tools.atomic import write_bytes
from kit.tools.pdf_read import Reading
from kit.tools.templates import rendered
from kit.tools.typeset import pdf

_WIDTH = 1080  # pixels of a picture: a phone's
_POINTS = 270  # width of the page that is made for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Where the copy lies."""

    pdf: Path
    pictures: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table: one sentence, or more where they do not match one to one."""

    en: str = field(metadata={"help": "as it is submitted"})
    zh: str = field(metadata={"help": "the same in Chinese; empty: there is none"})
    lacks: str = field(metadata={"help": "untranslated, stale, or empty"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What is ticked at once."""

    n: str = field(metadata={"help": "its number: 1-1"})
    kind: tuple[str, str] = field(metadata={"help": "what it is, in English and Chinese"})
    rows: tuple[Row, ...] = field(metadata={"help": "its sentences"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyContext:
    """What the template sees."""

    violation: str = field(metadata={"help": "violation ID"})
    attempt: int = field(metadata={"help": "which appeal of that violation"})
    shop: str = field(metadata={"help": "name of the shop"})
    made_on: str = field(metadata={"help": "date of the letter, ISO: the PDF's only date"})
    code: str = field(metadata={"help": "what the client answers: the first digits of the hash"})
    lacking: int = field(metadata={"help": "lines without Chinese; 0: the copy can be signed"})
    clauses: tuple[Clause, ...] = field(metadata={"help": "what is said, in order"})
    css: str = field(metadata={"help": "style sheet: of the paper to sign, or of the pictures for a phone"})
    on_paper: bool = field(metadata={"help": "whether it is ticked and signed on paper"})


def make(appeal: Appeal, copy: Copy, folder: Path) -> Made:
    """Write `zh.pdf` to sign and `zh-1.png`, … for a chat to the folder; pictures of an earlier copy are taken away."""
    target = folder / "zh.pdf"
    write_bytes(target, paper(appeal, copy))
    with TemporaryDirectory() as work:
        shown = Path(work) / "phone.pdf"
        shown.write_bytes(_set(appeal, copy, on_paper=False))
        with Reading.of(shown) as reading:
            pages = range(1, reading.pages + 1)
            made = {folder / f"zh-{n}.png": images.png(reading.image(n, _WIDTH / _POINTS)) for n in pages}
    for old in folder.glob("zh-*.png"):
        old.unlink()
    for path, content in made.items():
        write_bytes(path, content)
    return Made(pdf=target, pictures=tuple(made))


def paper(appeal: Appeal, copy: Copy) -> bytes:
    """The copy to sign as a PDF, the same bytes for the same copy."""
    return _set(appeal, copy, on_paper=True)


def _set(appeal: Appeal, copy: Copy, *, on_paper: bool) -> bytes:
    context = CopyContext(
        violation=copy.violation,
        attempt=copy.attempt,
        shop=appeal.opened.shop.name,
        made_on=appeal.case.letter.date.isoformat(),
        code=copy.short,
        lacking=len(copy.lacking),
        clauses=tuple(_clause(pair) for pair in copy.pairs),
        css="review_copy.css" if on_paper else "review_copy_phone.css",
        on_paper=on_paper,
    )
    glyphs.check([(line.where or "review copy", line.en + line.zh) for pair in copy.pairs for line in pair.lines])
    return pdf(rendered("review_copy.html.j2", **{name: getattr(context, name) for name in context.__slots__})).content


def _clause(pair: Pair) -> Clause:
    rows = (row for line in pair.lines for row in _rows(line))
    return Clause(n=pair.n, kind=pair.kind, rows=tuple(rows))


def _rows(line: Line) -> list[Row]:
    return [Row(en=en, zh=zh, lacks=line.lacks) for en, zh in beside(line)]
