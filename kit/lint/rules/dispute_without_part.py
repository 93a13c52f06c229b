"""S709: a dispute that does not say why the measure is wrong, or what it asks for."""

from collections.abc import Iterable

from kit.lint.clean import DISPUTE
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

PARTS = {"happened": "what happened, with times", "wrong": "why the measure is wrong", "asks": "what you ask for"}
_ZH = {"happened": "发生了什么及时间", "wrong": "处罚为何有误", "asks": "请求什么"}


def check(subject: Subject) -> Iterable[Hit]:
    for part, meaning in PARTS.items():
        if not getattr(subject.case.dispute, part):
            yield Hit(
                where=f"dispute.{part}",
                message=Both(f"the dispute does not say {meaning}", f"申诉没有写明{_ZH[part]}"),
                fix=Both(
                    f"add a point to dispute.{part}, with the exhibit that shows it",
                    f"在 dispute.{part} 中加一点，并写明能证明它的附件",
                ),
                severity="error" if part == "wrong" else None,
            )


def _without(*parts: str) -> dict[str, object]:
    return {**DISPUTE, "dispute": {k: v for k, v in DISPUTE["dispute"].items() if k not in parts}}


RULE = Rule(
    id="S709",
    name="dispute-without-part",
    severity="warning",
    what=said(
        "A dispute says what happened, why the measure is wrong, and what it asks.", "抗辩信写明经过、为何处罚有误、请求什么。"
    ),
    why=said(
        "The official pages ask for a clear reason why the action was wrong; without it there is nothing to decide.",
        "官方页面要求写清处罚为何有误；没有理由就无从裁决。",
    ),
    source="research/appeals.md §0.2 (TH, ID: clear reason why the action was wrong)",
    grade="official",
    check=check,
    stance="dispute",
    bad=(_without("wrong"), _without("asks"), _without("happened", "asks")),
    good=("", DISPUTE, {**DISPUTE, "violation.orders": []}, {**DISPUTE, "attempt": 2}),
)
