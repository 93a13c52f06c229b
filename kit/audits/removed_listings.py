"""The listings of a mass removal one by one: clean, mended, ended or open; and what those with the same defect have in common."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from kit.audits import _svg
from kit.audits._listings import Export, Exports, Listing, exports
from kit.audits._review import SHARED, Group, Review, grouped, reviews
from kit.audits._svg import ACCENT, ALARM, GREY, INK
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, Rate, Window
from kit.model.audited import State
from kit.tools import figures, statistics

EXHIBIT = "listing_list"  # the kind of evidence that it is

_STATE: dict[str, State] = {"clean": "plain", "mended": "good", "ended": "good", "open": "gap"}
_ORDER = ("open", "ended", "mended", "clean")
_SHOWN = 5  # SKUs named one by one in a sentence


def audit(request: Request) -> Audit:
    """Each listing of the notice and of the shop, which of them may be asked back, and what the defects share."""
    back = _back(request)
    found = Audit(
        id="removed_listings",
        title="Listings of the removal, one by one",
        definition=(
            "Each SKU was looked at by a person, whose finding stands in the sheet: clean where nothing was wrong, mended where the defect is"
            f" gone, ended where it cannot be. Only {' and '.join(back)} ones are asked back. Among all SKUs looked at, the supplier, template, claim,"
            " category or certificate that every SKU with the same defect has, and the fewest others, is what the defect has in common."
        ),
    )
    sheet = reviews(request)
    if not sheet:
        return replace(
            found,
            unavailable="there is no sheet of the review; put a CSV (SKU, supplier, template, claim, category, certificate, defect, mended, ended, evidence) into records/",
        )
    named = tuple(dict.fromkeys(request.case.violation.skus))
    removed = tuple(r for r in sheet if r.sku in named)
    groups = grouped(sheet)
    counts = {state: tuple(r.sku for r in removed if r.state == state) for state in _STATE}
    asked = tuple(sku for state in back for sku in counts[state])
    low, high = statistics.wilson(len(asked), len(removed)) if removed else (None, None)
    window = Window(start=request.today, end=request.today)
    told = exports(request)
    return replace(
        found,
        sentence=_sentence(len(removed), len(asked), counts),
        heads=("SKU", "Supplier", "Template", "Category", "Defect", "What was done", "Asked back"),
        rows=tuple(
            _row(request, r, is_named=r.sku in named)
            for r in sorted(sheet, key=lambda r: (r.sku not in named, _order(request).index(r.state)))
        ),
        figures={**_figures(sheet, removed, counts, groups), "asked": f"{len(asked):,}"},
        rates={"asked_of_removed": Rate(numerator=len(asked), denominator=len(removed), window=window, low=low, high=high)},
        gaps=(*_missing(sheet, named), *(g for r in sheet for g in _gaps(request, r, told)), *_unproved(groups, sheet)),
        faults=tuple(_faults(sheet, named, groups)),
        things=len(sheet),
        drawing=_drawing({state: len(skus) for state, skus in counts.items()}) if removed else None,
        notes=tuple(_notes(groups)),
    )


def _back(request: Request) -> tuple[str, ...]:
    """What is asked back: a dispute asks for what was removed in error alone, and what is mended had the defect."""
    return ("clean",) if request.case.stance == "dispute" else ("clean", "mended")


def _order(request: Request) -> tuple[str, ...]:
    """What still has to be done first; in a dispute what it asks for first."""
    return _ORDER[::-1] if request.case.stance == "dispute" else _ORDER


def _sentence(total: int, asked: int, counts: dict[str, tuple[str, ...]]) -> str:
    words = {"clean": "without a defect", "mended": "mended", "ended": "ended", "open": "open"}
    said = [f"{len(counts[state])} {word}" for state, word in words.items() if counts[state]]
    return f"SKUs of the notice: {total}, of which {figures.listed(said) or 'none was looked at'}. Asked back: {asked}."


def _figures(
    sheet: tuple[Review, ...], removed: tuple[Review, ...], counts: dict[str, tuple[str, ...]], groups: tuple[Group, ...]
) -> dict[str, str]:
    beyond = [r for r in sheet if r.defect and r not in removed]
    largest = max(groups, key=lambda g: len(g.skus), default=None)
    return {
        "looked_at": f"{len(sheet):,}",
        "removed": f"{len(removed):,}",
        **{state: f"{len(skus):,}" for state, skus in counts.items()},
        "defective": f"{sum(bool(r.defect) for r in sheet):,}",
        "defective_removed": f"{sum(bool(r.defect) for r in removed):,}",
        "beyond": f"{len(beyond):,}",
        "ended_skus": ", ".join(counts["ended"]) or "none",
        "mended_skus": ", ".join(counts["mended"]) or "none",
        **(
            {"shared_by": f"{len(largest.skus):,}", "shared": " or ".join(v for _, v in largest.common)}
            if largest and largest.common
            else {}
        ),
    }


def _row(request: Request, review: Review, *, is_named: bool) -> AuditRow:
    done = {
        "clean": "nothing to do",
        "mended": f"mended {request.day(review.mended, year=False)}" if review.mended else "mended",
        "ended": f"ended {request.day(review.ended, year=False)}" if review.ended else "ended",
        "open": "nothing yet",
    }
    is_asked = is_named and review.state in _back(request)
    cells = (
        review.sku,
        review.values["supplier"] or "-",
        review.values["template"] or "-",
        review.values["category"] or "-",
        review.defect or "none",
        done[review.state],
        "yes" if is_asked else "no" if is_named else "not removed",
    )
    known = {item.id for item in request.case.evidence if item.use == "exhibit"}
    return AuditRow(cells=cells, state=_STATE[review.state], exhibits=(review.shown_by,) if review.shown_by in known else ())


def _drawing(counts: dict[str, int]) -> str:
    """The SKUs of the notice as one bar in parts: asked back in two shades, ended, open."""
    looks = {
        "clean": (ACCENT, "no defect"),
        "mended": ("#6C93AE", "mended"),
        "ended": ("#C4CBD1", "ended"),
        "open": (ALARM, "open"),
    }
    total, x, parts = sum(counts.values()), 0.0, []
    for state, (colour, word) in looks.items():
        if not counts[state]:
            continue
        wide = _svg.WIDE * counts[state] / total
        parts.append(f'<rect x="{x:.1f}" y="18" width="{max(wide - 1.5, 1):.1f}" height="20" fill="{colour}"/>')
        anchor, at = ("end", _svg.WIDE) if x + wide >= _svg.WIDE - 1 and x > _svg.WIDE * 0.8 else ("start", x)
        parts.append(_svg.text(f"{counts[state]:,}", at, 13, INK, weight=600, anchor=anchor))
        parts.append(_svg.text(word, at, 50, GREY, anchor=anchor))
        x += wide
    return _svg.drawing(parts, 56)


# --- what is wanting --------------------------------------------------------------------------------


def _missing(sheet: tuple[Review, ...], named: tuple[str, ...]) -> Iterator[Gap]:
    known = {r.sku for r in sheet}
    if missing := [sku for sku in named if sku not in known]:
        yield Gap(
            id="removed_listings.missing",
            severity="error",
            where=sheet[0].where.partition(",")[0],
            what=f"{len(missing)} of {len(named)} SKUs of the notice were not looked at: {', '.join(missing[:_SHOWN])}",
            fix="look at each, and write its defect or that it has none",
        )


def _gaps(request: Request, review: Review, told: Exports | str) -> Iterator[Gap]:
    def gap(name: str, what: str, fix: str, *, is_error: bool = True) -> Gap:
        return Gap(
            id=f"removed_listings.{review.sku}.{name}",
            severity="error" if is_error else "warning",
            where=review.where,
            what=f"{review.sku}: {what}",
            fix=fix,
        )

    if review.state == "open":
        yield gap("open", f"“{review.defect}” is neither mended nor ended", "mend or end it, and state when")
    if review.is_both:
        yield gap("both", "stated as mended and as ended", "keep the one that is so")
    if not review.defect and (review.mended or review.ended):
        yield gap("no_defect", "mended or ended, and no defect is stated", "state what was wrong with it")
    if review.shown_by and not any(item.id == review.shown_by for item in request.case.evidence):
        yield gap("paper", f"there is no evidence {review.shown_by!r}", "give the id of the paper in case.yaml")
    elif review.state == "mended" and not review.shown_by:
        yield gap(
            "unshown", "no paper shows that it is mended", "name the listing after the correction, or the check", is_error=False
        )
    if not isinstance(told, str) and told.after:
        yield from _against(review, told.stood, told.after, gap)


def _against(review: Review, stood: Export, after: Export, gap: Callable[[str, str, str], Gap]) -> Iterator[Gap]:
    """What the exports before and after the correction say of it."""
    then, now = _of(stood, review.sku), _of(after, review.sku)
    if review.state == "ended" and now:
        yield gap(
            "still_there", "stated as ended, but the last export of listings has it", "end it, then export the listings again"
        )
    if review.state == "mended" and then and now and then.texts == now.texts and review.is_of_text:
        yield gap(
            "unchanged", "stated as mended, but its text is the same in both exports", "mend it, then export the listings again"
        )


def _of(export: Export, sku: str) -> Listing | None:
    return next((x for x in export.listings if x.is_among(frozenset({sku}))), None)


def _unproved(groups: tuple[Group, ...], sheet: tuple[Review, ...]) -> Iterator[Gap]:
    """SKUs called clean that have in common what the defective ones have, and nothing that shows that they were looked at."""
    by_sku = {r.sku: r for r in sheet}
    for group in groups:
        if bare := [sku for sku in group.others if not by_sku[sku].shown_by]:
            common = " and ".join(f"{SHARED[name]} {value}" for name, value in group.common)
            yield Gap(
                id=f"removed_listings.{group.common[0][0]}.clean",
                severity="warning",
                where=by_sku[bare[0]].where,
                what=f"{', '.join(bare[:_SHOWN])} share the {common} with {len(group.skus)} defective SKUs, are called clean, and nothing shows it",
                fix="name the check, photo or listing that shows that the defect is not there",
            )


def _faults(sheet: tuple[Review, ...], named: tuple[str, ...], groups: tuple[Group, ...]) -> Iterator[Fault]:
    grouped_skus = {sku for group in groups if group.common for sku in group.skus}
    for group in groups:
        for name, value in group.common:
            for sku in group.skus:
                yield Fault(kind=f"shared_{name}", of=sku, said=f"{sku}: {group.defect}; {SHARED[name]} {value}.")
    for review in sheet:
        if review.defect and review.sku not in grouped_skus:
            yield Fault(
                kind="alone", of=review.sku, said=f"{review.sku}: {review.defect}, as no other that has the same in common."
            )
        if review.defect and review.sku not in named:
            yield Fault(kind="beyond", of=review.sku, said=f"{review.sku}, not in the notice: {review.defect}.")


def _notes(groups: tuple[Group, ...]) -> Iterator[str]:
    for group in groups:
        common = " and ".join(f"{SHARED[name]} {value}" for name, value in group.common)
        if not common:
            yield f"The {len(group.skus)} SKUs with “{group.defect}” have nothing in common that the sheet states."
            continue
        others = (
            f"{figures.many(len(group.others), 'other SKU')} {'has' if len(group.others) == 1 else 'have'} it too"
            if group.others
            else "no other SKU has it"
        )
        apart = "; these cannot be told apart" if len(group.common) > 1 else ""
        yield f"All {len(group.skus)} SKUs with “{group.defect}” have the {common}{apart}; {others}."
