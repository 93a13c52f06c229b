"""A fact of the letter held against the exhibits on which it rests: supported, on another page than named, contradicted, not found, unreadable.

Numbers of papers, orders and parcels are the same only character by character after look-alikes are folded (O 0, I l 1, S 5,
B 8, Z 2, and letters of other scripts), never by nearness; names from a likeness of 85 in 100 (research/lint.md §4). Contradicted is said only with strong
ground: another known carrier or brand stands there, or the same label with another value, and the letter's own nowhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kit.claims.names import Name, Names
from kit.claims.shown import Labelled, Page
from kit.claims.told import Told
from kit.model import Claim, ClaimVerdict, Evidence, Ref
from kit.tools import look_alikes, near_names
from kit.tools.written_dates import Written

Place = tuple[int, int]
_NEAR = 3  # of what stands there instead
_SHORTEST = 4  # letters of a name that may be misread
_ONE = ("contract_number", "invoice_number", "certificate_number", "licence_number")  # labels of which a paper has one
_ALIKE = ("0Oo", "1IiLl|", "5Ss", "8Bb", "2Zz")
_CLASSES = {c: "[" + re.escape(group) + "]" for group in _ALIKE for c in group}
_GAP = r"[\s\u2010-\u2014_-]{0,2}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibits:
    """The evidence of a case as the verdicts need it."""

    opened: Mapping[str, Evidence]
    shown: Mapping[str, tuple[Page, ...]]  # their pages that have text
    labels: Mapping[str, str]  # evidence id: exhibit number
    names: Names
    is_month_first: bool

    def said(self, evidence: str) -> str:
        """An exhibit as the letter names it."""
        return f"Exhibit {self.labels[evidence]}" if evidence in self.labels else evidence

    def page(self, ref: Ref, cited: list[Evidence]) -> str:
        """A page as its place is said: the exhibit only where there are several."""
        return f"page {ref.page}" if len(cited) == 1 else f"{self.said(ref.evidence)}, page {ref.page}"


def claim(told: Told, exhibits: Exhibits) -> Claim | None:
    """The fact with its verdict; None where none of its exhibits could show it."""
    cited = [exhibits.opened[e] for e in told.cites if e in exhibits.opened]
    if told.is_computed:
        cited = [e for e in cited if e.item.made]
    if not cited:
        return None
    held = _held(told, cited, exhibits)
    return Claim(
        where=told.where, start=told.start, end=told.end, sentence=told.sentence, kind=told.kind, text=told.text,
        cites=tuple(e.item.id for e in cited), verdict=held.verdict, refs=held.refs, why=held.why,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Held:
    """A verdict, the pages on which it rests, and its reason."""

    verdict: ClaimVerdict
    refs: tuple[Ref, ...] = ()
    why: str = ""


def _held(told: Told, cited: list[Evidence], exhibits: Exhibits) -> _Held:
    shown = [(one, page) for one in cited for page in exhibits.shown[one.item.id]]
    if found := next(_found(told, [(one, page) for one, page in shown if _is_named(told, one, page)], exhibits), None):
        return _Held("supported", (found,))
    if found := next(_found(told, shown, exhibits), None):
        named = ", ".join(str(n) for e, n in told.pages if e == found.evidence)
        why = (
            f"it stands on page {found.page} of {exhibits.said(found.evidence)}, and not on page {named}, which the letter names"
        )
        return _Held("other_page", (found,), why)
    if other := _contradiction(told, shown, exhibits):
        return other
    if unread := [ref for one in cited for ref in _unread(one, exhibits)]:
        papers = ", ".join(dict.fromkeys(f"{exhibits.said(ref.evidence)}, page {ref.page}" for ref in unread))
        return _Held("unreadable", tuple(unread), f"{papers}: no text could be read there, and what was read does not show it")
    near = tuple(_near(told, shown))[:_NEAR]
    papers = " or ".join(exhibits.said(one.item.id) for one in cited)
    instead = f"; there stands {', '.join(f'“{ref.said}” ({exhibits.page(ref, cited)})' for ref in near)}" if near else ""
    return _Held("not_found", near, f"{papers} does not show it{instead}{_elsewhere(told, exhibits)}")


def _is_named(told: Told, one: Evidence, page: Page) -> bool:
    """Whether the letter names that page of the exhibit, or none that it has: then it may count the pages of the whole bundle."""
    named = [n for e, n in told.pages if e == one.item.id and n <= len(one.text)]
    return not named or page.number in named


def _unread(one: Evidence, exhibits: Exhibits) -> Iterator[Ref]:
    """The pages without text."""
    read = {page.number for page in exhibits.shown[one.item.id]}
    yield from (Ref(evidence=one.item.id, page=n) for n in range(1, len(one.text) + 1) if n not in read)


def _elsewhere(told: Told, exhibits: Exhibits) -> str:
    """Where else in the evidence it stands; figures stand everywhere."""
    if told.kind == "figure":
        return ""
    others = ((one, page) for e, one in exhibits.opened.items() if e not in told.cites for page in exhibits.shown[one.item.id])
    found = next(_found(told, others, exhibits), None)
    return f"; it stands in {exhibits.said(found.evidence)}, page {found.page}" if found else ""


# --- supported --------------------------------------------------------------------------------------


def _found(told: Told, shown: Iterable[tuple[Evidence, Page]], exhibits: Exhibits) -> Iterator[Ref]:
    """Each page that shows the fact."""
    for one, page in shown:
        if (place := _SHOWS[told.kind](told, page, exhibits)) is not None:
            yield Ref(evidence=one.item.id, page=page.number, said=page.around(*place))


def _shows_date(told: Told, page: Page, exhibits: Exhibits) -> Place | None:
    assert told.day is not None
    return next(((w.start, w.end) for w in page.days if _is_same_day(told.day, w, exhibits)), None)


def _is_same_day(said: Written, seen: Written, exhibits: Exhibits) -> bool:
    """Whether what the page shows is the day, or the month, that the letter says; a year may be left out on either side."""
    if said.names_a_day and not seen.names_a_day:
        return False
    days = (seen.days[1 if exhibits.is_month_first else 0],) if seen.is_ambiguous else seen.days
    if days:
        return said.is_among(days)
    return (said.month, said.day) == (seen.month, seen.day) and (None in {said.year, seen.year} or said.year == seen.year)


def _shows_time(told: Told, page: Page, _: Exhibits) -> Place | None:
    assert told.clock is not None
    at = page.times.get(told.clock)
    return None if at is None else (at, at + 5)


def _shows_figure(told: Told, page: Page, _: Exhibits) -> Place | None:
    assert told.value is not None
    is_loose = told.is_percent or told.decimals
    number = page.rounded.get((told.value, told.decimals)) if is_loose else page.exact.get(told.value)
    return (number.start, number.end) if number else None


def _shows_id(told: Told, page: Page, _: Exhibits) -> Place | None:
    found = _spelled(look_alikes.latin(told.text)).search(page.latin)
    return found.span() if found else None


@lru_cache(maxsize=512)
def _spelled(code: str) -> re.Pattern[str]:
    """A number with its look-alikes, in blanks or hyphens of any kind, and never as a part of a longer one."""
    plain = [c for c in code if c.isalnum()]
    body = _GAP.join(_CLASSES.get(c, re.escape(c)) for c in plain)
    return re.compile(rf"(?<![A-Za-z0-9])(?<![A-Za-z0-9][-_/]){body}(?![-_/]?[A-Za-z0-9])", re.IGNORECASE)


def _shows_name(told: Told, page: Page, _: Exhibits) -> Place | None:
    assert told.name is not None
    exact = next(((n.start, n.end) for n in page.named if n.who == told.name.who), None)
    if exact:
        return exact
    score, at = _likeness(told.name, page)
    end = at + len(told.name.text)
    is_other = any(n.start < end and at < n.end for n in page.named)
    return (at, end) if score >= near_names.MATCH and not is_other else None


_SHOWS: Mapping[str, Callable[[Told, Page, Exhibits], Place | None]] = {
    "date": _shows_date,
    "time": _shows_time,
    "figure": _shows_figure,
    "id": _shows_id,
    "name": _shows_name,
}


def _likeness(name: Name, page: Page) -> tuple[int, int]:
    """How nearly the name stands on the page, and where; short names stand exactly or not at all."""
    folded = " ".join(name.text.lower().split())
    return near_names.nearest(folded, page.low) if len(folded) > _SHORTEST else (0, 0)


# --- contradicted -----------------------------------------------------------------------------------


def _contradiction(told: Told, shown: list[tuple[Evidence, Page]], exhibits: Exhibits) -> _Held | None:
    if told.name is not None:
        return _other_name(told, told.name, shown, exhibits)
    return _other_value(told, told.label, shown, exhibits) if told.label else None


def _other_name(told: Told, name: Name, shown: list[tuple[Evidence, Page]], exhibits: Exhibits) -> _Held | None:
    """One other carrier or brand stands there, which the sentence does not name."""
    if name.sort == "firm":
        return None
    in_sentence = {n.who for n in exhibits.names.within(told.sentence)}
    others = [(one, p, n) for one, p in shown for n in p.named if n.sort == name.sort]
    if len({n.who for _, _, n in others}) != 1 or others[0][2].who in in_sentence:
        return None
    one, page, other = others[0]
    ref = Ref(evidence=one.item.id, page=page.number, said=page.around(other.start, other.end))
    where = f"{exhibits.said(one.item.id)}, page {page.number}"
    return _Held(
        "contradicted", (ref,), f"{where}, names the {name.sort} {' '.join(other.text.split())}, and nowhere {name.text}"
    )


def _other_value(told: Told, label: str, shown: list[tuple[Evidence, Page]], exhibits: Exhibits) -> _Held | None:
    """The same label stands there with one other day or number. A picture's text may be misread: it contradicts nothing."""
    alike = [(one, p, found) for one, p in shown for found in p.labelled if found.key == label and _is_alike(told, found)]
    if len({found.day or found.text for _, _, found in alike}) != 1 or any(p.is_read for _, p, _ in alike):
        return None
    one, page, other = alike[0]
    ref = Ref(evidence=one.item.id, page=page.number, said=page.around(other.start, other.end))
    where = f"{exhibits.said(one.item.id)}, page {page.number}"
    return _Held("contradicted", (ref,), f"{where}, states another {label.replace('_', ' ')}: {other.text}")


