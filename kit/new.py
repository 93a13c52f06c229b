"""A new case folder from the few answers that matter."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kit import policy
from kit.case import DATA_FOLDERS, open_case
from kit.errors import BadFile, Usage
from kit.paths import PACKAGE
from kit.tools import yaml_text
from kit.tools.atomic import making

_SKELETON = PACKAGE / "new_case.yaml"
_NOT_EMPTY = "must not be empty"
_WANTED = {  # key in case.yaml: the answer that stands there, and what is accepted, in words
    "violation.id": (
        "violation_id",
        "write 3 to 64 letters, digits, dots, hyphens or underscores, beginning with a letter or digit",
    ),
    "violation.ticket": ("ticket", "answer pending or enforced"),
    "violation.family": ("family", "write the name of a kind of violation, such as logistics"),
    "violation.site": ("site", "write the two letters of a site, such as UK"),
    "violation.title": ("title", _NOT_EMPTY),
    "violation.received": ("received", "write it as 2026-06-09 10:12"),
    "violation.deadline": ("deadline", "write it as 2026-07-09 23:59"),
    "route": ("route", "answer correction or appeal"),
    "stance": ("stance", "answer plan or dispute"),
    "attempt": ("attempt", "write a whole number, 1 or more"),
    "shop": ("shop_code", _NOT_EMPTY),
    "seller.legal_name": ("legal_name", _NOT_EMPTY),
    "seller.shops.0.code": ("shop_code", _NOT_EMPTY),
    "seller.shops.0.name": ("shop_name", _NOT_EMPTY),
    "seller.shops.0.site": ("site", "write the two letters of a site, such as UK"),
    "seller.shops.0.seller_type": ("seller_type", "answer local or cross_border"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person answers, as typed; ticket status, route, stance and attempt come first."""

    ticket: str
    route: str
    stance: str
    attempt: str
    site: str
    family: str
    violation_id: str
    title: str
    received: str  # local time of the site
    deadline: str  # likewise; "" if the notice names none
    legal_name: str
    shop_code: str
    shop_name: str
    seller_type: str


def choices() -> dict[str, tuple[str, ...]]:
    """What may be answered, where there is a list of it."""
    return {
        "ticket": ("pending", "enforced"),
        "route": ("correction", "appeal"),
        "stance": ("plan", "dispute"),
        "site": tuple(policy.sites()),
        "family": tuple(policy.families()),
        "seller_type": ("local", "cross_border"),
    }


def folder_name(answers: Answers) -> str:
    """Site, family and violation as the name of a folder."""
    return _slug(f"{answers.site}-{answers.family}-{answers.violation_id}")


def make_case(folder: Path, answers: Answers, *, today: date) -> None:
    """Make the folder, whole or not at all. Raises Usage when it is there already or an answer does not fit."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Usage(f"{folder} is there already", ["name another folder; nothing was changed"])
    try:
        with making(folder) as part:
            for name in (*DATA_FOLDERS, "evidence"):
                (part / name).mkdir()
            yaml_text.write(part / "case.yaml", _document(answers, _case_id(folder.resolve().name, answers), today))
            open_case(part)
    except BadFile as error:
        said = dict.fromkeys(_as_answer(problem, answers) for problem in error.problems)
        raise Usage("an answer does not fit; nothing was made", said) from None


def _as_answer(problem: str, answers: Answers) -> str:
    """A problem of the file as one of the answer that stands there: the file is gone, and no person wrote its lines."""
    found = re.fullmatch(r"(?:line \d+: )?([\w.]+): (.*)", problem, re.DOTALL)
    if found is None or found[1] not in _WANTED:
        return problem if found is None else f"{found[1]}: {found[2]}"
    name, wanted = _WANTED[found[1]]
    return f"--{name.replace('_', '-')} {getattr(answers, name)!r}: {wanted}"


def _document(answers: Answers, case_id: str, today: date) -> Any:
    """The commented skeleton with the answers in their places."""
    zone = _zone(answers.site)
    case = yaml_text.load(_SKELETON)
    seller, shop, violation = case["seller"], case["seller"]["shops"][0], case["violation"]
    _put(case, id=case_id, shop=answers.shop_code, route=answers.route, stance=answers.stance, attempt=answers.attempt)
    _put(seller, id=_slug(answers.legal_name) or "seller", legal_name=answers.legal_name)
    _put(shop, code=answers.shop_code, name=answers.shop_name, site=answers.site, seller_type=answers.seller_type)
    _put(violation, id=answers.violation_id, family=answers.family, site=answers.site, title=answers.title, ticket=answers.ticket)
    _put(violation, received=_at(answers.received, zone, "received"))
    if answers.deadline:
        _put(violation, deadline=_at(answers.deadline, zone, "deadline"))
    else:
        del violation["deadline"]
    _put(case["letter"], date=today.isoformat())
    return case


def _put(mapping: Any, **values: str) -> None:
    """Replace values, quoted where the skeleton quotes: an id is text, also for a person who reads it."""
    for key, value in values.items():
        mapping[key] = type(mapping[key])(value)


def _zone(site: str) -> ZoneInfo:
    known = policy.sites()
    if site not in known:
        raise Usage(f"site {site}: not known", [f"known: {', '.join(known)}"])
    return ZoneInfo(known[site].calendar.zone)


def _at(text: str, zone: ZoneInfo, name: str) -> str:
    """The site's local time with its offset, so that the file says which instant is meant."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Usage(f"{name}: {text!r} is not a time", ["write it as 2026-06-09 10:12"]) from None
    if len(text.strip()) <= len("2026-06-09"):
        raise Usage(f"{name}: {text!r} has no time of day", ["write it as 2026-06-09 10:12"])
    return (moment if moment.tzinfo else _local(moment, zone, name)).isoformat(timespec="minutes")


def _local(moment: datetime, zone: ZoneInfo, name: str) -> datetime:
    """The moment at the site; a time that the clock skips or shows twice there is asked for with its offset."""
    early, late = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        offsets = " or ".join(f"{m:%Y-%m-%d %H:%M%z}" for m in (early, late))
        raise Usage(f"{name}: the clocks change at that time in {zone.key}", [f"write the offset too: {offsets}"])
    return early


def _case_id(name: str, answers: Answers) -> str:
    return _slug(name) or folder_name(answers)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]
