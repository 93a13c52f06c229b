"""R108: an earlier appeal of which nobody knows what became."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    for n, appeal in enumerate(subject.case.history):
        if appeal.outcome == "unknown":
            yield Hit(
                where=f"history.{n}.outcome",
                message=Both(f"what became of the appeal of {appeal.date} is not known", f"{appeal.date} 的申诉结果不明"),
                fix=Both(
                    "look in Seller Center whether it ever said “Appeal Submitted”: if not, it was never sent, and this is the first",
                    "到 Seller Center 查是否显示过“Appeal Submitted”：若没有，则从未提交，本次才是第一次",
                ),
            )


def _history(*outcomes: str) -> dict[str, object]:
    return {
        "attempt": len(outcomes) + 1,
        "history": [{"file": f"history/{n}.pdf", "outcome": o, "date": "2026-06-20"} for n, o in enumerate(outcomes)],
    }


RULE = Rule(
    id="R108",
    name="outcome-unknown",
    severity="warning",
    what=said("Of each earlier appeal the outcome is known.", "此前每次申诉的结果都要清楚。"),
    why=said(
        "An upload that was never confirmed was no appeal; two at once count as repeated ones.",
        "上传后未确认“Appeal Submitted”等于没提交；重复提交又会被判无效。",
    ),
    source="seed 000: 提交后未在Seller Center内确认“Appeal Submitted”状态，误以为上传即成功",
    grade="seed",
    check=check,
    bad=(_history("unknown"), _history("rejected", "unknown"), _history("unknown", "unknown")),
    good=("", _history("rejected"), _history("closed", "approved")),
)
