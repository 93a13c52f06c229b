"""E850: a counter-notice that the seller has not completed and signed."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

FORM, SIGNED = "counter_notice_form", "counter_notice"


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    if any(item.kind == SIGNED and item.status == "have" and item.file for item in case.evidence):
        return
    for n, item in enumerate(case.evidence):
        if item.made == FORM or (item.kind == SIGNED and item.status != "have"):
            yield Hit(
                where=f"evidence.{n}",
                message=Both(
                    f"{item.id} is blank: a counter-notice is a legal declaration of the seller, and the kit fills in no line of it",
                    f"{item.id} 是空白的：反通知是卖家的法律声明，本工具不替填任何一行",
                ),
                fix=Both(
                    "take advice, write and sign it by hand, and add the scan as kind counter_notice; or say in a silence how it is given",
                    "请先咨询专业意见，亲笔填写并签名，再以 counter_notice 类别加入扫描件；或在静默中说明如何提交",
                ),
            )


_IP = {"violation.family": "ip", "violation.skus": []}
_FORM = {"evidence.3.made": FORM, "evidence.3.file": None, "evidence.3.kind": FORM}

RULE = Rule(
    id="E850",
    name="counter-notice-blank",
    severity="warning",
    what=said("A counter-notice is completed and signed by the seller.", "反通知由卖家本人填写并签署。"),
    why=said(
        "It gives an address, accepts a court and answers for what it says: nobody but the seller can make it.",
        "反通知载明地址、接受法院管辖并须对内容负责，只能由卖家本人作出。",
    ),
    source="research/appeals.md §0 no. 13 (counter-notices need a contact block and declarations; a repost, unverified)",
    grade="third_party",
    check=check,
    bad=(
        {**_IP, **_FORM},
        {**_IP, **_FORM, "evidence.3.use": "background"},
        {**_IP, "evidence.3.kind": SIGNED, "evidence.3.status": "missing"},
    ),
    good=("", {**_IP, "evidence.3.kind": SIGNED}, {**_IP, **_FORM, "evidence.2.kind": SIGNED}),
)
