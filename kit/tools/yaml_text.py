"""YAML, safely: every scalar stays text, no aliases, no duplicate keys (PyYAML); comments kept on writing (ruamel.yaml)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from io import StringIO
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver

from kit.errors import BadFile
from kit.model import Record
from kit.model.record import WANTED
from kit.tools.atomic import write_text

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # base: no implicit types at all
_WORDS = {
    "extra_forbidden": "there is no such key here; correct its spelling or delete it",
    "missing": "is missing; state it",
    "timezone_aware": "say the zone too: 2026-06-09 10:12+01:00",
}
_NOTHING = {"", "~", "null"}
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
_BRACKET = re.compile(r"[][{}]")
_BLOCK = re.compile(r"^\w+:.*(?:\n(?!\w+:).*)*", re.MULTILINE)  # of a file: a key at the margin, and what stands below it
_TO_FILL = re.compile(r"#\s*(to fill\b.*)$")
TO_FILL = ": to fill"
"""What stands in the problem of a line that says itself that it is to fill."""
LINE_TO_FILL = re.compile(r"line (?P<line>\d+): (?P<place>[\w.]+): (?P<told>to fill.*)", re.DOTALL)
"""That problem whole."""
R = TypeVar("R", bound=Record)


class _TextOnly(VersionedResolver):
    """Resolves every plain scalar to text: `NO`, `1e5` and 19-digit ids stay as written."""

    @property
    def versioned_resolver(self) -> dict[Any, Any]:
        """No implicit types at all."""
        return {}


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.Resolver = _TextOnly
    yaml.preserve_quotes = True
    yaml.width = 120
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_duplicate_keys = False
    return yaml


def load(path: Path, text: str | None = None) -> Any:
    """The document of a file, or of a text that is to become it, as mappings, sequences and text, with its comments, to be changed."""
    text = _text(path) if text is None else text
    composed(path, text)  # refuses what is not read
    return _yaml().load(StringIO(text))


def read(kind: type[R], path: Path, text: str | None = None) -> R:
    """The record that the file, or a text out of it, states; every problem at once, each with its line and key."""
    text = _text(path) if text is None else text
    root = composed(path, text)
    if not isinstance(root, yaml.MappingNode):
        needed = ", ".join(f"{name}: …" for name, field in kind.model_fields.items() if field.is_required())
        raise BadFile(path, [f"should hold keys and values{f', such as {needed}' if needed else ''}; it holds none"])
    unfilled = dict(_unfilled(root, text.splitlines())) if "to fill" in text else {}
    problems = list(unfilled.values())
    try:
        found = kind.model_validate(plain(root))
    except ValidationError as error:
        said = [each for e in _own(error.errors()) for each in _said(root, e, kind)]
        problems += [told for place, told in said if not any(f"{name}.".startswith(f"{place}.") for name in unfilled)]
    if problems:
        raise BadFile(path, problems)
    return found


def legible(path: Path) -> dict[str, Any]:
    """What the top-level keys of a faulty file state, each read by itself; of a mapping that is itself faulty, its lines.

    The first of a key that stands twice. Raises BadFile for what is no text or too large.
    """
    found: dict[str, Any] = {}
    for block in _BLOCK.findall(_text(path)):
        for key, value in _stated(path, block).items():
            found.setdefault(key, value)
    return found


def _stated(path: Path, block: str) -> dict[str, Any]:
    """The mapping that a piece of a file states; where it cannot be read, the first line as a key and the others below it."""
    try:
        read = plain(composed(path, block))
    except BadFile:
        head, *lines = block.splitlines()
        inner: dict[str, Any] = {}
        for line in lines:
            for key, value in _stated(path, line.strip()).items():
                inner.setdefault(key, value)
        return {head.partition(":")[0]: inner} if lines else {}
    return read if isinstance(read, dict) else {}


def _own(errors: Iterable[Any]) -> list[Any]:
    """The errors but those of a list that is called too short for the faulty items that were taken out of it."""
    found = list(errors)
    inside = {e["loc"][:n] for e in found for n in range(len(e["loc"]))}
    return [e for e in found if e["type"] != "too_short" or e["loc"] not in inside]


def _unfilled(node: Any, lines: list[str], where: str = "") -> Iterator[tuple[str, str]]:
    """Each key without a value whose line says that it is to fill, and that as a problem."""
    pairs = [(key.value, key.start_mark.line, value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []
    if isinstance(node, yaml.SequenceNode):
        pairs = [(str(n), value.start_mark.line, value) for n, value in enumerate(node.value)]
    for key, line, value in pairs:
        place = f"{where}.{key}" if where else str(key)
        if isinstance(value.value, list):
            yield from _unfilled(value, lines, place)
        elif not value.value and (told := _TO_FILL.search(lines[line])):
            yield place, f"line {line + 1}: {place}: {told[1]}"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value where it stands in a file: its text, and from where to where it is written, in characters."""

    text: str
    start: int
    end: int


