"""E819: a paper that ends while the appeal is read."""

from collections.abc import Iterable

from kit.lint.papers import ENDS, dated, is_granted
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.policy.papers import ending
from kit.tools.written_dates import long


def check(subject: Subject) -> Iterable[Hit]:
    limit = ending(subject.case.violation.site)
    for where, item, day in dated(subject, ENDS, "corrective", "preventive", "dispute"):
        left = (day - subject.today).days
        if is_granted(item) and 0 <= left <= limit.days:
            yield Hit(
                where=where,
                message=Both(
                    f"{item.id} ends on {long(day)}, {left} days after the letter ({limit.what.en}; {limit.grade}: {limit.source})",
                    f"{item.id} 将于 {long(day)} 到期，距本信 {left} 天（{limit.what.zh or limit.what.en}；{limit.grade}：{limit.source}）",
                ),
                fix=Both(
                    "renew it and send the new one, or add the application for renewal with its date",
                    "续期并提交新件，或附上写明日期的续期申请",
                ),
            )


_CERTIFICATE = {"evidence.2.kind": "certificate"}

RULE = Rule(
    id="E819",
    name="expires-soon",
    severity="warning",
    what=said("A paper holds longer than the review lasts.", "文件有效期要长于审核周期。"),
    why=said(
        "A paper that ends in days is refused on some sites, and expired when a second person reads it elsewhere.",
        "即将到期的文件有的站点不受理，复审时可能已过期。",
    ),
    source="research/certification.md §4 (documents expiring within 30 days are refused: SEA cross-border beauty); seed 000: 资质到期",
    grade="third_party",
    check=check,
    bad=(
        {**_CERTIFICATE, "evidence.2.facts": {"valid_to": "20 July 2026"}},
        {**_CERTIFICATE, "evidence.2.facts": {"expires": "2026-07-06"}},
        {"evidence.1.kind": "licence", "evidence.1.facts": {"expiry": "5 August 2026"}},
    ),
    good=(
        "",
        {**_CERTIFICATE, "evidence.2.facts": {"valid_to": "13 June 2027"}},
        {"evidence.0.kind": "certificate", "evidence.0.facts": {"valid_to": "20 July 2026"}},
    ),
)
