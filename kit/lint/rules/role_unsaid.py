"""E861: goods on a site where the seller's role decides the papers, and no role is stated."""

from collections.abc import Iterable
from typing import Any

from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Subject

FACT = "certificates.roles"
"""Of a site whose page says that the papers depend on the role: the roles that it knows."""


def check(subject: Subject) -> Iterable[Hit]:
    roles = subject.policy.get(FACT)
    if roles is None or subject.case.violation.family != "certification":
        return
    audit = next((a for a in subject.audits or () if a.id == "certificates" and not a.unavailable), None)
    number = audit.figures.get("without_role", "0") if audit else "0"
    if number != "0":
        names = ", ".join(map(str, roles.value)) if isinstance(roles.value, tuple) else str(roles.value)
        yield Hit(
            where="records/goods.csv",
            message=Both(
                f"for {number} SKUs no role is stated, and on this site the role decides which papers are asked for",
                f"有 {number} 个 SKU 没有写明角色，而本站点按角色决定要求哪些文件",
            ),
            fix=Both(
                f"write one of {names} into the column Role, as filed in Seller Center",
                f"在 Role 列按 Seller Center 的登记填写其中之一：{names}",
            ),
        )


def _goods(without_role: str, *, decides: bool = True) -> dict[str, Any]:
    figures = {"without_role": without_role}
    audit = Audit(id="certificates", title="Certificates", definition="Papers held against listings.", figures=figures)
    roles = ("manufacturer", "reseller") if decides else None
    return {"violation.family": "certification", "audits": (audit,), f"policy.{FACT}": roles}


RULE = Rule(
    id="E861",
    name="role-unsaid",
    severity="warning",
    needs=frozenset({"audits"}),
    what=said("The seller's role for the goods is stated where it decides the papers.", "身份决定证件的站点须写明经营身份。"),
    why=said(
        "A reseller is asked for invoices, a maker or importer for test reports; the right paper of the wrong role is refused.",
        "经销商须提供发票，制造商或进口商须提供检测报告；身份不符，证件再对也会被拒。",
    ),
    source="https://seller-us.tiktok.com/university/essay?knowledge_id=1789325403522858 (research/certification.md §1.2)",
    grade="official",
    check=check,
    bad=(_goods("1"), _goods("12"), {**_goods("3"), "stance": "plan"}),
    good=("", _goods("0"), _goods("4", decides=False), {**_goods("4"), "violation.family": "logistics"}),
)
