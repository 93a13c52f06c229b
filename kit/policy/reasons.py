"""Whose fault a reason for cancelling, returning or refunding is: looked up in `reasons.yaml`, never guessed.

A code is matched first. A text counts only together with its market, its kind and, where it is known, who gave it; if the
entries that fit name different faults, or none fits, the fault is unknown. A mapping of a client's own is not read: what
the list does not hold stays unknown and is named with its count.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kit.model import Day, Grade, Record
from kit.model.record import Text
from kit.paths import POLICY
from kit.tools import yaml_text

Party = Literal["seller", "buyer", "carrier", "platform", "unknown"]
Kind = Literal["cancel", "return", "refund"]
FILE = POLICY / "reasons.yaml"
UNSTATED = "(no reason stated)"
_BY = {"platform_operator": "operator", "none": None}  # meanings of Cancel By that the list calls otherwise


class Reason(Record):
    """One reason as a page lists it, with the markets of each of its codes."""

    kind: Kind
    by: Literal["buyer", "seller", "system", "operator"]
    text: Text
    fault: Party
    basis: Literal["official", "derived"] = "derived"
    rule: Text  # why that fault
    codes: Mapping[Text, tuple[Text, ...]]
    valid_from: Day | None = None
    valid_to: Day | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether the day lies in its validity; an unknown day lies in all."""
        return day is None or ((self.valid_from or date.min) <= day <= (self.valid_to or date.max))


class Reasons(Record):
    """`reasons.yaml` as a whole."""

    source: Text
    changes: Text
    grade: Grade
    seen: Day
    updated: Mapping[Kind, Day]
    eu: tuple[Text, ...]
    reasons: tuple[Reason, ...]

    @property
    def markets(self) -> frozenset[str]:
        """The markets that have a list."""
        return frozenset(chain.from_iterable(markets for r in self.reasons for markets in r.codes.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """The fault of one distinct reason, and where that comes from."""

    text: str
    fault: Party
    basis: Literal["official", "derived", "none"]  # none: not in the list, or its entries disagree
    why: str  # the rule, or why it is unknown
    source: str | None
    grade: Grade | None
    market: str
    by: tuple[str, ...] = ()  # who may give it
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Faults:
    """The fault of each row, as a number into the distinct ones."""

    codes: NDArray[np.int64]
    found: tuple[Fault, ...]

    def of(self, *parties: Party) -> NDArray[np.bool_]:
        """The rows whose fault is of one of the parties."""
        return self._rows([f.fault in parties for f in self.found])

    def by_system(self) -> NDArray[np.bool_]:
        """The rows whose reason only the platform's system gives."""
        return self._rows([f.by == ("system",) for f in self.found])

    def counted(self, rows: NDArray[np.bool_]) -> tuple[tuple[Fault, int], ...]:
        """The distinct reasons of some rows with their counts, the most frequent first; texts that differ in writing only as one."""
        counts: dict[Fault, int] = defaultdict(int)
        for fault, n in zip(self.found, np.bincount(self.codes[rows], minlength=len(self.found)), strict=True):
            counts[fault] += int(n)
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].text, pair[0].by))
        return tuple((fault, n) for fault, n in ranked if n)

    def _rows(self, which: list[bool]) -> NDArray[np.bool_]:
        return np.asarray(which, dtype=bool)[self.codes] if which else np.zeros(len(self.codes), dtype=bool)


def fault(
    texts: "pd.Series[str]",
    *,
    site: str,
    kind: "pd.Series[str] | Kind | None",
    by: "pd.Series[str] | None" = None,
    days: NDArray[np.datetime64] | None = None,
    path: Path = FILE,
) -> Faults:
    """The fault of each row's reason (code or text as in the export). Each distinct reason is looked up once.

    `kind`: cancel, return or refund; missing: return or refund, not known which. `by`: who cancelled, as `cancel_by` says it.
    `days`: the local day on which the reason was given; only reasons whose fault changed on a day need it.
    """
    known = _index(path)
    asked = pd.DataFrame({"text": texts.to_numpy(dtype=object)})
    asked["kind"] = kind.to_numpy(dtype=object) if isinstance(kind, pd.Series) else kind
    asked["by"] = None if by is None else by.to_numpy(dtype=object)
    asked["since"] = -1 if days is None else _since(days, known.changes)
    codes = asked.groupby(list(asked.columns), dropna=False, sort=False).ngroup()
    distinct = asked.drop_duplicates().itertuples(index=False)
    found = tuple(known.fault(_known(text), market(site, path), _known(k), _known(who), n) for text, k, who, n in distinct)
    return Faults(codes=np.asarray(codes, dtype=np.int64), found=found)


