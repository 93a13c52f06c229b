"""M318: a limit at which nobody would know that it is reached."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_VALUE = re.compile(
    r"\d|\b(?:no|none|any|zero|nil|each|every|all|one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|first|second"
    r"|once|twice|never|without|missing)\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    for n, measure in enumerate(subject.case.preventive):
        if measure.limit and not _VALUE.search(measure.limit):
            yield Hit(
                where=f"preventive.{n}.limit",
                message=Both(
                    f"the limit of {measure.id}, “{measure.limit}”, has no value", f"{measure.id} 的限值“{measure.limit}”没有数值"
                ),
                fix=Both(
                    "give the number at which someone acts, e.g. more than 5 parcels",
                    "写明到哪个数字就有人处理，例如超过 5 个包裹",
                ),
                quote=measure.limit,
            )


RULE = Rule(
    id="M318",
    name="limit-without-value",
    severity="warning",
    stance="plan",
    what=said("A limit is a number at which someone acts.", "限值是一个到了就有人处理的数值。"),
    why=said("“As low as possible” is reached by any number, and by none.", "“尽量低”什么数都算达到，也都算没达到。"),
    source="seed 000: 措施不可验证（无时间/责任人/结果指标）; research/appeals.md §4 prevent (trigger, owner, limit, record)",
    grade="seed",
    check=check,
    bad=(
        {"preventive.0.limit": "as few as possible"},
        {"preventive.0.limit": "a low late rate"},
        {"preventive.0.limit": "industry standard"},
    ),
    good=("", {"preventive.0.limit": "2% late in a week"}, {"preventive.0.limit": "any parcel left on the dock"}),
)
