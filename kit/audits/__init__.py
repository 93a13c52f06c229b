"""Records that are no orders, looked through: chains of authorisation, registers of certificates, claim sheets, logs.

One file an audit, known by being here: `name.py` has `audit(request) -> Audit` with `id` equal to its name, and `EXHIBIT`, the
kind of evidence that its table is. A family runs those that its pack lists under `audits`. Nothing here opens an exhibit: facts of papers are those that `case.yaml` states
(`evidence[].facts`, held against the papers by `kit.claims` and the linter), rows are those of `records/` and `listings/`.
"""

from importlib import import_module
from pkgutil import iter_modules

from kit.audits.request import Request
from kit.model import Analysis, Audit, Family, OpenCase, Orders, Policy

KNOWN = tuple(m.name for m in iter_modules(__path__) if m.name != "request" and not m.name.startswith("_"))


def audited(opened: OpenCase, family: Family, orders: Orders | None, analysis: Analysis, policy: Policy) -> tuple[Audit, ...]:
    """Each audit of the family, in the order of its pack; one without records says so in `unavailable`."""
    request = Request(opened=opened, family=family, orders=orders, analysis=analysis, policy=policy)
    return tuple(import_module(f"kit.audits.{wanted.id}").audit(request) for wanted in family.audits)


__all__ = ["KNOWN", "audited"]
