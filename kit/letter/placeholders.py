"""What `{{ … }}` can name in an authored text: figures, dates, ids and exhibits, each with where it comes from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kit.letter.style import Style
from kit.model import (
    Analysis,
    Audit,
    Case,
    Driver,
    Evidence,
    EvidenceItem,
    Fact,
    Family,
    Metric,
    OpenCase,
    Policy,
    Rate,
    Restored,
)
from kit.policy.packs import families
from kit.tools import figures, statistics
from kit.tools.templates import BadPlaceholder

Kind = Literal["metric", "audit", "exhibit", "policy", "evidence", "case"]


@dataclass(frozen=True, slots=True)
class Printed:
    """What a placeholder prints, and its source. An exhibit gets its text once it has a number.

    Several in one list are `refs`; a citation that a person typed is its own text.
    """

    text: str
    kind: Kind
    ref: str
    page: int = 1  # of the exhibit
    refs: tuple[str, ...] = ()  # of several exhibits
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """One level of dotted names, and what it prints itself, if anything.

    An authored text reaches only `known`: never an attribute of a Python object.
    """

    what: str  # of what a wrong name is said to be: "period of metric late_dispatch"
    known: Mapping[str, object]  # Names, or a function that gives Names
    prints: Callable[[], Printed] | None = None
    empty: str = "there is none in this case"
    elsewhere: Callable[[str], str] = lambda _: ""  # where a name that is not known here would be

    def get(self, name: str) -> object:
        """What the name stands for; BadPlaceholder lists the known names."""
        if name in self.known:
            return self.known[name]
        known = f"known: {', '.join(sorted(self.known))}" if self.known else self.empty
        raise BadPlaceholder(f"no {self.what} {name!r}; {known}{self.elsewhere(name)}")


def printed(value: object) -> Printed:
    """What the value prints; BadPlaceholder if it is only the beginning of a name."""
    if isinstance(value, Names) and value.prints:
        return value.prints()
    further = ", ".join(sorted(value.known)) if isinstance(value, Names) else ""
    raise BadPlaceholder(f"prints nothing by itself; go on with a dot and one of: {further or 'nothing'}")


def names(
    opened: OpenCase,
    policy: Policy,
    *,
    family: Family,
    analysis: Analysis,
    evidence: tuple[Evidence, ...],
    style: Style,
    audits: tuple[Audit, ...] = (),
) -> dict[str, Names]:
    """The first names of all placeholders of a case."""
    case = opened.case
    return {
        "metric": _metrics(analysis, style),
        "driver": _drivers(analysis, family),
        "audit": _audits(audits, style),
        "exhibit": _exhibits(case, evidence),
        "exhibits": _several(case, ()),
        "evidence": _facts(case),
        "notice": _notice(case),
        "policy": _policy(policy),
        "cause": _dated("root cause", "cause", {c.id: {"when": c.when, "until": c.until} for c in case.root_causes}, style),
        "action": _dated("corrective action", "action", {a.id: {"done": a.done} for a in case.corrective}, style),
        "measure": _measures(case, style),
        "put_right": _put_right(case),
        "case": _case(opened, style),
        "seller": _seller(opened),
    }


def main_metric(analysis: Analysis, family: Family) -> Metric | None:
    """The metric that the violation is about; where it could not be computed, the family's first that could."""
    known = {m.id: m for m in analysis.metrics if not m.unavailable}
    return next((known[i] for i in (analysis.main, *family.metrics) if i in known), next(iter(known.values()), None))


# --- figures ------------------------------------------------------------------------------------


def _leaf(what: str, kind: Kind, ref: str, text: str, parts: Mapping[str, object] | None = None) -> Names:
    return Names(f"part of {what}", parts or {}, lambda: Printed(text, kind, ref), "it has no parts")


def _metrics(analysis: Analysis, style: Style) -> Names:
    known = {m.id: _metric(m, style) for m in analysis.metrics}
    return Names("metric", known, empty="the case has no order data", elsewhere=_of_families)


