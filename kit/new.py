"""A new case folder from the few answers that matter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kit import policy
from kit.case import DATA_FOLDERS, open_case
from kit.errors import BadFile, Usage
from kit.model import Seller, client_id
from kit.paths import PACKAGE
from kit.tools import yaml_text
from kit.tools.atomic import making, write_text

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
    received: str
    deadline: str  # "" if the notice names none
    legal_name: str
    shop_code: str
    shop_name: str
    seller_type: str
    clock: str = ""  # of times without an offset: site, or a zone such as Asia/Shanghai; never taken for granted
    client: str | None = None  # id of the client.yaml above, which states the seller; None: the case states it


SELLER = ("legal_name", "shop_code", "shop_name", "seller_type")
"""The answers that a client.yaml above the case gives."""


def client_above(folder: Path) -> Seller | None:
    """The client whose folder the case is made in, or None."""
    path = folder.resolve().parent / "client.yaml"
    return yaml_text.read(Seller, path) if path.is_file() else None


def of_client(client: Seller, site: str, given: Mapping[str, str | None]) -> dict[str, str]:
    """What client.yaml answers of seller and shop; raises Usage where the site has no shop, several, or something else was said."""
    there = [shop for shop in client.shops if shop.site == site.upper()]
    code = given.get("shop_code")
    found = [shop for shop in there if code in {None, shop.code}]
    if len(found) != 1:
        known = [f"--shop-code {shop.code}  # {shop.name}" for shop in there]
        ask = [f"add it under shops: in client.yaml: {{code: …, name: …, site: {site.upper()}, seller_type: …}}"]
        raise Usage(
            f"which shop of {client.legal_name} on {site.upper()}?"
            if there
            else f"{client.legal_name} has no shop on {site.upper()}",
            known or ask,
        )
    (shop,) = found
    told = {"legal_name": client.legal_name, "shop_code": shop.code, "shop_name": shop.name, "seller_type": shop.seller_type}
    if wrong := [name for name, value in told.items() if given.get(name) not in {None, value}]:
        said = [f"--{name.replace('_', '-')} {given[name]!r}: client.yaml says {told[name]!r}" for name in wrong]
        raise Usage(
            "client.yaml above states the seller; nothing was made", [*said, "leave these answers out, or correct client.yaml"]
        )
    return told


def choices() -> dict[str, tuple[str, ...]]:
    """What may be answered, where there is a list of it."""
    return {
        "ticket": ("pending", "enforced"),
        "route": ("correction", "appeal"),
        "stance": ("plan", "dispute"),
        "site": policy.codes(),
        "family": tuple(policy.families()),
        "seller_type": ("local", "cross_border"),
    }


def folder_name(answers: Answers) -> str:
    """Site, family and violation as the name of a folder."""
    return slug(f"{answers.site}-{answers.family}-{answers.violation_id}")


def make_case(folder: Path, answers: Answers, *, today: date) -> None:
    """Make the folder, whole or not at all. Raises Usage when it is there already or an answer does not fit."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Usage(f"{folder} is there already", ["name another folder; nothing was changed"])
    try:
        with making(folder) as part:
            for name in (*DATA_FOLDERS, "evidence"):
                (part / name).mkdir()
            text = yaml_text.dump(_document(answers, _case_id(folder.resolve().name, answers), today))
            write_text(part / "case.yaml", _of_client(text, answers.client) if answers.client else text)
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
    times = said_times(answers.received, answers.deadline, answers.clock, _zone(answers.site))
    case = yaml_text.load(_SKELETON)
    seller, shop, violation = case["seller"], case["seller"]["shops"][0], case["violation"]
    _put(case, id=case_id, shop=answers.shop_code, route=answers.route, stance=answers.stance, attempt=answers.attempt)
    _put(seller, id=client_id(answers.legal_name), legal_name=answers.legal_name)
    _put(shop, code=answers.shop_code, name=answers.shop_name, site=answers.site, seller_type=answers.seller_type)
    _put(violation, id=answers.violation_id, family=answers.family, site=answers.site, title=answers.title, ticket=answers.ticket)
    _put(violation, received=times["received"])
    if answers.deadline:
        _put(violation, deadline=times["deadline"])
    else:
        del violation["deadline"]
    _put(case["letter"], date=today.isoformat())
    return case


