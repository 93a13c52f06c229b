"""The day on which a letter says that it was written, told by where it stands and by what stands beside it."""

import re
from datetime import date

from kit.lint.told_days import PAPER, notice_day
from kit.model import Letter
from kit.tools.written_dates import written

_DATED = re.compile(
    r"\W{0,3}(?:(?:date|dated|letter\sdate|date\sof\s(?:this\s|the\s)?(?:letter|appeal|submission|signature|writing)|submitted|signed|written)(?:\son)?"
    r"|(?:信函|写信|提交|申诉|签署|签字|填写|落款)?(?:日期|时间)|(?:签署|提交|写)于)?\W{0,4}(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?(?:the\s)?",
    re.IGNORECASE,
)
_SIGNED_BY = re.compile(
    r"(?:(?:[A-Z][\w.&'’-]*|of|and|the|for|&|[/|–—-])[,:]?\s)+|[\u4e00-\u9fff：:（）() ]{2,40}"
)  # names, title, firm, place
_ELSE = re.compile(
    r"\b(?:exhibits?|annex|appendix|attach\w+|enclos\w+|notices?|notifi\w+|violations?|suspen\w+|deactivat\w+|removals?|orders?|deadline|received|ticket|case|appeals?|invoices?"
    r"|schedules?|timetables?|photos?|screenshots?|pictures?|records?|lists?|logs?|emails?|messages?|from|since|until|by|between|on)\b|通知|附件|违规|收到|截止|订单|合同|报告|发票|截图|证书|处罚|停用|[自从至起]",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"[\s.,;)）。]*")
_SENTENCE = re.compile(r"[.!?][\"'”’)]?\s*$")
_LINE, _LONG = 6, 17  # words: a line that ends as a sentence does; one that no head or foot holds


def letter_day(letter: Letter) -> date | None:
    """The day that stands alone, behind "Date:", or behind names, above the letter's text or under it; not before its notice.

    The latest, where several do. None where no such day stands or it can be read in two ways.
    """
    texts = [n for n, p in enumerate(letter.passages) if _is_text(p.text)]
    first, last = (texts[0], texts[-1]) if texts else (len(letter.passages), -1)
    outside = [p.text for n, p in enumerate(letter.passages) if n < first or n > last]
    own = {day for text in outside for line in text.splitlines() if (day := _own_day(line))}
    notice = notice_day(letter)
    return max((day for day in own if notice is None or day >= notice), default=None)


def _is_text(text: str) -> bool:
    words = len(text.split())
    return "。" in text or words >= _LONG or (words >= _LINE and bool(_SENTENCE.search(text)) and _own_day(text) is None)


def _own_day(line: str) -> date | None:
    found = written(line)
    if len(found) != 1 or len(found[0].days) != 1 or not _BEHIND.fullmatch(line[found[0].end :]):
        return None
    before = line[: found[0].start]
    is_name = _SIGNED_BY.fullmatch(before) and not _ELSE.search(before) and not PAPER.search(before)
    return found[0].days[0] if _DATED.fullmatch(before) or is_name else None
