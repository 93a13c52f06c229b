"""S705: products that the notice names and the appeal does not answer."""

from collections.abc import Iterable

from kit.lint.parts import said_in_the_appeal
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

FAMILIES = ("certification", "ip", "content", "listing_removal")
"""Violations of products; late dispatch is a matter of orders."""


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    if case.violation.family not in FAMILIES:
        return
    places = said_in_the_appeal(subject)
    missing = [sku for sku in case.violation.skus if not any(sku in place for place in places)]
    if missing:
        yield Hit(
            where="violation.skus",
            message=Both(
                f"{len(missing)} of the {len(case.violation.skus)} SKUs of the notice stand nowhere in the appeal: {', '.join(missing[:5])}",
                f"通知所列 {len(case.violation.skus)} 个 SKU 中有 {len(missing)} 个在申诉中没有出现：{', '.join(missing[:5])}",
            ),
            fix=Both(
                "say of each what was wrong with it and what was done, and state its SKU in the facts of the paper that is about it",
                "逐个写明问题和处理，并在相关文件的 facts 中写明其 SKU",
            ),
        )


_CERTIFICATES = {"violation.family": "certification"}

RULE = Rule(
    id="S705",
    name="unanswered-skus",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("Each product that the notice names is answered.", "通知所列商品逐一回应。"),
    why=said("A paper for one model proves nothing for the others.", "一个型号的证件不能证明其他型号。"),
    source="research/appeals.md §4 scope (all items named and counted); seed 000: 明确单个ASIN违规性质",
    grade="derived",
    check=check,
    bad=(
        _CERTIFICATES,
        {"violation.family": "ip"},
        {**_CERTIFICATES, "violation.skus": ["LYH-0042", "LYH-0043"], "corrective.0.what": "LYH-0043 was delisted."},
    ),
    good=(
        "",
        {**_CERTIFICATES, "corrective.0.what": "LYH-0042 was delisted."},
        {**_CERTIFICATES, "evidence.2.facts": {"sku": "LYH-0042"}},
    ),
)
