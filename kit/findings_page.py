"""The findings as one HTML file to send on: the letter's text with each finding beside its words. No scripts, nothing fetched."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from kit.checked import Checked
from kit.lint import Rule, rules
from kit.model import SEVERITIES, Aim, Finding, Passage, Skipped
from kit.paths import TEMPLATES
from kit.phrases import Lang, say, say_count
from kit.terminal import clean
from kit.tools.templates import rendered

_SECTIONS = ("letter", "root_causes", "corrective", "preventive", "dispute", "evidence")
_WORDS = (
    "page_letter", "page_elsewhere", "page_skipped", "page_skipped_why", "page_none", "page_next", "page_shown", "page_instead",
    "page_limits",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A finding as the margin shows it."""

    n: int
    severity: str
    label: str
    rule: str
    where: str
    message: str
    fix: str
    what: str  # the rule in the reader's language
    why: str
    refs: tuple[str, ...]
    instead: str  # words of a closed set


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a passage: marked where a finding concerns them; `ends` are the numbers of findings that end with them."""

    text: str
    severity: str = ""
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A passage with what stands beside it."""

    place: str
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """What the template sees."""

    lang: str = field(metadata={"help": "en or zh"})
    css: str = field(metadata={"help": "Style of the page"})
    title: str = field(metadata={"help": "Name of the letter or case"})
    day: str = field(metadata={"help": "Day of the check"})
    counts: tuple[tuple[str, str], ...] = field(metadata={"help": "Severity, and how many in words"})
    about: tuple[str, ...] = field(metadata={"help": "What was read and what was not, in sentences"})
    rows: tuple[Row, ...] = field(metadata={"help": "The letter, passage by passage"})
    elsewhere: tuple[Note, ...] = field(metadata={"help": "Findings about the case or a file"})
    skipped: tuple[tuple[str, tuple[str, ...]], ...] = field(metadata={"help": "Why, and the rules that could not run for it"})
    words: dict[str, str] = field(metadata={"help": "The page's own words"})


def page(checked: Checked, lang: Lang, *, day: date) -> str:
    """The page as HTML."""
    known = {rule.title: rule for rule in rules()}
    passages = checked.subject.letter.passages if checked.subject.letter else ()
    places, texts = {p.where: n for n, p in enumerate(passages)}, {p.where: p.text for p in passages}
    ordered = sorted(
        checked.findings, key=lambda f: (places.get(f.where, len(places)), f.span or (0, 0), SEVERITIES.index(f.severity))
    )
    notes = [(f, _note(n, f, known.get(f.rule), lang, beside=texts.get(f.where, ""))) for n, f in enumerate(ordered, 1)]
    context = PageContext(
        lang=lang,
        css=(TEMPLATES / "findings.css").read_text(encoding="utf-8"),
        title=clean(checked.name),
        day=day.isoformat(),
        counts=tuple((s, _counted(lang, s, checked.count(s))) for s in SEVERITIES if checked.count(s)),
        about=tuple(about(checked, lang)),
        rows=tuple(_rows(passages, notes, dict(checked.headings), lang, is_case=checked.media == "case")),
        elsewhere=tuple(note for f, note in notes if f.where not in places),
        skipped=_by_reason(checked.unrun),
        words={name: say(lang, name) for name in _WORDS},
    )
    return rendered("findings.html.j2", **{name: getattr(context, name) for name in context.__slots__})


def about(checked: Checked, lang: Lang) -> Iterator[str]:
    """What was read as what, and what of the file was not read."""
    letter = checked.subject.letter
    if letter and checked.media != "case":
        yield say(
            lang,
            "check_read",
            media=say(lang, f"media_{checked.media}"),
            stance=say(lang, f"stance_{letter.stance}"),
            count=len(letter.passages),
        )
        if checked.case is None:
            yield from _aim(checked.subject.aim, lang)
        yield say(lang, "check_held", case=checked.case) if checked.case else say(lang, "check_alone")
    yield from checked.notes


