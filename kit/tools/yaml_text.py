"""YAML, safely: every scalar stays text, no aliases, no duplicate keys, comments kept on writing (ruamel.yaml)."""

from io import StringIO
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.resolver import VersionedResolver

from kit.errors import BadFile
from kit.model import Record
from kit.tools.atomic import write_text

MAX_BYTES = 1_000_000
MAX_DEPTH = 30
_NOTHING = {"", "~", "null"}
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}
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


def load(path: Path) -> Any:
    """The document as mappings, sequences and text, with comments and line numbers attached."""
    text = _text(path)
    try:
        for event in _yaml().parse(StringIO(text)):
            if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
                raise BadFile(
                    path, [f"line {event.start_mark.line + 1}: anchors and aliases (& and *) are not read; write it out"]
                )
        return _yaml().load(StringIO(text))
    except DuplicateKeyError as error:
        mark = error.problem_mark
        raise BadFile(
            path, [f"line {mark.line + 1}: a key stands twice; keep one ({str(error.problem).split(chr(10))[0]})"]
        ) from None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise BadFile(path, [f"{place}{getattr(error, 'problem', None) or error}"]) from None


def read(kind: type[R], path: Path) -> R:
    """The record that the file states; every problem at once, each with its line and key."""
    document = load(path)
    if not isinstance(document, dict):
        raise BadFile(path, [f"should hold keys and values for a {kind.__name__.lower()}, holds {type(document).__name__}"])
    try:
        return kind.model_validate(_plain(document))
    except ValidationError as error:
        raise BadFile(path, [_said(document, e) for e in error.errors()]) from None


def write(path: Path, document: Any) -> None:
    """Write a document that `load` gave, comments kept, atomically."""
    out = StringIO()
    _yaml().dump(document, out)
    write_text(path, out.getvalue())


def dump(document: Any) -> str:
    """The document as YAML text."""
    out = StringIO()
    _yaml().dump(document, out)
    return out.getvalue()


def _refuse_tricks(path: Path, text: str) -> None:
    """Raise BadFile on aliases, which can grow without end, and on endless nesting."""
    if max(accumulate((_BRACKETS.get(c, 0) for c in text), initial=0)) > 10 * MAX_DEPTH:
        raise BadFile(path, [f"nested deeper than {MAX_DEPTH} levels"])  # the parser's time grows with the square of it
    depth = 0
    for event in _yaml().parse(StringIO(text)):
        line = event.start_mark.line + 1
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise BadFile(path, [f"line {line}: anchors and aliases (& and *) are not read; write it out"])
        if depth > MAX_DEPTH:
            raise BadFile(path, [f"line {line}: nested deeper than {MAX_DEPTH} levels"])


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


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return tuple(_plain(v) for v in value)
    text = None if value is None else str(value)
    # A quoted "" or "null" was meant; a bare one means nothing.
    return None if text is None or (type(value) is str and text in _NOTHING) else text


def _said(document: Any, error: Any) -> str:
    keys = [k for k in error["loc"] if not str(k).startswith(("function-", "constrained-", "lax-", "is-instance"))]
    place, line, node = [], None, document
    for key in keys:
        if isinstance(node, dict | list) and (
            key in node if isinstance(node, dict) else isinstance(key, int) and key < len(node)
        ):
            line = _line(node, key)
            node = node[key]
            place.append(str(key))
        elif isinstance(node, dict) and error["type"] == "missing":
            place.append(str(key))
            line = line if line is not None else 0
    at = f"line {line + 1}: " if line is not None else ""
    message = error["msg"].removeprefix("Value error, ")
    return f"{at}{'.'.join(place) or 'file'}: {message}"


def _line(node: Any, key: Any) -> int | None:
    try:
        places: Any = node.lc
        return int((places.item if isinstance(node, list) else places.key)(key)[0])
    except (AttributeError, KeyError, TypeError):
        return None


__all__ = ["dump", "load", "read", "write"]
