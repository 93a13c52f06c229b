"""A phrase in another form: singular or plural, another ending of the verb, -ise for -ize, its words in another order.

English endings only, and few of them: what is found this way is shown to a person beside the phrase and proves nothing alone.
"""

import re
from functools import cache

_WORD = re.compile(r"\d+(?:[.,]\d+)*\s?%?|[^\W\d_]+")
_SMALL = frozenset(
    "a an and any are as at be both by for from has have in is it its of on or our that the their these this to was were with you your".split()
)  # they tell no claim from another
_BRITISH = re.compile(r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")
_PARTS = re.compile(r"[.!?;:|。！？；](?:\s|$)|[。！？；]")  # between sentences; a line may break within one
_BEGINS = 3  # letters that all forms of a word share


@cache
def bases(word: str) -> frozenset[str]:
    """The words of which this may be a form, itself among them.

    >>> sorted(bases("allergies") & bases("allergy")), sorted(bases("sterilisation") & bases("sterilizes"))
    (['allergy'], ['sterilize'])
    >>> bases("cares") & bases("cars"), bases("curing") & bases("cures") & bases("cure")
    (frozenset(), frozenset({'cure'}))
    """
    low = word.lower()
    if not low.isalpha() or len(low) <= _BEGINS:
        return frozenset({low})
    low = _BRITISH.sub("iz", low) if len(low) > 5 else low
    found = {low}
    if low.endswith("s") and not low.endswith(("ss", "us")):
        found.add(low[:-1])
    if low.endswith("es") and re.search(r"(?:[sxzo]|ch|sh)es$", low):
        found.add(low[:-2])
    if low.endswith(("ies", "ied")):
        found.add(low[:-3] + "y")
    for ending in ("ing", "ed"):
        if low.endswith(ending):
            found |= _without(low[: -len(ending)])
    if noun := re.match(r"(.+iz)ations?$", low):
        found.add(noun[1] + "e")
    return frozenset(found)


def _without(stem: str) -> set[str]:
    """What stood before -ing or -ed: clean, cure, mop."""
    if not re.search("[aeiouy]", stem):
        return set()
    if re.search(r"([bdgkmnprt])\1$", stem):
        return {stem, stem[:-1]}
    is_short = re.fullmatch(r"[^aeiouy]{0,3}[aeiouy][^aeiouywx]", stem) is not None  # its last letter would be doubled
    return {stem + "e"} if is_short else {stem, stem + "e"}


def alike(text: str, phrase: str) -> re.Match[str] | None:
    """The shortest place of one sentence that holds every word of the phrase in some form and any order, few others among them.

    >>> [bool(alike(t, "relieves asthma and allergies")) for t in ("Relieve allergy or asthma.", "It relieves. For asthma and allergies")]
    [True, False]
    >>> alike("Kills 99% of mites", "kills 99.9% of mites") is None
    True
    """
    said = [found[0] for found in _WORD.finditer(phrase)]
    wanted = tuple(dict.fromkeys(_plain(word) for word in said if _plain(word) not in _SMALL))
    low = text.lower()
    if not wanted or any(word[:_BEGINS] not in low for word in wanted if word.isalpha()):
        return None
    words = list(_WORD.finditer(text))
    forms = [bases(word) for word in wanted]
    held = [{n for n, form in enumerate(forms) if form & bases(_plain(found[0]))} for found in words]
    most = len(said) + len(wanted) - 1
    for length in range(len(wanted), most + 1):
        for first in range(len(words) - length + 1):
            if not held[first] or len(set().union(*held[first : first + length])) < len(wanted):
                continue
            start, end = words[first].start(), words[first + length - 1].end()
            if not _PARTS.search(text, start, end):
                return re.compile(r".+", re.DOTALL).match(text, start, end)
    return None


def _plain(word: str) -> str:
    return re.sub(r"\s", "", word).lower()
