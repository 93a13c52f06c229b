"""The shop's listings searched for the mark: which name it, since which export, and whether a letter covers them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape

from kit.audits._chain import GRANTS, RIGHTS, chain
from kit.audits._listings import Export, Exports, Listing, exports
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, Rate, Window, day_of
from kit.tools import figures
from kit.tools.trade_marks import PARTING, joined, likely, plain
from kit.tools.word_edges import joined_to

EXHIBIT = "brand_search"  # the kind of evidence that it is

_KEYS = ("brand", "mark", "trade_mark", "trademark")
_LONG = 5  # letters of a mark that is looked for within longer words too; a shorter one stands in too many by chance
_SHORT = 3
_TITLE = 60  # letters of a listing's title in the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One SKU that names the mark in one export or another: the fields where it stands, export by export."""

    listing: Listing  # as it stands in the latest export that has it
    is_complained: bool
    is_covered: bool  # a letter of the chain takes it in
    fields: tuple[tuple[str, ...], ...]  # of each export, the earliest first

    @property
    def is_named_now(self) -> bool:
        """Whether the latest export still has it."""
        return bool(self.fields[-1])


def audit(request: Request) -> Audit:
    """Each listing that names the mark, before and after, held against the notice and the chain of authorisation."""
    found = Audit(
        id="brand_listings",
        title="Listings that name the mark",
        definition=(
            "Title, description, variation and brand field of every listing in each export were searched for the mark as a word,"
            " whatever its capitals, accents, blanks, hyphens, apostrophes and points. Pictures were not read. A listing is covered where the chain of authorisation holds for its SKU."
        ),
    )
    marks = _marks(request)
    if not marks:
        return replace(
            found, unavailable="no paper states the mark; put it as brand into the facts of the notice or the certificate"
        )
    known = exports(request)
    if isinstance(known, str):
        return replace(found, unavailable=known)
    states = _states(known)
    rows = tuple(_found(request, marks, states))
    place = states.index(known.stood)
    return replace(
        found,
        sentence=_sentence(request, marks, states, rows),
        heads=("SKU", "Listing", *_heads(request, states), "In the notice", "Finding"),
        rows=tuple(_row(one) for one in rows),
        figures=_figures(request, marks, states, rows, place),
        rates={
            "named_then": _rate(request, known.stood, sum(bool(one.fields[place]) for one in rows)),
            "named_now": _rate(request, states[-1], sum(one.is_named_now for one in rows)),
        },
        gaps=tuple(_gaps(request, marks, states, rows)),
        faults=tuple(_faults(request, marks, known.stood, rows, place)),
        things=len(known.stood.listings),
        notes=("A mark in a picture, a video or a live is not found by this search: look at those by hand.",),
        reads=("listings", "orders"),
    )


# --- search ---------------------------------------------------------------------------------------


def _marks(request: Request) -> tuple[str, ...]:
    """The words to look for, as the notice, the certificates and the letters state them."""
    papers = request.papers("notice", *RIGHTS, *GRANTS)
    stated = [value for item in papers for key, value in item.facts if key in _KEYS]
    return tuple({joined(value).casefold(): value for value in reversed(stated) if joined(value)}.values())


