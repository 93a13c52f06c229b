"""Times of day in a text: 17:00, 5:30 pm, noon, 下午6点20分, 十八时. All patterns are linear."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kit.tools.number_words import EASTERN, VALUE, eastern

_LETTER = r"[^\W㐀-鿿]"  # a letter or figure of another script: Chinese is written without blanks
_END = rf"(?!{_LETTER})"
_HALF = rf"(?:\s?(?P<half>[ap])\.?m{_END}\.?)"
_PART = r"(?:(?P<part>凌晨|清晨|早上|早晨|上午|中午|正午|午后|下午|傍晚|晚上|晚间|夜间|深夜|夜里|(?<!最)[早晚])\s?)?"
_EAST = (
    rf"(?P<hour>(?<!\d)(?:[01]?\d|2[0-3])|(?<![{EASTERN}第])[{EASTERN}]{{1,3}})\s?(?P<of>[点點时時])(?!间|段|候|效|代|区|差|长|期|光|常|刻)"
    rf"(?:\s?(?P<minute>[0-5]?\d|[{EASTERN}]{{1,3}})\s?(?P<to>分)|(?P<minutes>[0-5]\d)(?!\d)|(?P<quarter>半|[一三]刻)|(?P<sharp>[钟鐘整正]))?"
)
_SAID = r"\s(?:in\sthe\s(?P<day>morning|afternoon|evening)|at\s(?P<night>night))"
_WORDED = (
    rf"\b(?P<to_past>half|quarter)\s(?P<way>past|to)\s(?P<word>{'|'.join(w for w, n in VALUE.items() if n < 13)}){_SAID}"
    r"|\b(?:12\s)?(?P<noon>noon|midday)\b"
)


def _compiled(before: str, colon: str, after: str) -> re.Pattern[str]:
    """Times with that before the hour, between hour and minute, and behind."""
    return re.compile(
        rf"{_PART}(?:{before}(?P<h>[01]?\d|2[0-3]){colon}(?P<m>[0-5]\d)(?:[:：][0-5]\d)?{_HALF}?{after}|{_EAST})"
        rf"|{before}(?P<h2>1[0-2]|0?\d)\s?(?P<half2>[ap])\.?m{_END}\.?|{_WORDED}",
        re.IGNORECASE,
    )


_WRITTEN = _compiled(rf"(?<!{_LETTER})(?<![:：.,/+-])", "[:：]", rf"(?!{_LETTER}|[:：]\d)")
_SHOWN = _compiled(  # a paper has them against other letters, behind the T of an ISO time, and parted by an h or a point
    r"(?<![\d:.+])(?<!\d[,/])(?<!T\d\d:\d\d-)(?<!T\d\d:\d\d:\d\d-)(?<!GMT-)(?<!UTC-)",
    r"\s?(?:[:：h]|\.(?=\d\d\s?(?:[ap]\.?m|Uhr|hrs)))",
    r"(?!\d)",
)
_FRENCH = re.compile(r"(?<![\d:.,/+-])(?P<h>[01]?\d|2[0-3])\s?h(?![A-Za-z\d])")
_NIGHT, _PAST_NOON = frozenset({"晚上", "晚间", "晚", "夜间", "深夜", "夜里"}), frozenset({"下午", "午后", "傍晚"})


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written. `other` is the second one that it can mean: 5:38 without a half of the day."""

    start: int
    end: int
    time: dt.time
    other: dt.time | None = None

    @property
    def readings(self) -> tuple[dt.time, ...]:
        """The times that it can mean."""
        return (self.time, self.other) if self.other else (self.time,)


def written(text: str) -> Iterator[Clock]:
    """The times of day that a person wrote.

    >>> [f"{clock.time:%H:%M}" for clock in written("At 5:30 pm; 2026年9月3日20:20删除, 晚上八点半, by noon")]
    ['17:30', '20:20', '20:30', '12:00']
    """
    for found in _WRITTEN.finditer(text):
        if (found["of"] is None or _is_sure(text, found)) and (clock := _clock(found)):
            yield clock


def shown(text: str) -> tuple[Clock, ...]:
    """The times of day of a paper in every writing that is known.

    >>> [f"{clock.time:%H:%M}" for clock in shown("2026-06-17T17:38, 17h40, 18 时")]
    ['17:38', '17:40', '18:00']
    """
    found = [clock for each in _SHOWN.finditer(text) if (clock := _clock(each))]
    starts = {clock.start for clock in found}
    hours = (Clock(f.start(), f.end(), dt.time(int(f["h"]))) for f in _FRENCH.finditer(text) if f.start() not in starts)
    return tuple(sorted((*found, *hours), key=lambda clock: clock.start))


def _is_sure(text: str, found: re.Match[str]) -> bool:
    """Whether 点 or 时 is of a clock and not a point or an hour's length: 以下3点, 有一点."""
    if found["part"] in {"早", "晚"} and found["hour"] == "一":
        return False
    if found["part"] or found["to"] or found["sharp"] or found["quarter"]:
        return True
    is_two_digits = found["of"] in "时時" and len(found["hour"]) == 2 and found["hour"].isdecimal()
    return is_two_digits or text[: found.start()].rstrip().endswith(("日", "号", "于"))


def _clock(found: re.Match[str]) -> Clock | None:
    start, end = found.span()
    if found["noon"]:
        return Clock(start, end, dt.time(12))
    if found["to_past"]:
        return Clock(start, end, _worded(found))
    if found["of"]:
        hour, minute = _number(found["hour"]), _eastern_minute(found)
    else:
        hour, minute = int(found["h"] or found["h2"]), int(found["m"] or 0)
    if hour is None or minute is None or hour > 23 or minute > 59:
        return None
    half = (found["half"] or found["half2"] or "").lower()
    if not half and not found["part"]:
        is_open = 1 <= hour <= 11 and len(found["hour"] or found["h"]) == 1
        return Clock(start, end, dt.time(hour, minute), dt.time(hour + 12, minute) if is_open else None)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Clock(start, end, dt.time(_of_part(hour, found["part"]), minute))


def _of_part(hour: int, part: str | None) -> int:
    """The hour by the 24-hour clock where the part of the day stands before it."""
    if (part in _PAST_NOON and hour < 12) or (part == "中午" and hour < 4) or (part in _NIGHT and 4 < hour < 12):
        return hour + 12
    return 0 if hour == 12 and part in {*_NIGHT, "凌晨"} else hour


def _worded(found: re.Match[str]) -> dt.time:
    hour, is_half = VALUE[found["word"].lower()] % 12, found["to_past"].lower() == "half"
    minutes = hour * 60 + (30 if is_half else 15) * (1 if found["way"].lower() == "past" else -1)
    minutes += 720 * ((found["day"] or found["night"]).lower() != "morning")
    return dt.time(minutes // 60 % 24, minutes % 60)


def _eastern_minute(found: re.Match[str]) -> int | None:
    if found["quarter"]:
        return {"半": 30, "一刻": 15, "三刻": 45}[found["quarter"]]
    return _number(found["minute"] or found["minutes"] or "0")


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() else eastern(said)