def _aim(aim: Aim, lang: Lang) -> Iterator[str]:
    """To which site, about what and in which language, each as said or as read; what is not known with the option that says it."""
    told = []
    for name in ("site", "kind", "language"):
        value = getattr(aim, name)
        way = "aim_unknown" if value is None else "aim_read" if name in aim.read else "aim_said"
        told.append(say(lang, way, name=say(lang, f"aim_{name}"), value=value, option=say(lang, f"aim_{name}_option")))
    yield say(lang, "aim_join").join(told) + say(lang, "aim_end")


def _rows(
    passages: Iterable[Passage], notes: list[tuple[Finding, Note]], headings: dict[str, str], lang: Lang, *, is_case: bool
) -> Iterator[Row]:
    section = ""
    for passage in passages:
        beside = [(f, note) for f, note in notes if f.where == passage.where]
        heading = headings.get(passage.where, "")
        if is_case and (now := passage.where.partition(".")[0]) != section:
            section = now
            heading = say(lang, f"section_{now}") if now in _SECTIONS else now
        place = passage.where if is_case else passage.where.rpartition(".")[2]
        pieces = tuple(_pieces(passage.text, beside))
        yield Row(place=place, pieces=pieces, notes=tuple(note for _, note in beside), heading=clean(heading))


def _pieces(text: str, beside: list[tuple[Finding, Note]]) -> Iterator[Piece]:
    """The text cut wherever the words of a finding begin or end; where they overlap the worst one marks them.

    The number of a finding about the whole passage stands at its end.
    """
    spans = [(_span(f, text) or (len(text), len(text)), note) for f, note in beside]
    cuts = sorted({0, len(text), *(edge for span, _ in spans for edge in span)})
    for start, end in pairwise(cuts):
        over = [note for (a, b), note in spans if a <= start and end <= b]
        worst = min((note.severity for note in over), key=SEVERITIES.index, default="")
        yield Piece(text=clean(text[start:end]), severity=worst, ends=tuple(sorted(note.n for (_, b), note in spans if b == end)))


def _span(finding: Finding, text: str) -> tuple[int, int] | None:
    """Where the words of the finding stand; those to be replaced rather than the sentence around them."""
    start, end = finding.span or _found(finding.quote, text) or (0, 0)
    if finding.remedy and (at := text.find(finding.remedy.old, start, end or None)) >= 0:
        return at, at + len(finding.remedy.old)
    return (start, end) if end else None


def _found(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands whose white space was folded."""
    words = quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return found.span() if found else None


def _counted(lang: Lang, severity: str, count: int) -> str:
    """How many of a severity."""
    return say_count(lang, f"page_{severity}", count)


def _note(n: int, finding: Finding, rule: Rule | None, lang: Lang, *, beside: str) -> Note:
    """The finding in words, without a sentence that stands beside it."""
    is_chinese = lang == "zh"
    remedy = finding.remedy
    message = finding.says(lang)
    said, _, sentence = message.rpartition("：“" if "：“" in message else ": “")
    is_said = bool(said) and sentence.removesuffix("”") in " ".join(beside.split())
    return Note(
        n=n,
        severity=finding.severity,
        label=say(lang, finding.severity),
        rule=finding.rule,
        where=clean(finding.where),
        message=clean(said if is_said else message),
        fix=clean(finding.next_step(lang)),
        what=(rule.what.zh or "" if is_chinese else rule.what.en) if rule else "",
        why=(rule.why.zh or "" if is_chinese else rule.why.en) if rule else "",
        refs=tuple(
            clean(say(lang, "page_ref", evidence=r.evidence, page=r.page) + (f": “{r.said}”" if r.said else ""))
            for r in finding.refs
        ),
        instead=clean(remedy.new) if remedy else "",
    )


def _by_reason(skipped: Iterable[Skipped]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The rules by why they could not run, most first."""
    found: dict[str, list[str]] = {}
    for one in skipped:
        found.setdefault(one.why, []).append(one.rule)
    return tuple((why, tuple(names)) for why, names in sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))
