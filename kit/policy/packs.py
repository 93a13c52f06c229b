"""The packs on disk: each YAML file read once, checked as a whole, found by its name."""

import re
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeVar

from kit.errors import BadFile, Usage
from kit.model import EvidenceAsk, Fact, Family, Profile, Record, Site, SiteAsks, SitePack
from kit.paths import POLICY
from kit.policy import site_names
from kit.tools import yaml_text

R = TypeVar("R", bound=Record)


def sites(folder: Path = POLICY) -> dict[str, SitePack]:
    """Every site pack by its code: UK, US."""
    return {name.upper(): site(name, folder) for name in _names(folder / "sites")}


def heads(folder: Path = POLICY) -> dict[str, Site]:
    """What every site is, by its code, without its facts: a tenth of the time."""
    return {name.upper(): _head(folder / "sites" / f"{name}.yaml") for name in _names(folder / "sites")}


def site_asks(folder: Path = POLICY) -> SiteAsks:
    """What every site is asked, by topic."""
    return yaml_text.read(SiteAsks, folder / "site_asks.yaml")


def codes(folder: Path = POLICY) -> tuple[str, ...]:
    """The codes of the sites that have a pack, without reading them."""
    return tuple(name.upper() for name in _names(folder / "sites"))


def profiles(folder: Path = POLICY) -> dict[str, Profile]:
    """Every profile by its id: official, seed."""
    return {name: profile(name, folder) for name in _names(folder / "profiles")}


def families(folder: Path = POLICY) -> dict[str, Family]:
    """Every family of violations by its id: logistics."""
    return {name: family(name, folder) for name in _names(folder / "families")}


def site(code: str, folder: Path = POLICY) -> SitePack:
    """The pack of one site; an unknown code is a `Usage` error that names the nearest."""
    if code.lower() not in _names(folder / "sites"):
        raise site_names.unknown(code, heads(folder))
    return _site(folder / "sites" / f"{code.lower()}.yaml")


def meant(name: str, folder: Path = POLICY) -> str:
    """The code of the site that a person means by a code or an everyday name; Usage where that is none or several.

    >>> meant("uk"), meant("GB"), meant("Germany"), meant("K.S.A."), meant("泰国")
    ('UK', 'UK', 'DE', 'SA', 'TH')
    """
    code = name.strip().upper()
    return code if code in codes(folder) else site_names.meant(name, heads(folder))


def profile(profile_id: str, folder: Path = POLICY) -> Profile:
    """The profile of that id; an unknown one is a `Usage` error that names the nearest."""
    return _profile(_file(folder / "profiles", profile_id, "profile"))


def family(family_id: str, folder: Path = POLICY) -> Family:
    """The family of that id; an unknown one is a `Usage` error that names the nearest."""
    return _family(_file(folder / "families", family_id, "family"))


def asks(pack: Family, *, site: str, stance: str, is_repeat: bool = False) -> tuple[EvidenceAsk, ...]:
    """What the family asks for on a site and stance, required first; a repeated violation is asked for more."""
    meant = [a for a in pack.evidence if a.holds(site, stance, is_repeat=is_repeat)]
    return tuple(sorted(meant, key=lambda a: not a.is_required(is_repeat=is_repeat)))


def _names(folder: Path) -> list[str]:
    return sorted(p.stem for p in folder.glob("*.yaml"))


def _file(folder: Path, name: str, what: str) -> Path:
    known = _names(folder)
    if name in known:
        return folder / f"{name}.yaml"
    near = get_close_matches(name, known, n=3, cutoff=0.5) or known
    raise Usage(
        f"there is no {what} {name!r}",
        [f"nearest: {', '.join(near) or 'none'}", f"a new one is one file: {folder.name}/{name}.yaml"],
    )


@cache
def _site(path: Path) -> SitePack:
    pack = yaml_text.read(SitePack, path)
    _refuse(path, [*_misnamed(path, pack.code.lower()), *_faults(pack.facts)])
    return pack


@cache
def _head(path: Path) -> Site:
    """The part before the facts."""
    text = path.read_text(encoding="utf-8")
    found = yaml_text.read(Site, path, re.split(r"(?m)^facts:", text)[0])
    _refuse(path, _misnamed(path, found.code.lower()))
    return found


@cache
def _profile(path: Path) -> Profile:
    pack = yaml_text.read(Profile, path)
    _refuse(path, [*_misnamed(path, pack.id), *_faults(pack.facts)])
    return pack


@cache
def _family(path: Path) -> Family:
    pack = yaml_text.read(Family, path)
    ids = {
        "questions": [q.id for q in pack.questions],
        "evidence": [e.id for e in pack.evidence],
        "patterns": [p.id for p in pack.patterns],
    }
    repeated = [
        f"{name}: the id {i!r} stands twice" for name in ids for i in sorted({i for i in ids[name] if ids[name].count(i) > 1})
    ]
    untested = [f"patterns.{p.id}: give either test or why_not" for p in pack.patterns if (p.test is None) == (p.why_not is None)]
    _refuse(path, [*_misnamed(path, pack.id), *repeated, *untested])
    return pack


def _refuse(path: Path, problems: list[str]) -> None:
    if problems:
        raise BadFile(path, problems)


def _misnamed(path: Path, name: str) -> list[str]:
    return [] if path.stem == name else [f"names itself {name!r}: call the file {name}.yaml"]


def _faults(facts: tuple[Fact, ...]) -> list[str]:
    """One line for each fact without a source, or that holds beside another of its id for the same cases."""
    found = [f"facts.{f.id}: names no source" for f in facts if not f.source and f.grade != "own_knowledge"]
    found += [
        f"facts.{f.id}: says official but not on which day it was seen" for f in facts if f.grade == "official" and not f.seen
    ]
    by_id: dict[str, list[Fact]] = {}
    for fact in facts:
        by_id.setdefault(fact.id, []).append(fact)
    for same in by_id.values():
        found += [f"facts.{a.id}: two values hold for the same case and day" for a, b in combinations(same, 2) if _clash(a, b)]
    return found


def _clash(a: Fact, b: Fact) -> bool:
    alike = (a.seller_type, a.fulfilment) == (b.seller_type, b.fulfilment)
    shared = not a.sites or not b.sites or set(a.sites) & set(b.sites)
    return bool(alike and shared and _overlap(a, b))


def _overlap(a: Fact, b: Fact) -> bool:
    start = max(a.valid_from or date.min, b.valid_from or date.min)
    return start <= min(a.valid_to or date.max, b.valid_to or date.max)
