"""A201: a root cause without the role that acted, or without when it began."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import undated
from kit.model import Both, Subject


def _alone(subject: Subject) -> Iterable[Hit]:
    yield from undated(
        subject,
        "root_causes",
        Both("no day stands in what the letter tells of the cause", "信中所写的原因没有任何日期"),
        Both(
            "say when it began, which operation went wrong, and whose role it was", "写明何时开始、哪个操作出了错、属于哪个岗位"
        ),
    )


def check(subject: Subject) -> Iterable[Hit]:
    if not subject.case.root_causes:
        yield Hit(
            where="root_causes",
            message=Both("the plan names no root cause", "整改计划没有根本原因"),
            fix=Both("state at least one: what, role, when, exhibits", "至少写一条：what、role、when、exhibits"),
        )
    for n, cause in enumerate(subject.case.root_causes):
        missing = [word for word in ("role", "when") if getattr(cause, word) is None]
        if missing:
            yield Hit(
                where=f"root_causes.{n}",
                message=Both(
                    f"root cause {cause.id} does not say {' nor '.join(missing)}",
                    f"根本原因 {cause.id} 没有写明{'、'.join('角色' if word == 'role' else '时间' for word in missing)}",
                ),
                fix=Both(
                    "give the role (not a name) whose operation went wrong, and the day or time at which it began",
                    "写明是哪个岗位（不是人名）的操作出了错，以及开始的日期或时间",
                ),
            )


RULE = Rule(
    id="A201",
    name="unplaced-cause",
    severity="error",
    stance="plan",
    what=said("A root cause names the operation, the role and the time.", "根因要明确到具体操作、岗位、时间节点。"),
    why=said("A cause that could stand in any seller's letter explains nothing.", "放在谁的信里都成立的原因，什么也没解释。"),
    source="seed 000: Root Cause Analysis（明确到具体操作、岗位、时间节点）; 归因模糊（如“员工疏忽”）",
    grade="seed",
    check=check,
    alone=_alone,
    bad=({"root_causes.0.role": None}, {"root_causes.0.when": None}, {"root_causes.0.role": None, "root_causes.0.when": None}),
    good=("", {"root_causes.0.role": "Listing editor"}, {"root_causes.0.when": "2026-05-11 15:30"}),
)
