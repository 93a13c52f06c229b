"""Whether a paper's territory takes in the country of a site. Words of English and Chinese letters, own knowledge."""

import re

from kit.model import SitePack

_WORLD = ("worldwide", "world", "global", "globally", "all countries", "全球", "全世界")
_MORE = {  # besides the site's own names
    "UK": ("great britain", "britain", "england", "GB"),
    "US": ("united states of america", "usa", "U.S.", "U.S.A."),
    "AE": ("emirates", "UAE"),
    "SA": ("saudi arabia", "KSA"),
    "VN": ("vietnam",),
}
_REGIONS = {
    ("european union", "EU", "EEA", "欧盟"): ("DE", "FR", "IT", "ES"),
    ("asean", "south-east asia", "southeast asia", "south east asia", "东南亚"): ("ID", "TH", "VN", "PH", "MY", "SG"),
    ("north america", "北美"): ("US", "MX"),
    ("gulf", "GCC"): ("SA", "AE"),
}
_EXCEPT = re.compile(
    r"\b(?:except|exclud\w+|other than|but not|not including|not for|without|apart from|save for)\b|除|不含|不包括", re.IGNORECASE
)


def covers(territory: str, site: SitePack) -> bool:
    """Whether the words take in the site's country and do not leave it out."""
    inside, *outside = _EXCEPT.split(territory)
    names = _names(site)
    is_inside = any(_stands(name, inside) for name in (*names, *_WORLD)) or (not inside.strip() and bool(outside))
    return is_inside and not any(_stands(name, left) for name in names for left in outside)


def _names(site: SitePack) -> tuple[str, ...]:
    regions = (name for names, codes in _REGIONS.items() if site.code in codes for name in names)
    return (site.name, site.name_zh, site.code, *_MORE.get(site.code, ()), *regions)


def _stands(name: str, text: str) -> bool:
    """Whether the name stands there as words; codes in capitals only as written, for “us” is a word too."""
    flags = re.NOFLAG if name.isupper() else re.IGNORECASE
    end = "" if not name[-1].isascii() else r"(?!\w)"
    return re.search(rf"(?<![A-Za-z]){re.escape(name)}{end}", text, flags) is not None
