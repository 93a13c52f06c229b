"""M308: a preventive measure without trigger, limit or a way to measure it."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

NEEDED = {"trigger": "when or how often it acts", "limit": "the value at which someone acts", "measured": "how it is recorded"}


def check(subject: Subject) -> Iterable[Hit]:
    for n, measure in enumerate(subject.case.preventive):
        missing = [f"{word} ({meaning})" for word, meaning in NEEDED.items() if getattr(measure, word) is None]
        if missing:
            yield Hit(
                where=f"preventive.{n}",
                message=Both(
                    f"preventive measure {measure.id} states no {', no '.join(missing)}",
                    f"预防措施 {measure.id} 没有写明 {'、'.join(word for word in NEEDED if getattr(measure, word) is None)}",
                ),
                fix=Both(
                    "a measure is a mechanism: give trigger, limit and measured",
                    "措施是一种机制：写明 trigger（触发）、limit（限值）和 measured（如何记录）",
                ),
                severity="error" if len(missing) == len(NEEDED) else None,
            )


RULE = Rule(
    id="M308",
    name="unmeasured-measure",
    severity="warning",
    stance="plan",
    what=said("A preventive measure has a trigger, a limit and a record.", "预防措施要有触发条件、限值和记录方式。"),
    why=said(
        "“Strengthen management” has none of the three; a mechanism has all, and can be checked.",
        "“加强管理”三者皆无；机制三者俱全，可以核实。",
    ),
    source="seed 000: 措施空泛（如“加强管理”）; 措施不可验证（无时间/责任人/结果指标）; research/appeals.md §4 prevent",
    grade="seed",
    check=check,
    bad=(
        {"preventive.0.trigger": None},
        {"preventive.0.limit": None},
        {"preventive.0.measured": None},
        {"preventive.0.trigger": None, "preventive.0.limit": None, "preventive.0.measured": None},
    ),
    good=("", {"preventive.0.limit": "2% late in a week"}, {"preventive.0.measured": "The manifest is signed daily."}),
)
