"""One case of a portfolio: what its person states, and the files that its client sent."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kit import policy
from kit.demo.portfolio import papers
from kit.demo.portfolio.clients import Client
from kit.demo.portfolio.exported import Plan, export, held
from kit.demo.portfolio.situation import Words, situation

_FIRST_NOTICE = date(2026, 6, 9)  # a Tuesday
_LETTER, _DEADLINE = 19, 30  # days after the notice
_TOWNS = {
    "UK": ("Daventry", "Corby"), "US": ("Reno", "Joliet"), "ID": ("Bekasi", "Cikarang"), "TH": ("Bang Phli", "Nonthaburi"),
    "VN": ("Di An", "Bac Ninh"), "PH": ("Pasig", "Cabuyao"), "MY": ("Shah Alam", "Klang"), "SG": ("Tuas", "Jurong"),
    "JP": ("Ichikawa", "Kasukabe"), "MX": ("Tepotzotlan", "Toluca"),
    "AE": ("Jebel Ali", "Al Quoz"), "SA": ("Riyadh", "Dammam"), "DE": ("Kamen", "Bad Hersfeld"), "FR": ("Lesquin", "Saran"),
    "IT": ("Piacenza", "Novara"), "ES": ("Coslada", "Getafe"),
}  # fmt: skip
_CARRIERS = ("Northway Parcels", "Calder Express", "Fenland Post", "Ridgeline Freight", "Wharfe Couriers", "Severn Express")
_TOOLS = ("Packwell", "Stockbird", "Dispatchly", "Shelfline")
_MAKERS = ("Jinyuan Works", "Dalin Factory", "Weidun Workshop", "Haoda Manufacturing", "Sanhe Industries")
_BRANDS = ("Brenvale", "Tarnholt", "Ostermoor", "Quillby", "Larkfell", "Domeris", "Vantorre")
_LABS = ("Ruiyan Testing Laboratory", "Hengce Testing Laboratory", "Linden Test House", "Coastal Test House")
_CLAIMS = (
    "Stays clean for a whole season",
    "Keeps its shape for years of use",
    "Does not fade in the sun",
    "Softer after each wash",
    "Dries within an hour",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Which case: the client, the site and the situation, with a number that no other case of the portfolio has."""

    number: int
    seed: int
    client: Client
    site: str
    situation: str

    @property
    def folder(self) -> str:
        """Below the client's."""
        return f"{self.site.lower()}-{self.situation.replace('_', '-')}"

    @property
    def notice(self) -> date:
        """The day on which the notice came."""
        return _FIRST_NOTICE + timedelta(weeks=(self.number * 5) % 17)

    @property
    def family(self) -> str:
        """Of the violation."""
        return str(situation(self.situation)["family"])

    @property
    def violation(self) -> str:
        """Its number."""
        return str(75 * 10**14 + (self.number + 1) * 6_049_302_193_711 % 10**14)


