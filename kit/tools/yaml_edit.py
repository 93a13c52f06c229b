"""One value of a YAML file put, added or taken away within its text: every other character stays as it is, comments too.

A place is a path of keys, items of a list by their `id` (or `code`, else by number): `corrective.cutoff_moved.done`.
"""

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.errors import BadFile
from kit.tools import yaml_text

Value = str | Sequence[Any] | Mapping[str, Any]
_NAMES = ("id", "code")  # by which an item of a list is called
_WIDE = 100
_PLAIN = re.compile(r"[A-Za-z0-9À-ɏ一-鿿](?:[^\s#:{}\[\],&*!|>'\"%@`?]|:(?=\S)| (?=[^\s#]))*")
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z0-9À-ɏ一-鿿](?:[\w./+()-]| (?=[\w./+()-]))*")
_MEANT_AS_TEXT = re.compile(r"\d{9,}|null", re.IGNORECASE)  # quoted, so that a person sees an id


@dataclass(frozen=True)
class Document:
    """The text of a YAML file, and what it states; each change gives another."""

    path: Path
    text: str

    @cached_property
    def plain(self) -> Any:
        """What it states: mappings, lists and text."""
        return yaml_text.plain(self._root)

    def get(self, where: str) -> Any:
        """What stands at a place; None where nothing does."""
        return _reach(self.plain, where)

    def put(self, where: str, value: Value, *, order: Sequence[str] = ()) -> "Document":
        """With that value at the place, made with what is above it if need be; `order`: the keys before which it comes."""
        *above, name = where.split(".")
        wanted = _copied(self.plain)
        node, target = self._root, wanted
        for n, step in enumerate(above):
            below = _node(node, step)
            if below is None or below.id == "scalar":
                return self._put(node, target, step, _nested([*above[n + 1 :], name], value), wanted=wanted, order=order)
            node, target = below, _within(target, step)
        return self._put(node, target, name, value, wanted=wanted, order=order)

    def add(self, where: str, item: Value, *, order: Sequence[str] = ()) -> "Document":
        """With one more item in the list at the place."""
        held = self.get(where)
        if not held:
            return self.put(where, [item], order=order)
        wanted = _copied(self.plain)
        node = self._node_at(where)
        _reach(wanted, where).append(_copied(item))
        if node.flow_style:
            parts = [self.text[n.start_mark.index : self._end(n)] for n in node.value]
            return self._with(node.start_mark.index, self._end(node), f"[{', '.join([*parts, _flow(item)])}]", wanted)
        column = node.start_mark.column
        return self._with_lines(self._line_end(self._end(node)), _item(item, column), wanted)

    def drop(self, where: str) -> "Document":
        """Without the key or item at the place; a mapping or list that this empties goes too, but for a list at the top."""
        above, _, name = where.rpartition(".")
        parent = self._node_at(above) if above else self._root
        if parent is None or (node := _node(parent, name)) is None:
            return self
        if len(parent.value) == 1 and above:
            return self.put(above, []) if "." not in above and parent.id == "sequence" else self.drop(above)
        wanted = _copied(self.plain)
        _forget(_reach(wanted, above) if above else wanted, name)
        if parent.flow_style:
            return self._with(parent.start_mark.index, self._end(parent), self._without(parent, node), wanted)
        first = node if parent.id == "sequence" else next(key for key, value in parent.value if value is node)
        start, end = self._line_start(first.start_mark.index), self._line_end(self._end(node)) + 1
        if self.text[:start].endswith("\n\n") and self.text[end : end + 1] == "\n":
            end += 1  # one blank line between the neighbours is enough
        return self._with(start, end, "", wanted)

    # --- how -------------------------------------------------------------------------------------

    @cached_property
    def _root(self) -> Any:
        root = yaml_text.composed(self.path, self.text)
        if root is None or root.id != "mapping":
            raise BadFile(self.path, ["should hold keys and values; it holds none"])
        return root

    def _node_at(self, where: str) -> Any:
        node = self._root
        for name in where.split("."):
            node = _node(node, name)
            if node is None:
                return None
        return node

    def _put(self, parent: Any, target: Any, name: str, value: Value, *, wanted: Any, order: Sequence[str]) -> "Document":
        """The value under a key of a mapping, or in the place of an item of a list."""
        _state(target, name, value)
        node = _node(parent, name)
        if node is not None:
            start, end = self._span(parent, node)
            column = parent.value[0][0].start_mark.column if parent.id == "mapping" else parent.start_mark.column
            rest = self.text[end : self._line_end(end)].strip()
            written = _flow(value) if parent.flow_style else _beside(value, column, is_alone=not rest)
            gap = "" if parent.id == "sequence" else " " if not written.startswith("\n") else ""
            return self._with(start, end, gap + written, wanted)
        if parent.flow_style:
            parts = [self.text[k.start_mark.index : self._end(v)] for k, v in parent.value]
            return self._with(
                parent.start_mark.index, self._end(parent), "{" + ", ".join([*parts, f"{name}: {_flow(value)}"]) + "}", wanted
            )
        before = set(order[: order.index(name)]) if name in order else None
        held = [v for k, v in parent.value if before is None or k.value in before] or [v for _, v in parent.value]
        column = parent.value[0][0].start_mark.column
        return self._with_lines(self._line_end(self._end(held[-1])), _pair(name, value, column), wanted)

    def _span(self, parent: Any, node: Any) -> tuple[int, int]:
        """From where to where the value is written; of a key from behind its colon."""
        if parent.id == "sequence":
            return node.start_mark.index, self._end(node)
        key = next(k for k, v in parent.value if v is node)
        colon = self.text.index(":", key.end_mark.index) + 1
        return colon, max(colon, self._end(node))

    def _without(self, parent: Any, node: Any) -> str:
        if parent.id == "sequence":
            return f"[{', '.join(self.text[n.start_mark.index : self._end(n)] for n in parent.value if n is not node)}]"
        kept = [self.text[k.start_mark.index : self._end(v)] for k, v in parent.value if v is not node]
        return "{" + ", ".join(kept) + "}"

    def _end(self, node: Any) -> int:
        """Behind the last character of a value, without the white space and comments that follow."""
        if node.id != "scalar" and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end = int(node.end_mark.index)
        if node.id == "scalar" and node.style in ("|", ">"):
            return len(self.text[:end].rstrip())
        return end

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def _with_lines(self, at: int, lines: Iterable[str], wanted: Any) -> "Document":
        return self._with(at, at, "".join(f"\n{line}" for line in lines), wanted)

    def _with(self, start: int, end: int, written: str, wanted: Any) -> "Document":
        """The text with that part written anew, read again to be sure that it states what is wanted and nothing else."""
        text = self.text[:start] + written + self.text[end:]
        changed = Document(self.path, text if text.endswith("\n") else text + "\n")
        try:
            is_meant = _copied(changed.plain) == wanted
        except BadFile:
            is_meant = False
        if not is_meant:
            raise BadFile(self.path, ["this cannot be written there safely; write it into the file by hand"])
        return changed


