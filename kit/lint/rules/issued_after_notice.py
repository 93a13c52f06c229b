"""E817: a paper issued after the notice, cited for how things were before."""

from collections.abc import Iterable

from kit.lint.clean import DISPUTE
from kit.lint.papers import FROM, ISSUED, SIGNED, cited, days, is_granted, seen
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, ProposedFact, Subject, day_of
from kit.tools.written_dates import long


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    notice = day_of(case.violation.received, subject.policy.zone)
    before = cited(case, "root_causes", "dispute")
    for n, item in enumerate(case.evidence):
        if item.id in before and is_granted(item):
            late = [(key, day) for key, day in days(seen(subject, item), (*ISSUED, *SIGNED, *FROM)) if day > notice]
            if late:
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


_REPORT = {"evidence.0.kind": "test_report"}
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
    ),
    good=(
        "",
        {**_REPORT, "evidence.0.facts": {"issued": "20 May 2026"}},
        {"evidence.2.kind": "certificate", "evidence.2.facts": {"issued": "20 June 2026"}},
    ),
)
