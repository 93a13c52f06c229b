"""F904: a rule of the platform that the letter quotes and no official page was seen to state."""

import re
from collections.abc import Iterable

from kit.lint.figures import untraced
from kit.lint.known import quoted_fact
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Fact, Subject
from kit.tools.prose import sentence_around

_PLATFORM = re.compile(r"\b(?:TikTok|platform|polic(?:y|ies)|require\w{0,4}|limit|rules?|Seller Center)\b", re.IGNORECASE)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        for trace in passage.traces:
            fact = subject.policy.get(trace.ref.rpartition("/")[2]) if trace.kind == "policy" else None
            if fact and not fact.is_quotable:
                yield _hit(passage.where, passage.text[trace.start : trace.end], fact)
    for passage, figure in untraced(subject):
        fact = quoted_fact(figure, subject.policy)
        sentence = sentence_around(passage.text, figure.start)
        if fact and not fact.is_quotable and _PLATFORM.search(sentence):
            yield _hit(passage.where, f"{figure.written}{figure.after.split('.')[0][:20].rstrip()}", fact)


def _hit(where: str, quote: str, fact: Fact) -> Hit:
    grade = fact.grade if fact.grade != "official" else "official, but on a page that was not seen"
    return Hit(
        where=where,
        message=Both(
            f"“{quote}” is quoted as the platform's rule, but {fact.id} is of grade {grade}",
            f"“{quote}”被当作平台规则引用，但 {fact.id} 的等级是 {fact.grade}{'' if fact.grade != 'official' else '，而该页面未曾查看'}",
        ),
        fix=Both(
            "take it out, or quote the notice's own words; it may be computed with, not quoted",
            "删去，或引用通知原文；可用于计算，不可引用",
        ),
        quote=quote,
    )


RULE = Rule(
    id="F904",
    name="unquotable-fact",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("Only official policy facts that were seen are quoted as the platform's policy.", "只有核实过的官方规则才能作为平台政策引用。"),
    why=said(
        "Much of what is told about the platform's rules is wrong; quoting it shows that nobody read the policy.",
        "关于平台规则的许多说法并不属实；引用它们只说明没人读过政策。",
    ),
    source="DESIGN §5; research/domain.md §7",
    grade="derived",
    check=check,
    bad=(
        "The policy gives {{ policy.appeal.answer_within }} to answer.",
        "The platform requires an answer in 72 hours.",
        {"policy.late_dispatch.limit": {"value": 4, "unit": "%", "grade": "official"},
         "corrective.0.what": "The limit is {{ policy.late_dispatch.limit }} ({{ exhibit.cutoff_screen }})."},
    ),
    good=("The limit is {{ policy.late_dispatch.limit }}.", "The limit of 4% was passed.", "Parcels waited 72 hours."),
)  # fmt: skip
