"""What a later appeal says that the one before did not, and what it says otherwise: read before it is sent, as a reviewer would."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from kit import evidence
from kit.appeal import Appeal
from kit.desk.outcomes import points
from kit.desk.submission import kept_in
from kit.errors import Usage
from kit.ledger import Ledger
from kit.model import EarlierAppeal, Finding, Promise
from kit.report import audit_entry
from kit.tools.anchors import anchors

What = Literal["stance", "cause", "done", "promise", "promise_gone", "metric", "file"]
_RULES = "R10"  # those on a second appeal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFact:
    """A passage with what can be checked in it and did not stand in the letter before."""

    where: str
    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Something that both letters state, each otherwise."""

    what: What
    id: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A letter against the one sent before. `facts` None: that one's text cannot be read."""

    attempt: int
    sent: date
    fresh: tuple[tuple[str, str], ...]  # exhibit and caption of evidence that was not sent before
    kept: int  # exhibits of before that are sent again
    dropped: tuple[str, ...]  # ids of exhibits that are not
    facts: tuple[NewFact, ...] | None
    changed: tuple[Changed, ...]
    promises: tuple[Promise, ...]
    points: tuple[str, ...]  # of the rejection, each to be answered
    findings: tuple[Finding, ...]  # what the rules on a second appeal still miss


def difference(appeal: Appeal, ledger: Ledger | None) -> Difference:
    """The case's letter as it stands against the last one sent; raises Usage for a first appeal."""
    case = appeal.case
    if case.attempt < 2 or not case.history:
        raise Usage(
            f"{case.id} is a first appeal: there is none before it", ["after a rejection: poa outcome CASE rejected --text FILE"]
        )
    last = max(case.history, key=lambda a: a.answered(appeal.policy.zone))
    before = {str(x["id"]): str(x["sha256"]) for x in _manifest(appeal.folder, last).get("exhibits", ())}
    again = _made_again(appeal) & before.keys()
    ours = {
        e.item.id: before[e.item.id] if e.item.id in again else e.sha256
        for e in appeal.evidence
        if e.item.id in appeal.letter.cites
    }
    labels = dict(appeal.letter.labels)
    return Difference(
        attempt=case.attempt,
        sent=last.date,
        fresh=tuple((labels[i], case.item(i).caption.en) for i in appeal.letter.cites if ours.get(i) not in set(before.values())),
        kept=len(set(before.values()) & set(ours.values())),
        dropped=tuple(i for i, digest in before.items() if digest not in set(ours.values()) and i not in ours),
        facts=_facts(appeal),
        changed=(*_stated(appeal, ledger), *_metrics(appeal), *_files(before, ours)),
        promises=tuple(p for a in case.history for p in a.promises),
        points=_points(appeal, ledger),
        findings=tuple(f for f in appeal.findings if f.rule.startswith(_RULES)),
    )


def _made_again(appeal: Appeal) -> set[str]:
    """Exhibits that the kit draws from the exports and records of before, with the figures of before: no new evidence, whatever day they bear."""
    sent = _sent(appeal)
    rows = [r.line for r in appeal.orders.readings] if appeal.orders else []
    if sent.get("rows") != rows or any(_metrics(appeal)):
        return set()
    audits = {a.id: audit_entry(a).model_dump(mode="json") for a in appeal.audits}
    made = {item.id: item.made for item in appeal.case.evidence if item.made}
    return {i for i, kind in made.items() if audits.get(kind) == sent.get("audits", {}).get(kind)}


def _sent(appeal: Appeal) -> dict[str, Any]:
    """The report of the build that was sent in the attempt before; empty where none is kept."""
    return _json(kept_in(appeal.folder, appeal.case.attempt - 1) / "report.json")


def _manifest(folder: Path, last: EarlierAppeal) -> dict[str, Any]:
    """The manifest of the letter before; empty where there is none."""
    name = last.manifest or Path(last.file).with_name("manifest.json").as_posix()
    return _json(folder / name)


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _facts(appeal: Appeal) -> tuple[NewFact, ...] | None:
    earlier = [o for o in evidence.others(appeal.opened) or () if o.kind == "earlier"]
    if not earlier:
        return None
    known = {fact for other in earlier for fact in anchors(other.text)}
    found = []
    for passage in appeal.letter.passages:
        new = {fact: said for fact, said in anchors(passage.text).items() if fact not in known}
        if new:
            found.append(NewFact(where=passage.where, text=passage.text, facts=tuple(dict.fromkeys(new.values()))))
    return tuple(found)


def _points(appeal: Appeal, ledger: Ledger | None) -> tuple[str, ...]:
    entry = ledger.last("outcome", f"{appeal.case.violation.id}/{appeal.case.attempt - 1}") if ledger else None
    return points(str(entry.body.get("says", ""))) if entry else ()


# --- what is said otherwise -----------------------------------------------------------------------


def _stated(appeal: Appeal, ledger: Ledger | None) -> Iterator[Changed]:
    """The stance, days of causes and actions, and promises, as the ledger keeps them of the letter before."""
    case = appeal.case
    key = f"{case.violation.id}/{case.attempt - 1}"
    entry = ledger.last("appeal", key) if ledger else None
    if ledger is None or entry is None:
        return
    if entry.body["stance"] != case.stance:
        yield Changed(what="stance", id="", before=str(entry.body["stance"]), now=case.stance)
    yield from _days("cause", entry.body.get("causes", {}), {c.id: str(c.when) for c in case.root_causes if c.when})
    yield from _days("done", entry.body.get("done", {}), {c.id: str(c.done) for c in case.corrective if c.done})
    now = {p.id: str(p.by or p.since or "") for p in case.preventive}
    for promise in ledger.entries(kind="promise"):
        if not promise.key.startswith(f"{key}/"):
            continue
        name = promise.key.rpartition("/")[2]
        if name not in now:
            yield Changed(what="promise_gone", id=name, before=str(promise.body["what"]), now="")
        elif promise.body["by"] != now[name]:
            yield Changed(what="promise", id=name, before=str(promise.body["by"]), now=now[name])


def _days(what: What, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Changed]:
    yield from (Changed(what=what, id=i, before=day, now=now[i]) for i, day in before.items() if i in now and now[i] != day)


def _metrics(appeal: Appeal) -> Iterator[Changed]:
    """Metrics that count the same days and give other numbers."""
    sent = _sent(appeal).get("metrics", {})
    for metric in appeal.metrics if sent else ():
        for period, rate in metric.periods:
            told = sent.get(metric.id, {}).get(period)
            window = [rate.window.start.isoformat(), rate.window.end.isoformat()]
            if (
                told
                and list(told["window"]) == window
                and (told["numerator"], told["denominator"]) != (rate.numerator, rate.denominator)
            ):
                before, now = _counts(told["numerator"], told["denominator"]), _counts(rate.numerator, rate.denominator)
                yield Changed(what="metric", id=f"{metric.id}.{period}", before=before, now=now)


def _counts(numerator: int, denominator: int) -> str:
    """48/828; a dash where nothing was counted."""
    return f"{numerator:,}/{denominator:,}" if denominator else "–"


def _files(before: Mapping[str, str], ours: Mapping[str, str]) -> Iterator[Changed]:
    """Exhibits of one name that are another file now."""
    yield from (
        Changed(what="file", id=i, before=sha[:8], now=ours[i][:8]) for i, sha in before.items() if i in ours and ours[i] != sha
    )
