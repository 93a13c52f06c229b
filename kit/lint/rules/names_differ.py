"""E822: a paper made out to somebody else than the seller."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceItem, Subject
from kit.tools.firm_names import folded

HOLDER = (
    "holder",
    "company",
    "company_name",
    "registered_name",
    "account_name",
    "licensee",
    "consignee",
    "bill_to",
    "customer",
    "owner_name",
)


def check(subject: Subject) -> Iterable[Hit]:
    seller = subject.seller
    names = [seller.legal_name, seller.legal_name_zh or "", *(s.name for s in seller.shops), *(p.name for p in seller.people)]
    names += [value for item in subject.case.evidence for key, value in item.facts if _is_former(item, key)]
    ours = {folded(name) for name in names if name}
    is_authorised = any("authori" in item.kind and item.status == "have" for item in subject.case.evidence)
    for n, item in enumerate(subject.case.evidence):
        for key, value in item.facts if item.use == "exhibit" and not is_authorised else ():
            if key in HOLDER and folded(value) not in ours:
                yield Hit(
                    where=f"evidence.{n}.facts.{key}",
                    message=Both(
                        f"{item.id} names “{value}”; the seller is “{seller.legal_name}”",
                        f"{item.id} 上的名称是“{value}”；卖家是“{seller.legal_name}”",
                    ),
                    fix=Both(
                        "if that is another firm, add the letter of authorisation that links the two; if it is the same, have the paper corrected",
                        "若是另一家公司，请加上证明两者关系的授权书；若是同一家，请更正该文件",
                    ),
                    quote=value,
                )


def _is_former(item: EvidenceItem, key: str) -> bool:
    """Whether the fact is the seller's former name, by the registry's record of its change."""
    return item.kind == "name_change" and item.status == "have" and key in {"old_name", "old_name_zh"}


RULE = Rule(
    id="E822",
    name="names-differ",
    severity="warning",
    what=said(
        "Papers are made out to the seller, or a letter of authorisation links the names.", "文件抬头与卖家一致，或有授权书衔接。"
    ),
    why=said(
        "Names are compared letter by letter; one word more or less is a common reason for refusal.",
        "名称逐字比对，多一字少一字都是常见的驳回原因。",
    ),
    source="research/appeals.md §1 (name and address equal letter by letter), §4 consistent; seed 000: 提供授权链路",
    grade="third_party",
    check=check,
    bad=(
        {"evidence.2.facts": {"customer": "Lanyu Trading Ltd"}},
        {"evidence.1.facts": {"holder": "Guangzhou Mingda Electronics Co., Ltd."}},
        {"evidence.3.facts": {"account_name": "Lanyu Home (Shenzhen) Co., Ltd."}},
    ),
    good=(
        "",
        {"evidence.2.facts": {"customer": "LANYU HOME (SHENZHEN) TRADING COMPANY LIMITED"}},
        {"evidence.1.facts": {"holder": "Mingda"}, "evidence.3.kind": "letter_of_authorisation"},
        {"evidence.2.facts": {"carrier": "Calder Express"}},
    ),
)
