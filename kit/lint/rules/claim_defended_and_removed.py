"""E872: a dispute that defends a claim which the claim sheet says was taken out."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, AuditRow, Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    sheet = next((a for a in subject.audits or () if a.id == "claim_sheet"), None)
    gone = [row.cells[0] for row in (sheet.rows if sheet else ()) if row.cells[-1].startswith("Removed on ")]
    for claim in gone:
        yield Hit(
            where="dispute",
            message=Both(
                f"the dispute says that the measure is wrong, and the claim sheet that “{claim}” was removed",
                f"申诉称处罚有误，而宣称对照表却写明“{claim}”已删除",
            ),
            fix=Both(
                "defend the claim and let it stand, or write a plan for what was removed",
                "要么坚持并保留该宣称，要么为已删除的内容写整改计划",
            ),
            quote=claim,
        )


def _sheet(*last: str) -> dict[str, object]:
    rows = tuple(AuditRow(cells=(f"claim {n}", "all", "title", cell), state="good") for n, cell in enumerate(last, 1))
    return {"audits": (Audit(id="claim_sheet", title="Claim sheet", definition="Claims and proofs.", rows=rows),)}


_DISPUTE: dict[str, object] = {
    "stance": "dispute", "root_causes": [], "corrective": [], "preventive": [], "letter.summary": None,
    "evidence.2": None, "evidence.1": None, "evidence.0": None,
    "dispute": {
        "happened": [{"id": "a", "what": "The listing says it.", "exhibits": ["manifests"]}],
        "wrong": [{"id": "b", "what": "It is true.", "exhibits": ["manifests"]}],
        "asks": [{"id": "c", "what": "We ask you to take the violation off the record."}],
    },
}  # fmt: skip

RULE = Rule(
    id="E872",
    name="claim-defended-and-removed",
    severity="warning",
    needs=frozenset({"audits"}),
    stance="dispute",
    what=said("A claim is defended or removed, never both.", "宣称要么辩护，要么删除，不可兼有。"),
    why=said(
        "A reviewer reads the removal as an admission.",
        "审核员会把删除视为承认违规。",
    ),
    source="research/appeals.md §4 (one line throughout)",
    grade="derived",
    check=check,
    bad=(
        {**_DISPUTE, **_sheet("Removed on 1 June 2026, 10:00")},
        {**_DISPUTE, **_sheet("Test: report", "Removed on 1 June 2026, 10:00")},
        {**_DISPUTE, **_sheet("Removed on 1 June 2026, 10:00", "Removed on 2 June 2026, 09:00")},
    ),
    good=("", {**_DISPUTE, **_sheet("Packaging: photo")}, {**_DISPUTE, "audits": ()}),
)
