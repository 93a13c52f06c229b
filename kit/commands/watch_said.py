"""What one look of the watch says in one language: rows of its tables, and its warnings in words."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kit.phrases import PHRASES, Lang, say
from kit.tools import figures

if TYPE_CHECKING:
    from kit.appeal import Appeal
    from kit.desk.watch import Limit, Routine, Warned, Watch, Watched
    from kit.model import Metric, Preventive, Rate, Window

Called = Callable[["Preventive", Lang], str]  # what a measure is called
_MOST = 6  # days or orders named in a line
RATE_HEADS = ("watch_metric", "watch_since", "watch_sent", "watch_promise", "watch_limit", "watch_room")


def facts(appeal: "Appeal", found: "Watch", lang: Lang) -> Iterator[tuple[str, str]]:
    """What stands over the tables: a name and its value."""
    violation, begun = found.case.violation, found.approved
    yield say(lang, "watch_violation"), violation.id
    yield say(lang, "watch_shop"), f"{appeal.opened.shop.name} ({violation.site})"
    yield say(lang, "watch_approved" if begun.is_noted else "watch_letter"), _day(begun.on, found, lang)
    days = (begun.until - begun.on).days
    yield (
        say(lang, "watch_until"),
        say(lang, "watch_day", until=_day(begun.until, found, lang), day=min(found.day, days), days=days),
    )
    yield say(lang, "watch_upto"), _day(found.upto, found, lang) if found.upto else say(lang, "watch_nothing_yet")
    yield say(lang, "watch_made"), _moment(found.now, found)


def rate_row(one: "Watched", found: "Watch", lang: Lang) -> tuple[str, ...]:
    """A rate against what it is held against, in the order of `RATE_HEADS`."""
    sent = _rate(one.sent, lang) if one.sent else ""
    promise = figures.share(one.promise.share) if one.promise else ""
    return (
        metric_name(one.metric, lang),
        _rate(one.since, lang),
        sent,
        promise,
        _limit(one.limit, lang),
        _room(one, found, lang),
    )


def week_rows(one: "Watched", found: "Watch", lang: Lang) -> Iterator[tuple[str, str]]:
    """Each week's days, and its rate with what chance explains."""
    for week in one.weeks:
        most = f", {say(lang, 'watch_week_most', most=week.most)}" if week.most is not None else ""
        yield _days(week.rate.window, found, lang), _rate(week.rate, lang) + most


def routine_row(routine: "Routine", found: "Watch", lang: Lang) -> tuple[str, str, str]:
    """How often a measure is due, how many times a record shows it, and the last."""
    due, shown = len(routine.due), len(routine.due) - len(routine.missing)
    counted = (
        say(lang, "watch_shown_of", shown=shown, due=due) if due else say(lang, "watch_shown_records", count=len(routine.traces))
    )
    last = _day(routine.last, found, lang) if routine.last else say(lang, "watch_no_record")
    return say(lang, f"watch_rhythm_{routine.rhythm}"), counted, last


def by_id(measure: "Preventive", lang: Lang) -> str:  # noqa: ARG001 - stands where the page's words do
    """The measure by its id."""
    return measure.id


def metric_name(metric: "Metric", lang: Lang) -> str:
    """What a metric is called."""
    key = f"watch_metric_{metric.id}"
    return say(lang, key) if key in PHRASES else metric.title


def _rate(rate: "Rate", lang: Lang) -> str:
    """The share as the site counts it, and the count that it is of: of a rate that is better high those that went well."""
    if not rate.denominator:
        return say(lang, "watch_rate_none")
    return say(lang, "watch_rate", share=figures.share(rate.value), counted=f"{rate.numerator:,}", of=f"{rate.denominator:,}")


def _limit(limit: "Limit | None", lang: Lang) -> str:
    if limit is None:
        return ""
    by = say(lang, f"watch_by_{limit.by}", grade=limit.grade.replace("_", " "))
    return f"{figures.share(limit.share)} ({by})"


