"""What the facts of evidence say of a paper: its days, its counts, and what kind of paper it is."""

import re
import unicodedata
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
    "notification",
    "approval",
    "permit",
    "copyright",
)
"""Words in the kind of a paper that somebody grants or issues on a day."""


_NUMBER = re.compile(r"(?:certificate|invoice|report|licence|license)(?:_?(?:number|no|id))?")
_NUMBERED = re.compile(r"certificate|invoice|test_report|licen[cs]e")
_PLAIN = ("number", "no", "id")
_BEFORE_NUMBER = re.compile(r"^(?:(?:no|nr|number)\b\.?|№|#|编号|号码)[\s:.#]*", re.IGNORECASE)

NO_PROOF = frozenset({"statement", "notice"})
"""Kinds that show what somebody said, not what was done."""


def proves(item: EvidenceItem) -> bool:
    """Whether it can show that something was done: it is there, and more than words of the seller or of the platform."""
    return item.status == "have" and item.kind not in NO_PROOF


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


def is_dated_between(item: EvidenceItem, after: date, until: date) -> bool:
    """Whether one of its facts states a day after the first and up to the second; the end of a validity is no such day."""
    told = [day for key, value in item.facts if key not in ENDS for found in written(value) for day in found.days]
    return any(after < day <= until for day in told)


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


def numbers(item: EvidenceItem) -> Iterator[tuple[str, str]]:
    """The facts that state a number that is this one paper's own."""
    is_paper = bool(_NUMBERED.search(item.kind))
    for key, value in item.facts:
        if any(c.isdigit() for c in value) and (_NUMBER.fullmatch(key) or (is_paper and key in _PLAIN)):
            yield key, value


def as_number(text: str) -> str:
    """A number as it is compared: signs, spaces, width and case do not count, nor a “No.” before it.

    >>> as_number("No. inv/2026-0417"), as_number("ＩＮＶ 2026 0417")
    ('inv20260417', 'inv20260417')
    """
    plain = _BEFORE_NUMBER.sub("", unicodedata.normalize("NFKC", text).strip())
    return re.sub(r"[\W_]", "", plain).casefold()


def is_granted(item: EvidenceItem) -> bool:
    """Whether it is a certificate, report, notification, licence, invoice or the like."""
    return any(word in item.kind for word in GRANTED)


def cited(case: Case, *groups: str) -> set[str]:
    """Ids of the evidence that the things of these groups name: root_causes, corrective, preventive, dispute."""
    dispute = (*case.dispute.happened, *case.dispute.wrong, *case.dispute.asks)
    things = (thing for group in groups for thing in (dispute if group == "dispute" else getattr(case, group)))
    return {exhibit for thing in things for exhibit in thing.exhibits}
