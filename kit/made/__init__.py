"""Exhibits that the kit makes from the case's own data: one file each, known by being here.

A file `name.py` draws the evidence items that say `made: name`. It has
`draw(request, out) -> Path | str`: the PDF, written to `out` with whatever belongs beside it; or why there is nothing to draw
it from, and what to do. `EXHIBIT` is the kind of evidence that it is. An item that names an audit of the family instead gets the whole table of that audit (`_audit_table`).
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from kit.errors import BadFile
from kit.made._request import Request
from kit.model import Analysis, Audit, Case, Orders, Policy

KINDS = tuple(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))


def make(
    case: Case, orders: Orders | None, analysis: Analysis, policy: Policy, out: Path, *, audits: tuple[Audit, ...] = ()
) -> dict[str, Path | str]:
    """Evidence id -> PDF, or why it cannot be drawn, for each item that the kit makes. BadFile names every one of no known kind."""
    wanted = [(n, item) for n, item in enumerate(case.evidence) if item.made and item.status == "have"]
    known = (*KINDS, *(audit.id for audit in audits))
    unknown = [
        f"evidence.{n}.made: the kit makes no {item.made!r}; known: {', '.join(known)}"
        for n, item in wanted
        if item.made not in known
    ]
    if unknown:
        raise BadFile("case.yaml", unknown)
    if orders is None and (blind := [(n, item) for n, item in wanted if _needs_orders(item.made)]):
        places = [f"evidence.{n}.made: {item.made} is made from order data; put the exports into orders/" for n, item in blind]
        raise BadFile("case.yaml", places)
    done: dict[str, Path | str] = {}
    for _, item in wanted:
        request = Request(item=item, case=case, orders=orders, analysis=analysis, policy=policy, audits=audits)
        module = item.made if item.made in KINDS else "_audit_table"
        done[item.id] = import_module(f"kit.made.{module}").draw(request, out)
    return done


def _needs_orders(name: str | None) -> bool:
    """Whether the kind is made from order data; a form is not."""
    return name in KINDS and getattr(import_module(f"kit.made.{name}"), "NEEDS_ORDERS", True)


__all__ = ["KINDS", "make"]