def _is_alike(told: Told, found: Labelled) -> bool:
    return found.day is not None if told.kind == "date" else told.kind == "id" and found.day is None and found.key in _ONE


# --- what stands there instead ----------------------------------------------------------------------


def _near(told: Told, shown: list[tuple[Evidence, Page]]) -> Iterator[Ref]:
    """What of the same kind stands on the pages, nearest first."""
    found = [(distance, n, Ref(evidence=one.item.id, page=page.number, said=said))
             for n, (one, page) in enumerate(shown) for distance, said in _LIKE[told.kind](told, page)]  # fmt: skip
    seen: set[str] = set()
    for _, _, ref in sorted(found, key=lambda f: f[:2]):
        if ref.said not in seen:
            seen.add(ref.said)
            yield ref


def _like_dates(told: Told, page: Page) -> Iterator[tuple[float, str]]:
    assert told.day is not None
    said = told.day.days[0] if told.day.days else None
    for seen in page.days:
        if seen.days and said:
            yield float(min(abs((d - said).days) for d in seen.days)), page.text[seen.start : seen.end]


def _like_times(told: Told, page: Page) -> Iterator[tuple[float, str]]:
    assert told.clock is not None
    minutes = told.clock.hour * 60 + told.clock.minute
    for seen in page.times:
        yield float(abs(seen.hour * 60 + seen.minute - minutes)), f"{seen:%H:%M}"


