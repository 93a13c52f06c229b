"""E820: a paper that is older than is accepted."""

from collections.abc import Iterable

from kit.lint.papers import FROM, ISSUED, SIGNED, dated
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.policy.papers import age
from kit.tools.written_dates import long


def check(subject: Subject) -> Iterable[Hit]:
    for where, item, day in dated(subject, (*ISSUED, *SIGNED, *FROM), "root_causes", "corrective", "preventive", "dispute"):
        limit, old = age(item.kind, subject.case.violation.site), (subject.today - day).days
        if limit and old > limit.max_days:
            yield Hit(
                where=where,
                message=Both(
                    f"{item.id} is of {long(day)}, {old} days before the letter; {limit.max_days} are accepted ({limit.what.en}; {limit.grade}: {limit.source})",
                    f"{item.id} 的日期是 {long(day)}，距本信 {old} 天；只接受 {limit.max_days} 天以内（{limit.what.zh or limit.what.en}；{limit.grade}：{limit.source}）",
                ),
                fix=Both("ask for a newer one; if only the old one exists, say why", "索取较新的文件；若只有旧的，请说明原因"),
                severity="error" if limit.grade == "official" else None,
            )


_INVOICE = {"evidence.2.kind": "purchase_invoice"}

RULE = Rule(
    id="E820",
    name="too-old-paper",
    severity="warning",
    what=said("Invoices, reports and proofs of address are fresh enough.", "发票、检测报告、地址证明要在时效内。"),
    why=said("An old invoice does not show where today's goods come from.", "旧发票不能说明现在货物的来源。"),
    source="research/appeals.md §0.8 (freshness is per document; no limit of TikTok's own for invoices was found); research/certification.md §4",
    grade="derived",
    check=check,
    bad=(
        {**_INVOICE, "evidence.2.facts": {"invoice_date": "3 March 2025"}},
        {"evidence.1.kind": "utility_bill", "evidence.1.facts": {"date": "1 February 2026"}},
        {
            "violation.site": "US",
            "evidence.2.kind": "childrens_product_certificate",
            "evidence.2.facts": {"issued": "2024-05-05"},
        },
    ),
    good=(
        "",
        {**_INVOICE, "evidence.2.facts": {"invoice_date": "3 March 2026"}},
        {"evidence.2.facts": {"signed": "3 March 2020"}},
    ),
)
