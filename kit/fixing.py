"""Words of closed sets put right in case.yaml: as a diff first, written only when a person agrees. A fact is never changed."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from kit.checked import Checked
from kit.errors import BadFile
from kit.model import Finding
from kit.tools import yaml_text
from kit.tools.atomic import write_text

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_ESCAPES = {"'": (("'", "''"),), '"': (("\\", "\\\\"), ('"', '\\"'))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A case.yaml with what can be put right, not yet written."""

    path: Path
    before: str
    after: str
    findings: tuple[Finding, ...]  # that are put right
    by_hand: tuple[tuple[Finding, str], ...]  # that have a remedy which could not be used, and why

    @property
    def diff(self) -> tuple[str, ...]:
        """The change line by line, as `diff -u` shows it."""
        name = self.path.name
        lines = unified_diff(self.before.splitlines(), self.after.splitlines(), name, f"{name}, put right", n=1, lineterm="")
        return tuple(lines)

    def write(self) -> None:
        """Write it, whole or not at all; BadFile if the file was changed meanwhile."""
        if _text(self.path) != self.before:
            raise BadFile(self.path, ["it was changed meanwhile, so nothing was written; run it again"])
        write_text(self.path, self.after)


def fixed(checked: Checked, *, unsafe: bool = False) -> Fixed:
    """What `Finding.remedy` puts right; those that may change the meaning only with `unsafe`."""
    before = after = _text(checked.path)
    done: list[Finding] = []
    by_hand: list[tuple[Finding, str]] = []
    for finding in checked.findings:
        if finding.remedy is None:
            continue
        if not (finding.remedy.is_safe or unsafe):
            by_hand.append((finding, "the meaning may change: --unsafe does it too"))
            continue
        try:
            after = _mended(checked, finding, after)
        except _ByHand as why:
            by_hand.append((finding, str(why)))
        else:
            done.append(finding)
    return Fixed(path=checked.path, before=before, after=after, findings=tuple(done), by_hand=tuple(by_hand))


class _ByHand(Exception):
    """A remedy that cannot be used without a person, with the reason."""


def _mended(checked: Checked, finding: Finding, text: str) -> str:
    """The file's text with one finding put right, read again to be sure that nothing else changed."""
    scalars = yaml_text.scalars(checked.path, text)
    where = next((w for w in (finding.where, f"{finding.where}.en") if w in scalars), None)
    if where is None:
        raise _ByHand("it does not stand in case.yaml as it is printed")
    scalar = scalars[where]
    nth = _chosen(checked, finding, scalar.text)
    value = _replaced(scalar.text, finding, nth)
    raw = text[scalar.start : scalar.end]
    inside = _replaced(raw, finding, nth, quote=raw[:1])
    for written in (inside, json.dumps(value, ensure_ascii=False)):
        found = text[: scalar.start] + written + text[scalar.end :]
        if _holds(checked.path, found, {w: s.text for w, s in scalars.items()} | {where: value}):
            return found
    raise _ByHand("the line cannot be written safely")


def _holds(path: Path, text: str, wanted: dict[str, str]) -> bool:
    try:
        return {where: s.text for where, s in yaml_text.scalars(path, text).items()} == wanted
    except BadFile:
        return False


def _chosen(checked: Checked, finding: Finding, source: str) -> set[int]:
    """Which of the occurrences in the source the finding is about, told by those in the printed text."""
    letter = checked.subject.letter
    passage = letter.passage(finding.where) if letter else None
    printed = passage.text if passage else source
    filled = [(t.start, t.end) for t in passage.traces] if passage else []
    there, here = tuple(_places(printed, finding, filled)), tuple(_places(source, finding))
    if not here or len(there) != len(here):
        raise _ByHand("the words come from a placeholder, or were put right already")
    if finding.remedy and finding.quote == finding.remedy.old:
        return set(range(len(here)))  # wherever it stands, it is wrong for the same reason
    if finding.span is None and len(here) > 1:
        raise _ByHand("the words stand there more than once")
    start, end = finding.span or (0, len(printed))
    return {n for n, (a, b) in enumerate(there) if start <= a and b <= end}


def _places(text: str, finding: Finding, filled: Iterable[tuple[int, int]] = ()) -> Iterator[tuple[int, int]]:
    """Where the words to be replaced stand, outside of placeholders and of what was filled in for them."""
    assert finding.remedy
    old = finding.remedy.old
    words = r"\s+".join(map(re.escape, old.split()))
    before, behind = (r"(?<!\w)" if old[:1].isalnum() else ""), (r"(?!\w)" if old[-1:].isalnum() else "")
    covered = [*filled, *(found.span() for found in _PLACEHOLDER.finditer(text))]
    for found in re.finditer(before + words + behind, text):
        if not any(a < found.end() and found.start() < b for a, b in covered):
            yield found.span()


def _replaced(text: str, finding: Finding, nth: Iterable[int], *, quote: str = "") -> str:
    """The text with the new words; a space that the new words bring is not set beside another."""
    assert finding.remedy
    places, wanted = list(_places(text, finding)), set(nth)
    for n, (start, end) in reversed(list(enumerate(places))):
        if n not in wanted:
            continue
        new = finding.remedy.new
        for plain, escaped in _ESCAPES.get(quote, ()):
            new = new.replace(plain, escaped)
        new = new.lstrip() if start == 0 or text[start - 1].isspace() else new
        new = new.rstrip() if end == len(text) or not (text[end].isalnum() or text[end] in "{£$€") else new
        text = text[:start] + new + text[end:]
    return text


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(path, [str(error)]) from None
