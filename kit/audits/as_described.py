"""What a listing states of the goods held against what was measured, attribute by attribute."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kit.audits._done import CORRECTION, Done, against_done
from kit.audits._listings import Export, exports
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, day_of
from kit.policy import claim_words
from kit.tools import figures
from kit.tools.figures import many

EXHIBIT = "measuring_sheet"  # the kind of evidence that it is

_NUMBER = re.compile(r"^\s*([+-]?\d{1,9}(?:[.,]\d{1,6})?)\s*(\D{0,16})\s*$")


def audit(request: Request) -> Audit:
    """Every attribute as listed and as measured; a difference that nobody has put right is a gap."""
    found = Audit(
        id="as_described",
        title="Goods as listed and as measured",
        definition=(
            "Each attribute that a listing states is held against the measured one. Numbers of one unit agree if they are equal;"
            " words agree if they are the same. A difference is settled once the listing was corrected."
        ),
    )
    table = request.table("attributes")
    if table is None or table.empty:
        return replace(
            found, unavailable="nothing was measured; put a CSV (SKU, attribute, listed, measured, paper) into records/"
        )
    rows: list[Any] = list(table.sort_values(["source_file", "source_line"], kind="stable").itertuples(index=False))
    differ = [row for row in rows if not agree(row.listed, row.measured)]
    corrected = [row for row in differ if _has(row.corrected_at)]
    returned = _returned(request, {str(row.sku) for row in differ})
    tie = (
        f" {many(returned, 'return of these SKUs says', 'returns of these SKUs say')} that the goods are not as described."
        if returned is not None
        else ""
    )
    return replace(
        found,
        sentence=f"{len(differ)} of {many(len(rows), 'attribute')} {'differs' if len(differ) == 1 else 'differ'} from the goods;"
        f" {len(corrected)} of them {'is' if len(corrected) == 1 else 'are'} corrected in the listing.{tie}",
        heads=("SKU", "Attribute", "Listed", "Measured", "Listing corrected"),
        rows=tuple(_row(request, row) for row in rows),
        figures={
            "attributes": f"{len(rows):,}",
            "differ": f"{len(differ):,}",
            "corrected": f"{len(corrected):,}",
            **({"returns": f"{returned:,}"} if returned is not None else {}),
        },
        gaps=(*_gaps(request, rows), *against_done(request, "as_described", CORRECTION, "correction", _corrections(corrected))),
        faults=tuple(
            Fault(
                kind="differs",
                of=f"{row.sku}, {row.attribute}",
                said=f"{row.sku}: {row.attribute} {row.listed} listed, {row.measured} measured.",
            )
            for row in differ
        ),
        things=len(rows),
        reads=("records", "listings", "returns"),
    )


def agree(listed: str, measured: str) -> bool:
    """Whether the two say the same.

    >>> agree("12 kPa", "12.0 kPa"), agree("12 kPa", "9.5 kPa"), agree("Cotton", "cotton "), agree("1.2 L", "1200 ml")
    (True, False, True, False)
    """
    one, other = _NUMBER.match(str(listed)), _NUMBER.match(str(measured))
    if one and other and one[2].strip().casefold() == other[2].strip().casefold():
        return Decimal(one[1].replace(",", ".")) == Decimal(other[1].replace(",", "."))
    return " ".join(str(listed).split()).casefold() == " ".join(str(measured).split()).casefold()


def _row(request: Request, row: Any) -> AuditRow:
    differs = not agree(row.listed, row.measured)
    at = row.corrected_at.tz_convert(request.policy.zone) if _has(row.corrected_at) else None
    corrected = (
        f"{figures.day(at.date(), request.policy.site.date_style)}, {at:%H:%M}" if at else "not yet" if differs else "no need"
    )
    paper = next((e for e in request.case.evidence if e.id == row.paper and e.use == "exhibit"), None)
    cells = (str(row.sku), str(row.attribute), str(row.listed), str(row.measured), corrected)
    return AuditRow(cells=cells, state="gap" if differs and at is None else "good", exhibits=(paper.id,) if paper else ())


def _corrections(rows: list[Any]) -> Iterator[Done]:
    return (Done(row.corrected_at.to_pydatetime(), f"{row.source_file}, line {row.source_line}") for row in rows)


def _gaps(request: Request, rows: list[Any]) -> Iterator[Gap]:
    known = {e.id for e in request.case.evidence}
    told = exports(request)
    latest = None if isinstance(told, str) else told.after
    for n, row in enumerate(rows, 1):
        where = f"{row.source_file}, line {row.source_line}"
        said = f"{row.sku}: {row.attribute} is listed as {row.listed} and measured as {row.measured}"
        if not agree(row.listed, row.measured) and not _has(row.corrected_at):
            fix = "correct the listing and state when, or say why the measurement does not hold"
            yield Gap(id=f"as_described.{n}.differs", severity="error", where=where, what=said, fix=fix)
        if latest and _still_stands(row, latest):
            day = request.day(day_of(latest.at, request.policy.zone))
            what = f"{row.sku}: {row.attribute} is stated as corrected, and “{row.listed}” stands in the export of {day}"
            fix = "correct the listing, then export the listings again"
            yield Gap(id=f"as_described.{n}.stands", severity="error", where=where, what=what, fix=fix)
        if _has(row.paper) and row.paper not in known:
            fix = "give the id of the measuring sheet in case.yaml"
            yield Gap(
                id=f"as_described.{n}.paper", severity="error", where=where, what=f"there is no evidence {row.paper!r}", fix=fix
            )
        elif not _has(row.paper):
            fix = "name the measuring sheet, the photo or the report that shows it"
            yield Gap(id=f"as_described.{n}.unshown", severity="warning", where=where, what=f"{said}; no paper shows it", fix=fix)


def _still_stands(row: Any, latest: Export) -> bool:
    """Whether a value that was corrected before the export stands in the listing all the same."""
    if agree(row.listed, row.measured) or not _has(row.corrected_at) or row.corrected_at > latest.at:
        return False
    mine = (x for x in latest.listings if x.holds(str(row.sku)))
    return any(claim_words.holds(text, str(row.listed)) for x in mine for _, text in x.texts)


def _returned(request: Request, skus: set[str]) -> int | None:
    """Returns of these SKUs whose reason is that the goods are not as described; None without a table of returns."""
    table = request.table("returns")
    if table is None or table.empty or not skus:
        return None
    mine = table[table["seller_sku"].isin(skus) | table["sku_id"].isin(skus)]
    return int(mine["reason"].dropna().astype(str).str.contains(_NOT_AS_DESCRIBED, regex=True, case=False).sum())


_NOT_AS_DESCRIBED = r"not as described|doesn't match|does not match|not_match|not_as_expected|not as expected|与描述不符"
"""The platform's codes and texts of this reason (`kit/policy/reasons.yaml`)."""


def _has(value: object) -> bool:
    return value == value and value is not None and str(value).strip() != ""  # noqa: PLR0124 - a missing value is unlike itself
