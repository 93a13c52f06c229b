"""What the rules find in the labelled letters against what is marked there: recall, precision, misses and false alarms."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kit.lint import lint, rules
from kit.model import SEVERITIES, Finding

from .labelled import Label, Labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One letter with the marks that were found and missed, and the findings that are right and false."""

    letter: Labelled
    found: tuple[Label, ...]
    missed: tuple[Label, ...]
    right: tuple[Finding, ...]
    false: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Of one rule, or of all rules of a severity: marks and findings."""

    marked: int
    found: int
    right: int
    false: int

    @property
    def recall(self) -> float:
        """Share of the marks that were found; 1 where nothing is marked."""
        return self.found / self.marked if self.marked else 1.0

    @property
    def precision(self) -> float:
        """Share of the findings that are right; 1 where nothing was found."""
        told = self.right + self.false
        return self.right / told if told else 1.0

    def __str__(self) -> str:
        return (
            f"recall {self.recall:6.1%} ({self.found}/{self.marked})  "
            f"precision {self.precision:6.1%} ({self.right}/{self.right + self.false})"
        )


def scored(letter: Labelled) -> Scored:
    """The letter, looked at by every rule."""
    findings, _ = lint(letter.subject)
    known = (*letter.defects, *letter.optional)
    is_right = [any(label.meets(f, letter.subject) for label in known) for f in findings]
    is_found = [any(label.meets(f, letter.subject) for f in findings) for label in letter.defects]
    return Scored(
        letter=letter,
        found=tuple(d for d, seen in zip(letter.defects, is_found, strict=True) if seen),
        missed=tuple(d for d, seen in zip(letter.defects, is_found, strict=True) if not seen),
        right=tuple(f for f, good in zip(findings, is_right, strict=True) if good),
        false=tuple(f for f, good in zip(findings, is_right, strict=True) if not good),
    )


def by_severity(results: Iterable[Scored]) -> dict[str, Tally]:
    """Marks by the severity of their rule, findings by their own."""
    results = tuple(results)
    of_rule = {rule.id: rule.severity for rule in rules()}
    return {
        severity: Tally(
            marked=sum(of_rule[d.rule] == severity for r in results for d in r.letter.defects),
            found=sum(of_rule[d.rule] == severity for r in results for d in r.found),
            right=sum(f.severity == severity for r in results for f in r.right),
            false=sum(f.severity == severity for r in results for f in r.false),
        )
        for severity in SEVERITIES
    }


def by_rule(results: Iterable[Scored]) -> dict[str, Tally]:
    """Marks and findings of each rule that has any, by its title."""
    results = tuple(results)
    marked = Counter(d.rule for r in results for d in r.letter.defects)
    found = Counter(d.rule for r in results for d in r.found)
    right = Counter(f.rule.split()[0] for r in results for f in r.right)
    false = Counter(f.rule.split()[0] for r in results for f in r.false)
    return {
        rule.title: Tally(marked=marked[rule.id], found=found[rule.id], right=right[rule.id], false=false[rule.id])
        for rule in rules()
        if marked[rule.id] or right[rule.id] or false[rule.id]
    }


def told(results: tuple[Scored, ...]) -> Iterator[str]:
    """The score as lines: per rule, per severity, then every miss and every false alarm with its letter and words."""
    tallies = by_rule(results)
    yield from (f"{title:34} {tally}" for title, tally in tallies.items())
    yield ""
    yield from (f"{severity:34} {tally}" for severity, tally in by_severity(results).items())
    unmarked = [rule.id for rule in rules() if rule.title not in tallies]
    yield f"{len(tallies)} of {len(rules())} rules met; not met: {' '.join(unmarked)}"
    for result in results:
        place = f"{result.letter.kind}/{result.letter.name}"
        yield from (f"missed       {place}: {d.rule} “{d.at}”" for d in result.missed)
        yield from (f"false alarm  {place}: {f.rule} ({f.severity}) {f.where}: {_words(f)}" for f in result.false)


def _words(finding: Finding) -> str:
    return f"“{finding.quote}”" if finding.quote else finding.message