def _like_figures(told: Told, page: Page) -> Iterator[tuple[float, str]]:
    """Figures within a tenth of it."""
    assert told.value is not None
    for value, number in page.exact.items():
        distance = abs(value - told.value)
        if distance <= abs(told.value) / 10 and number.is_percent == told.is_percent:
            yield float(distance), page.text[number.start : number.end].strip()


def _like_ids(told: Told, page: Page) -> Iterator[tuple[float, str]]:
    """Ids of the same length that begin alike: what a slip of the pen looks like, for a person to judge."""
    said = look_alikes.latin(told.text)
    for _, code in page.ids:
        if len(code) == len(said) and code[: len(code) // 2].upper() == said[: len(code) // 2].upper():
            yield float(sum(a != b for a, b in zip(code, said, strict=True))), code


def _like_names(told: Told, page: Page) -> Iterator[tuple[float, str]]:
    assert told.name is not None
    score, at = _likeness(told.name, page)
    if score >= near_names.LOOK:
        yield 100.0 - score, " ".join(page.text[at : at + len(told.name.text)].split())


_LIKE: Mapping[str, Callable[[Told, Page], Iterator[tuple[float, str]]]] = {
    "date": _like_dates,
    "time": _like_times,
    "figure": _like_figures,
    "id": _like_ids,
    "name": _like_names,
}
