"""The site that a person means by a name: GB, Germany, KSA, 德国."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from kit.errors import Usage
from kit.model import Site


def meant(name: str, sites: Mapping[str, Site]) -> str:
    """The code of the one site that goes by this code or everyday name. Raises Usage with those that come near."""
    found = [code for code, site in sites.items() if _plain(name) in _names(site)]
    if len(found) == 1:
        return found[0]
    raise unknown(name, sites)


def unknown(name: str, sites: Mapping[str, Site]) -> Usage:
    """What is said of a name that is no site's code: the sites that go by it, else those whose names come near, else all."""
    by_name = {known: code for code, site in sites.items() for known in _names(site)}
    shared = [code for code, site in sites.items() if _plain(name) in _names(site)]
    near = shared or list(dict.fromkeys(by_name[known] for known in get_close_matches(_plain(name), by_name, n=3, cutoff=0.6)))
    listed = ", ".join(f"{code} ({sites[code].name})" for code in near or sites)
    return Usage(f"there is no site {name.strip()!r}", [f"{'nearest' if near else 'known'}: {listed}"])


def _names(site: Site) -> set[str]:
    return {_plain(name) for name in _told(site)}


def _told(site: Site) -> Iterable[str]:
    return (site.code, site.name, site.name_zh, *site.called, *site.territory)


def _plain(name: str) -> str:
    """The name without what people write in many ways: K.S.A., saudi_arabia, Viet Nam."""
    return "".join(c for c in name.casefold() if c.isalnum())
