"""E930: a letter against a high-risk label without the order quality of the days that it counts."""

from collections.abc import Iterable
from typing import Any

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_MADE = "order_quality"


def check(subject: Subject) -> Iterable[Hit]:
    if subject.case.violation.family != "risk_score":
        return
    if not any(item.made == _MADE and item.use == "exhibit" and item.status == "have" for item in subject.case.evidence):
        yield Hit(
            where="evidence",
            message=Both(
                "no exhibit shows the order quality of the 30 days that the label is about",
                "没有附件展示高风险判定所涉 30 天的订单质量",
            ),
            fix=Both(
                "put the order export of these days and of the 60 days before into orders/ and add the exhibit `made: order_quality`, kind quality_table",
                "将这些天及此前 60 天的订单导出放入 orders/，并添加附件 `made: order_quality`（kind 为 quality_table）",
            ),
        )


_RISK: dict[str, Any] = {"violation.family": "risk_score"}
_PAGE = {"id": "page", "made": _MADE, "kind": "quality_table", "caption": "Order quality"}

RULE = Rule(
    id="E930",
    name="order-quality-unshown",
    severity="error",
    what=said(
        "A letter against a high-risk label shows the order quality of the days that it counts.",
        "针对高风险判定的信须展示所涉日期的订单质量。",
    ),
    why=said(
        "The label is a reading of orders; without the orders there is nothing to hold against it.",
        "判定依据的是订单；没有订单数据就无从回应。",
    ),
    source="seed 000: 算法判定为高风险店铺 → 提供近30天订单质量报表、质检报告、供应商审计记录",
    grade="seed",
    check=check,
    bad=(_RISK, {**_RISK, "evidence.4": {**_PAGE, "use": "background"}}, {**_RISK, "evidence.4": {**_PAGE, "made": "timeline"}}),
    good=("", {**_RISK, "evidence.4": _PAGE}, {"violation.family": "refunds"}),
)