def _of_families(metric: str) -> str:
    """The families whose packs compute the metric, which this case's does not."""
    those = sorted(family.id for family in families().values() if metric in family.metrics)
    return f"; it is computed in violation.family: {' or '.join(those)}" if those else ""


def _metric(metric: Metric, style: Style) -> Names:
    if metric.unavailable:
        return Names(f"value of metric {metric.id}:", {}, empty=metric.unavailable)
    known: dict[str, object] = {period: _rate(metric, period, rate, style) for period, rate in metric.periods}
    if needed := _needed(metric):
        known["needed"] = _leaf(f"metric.{metric.id}.needed", "metric", f"{metric.id}.needed", f"{needed:,}")
    return Names(f"period of metric {metric.id}", known)


def _needed(metric: Metric) -> int | None:
    """How many on each side would show the difference between during and after, or a return to before while nothing after is counted."""
    during, other = metric.rate("during"), metric.against
    if during is None or other is None or during.value is None or other.value is None:
        return None
    return statistics.orders_needed(during.value, other.value)


def _rate(metric: Metric, period: str, rate: Rate, style: Style) -> Names:
    what, ref = f"metric.{metric.id}.{period}", f"{metric.id}.{period}"
    counts = style.counts(rate, metric.noun) if rate.denominator else figures.NOT_APPLICABLE
    value = figures.share(rate.value)
    texts = {
        "counts": counts,
        "numerator": f"{rate.numerator:,}",
        "denominator": f"{rate.denominator:,}",
        "window": style.window(rate.window),
        "interval": figures.interval(rate.low, rate.high),
        "full": style.shared(counts, value) if rate.denominator else figures.NOT_APPLICABLE,
    }
    parts = {name: _leaf(f"{what}.{name}", "metric", f"{ref}.{name}", text) for name, text in texts.items()}
    return _leaf(what, "metric", ref, value, parts)


def _audits(audits: tuple[Audit, ...], style: Style) -> Names:
    known = {audit.id: _audit(audit, style) for audit in audits}
    return Names("audit", known, empty="this family looks through no records")


def _audit(audit: Audit, style: Style) -> Names:
    if audit.unavailable:
        return Names(f"figure of audit {audit.id}:", {}, empty=audit.unavailable)
    what, ref = f"audit.{audit.id}", audit.id
    texts = {"sentence": audit.sentence, **audit.figures}
    known: dict[str, object] = {name: _leaf(f"{what}.{name}", "audit", f"{ref}.{name}", text) for name, text in texts.items()}
    shares = {name: _share(what, f"{ref}.{name}", rate, style) for name, rate in audit.rates.items()}
    return Names(f"figure of audit {audit.id}", {**known, **shares})


def _share(what: str, ref: str, rate: Rate, style: Style) -> Names:
    """A share that no metric is: 41 of 300 (13.7 %) of whatever the audit counts."""
    counts = f"{rate.numerator:,} of {rate.denominator:,}" if rate.denominator else figures.NOT_APPLICABLE
    value = figures.share(rate.value)
    texts = {
        "counts": counts,
        "numerator": f"{rate.numerator:,}",
        "denominator": f"{rate.denominator:,}",
        "window": style.window(rate.window),
        "full": f"{counts} ({value})" if rate.denominator else figures.NOT_APPLICABLE,
    }
    parts = {name: _leaf(f"{what}.{name}", "audit", f"{ref}.{name}", text) for name, text in texts.items()}
    return _leaf(what, "audit", ref, value, parts)


def _drivers(analysis: Analysis, family: Family) -> Names:
    metric = main_metric(analysis, family)
    during = metric.rate("during") if metric else None
    columns = dict.fromkeys(d.column for d in analysis.drivers)
    tops = {column: analysis.top(column) for column in columns}
    empty = "the case has no order data"
    if during:
        days = f"{during.window.start} to {during.window.end}, the violation's window"
        said = "no order in the exports is of" if not during.denominator else "no order is late in"
        empty = f"{said} {days}; hold violation.window against the exports"
    return Names("driver", {c: _driver(d, during) for c, d in tops.items() if d}, empty=empty)


