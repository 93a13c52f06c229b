"""R107: a second appeal without the platform's answer to the first among the evidence."""

from collections.abc import Iterable

from kit.lint.clean import second
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

KINDS = (
    "refusal",
    "rejection",
    "reply",
    "decision",
    "platform_notice",
    "correspondence",
    "appeal_result",
    "mail",
    "case_log",
    "ticket",
)


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    refused = [n for n, appeal in enumerate(case.history) if appeal.outcome in {"rejected", "closed"}]
    if refused and not any(word in item.kind for item in case.evidence for word in KINDS):
        yield Hit(
            where=f"history.{refused[-1]}",
            message=Both(
                f"the platform's answer to the appeal of {case.history[refused[-1]].date} is not kept among the evidence",
                f"{case.history[refused[-1]].date} 那次申诉的平台答复没有留在证据中",
            ),
            fix=Both(
                "add the refusal as it was shown (kind: refusal, use: background if it is not to be sent): its reason is what must be answered",
                "按原样加入驳回通知（kind: refusal；不寄出则 use: background）：要回应的正是其中的理由",
            ),
        )


_REFUSAL = {"id": "refusal", "file": "evidence/refusal.png", "kind": "refusal", "caption": "Refusal", "use": "background"}

RULE = Rule(
    id="R107",
    name="answer-not-kept",
    severity="warning",
    what=said("The answer to an earlier appeal is kept.", "平台对此前申诉的答复要留存。"),
    why=said(
        "Who does not have the reason of the refusal answers another question.",
        "没有驳回理由，就会答非所问；日后争议也无据可查。",
    ),
    source="seed 000: 未留存所有沟通记录（包括邮件、Case ID、提交时间戳）",
    grade="seed",
    check=check,
    bad=(second("rejected"), second("closed"), {**second("rejected"), "evidence.3.kind": "photo"}),
    good=("", {**second("rejected"), "evidence.4": _REFUSAL}, second("approved")),
)
