"""Authored text: placeholders filled in a sandbox, then Markdown, with the exact place of every filled figure.

Placeholders become one private-use character each before Markdown sees the text, so no figure can be changed by it and
no figure can change the page.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from kit.letter.placeholders import Names, Printed, printed
from kit.model import Passage, Trace
from kit.tools.templates import Problem, evaluated
from kit.tools.tidy import tidy, tidy_html

FIRST, LAST = 0xE000, 0xF8FF  # private use: no face draws them, so no text needs them
MAX_LENGTH = 20_000
_MARK = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")


@dataclass(frozen=True, slots=True)
class Filled:
    """An authored text with its placeholders evaluated, before exhibits have numbers."""

    where: str
    tokens: tuple[Token, ...]
    printed: tuple[Printed, ...]

    @property
    def cited(self) -> tuple[tuple[str, int], ...]:
        """Evidence id and page of each citation, in order."""
        return tuple((p.ref, p.page) for p in self.printed if p.kind == "exhibit")

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
    return evaluated(text, names, printed)


@cache
def _markdown() -> MarkdownIt:
    """Paragraphs, lists, emphasis and hard breaks; no HTML, link, image, heading or table."""
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
        cites=tuple(dict.fromkeys((*filled.cites, *beside))),
    )


def tag(evidence_id: str, labels: Mapping[str, str], page: int = 1) -> Markup:
    """A citation as it stands in the letter; the press adds the bundle page."""
    return Markup('<span class="tag"><a href="exhibit://{}/{}">Exhibit {}</a></span>').format(
        evidence_id, page, labels[evidence_id]
    )


def _html(filled: Filled, labels: Mapping[str, str]) -> str:
    def shown(mark: re.Match[str]) -> str:
        piece = filled.printed[ord(mark[0]) - FIRST]
        return str(tag(piece.ref, labels, piece.page) if piece.kind == "exhibit" else escape(tidy(piece.text)))

    html: str = _markdown().renderer.render(list(filled.tokens), _markdown().options, {})
    return tidy_html(_MARK.sub(shown, html.strip()))


class _Writer:
    """Plain text of Markdown tokens, with the span of each filled placeholder."""

    def __init__(self, printed: Sequence[Printed], labels: Mapping[str, str]) -> None:
        self.text = ""
        self.traces: list[Trace] = []
        self._printed = printed
        self._labels = labels

    def blocks(self, tokens: Sequence[Token]) -> None:
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

    def _inline(self, children: Sequence[Token]) -> None:
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
        text = f"Exhibit {self._labels[piece.ref]}" if piece.kind == "exhibit" else piece.text
        start = len(self.text)
        self.text += text
        self.traces.append(Trace(start=start, end=len(self.text), kind=piece.kind, ref=piece.ref))
