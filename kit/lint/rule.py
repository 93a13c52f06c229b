"""What a rule is: a value that finds one kind of mistake, explains itself, and brings its own examples."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kit.model import Both, Finding, Grade, Part, Ref, Remedy, Severity, Silence, Statement, Subject

MISSING: Mapping[Part, str] = {
    "case": "there is a letter but no case",
    "orders": "there are no order data; put the export into orders/",
    "metrics": "no metric was computed",
    "drivers": "no drivers were computed",
    "causes": "no cause was tested against the data",
    "audits": "the records were not looked through",
    "evidence": "the evidence files were not opened",
    "letter": "the letter was not written",
    "claims": "the letter was not held against its exhibits",
    "slips": "no grammar checker is installed (pip install 'poa-kit[grammar]')",
    "others": "the text of an earlier appeal could not be read",
    "site": "neither a case nor the letter says to which site it goes (--site UK)",
    "kind": "neither a case nor the letter says which kind of violation it answers (--family logistics)",
    "language": "neither a case nor the letter says in which English it is (--site UK, or --written-in en-GB)",
}
"""Why a rule is skipped that needs the part."""

GROUPS: Mapping[str, tuple[str, str]] = {
    "A": ("Attribution", "归因"),
    "B": ("Boilerplate", "套话"),
    "D": ("Dates", "日期"),
    "E": ("Evidence", "证据"),
    "F": ("Figures", "数字"),
    "G": ("Language", "语言"),
    "L": ("Layout", "版面"),
    "M": ("Measures", "措施"),
    "N": ("Names and signature", "责任人与签名"),
    "P": ("Privacy", "隐私"),
    "R": ("Resubmission", "再次提交"),
    "S": ("Scope", "范围"),
    "T": ("Terms", "术语"),
    "Z": ("Silences", "静默"),
}
"""The letter of a rule's id, in English and Chinese."""

Example = str | Mapping[str, Any]
"""A sentence, or changes to the clean subject by dotted path (see `kit.lint.examples`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where a rule speaks. `lint` turns it into a Finding."""

    where: str  # path in case.yaml, or a file
    message: Both  # what is wrong, in words that name the thing
    fix: Both  # the next step
    quote: str = ""  # the words concerned, as they stand there
    refs: tuple[Ref, ...] = ()  # pages of exhibits that show it
    remedy: Remedy | None = None
    severity: Severity | None = None  # None: the rule's
    is_by_kind: bool = False  # told by the kind of the sentence, not by words that are known: gives way to a surer finding


Check = Callable[[Subject], Iterable[Hit]]
Review = Callable[[tuple[Silence, ...], tuple[Finding, ...]], Iterable[Hit]]


def _nothing(_: Subject) -> Iterable[Hit]:
    return ()


def _all_seen(_: Subject) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of mistake. A malformed rule fails when it is made, that is: when the rules are loaded."""

    id: str  # never used again for another rule
    name: str
    severity: Severity
    what: Statement
    why: Statement
    source: str  # seed sentence, page or shared file that it rests on
    grade: Grade
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    check: Check = _nothing
    alone: Check | None = None  # instead of `check`, where there is a letter and no case
    review: Review | None = None  # instead of `check`: looks at the silences, after all else
    needs: frozenset[Part] = frozenset()
    stance: Literal["plan", "dispute"] | None = None  # None: both
    only_by_paper: bool = (
        False  # silenced only by a silence that names an exhibit of the thing at the place, no notice or statement
    )
    unseen: Callable[[Subject], str | None] = _all_seen  # what of the subject it could not look at, and why

    def __post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise ValueError(f"rule {self.id}: {'; '.join(problems)}")

    @property
    def title(self) -> str:
        """Id and name, as findings carry them: `M301 undated-action`."""
        return f"{self.id} {self.name}"

    def hits(self, subject: Subject) -> Iterable[Hit]:
        """What it says of the subject."""
        return self.alone(subject) if self.alone and subject.letter and subject.stated is None else self.check(subject)

    def unfit(self, subject: Subject) -> str | None:
        """Why there is nothing in this kind of letter for the rule to look at, or None."""
        stance = subject.letter.stance if subject.letter else subject.case.stance
        return f"it looks at a {self.stance}; this is a {stance}" if self.stance not in {None, stance} else None

    def skipped(self, subject: Subject) -> str | None:
        """Why the rule cannot run on the subject, or None."""
        missing = [MISSING[p] for p in sorted(self.needs) if getattr(subject, "stated" if p == "case" else p) is None]
        return "; ".join(missing) or None


def said(en: str, zh: str) -> Statement:
    """A sentence in both languages."""
    return Statement(en=en, zh=zh)


def means(silence: Silence, rule: str) -> bool:
    """Whether the silence names the rule of that title."""
    code, _, name = rule.partition(" ")
    return silence.rule.strip() in {code, name, rule}


def hides(silence: Silence, finding: Finding) -> bool:
    """Whether a person has said that this finding is accepted."""
    return means(silence, finding.rule) and silence.fingerprint in {None, finding.fingerprint}


def _problems(rule: Rule) -> Iterable[str]:
    if not re.fullmatch(r"[A-Z]\d{3}", rule.id) or rule.id[0] not in GROUPS:
        yield f"the id should be one of {''.join(GROUPS)} and three digits"
    if not re.fullmatch(r"[a-z]+(-[a-z]+){0,5}", rule.name):
        yield f"the name {rule.name!r} should be words joined by hyphens"
    if (rule.check is _nothing) == (rule.review is None):
        yield "give either check or review"
    if unknown := rule.needs - MISSING.keys():
        yield f"needs {sorted(unknown)}, which no Subject has"
    if not rule.source.strip():
        yield "source is empty"
    for word in ("what", "why"):
        if not getattr(rule, word).zh:
            yield f"{word} has no Chinese"
    for kind in ("bad", "good"):
        if len(getattr(rule, kind)) < 3:
            yield f"give at least three {kind} examples"
