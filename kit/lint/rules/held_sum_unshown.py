"""E920: a letter about held money without the platform's export of what is held."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Orders, Subject
from kit.tools.prose import excerpt

_ROUGHLY = r"(?:\b(?:roughly|about|around|some|approximately|approx\.?|nearly|almost|over|more\sthan|close\sto|circa|ca\.?|at\sleast|upwards\sof|in\sexcess\sof|an\sestimated|maybe|perhaps)\s|~\s?)"
_MONEY = (
    r"(?:(?:[£$€¥₫฿₱]\s?|(?:GBP|USD|EUR|RM|SGD|PHP|IDR|Rp|THB|VND|MYR|SAR|AED)\s?)\d[\d,.]{0,15}"
    r"|\d[\d,.]{0,15}k?\s?(?:pounds|dollars|euros?|usd|gbp|eur|ringgit|baht|pesos|dong|rupiah|riyals?|dirhams?|yuan|rmb|million|thousand|grand))"
)
_SUM = re.compile(rf"{_ROUGHLY}{_MONEY}|[£$€]\s?\d[\d,.]{{0,15}}\s?k\b|\b\d[\d,.]{{0,15}}\sgrand\b", re.IGNORECASE)
_HELD = re.compile(
    r"\b(?:held|hold(?:s|ing)?|withh\w{3,7}|frozen|freez\w{1,3}|blocked|locked|retain\w{0,3}|stuck|reserve[ds]?|sitting\s(?:on|in|with)|kept|keeping|seized|trapped|tied\sup|our\s(?:own\s)?money|our\sfunds|payouts?|settlements?|balance)\b",
    re.IGNORECASE,
)
_OTHER_MONEY = re.compile(
    r"\b(?:refund\w{0,3}|returned\sto|repaid|rent|wages|salar(?:y|ies)|fees?|shipping|per\sorder|each|limit|above|under|invoice\w{0,2}|price)\b",
    re.IGNORECASE,
)


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


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: a rough sum is said to be held, and no exhibit shows it."""
    if subject.kind != "payout_hold":
        return
    for passage, _, sentence in told(subject):
        amount = _SUM.search(sentence)
        if amount and _HELD.search(sentence) and not passage.cites and not _OTHER_MONEY.search(sentence):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"no exhibit shows that “{amount.group()}” is held: “{excerpt(sentence)}”",
                    f"没有附件证明冻结了“{amount.group()}”：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "download the unsettled orders under Finance, state their sum to the penny and cite the export",
                    "在“财务”中下载未结算订单，写明精确金额并引用该导出文件",
                ),
                quote=sentence,
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
    alone=_alone,
    bad=(_HOLD, {**_HOLD, "orders": _orders(0)}, {**_HOLD, "evidence.0.kind": "statement_screenshot"}),
    good=("", {**_HOLD, "orders": _orders(2)}, {"violation.family": "refunds"}),
)
