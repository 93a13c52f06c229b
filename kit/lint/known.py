"""What the case itself states: the days, times, figures and ids that a letter may name without a placeholder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from kit.model import Fact, Metric, Policy, Record, Statement, Subject
from kit.tools import prose, written_times
from kit.tools.written_dates import written


@dataclass(slots=True)
class Known:
    """Gathered from the case, the seller, the policy facts that may be quoted, and the orders."""

    days: set[date] = field(default_factory=set)
    times: set[time] = field(default_factory=set)
    figures: set[tuple[Decimal, bool]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def learn(self, words: str) -> None:
        """Take what a text states."""
        found = written(words)
        clocks = list(written_times.written(words))
        self.days.update(day for w in found for day in w.days)
        self.times.update(c.time for c in clocks)
        rest = prose.masked(words, [(w.start, w.end) for w in found] + [(c.start, c.end) for c in clocks])
        self.figures.update(f.key for f in prose.figures(rest))
        self.words.update(word for _, _, word in prose.codes(rest))

    def take(self, moment: date) -> None:
        """Take a day, or a day and its time."""
        if isinstance(moment, datetime):
            self.times.add(moment.time().replace(second=0, microsecond=0))
            moment = moment.date()
        self.days.add(moment)


def known(subject: Subject) -> Known:
    """All that the subject's own data state."""
    found = Known()
    case = subject.case
    for moment in _moments(case):
        found.take(moment)
    for words in _texts(subject):
        found.learn(words)
    for moment in _logged(subject):
        found.take(moment)
    for metric in subject.metrics or ():
        for _, rate in metric.periods:
            found.days |= {rate.window.start, rate.window.end}
    if case.violation.window:
        found.figures.add((Decimal(case.violation.window.days), False))
    found.figures |= {(Decimal(len(ids)), False) for ids in (case.violation.orders, case.violation.skus) if ids}
    found.words |= {
        str(case.violation.id),
        *(str(r.id) for r in case.violation.repeats),
        *case.violation.orders,
        *case.violation.skus,
    }
    return found


def _moments(value: Any) -> Iterator[date]:
    """Every day and time that a record states."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _moments(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from _moments(part)


def _logged(subject: Subject) -> Iterator[datetime]:
    """The moments of the seller's own log, on the site's clock."""
    log = subject.orders.table("timeline") if subject.orders else None
    if log is not None:
        yield from (at.tz_convert(subject.policy.zone).to_pydatetime() for at in log["at"].dropna())


def _texts(subject: Subject) -> Iterator[str]:
    """The texts of the case that are facts of the case, not the letter's own prose."""
    case, seller = subject.case, subject.seller
    yield from (v for item in case.evidence for _, v in item.facts)
    yield from (f.value for f in case.violation.figures)
    yield from _filled(case.violation.code, case.violation.title, case.violation.enforcement)
    for measure in case.preventive:
        yield from _filled(measure.trigger, measure.limit)
    yield from _filled(seller.legal_name, seller.legal_name_zh)
    yield from (v for shop in seller.shops for v in (shop.code, shop.name))
    yield from (v for person in seller.people for v in (person.name, person.title))


def _filled(*values: str | Statement | None) -> Iterator[str]:
    for value in values:
        if value is not None:
            yield value.en if isinstance(value, Statement) else value


def quoted_fact(figure: prose.Figure, policy: Policy) -> Fact | None:
    """The policy fact that a typed figure states, by value and unit; one that may be quoted comes first."""
    fitting = [f for f in policy.facts if _states(figure, f)]
    return next(iter(sorted(fitting, key=lambda f: not f.is_quotable)), None)


def _states(figure: prose.Figure, fact: Fact) -> bool:
    if isinstance(fact.value, bool) or not isinstance(fact.value, int | float):
        return False
    if Decimal(str(fact.value)).normalize() != figure.value.normalize():
        return False
    if fact.unit == "%":
        return figure.is_percent
    unit = fact.unit.replace("_", " ").strip().lower().removesuffix("s")
    return bool(unit) and not figure.is_percent and figure.after.strip().lower().startswith(unit)


# --- metrics ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure that the kit computed, and the placeholder that prints it."""

    value: Decimal
    is_percent: bool
    placeholder: str

    @property
    def shown(self) -> str:
        """As it would be written."""
        return f"{self.value:.1f}%" if self.is_percent else f"{self.value:,}"

    def is_written(self, figure: prose.Figure) -> bool:
        """Whether the figure is this one at the precision at which it was written."""
        if figure.is_percent != self.is_percent:
            return False
        return round(self.value, figure.decimals) == round(figure.value, figure.decimals)


def computed(subject: Subject) -> tuple[Computed, ...]:
    """Every figure of the metrics and of each column's first driver."""
    found = [figure for metric in subject.metrics or () for figure in _of_metric(metric)]
    during = next((m.rate("during") for m in subject.metrics or () if not m.unavailable), None)
    for driver in {d.column: d for d in reversed(subject.drivers or ())}.values():  # the first of each column
        name, late = f"driver.{driver.column}", driver.during.numerator
        found.append(Computed(Decimal(late), False, f"{{{{ {name}.count }}}}"))
        if during and during.numerator:
            found.append(Computed(_percent(late / during.numerator), True, f"{{{{ {name}.share }}}}"))
    return tuple(found)


def _of_metric(metric: Metric) -> Iterable[Computed]:
    for period, rate in metric.periods:
        name = f"metric.{metric.id}.{period}"
        if rate.value is not None:
            yield Computed(_percent(rate.value), True, f"{{{{ {name} }}}}")
        yield Computed(Decimal(rate.numerator), False, f"{{{{ {name}.numerator }}}}")
        yield Computed(Decimal(rate.denominator), False, f"{{{{ {name}.denominator }}}}")


def _percent(share: float) -> Decimal:
    return Decimal(str(round(share * 100, 8)))


def has_order_word(subject: Subject, words: Iterable[str]) -> set[str]:
    """Those of the words that are an id, SKU, parcel or tracking number of the orders."""
    if subject.orders is None:
        return set()
    wanted, found = set(words), set()
    lines = subject.orders.lines
    for column in ("order_id", "sku_id", "seller_sku", "package_id", "tracking_id"):
        if column in lines and wanted:
            found |= {str(v) for v in lines.loc[lines[column].isin(wanted), column].unique()}
    return found
