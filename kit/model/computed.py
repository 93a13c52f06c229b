"""What the kit computes: frozen values that can be printed, compared and passed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from kit.model.case import Case, EvidenceItem, Person, Seller, Shop
from kit.model.policy import Fact, Family, SitePack
from kit.model.record import Window

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "info"]
Clock = Literal["label", "handover", "scan"]
PeriodName = Literal["before", "during", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The facts that hold for one case: site pack and profile, resolved for seller type, fulfilment and day."""

    site: SitePack
    profile: str
    facts: tuple[Fact, ...]
    asked: set[str] = field(default_factory=set, compare=False, repr=False)  # ids that a stage used, for the report

    @property
    def zone(self) -> ZoneInfo:
        """Zone of the site."""
        return ZoneInfo(self.site.calendar.zone)

    def get(self, fact_id: str) -> Fact | None:
        """The fact, or None if the packs do not hold it."""
        self.asked.add(fact_id)
        return next((f for f in self.facts if f.id == fact_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case read from its folder, with the seller resolved."""

    folder: Path
    case: Case
    seller: Seller
    shop: Shop
    signer: Person | None
    signature: Path | None
    unlisted: tuple[str, ...]  # files in evidence/ that case.yaml does not name (relative paths)


# --- orders -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A row that was set aside, and why. `raw` is the row as read; buyer columns are blanked."""

    file: str
    sheet: str | None
    line: int  # physical line (CSV) or row (XLSX), counted from 1
    rule: str
    reason: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """How one data file was read. rows_in = used + quarantined + description + duplicates + merged."""

    file: str
    sha256: str
    format: str
    sheet: str | None
    encoding: str
    date_format: str
    zone: str
    rows_in: int
    used: int
    quarantined: int
    description: int
    duplicates: int  # exact repeats within or across files
    merged: int  # earlier re-exports of a line that a later file states again
    dropped_columns: tuple[str, ...]  # buyer data, dropped on reading
    unknown_columns: tuple[str, ...]
    notes: tuple[str, ...] = ()  # assumptions said aloud

    @property
    def balances(self) -> bool:
        """Whether every row read is accounted for."""
        return self.rows_in == self.used + self.quarantined + self.description + self.duplicates + self.merged

    @property
    def line(self) -> str:
        """Row conservation in one line, as printed in the exhibit."""
        return (
            f"{self.file}: {self.rows_in:,} rows in = {self.used:,} used + {self.quarantined:,} quarantined"
            f" + {self.description:,} description + {self.duplicates:,} duplicates + {self.merged:,} merged"
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Orders:
    """Order lines of a case.

    `lines`: one row per (order_id, sku_id); text columns are `str` or missing, times are UTC
    (`datetime64[us, UTC]`): order_id, sku_id, seller_sku, package_id, tracking_id, status, substatus, fulfilment,
    warehouse, carrier, quantity, created_at, paid_at, rts_at, shipped_at, delivered_at, cancelled_at, cancel_by,
    cancel_reason, cancel_return_type, order_kind, scan_at, source_file, source_line.
    `orders`: one row per order_id, the first line's order-level columns and `line_count`; rts_at, shipped_at,
    delivered_at and scan_at are those of its last package, missing while a line that is not cancelled has none;
    `scan_at` (UTC) is the first carrier scan where tracking data have one.
    """

    lines: pd.DataFrame
    orders: pd.DataFrame
    readings: tuple[FileReading, ...]
    quarantine: tuple[Quarantined, ...]
    exported: datetime | None  # latest moment that the data can know of, aware

    @property
    def hashes(self) -> tuple[str, ...]:
        """SHA-256 of each file read."""
        return tuple(r.sha256 for r in self.readings)


# --- metrics ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share in one window. `value` is None where the denominator is 0: shown as n/a."""

    numerator: int
    denominator: int
    window: Window
    low: float | None = None  # Wilson 95 %
    high: float | None = None
    excluded: tuple[tuple[str, int], ...] = ()  # reason, orders left out

    @property
    def value(self) -> float | None:
        """The share, 0 to 1."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric of a case for each of its periods, with its definition said in words."""

    id: str  # late_dispatch
    title: str
    definition: str
    clock: Clock | None
    unit: str  # "%"
    noun: str  # what is counted: "orders"
    periods: tuple[tuple[PeriodName, Rate], ...]
    sentence: str  # plain English, with the counts
    reconstructed: str | None = None  # how a deadline was rebuilt, if it was
    weekly: tuple[Rate, ...] = ()  # ISO weeks, Monday to Sunday, cut at the ends of the data
    files: tuple[str, ...] = ()  # SHA-256 of the data files
    unavailable: str | None = None  # why it could not be computed

    def rate(self, period: str) -> Rate | None:
        """The rate of a period, or None."""
        return dict(self.periods).get(period)  # type: ignore[call-overload, no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """One value of one column, its late share during the violation against before."""

    column: str  # warehouse, carrier, sku, weekday, hour
    value: str
    before: Rate
    during: Rate
    excess: float  # its part of the rise, in orders: rate_part + mix_part (Kitagawa, see metrics.drivers)
    share: float | None  # of all excess; None where nothing rose
    p_value: float | None = None  # Fisher, during against before, Holm over all values tested; None: too few orders
    rate_part: float = 0.0  # because its own rate changed
    mix_part: float = 0.0  # because more or fewer orders were its


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFinding:
    """A known cause pattern held against the data."""

    pattern: str
    name: str
    verdict: Literal["supported", "denied", "unclear", "not run"]
    evidence_for: tuple[str, ...] = ()
    evidence_against: tuple[str, ...] = ()
    why_not_run: str | None = None
    strength: float = 0.0  # 0..1, for ranking only, never printed as a chance


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEffect:
    """One metric before and after one corrective action. It fell after: that is all that is said."""

    action: str  # id of the corrective action
    metric: str
    before: Rate
    after: Rate
    fell: float | None  # before minus after, as a share; None where either is n/a
    low: float | None = None  # Newcombe 95 %
    high: float | None = None
    p_value: float | None = None  # Fisher, two-sided
    sentence: str = ""  # plain English, with the counts
    overlaps: tuple[str, ...] = ()  # actions that these orders cannot tell apart from it
    orders_needed: int | None = None  # per side, to show such a difference with 80 % power; None: shown already


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Analysis:
    """What the orders say: the periods, the metrics in them, what drove the rise, which orders were late."""

    periods: tuple[tuple[PeriodName, Window], ...]
    metrics: tuple[Metric, ...]
    drivers: tuple[Driver, ...]  # of the family's main metric; within a column, the largest excess first
    affected: pd.DataFrame | None = field(default=None, repr=False)
    """Late orders of `during`, oldest first, one row an order, times in UTC: order_id, created_at, due_at,
    clock_at (the counting clock's time; missing: not yet), hours_late, warehouse, carrier, status."""
    judged: pd.DataFrame | None = field(default=None, repr=False)
    """One row an order, with the index of `Orders.orders`: order_id, day (local), period (before, during, after, none),
    due_at, and late_label, late_handover, late_scan (True, False, or missing where that clock does not count it)."""
    action_effects: tuple[ActionEffect, ...] = ()
    notes: tuple[str, ...] = ()  # assumptions said aloud

    def metric(self, metric_id: str) -> Metric | None:
        """The metric of that id, or None."""
        return next((m for m in self.metrics if m.id == metric_id), None)

    def top(self, column: str) -> Driver | None:
        """The first driver of a column, or None."""
        return next((d for d in self.drivers if d.column == column), None)


# --- evidence -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """Displayed size of a page in points, after rotation and UserUnit."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An evidence item whose file was opened and measured. Text is empty where a page has none."""

    item: EvidenceItem
    path: Path  # the file as received, or as made by the kit
    sha256: str
    bytes: int
    media: Literal["pdf", "jpeg", "png"]
    pages: tuple[PageSize, ...]  # the pages chosen
    picked: tuple[int, ...]  # page numbers in the source, from 1
    text: tuple[str, ...]  # one for each chosen page
    notes: tuple[str, ...] = ()  # e.g. camera time and pixels of a photo


# --- letter -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a figure in a passage comes from. `start`/`end` count characters of `Passage.text`."""

    start: int
    end: int
    kind: Literal["metric", "exhibit", "policy", "evidence", "case"]
    ref: str  # late_dispatch.after, carrier_contract, uk/late_dispatch.limit, …


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One authored text after its placeholders were filled."""

    where: str  # path in case.yaml: corrective.0.what
    text: str  # plain text, citations as "Exhibit 3"
    html: str  # safe HTML
    traces: tuple[Trace, ...] = ()
    cites: tuple[str, ...] = ()  # evidence ids, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The letter before it is set in type: what is said, in order, and what it cites."""

    title: str
    subject: str
    stance: Literal["plan", "dispute"]
    passages: tuple[Passage, ...]  # every authored text, in reading order
    cites: tuple[str, ...]  # evidence ids in the order of first citation: exhibit 1, 2, …
    labels: tuple[tuple[str, str], ...]  # evidence id -> exhibit number as text
    context: Any = field(repr=False)  # kit.letter.LetterContext, what the template sees

    def passage(self, where: str) -> Passage | None:
        """The passage of a place in case.yaml."""
        return next((p for p in self.passages if p.where == where), None)

    @property
    def text(self) -> str:
        """All passages, one a paragraph."""
        return "\n\n".join(p.text for p in self.passages)


# --- findings -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check reports: where, what is wrong, what to do."""

    rule: str  # id and name: "M301 undated-action"
    severity: Severity
    where: str  # path in case.yaml, or file and page
    message: str
    fix: str | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A rule that could not run."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that a rule may look at. A part that is None makes the rules that need it say skipped."""

    case: Case
    seller: Seller
    signer: Person | None
    policy: Policy
    family: Family
    orders: Orders | None = None
    metrics: tuple[Metric, ...] | None = None
    drivers: tuple[Driver, ...] | None = None
    causes: tuple[CauseFinding, ...] | None = None
    evidence: tuple[Evidence, ...] | None = None
    letter: Letter | None = None
    unlisted: tuple[str, ...] = ()  # files in evidence/ that case.yaml does not name
    today: date = date.min  # the letter's date


# --- bundle -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """Evidence with its number and place in the bundle."""

    n: str  # "3", "4A"
    evidence: Evidence
    caption: str
    first_page: int  # in the bundle, from 1
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where everything stands in the bundle, so that the letter and its index can say it."""

    exhibits: tuple[Exhibit, ...]
    letter_pages: int  # letter and index together; exhibits start on the next page
    total: int
    draft: str | None = None  # text of the DRAFT bar


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPdf:
    """The letter and its index, set in type. Citations are URI links `exhibit://<evidence id>/<page in exhibit>`."""

    content: bytes
    pages: int
    index_page: int | None  # first page of the index, from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The one PDF, built and checked."""

    path: Path
    bytes: int
    pages: int
    sha256: str
    letter_pages: int
    exhibits: tuple[Exhibit, ...]
    draft: bool
    violation_id: str = ""
    index_page: int | None = None  # first page of the index
    max_bytes: int | None = None  # the limit that it was held to
