"""The goods of a case and the papers that are filed for them, from the kit's own tables, the listing exports and the evidence."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kit.audits._named import names_model, names_parameter
from kit.audits.request import Request
from kit.model import EvidenceItem, day_of
from kit.policy import certificates as matrix
from kit.tools.cells import text
from kit.tools.written_dates import written

if TYPE_CHECKING:
    import pandas as pd

_OFF_SALE = re.compile(
    r"deactivat|inactive|delet|freez|frozen|draft|fail|reject|remov|ended|suspend|pending|review|下架|停用|冻结|删除|草稿|失败|审核",
    re.IGNORECASE,
)
"""What an export says in its column of the status of a listing that no buyer sees (own judgement)."""
_REMOVED = re.compile(
    r"\b(?:listings?|products?|items?|skus?)\b.*\b(?:remov|hidden|delist|deactivat|taken\s(?:down|off))"
    r"|\b(?:remov|delist|deactivat)\w*\s(?:\w+\s){0,3}(?:listings?|products?|items?|skus?)\b|下架|隐藏商品",
    re.IGNORECASE,
)
"""What the notice calls it when the platform took its SKUs off sale (own judgement)."""
_DAYS = {"applied": ("applied", "applied_on"), "start": ("valid_from", "issued", "signed"), "end": ("valid_to", "expires")}
"""Facts of a paper that state a day, the better ones first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper, held or applied for."""

    kind: str  # of kit.policy.certificates
    name: str  # as the register calls it
    number: str
    issuer: str
    holder: str
    models: tuple[str, ...]  # (): the paper names none
    skus: tuple[str, ...]
    market: str  # "": not said
    parameters: str
    applied: date | None
    start: date | None  # None: not issued yet, or not stated
    end: date | None  # None: without an end
    exhibit: str | None
    where: str

    @property
    def called(self) -> str:
        """The paper with its number."""
        return f"{self.name} {self.number}".strip()

    @property
    def is_issued(self) -> bool:
        """Whether it is more than applied for, though its first day may not be stated."""
        return bool(self.start or self.end or (self.number and not self.applied))


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """One SKU: what it is, and since when and until when it is on sale."""

    sku: str
    model: str
    category: str | None  # of kit.policy.certificates; None: not recognised
    called: str  # its category as the table of goods and the listings word it
    listed_as: str | None  # the category that the listing's own is taken for
    role: str | None
    supplier: str
    asked: tuple[str, ...]  # kinds of paper that Seller Center names
    unread: tuple[str, ...]  # what it names and the kit knows no kind for
    listed: date | None
    ended: date | None
    relisted: date | None
    sold: date | None  # first order
    is_live: bool  # on the letter's day
    exhibit: str | None
    where: str

    def is_on_sale(self, day: date) -> bool:
        """Whether it was listed at some hour of that day."""
        began = self.listed or self.sold
        if self.relisted and self.relisted <= day:
            return True
        return (began is None or began <= day) and (self.ended is None or self.ended >= day)

    @property
    def went_on_sale(self) -> date | None:
        """The last day on which it went on sale."""
        return self.relisted or self.listed or self.sold


@dataclass(frozen=True, kw_only=True, eq=False)
class Register:
    """All goods and all papers of a case. `listed_now`: the SKUs of the newest listing export, None without one."""

    request: Request

    @cached_property
    def notice_day(self) -> date:
        """The day on which the notice came, on the site's clock."""
        return day_of(self.request.case.violation.received, self.request.policy.zone)

    @cached_property
    def listed_now(self) -> "pd.DataFrame | None":
        """The rows of the newest listing export."""
        table = self.request.table("products_as_stated")
        if table is None or table.empty:
            return None
        moments = {f.file: f.exported for f in self.request.case.data.listings}
        files = sorted(table["source_file"].astype(str).unique(), key=lambda f: (str(moments.get(f) or ""), f))
        newest: pd.DataFrame = table[table["source_file"].astype(str) == files[-1]]
        return newest

    @cached_property
    def newest_export(self) -> str | None:
        """The file of the newest listing export."""
        return None if self.listed_now is None else str(self.listed_now["source_file"].iloc[0])

    @cached_property
    def goods(self) -> tuple[Good, ...]:
        """Every SKU that the case knows, in the order of its table of goods, else of the listings, else of the notice."""
        table = self.request.table("goods")
        if table is not None and not table.empty:
            return tuple(self._good(row) for row in table.itertuples(index=False))
        listed = self.listed_now
        if listed is not None:
            rows = zip(self._named(listed), listed["source_file"], listed["source_line"], strict=True)
            known = ((sku, f"{file}, row {line}") for sku, file, line in rows)
            return tuple(self._bare(sku, where) for sku, where in known if sku)
        return tuple(self._bare(sku, "violation.skus") for sku in self.request.case.violation.skus)

    @cached_property
    def strangers(self) -> tuple[tuple[str, str], ...]:
        """SKUs of the newest listing export that the table of goods does not have, with their place."""
        if self.request.table("goods") is None or self.listed_now is None:
            return ()
        known, table = {good.sku for good in self.goods}, self.listed_now
        named = zip(self._named(table), table["source_line"], strict=True)
        return tuple((sku, f"{self.newest_export}, row {line}") for sku, line in named if sku not in known)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The rows of the register, and every paper among the evidence that no row points to."""
        table = self.request.table("certificates")
        rows = () if table is None else tuple(self._paper(row) for row in table.itertuples(index=False))
        kept = {paper.exhibit for paper in rows}
        return (*rows, *(self._of(item) for item in self.certificates if item.id not in kept and _skus(item)))

    @cached_property
    def certificates(self) -> tuple[EvidenceItem, ...]:
        """The evidence that is a paper of a known kind."""
        return self.request.papers(*(kind.id for kind in matrix.matrix().kinds))

    @cached_property
    def first_sold(self) -> dict[str, date]:
        """The local day of the first order of each SKU."""
        orders = self.request.orders
        if orders is None or orders.lines.empty:
            return {}
        lines = orders.lines.dropna(subset=["seller_sku", "created_at"])
        days = lines["created_at"].dt.tz_convert(self.request.policy.zone.key).dt.date
        return {str(sku): day for sku, day in days.groupby(lines["seller_sku"].astype(str)).min().items()}

    @property
    def first_order(self) -> date | None:
        """The local day on which the orders begin; None without orders."""
        return min(self.first_sold.values(), default=None)

    # --- rows into records -----------------------------------------------------------------------

    def _good(self, row: Any) -> Good:
        sku = text(row.seller_sku)
        named = _several(row.asked)
        kinds = {name: matrix.kind_of(name) for name in named}
        bare, relisted = self._bare(sku, f"{row.source_file}, row {row.source_line}"), self._day(row.relisted_at)
        ended = self._day(row.ended_at) or (None if relisted else bare.ended)
        return replace(
            bare,
            model=text(row.model),
            category=matrix.category_of(text(row.goods_category)),
            called="; ".join(dict.fromkeys(filter(None, (text(row.goods_category), self._categories.get(sku, ""))))),
            role=text(row.role).casefold() or None,
            supplier=text(row.supplier),
            asked=tuple(kind for kind in kinds.values() if kind),
            unread=tuple(name for name, kind in kinds.items() if not kind),
            listed=self._day(row.listed_at),
            ended=ended,
            relisted=relisted,
            is_live=self._is_live(sku, ended, relisted),
            exhibit=self._known(row.shown_by),
        )

    def _bare(self, sku: str, where: str) -> Good:
        """An SKU of which only the listing is known, and whether the platform took it off sale."""
        ended = self.notice_day if sku in self._removed else None
        return Good(
            sku=sku,
            model="",
            category=self._listed_as.get(sku),
            called=self._categories.get(sku, ""),
            listed_as=self._listed_as.get(sku),
            role=None,
            supplier="",
            asked=(),
            unread=(),
            listed=None,
            ended=ended,
            relisted=None,
            sold=self.first_sold.get(sku),
            is_live=self._is_live(sku, ended, None),
            exhibit=None,
            where=where,
        )

    def _is_live(self, sku: str, ended: date | None, relisted: date | None) -> bool:
        """Whether it is on sale on the letter's day: by the newest export, unless its listing ended only after that was made."""
        is_over = ended is not None and relisted is None and ended <= self.request.today
        if self._live is None or (is_over and self.is_before_export(ended) is False):
            return not is_over
        return sku in self._live

    def is_shown(self, sku: str) -> bool:
        """Whether buyers see it by the newest export."""
        return sku in (self._live or ())

    def is_before_export(self, day: date | None) -> bool | None:
        """Whether the day lies before that of the newest listing export; None where either is not stated."""
        made = next((f.exported for f in self.request.case.data.listings if f.file == self.newest_export), None)
        return None if made is None or day is None else day < day_of(made, self.request.policy.zone)

    @cached_property
    def _live(self) -> frozenset[str] | None:
        """The SKUs of the newest export that buyers see."""
        table = self.listed_now
        if table is None:
            return None
        pairs = zip(self._named(table), map(text, table["status"]), strict=True)
        return frozenset(sku for sku, status in pairs if not _OFF_SALE.search(status))

    @cached_property
    def _removed(self) -> frozenset[str]:
        """The SKUs of the notice that the platform took off sale, by its own words; none that the newest export still shows."""
        violation = self.request.case.violation
        told = violation.enforcement
        if violation.ticket != "enforced" or told is None or not any(_REMOVED.search(said) for said in (told.en, told.zh or "")):
            return frozenset()
        return frozenset(violation.skus) - (self._live or frozenset())

    def _named(self, table: "pd.DataFrame") -> list[str]:
        """The seller's own SKU of each row of a listing export, by the orders where the export leaves it blank."""
        pairs = zip(table["seller_sku"], table["sku_id"], strict=True)
        return [text(sku) or self._sku_of.get(text(sku_id), text(sku_id)) for sku, sku_id in pairs]

    @cached_property
    def _sku_of(self) -> dict[str, str]:
        orders = self.request.orders
        if orders is None or orders.lines.empty:
            return {}
        known = orders.lines[["sku_id", "seller_sku"]].dropna().drop_duplicates()
        return dict(zip(known["sku_id"].astype(str), known["seller_sku"].astype(str), strict=True))

    @cached_property
    def _categories(self) -> dict[str, str]:
        """The category of each SKU as the exports word it, of the newest that has one."""
        table = self.request.table("products_as_stated")
        if table is None:
            return {}
        pairs = zip(self._named(table), map(text, table["category"]), strict=True)
        return {sku: category for sku, category in pairs if category}

    @cached_property
    def _listed_as(self) -> dict[str, str]:
        """What every export that names an SKU says of its category, the newest last."""
        table = self.request.table("products_as_stated")
        if table is None:
            return {}
        pairs = zip(self._named(table), table["category"], strict=True)
        found = ((sku, matrix.category_of(text(category))) for sku, category in pairs)
        return {sku: category for sku, category in found if category}

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of each SKU in the newest listing export."""
        table = self.listed_now
        return {} if table is None else dict(zip(self._named(table), map(text, table["title"]), strict=True))

    def _paper(self, row: Any) -> Paper:
        name = text(row.document)
        return Paper(
            kind=matrix.kind_of(name) or name.casefold(),
            name=name,
            number=text(row.number),
            issuer=text(row.issuer),
            holder=text(row.holder),
            models=_several(row.models),
            skus=_several(row.skus),
            market=text(row.market),
            parameters=text(row.parameters),
            applied=self._day(row.applied_at),
            start=self._day(row.valid_from),
            end=self._day(row.valid_to),
            exhibit=self._known(row.shown_by),
            where=f"{row.source_file}, row {row.source_line}",
        )

    def _of(self, item: EvidenceItem) -> Paper:
        """The paper that an evidence item states by its facts."""
        facts = dict(item.facts)
        days = {name: next(_days(facts, keys), None) for name, keys in _DAYS.items()}
        if item.status == "applying":
            days["start"] = None
        return Paper(
            kind=item.kind,
            name=matrix.kind_name(item.kind),
            number=facts.get("number", ""),
            issuer=facts.get("issuer", ""),
            holder=facts.get("holder", ""),
            models=_several(facts.get("models") or facts.get("model")),
            skus=_skus(item),
            market=facts.get("market", ""),
            parameters=facts.get("parameters", ""),
            exhibit=item.id,
            where=self.request.place(item),
            **days,
        )

    def _known(self, value: Any) -> str | None:
        name = text(value)
        return name if any(item.id == name for item in self.request.case.evidence) else None

    def _day(self, moment: Any) -> date | None:
        return moment.tz_convert(self.request.policy.zone.key).date() if moment == moment and moment is not None else None  # noqa: PLR0124


def differences(paper: Paper, item: EvidenceItem) -> Iterator[tuple[str, str, str]]:
    """Each thing that the register says otherwise than the paper itself: what, by the register, by the paper."""
    facts = dict(item.facts)
    for name in ("number", "holder"):
        mine, its = getattr(paper, name), facts.get(name, "")
        if mine and its and "".join(mine.casefold().split()) != "".join(its.casefold().split()):
            yield name, mine, its
    models = _several(facts.get("models") or facts.get("model"))
    if other := [model for model in paper.models if models and not names_model(models, model)]:
        yield "the models", "; ".join(other), "; ".join(models)
    parameters = facts.get("parameters", "")
    if other := [p for p in _several(paper.parameters) if parameters and not _is_tested(p, parameters)]:
        yield "the parameters", "; ".join(other), parameters
    for name in ("start", "end"):
        day, stated = getattr(paper, name), next(_days(facts, _DAYS[name]), None)
        if day and stated and day != stated:
            yield ("valid from" if name == "start" else "valid to"), day.isoformat(), stated.isoformat()


def _days(facts: dict[str, str], keys: Iterable[str]) -> Iterator[date]:
    for key in keys:
        found = [w.days[0] for w in written(facts[key]) if len(w.days) == 1] if key in facts else []
        yield from found[:1]


def _is_tested(parameter: str, parameters: str) -> bool:
    """Whether the paper names the parameter, or its standard without a year."""
    return names_parameter(parameter, parameters) or any(names_parameter(its, parameter) for its in _several(parameters))


def _skus(item: EvidenceItem) -> tuple[str, ...]:
    facts = dict(item.facts)
    return _several(facts.get("skus") or facts.get("sku"))


def _several(value: Any) -> tuple[str, ...]:
    """What stands in one cell with semicolons between, or with commas where there is none."""
    cell = re.sub(r"[；\n]", ";", text(value))
    parts = cell.split(";") if ";" in cell else re.split(r"[,，、]", cell)
    return tuple(part.strip() for part in parts if part.strip())
