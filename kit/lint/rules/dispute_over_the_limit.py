"""E934: a dispute of a high-risk label passes over a rate that its own page shows above an official limit."""

from collections.abc import Iterable
from typing import Any

from kit.lint.clean import DISPUTE
from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    page = next((a for a in subject.audits or () if a.id == "order_quality"), None)
    over = dict(page.figures).get("over_limit", "") if page else ""
    text = " ".join(passage.text.casefold() for passage in subject.letter.passages if passage.where.startswith("dispute"))
    passed = [name for name in over.replace(" and ", ", ").split(", ") if name and name not in text]
    if passed:
        names = ", ".join(passed)
        yield Hit(
            where="dispute.wrong",
            message=Both(
                f"the page of order quality shows {names} above the official limit in the days of the notice, and the dispute does not name it",
                f"订单质量页显示通知期内 {names} 超过官方限值，抗辩信未提及",
            ),
            fix=Both(
                "say which part is not disputed, with its count; or answer with a plan if the label rests on it",
                "写明哪一部分不作抗辩及其数量；若判定以此为据，请改为整改方案",
            ),
        )


def _page(over: str, words: str = "") -> dict[str, Any]:
    figures = {"over_limit": over} if over else {}
    audit = Audit(id="order_quality", title="30-day order quality", definition="Orders by day.", figures=figures)
    return {**DISPUTE, "audits": (audit,), **({"dispute.happened.0.what": words} if words else {})}


RULE = Rule(
    id="E934",
    name="dispute-over-the-limit",
    severity="warning",
    needs=frozenset({"letter", "audits"}),
    stance="dispute",
    what=said("A dispute of a high-risk label names the rate that was above its limit.", "对高风险判定的抗辩须提及超限的比率。"),
    why=said(
        "The reviewer has the same page open; a fault passed over in silence costs the rest its weight.",
        "审核员看到的是同一页；避而不谈的过错会削弱其余理由。",
    ),
    source="research/appeals.md §0.3 (dispute when data show no fault, plan when they do), §3 (two documents, not one)",
    grade="derived",
    check=check,
    bad=(
        _page("late dispatch"),
        _page("late dispatch and seller-fault cancellation", "Late dispatch of 41 orders is not disputed."),
        _page("seller-fault cancellation", "The live brought 451 orders on 5 May 2026."),
    ),
    good=("", _page(""), _page("late dispatch", "Late dispatch of 41 orders is not disputed.")),
)
