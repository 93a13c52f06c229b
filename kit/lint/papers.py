"""What the facts of evidence say of a paper: its days, its counts, and what kind of paper it is."""

from collections.abc import Iterable, Iterator
from datetime import date

from kit.model import Case, EvidenceItem, Subject
from kit.tools.prose import figures
from kit.tools.written_dates import written

SIGNED = ("signed", "signed_on", "signed_at")
ISSUED = ("issued", "issued_on", "issue_date", "dated", "date", "invoice_date", "report_date")
FROM = ("valid_from", "effective", "effective_from", "in_force")
ENDS = ("valid_to", "valid_until", "expires", "expiry", "expires_on")
GRANTED = (
    "certificate",
    "report",
    "registration",
    "authorisation",
    "authorization",
    "licence",
    "license",
    "declaration",
    "invoice",
)
"""Words in the kind of a paper that somebody grants or issues on a day."""


def seen(subject: Subject, item: EvidenceItem) -> EvidenceItem:
    """The item with what its text states for sure, too, where its facts do not say it: a warning need not wait for a person."""
    stated = {key for key, _ in item.facts}
    read = [
        (f.key, f.value) for f in subject.proposed if f.evidence == item.id and f.confidence == "high" and f.key not in stated
    ]
    return item.model_copy(update={"facts": (*item.facts, *read)}) if read else item


def days(item: EvidenceItem, keys: Iterable[str]) -> Iterator[tuple[str, date]]:
    """Each of the facts that states one day, with that day."""
    wanted = set(keys)
    for key, value in item.facts:
        found = [w.days[0] for w in written(value) if len(w.days) == 1] if key in wanted else []
        if found:
            yield key, found[0]


def dated(subject: Subject, keys: Iterable[str], *groups: str) -> Iterator[tuple[str, EvidenceItem, date]]:
    """Each fact that states one day, of papers that the things of these groups name: its place, the paper, the day."""
    named = cited(subject.case, *groups)
    for n, item in enumerate(subject.case.evidence):
        if item.id in named:
            yield from ((f"evidence.{n}.facts.{key}", item, day) for key, day in days(item, keys))


def count(item: EvidenceItem, keys: Iterable[str]) -> int | None:
    """The first whole number that one of the facts states."""
    facts = dict(item.facts)
    stated = (figure for key in keys if key in facts for figure in figures(facts[key]))
    return next((int(figure.value) for figure in stated if not figure.is_percent), None)


def is_granted(item: EvidenceItem) -> bool:
    """Whether it is a certificate, report, licence, invoice or the like."""
    return any(word in item.kind for word in GRANTED)


def cited(case: Case, *groups: str) -> set[str]:
    """Ids of the evidence that the things of these groups name: root_causes, corrective, preventive, dispute."""
    dispute = (*case.dispute.happened, *case.dispute.wrong, *case.dispute.asks)
    things = (thing for group in groups for thing in (dispute if group == "dispute" else getattr(case, group)))
    return {exhibit for thing in things for exhibit in thing.exhibits}
