"""The figures of a letter that no placeholder filled and nothing in the case states."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kit.lint.known import Computed, Known, computed, has_order_word, known, quoted_fact
from kit.model import Passage, Subject
from kit.tools import prose, written_times
from kit.tools.written_dates import written

PLAN_OWN = ("trigger", "limit")  # a plan's own parameters: it may set them freely


def untraced(subject: Subject) -> Iterator[tuple[Passage, prose.Figure]]:
    """Each figure with its passage, in reading order; one that a passage repeats comes once."""
    assert subject.letter is not None
    data = known(subject)
    found = [
        (passage, figure)
        for passage in subject.letter.passages
        if passage.where.rpartition(".")[2] not in PLAN_OWN
        for figure in {f.written: f for f in reversed(tuple(_figures(passage, data)))}.values()
        if figure.key not in data.figures and not _is_quotable(figure, subject)
    ]
    ids = has_order_word(subject, (figure.written for _, figure in found))
    yield from ((passage, figure) for passage, figure in found if figure.written not in ids)


def _figures(passage: Passage, data: Known) -> Iterator[prose.Figure]:
    """The figures of a passage that are no part of an id that the case knows."""
    yield from (figure for figure, word in _candidates(passage) if word not in data.words)


@lru_cache(maxsize=512)
def _candidates(passage: Passage) -> tuple[tuple[prose.Figure, str], ...]:
    """Each figure outside of traces, exhibit numbers, dates, times and names, with the word in which it stands."""
    words = tuple(prose.codes(passage.text))
    spans = [(t.start, t.end) for t in passage.traces]
    spans += [(start, end) for start, end, _ in prose.exhibits(passage.text)]
    spans += [(w.start, w.end) for w in written(passage.text)]
    spans += [(c.start, c.end) for c in written_times.written(passage.text)]
    spans += prose.references(passage.text)
    spans += [(start, end) for start, end, word in words if prose.is_name(word)]
    starts = [start for start, _, _ in words]
    found = prose.figures(prose.masked(passage.text, spans))
    return tuple((f, words[bisect_right(starts, f.start) - 1][2] if words else "") for f in found)


def _is_quotable(figure: prose.Figure, subject: Subject) -> bool:
    fact = quoted_fact(figure, subject.policy)
    return fact is not None and fact.is_quotable


def nearest(figure: prose.Figure, known_figures: Iterable[Computed]) -> Computed | None:
    """The computed figure of the same kind that lies within a tenth of it."""
    fitting = [c for c in known_figures if c.is_percent == figure.is_percent and abs(c.value - figure.value) <= abs(c.value) / 10]
    return min(fitting, key=lambda c: abs(c.value - figure.value), default=None)


__all__ = ["computed", "nearest", "untraced"]
