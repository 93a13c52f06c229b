"""Parts of a subject that more than one rule looks at."""

from collections.abc import Iterator

from kit.model import Evidence, Metric, Passage, Subject
from kit.tools.prose import sentences

BROKEN_SIGNATURE = ("was changed afterwards", "does not hold")
"""In a note of evidence, as `kit.tools.pdf_signatures` says it; a test holds them together."""


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


def main_metric(subject: Subject) -> Metric | None:
    """The metric that the violation is about, in the case's own reading: the analysis puts it first."""
    return next(iter(subject.metrics or ()), None)


def noted(subject: Subject) -> Iterator[tuple[int, Evidence, str]]:
    """What was noted of each file when it was opened: its place in `evidence`, the evidence, the note.

    The line that stands under a picture is no such note.
    """
    opened = {e.item.id: e for e in subject.evidence or ()}
    for n, item in enumerate(subject.case.evidence):
        seen = opened.get(item.id)
        if seen:
            yield from ((n, seen, note) for note in (seen.notes if seen.shown.media == "pdf" else seen.notes[1:]))


def told(subject: Subject) -> Iterator[tuple[Passage, int, str]]:
    """Each sentence of the letter with its passage and where it begins there."""
    assert subject.letter is not None
    for passage in subject.letter.passages:
        yield from ((passage, start, passage.text[start:end].strip()) for start, end in sentences(passage.text))
