"""What the copy says, and the number that a client signs by."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from kit.appeal import Appeal
from kit.letter import Line, Pair, paired

SHORT = 8  # digits of the hash that a person reads and types
_CHINESE_END = re.compile(r"(?<=[。！？])(?![”’）」])\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """The letter in both languages. `digest` changes with any word of either."""

    case: str
    violation: str
    attempt: int
    pairs: tuple[Pair, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of all that is said, in both languages, and of what it answers."""
        said = [[p.n, p.kind, [[line.en, line.zh] for line in p.lines]] for p in self.pairs]
        told = json.dumps([self.violation, self.attempt, said], ensure_ascii=True, separators=(",", ":"))
        return sha256(told.encode()).hexdigest()

    @property
    def short(self) -> str:
        """The first digits of the digest, as they stand on each page."""
        return self.digest[:SHORT]

    @property
    def lacking(self) -> tuple[Line, ...]:
        """Lines without Chinese, each once."""
        found = {line.where: line for pair in self.pairs for line in pair.lines if line.lacks}
        return tuple(found.values())

    @property
    def can_be_signed(self) -> bool:
        """Whether every line has its Chinese."""
        return not self.lacking


def copied(appeal: Appeal) -> Copy:
    """The review copy of a case as it stands; raises BadFile where the letter or a Chinese text cannot be filled."""
    pairs = paired(
        appeal.letter,
        opened=appeal.opened,
        policy=appeal.policy,
        family=appeal.family,
        analysis=appeal.analysis,
        evidence=appeal.evidence,
        audits=appeal.audits,
    )
    case = appeal.case
    return Copy(case=case.id, violation=case.violation.id, attempt=case.attempt, pairs=pairs)


def beside(line: Line) -> Iterator[tuple[str, str]]:
    """Sentence beside sentence where both languages have as many, else paragraph beside paragraph, else the whole."""
    from kit.bundle.channels import sentences  # late: the room brings in what writes PDFs

    if line.lacks:
        yield line.en, ""
        return
    en, zh = _paragraphs(line.en), _paragraphs(line.zh)
    if len(en) != len(zh):
        yield line.en, line.zh
        return
    for english, chinese in zip(en, zh, strict=True):
        left, right = sentences(english), [s for s in _CHINESE_END.split(chinese) if s]
        yield from zip(left, right, strict=True) if len(left) == len(right) else [(english, chinese)]


def _paragraphs(text: str) -> list[str]:
    return [piece.strip() for piece in text.split("\n") if piece.strip()]