def scalars(path: Path, text: str | None = None) -> dict[str, Scalar]:
    """Every value of the file, or of a text that is to become it, by its path of keys: `corrective.0.what`."""
    root = composed(path, text)
    return {
        where: Scalar(str(n.value), n.start_mark.index, n.end_mark.index)
        for where, n in _walked(root)
        if not isinstance(n.value, list)
    }


def lines(path: Path) -> dict[str, int]:
    """The line, from 1, on which each path of keys stands."""
    return {where: node.start_mark.line + 1 for where, node in _walked(composed(path))}


def _walked(node: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    if where:
        yield where, node
    dot = "." if where else ""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walked(value, f"{where}{dot}{key.value}")
    elif isinstance(node, yaml.SequenceNode):
        for n, value in enumerate(node.value):
            yield from _walked(value, f"{where}{dot}{n}")


def write(path: Path, document: Any) -> None:
    """Write a document that `load` gave, atomically: comments stay, and what was not changed keeps its lines as they were."""
    write_text(path, changed(_text(path), document) if path.is_file() else dump(document))


def changed(before: str, document: Any) -> str:
    """The text of a document that `load` gave, the lines that were not changed as they were before."""
    return _kept(before, dump(document))


def _kept(before: str, made: str) -> str:
    """The lines before with only the changes that were made; as they were made where they cannot be told from new folds."""
    folded = dump(_yaml().load(StringIO(before)))
    places = _places(folded.splitlines(keepends=True), lines := before.splitlines(keepends=True))
    changes = SequenceMatcher(None, folded.splitlines(keepends=True), new := made.splitlines(keepends=True), autojunk=False)
    merged, at = list[str](), 0
    for kind, first, last, start, end in changes.get_opcodes():
        if kind != "equal":
            if first not in places or last not in places:
                return made
            merged += [*lines[at : places[first]], *new[start:end]]
            at = places[last]
    whole = "".join([*merged, *lines[at:]])
    try:
        is_same = dump(_yaml().load(StringIO(whole))) == made
    except YAMLError:
        return made
    return whole if is_same else made


def _places(folded: list[str], before: list[str]) -> dict[int, int]:
    """Of the boundaries between lines of a text folded anew, those that lie between the same lines before."""
    places: dict[int, int] = {}
    for kind, first, last, start, end in SequenceMatcher(None, folded, before, autojunk=False).get_opcodes():
        places |= {first + n: start + n for n in range(last - first + 1)} if kind == "equal" else {first: start, last: end}
    return places


def append(document: Any, key: str, item: Mapping[str, Any], *, notes: dict[str, str]) -> None:
    """Add an item to a list of a document that `load` gave, with a comment behind each key that `notes` names."""
    added = CommentedMap(item)
    for name, note in notes.items():
        added.yaml_add_eol_comment(note, name)
    if not document.get(key):
        document[key] = CommentedSeq()
    document[key].append(added)


def append_line(document: Any, key: str, item: dict[str, str | list[str]]) -> None:
    """Add an item to a list of a document that `load` gave, written on one line."""
    added = CommentedMap((name, CommentedSeq(value) if isinstance(value, list) else value) for name, value in item.items())
    for part in (added, *(value for value in added.values() if isinstance(value, CommentedSeq))):
        part.fa.set_flow_style()
    if not document.get(key):
        _insert(document, key, CommentedSeq())
    document[key].append(added)


def state(document: Any, key: str, item: dict[str, str]) -> None:
    """Put names and values into a mapping of a document that `load` gave; a new mapping is written on one line."""
    if not document.get(key):
        _insert(document, key, CommentedMap())
        document[key].fa.set_flow_style()
    document[key].update(item)


def _insert(document: Any, key: str, value: Any) -> None:
    """Put a key before the last one, behind which the blank line or comment stands that parts it from what follows."""
    if key in document:
        document[key] = value
    else:
        document.insert(max(len(document) - 1, 0), key, value)


def dump(document: Any) -> str:
    """The document as YAML text."""
    out = StringIO()
    _yaml().dump(document, out)
    return out.getvalue()


def composed(path: Path, text: str | None = None) -> Any:
    """The document as nodes with their lines (libyaml: ten times as fast as the writer's parser)."""
    return _parsed(path, _text(path) if text is None else text)


@lru_cache(maxsize=2)
def _parsed(path: Path, text: str) -> Any:
    """The same of a text; a text that was just written is read again at once, by who checks it."""
    if max(accumulate((_BRACKETS[c] for c in _BRACKET.findall(text)), initial=0)) > 10 * MAX_DEPTH:
        raise BadFile(path, [f"nested deeper than {MAX_DEPTH} levels"])  # parsers take the square of it in time
    try:
        root = yaml.compose(text, Loader=_Loader)
        tricks = [*_anchors(text), *(_repeats(root, 0) if root else ())]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        problem = str(getattr(error, "problem", None) or error)
        before = text[: mark.index + 1].rpartition("\n")[2] if mark else ""
        if "\t" in before and not before.strip():
            problem = "a tab stands here; YAML wants spaces"
        raise BadFile(path, [f"{place}{problem}"]) from None
    if tricks:
        raise BadFile(path, tricks)
    return root


def _anchors(text: str) -> Iterator[str]:
    """Aliases can grow without end, so anchors are not read."""
    if "&" not in text and "*" not in text:  # neither can stand there: half of the time saved
        return
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    for event in events:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield f"line {event.start_mark.line + 1}: anchors and aliases (& and *) are not read; write it out"


def _repeats(node: Any, depth: int) -> Iterator[str]:
    """One line for each key that stands twice in its mapping, and for nesting beyond reason."""
    if depth > MAX_DEPTH:
        yield f"line {node.start_mark.line + 1}: nested deeper than {MAX_DEPTH} levels"
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield f"line {key.start_mark.line + 1}: the key {key.value!r} stands twice; keep one"
            seen.add(str(key.value))
            yield from _repeats(value, depth + 1)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeats(item, depth + 1)


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
    except FileNotFoundError:
        raise BadFile(path, ["there is no such file"]) from None
    except OSError as error:
        raise BadFile(path, [error.strerror or str(error)]) from None
    if raw is None:
        raise BadFile(path, [f"larger than {MAX_BYTES:,} bytes: not a file that a person wrote"])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(path, [f"byte {error.start}: not UTF-8; save it as UTF-8"]) from None


def plain(node: Any) -> Any:
    """What a node of `composed` states: mappings, tuples, text, None."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return tuple(plain(item) for item in node.value)
    # A quoted "" or "null" was meant; a bare one means nothing.
    is_plain = not getattr(node, "style", None)
    return None if is_plain and node.value in _NOTHING else str(node.value)


def _said(root: Any, error: Any, kind: type[Record]) -> Iterator[tuple[str, str]]:
    """The path of keys of each thing that an error says, and that with its line; a record as a whole names its places itself."""
    line, place = _place(root, error)
    wanted = WANTED.get(error.get("ctx", {}).get("pattern", ""))
    said = f"{error['input']!r}: {wanted}" if wanted else _WORDS.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden" and (near := get_close_matches(place, kind.model_fields, 1)):
        said = said.replace("spelling", f"spelling ({near[0]}?)")
    if place:
        yield place, f"line {line + 1}: {place}: {said}"
        return
    for each in said.splitlines():
        named = each.partition(": ")[0]
        found = _named(root, named)
        yield ("", f"line {line + 1}: file: {each}") if found is None else (named, f"line {found + 1}: {each}")


def _named(node: Any, place: str) -> int | None:
    """The line of a path of keys, in which an item is named by its id; None where there is none such."""
    line = None
    for key in place.split("."):
        inner = node.value if isinstance(node, yaml.SequenceNode) else ()
        of_id = (item for item in inner if isinstance(item, yaml.MappingNode) and (key == _id(item)))
        item = next(of_id, None)
        found = (item.start_mark.line, item) if item is not None else _child(node, int(key) if inner and key.isdigit() else key)
        if found is None:
            return None
        line, node = found
    return line


def _id(node: Any) -> str:
    return next((str(value.value) for key, value in node.value if key.value == "id"), "")


def _place(root: Any, error: Any) -> tuple[int, str]:
    """Line and path of keys of an error; keys that only pydantic knows are left out."""
    place: list[str] = []
    line, node = root.start_mark.line, root
    for key in error["loc"]:
        found = _child(node, key)
        if found is not None:
            line, node = found
            place.append(str(key))
        elif error["type"] == "missing" and isinstance(node, yaml.MappingNode):
            place.append(str(key))
    return line, ".".join(place)


def _child(node: Any, key: Any) -> tuple[int, Any] | None:
    """The line of a key or item, and what stands there."""
    if isinstance(node, yaml.MappingNode):
        return next(((k.start_mark.line, v) for k, v in node.value if k.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key].start_mark.line, node.value[key]
    return None


__all__ = [
    "Scalar",
    "append",
    "append_line",
    "changed",
    "composed",
    "dump",
    "legible",
    "lines",
    "load",
    "plain",
    "read",
    "scalars",
    "state",
    "write",
]
