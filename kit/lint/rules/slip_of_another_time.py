"""E937: a signed slip whose own text shows another day or time than the sheet, its facts or the letter state of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from kit.lint.clean import DISPUTE
from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.lint.signed_slips import place, signed_slips, unread
from kit.model import Both, Evidence, Orders, Ref, Severity, Subject
from kit.tools import written_times
from kit.tools.figures import many
from kit.tools.shown_dates import shown as dates
from kit.tools.written_dates import Written, long, written

_KINDS = frozenset({"manifest", "dispatch_slip"})
_SIGNED_AT = ("handed_over", "collected", "signed")  # facts of a slip that say when the driver signed
_SIGNING = re.compile(
    r"\b(?:signed|signature|handed over|collected|picked up)\b|签收|签字|签名|揽收|取件|交接时间", re.IGNORECASE
)
_NEAR = 40  # characters between a word of signing and the day or time that belongs to it
_JOINED = re.compile(r"(?<=\d)[-/.](?=[A-Za-z]{3})|(?<=[A-Za-z]{3})[-/.](?=\d)")  # 17-Sep-2026


def check(subject: Subject) -> Iterable[Hit]:
    zone = subject.policy.zone
    read = {one.item.id: (n, one, _Shown.of(one)) for n, one in opened(subject) if one.item.use == "exhibit" and not unread(one)}
    for slip in signed_slips(subject):
        if slip.one.item.id in read:
            yield from _of_sheet(read[slip.one.item.id][2], slip.n, slip.one, slip.every, zone)
    for n, one, shown in read.values():
        if one.item.kind in _KINDS:
            yield from _of_facts(shown, n, one)
    yield from _of_letter(subject, {i: shown for i, (_, one, shown) in read.items() if one.item.kind in _KINDS}, zone)


# --- what a slip shows ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The days and times of day in a slip's text; `signed` those that stand by a word of signing."""

    days: tuple[Written, ...]
    times: frozenset[time]
    signed_days: tuple[Written, ...] = ()
    signed_times: tuple[time, ...] = ()

    @classmethod
    def of(cls, one: Evidence) -> "_Shown":
        words = _JOINED.sub(" ", "\n".join(one.text))
        ends = [found.end() for found in _SIGNING.finditer(words)]
        days = tuple(dict.fromkeys(d for d in (*dates(words), *written(words.title())) if d.names_a_day))
        clocks = [(found.start, each) for found in written_times.shown(words) for each in found.readings]
        return cls(
            days=days,
            times=frozenset(each for _, each in clocks),
            signed_days=tuple(d for d in days if any(0 <= d.start - end <= _NEAR for end in ends)),
            signed_times=tuple(dict.fromkeys(each for at, each in clocks if any(0 <= at - end <= _NEAR for end in ends))),
        )

    def lacks_day(self, day: date) -> bool:
        """Whether it shows days, and not this one."""
        return bool(self.days) and not any(d.is_among([day]) for d in self.days)

    def lacks_time(self, clock: time) -> bool:
        """Whether it shows times of day, and not this one."""
        return bool(self.times) and clock not in self.times

    def differs(self, day: date | None, clock: time | None) -> tuple[str, str, Severity] | None:
        """What is stated, what the slip shows instead, and how surely; None where it shows what is stated."""
        if day is not None and self.lacks_day(day):
            sure = self.signed_days
            return long(day), ", ".join(dict.fromkeys(d.text for d in sure or self.days)), "error" if sure else "warning"
        if clock is not None and self.lacks_time(clock):
            times = [f"{each:%H:%M}" for each in self.signed_times or sorted(self.times)]
            return f"{clock:%H:%M}", ", ".join(times), "error" if self.signed_times else "warning"
        return None


# --- what is stated of it ---------------------------------------------------------------------------


def _of_sheet(shown: _Shown, n: int, one: Evidence, lines: Iterable[Any], zone: ZoneInfo) -> Iterator[Hit]:
    moments: dict[datetime, list[Any]] = {}
    for line in lines:
        if not pd.isna(line.collected_at):
            moments.setdefault(line.collected_at.tz_convert(zone).to_pydatetime().replace(second=0), []).append(line)
    for at, mine in moments.items():
        stands = f"in {many(len(mine), 'line')} of the sheet ({place(mine[0])})", f"表格 {len(mine):,} 行（{place(mine[0])}）"
        yield from _hit(shown.differs(at.date(), at.time()), f"evidence.{n}", one.item.id, stands, (one.item.id,))


def _of_facts(shown: _Shown, n: int, one: Evidence) -> Iterator[Hit]:
    for key, value in one.item.facts:
        if key in _SIGNED_AT:
            day = next((d.days[0] for d in written(value) if len(d.days) == 1), None)
            clock = next((found.time for found in written_times.shown(value)), None)
            stands = f"in its fact {key}", f"其事实 {key}"
            yield from _hit(shown.differs(day, clock), f"evidence.{n}.facts.{key}", one.item.id, stands, (one.item.id,))


