"""E891: counts of buyers put right that leave some out, or that the order data contradict."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Subject


def check(subject: Subject) -> Iterable[Hit]:
    buyers = subject.case.put_right.buyers
    if buyers is None or buyers.of is None:
        return
    where = "put_right.buyers"
    if buyers.count is not None and buyers.count < buyers.of:
        left = buyers.of - buyers.count
        yield Hit(
            where=f"{where}.count",
            message=f"{buyers.count:,} of {buyers.of:,} buyers were put right: nothing is said of the other {left:,}",
            fix="put them right, or say in `what` when and how, and why not yet",
        )
    named = {f.metric for f in subject.case.violation.figures}
    main = next((m for m in subject.metrics or () if m.id in named), next(iter(subject.metrics or ()), None))
    during = main.rate("during") if main else None
    if main and during and during.denominator and during.numerator > buyers.of:
        yield Hit(
            where=f"{where}.of",
            message=f"{buyers.of:,} buyers are said to be concerned; the data count {during.numerator:,} {main.noun} {main.called}",
            fix="count again from the order list; several orders of one buyer are several orders here",
        )


_PART = {"what": "The buyers received their parcels.", "count": 412, "of": 412}

RULE = Rule(
    id="E891",
    name="put-right-counts",
    severity="warning",
    stance="plan",
    needs=frozenset({"metrics"}),
    what=said("Every order concerned was put right, as the data count them.", "受影响的订单全部处理，数量与数据一致。"),
    why=said("A reviewer compares the number with the platform's own list.", "审核员会与平台自己的清单核对数量。"),
    source="research/appeals.md §1 (list of impacted orders is the minimum content of an appeal)",
    grade="derived",
    check=check,
    bad=(
        {"put_right.buyers": {**_PART, "count": 400}},
        {"put_right.buyers": {**_PART, "count": 300, "of": 300}},
        {"put_right.buyers": {**_PART, "count": 0}},
    ),
    good=("", {"put_right.buyers": _PART}, {"put_right.buyers": {**_PART, "count": 430, "of": 430}}),
)
