"""What a letter says to be done, and whether anything by which it could be found in a log stands beside it."""

import re
from collections.abc import Iterator

from kit.lint.statements import states_deed
from kit.model import Subject
from kit.tools.written_dates import written

PAST = re.compile(
    r"\b(?:have|has|had|['’]ve)\s(?:\w{1,15}\s){0,2}?\w{2,15}(?:ed|en|wn|nt|pt|lt|ld|ut|un)\b"
    r"|\b(?:was|were)\s(?:\w{1,15}\s)?\w{2,15}ed\b"
    r"|^(?:\W|\d){0,6}(?:(?:we|i|he|she|they|the|our|all)\s(?:\w{1,15}\s){0,3}?)?(?:\w{3,15}ed|sent|made|took|gave|put|set|bought"
    r"|told|spoke|wrote|held|paid|read|began|rewrote|sped)\b",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"\b(?:exhibit|annex|appendix)s?\b|://|\.com\b", re.IGNORECASE)
_NO_DEED = re.compile(
    r"\b(?:will|shall|going\sto|hope|want|need|plan|intend|propos(?:e|es|ing)|please|process\sof|preparing|violation|sorry|feel|certificate|regret|cause"
    r"|attach\w*|find|found\sin|see|owner|everyone|everybody|believe|promise|guarantee|increased|rose|fell|dropped|improved|better|no\slonger|approved|certified|told\soff|dismissed|sacked|fired|demoted|reprimand\w{0,4}|criticis\w{1,3}|criticiz\w{1,3}|disciplin\w{1,3}|written\swarning|parted\sways|fined|scolded|punish\w*|study|studied)\b"
    r"|\?\s*$",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"^\W{0,4}(?:\(?\d{1,2}(?:\.\d{1,2})?[.)]?\s)?(?P<words>[^\W\d][^\s|]*(?:\s[^\s|]+){1,7})")
_WE_HAVE = re.compile(
    r"\b(?:i|we)(?:\s(?:have|had)|['’]ve)\s(?:(?:now|since|already|also|just|immediately|all)\s){0,2}"
    r"(?!been|had|no\b|not|never|a\b|the\b|always|got\b|sold\b|\d)(?P<words>\w+(?:\s\S+){1,7})",
    re.IGNORECASE,
)
COMING = re.compile(r"\b(?:will|shall|going\sto)\b", re.IGNORECASE)
_DATED = ("corrective.", "preventive.")  # the letter prints their day beside them


def bare_deed(sentence: str, *, is_action: bool) -> re.Match[str] | None:
    """The words of a sentence about a deed that gives nothing by which it could be found in a log: no day, time or exhibit.

    Among the corrective actions that is any statement of a deed; elsewhere one that the seller has done something.
    """
    if _ANCHOR.search(sentence) or written(sentence) or (is_action and (_NO_DEED.search(sentence) or not states_deed(sentence))):
        return None
    return (_STATEMENT if is_action else _WE_HAVE).search(sentence)


def dated(subject: Subject) -> Iterator[str]:
    """Places of passages that name a day themselves, by the letter's print, or by the line that opens their list."""
    assert subject.letter is not None
    is_open = False
    for passage in subject.letter.passages:
        has_day = any(w.names_a_day for w in written(passage.text))
        if has_day:
            is_open = passage.text.rstrip().endswith(":")
        is_printed = subject.stated and passage.where.startswith(_DATED) and " " not in passage.where
        if has_day or is_open or is_printed:
            yield passage.where
