"""Authored text: placeholders filled in a sandbox, then Markdown, with the exact place of every filled figure.

Placeholders become one private-use character each before Markdown sees the text, so no figure can be changed by it and
no figure can change the page. Only names joined by dots and `.page(2)` are evaluated: no statement, filter or operator.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from kit.letter.placeholders import BadPlaceholder, Names, Printed, printed
from kit.model import Passage, Trace
from kit.tools.tidy import tidy, tidy_html

FIRST, LAST = 0xE000, 0xF8FF  # private use: no face draws them, so no text needs them
MAX_LENGTH = 20_000
_MARK = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Call, nodes.Const)


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
        for problem, piece in _evaluated(text, self._names):
            if problem:
                self.problems.append(f"{where}: {problem}")
            elif isinstance(piece, Printed):
                marked += chr(FIRST + len(found))
                found.append(piece)
            else:
                marked += str(piece)
        return Filled(where, tuple(_markdown().parse(marked)), tuple(found))


def _evaluated(text: str, names: Mapping[str, Names]) -> list[tuple[str, str | Printed]]:
    """(problem, piece) for each stretch of the text; the problem is empty where all is well."""
    if len(text) > MAX_LENGTH:
        return [(f"is longer than {MAX_LENGTH:,} characters", "")]
    if any(FIRST <= ord(c) <= LAST for c in text):
        return [("holds a private-use character, which no font draws", "")]
    try:
        template = _sandbox().parse(text)
    except TemplateError as error:
        return [(f"{error}; write a placeholder as {{{{ metric.late_dispatch.during }}}}", "")]
    refused = sorted({_plain_name(n) for n in template.find_all(nodes.Node) if not isinstance(n, _ALLOWED)})
    if refused:
        return [(f"{', '.join(refused)}: only names joined by dots may stand in {{{{ }}}}", "")]
    outputs = [node for part in template.body for node in part.iter_child_nodes()]
    return [("", node.data) if isinstance(node, nodes.TemplateData) else _one(node, names) for node in outputs]


def _one(node: nodes.Node, names: Mapping[str, Names]) -> tuple[str, str | Printed]:
    """One placeholder's value, or what is wrong with it."""
    written = _source(node)
    root = node
    while isinstance(root, nodes.Getattr | nodes.Call):
        root = root.node
    if not isinstance(root, nodes.Name) or root.name not in names:
        return f"{{{{ {written} }}}}: a placeholder starts with one of {', '.join(sorted(names))}", ""
    found: list[Printed] = []

    def keep(value: object) -> str:
        found.append(printed(value))
        return ""

    try:
        alone = nodes.Template([nodes.Output([node], lineno=1)], lineno=1)
        _sandbox().overlay(finalize=keep).from_string(alone).render(names)
    except (BadPlaceholder, TemplateError, TypeError) as error:
        return f"{{{{ {written} }}}}: {error}", ""
    return "", found[0]


def _plain_name(node: nodes.Node) -> str:
    """What a refused construct is called by people."""
    if isinstance(node, nodes.Stmt):
        return f"{{% {type(node).__name__.lower()} %}}"
    return {"Filter": "a filter |", "Getitem": "[ ]"}.get(type(node).__name__, type(node).__name__.lower())


def _source(node: nodes.Node) -> str:
    """The placeholder as it was written, near enough to find it."""
    if isinstance(node, nodes.Getattr):
        return f"{_source(node.node)}.{node.attr}"
    if isinstance(node, nodes.Call):
        return f"{_source(node.node)}({', '.join(_source(a) for a in node.args)})"
    if isinstance(node, nodes.Const):
        return repr(node.value)[:40]
    return node.name if isinstance(node, nodes.Name) else "…"


class _OnlyNames(ImmutableSandboxedEnvironment):
    """A sandbox in which a dot reaches a placeholder's names and nothing of Python."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if not isinstance(obj, Names):
            raise BadPlaceholder(f"nothing stands behind .{attribute}")
        return obj.get(attribute)


@cache
def _sandbox() -> _OnlyNames:
    return _OnlyNames(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)


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
    return Markup('<a class="tag" href="exhibit://{}/{}"><b>Exhibit {}</b></a>').format(evidence_id, page, labels[evidence_id])


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
