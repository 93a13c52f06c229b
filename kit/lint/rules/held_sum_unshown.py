"""E920: a letter about held money without the platform's export of what is held."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Orders, Subject


def check(subject: Subject) -> Iterable[Hit]:
    if subject.case.violation.family != "payout_hold":
        return
    table = subject.orders.table("unsettled") if subject.orders else None
    if table is None or table.empty:
        yield Hit(
            where="data.finance",
            message=Both("no export of unsettled orders says what is held", "没有未结算订单导出，看不出冻结了什么"),
            fix=Both(
                "download the unsettled orders under Finance, put the file into finance/ as it is, and add evidence made: held_money",
                "在“财务”中下载未结算订单，原样放入 finance/，并加入 made: held_money 的证据",
            ),
        )


def _orders(rows: int) -> Orders:
    nothing = pd.DataFrame()
    table = pd.DataFrame({"entry_id": [str(n) for n in range(rows)], "estimated_amount": 1.0})
    return Orders(lines=nothing, orders=nothing, readings=(), quarantine=(), exported=None, tables={"unsettled": table})


_HOLD: dict[str, Any] = {"violation.family": "payout_hold"}

RULE = Rule(
    id="E920",
    name="held-sum-unshown",
    severity="error",
    what=said("A letter about held money rests on the platform's own export of it.", "关于冻结款项的信须以平台自身的导出为据。"),
    why=said(
        "Without it nobody can tell which money is held and which is only not yet due.",
        "没有导出就分不清哪些是冻结、哪些只是尚未到期。",
    ),
    source="research/domain.md §1.3 (the on-hold file is the payout-hold exhibit); research/appeals.md §1 (Finance > Statements > On hold)",
    grade="derived",
    check=check,
    bad=(_HOLD, {**_HOLD, "orders": _orders(0)}, {**_HOLD, "evidence.0.kind": "statement_screenshot"}),
    good=("", {**_HOLD, "orders": _orders(2)}, {"violation.family": "refunds"}),
)