def _of_client(text: str, client: str) -> str:
    """The file with the client's id in place of the seller and of all that is said about it."""
    return re.sub(
        r"^seller:\n.*?(?=^shop:)",
        lambda _: f"client: {client} # seller, shops and people: ../client.yaml\n",
        text,
        flags=re.MULTILINE | re.DOTALL,
    )


def _put(mapping: Any, **values: str) -> None:
    """Replace values, quoted where the skeleton quotes: an id is text, also for a person who reads it."""
    for key, value in values.items():
        mapping[key] = type(mapping[key])(value)


def _zone(site: str) -> ZoneInfo:
    known = policy.heads()
    if site not in known:
        raise Usage(f"site {site}: not known", [f"known: {', '.join(known)}"])
    return ZoneInfo(known[site].calendar.zone)


def has_clock(text: str) -> bool:
    """Whether a time says its own offset. Raises Usage for what is no time."""
    return _read(text, "time").tzinfo is not None


def said_times(received: str, deadline: str, clock: str, site: ZoneInfo) -> dict[str, str]:
    """The notice's times with their offsets; raises Usage where nobody said which clock they show."""
    told = {name: text for name, text in (("received", received), ("deadline", deadline)) if text}
    bare = [f"{name} {text!r}" for name, text in told.items() if _read(text, name).tzinfo is None]
    if bare and not clock:
        raise Usage(
            f"which clock do these times show: {', '.join(bare)}?",
            [
                f"--clock site  # {site.key}",
                "--clock Asia/Shanghai  # or another zone",
                "or write the offset: 2026-06-09 10:12+08:00",
            ],
        )
    zone = site if clock.lower() in {"", "site"} else zone_named(clock)
    return {name: site_time(text, zone, name) for name, text in told.items()}


_ZONES = dict.fromkeys(("北京时间", "中国时间", "beijing", "beijing time", "china"), "Asia/Shanghai")  # as people say it


def zone_named(clock: str) -> ZoneInfo:
    """The zone as a person says it; raises Usage with what to answer where there is none."""
    try:
        return ZoneInfo(_ZONES.get(clock.strip().casefold(), clock.strip()))
    except (KeyError, ValueError, OSError):
        raise Usage(
            f"--clock {clock!r}: there is no such zone", ["answer site, 北京时间, or a zone such as Asia/Shanghai"]
        ) from None


def site_time(text: str, zone: ZoneInfo, name: str) -> str:
    """The site's local time with its offset, so that the file says which instant is meant."""
    moment = _read(text, name)
    return (moment if moment.tzinfo else _local(moment, zone, name)).isoformat(timespec="minutes")


def _read(text: str, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise Usage(f"{name}: {text!r} is not a time", ["write it as 2026-06-09 10:12"]) from None
    if len(text.strip()) <= len("2026-06-09"):
        raise Usage(f"{name}: {text!r} has no time of day", ["write it as 2026-06-09 10:12"])
    return moment


def _local(moment: datetime, zone: ZoneInfo, name: str) -> datetime:
    """The moment at the site; a time that the clock skips or shows twice there is asked for with its offset."""
    early, late = (moment.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if early.utcoffset() != late.utcoffset():
        offsets = " or ".join(f"{m:%Y-%m-%d %H:%M%z}" for m in (early, late))
        raise Usage(f"{name}: the clocks change at that time in {zone.key}", [f"write the offset too: {offsets}"])
    return early


def _case_id(name: str, answers: Answers) -> str:
    return slug(name) or folder_name(answers)


def slug(text: str) -> str:
    """The text as the name of a folder: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:80]
