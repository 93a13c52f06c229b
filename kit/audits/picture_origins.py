"""Where each picture of the listings comes from: own with a dated original, licensed, or another's; and whether the last are gone.

The kit compares no pictures: who looked for their origin says so in the register. What is held against the case is whether each
picture that stays has its original or its licence among the exhibits, whether the original is older than the listing and than
the complainant's own first publication, and whether every picture without a right was taken down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kit.audits._done import REMOVAL, Done, against_done
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap
from kit.tools import figures, written_dates
from kit.tools.cells import text

if TYPE_CHECKING:
    from kit.model.audited import State

EXHIBIT = "picture_register"  # the kind of evidence that it is

_ORIGINS = {
    "own": "own", "自有": "own", "自拍": "own",
    "licensed": "licensed", "licence": "licensed", "license": "licensed", "许可": "licensed", "授权": "licensed",
    "copied": "copied", "盗用": "copied", "他人": "copied",
    "unknown": "unknown", "不明": "unknown",
}  # fmt: skip
_RIGHTS = {"own": ("original_file", "copyright_record"), "licensed": ("licence",)}
"""The kinds of paper that show each origin."""
_PUBLISHED = "first_published"
"""Fact of the notice or of the complainant's paper: the day on which the complainant published the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    """One row. `origin`: own, licensed, copied, unknown, or as typed; `is_shown`: a paper of the fitting kind is among the evidence."""

    name: str
    sku: str
    origin: str
    source: str
    paper: str
    taken: datetime | None
    listed: datetime | None
    removed: datetime | None
    is_shown: bool
    place: str  # file and line

    @property
    def has_right(self) -> bool:
        """Whether it is the seller's own or licensed."""
        return self.origin in _RIGHTS


def audit(request: Request) -> Audit:
    """Every picture of the register; one without a right that is still there, and a right that nothing shows, is a gap."""
    found = Audit(
        id="picture_origins",
        title="Pictures and their origin",
        definition=(
            "Each picture of the register with its origin, as a person found it: the kit compares no pictures. An own picture is"
            " shown by its dated original, a licensed one by the licence; any other has no right and has to be taken down."
        ),
    )
    table = request.table("pictures")
    if table is None or table.empty:
        return replace(found, unavailable="no picture is listed; put a CSV (picture, SKU, origin, source, paper) into records/")
    ordered = table.sort_values(["source_file", "source_line"], kind="stable")
    pictures = tuple(_read(request, row) for row in ordered.itertuples(index=False))
    return replace(
        found,
        sentence=_sentence(pictures),
        heads=("Picture", "SKU", "Origin", "Made by or found at", "Taken", "Removed"),
        rows=tuple(_row(request, one) for one in sorted(pictures, key=lambda one: one.has_right)),
        figures=_figures(request, pictures),
        gaps=(*_gaps(request, pictures), *against_done(request, "picture_origins", REMOVAL, "removal", _removals(pictures))),
        faults=tuple(_faults(pictures)),
        things=len(pictures),
        reads=("records",),
        notes=tuple(_notes(request)),
        untold=sum(one.origin not in {"own", "licensed", "copied"} for one in pictures),
    )


def _read(request: Request, row: Any) -> _Picture:
    stated, paper = text(row.origin), text(row.paper)
    origin = _ORIGINS.get(stated.casefold(), stated)
    kinds = {item.kind for item in request.case.evidence if item.id == paper and item.use == "exhibit"}
    return _Picture(
        name=text(row.picture),
        sku=text(row.sku),
        origin=origin,
        source=text(row.source),
        paper=paper,
        taken=request.local(row.taken_at),
        listed=request.local(row.listed_at),
        removed=request.local(row.removed_at),
        is_shown=bool(kinds & set(_RIGHTS.get(origin, ()))),
        place=f"{row.source_file}, line {row.source_line}",
    )


# --- what is said -------------------------------------------------------------------------------


def _sentence(pictures: tuple[_Picture, ...]) -> str:
    copied = [one for one in pictures if one.origin == "copied"]
    rights = [one for one in pictures if one.has_right]
    shown = sum(one.is_shown for one in rights)
    if not copied:
        unknown = f"; of {len(pictures) - len(rights)} the origin is not known" if len(rights) < len(pictures) else ""
        return f"{shown} of {figures.many(len(pictures), 'picture')} {'is' if shown == 1 else 'are'} shown by an original or a licence, none is another's{unknown}."
    return (
        f"{len(copied)} of {len(pictures)} pictures were another's, {sum(one.removed is not None for one in copied)} of them are"
        f" removed; {shown} of {len(rights)} others are shown by an original or a licence."
    )


def _figures(request: Request, pictures: tuple[_Picture, ...]) -> dict[str, str]:
    copied = [one for one in pictures if one.origin == "copied"]
    own = [one for one in pictures if one.origin == "own"]
    named = set(request.case.violation.skus)
    skus = {one.sku for one in copied}
    return {
        "pictures": f"{len(pictures):,}",
        "copied": f"{len(copied):,}",
        "copied_skus": f"{len(skus):,}",
        "copied_in_notice": f"{sum(one.sku in named for one in copied):,}",
        "copied_beyond": f"{sum(one.sku not in named for one in copied):,}",
        "beyond_skus": f"{len(skus - named):,}",
        "removed": f"{sum(one.removed is not None for one in copied):,}",
        "own": f"{len(own):,}",
        "shown": f"{sum(one.is_shown for one in pictures):,}",
        "last_removed": _day(request, max((one.removed for one in copied if one.removed), default=None)),
        "first_taken": _day(request, min((one.taken for one in own if one.taken), default=None)),
    }


def _day(request: Request, at: datetime | None, *, clock: bool = False) -> str:
    if at is None:
        return figures.NOT_APPLICABLE
    return f"{request.day(at.date())}, {at:%H:%M}" if clock else request.day(at.date())


