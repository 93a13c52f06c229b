"""A message on paper: who wrote to whom and when, its text, then what was attached, in order. Nothing is dropped in silence."""

import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from kit.evidence import pages, paper, words
from kit.evidence.kind import DEEPEST, File, Seen, Unusable
from kit.tools.figures import some
from kit.tools.pdf_join import Part, joined

MAX_ATTACHMENTS = 100
_LEAST = 32  # pixels; smaller pictures are marks that a mail program hides
_NO_DATE = "none stated in the message"
_ADDRESS = re.compile(r"https?://\S+|mailto:\S+|\[(?:cid|image):[^\]]*\]")  # written out where HTML has a link or a picture
_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")  # Chinese is written without blanks
_NAMED = 5  # words that only the version not shown has


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that lies in a message, or a message that its own format keeps there unpacked."""

    name: str
    content: bytes = b""
    message: "Message | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a message says. `facts` are its header's lines; a date is only one that the message states."""

    facts: tuple[tuple[str, str], ...]
    date: str | None
    body: str
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Enclosed:
    """An attachment as it was looked at: its pages, or why it has none."""

    name: str
    part: Part | None
    why: str = ""
    notes: tuple[str, ...] = ()


def see(file: File, message: Message, what: str) -> Seen:
    """The message's pages and those of its attachments, as one PDF."""
    enclosed = [_enclosed(file, a) for a in message.attachments[:MAX_ATTACHMENTS]]
    text, left_out = pages.cut(message.body.strip("\n"))
    notes = [*message.notes]
    if message.date is None:
        notes.append("The message states no date.")
    if left_out:
        notes.append(f"{left_out:,} characters of the text after these are not shown; the whole file is kept.")
    if more := len(message.attachments) - len(enclosed):
        notes.append(f"{more:,} further attachments are not shown.")
    notes += [f"{one.name}: not shown, it {one.why}" for one in enclosed if one.part is None]
    notes += [f"{one.name}: {note}" for one in enclosed for note in one.notes]
    first = _settled(message, text, left_out, enclosed)
    content = joined([one.part for one in enclosed if one.part], first)
    made_by = f"{what}, set on pages" + (" with its attachments behind it" if any(e.part for e in enclosed) else "")
    return paper.pdf(file, "mail", path=paper.kept(file, content, "pdf"), made_by=made_by, notes=notes)


def _enclosed(file: File, attachment: Attachment) -> _Enclosed:
    """The attachment's own pages, seen as any other file would be."""
    from kit.evidence.look import look

    name = words.printable(" ".join(attachment.name.split()) or "attachment without a name")[:120]
    if file.depth >= DEEPEST:
        return _Enclosed(
            name=name, part=None, why=f"lies in {DEEPEST + 1} messages within one another; give it as a file of its own"
        )
    with tempfile.TemporaryDirectory() as kept:
        path, shelf = Path(kept) / "attached", Path(kept) / "shown"
        path.write_bytes(attachment.content)
        found: Seen | str
        if attachment.message:
            inner = File(path=path, head=b"", bytes=0, sha256="message", shelf=shelf, depth=file.depth + 1)
            found = see(inner, attachment.message, "message")
        else:
            found = look(path, None, shelf, file.depth + 1)
        if isinstance(found, str):
            return _Enclosed(name=name, part=None, why=found)
        if found.shown.media != "pdf" and max(found.pages[0].width, found.pages[0].height) < _LEAST * paper.POINTS_PER_PIXEL:
            return _Enclosed(
                name=name, part=None, why=f"is a picture of less than {_LEAST} pixels; give it as a file if it matters"
            )
        part = Part(content=found.shown.path.read_bytes(), media=found.shown.media, pages=found.pages, tiles=found.tiles)
        return _Enclosed(name=name, part=part, notes=found.notes if found.shown.media == "pdf" else ())


def _settled(message: Message, text: Sequence[str], left_out: int, enclosed: Sequence[_Enclosed]) -> bytes:
    """The pages of the message itself. They name the pages of what follows, so they are set again until that holds."""
    count = 1
    for _ in range(4):
        flow = _set(message, text, left_out, _listed(enclosed, count + 1))
        if flow.pages.count == count:
            break
        count = flow.pages.count
    return flow.pages.pdf()


def _set(message: Message, text: Sequence[str], left_out: int, listed: Sequence[str]) -> pages.Flow:
    flow = pages.Flow()
    rows = [*message.facts, ("Date", message.date or _NO_DATE)]
    if listed:
        rows.append(("Attached", "\n".join(listed)))
    flow.facts([(name, value) for name, value in rows if value])
    flow.lines(text)
    if left_out:
        flow.small(f"{left_out:,} further characters are not shown; the whole file is kept.")
    return flow


def _listed(enclosed: Sequence[_Enclosed], first: int) -> list[str]:
    """Each attachment with the pages on which it stands in this exhibit, or why it does not."""
    lines = []
    for n, one in enumerate(enclosed, 1):
        if one.part is None:
            lines.append(f"{n}. {one.name}: not shown, it {_plainly(one.why)}")
            continue
        last = first + len(one.part.pages) - 1
        lines.append(f"{n}. {one.name}: {f'page {first}' if first == last else f'pages {first} to {last}'}")
        first = last + 1
    return lines


def _plainly(why: str) -> str:
    """What a reviewer is told of an attachment; what the consultant should do stands in the notes alone."""
    return why.partition(";")[0].removesuffix(", which the kit cannot show")


def body(text: str | None, html: str | None) -> tuple[str, list[str]]:
    """What is shown of a message that may stand as plain text, as HTML, or as both, and notes that say which."""
    text, read = text or "", plain(html or "")
    if not text.strip():
        said = "is written in HTML; its text is shown" if read.strip() else "has no text that can be read"
        return read, [f"The message {said}."]
    only_plain, only_html = _more(text, read), _more(read, text)
    if len(only_html) > len(only_plain):
        return read, [
            f"The message stands as plain text and as HTML; the HTML's text is shown, for it says more{_also(only_plain)}."
        ]
    if only_html:
        return text, [f"The message stands as plain text and as HTML; the plain text is shown{_also(only_html)}."]
    return text, []


def _more(text: str, other: str) -> list[str]:
    """The words of one text that the other has not, or not as often."""
    own, others = (Counter(_WORD.findall(_ADDRESS.sub(" ", t))) for t in (text, other))
    return list(own - others)


def _also(words: Sequence[str]) -> str:
    named = [f"'{word[:40]}'" for word in words]
    return f"; only the other one has {some(named, _NAMED)}" if words else ""


def plain(html: str) -> str:
    """The text of a message in HTML, as it would be read aloud: no styles, scripts, or addresses behind words."""
    reader = _Reader()
    reader.feed(html[: 4 * pages.MAX_CHARACTERS])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.out).split("\n"))
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept)


class _Reader(HTMLParser):
    """Keeps text, and a line's end wherever a block ends."""

    _BLOCKS = frozenset("p div br tr li ul ol table h1 h2 h3 h4 h5 h6 blockquote pre hr".split())
    _SILENT = frozenset("style script head title".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.out.append("\n")
        elif tag in ("td", "th"):
            self.out.append("  ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._BLOCKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.out.append(data.replace("\n", " "))


def unreadable(error: Exception) -> Unusable:
    """A message whose parts cannot be told apart."""
    return Unusable(f"cannot be read as a message ({str(error)[:80]}); print it to PDF from the mail program and give that")
