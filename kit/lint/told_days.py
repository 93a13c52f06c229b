"""Days that a letter without its case tells in its own words: of its notice, of a deed, of the end of a paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.lint.parts import told
from kit.model import Letter, Passage, Subject
from kit.tools.prose import exhibits
from kit.tools.written_dates import Written, written

_OF_NOTICE = re.compile(
    r"\bnotice\b(?:\s[\w()#./-]{1,20}){0,4}?\s?[(,:]?\s?(?:of|dated|from|received(?:\son)?|issued(?:\son)?|sent(?:\son)?|on|date:?)?\s?(?:\w{6,9}day,?\s)?$",
    re.IGNORECASE,
)
_NEAR = 60  # characters before a day
_LABEL = r"^\W{0,4}(?:(?:\w{1,12}\s){0,2}\w{3,14}\s?\d{0,2}[:.)]\s)?(?:\(?\d{1,2}[.)]\s)?"
_LEADS = re.compile(_LABEL + r"(?:on\s|at\s\S{1,8},?\s(?:on\s)?)?(?:\w{3,9},?\s)?(?:the\s)?$", re.IGNORECASE)
_SINCE = re.compile(
    _LABEL + r"(?:since|as\sof|starting|beginning|effective|with\seffect\sfrom|from)\s(?:\w{3,9},?\s)?(?:the\s)?$", re.IGNORECASE
)
_HOUR = re.compile(
    r"^\W{0,3}(?:at\s|around\s)?(?:\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?\s?m\.?|hrs?|h)?(?!\s?[A-Za-z])|\d{1,2}(?:[:.]\d{2}))?\W{0,3}",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:(?:expired|lapsed|ended|terminated|ran\sout|was\svalid|were\svalid|stopped\sbeing\svalid|went\sout\sof\s(?:date|force)|valid|in\sforce|good|runs|ran|holds|held|covers?\sus)"
    r"(?:\sonly)?(?:\s(?:on|until|till|up\sto|through|to|by|in))?"
    r"|expiry(?:\sdate)?(?:\sis|\swas|:)?|end\s?date:?|expires?(?:\son)?|(?:until|till|to)|with\s(?:an\s)?expiry(?:\sdate)?\s(?:of|on))\s(?:the\s)?$",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:certificat\w{1,3}|licen[cs]es?|permits?|authori[sz]ations?|authori[sz]ation\sletters?|letters?\sof\sauthori[sz]ation|registrations?|notifications?|approvals?|reports?|contracts?|agreements?"
    r"|insurance|polic(?:y|ies)|declarations?|accreditations?|clearances?|passports?|identity\scards?|powers?\sof\sattorney|visas?|halal|trademarks?|leases?|mandates?|CPC|CoC|COA|LOA|SDS)\b",
    re.IGNORECASE,
)


_AS_PROOF = re.compile(
    r"\b(?:proofs?|prov(?:e|es|ed|en|ing)|evidence|shows?|confirms?|demonstrates?|covers?|covered|attest\w{0,3}|attached|enclosed|submitted|presented|handed\sin|provided|hereby|certif(?:y|ies)|supports?|entitles?|authori[sz]es|allows?|permits?\sus)\b",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"\b(?:replac\w{1,5}|renew\w{0,3}|new\s(?:one|certificate|licen[cs]e|permit|report|letter|contract)|instead|succeed\w{0,3}|extended|prolonged|had\s(?:already\s)?expired|no\slonger|did\snot|used\s(?:the|an)\s(?:old|expired)|(?:the|an|its)\s(?:old|expired|former)"
    r"|removed|ended\sthe|paused|withdr\w{1,4}|delist\w{0,3}|pulled|stopped)\b",
    re.IGNORECASE,
)


# --- the letter's own day -----------------------------------------------------------------------

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
    is_name = _SIGNED_BY.fullmatch(before) and not _ELSE.search(before) and not _PAPER.search(before)
    return found[0].days[0] if _DATED.fullmatch(before) or is_name else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A sentence that names a paper and the day on which it ended or will end."""

    passage: Passage
    sentence: str
    day: date


def notice_day(letter: Letter) -> date | None:
    """The day of the notice that the letter answers: the first one that it names, if that can be read in one way."""
    for text in (letter.subject, *(p.text for p in letter.passages)):
        for found in written(text):
            if found.day is not None and _OF_NOTICE.search(text[max(0, found.start - _NEAR) : found.start]):
                return found.days[0] if len(found.days) == 1 else None
    return None


def leading_day(sentence: str, *, since: bool = False) -> tuple[date, str] | None:
    """The day with which a sentence begins, on which or since when it holds, and what it says behind the day and its hour."""
    words = _SINCE if since else _LEADS
    first = next(iter(_sure(sentence)), None)
    if first is None or not words.match(sentence[: first.start]):
        return None
    return first.days[0], _HOUR.sub("", sentence[first.end :])


def days(text: str) -> list[date]:
    """The days of a text that can be read in one way."""
    return [found.days[0] for found in _sure(text)]


def endings(subject: Subject) -> Iterator[Ending]:
    """Each paper whose end the letter tells."""
    for passage, _, sentence in told(subject):
        if paper := _PAPER.search(sentence):
            for found in _sure(sentence):
                if paper.start() < found.start and _ENDED.search(sentence[max(0, found.start - 40) : found.start]):
                    yield Ending(passage=passage, sentence=sentence, day=found.days[0])
                    break


def shown_endings(subject: Subject) -> Iterator[Ending]:
    """Each of them that the letter shows as proof; a cause may tell of a paper that ran out, and an action of one that was replaced."""
    for ending in endings(subject):
        is_shown = next(exhibits(ending.sentence), None) or _AS_PROOF.search(ending.sentence)
        is_cause = ending.passage.where.startswith("root_causes.") and not _AS_PROOF.search(ending.sentence)
        if is_shown and not is_cause and not _REPLACED.search(ending.sentence):
            yield ending


def _sure(text: str) -> Iterator[Written]:
    return (found for found in written(text) if len(found.days) == 1)
