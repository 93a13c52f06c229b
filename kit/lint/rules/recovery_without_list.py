"""E912: listings are asked back, and no exhibit lists each of them with its state."""

from collections.abc import Iterable
from typing import Any

from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    case = subject.case
    if case.violation.family != "listing_removal" or len(case.violation.skus) < 2:
        return
    audit = next((a for a in subject.audits or () if a.id == "removed_listings"), None)
    listed = any(e.made == "removed_listings" and e.use == "exhibit" and e.status == "have" for e in case.evidence)
    if audit is None or audit.unavailable or not listed:
        yield Hit(
            where="evidence",
            message=Both(
                f"the notice removes {len(case.violation.skus)} SKUs, and no exhibit says of each whether it is clean, mended or ended",
                f"通知下架 {len(case.violation.skus)} 个 SKU，没有附件逐一说明合规、已整改或已终止",
            ),
            fix=Both(
                "put the review as CSV into records/ and add the exhibit `made: removed_listings`, kind listing_list",
                "将检查清单以 CSV 放入 records/，并添加附件 `made: removed_listings`（kind 为 listing_list）",
            ),
        )


_REMOVAL: dict[str, Any] = {"violation.family": "listing_removal", "violation.skus": ["LYH-0042", "LYH-0043"]}
_MADE = {"id": "list", "made": "removed_listings", "kind": "listing_list", "caption": "List of listings"}
_FOUND = Audit(id="removed_listings", title="Listings", definition="Each listing looked at.")

RULE = Rule(
    id="E912",
    name="recovery-without-list",
    severity="warning",
    needs=frozenset({"audits"}),
    what=said("Each listing of a mass removal is listed with its state.", "批量下架的每个商品都列明状态。"),
    why=said(
        "Without the list the reviewer has to decide on all at once, and keeps all of them removed.",
        "没有清单，审核员只能整体判断，结果往往是全部维持下架。",
    ),
    source="seed 000: 场景2 明确单个ASIN违规性质，推动定向恢复而非全量冻结",
    grade="seed",
    check=check,
    bad=(_REMOVAL, {**_REMOVAL, "evidence.4": _MADE}, {**_REMOVAL, "audits": (_FOUND,)}),
    good=("", {**_REMOVAL, "evidence.4": _MADE, "audits": (_FOUND,)}, {"violation.family": "listing_removal"}),
)
