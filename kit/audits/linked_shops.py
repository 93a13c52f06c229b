"""Other shops that share a legal person, account, address or device with ours: a risk that is named, never hidden."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kit.audits._authored import texts
from kit.audits.request import Request
from kit.model import Audit, AuditRow, Fault, Gap, day_of
from kit.tools import figures
from kit.tools.cells import text

EXHIBIT = "linked_shops"  # the kind of evidence that it is

_RELATIONS = {
    "own": "own", "ours": "own", "自有": "own",
    "control": "control", "controlled": "control", "控制": "control",
    "know": "know", "known": "know", "认识": "know",
    "none": "none", "no relation": "none", "无关": "none",
}  # fmt: skip
_SIGNALS = {
    "legal person": "legal person", "owner": "legal person", "法人": "legal person", "法定代表人": "legal person",
    "bank account": "bank account", "account": "bank account", "银行账户": "bank account", "银行账号": "bank account",
    "address": "address", "地址": "address", "warehouse": "warehouse", "仓库": "warehouse",
    "phone": "phone", "telephone": "phone", "电话": "phone", "手机": "phone", "e-mail": "e-mail", "email": "e-mail", "邮箱": "e-mail",
    "device": "device", "设备": "device", "user": "user", "login": "user", "用户": "user", "supplier": "supplier", "供应商": "supplier",
    "tax number": "tax number", "税号": "tax number",
}  # fmt: skip
_TIES = frozenset({"legal person", "bank account", "tax number"})
"""Whoever shares one of these is not without relation; own judgement."""
_ENDED = re.compile(r"deactivat|clos|suspend|terminat|banned|停用|关闭|关店|封", re.IGNORECASE)
_A_PAGE = 8  # rows, with the notes below
_OWN_DIGITS = 9  # of a phone number, from its end: with and without country code and the 0 before the area it is the same
_PRIVATE = frozenset({"bank account", "phone", "tax number", "e-mail"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One row: what a shop has, since when and until when."""

    code: str
    shop: str
    site: str
    signal: str
    value: str
    relation: str
    state: str  # of the shop: active, deactivated, closed
    since: date | None
    until: date | None
    shown_by: str
    where: str

    def held(self, day: date) -> bool:
        """Whether the shop had it on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    @property
    def key(self) -> tuple[str, str]:
        """What is compared: the kind of signal and its value without marks."""
        plain = unicodedata.normalize("NFKC", self.value).casefold()
        plain = "".join(c for c in plain if c.isalnum())
        return self.signal, plain[-_OWN_DIGITS:] if self.signal == "phone" and plain.isdecimal() else plain


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """What another shop has in common with ours: the days on which both had it."""

    other: Signal
    since: date | None
    until: date | None  # None: still

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def audit(request: Request) -> Audit:
    """Every signal of another shop that ours has or had too."""
    found = Audit(
        id="linked_shops",
        title="Shops that share data with ours",
        definition=(
            "Each value that the sheet states for another shop is held against the values of our own shop, of the same kind and on the"
            " same days. Whatever both have or had is a link, whatever the relation; account, tax and phone numbers are shown by their end."
        ),
        reads=("records",),
    )
    table = request.table("linked_shops")
    if table is None or table.empty:
        return replace(
            found,
            unavailable="there is no sheet of shops; put a CSV (shop code, shop, signal, value, relation, since, until) into records/, with rows of your own shop",
        )
    ordered = table.sort_values(["source_file", "source_line"], kind="stable")
    signals = tuple(_signal(request, row) for row in ordered.itertuples(index=False))
    own = tuple(s for s in signals if s.code == request.case.shop)
    others = tuple(s for s in signals if s.code != request.case.shop)
    shared = tuple(link for other in others for link in _shared(own, other))
    notice = day_of(request.case.violation.received, request.policy.zone)
    then, now = ({link.other.code for link in shared if link.holds(day)} for day in (notice, request.today))
    shops = dict.fromkeys(s.code for s in others)
    linked = dict.fromkeys(link.other.code for link in shared)
    return replace(
        found,
        sentence=f"{len(linked)} of {len(shops)} other shops in the sheet share or shared data with ours; {len(now)} {'does' if len(now) == 1 else 'do'} so today.",
        fits_a_page=len(shared) <= _A_PAGE,
        heads=("Shop", "Shared", "Value", "Relation", "From", "Until", "State of that shop"),
        rows=tuple(_row(request, link) for link in shared),
        figures={
            "shops": f"{len(shops):,}",
            "linked": f"{len(linked):,}",
            "linked_then": f"{len(then):,}",
            "linked_now": f"{len(now):,}",
            "signals": f"{len(shared):,}",
            "names": figures.listed([next(s.shop for s in others if s.code == code) for code in linked]),
        },
        gaps=(
            *_blind(own, signals),
            *_unlisted(request, signals),
            *(gap for link in shared for gap in _gaps(request, link)),
            *_standing(request, shared),
        ),
        faults=tuple(_faults(request, shared, notice)),
        things=len(shops),
        untold=0 if own else len(shops),
    )


def _signal(request: Request, row: Any) -> Signal:
    signal, relation = text(row.signal), text(row.relation)
    return Signal(
        code=text(row.shop_code),
        shop=text(row.shop) or text(row.shop_code),
        site=text(row.site),
        signal=_SIGNALS.get(signal.casefold(), signal.casefold()),
        value=text(row.value),
        relation=_RELATIONS.get(relation.casefold(), relation),
        state=text(row.state),
        since=request.local_day(row.since),
        until=request.local_day(row.until),
        shown_by=text(row.shown_by),
        where=f"{row.source_file}, line {row.source_line}",
    )


def _shared(own: tuple[Signal, ...], other: Signal) -> Iterator[_Shared]:
    """What both had on the same days; each common value once."""
    for mine in own:
        if mine.key != other.key or not mine.key[1]:
            continue
        since = max(filter(None, (mine.since, other.since)), default=None)
        until = min(filter(None, (mine.until, other.until)), default=None)
        if since is None or until is None or since <= until:
            yield _Shared(other=other, since=since, until=until)
            return


def _row(request: Request, link: _Shared) -> AuditRow:
    other = link.other
    known = {item.id for item in request.case.evidence if item.use == "exhibit"}
    is_over = link.until is not None and link.until <= request.today
    cells = (
        f"{other.shop} ({other.code})",
        other.signal.capitalize(),
        f"…{other.value[-4:]}" if other.signal in _PRIVATE else other.value,
        other.relation or "not said",
        request.day(link.since) if link.since else "-",
        request.day(link.until) if link.until else "still",
        other.state or "-",
    )
    return AuditRow(
        cells=cells, state="plain" if is_over else "open", exhibits=(other.shown_by,) if other.shown_by in known else ()
    )


def _blind(own: tuple[Signal, ...], signals: tuple[Signal, ...]) -> Iterator[Gap]:
    if not own:
        yield Gap(
            id="linked_shops.no_own",
            severity="error",
            where=signals[0].where.partition(",")[0],
            what="the sheet states nothing of our own shop, so nothing can be compared",
            fix="add rows with our own shop code: legal person, bank account, address, phone, devices",
        )


def _unlisted(request: Request, signals: tuple[Signal, ...]) -> Iterator[Gap]:
    """Shops that the notice calls linked and the sheet does not have."""
    known = {word for s in signals for word in (s.code, s.shop.casefold())}
    for item in request.papers("notice"):
        for name in filter(None, (part.strip() for part in dict(item.facts).get("linked_shops", "").split(";"))):
            if name not in known and name.casefold() not in known:
                yield Gap(
                    id=f"linked_shops.{name}.unlisted",
                    severity="error",
                    where=signals[0].where.partition(",")[0],
                    what=f"the notice names {name} as linked, and the sheet has no row of it",
                    fix="add what it has in common with ours, or rows that show that it has nothing",
                    exhibits=(item.id,),
                )


def _gaps(request: Request, link: _Shared) -> Iterator[Gap]:
    other = link.other
    what = f"{other.shop} shares the {other.signal} with ours"

    def gap(name: str, said: str, fix: str, *, is_error: bool = False) -> Gap:
        return Gap(
            id=f"linked_shops.{other.code}.{other.signal}.{name}",
            severity="error" if is_error else "warning",
            where=other.where,
            what=said,
            fix=fix,
        )

    if other.relation not in _RELATIONS.values():
        yield gap("relation", f"{what}, and the relation is not said", "write own, control, know or none")
    elif other.relation == "none" and other.signal in _TIES:
        yield gap(
            "contradicts",
            f"{what}, and the sheet says that there is no relation",
            "say what the relation is or was",
            is_error=True,
        )
    if link.until is not None and not other.shown_by:
        yield gap(
            "unshown",
            f"{what} until {link.until.isoformat()}, and no paper shows that it ended",
            "name the paper that shows the separation",
        )
    elif other.shown_by and not any(item.id == other.shown_by for item in request.case.evidence):
        yield gap("paper", f"there is no evidence {other.shown_by!r}", "give the id of the paper in case.yaml", is_error=True)


def _standing(request: Request, shared: tuple[_Shared, ...]) -> Iterator[Gap]:
    """Ties that still hold with a shop that was closed or deactivated, where no text of the letter speaks of shop and tie."""
    told = [f"{words.en} {words.zh or ''}".casefold() for _, words, _ in texts(request.case)]
    for link in shared:
        other = link.other
        if not (link.holds(request.today) and _ENDED.search(other.state)):
            continue
        if not any(_names(words, other) and any(word in words for word in _words(other.signal)) for words in told):
            yield Gap(
                id=f"linked_shops.{other.code}.{other.signal}.stands",
                severity="warning",
                where=other.where,
                what=f"{other.shop} ({other.state}) still shares the {other.signal} with ours, and the letter neither explains nor ends it",
                fix="end the tie, state its last day in Until and name the paper that shows it; or say in the letter why it stands",
                exhibits=(other.shown_by,) if any(item.id == other.shown_by for item in request.case.evidence) else (),
            )


def _names(words: str, other: Signal) -> bool:
    """Whether a text speaks of the shop, by its name, its code or as one of all."""
    return any(name.casefold() in words for name in (other.shop, other.code, "audit.linked_shops.names"))


def _words(signal: str) -> tuple[str, ...]:
    """How a text may call the signal, in English and Chinese; never a word as wide as "account", which a shop is too."""
    return (signal, *(word for word, meant in _SIGNALS.items() if meant == signal and word != "account"))


def _faults(request: Request, shared: tuple[_Shared, ...], notice: date) -> Iterator[Fault]:
    """The shops that shared something on the day of the notice, each with all that it shared."""
    found: dict[str, list[_Shared]] = {}
    for link in shared:
        if link.holds(notice):
            found.setdefault(link.other.code, []).append(link)
    for code, links in found.items():
        what = figures.listed([link.other.signal for link in links])
        first = min(filter(None, (link.since for link in links)), default=None)
        since = f" since {request.day(first)}" if first else ""
        yield Fault(kind="shared", of=code, said=f"{links[0].other.shop}: the same {what}{since}.")