def made(subject: Subject) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What `case.yaml` states, and each file by its path in the case folder."""
    chance = Random(f"case {subject.seed} {subject.number}")  # noqa: S311 - a seeded example, not a secret
    words = _words(subject, chance)
    told = words.filled(situation(subject.situation))
    shown = told["papers"]
    files = {_file(paper): _content(paper, words) for paper in shown if "inbox" not in paper}
    files |= {f"records/{name}": _table(rows) for name, rows in told.get("records", {}).items()}
    stated = _head(subject, told)
    if "orders" in told:
        name, content, late, hint = _export(subject, words, told["orders"])
        files[name] = content
        stated["data"] = {"orders": [hint]}
        if "named" in told:
            stated["violation"]["orders"] = list(late)
    if "held" in told:
        name = f"finance/unsettled_orders_{subject.notice + timedelta(days=_LETTER)}.csv"
        files[name] = held(subject.site, f"held {subject.seed} {subject.number}", subject.notice)
        stated["data"] = {"finance": [_hint(subject, name)]}
    stated |= {
        key: told[key] for key in ("metrics", "root_causes", "corrective", "preventive", "put_right", "dispute") if key in told
    }
    stated["evidence"] = [*map(_item, shown), *_drawn(told.get("made", {}))]
    return stated, files


def _words(subject: Subject, chance: Random) -> Words:
    client, site = subject.client, policy.site(subject.site)
    van = datetime.combine(subject.notice, time(chance.randrange(13, 17), chance.choice((0, 15, 30, 45))))
    values = {
        "violation": subject.violation,
        "seller": client.seller,
        "shop": client.shop_name(subject.site),
        "shop_code": client.shop_code(subject.site),
        "goods": client.goods,
        "sku1": f"{client.mark}-{chance.randrange(100, 500)}",
        "sku2": f"{client.mark}-{chance.randrange(500, 999)}",
        "former": f"{client.shop} Trading",
        "manager": client.manager,
        "planner": client.planner,
        "planner_title": client.planner_title,
        "country": site.name,
        "town": chance.choice(_TOWNS.get(subject.site, (site.name,))),
        "carrier": chance.choice(_CARRIERS),
        "tool": chance.choice(_TOOLS),
        "maker": chance.choice(_MAKERS),
        "brand": chance.choice(_BRANDS),
        "lab": chance.choice(_LABS),
        "claim": chance.choice(_CLAIMS),
        "code": f"{client.mark}{chance.randrange(10_000, 99_999)}",
        "mark_number": str(chance.randrange(10**6, 10**7)),
        "units": str(chance.randrange(120, 900)),
        "failed": str(chance.randrange(6, 15)),
        "van": f"{van:%H:%M}",
        "cutoff": f"{van + timedelta(minutes=90):%H:%M}",
        "cutoff_new": f"{van - timedelta(minutes=75):%H:%M}",
        "clock": f"{chance.randrange(9, 18):02}:{chance.randrange(60):02}",
        "received": f"{chance.randrange(9, 17):02}:{chance.randrange(60):02}",
    }
    return Words(values=values, notice=subject.notice, style=site.date_style, chance=chance)


def _head(subject: Subject, told: Mapping[str, Any]) -> dict[str, Any]:
    """All but causes, measures and evidence."""
    zone, notice = ZoneInfo(policy.site(subject.site).calendar.zone), subject.notice
    last = notice + timedelta(days=_DEADLINE)
    received = told["papers"][0]["facts"]["received"].rsplit(" ", 1)[-1]
    violation: dict[str, Any] = {
        "id": subject.violation,
        "family": told["family"],
        "site": subject.site,
        "title": told["title"],
        "ticket": "enforced",
        "received": datetime.combine(notice, time.fromisoformat(received), zone).isoformat(timespec="minutes"),
        "deadline": datetime.combine(last, time(23, 59), zone).isoformat(timespec="minutes"),
        "enforcement": told["enforcement"],
    }
    if "window" in told:
        days = {"start": notice - timedelta(days=28), "end": notice - timedelta(days=1)}
        violation["window"] = {name: day.isoformat() for name, day in days.items()}
    if "skus" in told:
        violation["skus"] = told["papers"][0]["facts"]["skus"].split(", ")
    return {
        "id": f"{subject.folder}-{subject.number:03}",
        "client": subject.client.id,
        "shop": subject.client.shop_code(subject.site),
        "violation": violation,
        "route": "appeal",
        "stance": told["stance"],
        "attempt": "1",
        "profile": "seed",
        "fulfilment": "seller",
        "letter": {
            "date": (notice + timedelta(days=_LETTER)).isoformat(),
            "signer": "manager",
            "summary": told["letter"],
        },
    }


def _export(subject: Subject, words: Words, late: Any) -> tuple[str, bytes, tuple[str, ...], dict[str, str]]:
    """Name and bytes of the order export, the orders that were late, and when it was exported."""
    values, notice = words.values, subject.notice
    last = notice + timedelta(days=_LETTER - 1)
    first = notice - timedelta(days=42)
    content, ids = export(
        Plan(
            site=subject.site,
            seed=f"orders {subject.seed} {subject.number}",
            late=late,
            notice=notice,
            first=first,
            last=last,
            town=values["town"],
            carrier=values["carrier"],
            skus=(values["sku1"], values["sku2"]),
        )
    )
    name = f"orders/orders_{first}_to_{last}.csv"
    return name, content, ids, _hint(subject, name)


def _hint(subject: Subject, name: str) -> dict[str, str]:
    """What the case says of an export: it is of the letter's morning."""
    day = subject.notice + timedelta(days=_LETTER)
    at = datetime.combine(day, time(8), ZoneInfo(policy.site(subject.site).calendar.zone))
    return {"file": name, "exported": at.isoformat(timespec="minutes")}


def _item(paper: Mapping[str, Any]) -> dict[str, Any]:
    """A paper as `evidence` names it."""
    item = {"id": paper["id"], "file": _file(paper), "kind": paper["kind"], "caption": paper["title"], "shows": paper["shows"]}
    return item | {key: paper[key] for key in ("use", "facts") if key in paper}


def _drawn(exhibits: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """The exhibits that the kit makes of the data."""
    return [{"id": name, "made": made, "kind": kind, "caption": caption} for name, (made, kind, caption) in exhibits.items()]


def _table(rows: Sequence[Sequence[str]]) -> bytes:
    """A record beside the case, as a spreadsheet saves it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _file(paper: Mapping[str, Any]) -> str:
    return "../inbox/business-licence.pdf" if "inbox" in paper else f"evidence/{paper['id'].replace('_', '-')}.{paper['as']}"


def _content(paper: Mapping[str, Any], words: Words) -> bytes:
    draw = papers.screen if paper["as"] == "png" else papers.paper
    return draw(paper["title"], words.said(int(paper["day"])), paper["lines"])
