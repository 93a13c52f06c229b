"""The facts that a letter tells, each with the exhibits on which its sentence rests."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from decimal import Decimal
from itertools import pairwise

from kit.claims.names import Name, Names
from kit.model import ClaimKind, Letter, Passage, Trace
from kit.tools import citations, look_alikes, paper_labels, prose, written_times
from kit.tools.written_dates import Written, written

_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|through)\s")
_BEHIND_LABEL = 12  # characters between a label and what it names
_LONG_NUMBER = 8  # digits from which a number is an id
_LONGEST = 64  # characters of an id
_PAGES = r"(?:pp?\.|pages?)\s?(?P<first>\d{1,3})(?:(?P<sep>\s?[-–—&,]\s?|\s(?:to|and|or)\s)(?:p\.\s?)?(?P<last>\d{1,3}))?(?![\d.:%]\d|\d)"
_PAGE = re.compile(rf"\s?[,;(]?\s?(?:(?:on|at|see)\s)?{_PAGES}", re.IGNORECASE)
_PAGE_OF = re.compile(rf"\b{_PAGES}\s(?:of|in)\s(?:the\s)?$", re.IGNORECASE)
_MOST_PAGES = 50  # in one citation
_AREA = re.compile(r"\b(?:section|clause|article|schedule|version)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact in a sentence, with what it says in a form that can be compared."""

    where: str
    start: int
    end: int
    sentence: str
    kind: ClaimKind
    text: str
    cites: tuple[str, ...]
    pages: tuple[tuple[str, int], ...] = ()  # of exhibits, where the sentence names the pages whenever it names the exhibit
    is_computed: bool = False  # by the kit: only what the kit made of the same data can show it
    label: str | None = None  # what the fact is, where the letter says so: valid_to, invoice_number
    day: Written | None = None
    clock: time | None = None
    value: Decimal | None = None
    decimals: int = 0
    is_percent: bool = False
    name: Name | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    cites: tuple[str, ...]
    pages: tuple[tuple[str, int], ...] = ()


def told(letter: Letter, known: Names) -> Iterator[Told]:
    """Every fact that rests on an exhibit, in reading order."""
    numbers = {number: evidence for evidence, number in letter.labels}
    for passage in letter.passages:
        facts = sorted(_facts(passage.text, known), key=lambda f: (f.start, -f.end))
        for sentence in _sentences(passage, numbers):
            yield from (
                placed
                for fact in facts
                if sentence.start <= fact.start < sentence.end and (placed := _placed(fact, passage, sentence)) is not None
            )


def _placed(fact: Told, passage: Passage, sentence: _Sentence) -> Told | None:
    """The fact with what it rests on: the exhibits of its sentence, and the paper from whose facts it was filled in."""
    trace = next((t for t in passage.traces if t.start <= fact.start and fact.end <= t.end), None)
    paper, _, key = trace.ref.partition(".") if trace and trace.kind == "evidence" else ("", "", "")
    cites = tuple(dict.fromkeys(filter(None, (*sentence.cites, paper))))
    if not cites or (trace and trace.kind == "policy"):
        return None
    return replace(
        fact,
        where=passage.where,
        sentence=" ".join(passage.text[sentence.start : sentence.end].split()),
        cites=cites,
        pages=sentence.pages,
        is_computed=trace is not None and _is_computed(trace),
        label=key or fact.label,
    )


def _is_computed(trace: Trace) -> bool:
    """Whether the kit worked it out and says it: a metric, or its own sentence on records; a person wrote what stands around other counts."""
    return trace.kind == "metric" or (trace.kind == "audit" and trace.ref.endswith(".sentence"))


# --- sentences --------------------------------------------------------------------------------------


def _sentences(passage: Passage, numbers: dict[str, str]) -> list[_Sentence]:
    """Each sentence with the exhibits that it names, and those that the passage lists without naming them in words."""
    typed = [(ends[0].start, ends[-1].end, _ids(passage.text, ends, numbers)) for ends in citations.typed(passage.text)]
    named = {evidence for _, _, ids in typed for evidence in ids}
    listed = tuple(e for e in passage.cites if e not in named)
    found: list[_Sentence] = []
    for start, end in prose.sentences(passage.text):
        here = [(a, b, ids) for a, b, ids in typed if start <= a < end]
        cites = tuple(dict.fromkeys((*(e for _, _, ids in here for e in ids), *listed)))
        pages = _pages(passage.text[start:end], [(a - start, b - start, ids) for a, b, ids in here], listed)
        rest = prose.masked(passage.text[start:end], [(a - start, b - start) for a, b, _ in here])
        rest = _PAGE.sub(" ", rest) if pages else rest
        if here and found and not any(c.isalnum() for c in rest):  # “… at 15:30. (Exhibit 6)”
            last = found[-1]
            kept = pages if set(last.cites) <= set(listed) else ()
            found[-1] = replace(last, cites=tuple(dict.fromkeys((*last.cites, *cites))), pages=kept)
        else:
            found.append(_Sentence(start, end, cites, pages))
    return found


