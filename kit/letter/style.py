"""How this letter writes days, times and counts: by the site's date style, in the site's zone; and the same in Chinese."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kit.letter.words import COLUMNS, COUNTED, METRICS, NOUNS, WORDS
from kit.model import Metric, Policy, Rate, Window
from kit.tools import figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The site's ways: `en-GB` and day first, or `en-US` and month first."""

    language: str
    dates: str  # day_first or month_first
    zone: ZoneInfo

    def says(self, key: str, **values: object) -> str:
        """The letter's own words of that name, filled."""
        return WORDS[key][0].format(**values)

    def day(self, moment: date, *, year: bool = True) -> str:
        """The day of a moment at the site: 12 June 2026."""
        return figures.day(self._local(moment), self.dates, year=year)

    def moment(self, moment: date) -> str:
        """A day, or a time on a day: 12 June 2026, 09:40."""
        local = self._local(moment)
        clock = f", {local:%H:%M}" if isinstance(local, datetime) else ""
        return figures.day(local, self.dates) + clock

    def window(self, window: Window) -> str:
        """Both days, the year said once: 11 May to 7 June 2026."""
        return figures.window(window, self.dates)

    def counts(self, rate: Rate, noun: str) -> str:
        """A rate as counts: 412 of 3,926 orders."""
        return figures.counts(rate, noun)

    def none_counted(self, noun: str, *, is_later: bool) -> str:
        """In place of the counts where there are none: no orders counted; of a later period: yet."""
        return self.says("none_yet" if is_later else "none", noun=noun)

    def shared(self, counts: str, share: str) -> str:
        """Counts with their share: 412 of 3,926 orders (10.5%)."""
        return f"{counts} ({share})"

    def metric(self, metric: Metric) -> str:
        """What a metric is called."""
        return metric.title

    def these(self, metric: Metric) -> str:
        """What the metric complains of: Late orders; Orders cancelled by the seller's fault."""
        called = metric.called if metric.better == "low" else f"not {metric.called}"
        return f"{metric.noun} {called}".capitalize() if " " in called else f"{called} {metric.noun}".capitalize()

    def column(self, name: str) -> str:
        """A column of the data."""
        return {"sku": "SKU"}.get(name, name)

    def span(self, window: Window) -> str:
        """A window in the fewest words; the year stands in the letter's subject."""
        across = window.start.year != window.end.year
        return "–".join(figures.day(d, self.dates, year=across) for d in (window.start, window.end))

    def interval(self, low: float | None, high: float | None) -> str:
        """An interval behind a count: (9.6–11.5%); empty for none."""
        return "" if low is None else f" ({figures.interval(low, high)})"

    def listed(self, names: Sequence[str]) -> str:
        """Names in a sentence: A, B and C."""
        return figures.listed(names)

    def joined(self, sentences: Sequence[str]) -> str:
        """Sentences behind one another."""
        return " ".join(sentences)

    @property
    def zone_name(self) -> str:
        """What to call the zone in a table head, right all year: London time."""
        return f"{self.zone.key.rpartition('/')[2].replace('_', ' ')} time"

    def _local(self, moment: date) -> date:
        if isinstance(moment, datetime) and moment.tzinfo:
            return moment.astimezone(self.zone)
        return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Chinese(Style):
    """The same moments and counts for a reader of Chinese; the letter itself is never written so."""

    def says(self, key: str, **values: object) -> str:
        """The letter's own words in Chinese."""
        return WORDS[key][1].format(**values)

    def day(self, moment: date, *, year: bool = True) -> str:
        """2026年6月12日."""
        local = self._local(moment)
        return (f"{local.year}年" if year else "") + f"{local.month}月{local.day}日"

    def moment(self, moment: date) -> str:
        """2026年6月12日 09:40."""
        local = self._local(moment)
        return self.day(local) + (f" {local:%H:%M}" if isinstance(local, datetime) else "")

    def window(self, window: Window) -> str:
        """2026年5月11日至6月7日."""
        if window.start == window.end:
            return self.day(window.start)
        return f"{self.day(window.start)}至{self.day(window.end, year=window.start.year != window.end.year)}"

    def counts(self, rate: Rate, noun: str) -> str:
        """3,926 单中有 412 单."""
        counted = NOUNS.get(noun, "")
        return f"{rate.denominator:,} {counted}中有 {rate.numerator:,} {counted}".rstrip()

    def none_counted(self, noun: str, *, is_later: bool) -> str:
        """尚无计入的订单."""
        return self.says("none_yet" if is_later else "none", noun=COUNTED.get(noun, "记录"))

    def shared(self, counts: str, share: str) -> str:
        """Counts with their share, in the brackets of Chinese."""
        return f"{counts}（{share}）"

    def metric(self, metric: Metric) -> str:
        """What a metric is called in Chinese; in English where the kit has no Chinese for it."""
        return METRICS.get(metric.title, metric.title)

    def these(self, metric: Metric) -> str:
        """The orders that a metric counts, whatever it says of them."""
        return f"计入该指标的{NOUNS.get(metric.noun, '记录').replace('单', '订单')}"

    def column(self, name: str) -> str:
        """A column of the data."""
        return COLUMNS.get(name, name)

    def span(self, window: Window) -> str:
        """The same as `window`; Chinese needs no shorter form."""
        return self.window(window)

    def interval(self, low: float | None, high: float | None) -> str:
        """An interval in the brackets of Chinese."""
        return "" if low is None else f"（{figures.interval(low, high)}）"

    def listed(self, names: Sequence[str]) -> str:
        """A、B、C."""
        return "、".join(names)

    def joined(self, sentences: Sequence[str]) -> str:
        """Sentences behind one another, without a space."""
        return "".join(sentences)

    @property
    def zone_name(self) -> str:
        """The zone by its name."""
        return f"{self.zone.key} 时间"


def style(policy: Policy, language: str | None = None) -> Style:
    """The style of a site; the letter is in English whatever the site speaks."""
    wanted = language or policy.site.language
    return Style(language=wanted if wanted.startswith("en") else "en", dates=policy.site.date_style, zone=policy.zone)


def chinese(policy: Policy) -> Chinese:
    """The style of the review copy's right column."""
    return Chinese(language="zh-CN", dates=policy.site.date_style, zone=policy.zone)
