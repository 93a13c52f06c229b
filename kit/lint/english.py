"""The letter's English, held against a grammar checker where one is installed; the case's own words are no slips."""

import re
from collections.abc import Iterator

from kit.model import Case, Letter, Passage, Seller, Slip
from kit.tools import grammar

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_WORD = re.compile(r"[\d@/_]|[A-Z].*[A-Z]")  # ids, codes, addresses


def slips(letter: Letter, language: str, case: Case | None = None, seller: Seller | None = None) -> tuple[Slip, ...] | None:
    """Each slip of the letter in reading order; None where nothing here can tell."""
    if not grammar.has_checker():
        return None
    spoken = language if language in grammar.LANGUAGES else grammar.LANGUAGES[-1]
    own = frozenset(_own_words(case, seller))
    return tuple(slip for passage in letter.passages for slip in _of(passage, spoken, own))


def _of(passage: Passage, language: str, own: frozenset[str]) -> Iterator[Slip]:
    for found in grammar.slips(passage.text, language):
        quote = passage.text[found.start : found.end]
        if any(t.start < found.end and found.start < t.end for t in passage.traces):
            continue  # a figure or a name that a placeholder printed
        if found.is_spelling and (_is_known(quote, own) or _is_name(passage.text, found.start)):
            continue
        yield Slip(where=passage.where, start=found.start, end=found.end, quote=quote, says=found.says, instead=found.instead)


def _is_known(word: str, own: frozenset[str]) -> bool:
    """Words of the case, ids and codes. Which English a site writes, another rule asks (G601)."""
    return word.casefold() in own or bool(_NO_WORD.search(word)) or _is_spelt_abroad(word)


def _is_spelt_abroad(word: str) -> bool:
    """British spellings, of which the engine's dictionary is not told apart by language."""
    return bool(re.search(r"(?:is(?:e|es|ed|ing|ation|ations)|our|ours|oured|lled|lling|tre|ogue|ence)$", word))


def _is_name(text: str, at: int) -> bool:
    """Whether a word with a capital stands within a sentence."""
    before = text[:at].rstrip()
    return text[at].isupper() and bool(before) and before[-1] not in '.!?:“"\n'


def _own_words(case: Case | None, seller: Seller | None) -> Iterator[str]:
    said = (
        []
        if case is None
        else [case.violation.title, *(v for e in case.evidence for _, v in e.facts), *(e.caption.en for e in case.evidence)]
    )
    said += (
        []
        if seller is None
        else [seller.legal_name, *(s.name for s in seller.shops), *(f"{p.name} {p.title}" for p in seller.people)]
    )
    yield from (word.casefold() for text in said for word in _WORD.findall(text))