def _row(request: Request, one: _Picture) -> AuditRow:
    taken = _day(request, one.taken) if one.taken else ""
    removed = _day(request, one.removed, clock=True) if one.removed else ("not yet" if not one.has_right else "stays")
    exhibits = (one.paper,) if one.is_shown else ()
    return AuditRow(cells=(one.name, one.sku, one.origin, one.source, taken, removed), state=_state(one), exhibits=exhibits)


def _removals(pictures: tuple[_Picture, ...]) -> Iterator[Done]:
    return (Done(one.removed, one.place) for one in pictures if one.removed and not one.has_right)


def _state(one: _Picture) -> "State":
    if one.has_right:
        return "good" if one.is_shown else "open"
    return "good" if one.removed else "gap"


# --- what is missing ----------------------------------------------------------------------------


def _gaps(request: Request, pictures: tuple[_Picture, ...]) -> Iterator[Gap]:
    published = _published(request)
    listed = {one.sku for one in pictures}
    if absent := [sku for sku in request.case.violation.skus if sku not in listed]:
        yield Gap(
            id="picture_origins.skus",
            severity="error" if request.case.stance == "dispute" else "warning",
            where="violation.skus",
            what=f"no picture of {figures.some(absent)} is in the register, and the notice names {'it' if len(absent) == 1 else 'them'}",
            fix="enter every picture of the listings that the notice names, by the SKU as the notice has it",
        )
    for n, one in enumerate(pictures, 1):
        for name, severity, what, fix in _wanting(request, one, published):
            yield Gap(id=f"picture_origins.{n}.{name}", severity=severity, where=one.place, what=what, fix=fix)  # type: ignore[arg-type]


def _wanting(request: Request, one: _Picture, published: datetime | None) -> Iterator[tuple[str, str, str, str]]:
    """What is wrong with one picture: name, severity, what and the next step."""
    called = f"{one.name} of {one.sku}"
    if one.origin not in _ORIGINS.values():
        yield "origin", "error", f"the origin of {called} is {one.origin!r}", "state own, licensed, copied or unknown"
    elif not one.has_right and one.removed is None:
        yield (
            "left",
            "error",
            f"{called} is {one.origin} and not taken down",
            "take it down and state when; or show the right to it",
        )
    elif one.has_right and not one.is_shown:
        kinds = " or ".join(_RIGHTS[one.origin])
        yield (
            "unshown",
            "warning",
            f"nothing shows that {called} is {one.origin}",
            f"add its {kinds} as an exhibit and name its id",
        )
    if one.origin == "own" and one.taken and one.listed and one.taken > one.listed:
        yield (
            "after",
            "error",
            f"the original of {called} was taken after it was listed",
            "correct the times, or find the true original",
        )
    yield from _against_paper(request, one, called)
    if request.case.stance != "dispute":
        return
    if one.origin in {"copied", "unknown"} and one.sku in request.case.violation.skus:
        yield (
            "conceded",
            "error",
            f"the letter disputes the notice, and {called} is {one.origin}",
            "answer by a plan; or leave this SKU out of what is disputed",
        )
    if one.origin == "own" and one.taken is None:
        yield "undated", "warning", f"nothing says when the original of {called} was taken", "state it, as the original has it"
    if one.origin == "own" and published and one.taken and one.taken > published:
        what = (
            f"{called} was taken on {_day(request, one.taken)}, after the complainant's publication of {_day(request, published)}"
        )
        yield "later", "error", what, "show an earlier original, or do not dispute this picture"


def _against_paper(request: Request, one: _Picture, called: str) -> Iterator[tuple[str, str, str, str]]:
    """What the paper of a picture states otherwise than the register, or does not cover."""
    item = next((item for item in request.case.evidence if item.id == one.paper), None)
    facts = dict(item.facts) if item and one.is_shown else {}
    taken = _days(facts.get("taken", ""))
    if taken and one.taken and not min(taken) <= one.taken.date() <= max(taken):
        what = f"the register says that {called} was taken on {_day(request, one.taken)}, {one.paper} states {facts['taken']}"
        yield "differs", "error", what, "correct the one that is wrong by the original itself"
    begins, ends = _days(facts.get("valid_from", "")), _days(facts.get("valid_to", ""))
    until = one.removed.date() if one.removed else request.today
    if one.origin == "licensed" and ((begins and one.listed and one.listed.date() < begins[0]) or (ends and until > ends[0])):
        said = " to ".join(facts[key] for key in ("valid_from", "valid_to") if key in facts)
        what = f"{called} was used outside the days of its licence {one.paper} ({said})"
        yield "licence", "error", what, "add the licence of those days, or answer for them by a plan"


def _days(stated: str) -> list[date]:
    return [day for found in written_dates.written(stated) for day in found.days]


def _notes(request: Request) -> Iterator[str]:
    if request.case.stance == "dispute" and _published(request) is None:
        yield (
            "When the complainant first published is not stated (fact first_published of the notice), so no original was held against it."
        )


def _published(request: Request) -> datetime | None:
    """The complainant's first publication, as a paper states it."""
    stated = (value for item in request.case.evidence for key, value in item.facts if key == _PUBLISHED)
    days = [day for value in stated for day in _days(value)]
    return datetime.combine(min(days), datetime.min.time(), request.policy.zone) if days else None


def _faults(pictures: tuple[_Picture, ...]) -> Iterator[Fault]:
    for one in pictures:
        if not one.has_right:
            at = f", found at {one.source}" if one.source and one.origin == "copied" else ""
            yield Fault(kind=one.origin, of=f"{one.name}, {one.sku}", said=f"{one.sku}: {one.name} {one.origin}{at}.")
