"""The labelled letters: each with every defect marked by the rule that should see it, or with none."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kit.claims import held
from kit.letters_in import read_letter
from kit.lint import aimed
from kit.lint.examples import example
from kit.model import Case, Finding, OtherLetter, Subject

FOLDER = Path(__file__).parent
SETS = (
    "clean",
    "defective",
    "held_out",
    "fresh_two",
    "kept_back",
    "third_tuned",
    "third_spent",
    "fourth_tuned",
    "fifth_tuned",
    "sixth_tuned",
)
UNSEEN = "unseen"
"""Letters that no rule was widened on: they say what to expect of others. Once somebody has read what is missed there, it is spent."""
KEYS = {"family", "site", "day", "style", "text", "changes", "earlier", "defects", "optional"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A rule and the words, or the place in the case, where it should speak, or may; `others` may speak in its stead."""

    rule: str
    at: str
    others: tuple[str, ...] = ()

    @property
    def is_place(self) -> bool:
        """Whether it names a place in the case and not words of the letter."""
        return self.at.split(".")[0].split("/")[0] in Case.model_fields

    def meets(self, finding: Finding, subject: Subject) -> bool:
        """Whether the finding is of this rule and speaks of this place, or of some of these words."""
        if finding.rule.split()[0] not in {self.rule, *self.others}:
            return False
        if self.is_place:
            return finding.where == self.at or finding.where.startswith((f"{self.at}.", f"{self.at}:"))
        passage = subject.letter.passage(finding.where)
        return passage is not None and any(_touch(finding.span, start, len(self.at)) for start in _places(passage.text, self.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A letter as the rules see it, with what is wrong in it; `optional` may be said of it and need not be."""

    name: str
    kind: str  # clean, defective or held_out
    family: str
    site: str
    style: str
    subject: Subject
    defects: tuple[Label, ...]
    optional: tuple[Label, ...]


@cache
def letters(kind: str) -> tuple[Labelled, ...]:
    """The letters of one folder, by name; a malformed file fails with all that is wrong with it."""
    return tuple(_labelled(path, kind) for path in sorted((FOLDER / kind).glob("*.yaml")))


def _labelled(path: Path, kind: str) -> Labelled:
    stated = yaml.safe_load(path.read_text(encoding="utf-8"))
    subject = _subject(stated, path.stem)
    found = Labelled(
        name=path.stem, kind=kind, family=stated["family"], site=stated["site"], style=stated["style"], subject=subject,
        defects=tuple(_labels(stated.get("defects", {}))), optional=tuple(_labels(stated.get("optional", {}))),
    )  # fmt: skip
    problems = [*(f"unknown key {key}" for key in stated.keys() - KEYS), *_problems(found)]
    assert not problems, f"{path.name}: {'; '.join(problems)}"
    return found


def _labels(stated: Mapping[str, list[str]]) -> Iterator[Label]:
    for words, places in stated.items():
        rule, *others = words.split("|")  # G602|G605: either will do
        yield from (Label(rule=rule, at=" ".join(at.split()), others=tuple(others)) for at in places)


def _problems(letter: Labelled) -> Iterator[str]:
    from kit.lint import rules

    known = {rule.id for rule in rules()}
    for label in (*letter.defects, *letter.optional):
        yield from (f"no rule {rule}" for rule in (label.rule, *label.others) if rule not in known)
        if not label.is_place and not any(_places(p.text, label.at) for p in letter.subject.letter.passages):
            yield f"{label.rule}: no passage says {label.at!r}"


# --- the subject --------------------------------------------------------------------------------


def _subject(stated: Mapping[str, Any], name: str) -> Subject:
    """A pasted letter alone or before the changed clean case, or the changed case with its own letter."""
    if "changes" not in stated:
        letter = _read(stated["text"], name)
        return Subject(
            stated=None, aim=aimed(letter, site=stated["site"], kind=stated["family"]), letter=letter, today=stated["day"]
        )
    subject = _case(stated)
    if "text" not in stated:
        return subject
    numbers = {number: evidence for evidence, number in subject.letter.labels}
    letter = _read(stated["text"], name, stance=subject.case.stance, numbers=numbers)
    claims = held(letter, subject.evidence, subject.case, subject.seller, subject.orders)
    return replace(subject, letter=letter, claims=claims)


def _case(stated: Mapping[str, Any]) -> Subject:
    subject = example(stated["changes"])
    others = tuple(
        OtherLetter(name=f"history/{kind}.txt", kind=kind, text=stated[kind]) for kind in ("earlier", "sister") if kind in stated
    )
    return replace(subject, others=others) if others else subject


def _read(text: str, name: str, **more: Any) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        return read_letter(path, **more).letter


# --- places -------------------------------------------------------------------------------------


def _places(text: str, words: str) -> list[int]:
    return [n for n in range(len(text) - len(words) + 1) if text.startswith(words, n)]


def _touch(span: tuple[int, int] | None, start: int, length: int) -> bool:
    """Whether the finding's words and the label's overlap; a finding without words speaks of the whole passage."""
    return span is None or (span[0] < start + length and start < span[1])
