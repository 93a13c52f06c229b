"""E817: a paper issued after the notice, cited for how things were before."""

import re
from collections.abc import Iterable
from datetime import date

from kit.lint.clean import DISPUTE
from kit.lint.papers import FROM, ISSUED, SIGNED, cited, days, is_granted, seen
from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceItem, ProposedFact, Subject, day_of
from kit.tools.prose import exhibits
from kit.tools.written_dates import long, written

_AGREED = ("contract", "agreement", "data_sheet", "summary")
_TELLS_OF_OTHER_DAYS = ("register", "weather", "metrics")
"""Kinds that look back on days before their own: registers, weather reports, reports of figures."""
_SINCE = re.compile(r"\b(?:only|until|since|from|as\sof|not\sbefore)\s(?:on\s|since\s|from\s)?$", re.IGNORECASE)


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    notice = day_of(case.violation.received, subject.policy.zone)
    before = cited(case, "root_causes", "dispute")
    for n, item in enumerate(case.evidence):
        if item.id in before and _gives_a_right(item):
            late = [(key, day) for key, day in days(seen(subject, item), (*ISSUED, *SIGNED, *FROM)) if day > notice]
            if late and not _is_called_new(subject, item, late[0][1]):
                key, day = late[0]
                yield Hit(
                    where=f"evidence.{n}.facts.{key}",
                    message=Both(
                        f"{item.id} is of {long(day)}, after the notice of {long(notice)}, and is cited for what was before",
                        f"{item.id} 的日期是 {long(day)}，晚于 {long(notice)} 的通知，却用来证明此前的情况",
                    ),
                    fix=Both(
                        "cite it for the correction only; for the time before, find the paper that was in force then",
                        "只用它证明整改；此前的情况请找当时有效的文件",
                    ),
                    severity="error" if case.stance == "dispute" else None,
                )


def _gives_a_right(item: EvidenceItem) -> bool:
    """Whether it was granted, registered or agreed on a day, so that it says nothing of the days before."""
    is_of_a_day = is_granted(item) or any(word in item.kind for word in _AGREED)
    return is_of_a_day and not any(word in item.kind for word in _TELLS_OF_OTHER_DAYS)


def _is_called_new(subject: Subject, item: EvidenceItem, day: date) -> bool:
    """Whether each sentence on a cause, or of a dispute, that cites it calls it the new one, or says that it is there since its day."""
    if subject.letter is None:
        return False
    number = dict(subject.letter.labels).get(item.id)
    new = re.compile(rf"\bnew\s(?:one|paper|number|{re.escape(item.kind.rpartition('_')[2])})\b", re.IGNORECASE)
    citing = [
        sentence
        for passage, _, sentence in told(subject)
        if passage.where.startswith(("root_causes", "dispute")) and any(n == number for _, _, n in exhibits(sentence))
    ]
    return bool(citing) and all(
        new.search(sentence) or any(day in w.days and _SINCE.search(sentence[: w.start]) for w in written(sentence))
        for sentence in citing
    )


_REPORT = {"evidence.0.kind": "test_report"}
_NOTIFIED = {"evidence.0.kind": "product_notification", "evidence.0.facts": {"valid_from": "20 June 2026"}}
_READ = ProposedFact(
    evidence="old_contract", key="issued", value="20 June 2026", page=1, around="", confidence="high", why="a label before it"
)

RULE = Rule(
    id="E817",
    name="issued-after-notice",
    severity="warning",
    what=said(
        "A paper issued after the notice proves the correction, not the time before.",
        "通知之后签发的文件只能证明整改，不能证明之前合规。",
    ),
    why=said(
        "The reviewer compares its date with the sale; written as compliance at sale it reads as deceit.",
        "审核员会比对签发日与销售日；当作当时合规就成了造假。",
    ),
    source="research/certification.md §1.6 (backdating test)",
    grade="derived",
    check=check,
    bad=(
        {**_REPORT, "evidence.0.facts": {"issued": "20 June 2026"}},
        {"evidence.0.kind": "certificate", "evidence.0.facts": {"valid_from": "2026-06-10"}},
        {**DISPUTE, "evidence.0.kind": "test_report", "evidence.0.facts": {"report_date": "1 July 2026"}},
        {**_REPORT, "proposed": (_READ,)},
        {**_NOTIFIED, "evidence.0.kind": "type_approval"},
        {**_NOTIFIED, "root_causes.0.what": "The serum was notified all along ({{ exhibit.old_contract }})."},
        {"evidence.0.kind": "distribution_agreement", "evidence.0.facts": {"signed": "20 June 2026"}},
    ),
    good=(
        "",
        {**_REPORT, "evidence.0.facts": {"issued": "20 May 2026"}},
        {"evidence.2.kind": "certificate", "evidence.2.facts": {"issued": "20 June 2026"}},
        {**_NOTIFIED, "root_causes.0.what": "Until 20 June 2026 the serum had no notification ({{ exhibit.old_contract }})."},
        {**_NOTIFIED, "root_causes.0.what": "The listing named the old number, not the new one ({{ exhibit.old_contract }})."},
        {"evidence.0.kind": "weather_report", "evidence.0.facts": {"issued": "20 June 2026"}},
    ),
)