def _room(one: "Watched", found: "Watch", lang: Lang) -> str:
    """How near the limit is on the days that the site counts."""
    if one.room is None:
        return say(lang, "watch_room_none")
    if one.counted.value is None:
        return say(lang, "watch_rate_none")
    days = _days(one.counted.window, found, lang)
    said = say(lang, "watch_room_passed") if one.room < 0 else say(lang, "watch_room_more", count=f"{one.room + 1:,}")
    return say(lang, "watch_room_days", share=figures.share(one.counted.value), days=days, said=said)


def warning(warned: "Warned", found: "Watch", lang: Lang, called: Called) -> str:
    """A warning in words; `called` says what a measure is called."""
    filled: dict[str, Any] = {}
    for name, value in warned.values.items():
        filled |= _filled(name, value, found, lang, called)
    if "watched" in warned.values:
        filled |= _of_rate(warned, found, lang, called)
    is_one = warned.what == "due_soon" and warned.values["count"] == 1
    return say(lang, f"watch_warn_{warned.what}{'_one' if is_one else ''}", **filled)


def _filled(name: str, value: Any, found: "Watch", lang: Lang, called: Called) -> dict[str, Any]:
    match name:
        case "orders":
            return {name: some(value, lang)}
        case "routine":
            return {
                "measure": called(value.measure, lang),
                "trigger": value.measure.trigger or "",
                "rhythm": say(lang, f"watch_rhythm_{value.rhythm}"),
                "missing": some([_day(day, found, lang, year=False) for day in value.missing], lang),
            }
        case _ if isinstance(value, datetime):
            return {name: _moment(value, found)}
        case _ if isinstance(value, date):
            return {name: _day(value, found, lang)}
        case "watched" | "week":
            return {}
    return {name: value}


def _of_rate(warned: "Warned", found: "Watch", lang: Lang, called: Called) -> dict[str, str]:
    """What a warning on a rate names."""
    one: Watched = warned.values["watched"]
    week = warned.values.get("week")
    rate = week.rate if week else one.counted
    last = one.weeks[-1] if one.weeks else None
    return {
        "metric": metric_name(one.metric, lang),
        "rate": _rate(rate, lang),
        "days": _days(rate.window, found, lang),
        "limit": figures.share(one.limit.share) if one.limit else "",
        "more": f"{(one.room or 0) + 1:,}",
        "bad": f"{(last.most if last.most is not None else last.wrong) if last else 0:,}",
        "most": f"{week.most}" if week else "",
        "promise": one.promise.said if one.promise else "",
        "measure": called(found.measure(one.promise.measure), lang) if one.promise else "",
        "last": _final(found, lang),
    }


def _final(found: "Watch", lang: Lang) -> str:
    """That a second violation has no appeal, where a fact says so."""
    fact = found.policy.get("watch.second_violation_appealable")
    if fact is None or fact.value is not False or found.today > found.approved.until:
        return ""
    return say(lang, "watch_final", source=fact.source, grade=fact.grade, until=_day(found.approved.until, found, lang))


def some(names: Iterable[str], lang: Lang) -> str:
    """The first few names, and how many more there are."""
    names = list(names)
    shown = ", ".join(names[:_MOST])
    return say(lang, "watch_more_days", days=shown, count=len(names) - _MOST) if len(names) > _MOST else shown


def _day(day: date, found: "Watch", lang: Lang, *, year: bool = True) -> str:
    if lang == "zh":
        return f"{f'{day.year} 年 ' if year else ''}{day.month} 月 {day.day} 日"
    return figures.day(day, found.policy.site.date_style, year=year)


def _days(window: "Window", found: "Watch", lang: Lang) -> str:
    if window.start == window.end:
        return _day(window.start, found, lang)
    if lang == "zh":
        return f"{window.start.month} 月 {window.start.day} 日至 {window.end.month} 月 {window.end.day} 日"
    return figures.window(window, found.policy.site.date_style)


def _moment(at: datetime, found: "Watch") -> str:
    """The moment at the site."""
    return f"{at.astimezone(found.policy.zone):%Y-%m-%d %H:%M %Z}"
