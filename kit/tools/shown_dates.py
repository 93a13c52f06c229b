"""The dates of a paper in every writing that is known: capitals, ISO times, Chinese and Japanese, months of other languages."""

import re
from collections.abc import Iterator
from datetime import date

from kit.tools.written_dates import Written, written

_CAPITALS = re.compile(r"\b[A-Z]{3,9}\b")
_JOINED = re.compile(r"\b(\d{1,2})[-/]([A-Z][a-z]{2,8})[-/](\d{4})\b")
_ISO_TIME = re.compile(r"(?<=\d{4}-\d\d-\d\d)T(?=\d\d:)")
_ABROAD = {
    word: n
    for n, words in enumerate(
        (
            "januar janvier enero gennaio janeiro januari", "februar février febrero febbraio fevereiro februari",
            "märz mars marzo março maret", "avril abril aprile", "mai mayo maggio maio mei", "juni juin junio giugno junho",
            "juli juillet julio luglio julho", "août agosto agustus", "september septembre septiembre settembre setembro",
            "oktober octobre octubre ottobre outubro", "novembre noviembre novembro",
            "dezember décembre diciembre dicembre dezembro desember",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_WORDED = re.compile(rf"(?<![\w.])(\d{{1,2}})(?:\.|er|º)?\s(?:de\s)?({'|'.join(_ABROAD)})\s(?:de\s)?(\d{{4}})\b", re.IGNORECASE)


def shown(text: str) -> tuple[Written, ...]:
    """Every date of the text, with its place.

    >>> [day.days[0].isoformat() for day in shown("16 OCTOBER 2026, 22 Oktober 2026")]
    ['2026-10-16', '2026-10-22']
    """
    plain = _CAPITALS.sub(lambda m: m.group().title(), text)
    plain = _ISO_TIME.sub(" ", _JOINED.sub(r"\1 \2 \3", plain))
    return (*written(plain), *_abroad(text))


def _abroad(text: str) -> Iterator[Written]:
    """15. Juni 2026, 15 de junio de 2026."""
    for m in _WORDED.finditer(text):
        month, day, year = _ABROAD[m[2].lower()], int(m[1]), int(m[3])
        try:
            yield Written(m.start(), m.end(), m.group(), (date(year, month, day),), month, day, year)
        except ValueError:
            continue
