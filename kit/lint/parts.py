"""Parts of a subject that more than one rule looks at."""

from collections.abc import Iterator

from kit.model import Metric, Passage, Subject


def printed(subject: Subject) -> Iterator[Passage]:
    """The passages of the letter, and the captions that the bundle prints."""
    assert subject.letter is not None
    yield from subject.letter.passages
    seen = {p.where for p in subject.letter.passages}
    for n, item in enumerate(subject.case.evidence):
        for word in ("caption", "shows"):
            said = getattr(item, word)
            where = f"evidence.{n}.{word}"
            if said and item.use == "exhibit" and where not in seen:
                yield Passage(where=where, text=said.en, html="")


def main_metric(subject: Subject) -> Metric | None:
    """The metric that the violation is about, in the case's own reading: the analysis puts it first."""
    return next(iter(subject.metrics or ()), None)
