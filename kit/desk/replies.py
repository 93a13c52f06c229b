"""What somebody answers to a request, read for what it says of each thing that was asked. It is a statement: it proves nothing."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

_NUMBER = re.compile(
    r"(?:^|(?<=[\n;；。]))[ \t]*(?:第|no\.?\s*|item\s+|#|[(（])?([1-9]\d?)(?:[.)、．:：）项]|(?=\s))(?!\d)", re.IGNORECASE
)
_WITHIN = re.compile(
    r"(?<![A-Za-z0-9_.\-/:#£$€¥])(?<!\bon )(?<!\bat )(?<!\bby )(?<!\bthe )(?<!\bof )(?<!\bsee )(?<!\bpage )(?<!\bitem )[(（]?"
    r"([1-9]\d?)[.)、．:：）](?!\d)(?!\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
"""A number in a line: with its point, and neither a date nor a page."""
_NONE = re.compile(
    r"没有(?!问题)|没办法|拿不到|无法|不能提供|提供不了|\b(?:do(?:es)? not have|don't have|have no|cannot|can't|there is no|there are no|not available|lost)\b",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"明天|后天|明早|稍后|晚点|马上|正在|已申请|已在|办理|补发|周[一二三四五六日]|下周|(?<!不)会发|要等|\b(?:tomorrow|tonight|will(?! not)|later|soon|applied|ordered"
    r"|requested|waiting|on its way|next week|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)
"""Words by which a reply is told, own judgement; what it says is shown beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What is said of one thing asked for. `coming`: it is on its way; `none`: it cannot be had; `said`: anything else."""

    n: int  # as the request counts it
    words: str
    state: Literal["coming", "none", "said"]


def replies(text: str, numbers: Collection[int]) -> tuple[Reply, ...]:
    """The numbered parts of a reply to a request that has these numbers."""
    text = text.replace("’", "'")
    starts = [*_starts(text, numbers)]
    found = []
    for at, start in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        if words := " ".join(text[start.end() : end].split()).strip(" ;；,，"):
            found.append(Reply(n=int(start[1]), words=words, state=state(words)))
    return tuple(found)


def state(words: str) -> Literal["coming", "none", "said"]:
    """What is on its way may be lacking today: the promise counts."""
    return "coming" if _COMING.search(words) else "none" if _NONE.search(words) else "said"


def _starts(text: str, numbers: Collection[int]) -> Iterator[re.Match[str]]:
    """Where a part begins: where a line or sentence does, or within a line whose numbers go on."""
    led = {found.start(1): found for found in _NUMBER.finditer(text)}
    marks = {found.start(1): found for found in _WITHIN.finditer(text)} | led
    for line in re.finditer(r"[^\n]+", text):
        here = [marks[at] for at in sorted(marks) if line.start() <= at < line.end() and int(marks[at][1]) in numbers]
        going_on = [*_going_on(here, set(led.values()))]
        if len(going_on) > 1 or set(going_on) & set(led.values()):
            yield from going_on


def _going_on(here: list[re.Match[str]], led: set[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those that begin a sentence, and those whose numbers rise with none passed over that comes later in the line."""
    last = 0
    for at, found in enumerate(here):
        n, later = int(found[1]), {int(after[1]) for after in here[at + 1 :]}
        if found in led or (n > last and not later & set(range(last + 1, n))):
            yield found
            last = n
