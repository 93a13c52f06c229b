"""Parts of a subject that more than one rule looks at."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.rule import Hit
from kit.model import Both, Evidence, Metric, Passage, Remedy, Subject
from kit.tools.prose import excerpt, sentence_around, sentences

BROKEN_SIGNATURE = ("was changed afterwards", "does not hold")
"""In a note of evidence, as `kit.tools.pdf_signatures` says it; a test holds them together."""


FILLERS = {
    "not relevant",
    "not applicable",
    "does not matter",
    "does not apply",
    "false positive",
    "known issue",
    "will fix later",
    "不适用",
    "不涉及",
}


def printed(subject: Subject) -> Iterator[Passage]:
    """The passages of the letter, and the captions that the bundle prints."""
    assert subject.letter is not None
    yield from subject.letter.passages
    seen = {p.where for p in subject.letter.passages}
    for n, item in enumerate(subject.case.evidence if subject.stated else ()):
        for word in ("caption", "shows"):
            said = getattr(item, word)
            where = f"evidence.{n}.{word}"
            if said and item.use == "exhibit" and where not in seen:
                yield Passage(where=where, text=said.en, html="")


def says_nothing(reason: str) -> bool:
    """Whether a text that should give a reason is too short for one, or a filler."""
    said = reason.strip()
    is_chinese = any("一" <= c <= "鿿" for c in said)
    return len(said) < (4 if is_chinese else 12) or said.lower().rstrip(".!。！ ") in FILLERS


def main_metric(subject: Subject) -> Metric | None:
    """The metric that the violation is about, in the case's own reading: the analysis puts it first."""
    return next(iter(subject.metrics or ()), None)


def opened(subject: Subject) -> Iterator[tuple[int, Evidence]]:
    """Each piece of evidence whose file was opened, with its place in `evidence`."""
    seen = {e.item.id: e for e in subject.evidence or ()}
    yield from ((n, seen[item.id]) for n, item in enumerate(subject.case.evidence) if item.id in seen)


def noted(subject: Subject) -> Iterator[tuple[int, Evidence, str]]:
    """What was noted of each file when it was opened: its place in `evidence`, the evidence, the note.

    The line that stands under a picture is no such note.
    """
    for n, seen in opened(subject):
        yield from ((n, seen, note) for note in (seen.notes if seen.shown.media == "pdf" else seen.notes[1:]))


def told(subject: Subject) -> Iterator[tuple[Passage, int, str]]:
    """Each sentence of the letter with its passage and where it begins there."""
    assert subject.letter is not None
    for passage in subject.letter.passages:
        yield from ((passage, start, passage.text[start:end].strip()) for start, end in sentences(passage.text))


def found(passages: Iterable[Passage], words: re.Pattern[str]) -> Iterator[tuple[Passage, re.Match[str], str]]:
    """Each place where the words stand: its passage, the match, and the sentence around it."""
    for passage in passages:
        yield from ((passage, match, sentence_around(passage.text, match.start())) for match in words.finditer(passage.text))


def respelt(passage: Passage, old: str, new: str, message: Both) -> Hit:
    """A spelling that is put right without a change of meaning."""
    return Hit(
        where=passage.where,
        message=message,
        fix=Both(f"write “{new}”", f"写“{new}”"),
        quote=old,
        remedy=Remedy(old=old, new=new, is_safe=True),
    )


def judged(subject: Subject, verdict: str, noun: Both, fix: Both) -> Iterator[Hit]:
    """Each fact of the letter that has the verdict, as the rules on exhibits tell it."""
    for claim in subject.claims or ():
        if claim.verdict == verdict:
            yield Hit(
                where=claim.where,
                message=Both(
                    f"“{claim.text}” {noun.en}: {claim.why}: “{excerpt(claim.sentence)}”",
                    f"“{claim.text}”{noun.zh}（{claim.why}）：“{excerpt(claim.sentence)}”",
                ),
                fix=fix,
                quote=claim.text,
                refs=claim.refs,
            )


def said_in_the_appeal(subject: Subject) -> list[str]:
    """The letter, and the captions and facts of its exhibits: the words that the appeal itself says."""
    assert subject.letter is not None
    exhibits = [i for i in subject.case.evidence if i.use == "exhibit"]
    captions = (s.en for i in exhibits for s in (i.caption, i.shows) if s)
    return [subject.letter.text, *captions, *(value for i in exhibits for _, value in i.facts)]