def _driver(driver: Driver, during: Rate | None) -> Names:
    what, ref = f"driver.{driver.column}", f"driver.{driver.column}"
    late = driver.during.numerator
    texts = {
        "value": driver.value,
        "count": f"{late:,}",
        "share": f"{late / during.numerator:.0%}" if during and during.numerator else figures.NOT_APPLICABLE,
        "rate_before": figures.share(driver.before.value),
        "rate_during": figures.share(driver.during.value),
        "rise": f"{driver.excess:.1f}",  # its part of it, in orders
        "rate_part": f"{driver.rate_part:.1f}",
        "mix_part": f"{driver.mix_part:.1f}",
    }
    parts = {name: _leaf(f"{what}.{name}", "metric", f"{ref}.{name}", text) for name, text in texts.items()}
    return _leaf(what, "metric", f"{ref}.value", driver.value, parts)


def _policy(policy: Policy) -> Names:
    """Facts by their dotted ids."""
    return _branch({fact.id: fact for fact in reversed(policy.facts)}, "")


def _branch(facts: Mapping[str, Fact], above: str) -> Names:
    """The names below one part of an id; a part may be a fact itself and have others below it."""
    parts = dict.fromkeys(fact_id.partition(".")[0] for fact_id in facts)
    known: dict[str, object] = {}
    for part in parts:
        below = {i.partition(".")[2]: fact for i, fact in facts.items() if i.startswith(f"{part}.")}
        branch = _branch(below, f"{above}{part}.")
        known[part] = replace(_fact(facts[part]), known=branch.known) if part in facts else branch
    return Names(f"policy fact {above}".strip(), known)


def _fact(fact: Fact) -> Names:
    return Names(f"part of policy.{fact.id}", {}, lambda: _quoted(fact), "it has no parts")


def _quoted(fact: Fact) -> Printed:
    """The fact's text. Whether the letter may quote it is the linter's question."""
    if fact.value is None:
        raise BadPlaceholder("this fact was looked for and not found, so it has no value")
    return Printed(_fact_text(fact), "policy", fact.id)


def _fact_text(fact: Fact) -> str:
    value = fact.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    text = f"{value:,}" if isinstance(value, int | float) else str(value)
    return f"{text}%" if fact.unit == "%" else f"{text} {fact.unit.replace('_', ' ')}".strip()


# --- what people stated ---------------------------------------------------------------------------


def _exhibits(case: Case, evidence: tuple[Evidence, ...]) -> Names:
    pages = {e.item.id: len(e.pages) for e in evidence}
    return Names("evidence", {e.id: _exhibit(e, pages.get(e.id)) for e in case.evidence}, empty="the case lists no evidence")


def _exhibit(item: EvidenceItem, pages: int | None, page: int = 1) -> Names:
    """A citation; `.page(2)` leads to the exhibit's second page."""

    def cited() -> Printed:
        _may_be_cited(item)
        return Printed("", "exhibit", item.id, page)

    def turn(wanted: object) -> Names:
        if not isinstance(wanted, int) or isinstance(wanted, bool) or wanted < 1:
            raise BadPlaceholder("give the page as a number from 1")
        if pages is not None and wanted > pages:
            raise BadPlaceholder(f"the exhibit has {pages} pages")
        return _exhibit(item, pages, wanted)

    return Names(f"part of exhibit.{item.id}", {"page": turn}, cited)


def _may_be_cited(item: EvidenceItem) -> None:
    if item.use != "exhibit":
        raise BadPlaceholder(f"{item.id} is {item.use} and stays out of the bundle; say use: exhibit to cite it")


class _Further(Mapping[str, Names]):
    """The exhibits that may stand next in a list; each made when it is asked for."""

    def __init__(self, case: Case, before: tuple[str, ...]) -> None:
        self._items = {e.id: e for e in case.evidence if e.id not in before}
        self._case = case
        self._before = before

    def __getitem__(self, evidence_id: str) -> Names:
        _may_be_cited(self._items[evidence_id])
        return _several(self._case, (*self._before, evidence_id))

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def _several(case: Case, ids: tuple[str, ...]) -> Names:
    """`exhibits.contract.manifest.log`: several exhibits in one list, as Exhibits 4–6."""

    def cited() -> Printed:
        return Printed("", "exhibit", ids[0], refs=ids)

    what = "evidence" if not ids else "further evidence"
    return Names(what, _Further(case, ids), cited if ids else None, "the case lists no evidence")


