"""M302: a preventive measure that holds from no day."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import undated
from kit.model import Subject


def check(subject: Subject) -> Iterable[Hit]:
    if subject.stated is None and subject.letter:
        yield from undated(
            subject,
            "preventive",
            "no day stands in what the letter tells of its measures",
            "say since which day each measure holds, or by which day it will",
        )
        return
    for n, measure in enumerate(subject.case.preventive):
        if measure.since is None and measure.by is None:
            yield Hit(
                where=f"preventive.{n}",
                message=f"preventive measure {measure.id} has no date: neither since nor by",
                fix="give since: the day from which it holds, or by: the day on which it will",
            )


RULE = Rule(
    id="M302",
    name="undated-measure",
    severity="error",
    stance="plan",
    what=said(
        "Each preventive measure says since when it holds, or by when it will.",
        "每项预防措施都要写明自何日起生效，或将于何日前完成。",
    ),
    why=said("A measure for some time in the future is not a measure.", "没有日期的将来措施不算措施。"),
    source="seed 000: 所有措施必须标注“已完成”或“将于X年X月X日前完成”",
    grade="seed",
    check=check,
    bad=(
        {"preventive.0.since": None},
        {"preventive.1": {"id": "audit", "what": "The planner audits the carrier.", "owner": "Warehouse planner"}},
        {"preventive.0": {"id": "van", "what": "Calder Express collects at Daventry."}},
    ),
    good=("", {"preventive.0.since": None, "preventive.0.by": "2026-07-20"}, {"preventive.0.since": "2026-06-20"}),
)