def _pattern(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the marks as a word, parted or not, also as a plural; figures may stand beside it, letters of its own script not."""
    return re.compile("|".join(_word(joined(mark)) for mark in marks), re.IGNORECASE)


def _word(mark: str) -> str:
    """One that begins with a figure is no part of a number, and of three letters not parted: 13M, 3 m."""
    is_number = mark[0].isdigit()
    parting = "" if is_number and len(mark) <= _SHORT else f"{PARTING}*"
    letters = parting.join("(?:&|and)" if letter == "&" else re.escape(letter) for letter in mark)
    before = r"(?<!\d)(?<!\d[.,])" if is_number else ""
    return rf"{before}(?<!{joined_to(mark[0])}){letters}(?:['’]?s)?(?!{joined_to(mark[-1])})"


def _within(marks: tuple[str, ...]) -> re.Pattern[str] | None:
    """A long mark within a longer word, or run together with others: #auravanefilter, AuravaneV6."""
    long = [joined(mark) for mark in marks if sum(letter.isalpha() for letter in joined(mark)) >= _LONG]
    return re.compile("|".join(rf"[#@]?(?<!\w)\w*{re.escape(mark)}\w*" for mark in long), re.IGNORECASE) if long else None


def _words_with_it(marks: tuple[str, ...], export: Export) -> Iterator[tuple[str, str]]:
    """Each listing that has a mark only within a longer word, with that word as it stands there."""
    pattern, within = _pattern(marks), _within(marks)
    if within is None:
        return
    for listing in export.listings:
        if not _fields(pattern, listing):
            word = next((found[0] for _, text in _texts(listing) if (found := within.search(text))), None)
            if word:
                yield listing.name, word


def _words_like_it(marks: tuple[str, ...], export: Export) -> Iterator[tuple[str, str]]:
    """Each listing that has what a person may read for a mark, as it stands there: Mueller for Müller, a letter of another script."""
    pattern, alike = _pattern(marks), _pattern(tuple(dict.fromkeys((*marks, *map(likely, marks)))))
    for listing in export.listings:
        if not _fields(pattern, listing):
            found = next(((raw, m[0]) for _, raw in _raw(listing) if (m := alike.search(likely(raw)))), None)
            if found:
                raw, read = found
                yield listing.name, next((word for word in raw.split() if alike.search(likely(word))), read)


def _states(known: Exports) -> tuple[Export, ...]:
    return tuple(export for export in (known.earlier, known.stood, known.after) if export)


def _found(request: Request, marks: tuple[str, ...], states: tuple[Export, ...]) -> Iterator[Found]:
    """Every SKU that names the mark somewhere, those of the notice first."""
    pattern = _pattern(marks)
    by_sku: dict[str, list[tuple[str, ...]]] = {}
    latest: dict[str, Listing] = {}
    for n, export in enumerate(states):
        for listing in export.listings:
            latest[listing.sku_id] = listing
            by_sku.setdefault(listing.sku_id, [()] * len(states))[n] = _fields(pattern, listing)
    named = frozenset(request.case.violation.skus)
    skus = [sku for sku, fields in by_sku.items() if any(fields)]
    covered = _covered(request, [latest[sku] for sku in skus])
    found = [
        Found(
            listing=latest[sku], is_complained=latest[sku].is_among(named), is_covered=latest[sku].name in covered,
            fields=tuple(by_sku[sku]),
        )
        for sku in skus
    ]  # fmt: skip
    yield from sorted(found, key=lambda one: (not one.is_complained, one.listing.name))


def _fields(pattern: re.Pattern[str], listing: Listing) -> tuple[str, ...]:
    """Where the mark stands in a listing."""
    return tuple(name for name, text in _texts(listing) if pattern.search(text))


def _texts(listing: Listing) -> Iterator[tuple[str, str]]:
    """Where a mark can stand in a listing, each text as a mark is recognised in it."""
    return ((name, plain(text)) for name, text in _raw(listing))


def _raw(listing: Listing) -> Iterator[tuple[str, str]]:
    """Where a mark can stand in a listing, each text as a buyer reads it."""
    texts = (*listing.texts, *((("brand field", listing.brand),) if listing.brand else ()))
    return ((name, unescape(text)) for name, text in texts)


def _covered(request: Request, listings: list[Listing]) -> frozenset[str]:
    """The SKUs for which the chain of authorisation holds on the day of the letter."""
    found = chain(request, [listing.name for listing in listings], since_first_sale=False, until=request.today)
    return frozenset(found.covered) if found and found.right else frozenset()


# --- what is said -----------------------------------------------------------------------------------


def _row(one: Found) -> AuditRow:
    if one.is_named_now:
        finding, state = ("Covered by the chain", "good") if one.is_covered else ("Names the mark", "gap")
    else:
        finding, state = "Put right", "good"
    title = one.listing.title
    cells = (
        one.listing.name, title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…",
        *(", ".join(fields) or "none" for fields in one.fields), "yes" if one.is_complained else "no", finding,
    )  # fmt: skip
    return AuditRow(cells=cells, state="gap" if state == "gap" else "good")


def _heads(request: Request, states: tuple[Export, ...]) -> tuple[str, ...]:
    """The days of the exports; the year only where they are of several."""
    days = [day_of(export.at, request.policy.zone) for export in states]
    several = len({day.year for day in days}) > 1
    return tuple(figures.day(day, request.policy.site.date_style, year=several) for day in days)


def _sentence(request: Request, marks: tuple[str, ...], states: tuple[Export, ...], rows: tuple[Found, ...]) -> str:
    named = " or ".join(f"“{mark}”" for mark in marks)
    counts = [sum(bool(one.fields[n]) for one in rows) for n in range(len(states))]
    told = [
        f"{_counted(count)} of {len(export.listings):,} in the export of {_day(request, export)}"
        for count, export in zip(counts, states, strict=True)
    ]
    return f"Listings that name {named}: {_joined(told)}."


def _counted(count: int) -> str:
    return f"{count:,}" if count else "none"


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _figures(
    request: Request, marks: tuple[str, ...], states: tuple[Export, ...], rows: tuple[Found, ...], place: int
) -> dict[str, str]:
    then = [one for one in rows if one.fields[place]]
    found = {
        "marks": ", ".join(marks),
        "listings": f"{len(states[-1].listings):,}",
        "then": f"{len(then):,}",
        "then_in_title": f"{sum('title' in one.fields[place] for one in then):,}",
        "then_complained": f"{sum(one.is_complained for one in then):,}",
        "then_others": f"{sum(not one.is_complained for one in then):,}",
        "now": f"{sum(one.is_named_now for one in rows):,}",
        "now_uncovered": f"{sum(one.is_named_now and not one.is_covered for one in rows):,}",
        "then_day": _day(request, states[place]),
        "now_day": _day(request, states[-1]),
    }
    if place:
        found["earlier"] = f"{sum(bool(one.fields[0]) for one in rows):,}"
        found["earlier_day"] = _day(request, states[0])
    return found


def _rate(request: Request, export: Export, named: int) -> Rate:
    day = day_of(export.at, request.policy.zone)
    return Rate(numerator=named, denominator=len(export.listings), window=Window(start=day, end=day))


def _gaps(request: Request, marks: tuple[str, ...], states: tuple[Export, ...], rows: tuple[Found, ...]) -> Iterator[Gap]:
    open_ = [one for one in rows if one.is_named_now and not one.is_covered]
    is_plan = request.case.stance == "plan"
    if not rows:
        yield Gap(
            id="brand_listings.nowhere",
            severity="warning",
            where="listings/",
            what=f"no listing of {figures.many(len(states), 'export')} names {' or '.join(marks)}, so nothing shows what the notice complains of",
            fix="hold the brand in the facts of the papers against the notice's spelling, and add the export from before the word was taken out",
        )
    for is_complained in (True, False):
        mine = [one.listing.name for one in open_ if one.is_complained == is_complained]
        if mine and (is_plan or not is_complained):  # in a dispute the chain itself says what is wanting for those of the notice
            of = "of the notice" if is_complained else "that the notice does not name"
            yield Gap(
                id=f"brand_listings.{'complained' if is_complained else 'others'}",
                severity="error" if is_plan else "warning",
                where="listings/",
                what=(
                    f"{len(mine)} {'listing' if len(mine) == 1 else 'listings'} {of} {'has' if len(mine) == 1 else 'have'}"
                    f" {' or '.join(marks)} in the export of {_day(request, states[-1])}, and no letter covers"
                    f" {'it' if len(mine) == 1 else 'them'}: {figures.some(mine)}"
                ),
                fix="take the word out or end the listing and export again; or add the letter that covers it",
            )
    if within := list(_words_with_it(marks, states[-1])):
        yield Gap(
            id="brand_listings.within",
            severity="warning",
            where="listings/",
            what=(
                f"{figures.many(len(within), 'listing has', 'listings have')} {' or '.join(marks)} within a longer word in the export of"
                f" {_day(request, states[-1])}, and the search counts words only: {figures.some([f'{sku} “{word}”' for sku, word in within])}"
            ),
            fix="look at each: take out what means the mark and export again; another word that happens to hold its letters may stay",
        )
    if like := list(_words_like_it(marks, states[-1])):
        yield Gap(
            id="brand_listings.like",
            severity="warning",
            where="listings/",
            what=(
                f"{figures.many(len(like), 'listing has', 'listings have')} what can be read for {' or '.join(marks)}, in other letters, in the"
                f" export of {_day(request, states[-1])}: {figures.some([f'{sku} “{word}”' for sku, word in like])}"
            ),
            fix="look at each: take out what means the mark and export again; another word may stay",
        )
    listed = {name for export in states for x in export.listings for name in (x.sku_id, x.seller_sku, x.product_id)}
    if absent := [sku for sku in request.case.violation.skus if sku not in listed]:
        yield Gap(
            id="brand_listings.absent",
            severity="warning",
            where="violation.skus",
            what=f"{figures.many(len(absent), 'SKU of the notice stands', 'SKUs of the notice stand')} in no export of listings: {figures.some(absent)}",
            fix="export all listings, ended ones too; or say that these were ended before the first export",
        )


def _faults(request: Request, marks: tuple[str, ...], stood: Export, rows: tuple[Found, ...], place: int) -> Iterator[Fault]:
    """Listings that named the mark when the notice came, with no letter that covers them now."""
    for one in rows:
        if one.fields[place] and not one.is_covered:
            said = f"{one.listing.name}: {' or '.join(marks)} in {_joined(list(one.fields[place]))}, export of {_day(request, stood)}."
            yield Fault(kind="mark_named", of=one.listing.name, said=said)


def _day(request: Request, export: Export) -> str:
    return request.day(day_of(export.at, request.policy.zone))