# --- places -----------------------------------------------------------------------------------------


def _node(parent: Any, name: str) -> Any:
    """The value under a key, or the item that is called so."""
    if parent.id == "mapping":
        return next((value for key, value in parent.value if key.value == name), None)
    if parent.id == "sequence":
        named = (n for n in parent.value if _is_called(n, name))
        return next(named, parent.value[int(name)] if name.isdigit() and int(name) < len(parent.value) else None)
    return None


def _is_called(node: Any, name: str) -> bool:
    if node.id == "mapping":
        return any(key.value in _NAMES and value.value == name for key, value in node.value)
    return bool(node.id == "scalar" and node.value == name)


def _within(found: Any, name: str) -> Any:
    """The same in what is stated."""
    if isinstance(found, Mapping):
        return found.get(name)
    if isinstance(found, Sequence) and not isinstance(found, str):
        place = _place(found, name)
        return None if place is None else found[place]
    return None


def _place(items: Sequence[Any], name: str) -> int | None:
    named = (
        n
        for n, item in enumerate(items)
        if (any(item.get(key) == name for key in _NAMES) if isinstance(item, Mapping) else item == name)
    )
    return next(named, int(name) if name.isdigit() and int(name) < len(items) else None)


def _reach(found: Any, where: str) -> Any:
    for name in where.split("."):
        found = _within(found, name)
    return found


def _state(target: Any, name: str, value: Value) -> None:
    key = name if isinstance(target, dict) else _place(target, name)
    target[key] = _copied(value)


def _forget(target: Any, name: str) -> None:
    del target[name if isinstance(target, dict) else _place(target, name)]


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _copied(v) for key, v in value.items()}
    return [_copied(v) for v in value] if isinstance(value, Sequence) and not isinstance(value, str) else value


def _nested(names: Sequence[str], value: Value) -> Value:
    for name in reversed(names):
        value = {name: value}
    return value


# --- how a value is written -------------------------------------------------------------------------


def _beside(value: Value, column: int, *, is_alone: bool) -> str:
    """The value behind its key at that column; what needs lines of its own begins with a line feed, a block text with its sign."""
    if isinstance(value, str):
        return _text(value, column, is_alone=is_alone)
    if _is_short(value):
        return _flow(value)
    lines = _mapping(value, column + 2) if isinstance(value, Mapping) else [x for i in value for x in _item(i, column + 2)]
    return "".join(f"\n{line}" for line in lines)


def _pair(name: str, value: Value, column: int) -> list[str]:
    """A key with its value, line by line."""
    written = _beside(value, column, is_alone=True)
    gap = "" if written.startswith("\n") else " "
    return f"{' ' * column}{name}:{gap}{written}".split("\n")


def _mapping(value: Mapping[str, Any], column: int) -> list[str]:
    return [line for name, inner in value.items() for line in _pair(name, inner, column)]


def _item(value: Value, column: int) -> list[str]:
    """An item of a list, its dash at that column."""
    if isinstance(value, Mapping) and value:
        first, *rest = _mapping(value, column + 2)
        return [f"{' ' * column}- {first.lstrip()}", *rest]
    return f"{' ' * column}- {_beside(value, column, is_alone=True)}".split("\n")


def _is_short(value: Value) -> bool:
    """Whether a list or mapping is written on one line."""
    inner = value.values() if isinstance(value, Mapping) else value
    return all(isinstance(v, str) and "\n" not in v for v in inner) and len(_flow(value)) <= _WIDE


def _text(value: str, column: int, *, is_alone: bool) -> str:
    pad = " " * (column + 2)
    if is_alone and "\n" in value and value == value.strip() and "\t" not in value:
        return "|-\n" + "\n".join(f"{pad}{line}".rstrip() for line in value.split("\n"))
    if is_alone and len(value) > _WIDE and re.fullmatch(r"\S+(?: \S+)*", value):
        folded = textwrap.wrap(value, width=120 - column, break_long_words=False, break_on_hyphens=False)
        return ">-\n" + "\n".join(pad + line for line in folded)
    is_plain = _PLAIN.fullmatch(value) and not value.endswith(":") and not _MEANT_AS_TEXT.fullmatch(value)
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _flow(value: Value) -> str:
    if isinstance(value, str):
        is_plain = _PLAIN_IN_FLOW.fullmatch(value) and not _MEANT_AS_TEXT.fullmatch(value)
        return value if is_plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    return f"[{', '.join(_flow(inner) for inner in value)}]"
