"""S704: orders that the notice names and the appeal does not answer."""

from collections.abc import Iterable

from kit.lint.parts import said_in_the_appeal
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceItem, Subject

LISTS = ("affected_orders", "order_export", "order_list", "refund_list")


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    missing = [] if _unread(subject) else unanswered(subject, case.violation.orders)
    if missing:
        yield Hit(
            where="violation.orders",
            message=Both(
                f"{len(missing)} of the {len(case.violation.orders)} orders of the notice stand nowhere in the appeal: {', '.join(missing[:3])}",
                f"通知所列 {len(case.violation.orders)} 个订单中有 {len(missing)} 个在申诉中没有出现：{', '.join(missing[:3])}",
            ),
            fix=Both(
                "add the list of affected orders as an exhibit (made: affected_orders), with what became of each, and the export that holds them",
                "加入受影响订单清单作为附件（made: affected_orders），写明每单的处理结果，并放入含这些订单的导出文件",
            ),
            severity=None if len(missing) == len(case.violation.orders) else "warning",
        )


def unanswered(subject: Subject, ids: Iterable[str]) -> list[str]:
    """Those of the ids that stand neither in the letter nor in a caption, a fact or the text of an exhibit, nor in the made list.

    The notice itself answers nothing. A list that the kit makes prints a part only, and gives the rest in the table beside it.
    """
    places = said_in_the_appeal(subject)
    shown = (e for e in subject.evidence or () if e.item.use == "exhibit" and e.item.kind != "notice")
    places += ["".join(page.split()) for seen in shown for page in seen.text]
    made = subject.affected if any(item.made for item in _lists(subject)) else frozenset()
    return [i for i in ids if i not in made and not any(i in place for place in places)]


def unseen(subject: Subject) -> str | None:
    """Which list of orders no text could be read from."""
    unread = _unread(subject) if subject.stated and subject.case.violation.orders else []
    return f"no text was read from the list of orders ({', '.join(unread)})" if unread else None


def _lists(subject: Subject) -> list[EvidenceItem]:
    return [i for i in subject.case.evidence if i.kind in LISTS and i.use == "exhibit" and i.status == "have"]


def _unread(subject: Subject) -> list[str]:
    read = {e.item.id for e in subject.evidence or () if any(page.strip() for page in e.text)}
    return [item.id for item in _lists(subject) if item.id not in read]


_ORDERS = {"violation.orders": ["577012345678901234", "577012345678901235"]}
_LIST = {"id": "list", "made": "affected_orders", "kind": "affected_orders", "caption": "Affected orders"}
_ROWS = "1 577012345678901234 11 May, 16:00\n2 577012345678 901235 11 May, 16:20"

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
    unseen=unseen,
    bad=(
        _ORDERS,
        {**_ORDERS, "corrective.0.what": "Order 577012345678901234 was late ({{ exhibit.cutoff_screen }})."},
        {**_ORDERS, "evidence.4": {**_LIST, "use": "background"}},
        {**_ORDERS, "evidence.4": _LIST, "affected": frozenset({"577012345678901299"})},
        {**_ORDERS, "evidence.4": _LIST, "opened.list": {"text": (_ROWS.replace("901234", "901299"),)}},
        {**_ORDERS, "evidence.3.kind": "notice", "opened.manifests": {"text": (_ROWS,)}},
    ),
    good=(
        "",
        {**_ORDERS, "evidence.4": _LIST, "opened.list": {"text": (_ROWS,)}},
        {**_ORDERS, "evidence.4": _LIST, "affected": frozenset(_ORDERS["violation.orders"])},
        {**_ORDERS, "evidence.4": _LIST, "opened.list": {"text": ("",)}},
        {**_ORDERS, "evidence.3.facts": {"orders": "577012345678901234, 577012345678901235"}},
    ),
)