def _facts(case: Case) -> Names:
    items = {}
    for item in case.evidence:
        facts = {key: _leaf(f"evidence.{item.id}.{key}", "evidence", f"{item.id}.{key}", text) for key, text in item.facts}
        items[item.id] = Names(f"fact of evidence.{item.id}", facts, empty=f"evidence.{item.id}.facts states none")
    return Names("evidence", items)


def _notice(case: Case) -> Names:
    figures_ = {f.metric: _leaf(f"notice.{f.metric}", "case", f"notice.{f.metric}", f.value) for f in case.violation.figures}
    return Names("figure of the notice", figures_, empty="violation.figures states none")


def _dated(what: str, name: str, things: Mapping[str, Mapping[str, object]], style: Style) -> Names:
    """Things with moments that may be unset."""
    known = {}
    for key, moments in things.items():
        dates = {m: _leaf(f"{name}.{key}.{m}", "case", f"{name}.{key}.{m}", style.moment(v)) for m, v in moments.items() if v}  # type: ignore[arg-type]
        known[key] = Names(f"date of {name}.{key}:", dates, empty=f"it has no {' or '.join(moments)} in case.yaml")
    return Names(what, known)


def _put_right(case: Case) -> Names:
    known = {}
    for name in ("buyers", "stock"):
        thing: Restored | None = getattr(case.put_right, name)
        counts = {"count": thing.count, "of": thing.of} if thing else {}
        parts = {
            part: _leaf(f"put_right.{name}.{part}", "case", f"put_right.{name}.{part}", f"{number:,}")
            for part, number in counts.items()
            if number is not None
        }
        known[name] = Names(f"count of put_right.{name}:", parts, empty="case.yaml states no count there")
    return Names("put_right", known)


def _measures(case: Case, style: Style) -> Names:
    known = {}
    for measure in case.preventive:
        texts = {
            "since": measure.since and style.day(measure.since),
            "by": measure.by and style.day(measure.by),
            "trigger": measure.trigger,
            "limit": measure.limit,
        }
        parts = {
            name: _leaf(f"measure.{measure.id}.{name}", "case", f"measure.{measure.id}.{name}", text)
            for name, text in texts.items()
            if text
        }
        known[measure.id] = Names(f"part of measure.{measure.id}:", parts, empty="it has no since, by, trigger or limit")
    return Names("preventive measure", known)


def _case(opened: OpenCase, style: Style) -> Names:
    case = opened.case
    texts = {
        "violation_id": case.violation.id,
        "violation_title": case.violation.title,
        "notice_received": style.day(case.violation.received),
        "deadline": case.violation.deadline and style.moment(case.violation.deadline),
        "window": case.violation.window and style.window(case.violation.window),
        "letter_date": style.day(case.letter.date),
        "shop": opened.shop.name,
        "shop_code": opened.shop.code,
        "last_action": _last_action(case, style),
    }
    return Names("fact of the case:", {k: _leaf(f"case.{k}", "case", f"case.{k}", v) for k, v in texts.items() if v})


def _last_action(case: Case, style: Style) -> str | None:
    """The day on which the last corrective action was done, once all are."""
    done = [style.day(a.done) for a in sorted(case.corrective, key=lambda a: str(a.done)) if a.done]
    return done[-1] if done and len(done) == len(case.corrective) else None


def _seller(opened: OpenCase) -> Names:
    seller = opened.seller
    texts = {"legal_name": seller.legal_name, "legal_name_zh": seller.legal_name_zh}
    return Names("fact of the seller:", {k: _leaf(f"seller.{k}", "case", f"seller.{k}", v) for k, v in texts.items() if v})