def _pages(text: str, cited: list[tuple[int, int, tuple[str, ...]]], listed: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """The pages that a sentence names of exhibits; none of one that it also names without a page."""
    named: list[tuple[str, int]] = []
    whole = set(listed)
    for start, end, ids in cited:
        behind, before = _PAGE.match(text, end), _PAGE_OF.search(text[max(0, start - 40) : start])
        if len(ids) == 1 and (page := behind or before):
            first, last = int(page["first"]), int(page["last"] or page["first"])
            is_range = page["sep"] and _RANGE.fullmatch(page["sep"])
            named += [
                (ids[0], n) for n in (range(first, min(last, first + _MOST_PAGES) + 1) if is_range else sorted({first, last}))
            ]
        else:
            whole.update(ids)
    return tuple(pair for pair in named if pair[0] not in whole)


def _ids(text: str, ends: tuple[citations.End, ...], numbers: dict[str, str]) -> tuple[str, ...]:
    """The evidence that a citation names; “Exhibits 4–7” names those between too."""
    order = list(numbers)
    found = [ends[0].number]
    for one, other in pairwise(ends):
        if _RANGE.fullmatch(text[one.end : other.start]) and one.number in numbers and other.number in numbers:
            found += order[order.index(one.number) + 1 : order.index(other.number)]
        found.append(other.number)
    return tuple(numbers[n] for n in found if n in numbers)


# --- facts ------------------------------------------------------------------------------------------


def _facts(text: str, known: Names) -> Iterator[Told]:
    """Every fact of a text, before it is known what it rests on."""
    cited = [(ends[0].start, ends[-1].end) for ends in citations.typed(text)]
    cited += [page.span() for _, end in cited if (page := _PAGE.match(text, end))]
    plain = prose.masked(text, cited)
    days = [day for day in written(plain) if not day.is_impossible]
    clocks = list(written_times.written(plain))
    labels = [(m.end(), paper_labels.label_of(m.group()).key) for m in paper_labels.before().finditer(plain)]
    for day in days:
        yield _fact("date", day.start, day.end, text, day=day, label=_label(labels, day.start))
    for clock in clocks:
        yield _fact("time", clock.start, clock.end, text, clock=clock.time)
    names = list(known.told(plain))
    for name in names:
        yield _fact("name", name.start, name.end, text, name=name)
    taken = [(w.start, w.end) for w in days] + [(c.start, c.end) for c in clocks] + [(n.start, n.end) for n in names]
    rest = prose.masked(plain, taken)
    codes = [(a, b, word) for a, b, word in prose.codes(look_alikes.latin(rest)) if _is_id(word)]
    for start, end, _ in codes:
        yield _fact("id", start, end, text, label=_label(labels, start))
    words = [(a, b) for a, b, word in prose.codes(rest) if prose.is_name(word)]
    rest = prose.masked(rest, [*prose.references(rest), *words, *((a, b) for a, b, _ in codes)])
    for f in prose.figures(rest):
        if not _AREA.search(text[max(0, f.start - 12) : f.start]) or "." in f.written:
            yield _fact("figure", f.start, f.end, text, value=f.value, decimals=f.decimals, is_percent=f.is_percent)


def _fact(kind: ClaimKind, start: int, end: int, text: str, **said: object) -> Told:
    return Told(where="", start=start, end=end, sentence="", kind=kind, text=text[start:end].strip(), cites=(), **said)  # type: ignore[arg-type]


def _label(labels: list[tuple[int, str]], start: int) -> str | None:
    """The label that ends right before a place."""
    return next((key for end, key in reversed(labels) if 0 <= start - end <= _BEHIND_LABEL), None)


def _is_id(word: str) -> bool:
    """Whether a word is a number of a paper, an order, a parcel or a product: 577312345678901234, CEX-2026-0614."""
    digits, letters = sum(c.isdigit() for c in word), sum(c.isalpha() for c in word)
    if len(word) > _LONGEST or any(c in word for c in "@:%£$€¥") or "." in word or "," in word or not word.isascii():
        return False
    return digits >= _LONG_NUMBER if not letters else digits >= 2 and len(word) >= 6 and prose.is_name(word)


__all__ = ["Told", "told"]
