"""The figures of a letter that no placeholder filled and nothing in the case states."""

from collections.abc import Iterable, Iterator

from kit.lint import dates, text
from kit.lint.known import Computed, Known, computed, has_order_word, known, quoted_fact
from kit.model import Passage, Subject

PLAN_OWN = ("trigger", "limit")  # a plan's own parameters: it may set them freely


def untraced(subject: Subject) -> Iterator[tuple[Passage, text.Figure]]:
    """Each figure with its passage, in reading order."""
    assert subject.letter is not None
    data = known(subject)
    found = [
        (passage, figure)
        for passage in subject.letter.passages
        if passage.where.rpartition(".")[2] not in PLAN_OWN
        for figure in _figures(passage, data)
        if figure.key not in data.figures and not _is_quotable(figure, subject)
    ]
    ids = has_order_word(subject, (figure.written for _, figure in found))
    yield from ((passage, figure) for passage, figure in found if figure.written not in ids)


def _figures(passage: Passage, data: Known) -> Iterator[text.Figure]:
    """The figures of a passage outside of traces, exhibit numbers, dates, times, names and known ids."""
    spans = [(t.start, t.end) for t in passage.traces]
    spans += [(start, end) for start, end, _ in text.exhibits(passage.text)]
    spans += [(w.start, w.end) for w in dates.written(passage.text)]
    spans += [(c.start, c.end) for c in text.clocks(passage.text)]
    spans += text.references(passage.text)
    spans += [(start, end) for start, end, word in text.codes(passage.text) if word in data.words or text.is_name(word)]
    return text.figures(text.masked(passage.text, spans))


def _is_quotable(figure: text.Figure, subject: Subject) -> bool:
    fact = quoted_fact(figure, subject.policy)
    return fact is not None and fact.is_quotable


def nearest(figure: text.Figure, known_figures: Iterable[Computed]) -> Computed | None:
    """The computed figure of the same kind that lies within a tenth of it."""
    fitting = [c for c in known_figures if c.is_percent == figure.is_percent and abs(c.value - figure.value) <= abs(c.value) / 10]
    return min(fitting, key=lambda c: abs(c.value - figure.value), default=None)


__all__ = ["computed", "nearest", "untraced"]
