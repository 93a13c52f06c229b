"""E852: a notice of whose sort nothing is said, where each sort is answered with other papers."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Family, Subject
from kit.model.policy import Sort


def check(subject: Subject) -> Iterable[Hit]:
    stated, family = subject.case.violation, subject.family
    if family.sorts and family.sort_of(stated.code, stated.title) is None:
        known = ", ".join(sort.title.en.lower() for sort in family.sorts)
        yield Hit(
            where="violation.title",
            message=Both(
                f"“{stated.title}” does not say which sort it is: {known}",
                f"“{stated.title}”没有说明是哪一种：{'、'.join(sort.title.zh or sort.title.en for sort in family.sorts)}",
            ),
            fix=Both(
                "copy the notice's own name for it into violation.title, or its code into violation.code",
                "把通知中的名称抄入 violation.title，或把代码写入 violation.code",
            ),
            quote=stated.title,
        )


_FAMILY = Family(
    id="ip",
    title=said("Intellectual property", "知识产权"),
    subject=said("Intellectual property", "知识产权"),
    sorts=(
        Sort(id="copyright", title=said("Copyright", "著作权"), words=("copyright", "著作权")),
        Sort(id="trademark", title=said("Trade mark", "商标"), words=("trademark", "trade mark", "商标")),
    ),
)
_IP = {"violation.family": "ip", "violation.skus": [], "family": _FAMILY}

RULE = Rule(
    id="E852",
    name="sort-unsaid",
    severity="warning",
    what=said("The case says which sort of right the notice is about.", "案件写明通知所涉权利类型。"),
    why=said(
        "A certificate of a mark does not answer a copyright complaint; what is asked for differs by sort.",
        "商标证书不能回应著作权投诉；不同类型所需文件不同。",
    ),
    source="research/appeals.md §1 (evidence by violation type: trade mark, copyright, patent or design, counterfeit)",
    grade="derived",
    check=check,
    bad=(
        {**_IP, "violation.title": "Intellectual property infringement"},
        {**_IP, "violation.title": "Rights owner's complaint"},
        {**_IP, "violation.title": "知识产权侵权"},
    ),
    good=(
        "",
        {**_IP, "violation.title": "Trademark infringement"},
        {**_IP, "violation.title": "IPR complaint", "violation.code": "Copyright"},
    ),
)
