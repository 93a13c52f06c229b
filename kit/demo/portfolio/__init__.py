"""A practice's portfolio to play with and to measure by: clients with their shops, a case for each violation, some of them broken."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from kit import policy
from kit.demo.portfolio import papers, readme
from kit.demo.portfolio.case import made
from kit.demo.portfolio.clients import Client
from kit.demo.portfolio.plan import Planned, planned
from kit.tools import yaml_text
from kit.tools.atomic import write_bytes

SEED = 20261122
Progress = Callable[[int, int, str], None]
_STATED = "# One case about one violation. All names, ids and figures here are invented.\n"

__all__ = ["SEED", "Planned", "make", "planned", "write"]


def make(count: int, out: Path, *, seed: int = SEED, progress: Progress | None = None) -> tuple[Path, ...]:
    """Write so many cases below `out`, by client, and a README that names the broken ones; gives the case folders."""
    return write(planned(count, seed), out, progress=progress)


def write(cases: Sequence[Planned], out: Path, *, progress: Progress | None = None) -> tuple[Path, ...]:
    """Write these cases of a portfolio, in its order, and their README; gives the case folders."""
    for name, content in _files(cases, progress or (lambda *_: None)):
        write_bytes(out / name, content)
    write_bytes(out / "README.md", readme.text(cases).encode())
    return tuple(out / case.path for case in cases)


def _files(cases: Sequence[Planned], progress: Progress) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file."""
    done = 0
    for who, own in groupby(cases, key=lambda case: case.subject.client):
        listed = tuple(own)
        yield from _of_client(who, listed[0].subject.site)
        for case in listed:
            progress(done, len(cases), case.path)
            done += 1
            yield from ((f"{case.path}/{name}", content) for name, content in _of_case(case))


def _of_client(who: Client, site: str) -> Iterator[tuple[str, bytes]]:
    """The client's own files; a local firm has a shop on its site only."""
    shops = [
        {"code": who.shop_code(code), "name": who.shop_name(code), "site": code, "seller_type": who.seller_type}
        for code in ([site] if who.is_local else policy.codes())
    ]
    people = [
        {
            "id": "manager",
            "name": who.manager,
            "name_zh": who.manager_zh,
            "title": who.manager_title,
            "signature": "signature.png",
        },
        {"id": "planner", "name": who.planner, "name_zh": who.planner_zh, "title": who.planner_title},
    ]
    stated = {
        "id": who.id,
        "legal_name": who.seller,
        "legal_name_zh": who.seller_zh or who.seller,
        "shops": shops,
        "people": people,
    }
    lines = [who.seller, who.seller_zh, f"Represented by {who.manager}.", "Registered for trade at home and abroad."]
    yield f"{who.id}/client.yaml", yaml_text.dump(stated).encode()
    yield f"{who.id}/signature.png", papers.signature(who.manager)
    yield f"{who.id}/inbox/business-licence.pdf", papers.paper("Business licence", "Register of companies", lines)


def _of_case(case: Planned) -> Iterator[tuple[str, bytes]]:
    """The files of a case, with its flaw planted."""
    stated, files = made(case.subject)
    if case.twin:
        stated["violation"]["id"] = case.twin.violation
    if case.flaw:
        case.flaw.plant(stated, files)
    text = _STATED + yaml_text.dump(stated)
    yield "case.yaml", (case.flaw.retold(text) if case.flaw else text).encode()
    yield from files.items()
