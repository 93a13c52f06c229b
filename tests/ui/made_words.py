"""What a Chinese screen of the walk says, read back into English: from the pairs that stand in its code and in the families."""

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

from kit import policy
from kit.model.record import Statement
from kit.phrases import PHRASES
from kit.ui import walk


@cache
def readings(text):
    """The text itself, and each English text of which it is the Chinese; what is filled in is read in its turn."""
    if ending := re.search(r" \([^()]+\)$", text):  # a label with its language or zone
        return (text, *(said + ending[0] for said in readings(text[: ending.start()])))
    found = {text: None}
    for pattern, english in _pairs():
        if groups := pattern.fullmatch(text.strip()):
            inner = [_filled_in(group) for group in groups.groups()]
            for n in range(max(map(len, inner), default=1)):
                parts = [texts[min(n, len(texts) - 1)] for texts in inner]
                found[re.sub(r"\0(\d)\0", lambda m, parts=parts: parts[int(m[1])], english)] = None
    return tuple(found)


def _filled_in(text):
    """The text of a gap in either language."""
    return tuple(dict.fromkeys([*(en for pattern, en in _pairs() if "\0" not in en and pattern.fullmatch(text)), text]))


@cache
def _pairs():
    """Patterns of Chinese texts, each with its English; what is filled in stands as a number between zero bytes."""
    found = {}
    for path in sorted(Path(walk.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            parts = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else ()
            for english, chinese in pairwise(parts):
                if (pair := _pair(english, chinese)) is not None:
                    found[pair] = None
    found |= {(re.compile(re.escape(zh)), en): None for en, zh in PHRASES.values() if zh != en and "{" not in zh}
    for name in policy.families():
        for one in _statements(policy.family(name)):
            if one.zh:
                found[re.compile(re.escape(one.zh[:60]) + ".*", re.DOTALL), one.en] = None
    return tuple(found)


def _pair(english, chinese):
    en, zh = _template(english), _template(chinese)
    if en is None or zh is None or not re.search("[一-鿿]", zh[0]) or re.search("[一-鿿]", en[0]) or set(en[1]) - set(zh[1]):
        return None
    pattern = "".join("(.+?)" if n % 2 else re.escape(part) for n, part in enumerate(re.split(r"\0(.*?)\0", zh[0])))
    text = re.sub(r"\0(.*?)\0", lambda m: f"\0{zh[1].index(m[1])}\0", en[0])
    return re.compile(pattern), text


def _template(node):
    """A text with what is filled in between zero bytes, and the names of that in their order."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value, []
    if not isinstance(node, ast.JoinedStr):
        return None
    names, text = [], ""
    for value in node.values:
        if isinstance(value, ast.FormattedValue):
            names.append(ast.unparse(value.value))
            text += f"\0{names[-1]}\0"
        else:
            text += value.value
    return text, names


def _statements(found):
    if isinstance(found, Statement):
        yield found
    elif isinstance(found, list | tuple):
        for one in found:
            yield from _statements(one)
    elif hasattr(type(found), "model_fields"):
        for name in type(found).model_fields:
            yield from _statements(getattr(found, name))
