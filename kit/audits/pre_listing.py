"""The check before a product goes on sale, by its own log: who looked at what, and whether any SKU went on sale without it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from kit.audits._named import is_named
from kit.audits._register import Good, Register
from kit.audits._standing import Judge
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Gap, Rate, Window
from kit.model.audited import State
from kit.policy import certificates as matrix
from kit.tools import figures, statistics
from kit.tools.cells import text

EXHIBIT = "check_log"  # the kind of evidence that it is

_PASSED = frozenset({"passed", "pass", "ok", "released", "通过", "放行"})
_ON_THE_LIST = re.compile(
    r"\b(?:(?:is|was|found|stands)\s)?(?:on (?:it|the list)|listed|prohibited|match(?:es|ed)?|hit|yes|positive)\b|命中|在列|禁售|^是$",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|no|none|never|without|isn['’]t|nothing)\b|[未不非无没]", re.IGNORECASE)
"""Words of a cell that say whether the SKU stands on the list of prohibited goods (own judgement)."""
_UNSEEN = re.compile(
    r"^[\W_]*$|^(?:n\W?a|tb[acd]|to\s?do|later|pending|open|unknown|skipped|blank|nil|不适用|暂无|不详)\W*$"
    r"|\b(?:not|never|wasn['’]t|weren['’]t)\s(?:yet\s|been\s|fully\s){0,2}(?:look(?:ed)?|check(?:ed)?|seen|read|done|search(?:ed)?|compared|verified|reviewed|opened|available|known|applicable)\b(?!\s(?:on|in|among)\b)"
    r"|\bto\sbe\s(?:check|look|confirm|done|seen|review|search)|\bun(?:checked|verified|read)\b|[未待没](?:查|核|看|检|做|验|定|确认|补)(?![到得见出获])",
    re.IGNORECASE,
)
"""Words of a cell that say that nothing was looked at (own judgement)."""
_NONE = re.compile(
    r"^(?:none|nothing|without|no$|no\s(?:\w+\s)?(?:paper|document|certificate|report|test|notification|file|record))|^(?:无|没有)",
    re.IGNORECASE,
)
"""Words of a cell that say that there was no paper to look at."""
_NOT_ASKED = re.compile(
    r"\b(?:none|no|not|nothing)\b[^.;]{0,40}\b(?:asked|required|needed|necessary)\b|无需|不需|不要求|无要求", re.IGNORECASE
)
"""Words of a cell that say that the category asks for none."""
_TESTS = frozenset({"test_report", "un383_summary"})
"""Kinds of paper that a laboratory makes; what else is asked for are the documents of the category."""
_REFUSED = frozenset({"refused", "refuse", "rejected", "not released", "stopped", "拒绝", "不予上架", "未通过"})


def audit(request: Request) -> Audit:
    """Every check; a SKU that went on sale since the measure began without one that it passed before is a gap."""
    found = Audit(
        id="pre_listing",
        title="Checks before listing",
        definition=(
            "Every SKU that was listed or first sold since the measure began is looked for in the log of checks: one that it passed, no"
            " later than the day on which it went on sale. A check is full where it says what was looked at of the prohibited list, of"
            " the documents of the category and of the test, or that none is asked for."
        ),
    )
    log = request.table("pre_listing")
    if log is None or log.empty:
        return replace(found, unavailable="there is no log of checks; put pre_listing.csv (time, SKU, result) into records/")
    log = log.dropna(subset=["checked_at"]).sort_values("checked_at", kind="stable")
    books = Register(request=request)
    judge = Judge(register=books, parameter="")
    asked = {good.sku.casefold(): frozenset(kind for kind, _ in judge.demands(good) if kind) for good in books.goods}
    checks = tuple(_Check(row, request, asked) for row in log.itertuples(index=False))
    since = _since(request) or checks[0].day
    fresh = [(good, day) for good in books.goods if (day := good.went_on_sale) and since <= day <= request.today]
    unchecked = _unchecked(fresh, checks)
    gaps = (*_slipped(unchecked), *_not_full(checks), *_gaps(checks))
    passed, refused = (sum(c.result in words for c in checks) for words in (_PASSED, _REFUSED))
    checked = len(fresh) - len(unchecked)
    low, high = statistics.wilson(checked, len(fresh)) if fresh else (None, None)
    style = request.policy.site.date_style
    return replace(
        found,
        sentence=(
            f"Since {figures.day(since, style)} there {figures.many(len(checks), 'check').join(('was ' if len(checks) == 1 else 'were ', ''))}: {passed:,} passed and {refused:,} refused;"
            f" {checked:,} of {figures.many(len(fresh), 'SKU')} that went on sale since then had passed a full one before."
        ),
        heads=("Checked at", "SKU", "Prohibited list", "Papers looked at", "Test", "By", "Result"),
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
        reads=("records", "listings", "orders"),
    )


class _Check:
    """One entry of the log."""

    def __init__(self, row: Any, request: Request, asked: Mapping[str, frozenset[str]]) -> None:
        self.at = row.checked_at.tz_convert(request.policy.zone.key)
        self.day: date = self.at.date()
        self.sku, self.prohibited, self.papers, self.test, self.role, result = (
            text(v) for v in (row.seller_sku, row.prohibited_list, row.papers, row.test, row.role, row.result)
        )
        self.asked = asked.get(self.sku.casefold(), frozenset())
        self.shown, self.result = result, result.casefold()
        self.is_banned = bool(_ON_THE_LIST.search(self.prohibited)) and not _DENIED.search(self.prohibited)

    def printed(self, style: str) -> AuditRow:
        """The entry as a row; a refusal is the check at work, not a gap."""
        at = f"{figures.day(self.day, style, year=False)}, {self.at:%H:%M}"
        cells = (at, self.sku, self.prohibited or "-", self.papers or "-", self.test or "-", self.role or "-", self.shown)
        known = self.result in _PASSED | _REFUSED
        passed: State = "gap" if self.is_banned else "good"
        if self.skips:
            return AuditRow(cells=cells, state="open")
        return AuditRow(cells=cells, state=passed if self.result in _PASSED else "plain" if known else "open")

    @cached_property
    def skips(self) -> dict[str, str]:
        """What it passed without a look at, each with the words of its cell; empty for a full check and for a refusal."""
        if self.result not in _PASSED:
            return {}
        tests, documents = self.asked & _TESTS, self.asked - _TESTS
        seen = {
            "the prohibited list": not _UNSEEN.search(self.prohibited),
            "the papers": _is_seen(self.papers, documents),
            "the test": _is_seen(self.test, tests),
        }
        cells = (self.prohibited, self.papers, self.test)
        return {name: cell for (name, is_so), cell in zip(seen.items(), cells, strict=True) if not is_so}

    @property
    def denied(self) -> frozenset[str]:
        """Kinds of paper that are asked for, though the entry says that none is."""
        pairs = ((self.papers, self.asked - _TESTS), (self.test, self.asked & _TESTS))
        return frozenset(kind for cell, kinds in pairs if _NOT_ASKED.search(cell) for kind in kinds)


def _is_seen(cell: str, asked: frozenset[str]) -> bool:
    """Whether a cell names what was looked at, or says that none is asked for where none is."""
    if _NOT_ASKED.search(cell):
        return not asked
    return not _UNSEEN.search(cell) and not _NONE.search(cell)


def _since(request: Request) -> date | None:
    """The day since which the measure holds that cites the log."""
    mine = {item.id for item in request.case.evidence if item.made == "pre_listing"}
    began = [m.since for m in request.case.preventive if m.since and mine & set(m.exhibits)]
    return min(began, default=None)


def _state(before: list[_Check]) -> str:
    """What the checks before the sale come to, none of them passed in full."""
    if skipping := next((c for c in reversed(before) if c.skips), None):
        return f"passed without a look at {figures.listed(skipping.skips)}"
    return "was refused before" if any(c.result in _REFUSED for c in before) else "was not checked before"


def _unchecked(fresh: list[tuple[Good, date]], checks: tuple[_Check, ...]) -> dict[Good, tuple[date, str]]:
    """Each SKU that went on sale without a full check that it passed: the day, and what there was instead."""
    found = {}
    for good, day in fresh:
        mine = [c for c in checks if c.day <= day and is_named(good.sku, (c.sku,))]
        if not any(c.result in _PASSED and not c.skips for c in mine):
            found[good] = day, _state(mine)
    return found


def _slipped(unchecked: dict[Good, tuple[date, str]]) -> Iterator[Gap]:
    """Those that slipped through in the same way are told once."""
    for state in dict.fromkeys(state for _, state in unchecked.values()):
        first, *others = (good for good, (_, its) in unchecked.items() if its == state)
        since = f"went on sale on {unchecked[first][0].isoformat()}, since the measure began, and {state}"
        skus = figures.some([good.sku for good in (first, *others)])
        yield Gap(
            id=f"pre_listing.{first.sku}.unchecked",
            severity="error",
            where=first.where,
            what=f"{len(others) + 1:,} SKUs ({skus}) went on sale since the measure began, and each {state}"
            if others
            else f"{first.sku} {since}",
            fix="end the listing until it has passed, and say in the letter that this one slipped through; or add the missing entry",
        )


def _not_full(checks: tuple[_Check, ...]) -> Iterator[Gap]:
    """Checks that passed with the same left out are told once."""
    alike: dict[tuple[str, ...], list[_Check]] = {}
    for check in checks:
        if check.skips:
            alike.setdefault((*(f"{said} of {name}" for name, said in _by_words(check)), *sorted(check.denied)), []).append(check)
    for same in alike.values():
        first, says = same[0], figures.listed(f"{said} of {name}" for name, said in _by_words(same[0]))
        kinds = figures.listed(matrix.kind_name(kind).lower() for kind in sorted(first.denied))
        asked = f" ({kinds} {'is' if len(first.denied) == 1 else 'are'} asked for)" if kinds else ""
        one = f"the check of {first.sku} at {first.at:%Y-%m-%d %H:%M} passed, and says {says}{asked}: it is no full check"
        several = (
            f"{len(same):,} checks ({figures.some([c.sku for c in same])}) passed, and say {says}{asked}: they are no full checks"
        )
        yield Gap(
            id=f"pre_listing.{first.sku}.{first.at:%Y%m%d%H%M}.{'list' if 'the prohibited list' in first.skips else 'papers'}",
            severity="warning",
            where="records/",
            what=several if len(same) > 1 else one,
            fix=(
                "write what was looked at, if it was then: whether the product stands on the prohibited list; in Papers Checked the"
                " documents; in Test the report, or “no test asked for this category”. Else check again and add that entry"
            ),
        )


def _by_words(check: _Check) -> Iterator[tuple[str, str]]:
    """What is left out, with what the cell says of it."""
    return ((name, f"“{cell}”" if cell else "nothing") for name, cell in check.skips.items())


def _gaps(checks: tuple[_Check, ...]) -> Iterator[Gap]:
    for check in checks:
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
