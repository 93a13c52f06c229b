"""Where a letter without a case goes: the site, the kind of violation and the English that its own words tell."""

import re
from collections import Counter
from functools import cache

from kit.lint.words import pattern
from kit.model import Aim, Letter
from kit.policy import packs

SITES = packs.codes()
"""The codes of all sites."""
SITE_OF = {word: code for code, site in packs.heads().items() for word in site.called}
"""The site that a name means."""
_WORDS = "|".join(sorted(SITE_OF, key=len, reverse=True))
SITE_NAMED = re.compile(
    rf"\bTikTok\sShop\s(?P<a>{_WORDS})\b"
    rf"|\b(?P<b>{_WORDS})\s(?:TikTok\s)?(?:sites?|shops?|stores?|marketplaces?|station|platform|account)\b"
)

KINDS: dict[str, tuple[str, ...]] = {
    "logistics": ("late dispatch", "late shipment*", "dispatch rate", "valid tracking rate", "on-time delivery rate"),
    "certification": (
        "certificate of conformity", "declaration of conformity", "CE marking", "CE certificate*", "UKCA", "test report*",
        "FDA registration", "missing certificate*", "certificate* expired|upload*|missing", "product certificate*|certification",
    ),
    "ip": (
        "counterfeit*", "trademark infringement*", "copyright infringement*", "authenticity", "brand authori*",
        "letter* of authori*", "intellectual property", "authentic",
    ),
    "refunds": ("refund rate", "return rate", "negative review rate", "dispute rate", "return request* not answered"),
    "content": ("misleading claim*", "prohibited product*|good*|item*", "not as described", "exaggerated claim*"),
}  # fmt: skip
"""The words of a kind of violation, by the id of its family."""
KINDLESS = ("deactivation", "listing_removal", "payout_hold", "risk_score")
"""Families that may have any of these causes."""
_ALSO: dict[str, tuple[str, ...]] = {
    "content": ("test report*", "CE certificate*", "product certificate*|certification"),  # a test proves a claim
    "refunds": ("not as described",),  # for that goods come back
}
"""Words of another kind that this one needs."""

_ENGLISH = re.compile(r"\b(?:the|of|and|to|was|were|is|our|we|in|for|that|this|with)\b", re.IGNORECASE)
_LEAST = 0.12  # of the words; own judgement: English prose has over 0.2, the other languages of the sites next to none


@cache
def of_other_kinds(ours: str) -> dict[str, re.Pattern[str]]:
    """The words of every kind of violation but this one."""
    spared = _ALSO.get(ours, ())
    return {kind: pattern(tuple(w for w in words if w not in spared)) for kind, words in KINDS.items() if kind != ours}


def aimed(letter: Letter, *, site: str | None = None, kind: str | None = None, language: str | None = None) -> Aim:
    """What a person said of the letter, and what its words tell of the rest; what they leave open stays None."""
    text = f"{letter.subject}\n{letter.text}"
    read_site, read_kind = site or _site(text), kind or _kind(text)
    spoken = language or _language(text, read_site)
    told = {"site": (site, read_site), "kind": (kind, read_kind), "language": (language, spoken)}
    read = tuple(name for name, (said, found) in told.items() if found and not said)
    return Aim(site=read_site, kind=read_kind, language=spoken, read=read)


def _site(text: str) -> str | None:
    """The one site that the letter addresses, or else the only one that it names as a shop's."""
    named = list(SITE_NAMED.finditer(text))
    addressed = {SITE_OF[n["a"]] for n in named if n["a"]} or {SITE_OF[n["b"]] for n in named}
    return addressed.pop() if len(addressed) == 1 else None


def _kind(text: str) -> str | None:
    """The only kind whose words stand in the letter, if they stand there more than once."""
    words = {kind: pattern(words) for kind, words in KINDS.items()}
    found = Counter({kind: sum(1 for _ in named.finditer(text)) for kind, named in words.items()})
    (kind, count), (_, others) = found.most_common(2)
    return kind if count > 1 and not others else None


def _language(text: str, site: str | None) -> str | None:
    """English as the site writes it, `en` where the site is not known; None for a letter that is not in English."""
    if len(_ENGLISH.findall(text)) < _LEAST * len(text.split()):
        return None
    own = packs.site(site).language if site in packs.codes() else "en"
    return own if own.startswith("en") else "en"
