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
PAPER = re.compile(
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
        if paper := PAPER.search(sentence):
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
