"""E931: the orders jumped in the days of the notice, and the letter does not name those days."""

from collections.abc import Iterable
from typing import Any

from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    page = next((a for a in subject.audits or () if a.id == "order_quality"), None)
    days = dict(page.figures).get("spike_window") if page else None
    if days is None or any(days in passage.text for passage in subject.letter.passages):
        return
    number = dict(page.figures).get("spike_orders", "") if page else ""
    yield Hit(
        where="root_causes.0.what" if subject.case.root_causes else "dispute.happened",
        message=Both(
            f"the orders jumped on {days} ({number}), and the letter does not say what brought them",
            f"{days} 订单激增（{number}），信中未说明来源",
        ),
        fix=Both(
            "name the days with {{ audit.order_quality.spike_window }}, the count, and the record of what brought the orders",
            "用 {{ audit.order_quality.spike_window }} 写明日期与数量，并附订单来源的记录",
        ),
    )


def _page(words: str = "", **figures: str) -> dict[str, Any]:
    audit = Audit(id="order_quality", title="30-day order quality", definition="Orders by day.", figures=figures)
    return {"audits": (audit,), **({"root_causes.0.what": words} if words else {})}


_DAYS, _ORDERS = "5 May to 7 May 2026", "451"

RULE = Rule(
    id="E931",
    name="spike-unnamed",
    severity="warning",
    needs=frozenset({"letter", "audits"}),
    what=said("A jump in orders is named with its days and explained.", "订单激增须写明日期并说明来源。"),
    why=said(
        "It is what the label saw; a letter that passes over it leaves the suspicion of bought orders.",
        "这正是判定所见；避而不谈会留下刷单嫌疑。",
    ),
    source="research/appeals.md §1 (fake orders: repeated bulk buying; the seller must prove that trade is real), §3 (suspicion of fake orders)",
    grade="derived",
    check=check,
    bad=(
        _page(spike_window=_DAYS, spike_orders=_ORDERS),
        _page("A live on 5 May 2026 brought many orders.", spike_window=_DAYS, spike_orders=_ORDERS),
        _page("Orders grew in May.", spike_window="9 May 2026", spike_orders="88"),
    ),
    good=(
        "",
        _page(),
        _page(f"The live of {_DAYS} brought 451 orders.", spike_window=_DAYS, spike_orders=_ORDERS),
    ),
)
