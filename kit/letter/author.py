"""Authored text: placeholders filled in a sandbox, then Markdown, with the exact place of every filled figure.

Placeholders become one private-use character each before Markdown sees the text, so no figure can be changed by it and
no figure can change the page.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from kit.letter.placeholders import Names, Printed, printed
from kit.model import Passage, Trace
from kit.tools.citations import listed, typed
from kit.tools.templates import Problem, evaluated
from kit.tools.tidy import tidy, tidy_html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FIRST, LAST = 0xE000, 0xF8FF  # private use: no face draws them, so no text needs them
MAX_LENGTH = 20_000
_MARK = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")


@dataclass(frozen=True, slots=True)
class Filled:
    """An authored text with its placeholders evaluated, before exhibits have numbers."""

    where: str
    tokens: "tuple[Token, ...]"
    printed: tuple[Printed, ...]

    @property
    def cited(self) -> tuple[tuple[str, int], ...]:
        """Evidence id and page of each citation, in order."""
        exhibits = (p for p in self.printed if p.kind == "exhibit" and not p.is_typed)
        return tuple((i, p.page) for p in exhibits for i in (p.refs or (p.ref,)))

    @property
    def cites(self) -> tuple[str, ...]:
        """Evidence ids in the order of their citation, each once."""
        return tuple(dict.fromkeys(i for i, _ in self.cited))


class Author:
    """Fills authored texts; `problems` collects every bad placeholder with its place."""

    def __init__(self, names: Mapping[str, Names]) -> None:
        self._names = names
        self.problems: list[str] = []

    def alone(self) -> "Author":
        """Another author with the same names, whose problems count for nobody."""
        return Author(self._names)

    def fill(self, where: str, text: str) -> Filled:
        """The text with its placeholders evaluated; a bad one is added to `problems`."""
        marked, found = "", list[Printed]()
        for piece in _evaluated(text, self._names):
            if isinstance(piece, Problem):
                self.problems.append(f"{where}: {piece.said}")
            elif isinstance(piece, Printed):
                marked += chr(FIRST + len(found))
                found.append(piece)
            else:
                marked += piece
        return Filled(where, tuple(_markdown().parse(marked)), tuple(found))


def _evaluated(text: str, names: Mapping[str, Names]) -> tuple[str | Printed | Problem, ...]:
    """The stretches of a text and the values between them."""
    if len(text) > MAX_LENGTH:
        return (Problem(f"is longer than {MAX_LENGTH:,} characters"),)
    if any(FIRST <= ord(c) <= LAST for c in text):
        return (Problem("holds a private-use character, which no font draws"),)
    return tuple(
        part for piece in evaluated(text, names, printed) for part in (_cut(piece) if isinstance(piece, str) else [piece])
    )


def _cut(text: str) -> Iterator[str | Printed]:
    """A stretch of text with the citations that a person typed taken out of it."""
    at = 0
    for ends in typed(text):
        yield text[at : ends[0].start]
        at = ends[-1].end
        yield Printed(text[ends[0].start : at], "exhibit", "", is_typed=True)
    yield text[at:]


@cache
def _markdown() -> "MarkdownIt":
    """Paragraphs, lists, emphasis and hard breaks; no HTML, link, image, heading or table."""
    from markdown_it import MarkdownIt  # late: a walk that opens writes no letter

    return MarkdownIt("zero", {"html": False, "linkify": False}).enable(["emphasis", "list", "escape", "newline"])


# --- from filled text to a passage --------------------------------------------------------------


def passage(filled: Filled, labels: Mapping[str, str], beside: Sequence[str] = ()) -> Passage:
    """The passage, once exhibits have numbers; it cites what its text names, then what stands beside it."""
    writer = _Writer(filled.printed, labels)
    writer.blocks(filled.tokens)
    return Passage(
        where=filled.where,
        text=writer.text,
        html=_html(filled, labels),
        traces=tuple(writer.traces),
        cites=tuple(dict.fromkeys((*filled.cites, *writer.typed, *beside))),
    )


def tag(evidence_id: str, labels: Mapping[str, str], page: int = 1) -> Markup:
    """A citation as it stands in the letter; the press adds the bundle page."""
    return Markup('<span class="tag"><a href="exhibit://{}/{}">Exhibit {}</a></span>').format(
        evidence_id, page, labels[evidence_id]
    )


def _cited(piece: Printed, labels: Mapping[str, str]) -> tuple[tuple[str, str | None], ...]:
    """The words of a citation, each with the evidence that it stands for, if any.

    A number that no exhibit has stands for itself: nothing has such an id, so the bundle cannot link it and refuses.
    """
    if piece.refs:
        order = list(labels)
        ids = sorted(piece.refs, key=order.index)
        words = listed([labels[i] for i in ids], [order.index(i) for i in ids])
        return tuple((text, None if n is None else ids[n]) for text, n in words)
    if not piece.is_typed:
        return ((f"Exhibit {labels[piece.ref]}", piece.ref),)
    holder, at, found = {n: i for i, n in labels.items()}, 0, list[tuple[str, str | None]]()
    for end in next(typed(piece.text)):
        found += [(piece.text[at : end.start], None), (piece.text[end.start : end.end], holder.get(end.number, end.number))]
        at = end.end
    return tuple((text, evidence_id) for text, evidence_id in found if text)


def _linked(piece: Printed, labels: Mapping[str, str]) -> Markup:
    """A list of exhibits, or a citation as typed: each end a link."""
    link = Markup('<a href="exhibit://{}/1">{}</a>')
    words = (link.format(i, tidy(text)) if i else escape(text) for text, i in _cited(piece, labels))
    return Markup('<span class="listed">{}</span>').format(Markup("").join(words))


def _html(filled: Filled, labels: Mapping[str, str]) -> str:
    def shown(mark: re.Match[str]) -> str:
        piece = filled.printed[ord(mark[0]) - FIRST]
        if piece.refs or piece.is_typed:
            return str(_linked(piece, labels))
        return str(tag(piece.ref, labels, piece.page) if piece.kind == "exhibit" else escape(tidy(piece.text)))

    html: str = _markdown().renderer.render(list(filled.tokens), _markdown().options, {})
    return tidy_html(_MARK.sub(shown, html.strip()))


class _Writer:
    """Plain text of Markdown tokens, with the span of each filled placeholder."""

    def __init__(self, printed: Sequence[Printed], labels: Mapping[str, str]) -> None:
        self.text = ""
        self.traces: list[Trace] = []
        self.typed: list[str] = []  # evidence that a person cited by its number
        self._printed = printed
        self._labels = labels

    def blocks(self, tokens: "Sequence[Token]") -> None:
        """Paragraphs apart by an empty line, list items one a line after their dash or number."""
        depth, bullet = 0, ""
        for token in tokens:
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                depth += 1
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                depth -= 1
            elif token.type == "list_item_open":
                bullet = f"{token.info}{token.markup} " if token.info else "- "
            elif token.type == "inline":
                self.text += ("\n" if bullet else "\n\n") if self.text else ""
                self.text += "  " * (depth - 1) + bullet if bullet else ""
                bullet = ""
                self._inline(token.children or [])

    def _inline(self, children: "Sequence[Token]") -> None:
        for child in children:
            if child.type in {"softbreak", "hardbreak"}:
                self.text += " " if child.type == "softbreak" else "\n"
            for character in child.content:
                self._add(character)

    def _add(self, character: str) -> None:
        if not FIRST <= ord(character) <= LAST:
            self.text += character
            return
        piece = self._printed[ord(character) - FIRST]
        if piece.kind == "exhibit":
            self._cite(piece)
            return
        start = len(self.text)
        self.text += piece.text
        self.traces.append(Trace(start=start, end=len(self.text), kind=piece.kind, ref=piece.ref))

    def _cite(self, piece: Printed) -> None:
        """A citation; numbers that a person typed are traced to nothing."""
        for text, evidence_id in _cited(piece, self._labels):
            start = len(self.text)
            self.text += text
            if not piece.is_typed and evidence_id:
                self.traces.append(Trace(start=start, end=len(self.text), kind="exhibit", ref=evidence_id))
            elif evidence_id in self._labels:
                self.typed.append(str(evidence_id))
