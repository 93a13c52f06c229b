"""The check before a product goes on sale, by its own log: who looked at what, and whether any SKU went on sale without it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from kit.audits._named import is_named
from kit.audits._register import Good, Register
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Gap, Rate, Window
from kit.model.audited import State
from kit.tools import figures, statistics
from kit.tools.cells import text

_PASSED = frozenset({"passed", "pass", "ok", "released", "通过", "放行"})
_ON_THE_LIST = re.compile(
    r"\b(?:(?:is|was|found|stands)\s)?(?:on (?:it|the list)|listed|prohibited|match(?:es|ed)?|hit|yes|positive)\b|命中|在列|禁售|^是$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|none|never|without|isn['’]t|nothing)\b|[未不非无没]", re.IGNORECASE)
"""Words of a cell that say whether the SKU stands on the list of prohibited goods (own judgement)."""
_REFUSED = frozenset({"refused", "refuse", "rejected", "not released", "stopped", "拒绝", "不予上架", "未通过"})


def audit(request: Request) -> Audit:
    """Every check; a SKU that went on sale since the measure began without one that it passed before is a gap."""
    found = Audit(
        id="pre_listing",
        title="Checks before listing",
        definition=(
            "Every SKU that was listed or first sold since the measure began is looked for in the log of checks: one that it passed, no"
            " later than the day on which it went on sale."
        ),
    )
    log = request.table("pre_listing")
    if log is None or log.empty:
        return replace(found, unavailable="there is no log of checks; put pre_listing.csv (time, SKU, result) into records/")
    log = log.dropna(subset=["checked_at"]).sort_values("checked_at", kind="stable")
    checks = tuple(_Check(row, request) for row in log.itertuples(index=False))
    since = _since(request) or checks[0].day
    books = Register(request=request)
    fresh = [(good, day) for good in books.goods if (day := good.went_on_sale) and since <= day <= request.today]
    gaps = tuple(_gaps(fresh, checks))
    passed, refused = (sum(c.result in words for c in checks) for words in (_PASSED, _REFUSED))
    checked = len(fresh) - len({gap.where for gap in gaps if gap.id.endswith(".unchecked")})
    low, high = statistics.wilson(checked, len(fresh)) if fresh else (None, None)
    style = request.policy.site.date_style
    return replace(
        found,
        sentence=(
            f"Since {figures.day(since, style)} there {figures.many(len(checks), 'check').join(('was ' if len(checks) == 1 else 'were ', ''))}: {passed:,} passed and {refused:,} refused;"
            f" {checked:,} of {figures.many(len(fresh), 'SKU')} that went on sale since then had passed one before."
        ),
        heads=("Checked at", "SKU", "Prohibited list", "Papers looked at", "By", "Result"),
        rows=tuple(c.printed(style) for c in checks),
        figures={
            "checks": f"{len(checks):,}",
            "passed": f"{passed:,}",
            "refused": f"{refused:,}",
            "last": figures.day(checks[-1].day, style),
        },
        rates={
            "checked": Rate(
                numerator=checked, denominator=len(fresh), window=Window(start=since, end=request.today), low=low, high=high
            )
        },
        gaps=gaps,
    )


class _Check:
    """One entry of the log."""

    def __init__(self, row: Any, request: Request) -> None:
        self.at = row.checked_at.tz_convert(request.policy.zone.key)
        self.day: date = self.at.date()
        self.sku, self.prohibited, self.papers, self.role, result = (
            text(v) for v in (row.seller_sku, row.prohibited_list, row.papers, row.role, row.result)
        )
        self.shown, self.result = result, result.casefold()
        self.is_banned = bool(_ON_THE_LIST.search(self.prohibited)) and not _DENIED.search(self.prohibited)

    def printed(self, style: str) -> AuditRow:
        """The entry as a row; a refusal is the check at work, not a gap."""
        at = f"{figures.day(self.day, style, year=False)}, {self.at:%H:%M}"
        cells = (at, self.sku, self.prohibited or "-", self.papers or "-", self.role or "-", self.shown)
        known = self.result in _PASSED | _REFUSED
        passed: State = "gap" if self.is_banned else "good"
        if self.skips_list:
            return AuditRow(cells=cells, state="open")
        return AuditRow(cells=cells, state=passed if self.result in _PASSED else "plain" if known else "open")

    @property
    def skips_list(self) -> bool:
        """Whether it passed without a word of the list of prohibited goods."""
        return self.result in _PASSED and not self.prohibited


def _since(request: Request) -> date | None:
    """The day since which the measure holds that cites the log."""
    mine = {item.id for item in request.case.evidence if item.made == "pre_listing"}
    began = [m.since for m in request.case.preventive if m.since and mine & set(m.exhibits)]
    return min(began, default=None)


def _state(before: list[_Check]) -> str:
    """What the checks before the sale come to, none of them passed in full."""
    if any(c.skips_list for c in before):
        return "passed without a look at the prohibited list"
    return "was refused before" if any(c.result in _REFUSED for c in before) else "was not checked before"


def _gaps(fresh: list[tuple[Good, date]], checks: tuple[_Check, ...]) -> Iterator[Gap]:
    for good, day in fresh:
        mine = [c for c in checks if c.day <= day and is_named(good.sku, (c.sku,))]
        if not any(c.result in _PASSED and not c.skips_list for c in mine):
            state = _state(mine)
            yield Gap(
                id=f"pre_listing.{good.sku}.unchecked",
                severity="error",
                where=good.where,
                what=f"{good.sku} went on sale on {day.isoformat()}, since the measure began, and {state}",
                fix="end the listing until it has passed, and say in the letter that this one slipped through; or add the missing entry",
            )
    for check in checks:
        if check.skips_list:
            yield Gap(
                id=f"pre_listing.{check.sku}.{check.at:%Y%m%d%H%M}.list",
                severity="warning",
                where="records/",
                what=f"the check of {check.sku} at {check.at:%Y-%m-%d %H:%M} passed, and says nothing of the prohibited list: it is no full check",
                fix="write whether the product stands on the list, if it was looked up then; else check again and add that entry",
            )
        if check.is_banned and check.result in _PASSED:
            yield Gap(
                id=f"pre_listing.{check.sku}.{check.at:%Y%m%d%H%M}.prohibited",
                severity="error",
                where="records/",
                what=f"the check of {check.sku} at {check.at:%Y-%m-%d %H:%M} says {check.prohibited!r} of the prohibited list, and passed",
                fix="end the listing, for no paper cures prohibited goods; or correct the entry if the list does not have them",
            )
        if check.result not in _PASSED | _REFUSED:
            yield Gap(
                id=f"pre_listing.{check.sku}.{check.at:%Y%m%d%H%M}",
                severity="warning",
                where="records/",
                what=f"the check of {check.sku} at {check.at:%Y-%m-%d %H:%M} says {check.shown!r}, neither passed nor refused",
                fix="write passed or refused",
            )
