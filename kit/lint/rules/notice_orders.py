"""S704: orders that the notice names and the appeal does not answer."""

from collections.abc import Iterable

from kit.lint.parts import said_in_the_appeal
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

LISTS = ("affected_orders", "order_export", "order_list", "refund_list")


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    listed = any(item.kind in LISTS and item.use == "exhibit" and item.status == "have" for item in case.evidence)
    missing = [] if listed else unanswered(subject, case.violation.orders)
    if missing:
        yield Hit(
            where="violation.orders",
            message=Both(
                f"{len(missing)} of the {len(case.violation.orders)} orders of the notice stand nowhere in the appeal: {', '.join(missing[:3])}",
                f"通知所列 {len(case.violation.orders)} 个订单中有 {len(missing)} 个在申诉中没有出现：{', '.join(missing[:3])}",
            ),
            fix=Both(
                "add the list of affected orders as an exhibit (made: affected_orders), with what became of each",
                "加入受影响订单清单作为附件（made: affected_orders），写明每单的处理结果",
            ),
            severity=None if len(missing) == len(case.violation.orders) else "warning",
        )


def unanswered(subject: Subject, ids: Iterable[str]) -> list[str]:
    """Those of the ids that stand neither in the letter nor in a caption, a fact or the text of an exhibit."""
    places = said_in_the_appeal(subject)
    places += [page for seen in subject.evidence or () if seen.item.use == "exhibit" for page in seen.text]
    return [i for i in ids if not any(i in place for place in places)]


_ORDERS = {"violation.orders": ["577012345678901234", "577012345678901235"]}
_LIST = {"id": "list", "made": "affected_orders", "kind": "affected_orders", "caption": "Affected orders"}

RULE = Rule(
    id="S704",
    name="unanswered-orders",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("Each order that the notice names is answered.", "通知所列订单逐一回应。"),
    why=said(
        "The list of impacted orders is part of the minimum content of an appeal on the official pages read.",
        "已查阅的官方页面把受影响订单清单列为申诉的最低要求。",
    ),
    source="research/appeals.md §0.2, §1 (TH: list of impacted order IDs), §4 scope; seed 000: 调取关联订单",
    grade="official",
    check=check,
    bad=(
        _ORDERS,
        {**_ORDERS, "corrective.0.what": "Order 577012345678901234 was late ({{ exhibit.cutoff_screen }})."},
        {**_ORDERS, "evidence.4": {**_LIST, "use": "background"}},
    ),
    good=(
        "",
        {**_ORDERS, "evidence.4": _LIST},
        {**_ORDERS, "evidence.3.facts": {"orders": "577012345678901234, 577012345678901235"}},
    ),
)