def market(site: str, path: Path = FILE) -> str:
    """The market whose list a site uses."""
    return "EU" if site in reasons(path).eu else site


@cache
def reasons(path: Path = FILE) -> Reasons:
    """The list."""
    return yaml_text.read(Reasons, path)


def folded(text: str) -> str:
    """A text or code as it is compared: one kind of space and of letters."""
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Index:
    listed: Reasons
    markets: frozenset[str]
    changes: tuple[date, ...]  # the days on which some reason's fault changed
    entries: Mapping[tuple[str, str], tuple[Reason, ...]]  # by market and folded code or text

    def fault(self, text: str | None, market: str, kind: str | None, by: str | None, since: int) -> Fault:
        """One distinct reason."""
        if text is None:
            return self._unknown(UNSTATED, market, "no reason is stated")
        if market not in self.markets:
            return self._unknown(text, market, f"no list of reasons is known for {market}")
        kinds = {kind} if kind else {"return", "refund"}
        who = _BY.get(by, by) if by else None
        listed = [r for r in self.entries.get((market, folded(text)), ()) if r.holds_on(self._day(since))]
        by_code = [r for r in listed if folded(text) in map(folded, r.codes)]
        fits = by_code or [r for r in listed if r.kind in kinds and (who is None or r.by == who)]
        if not fits:
            return self._unknown(text, market, "the list does not hold it")
        if len({r.fault for r in fits}) > 1:
            return self._unknown(text, market, "it stands for reasons with different faults")
        return self._of(text, market, max(fits, key=lambda r: r.basis == "official"), fits)

    def _of(self, text: str, market: str, first: Reason, fits: list[Reason]) -> Fault:
        official = first.basis == "official"
        return Fault(
            text=" ".join(text.split()),
            fault=first.fault,
            basis=first.basis if first.fault != "unknown" else "none",
            why=first.rule,
            source=self.listed.changes if official else self.listed.source,
            grade=self.listed.grade if official else "derived",
            market=market,
            by=tuple(sorted({r.by for r in fits})),
            valid_from=first.valid_from,
            valid_to=first.valid_to,
        )

    @staticmethod
    def _unknown(text: str, market: str, why: str) -> Fault:
        shown = " ".join(text.split())
        return Fault(text=shown, fault="unknown", basis="none", why=why, source=None, grade=None, market=market)

    def _day(self, since: int) -> date | None:
        """A day that lies between the same changes; None if the day is not known."""
        if since < 0:
            return None
        return self.changes[since - 1] if since else date.min


def _since(days: NDArray[np.datetime64], changes: tuple[date, ...]) -> NDArray[np.int64]:
    """How many of the changes lie behind each day, -1 for an unknown day."""
    passed = np.searchsorted(np.array(changes, dtype="datetime64[D]"), days.astype("datetime64[D]"), side="right")
    return np.where(np.isnat(days), -1, passed)


def _known(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


@cache
def _index(path: Path) -> _Index:
    listed = reasons(path)
    entries: dict[tuple[str, str], list[Reason]] = defaultdict(list)
    for reason in listed.reasons:
        for key in _keys(reason):
            entries[key].append(reason)
    changes = {r.valid_from for r in listed.reasons if r.valid_from}
    return _Index(
        listed=listed,
        markets=listed.markets,
        changes=tuple(sorted(changes)),
        entries={key: tuple(found) for key, found in entries.items()},
    )


def _keys(reason: Reason) -> Iterator[tuple[str, str]]:
    """Each market of a reason with its code there and, once, with its text."""
    yield from ((market, folded(code)) for code, markets in reason.codes.items() for market in markets)
    yield from ((market, folded(reason.text)) for market in {m for markets in reason.codes.values() for m in markets})
