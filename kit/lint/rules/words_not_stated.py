"""E871: a violation of content whose notice's words are not stated, so that no listing can be searched for them."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.policy import claim_words


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    if case.violation.family != "content" or claim_words.complained(case):
        return
    if any(audit.id == "as_described" and not audit.unavailable for audit in subject.audits or ()):
        return  # the goods are complained of, not the words
    notice = next((n for n, item in enumerate(case.evidence) if item.kind == "notice"), None)
    yield Hit(
        where="evidence" if notice is None else f"evidence.{notice}.facts",
        message=Both("the words to which the notice objects are not stated", "没有写明通知所指的是哪些用语"),
        fix=Both(
            "copy them from the notice into its facts: `claims: first words; second words`; every listing is then searched for them",
            "从通知抄入其 facts：`claims: 第一处; 第二处`；随后会检查每个链接",
        ),
    )


_CONTENT = {"violation.family": "content"}
_NOTICE = {"id": "notice", "file": "evidence/n.png", "kind": "notice", "caption": "Notice"}

RULE = Rule(
    id="E871",
    name="words-not-stated",
    severity="warning",
    needs=frozenset({"audits"}),
    what=said("The words to which the notice objects are stated one by one.", "逐条列明通知所指的文字。"),
    why=said(
        "An appeal that does not quote the words cannot show that they are gone, or that they are true.",
        "不引用原文，就无法证明已删除或属实。",
    ),
    source="research/appeals.md §1 (misleading), §4 scope (all items named and counted)",
    grade="derived",
    check=check,
    bad=(_CONTENT, {**_CONTENT, "evidence.4": _NOTICE}, {**_CONTENT, "evidence.4": {**_NOTICE, "facts": {"claims": " ; "}}}),
    good=("", {**_CONTENT, "evidence.4": {**_NOTICE, "facts": {"claims": "medical grade"}}}, {"evidence.4": _NOTICE}),
)
