"""The rules held against one subject: findings in a stable order, and the rules that could not run."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from kit.lint import papers
from kit.lint.registry import rules
from kit.lint.rule import MISSING, Hit, Rule, hides
from kit.lint.surest import Told, surest
from kit.model import SEVERITIES, Absent, Case, Finding, Letter, Silence, Skipped, Subject


def lint(subject: Subject, silence: Iterable[Silence] = ()) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """What the rules find in the subject, without what is silenced, and the rules that could not run.

    Errors first, then by place. Nothing here reads a clock or a file: "today" is `subject.today`.
    """
    silences = tuple(silence)
    by_hit: list[Told] = []
    skipped: list[Skipped] = []
    for rule in rules():
        if rule.review is not None:
            continue
        if unfit := rule.unfit(subject):
            skipped.append(Skipped(rule=rule.title, why=unfit, applies=False))
            continue
        found_here, why = _run(rule, subject)
        by_hit += found_here
        if why:
            skipped.append(Skipped(rule=rule.title, why=why))
    found = tuple(surest(by_hit))
    strict = {rule.title for rule in rules() if rule.only_by_paper}
    loud = [f for f in found if not any(hides(s, f) and (f.rule not in strict or _bears(s, f, subject)) for s in silences)]
    for rule in rules():
        if rule.review is not None:
            loud += [_finding(rule, hit, subject) for hit in rule.review(silences, found)]
    return tuple(sorted(_once(loud), key=_order)), tuple(skipped)


def _bears(silence: Silence, finding: Finding, subject: Subject) -> bool:
    """Whether it names a paper that proves something and that the thing found fault with names too."""
    group, n, *_ = finding.where.split(".")
    thing = getattr(subject.case, group)[int(n)]
    return any(e in thing.exhibits and papers.proves(subject.case.item(e)) for e in silence.exhibits)


def _run(rule: Rule, subject: Subject) -> tuple[list[Told], str | None]:
    """What the rule finds, and why it could not look at all or at a part of the subject."""
    if why := rule.skipped(subject):
        return [], why
    try:
        return [Told(_finding(rule, hit, subject), hit.is_by_kind) for hit in rule.hits(subject)], rule.unseen(subject)
    except Absent as part:
        return [], MISSING[part.part]


def fingerprint(rule: Rule, hit: Hit, case: Case | None) -> str:
    """Twelve hex digits that stay the same when other things are added to the case around the place."""
    words = " ".join((hit.quote or hit.message.en).lower().split())
    return sha256("\n".join((rule.id, named(hit.where, case), words)).encode()).hexdigest()[:12]


def named(where: str, case: Case | None) -> str:
    """A place in case.yaml with ids for positions: `corrective.2.what` becomes `corrective.cutoff_moved.what`."""
    parts: list[str] = []
    value: object = case
    for part in where.split("."):
        if isinstance(value, tuple) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
            parts.append(str(getattr(value, "id", part)))
        else:
            value = getattr(value, part, None)
            parts.append(part)
    return ".".join(parts)


def _finding(rule: Rule, hit: Hit, subject: Subject) -> Finding:
    return Finding(
        rule=rule.title,
        severity=hit.severity or rule.severity,
        where=hit.where,
        message=hit.message.en,
        fix=hit.fix.en,
        message_zh=hit.message.zh,
        fix_zh=hit.fix.zh,
        fingerprint=fingerprint(rule, hit, subject.stated.case if subject.stated else None),
        quote=hit.quote,
        span=_span(hit, subject.letter),
        refs=hit.refs,
        remedy=hit.remedy,
    )


def _span(hit: Hit, letter: Letter | None) -> tuple[int, int] | None:
    """Where the quoted words stand in the passage; None where they were put together or stand elsewhere."""
    passage = letter.passage(hit.where) if letter else None
    start = passage.text.find(hit.quote) if passage and hit.quote else -1
    return (start, start + len(hit.quote)) if start >= 0 else None


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once: a text that says the same words twice is one mistake."""
    seen: set[tuple[str, str, str]] = set()
    for finding in findings:
        key = (finding.fingerprint, finding.where, finding.message)
        if key not in seen:
            seen.add(key)
            yield finding


def _order(finding: Finding) -> tuple[object, ...]:
    place = tuple((int(p), "") if p.isdigit() else (-1, p) for p in re.split(r"[./]", finding.where))
    return SEVERITIES.index(finding.severity), place, finding.rule, finding.message
