"""A small clean appeal without files (`kit.lint.clean`): every rule's examples are changes to it.

An example is a sentence, which is added to the text of the first corrective action, or a mapping of changes:

- `corrective.0.done: None` changes the case (None takes the key out, an index one past the end adds);
- `policy.letter.signature: {...}` changes a fact, `seller.people.0.title: ...` the seller;
- `opened.<evidence id>: None` leaves that evidence unopened, a mapping says what was seen in it (`text`, `notes`, `origin`);
- `alone: True` leaves only the letter, without a case;
- the name of one of `PARTS` replaces that part of the subject.

The letter is filled by the few lines below, not by `kit.letter`: stages do not import one another, and an example
needs no more than plain text with its traces.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256 as sha256_of
from pathlib import Path
from typing import Any

from kit.lint.clean import CASE, FACTS
from kit.lint.rule import Example
from kit.model import (
    Calendar,
    Case,
    Driver,
    Evidence,
    EvidenceAsk,
    Fact,
    Family,
    Letter,
    Metric,
    PageSize,
    Passage,
    Policy,
    Rate,
    Shown,
    SitePack,
    Stated,
    Statement,
    Subject,
    Trace,
    Window,
)
from kit.tools.written_dates import long

PARTS = (
    "signer", "unlisted", "metrics", "evidence", "letter", "family", "drivers", "affected", "orders", "causes", "audits", "slips", "buyer_data", "claims", "others",
    "proposed",
)  # fmt: skip


def example(changes: Example = "") -> Subject:
    """The clean subject with a rule's example applied."""
    if isinstance(changes, str):
        changes = {"corrective.0.what": f"{CASE['corrective'][0]['what']} {changes}".strip()}
    document, opened = deepcopy(CASE), dict[str, Any]()
    facts: dict[str, Any] = deepcopy(FACTS)
    for path, value in changes.items():
        head, _, rest = path.partition(".")
        if head == "policy":
            facts[rest] = (
                value if isinstance(value, dict) or value is None else {**facts.get(rest, {"grade": "seed"}), "value": value}
            )
        elif head == "opened":
            opened[rest] = value
        elif path not in {*PARTS, "alone"}:
            _put(document, path, value)
    subject = _subject(document, {k: v for k, v in facts.items() if v is not None}, opened)
    changed = _with_parts(subject, {k: v for k, v in changes.items() if k in PARTS})
    return Subject(stated=None, letter=changed.letter, today=changed.today) if "alone" in changes else changed


