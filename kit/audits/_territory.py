"""Whether a paper's territory takes in the country of a site. Words of English and Chinese letters, own knowledge."""

import re

from kit.model import SitePack
from kit.policy import packs

_WORLD = ("worldwide", "world", "global", "globally", "all countries", "全球", "全世界")
_EXCEPT = re.compile(
    r"\b(?:except|exclud\w+|other than|but not|not including|not for|without|apart from|save for)\b|除|不含|不包括", re.IGNORECASE
)


def covers(territory: str, site: SitePack) -> bool:
    """Whether the words take in the site's country and do not leave it out."""
    inside, *outside = _EXCEPT.split(territory)
    names = _names(site)
    is_inside = any(_stands(name, inside) for name in (*names, *_WORLD)) or (not inside.strip() and bool(outside))
    return is_inside and not any(_stands(name, left) for name in names for left in outside)


def is_of_site(market: str, site: str) -> bool:
    """Whether a register's market, by code or by name, one or several, takes in the site.

    A paper of one country of the European Union counts for all of it.

    >>> is_of_site("Malaysia", "MY"), is_of_site("GB, IE", "UK"), is_of_site("uk", "UK"), is_of_site("Germany", "FR")
    (True, True, True, True)
    >>> is_of_site("Singapore", "MY"), is_of_site("EU except France", "FR")
    (False, False)
    """
    written = re.sub(r"\b[A-Za-z]{2,3}\b", lambda code: code[0].upper(), market)
    own = packs.site(site)
    if covers(written, own) or _EXCEPT.search(written):
        return covers(written, own)
    union = {code for code, head in packs.heads().items() if head.law == "EU"}
    return site in union and any(covers(written, packs.site(code)) for code in union)


def _names(site: SitePack) -> tuple[str, ...]:
    return (site.name, site.name_zh, site.code, *site.territory)


def _stands(name: str, text: str) -> bool:
    """Whether the name stands there as words; codes in capitals only as written, for “us” is a word too."""
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE
    end = "" if not name[-1].isascii() else r"(?!\w)"
    return re.search(rf"(?<![A-Za-z]){re.escape(name)}{end}", text, flags) is not None
