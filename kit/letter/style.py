"""How this letter writes days and times: by the site's date style, in the site's zone."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kit.model import Policy, Window
from kit.tools import figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The site's ways: `en-GB` and day first, or `en-US` and month first."""

    language: str
    dates: str  # day_first or month_first
    zone: ZoneInfo

    def day(self, moment: date) -> str:
        """The day of a moment at the site: 12 June 2026."""
        return figures.day(self._local(moment), self.dates)

    def moment(self, moment: date) -> str:
        """A day, or a time on a day: 12 June 2026, 09:40."""
        local = self._local(moment)
        clock = f", {local:%H:%M}" if isinstance(local, datetime) else ""
        return figures.day(local, self.dates) + clock

    def window(self, window: Window) -> str:
        """Both days, the year said once: 11 May to 7 June 2026."""
        return figures.window(window, self.dates)

    @property
    def zone_name(self) -> str:
        """What to call the zone in a table head, right all year: London time."""
        return f"{self.zone.key.rpartition('/')[2].replace('_', ' ')} time"

    def _local(self, moment: date) -> date:
        if isinstance(moment, datetime) and moment.tzinfo:
            return moment.astimezone(self.zone)
        return moment


def style(policy: Policy, language: str | None = None) -> Style:
    """The style of a site; the letter is in English whatever the site speaks."""
    wanted = language or policy.site.language
    return Style(language=wanted if wanted.startswith("en") else "en", dates=policy.site.date_style, zone=policy.zone)
