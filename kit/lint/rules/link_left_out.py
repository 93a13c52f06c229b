"""E853: a link of the chain of authorisation that stays out of the bundle."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

LINKS = ("trademark_certificate", "design_certificate", "patent_certificate", "copyright_record", "authorization_letter", "distribution_agreement", "licence")  # fmt: skip


def check(subject: Subject) -> Iterable[Hit]:
    for n, item in enumerate(subject.case.evidence):
        if item.kind in LINKS and item.status == "have" and item.use == "background":
            yield Hit(
                where=f"evidence.{n}.use",
                message=Both(
                    f"{item.id} is a link of the chain of authorisation and stays out of the bundle",
                    f"{item.id} 是授权链的一环，却没有放进文件包",
                ),
                fix=Both(
                    "say use: exhibit and cite it, or take its kind away if it is no link",
                    "改为 use: exhibit 并引用；若不是授权链的一环，请去掉其类别",
                ),
            )


_IP = {"violation.family": "ip", "violation.skus": []}

RULE = Rule(
    id="E853",
    name="link-left-out",
    severity="warning",
    stance="dispute",
    what=said("Each link of the chain of authorisation is an exhibit.", "授权链的每一环都作为附件。"),
    why=said(
        "The reviewer sees only what is in the bundle; a chain that stands in our files alone is broken there.",
        "审核员只看得到申诉文件中的内容；只存于我方档案的授权链等于中断。",
    ),
    source="research/appeals.md §0 no. 4 (authorisation chain decides; one letter for each step)",
    grade="official",
    check=check,
    bad=(
        {**_IP, "stance": "dispute", "evidence.3.kind": "authorization_letter", "evidence.3.use": "background"},
        {**_IP, "stance": "dispute", "evidence.2.kind": "trademark_certificate", "evidence.2.use": "background"},
        {**_IP, "stance": "dispute", "evidence.3.kind": "licence", "evidence.3.use": "background"},
    ),
    good=("", {**_IP, "stance": "dispute", "evidence.3.kind": "authorization_letter"}, {**_IP, "evidence.3.use": "background"}),
)