def _put(document: Any, path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for key in parents:
        document = document[int(key)] if isinstance(document, list) else document.setdefault(key, {})
    if isinstance(document, list):
        document[int(last) :] = [*([] if value is None else [deepcopy(value)]), *document[int(last) + 1 :]]
    elif value is None:
        document.pop(last, None)
    else:
        document[last] = deepcopy(value)


def _with_parts(subject: Subject, parts: Mapping[str, Any]) -> Subject:
    if not parts:
        return subject
    assert subject.stated is not None
    stated = {name: value for name, value in parts.items() if name in Stated.__dataclass_fields__}
    others = {name: value for name, value in parts.items() if name not in stated}
    changed = replace(subject, stated=replace(subject.stated, **stated), **others)
    return changed if "letter" in parts else replace(changed, letter=_letter(changed))


def _subject(document: dict[str, Any], facts: dict[str, dict[str, Any]], opened: Mapping[str, Any]) -> Subject:
    case = Case.model_validate(document)
    assert case.seller is not None
    values: dict[str, Any] = {
        "stated": Stated(
            case=case,
            seller=case.seller,
            signer=next((p for p in case.seller.people if p.id == case.letter.signer), None),
            policy=_policy(facts),
            family=_family(case.violation.family),
        ),
        "metrics": (_metric(),),
        "drivers": _drivers(),
        "causes": (),
        "audits": (),
        "claims": (),
        "slips": (),
        "others": (),
        "evidence": tuple(_evidence(case, opened)),
        "today": case.letter.date,
    }
    return Subject(**values, letter=_letter(Subject(**values)))


def _policy(facts: dict[str, dict[str, Any]]) -> Policy:
    calendar = Calendar(zone="Europe/London", zone_status="stated", holidays="GB")
    site = SitePack(
        code="UK", name="United Kingdom", name_zh="英国", language="en-GB", currency="GBP", paper="A4", date_style="day_first",
        calendar=calendar,
    )  # fmt: skip
    return Policy(site=site, profile="seed", facts=tuple(Fact(id=k, **v) for k, v in facts.items()))


def _family(name: str) -> Family:
    ask = EvidenceAsk(
        id="carrier_contract", kinds=("carrier_contract", "collection_agreement"), what=Statement(en="The carrier contract"),
        need="required", stance="plan", grade="official",
    )  # fmt: skip
    asks, metrics = ((ask,), ("late_dispatch",)) if name == "logistics" else ((), ())
    return Family(id=name, title=Statement(en=name), subject=Statement(en=name), metrics=metrics, evidence=asks)


def _rate(numerator: int, denominator: int, start: date, end: date) -> Rate:
    return Rate(numerator=numerator, denominator=denominator, window=Window(start=start, end=end))


def _metric() -> Metric:
    return Metric(
        id="late_dispatch", title="Late dispatch rate", definition="Orders handed over late", clock="handover", unit="%",
        noun="orders", sentence="",
        periods=(
            ("before", _rate(9, 1120, date(2026, 4, 27), date(2026, 5, 10))),
            ("during", _rate(412, 3926, date(2026, 5, 11), date(2026, 6, 7))),
            ("after", _rate(14, 2170, date(2026, 6, 16), date(2026, 7, 3))),
        ),
    )  # fmt: skip


def _drivers() -> tuple[Driver, ...]:
    before, during = _rate(5, 540, date(2026, 4, 27), date(2026, 5, 10)), _rate(331, 1803, date(2026, 5, 11), date(2026, 6, 7))
    return (Driver(column="warehouse", value="Daventry", before=before, during=during, excess=314.0, share=0.803),)


def _evidence(case: Case, opened: Mapping[str, Any]) -> Iterator[Evidence]:
    for item in case.evidence:
        if item.status == "have" and (told := opened.get(item.id, {})) is not None:
            sha256 = sha256_of(item.id.encode()).hexdigest()
            seen = Evidence(
                item=item, path=Path(item.file or f"{item.id}.pdf"), sha256=sha256, bytes=1000, media="pdf",
                pages=(PageSize(width=595, height=842),), picked=(1,), text=("Daventry, 12 June 2026, 09:41",),
                shown=Shown(path=Path(item.file or f"{item.id}.pdf"), media="pdf", sha256=sha256),
            )  # fmt: skip
            yield replace(seen, **told)


# --- the letter ---------------------------------------------------------------------------------


def _letter(subject: Subject) -> Letter:
    case = subject.case
    authored = list(_authored(case))
    cites = tuple(dict.fromkeys(e for _, words, listed in authored for e in (*_EXHIBIT.findall(words), *listed)))
    labels = {e: str(n) for n, e in enumerate(cites, 1)}
    passages = tuple(_passage(where, words, listed, subject, labels) for where, words, listed in authored)
    return Letter(
        title="Plan of Action", subject="Late dispatch", stance=case.stance, passages=passages, cites=cites,
        labels=tuple(labels.items()), context=None,
    )  # fmt: skip


def _authored(case: Case) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Place, text and listed exhibits of each authored text, in reading order."""
    summary = case.letter.summary
    if summary:
        for name in ("happened", "why", "now"):
            yield f"letter.summary.{name}", getattr(summary, name).en, ()
    for group in ("root_causes", "corrective", "preventive"):
        for n, thing in enumerate(getattr(case, group)):
            yield f"{group}.{n}.what", thing.what.en, thing.exhibits
            if getattr(thing, "measured", None):
                yield f"{group}.{n}.measured", thing.measured.en, ()
    for head in ("happened", "wrong", "asks"):
        for n, point in enumerate(getattr(case.dispute, head)):
            yield f"dispute.{head}.{n}.what", point.what.en, point.exhibits


_EXHIBIT = re.compile(r"\{\{ exhibit\.([a-z_0-9]+)")
_SLOT = re.compile(r"\{\{ ([a-z_0-9.]+)(?:\.page\(\d+\))? \}\}")


def _passage(where: str, words: str, listed: tuple[str, ...], subject: Subject, labels: Mapping[str, str]) -> Passage:
    text, traces, at = "", [], 0
    for slot in _SLOT.finditer(words):
        text += words[at : slot.start()]
        kind, name, value = _value(slot[1], subject, labels)
        traces.append(Trace(start=len(text), end=len(text) + len(value), kind=kind, ref=name))
        text, at = text + value, slot.end()
    cited = tuple(dict.fromkeys((*_EXHIBIT.findall(words), *listed)))
    return Passage(where=where, text=text + words[at:], html="", traces=tuple(traces), cites=cited)


def _value(name: str, subject: Subject, labels: Mapping[str, str]) -> tuple[Any, str, str]:
    """Kind, reference and printed text of a placeholder."""
    head, *rest = name.split(".")
    case = subject.case
    if head == "exhibit":
        return "exhibit", rest[0], f"Exhibit {labels[rest[0]]}"
    if head == "metric":
        return "metric", ".".join(rest[:2]), _printed(subject, *rest)
    if head == "driver":
        return "metric", name, str((subject.drivers or ())[0].during.numerator)
    if head == "policy":
        fact = subject.policy.get(".".join(rest))
        assert fact is not None
        return "policy", f"uk/{fact.id}", f"{fact.value}{fact.unit if fact.unit == '%' else ' ' + fact.unit}"
    if head == "evidence":
        return "evidence", ".".join(rest), dict(case.item(rest[0]).facts)[rest[1]]
    if name == "case.notice_received":
        return "case", name, long(case.violation.received)
    if head == "notice":
        return "case", name, next(f.value for f in case.violation.figures if f.metric == rest[0])
    group: tuple[Any, ...] = {"cause": case.root_causes, "action": case.corrective, "measure": case.preventive}[head]
    return "case", name, _day(next((getattr(t, rest[1]) for t in group if t.id == rest[0]), None))


def _printed(subject: Subject, metric_id: str, period: str, field: str = "") -> str:
    rate = next(m for m in subject.metrics or () if m.id == metric_id).rate(period)
    assert rate is not None
    share = "n/a" if rate.value is None else f"{rate.value:.1%}"
    counts = f"{rate.numerator:,} of {rate.denominator:,} orders"
    return {"": share, "counts": counts, "full": f"{counts} ({share})", "numerator": f"{rate.numerator:,}"}[field]


def _day(moment: date | None) -> str:
    if moment is None:
        return "n/a"
    return f"{long(moment)}, {moment:%H:%M}" if isinstance(moment, datetime) else long(moment)
