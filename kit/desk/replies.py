"""What somebody answers to a request, read for what it says of each thing that was asked. It is a statement: it proves nothing."""

import re
from dataclasses import dataclass
from typing import Literal

_NUMBER = re.compile(
    r"(?:^|(?<=[\n;；。]))[ \t]*(?:第|no\.?\s*|item\s+|#|[(（])?([1-9])(?:[.)、．:：）项]|(?=\s))(?!\d)", re.IGNORECASE
)
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


def replies(text: str, count: int) -> tuple[Reply, ...]:
    """The numbered parts of a reply to a request of so many things."""
    text = text.replace("’", "'")
    starts = [found for found in _NUMBER.finditer(text) if int(found[1]) <= count]
    found = []
    for at, start in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(text)
        if words := " ".join(text[start.end() : end].split()).strip(" ;；"):
            found.append(Reply(n=int(start[1]), words=words, state=_state(words)))
    return tuple(found)


def _state(words: str) -> Literal["coming", "none", "said"]:
    """What is on its way may be lacking today: the promise counts."""
    return "coming" if _COMING.search(words) else "none" if _NONE.search(words) else "said"
