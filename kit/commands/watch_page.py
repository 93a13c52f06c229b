"""The week of `poa watch` on one page for the client, each line in English and Chinese."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.commands.watch_said import RATE_HEADS, Called, facts, metric_name, rate_row, routine_row, some, warning
from kit.phrases import LANGS, Lang, both, pairs, say
from kit.tools.unfilled import unfilled

if TYPE_CHECKING:
    from kit.appeal import Appeal
    from kit.desk.watch import Routine, Watch, Watched
    from kit.model import Preventive

_LONG, _SHORT = 86, 44  # characters of a measure


def page(appeal: "Appeal", found: "Watch", rest_in: str) -> tuple[bytes, bool]:
    """One page for the client, each line in English and Chinese, and whether all is on it.

    Where room is short the main rate alone and shorter words; then the most urgent, with how many more stand in `rest_in`.
    """
    from kit.tools.typeset import pdf

    whole = (_Room(), _Room(rates=1), _Room(rates=1, words=_SHORT))
    for room in (*whole, *(_Room(rates=1, words=_SHORT, most=most) for most in _MOST)):
        made = pdf(_html(appeal, found, room, rest_in))
        if made.pages == 1:
            return made.content, room.most is None
    last = _Room(rates=0, words=_SHORT, most=_MOST[-1], line=_LINE)
    return pdf(_html(appeal, found, last, rest_in)).content, False


def everything(found: "Watch") -> str:
    """All that is to be acted on, in English and Chinese, for a week that one page does not hold."""
    urgent = [w for w in found.warnings if w.severity != "info"]
    told = [warning(w, found, lang, lambda measure, tongue: _words(measure, tongue, 10_000)) for w in urgent for lang in LANGS]
    return "".join(f"{line}\n" for line in told)


_MOST = (12, 8, 5, 3, 1)  # warnings, and measures, that are told where not all fit
_LINE = 160  # characters of a line where a single one is longer than the page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """What is told on the page: so many rates, characters of a measure, warnings and characters of one; None: all."""

    rates: int | None = None
    words: int = _LONG
    most: int | None = None
    line: int | None = None


def _html(appeal: "Appeal", found: "Watch", room: _Room, rest_in: str) -> str:
    """The page; records that a measure lacks stand with the measure."""
    from kit.tools.templates import rendered

    def called(measure: "Preventive", lang: Lang) -> str:
        return _words(measure, lang, room.words)

    urgent = [w for w in found.warnings if w.severity != "info"]
    rates, all_told = found.rates[: room.rates], [w for w in urgent if w.what != "trace_missing"]
    told, measures = all_told[: room.most], found.routines
    if room.most is not None:
        measures = tuple(sorted(measures, key=lambda r: -len(r.missing)))[: room.most]
    todo = [
        tuple(text[: room.line] for text in pair) for pair in pairs(lambda lang: (warning(w, found, lang, called) for w in told))
    ]
    left, unshown = len(all_told) - len(told), len(found.routines) - len(measures)
    if left or unshown or room.line:
        todo.append(tuple(both("watch_rest", count=left, measures=unshown, file=rest_in)))
    return rendered(
        "watch.html.j2",
        made_on=found.today.isoformat(),
        words={key: both(f"watch_{key}") for key in ("title", "rates", "measures")},
        heads=[both(key) for key in RATE_HEADS],
        measure_heads=[both(f"watch_{key}") for key in ("measure", "rhythm", "shown", "lacking")],
        facts=pairs(lambda lang: facts(appeal, found, lang)),
        verdict=_verdict(len(urgent), len(urgent) - len(all_told)),
        is_bad=any(w.severity == "error" for w in urgent),
        chart=_chart(rates[0], found) if rates and rates[0].weeks else None,
        rates=pairs(lambda lang: (rate_row(one, found, lang) for one in rates)),
        measures=pairs(lambda lang: (_measure_row(r, found, lang, called) for r in measures)),
        todo=todo,
        severities=[*(w.severity for w in told), "rest"],
        sources=[_sources(found, rates, lang) for lang in LANGS],
    )


def _verdict(count: int, below: int) -> list[str]:
    """How much is to be acted on. `below`: so many of them stand with the measures, not above."""
    key = "watch_act_below" if below else "watch_act" if count else "watch_fine"
    return both(key, count=count, below=below)


def _measure_row(routine: "Routine", found: "Watch", lang: Lang, called: Called) -> tuple[str, str, str, str]:
    """A measure with the days of which no record is there, or its last record."""
    rhythm, counted, _ = routine_row(routine, found, lang)
    lacking = some([f"{day.day} {day:%b}" for day in routine.missing], lang)
    last = say(lang, "watch_last_on", day=f"{routine.last.day} {routine.last:%b}") if routine.last else ""
    return called(routine.measure, lang), rhythm, counted, lacking or last


def _chart(one: "Watched", found: "Watch") -> dict[str, Any]:
    from dataclasses import replace

    from kit.tools import charts

    metric = replace(one.metric, weekly=tuple(week.rate for week in one.weeks))
    limit = one.limit or one.promise
    most = one.weeks[-1].most
    chance = [say(lang, "watch_chart_chance", most=most) if most is not None else "" for lang in LANGS]
    return {
        "svg": charts.svg(charts.weekly_rate(metric, (), limit.share if limit else None, style=found.policy.site.date_style)),
        "title": [say(lang, "watch_chart", metric=metric_name(one.metric, lang)) for lang in LANGS],
        "note": [
            say(lang, "watch_chart_marks", said=said).strip() if limit else said for lang, said in zip(LANGS, chance, strict=True)
        ],
    }


def _words(measure: "Preventive", lang: Lang, room: int) -> str:
    """What a measure says, without its placeholders, cut at a word."""
    statement = measure.what
    text = unfilled((statement.zh or statement.en) if lang == "zh" else statement.en)
    is_chinese = lang == "zh" and bool(statement.zh)
    most = room // 2 if is_chinese else room
    if len(text) <= most:
        return text
    return f"{text[:most].rsplit(' ', 1)[0].rstrip(' ,;') if not is_chinese else text[:most]} …"


def _sources(found: "Watch", rates: "Sequence[Watched]", lang: Lang) -> str:
    """Where the limits and the length of the watch come from, each with its grade."""
    said = []
    for one in rates:
        if limit := one.limit:
            grade = limit.grade.replace("_", " ")
            said.append(
                say(lang, f"watch_source_{limit.by}", metric=metric_name(one.metric, lang), source=limit.said, grade=grade)
            )
    fact = found.approved.fact
    watched = f"{fact.source}, {fact.grade.replace('_', ' ')}" if fact else say(lang, "watch_chosen")
    days = (found.approved.until - found.approved.on).days
    return say(lang, "watch_sources", sources="; ".join(said) or say(lang, "watch_source_none"), watch=watched, days=days)
