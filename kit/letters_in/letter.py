"""A file to a Letter: its passages with places that a person finds, in sections, with the exhibits that it names."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from kit.errors import BadFile
from kit.letters_in.file import nothing, text_of
from kit.letters_in.sections import ELSEWHERE, Placed, placed
from kit.model import Letter, Passage, Trace
from kit.tools import worker
from kit.tools.prose import exhibits

_TITLE = 3  # paragraphs: those above the text
_DISPUTES = re.compile(
    r"^(?:\W|\w{1,12}\s){0,6}(?:dispute|objection|we\s(?:dispute|contest))\b|\bobjection\s(?:to|against)\b", re.IGNORECASE
)
_BULLET = re.compile(r"^[-*•●▪◦·–—]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLetter:
    """A letter that was written elsewhere. `headings` and `lines` are by the place of a passage."""

    letter: Letter
    media: str
    headings: tuple[tuple[str, str], ...] = ()  # the passage before which it stands, and its words; "": behind the last
    lines: tuple[tuple[str, int], ...] = ()  # first line of each passage, of a text file
    notes: tuple[str, ...] = ()  # what of the file was not read


def read_letter(
    path: Path,
    *,
    stance: Literal["plan", "dispute"] | None = None,
    numbers: Mapping[str, str] | None = None,
    is_left_out: Callable[[str], object] = nothing,
) -> ReadLetter:
    """The letter in a file; raises BadFile.

    `numbers` gives the evidence id of an exhibit's number; without it exhibits are cited as they are named. Pages of a PDF
    whose text `is_left_out` (a function at the top of a module) are exhibits. Without a stance, headings of a dispute make one.
    """
    if not path.exists():
        raise BadFile(path, ["there is no such file; give the letter, or a case folder"])
    try:
        found = worker.run(text_of, path, is_left_out)
    except worker.Exceeded as error:
        raise BadFile(path, [f"{error.message}; give the letter's text as DOCX or TXT"]) from None
    if isinstance(found, str):
        raise BadFile(path, [found])
    parts = tuple(placed(found.paragraphs))
    passages = tuple(_passages(parts, numbers))
    cites = tuple(dict.fromkeys(i for p in passages for i in p.cites))
    return ReadLetter(
        letter=Letter(
            title=path.name,
            subject=next((p.paragraph.text for p in parts if p.paragraph.text), ""),
            stance=stance or _stance(parts),
            passages=passages,
            cites=cites,
            labels=tuple((i, number) for number, i in (numbers or {}).items() if i in cites),
            context=None,
        ),
        media=found.media,
        headings=tuple(_headings(parts)),
        lines=tuple((_where(p), p.paragraph.line) for p in parts if p.paragraph.line is not None and not p.is_heading),
        notes=found.notes,
    )


def _passages(parts: tuple[Placed, ...], numbers: Mapping[str, str] | None) -> Iterator[Passage]:
    for part in parts:
        text = _BULLET.sub("", part.paragraph.text)
        if text and not part.is_heading:
            cited = tuple(_cited(text, numbers))
            yield Passage(
                where=_where(part),
                text=text,
                html=f"<p>{escape(text)}</p>",
                traces=() if numbers is None else cited,
                cites=tuple(dict.fromkeys(t.ref for t in cited)),
            )


def _cited(text: str, numbers: Mapping[str, str] | None) -> Iterator[Trace]:
    """The exhibits that a text names; with `numbers`, those that are known."""
    for start, end, number in exhibits(text):
        evidence = f"Exhibit {number}" if numbers is None else numbers.get(number)
        if evidence:
            yield Trace(start=start, end=end, kind="exhibit", ref=evidence)


def _headings(parts: tuple[Placed, ...]) -> Iterator[tuple[str, str]]:
    for n, part in enumerate(parts):
        if part.is_heading:
            yield next((_where(p) for p in parts[n + 1 :] if not p.is_heading), ""), part.paragraph.text


def _where(part: Placed) -> str:
    return f"{part.section}.{part.paragraph.place}"


def _stance(parts: tuple[Placed, ...]) -> Literal["plan", "dispute"]:
    """A dispute where its headings or its title stand, and no heading of a plan."""
    sections = {p.section for p in parts if p.section != ELSEWHERE}
    above = [p.paragraph.text for p in parts if p.paragraph.text][:_TITLE]
    title = " ".join(text for text in above if not text.endswith("."))
    is_dispute = "dispute.wrong" in sections or bool(_DISPUTES.search(title))
    return "dispute" if is_dispute and not sections & {"root_causes", "corrective", "preventive"} else "plan"
