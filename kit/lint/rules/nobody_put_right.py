"""E890: a plan that says nothing of the buyers and the stock that the violation touched."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Subject

_WHO = {
    "buyers": "what became of the buyers concerned (refunded, sent again, told), with how many of how many",
    "stock": "what became of the stock concerned (counted, held, relabelled, destroyed), with how many",
}


def check(subject: Subject) -> Iterable[Hit]:
    for name, what in _WHO.items():
        if getattr(subject.case.put_right, name) is None:
            yield Hit(
                where=f"put_right.{name}",
                message=f"the plan does not say {what}",
                fix=f"state put_right.{name}: what, count, of, exhibits; or not_applicable with the reason",
            )


RULE = Rule(
    id="E890",
    name="nobody-put-right",
    severity="warning",
    stance="plan",
    what=said("A plan says what became of buyers and stock, or why there was nothing to do.", "方案写明受影响买家和库存的处理结果，或说明不适用。"),
    why=said(
        "A correction that mends the process and leaves the people concerned as they were is half a correction.",
        "只改流程而不处理受影响的买家和库存，整改只完成了一半。",
    ),
    source="research/appeals.md §3 (stock, refunds and buyers as corrective actions)",
    grade="own_knowledge",
    check=check,
    bad=({"put_right.buyers": None}, {"put_right.stock": None}, {"put_right": {}}),
    good=(
        "",
        {"put_right.stock": {"not_applicable": "No goods were at fault."}},
        {"put_right.buyers": {"what": "All buyers received their parcels.", "count": 412, "of": 412}},
    ),
)  # fmt: skip