def _of_letter(subject: Subject, read: dict[str, _Shown], zone: ZoneInfo) -> Iterator[Hit]:
    """A point of what happened rests on all its slips: its moment stands on one of them, where each could be read."""
    kinds = {item.id: item.kind for item in subject.case.evidence}
    for n, point in enumerate(subject.case.dispute.happened):
        slips = [e for e in point.exhibits if kinds.get(e) in _KINDS]
        if point.when is None or not slips or not read.keys() >= set(slips):
            continue
        at = point.when.astimezone(zone) if isinstance(point.when, datetime) and point.when.tzinfo else point.when
        day, clock = (at.date(), at.time().replace(second=0)) if isinstance(at, datetime) else (at, None)
        others = [read[e].differs(day, clock) for e in slips]
        if all(others):
            stands = "in the letter", "信中"
            yield from _hit(others[0], f"dispute.happened.{n}.when", slips[0], stands, tuple(slips))


def _hit(
    differs: tuple[str, str, Severity] | None, where: str, slip: str, stands: tuple[str, str], shown_by: tuple[str, ...]
) -> Iterator[Hit]:
    if differs is None:
        return
    stated, instead, severity = differs
    yield Hit(
        where=where,
        message=Both(
            f"the text of {slip} shows {instead}, not {stated} as {stands[0]}",
            f"{slip} 的文字为 {instead}，而{stands[1]}为 {stated}",
        ),
        fix=Both(
            "copy day and time from the signed slip; where the slip is of another collection, name the slip of this one",
            "按签字交接单填写日期与时间；若该交接单属于另一次揽收，请写明本次的交接单",
        ),
        refs=tuple(Ref(evidence=evidence, page=1) for evidence in shown_by),
        severity=severity,
    )


# --- examples ---------------------------------------------------------------------------------------


def _sheet(at: str) -> Orders:
    nothing = pd.DataFrame()
    line = {
        "order_id": "576518",
        "tracking_id": "SCP1",
        "shown_by": "cutoff_screen",
        "collected_at": pd.Timestamp(at, tz="Europe/London"),
        "source_file": "records/collections.csv",
        "source_line": 2,
    }
    tables = {"collections": pd.DataFrame([line])}
    return Orders(lines=nothing, orders=nothing, readings=(), quarantine=(), exported=None, tables=tables)


def _slip(text: str, at: str = "2026-06-17 17:38") -> dict[str, Any]:
    return {"opened.cutoff_screen": {"text": (text,)}, "orders": _sheet(at)}


def _fact(text: str, stated: str) -> dict[str, Any]:
    return {"evidence.3.facts": {"handed_over": stated}, "opened.manifests": {"text": (text,)}}


def _letter(text: str, **more: Any) -> dict[str, Any]:
    return {**DISPUTE, "dispute.happened.0.when": "2026-06-17 17:38", "opened.manifests": {"text": (text,)}, **more}


_SCAN: dict[str, Any] = {
    "evidence.1": {"id": "scan", "file": "evidence/scan.pdf", "kind": "manifest", "caption": "The same manifest, signed"},
    "dispute.happened.0.exhibits": ["manifests", "scan"],
    "opened.scan": {"text": ("",)},
}

RULE = Rule(
    id="E937",
    name="slip-of-another-time",
    severity="error",
    needs=frozenset({"evidence"}),
    what=said(
        "A signed slip shows the day and the time that the sheet, its facts and the letter state of it.",
        "签字交接单上的日期与时间，与表格、所填事实及信中所写一致。",
    ),
    why=said(
        "“Collected on time” stands on that minute; the reviewer opens the slip and reads another.",
        "“按时揽收”全凭这一时刻；审核员打开交接单却读到另一个时间。",
    ),
    source="research/appeals.md §1 (hand-over manifest, time of collection); seed 000: 证据与文字描述不匹配",
    grade="derived",
    check=check,
    bad=(
        _slip("17 June 2026\n576518\nSigned for\n19:12"),
        _slip("576518 signed 18 June 2026, 17:38"),
        _slip("576518\n17-JUN-2026 7:12 PM"),
        _slip("交接单 576518 司机签收 2026年6月17日 下午7:12"),
        _fact("Signed 17 June 2026, 19:12", "17 June 2026, 17:38"),
        _fact("Signed 18 June 2026, 17:38", "17 June 2026, 17:38"),
        _letter("Signed 17 June 2026, 19:12"),
    ),
    good=(
        "",
        _slip("17-JUN-2026 printed 16:00, signed for 17:38"),
        _slip("Collection 06/17/2026, signed 5:38 PM"),
        _slip("司机签收2026年6月17日17:38"),
        _slip("2026-06-17T17:38 signed, printed 16 June 2026"),
        _slip("Unterschrift 17. Juni 2026, 17:38; gedruckt 16 June 2026"),
        _slip("签收 6月17日 17:38，打印 16 June 2026"),
        _slip("576518"),  # neither day nor time can be read in it
        _fact("17 June 2026, 17:38", "17 June 2026, 17:38"),
        _letter("Signed 17 June 2026, 17:38"),
        _letter("Printed 17 June 2026, 16:00", **_SCAN),  # the time may stand on the slip that could not be read
    ),
)
