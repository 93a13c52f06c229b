"""The sheet on which a person wrote of each listing what is wrong with it and what was done; and what equal defects have in common."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from kit.audits.request import Request
from kit.tools.cells import is_there, text

SHARED: Mapping[str, str] = {
    "template": "template", "claim": "claim", "certificate": "certificate", "category": "category", "supplier": "supplier",
}  # fmt: skip
"""What listings may have in common, as it is called."""
_NONE = frozenset({
    "none", "no", "clean", "ok", "-", "–", "—", "no defect", "no defects", "none found", "nothing found", "no issue", "no issues",
    "no fault", "no violation", "no problem", "compliant",
    "无", "没有", "正常", "无问题", "没有问题", "未发现问题", "无缺陷", "无违规", "未违规", "无异常", "合规",
})  # fmt: skip
_TEXTUAL = frozenset({"text", "title", "description", "文字", "标题", "描述"})
_LEAST = 2  # SKUs that make a group

ReviewState = Literal["clean", "mended", "ended", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One SKU as it was looked at. `defect`: empty where there is none; `place`: where it stood, such as the text or the goods."""

    sku: str
    values: Mapping[str, str]  # of SHARED
    defect: str
    place: str
    mended: date | None
    ended: date | None
    shown_by: str
    where: str

    @property
    def state(self) -> ReviewState:
        """Ended counts before mended: a listing that is gone is not asked back."""
        if not self.defect:
            return "clean"
        return "ended" if self.ended else "mended" if self.mended else "open"

    @property
    def is_both(self) -> bool:
        """Whether it is stated as mended and as ended."""
        return bool(self.mended and self.ended)

    @property
    def is_of_text(self) -> bool:
        """Whether the defect stood in the listing's text, which the exports show."""
        return self.place.casefold() in _TEXTUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """SKUs of one defect, the values that all of them and the fewest others have, and those others."""

    defect: str
    skus: tuple[str, ...]
    common: tuple[tuple[str, str], ...]  # several cannot be told apart
    others: tuple[str, ...]


def reviews(request: Request) -> tuple[Review, ...]:
    """Every row, in the order of the file."""
    table = request.table("listing_review")
    if table is None or table.empty:
        return ()
    ordered = table.sort_values(["source_file", "source_line"], kind="stable")
    return tuple(_review(request, row) for row in ordered.itertuples(index=False))


def grouped(sheet: tuple[Review, ...]) -> tuple[Group, ...]:
    """The defects that two SKUs or more have."""
    defects: dict[str, list[Review]] = {}
    for review in sheet:
        if review.defect:
            defects.setdefault(_same(review.defect), []).append(review)
    return tuple(_group(mine, sheet) for mine in defects.values() if len(mine) >= _LEAST)


def _group(mine: list[Review], sheet: tuple[Review, ...]) -> Group:
    """A value that every SKU of the sheet has tells nothing."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for name in SHARED:
        values = {review.values[name].casefold() for review in mine}
        value = mine[0].values[name]
        having = [r for r in sheet if r.values[name].casefold() == value.casefold()]
        if len(values) == 1 and value and len(having) < len(sheet):
            found[name, value] = tuple(r.sku for r in having if r not in mine)
    sound = {key: tuple(sku for sku in others if _is_clean(sheet, sku)) for key, others in found.items()}
    fewest = min(map(len, sound.values()), default=0)
    common = tuple(key for key, others in sound.items() if len(others) == fewest)
    return Group(
        defect=mine[0].defect,
        skus=tuple(r.sku for r in mine),
        common=common,
        others=tuple(dict.fromkeys(sku for key in common for sku in sound[key])),
    )


def _same(defect: str) -> str:
    """What two writings of one finding share: no capitals, blanks or last point."""
    return " ".join(defect.casefold().split()).rstrip(".。")


def _is_clean(sheet: tuple[Review, ...], sku: str) -> bool:
    return next(r for r in sheet if r.sku == sku).state == "clean"


def _review(request: Request, row: Any) -> Review:
    defect = text(row.defect)
    return Review(
        sku=text(row.seller_sku),
        values={name: text(getattr(row, name)) for name in SHARED},
        defect="" if _same(defect) in _NONE else defect,
        place=text(row.place),
        mended=request.local_day(row.mended_at),
        ended=request.local_day(row.ended_at),
        shown_by=text(row.shown_by),
        where=f"{row.source_file}, line {row.source_line}",
    )


def _day(request: Request, moment: Any) -> date | None:
    return moment.tz_convert(request.policy.zone.key).date() if is_there(moment) else None
