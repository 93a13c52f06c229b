"""M316: prevention of which no procedure and no running record is shown."""

from collections.abc import Iterable

from kit.lint.papers import cited
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_RUNNING = (
    "sop", "procedure", "instruction", "policy", "checklist", "log", "record", "roster", "manifest", "screenshot", "report",
    "register", "contract", "agreement", "list", "schedule", "plan", "export",
)  # fmt: skip


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    if not case.preventive:
        return
    passages = subject.letter.passages if subject.letter else ()
    shown = cited(case, "preventive") | {e for p in passages if p.where.startswith("preventive.") for e in p.cites}
    if not any(item.kind.endswith(_RUNNING) for item in case.evidence if item.id in shown):
        yield Hit(
            where="preventive",
            message=Both(
                "no preventive measure is shown in a procedure, a setting or a record of its first days",
                "没有一项预防措施体现在流程文件、系统设置或最初几天的记录中",
            ),
            fix=Both(
                "cite the signed procedure, the system's setting or the first log: a measure is real once it is part of the day's work",
                "引用签署的流程、系统设置或第一份日志：进入日常工作的措施才是真实的",
            ),
        )


RULE = Rule(
    id="M316",
    name="measure-outside-routine",
    severity="warning",
    stance="plan",
    needs=frozenset({"letter"}),
    what=said("Prevention is part of the daily procedure, and that is shown.", "预防措施要落到日常SOP，并能拿出证明。"),
    why=said(
        "A measure that lives only in the letter is dropped after approval, and the next violation of its kind weighs more.",
        "只写在信里的措施，批准后就没人执行；同类违规再犯后果更重。",
    ),
    source="seed 000: 把POA当作一次性任务，未将整改措施嵌入日常SOP",
    grade="seed",
    check=check,
    bad=(
        {"evidence.2.kind": "photo", "evidence.3.kind": "photo"},
        {"preventive.0.exhibits": ["cutoff_screen"], "evidence.1.kind": "statement", "preventive.0.measured": "It is counted.",
         "preventive.0.what": "The van comes daily."},
        {"evidence.2.kind": "statement", "evidence.3.kind": "carrier_letter"},
    ),
    good=("", {"evidence.2.kind": "sop", "evidence.3.kind": "photo"}, {"evidence.3.kind": "settings_screenshot"}),
)  # fmt: skip
