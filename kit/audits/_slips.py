"""The sheet of collections held against its signed slips, as case.yaml states their facts: the day, the minute, the parcels."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kit.audits.request import Request
from kit.model import EvidenceItem, Gap
from kit.tools import written_times
from kit.tools.cells import is_there, text
from kit.tools.firm_names import folded
from kit.tools.tracking_numbers import key
from kit.tools.written_dates import written

if TYPE_CHECKING:
    import pandas as pd

_DAY = ("handed_over", "collected", "signed")  # facts of a slip that say when the driver signed
_SIGNED = frozenset({"manifest", "dispatch_slip", "carrier_letter"})
"""Kinds of the family pack that can carry a signature or stamp of the carrier."""
_SAYS_SIGNED = re.compile(
    r"(?<!not )(?<!not yet )(?<!never )(?<!to be )\bsigned\b|(?<![未待无没])(?<![未待无没].)(?:已签|签字|签名|签收|签署|盖章)",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    {
        *("", "none", "no", "na", "n a", "tbd", "tba", "nobody", "no one", "unknown", "not known", "missing", "pending"),
        *("unsigned", "not signed", "not yet signed", "to be signed", "no signature", "without signature"),
        *("signature pending", "pending signature", "awaiting signature", "signature missing", "missing signature"),
        *("无", "没有", "暂无", "未知", "不详", "待定", "缺", "未签", "未签字", "未签名", "未签收", "没签", "没有签字"),
        *("待签", "待签字", "待签名", "待签收", "无签字", "无签名", "无人签字", "无人签收"),
    }
)
"""What stands in the place of a name where nobody signed, without its marks; own knowledge."""


def against_slips(request: Request, lines: "pd.DataFrame") -> Iterator[Gap]:
    """One gap for each thing in which the lines of a slip differ from what is stated of it."""
    items = {item.id: item for item in request.case.evidence if item.status == "have" and is_slip(item)}
    for shown, group in lines.groupby(lines["shown_by"].map(text), observed=True):
        if item := items.get(str(shown)):
            yield from _differing(request, item, group)


def is_slip(item: EvidenceItem) -> bool:
    """Whether a paper can show the carrier's signature: by its kind, or a photo that states that what it shows is signed."""
    if item.kind in _SIGNED:
        return True
    if item.kind != "photo":
        return False
    signers = [value for name, value in item.facts if name in {"signed", "signed_by"}]
    says = any(_SAYS_SIGNED.search(said) for said in (item.caption.en, item.caption.zh) if said)
    return (says or bool(signers)) and not any(map(is_nobody, signers))


def signed_slip(request: Request, line: Any) -> str | None:
    """The exhibit that shows a manifest line signed, if the case has it."""
    stated = str(line.shown_by) if line is not None and is_there(line.shown_by) else None
    items = (e for e in request.case.evidence if e.status == "have" and e.use == "exhibit" and e.file)
    return stated if stated in {e.id for e in items if is_slip(e)} else None


def unfit(request: Request, line: Any) -> str:
    """Why the paper that a line names does not show it signed, where its kind is the reason."""
    named = next((e for e in request.case.evidence if e.id == text(line.shown_by)), None)
    if named is None or is_slip(named):
        return ""
    return f": {named.id} is of kind {named.kind}{', and neither caption nor facts say signed' if named.kind == 'photo' else ''}"


def is_nobody(signer: str) -> bool:
    """Whether what is written for who signed says that nobody did, or nobody known."""
    return " ".join(re.split(r"[\W_]+", signer.casefold())).strip() in _NOBODY


def _differing(request: Request, item: EvidenceItem, group: "pd.DataFrame") -> Iterator[Gap]:
    facts = dict(item.facts)
    where = f"{request.place(item)}.facts"
    names = _DAY if item.kind != "carrier_letter" else _DAY[:-1]  # a letter is signed days after the collection
    stated = next((facts[name] for name in names if name in facts), "")
    moments = group["collected_at"].dropna().dt.tz_convert(request.policy.zone)
    days = {day for date in written(stated) for day in date.days}
    if other := sorted({m.date() for m in moments} - days) if days else []:
        told = ", ".join(request.day(day) for day in other)
        yield _gap(item, where, "day", f"was signed on {stated}, the sheet has lines of {told} under it")
    elif (clock := _minute(stated)) and (wrong := sorted({f"{m:%H:%M}" for m in moments} - {clock})):
        yield _gap(item, where, "time", f"was signed at {clock}, the sheet has lines of {', '.join(wrong)} under it")
    own = {folded(name) for name in (request.opened.seller.legal_name, request.opened.seller.legal_name_zh) if name}
    if (shipper := facts.get("shipper", "")) and folded(shipper) not in own:
        yield _gap(item, where, "shipper", f"is of the shipper {shipper}, not of {request.opened.seller.legal_name}")
    if (carrier := facts.get("carrier", "")) and (other := _other_carriers(request, group, carrier)):
        yield _gap(item, where, "carrier", f"is signed by {carrier}, the exports send parcels of its lines by {', '.join(other)}")
    count = facts.get("parcels", "").replace(",", "")
    if count.isdecimal() and int(count) != len(group):
        yield _gap(item, where, "parcels", f"counts {count} parcels, the sheet has {len(group)} lines under it")


def _other_carriers(request: Request, group: "pd.DataFrame", carrier: str) -> list[str]:
    """The carriers of its parcels by the exports, where one of them is not the one that signed."""
    if request.orders is None:
        return []
    lines = request.orders.lines
    known, wanted = lines.dropna(subset=["tracking_id"]), set(group["tracking_id"].dropna().map(key))
    mine = known[known["tracking_id"].map(key).isin(wanted)]["carrier"].dropna().astype(str).unique()
    said = _bare(carrier)
    return sorted(name for name in mine if said not in _bare(name) and _bare(name) not in said)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _minute(stated: str) -> str | None:
    """The time of day in a fact, by the 24-hour clock."""
    return next((f"{clock.time:%H:%M}" for clock in written_times.shown(stated)), None)


def _gap(item: EvidenceItem, where: str, what: str, differs: str) -> Gap:
    return Gap(
        id=f"collections.{item.id}.{what}",
        severity="error",
        where=where,
        what=f"{item.id} {differs}",
        fix="copy the signed slip into the sheet line by line, or correct the fact; a contradiction is fatal",
    )
