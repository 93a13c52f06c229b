"""E831: a table of records of which the letter shows some rows, and no exhibit shows the others."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, AuditRow, Both, Family, Subject
from kit.model.policy import FamilyAudit


def check(subject: Subject) -> Iterable[Hit]:
    audits = {audit.id: audit for audit in subject.audits or () if not audit.unavailable}
    made = {item.made for item in subject.case.evidence if item.use == "exhibit" and item.status == "have"}
    for shown in subject.family.audits:
        audit = audits.get(shown.id)
        if audit and subject.case.stance in shown.stances and 0 < shown.rows < len(audit.rows) and shown.id not in made:
            yield Hit(
                where="evidence",
                message=Both(
                    f"{audit.title}: the letter shows {shown.rows} of {len(audit.rows):,} rows, and no exhibit has the others",
                    f"{audit.title}：信中只列出 {len(audit.rows):,} 行中的 {shown.rows} 行，其余没有附件",
                ),
                fix=Both(
                    f"add evidence with `made: {shown.id}`, from which the kit makes the whole table",
                    f"加入写有 `made: {shown.id}` 的证据，本工具会据此生成完整的表",
                ),
                quote=shown.id,
            )


def _family(rows: int) -> Family:
    return Family(
        id="certification",
        title=said("Certificates", "证件"),
        subject=said("Certificates", "证件"),
        audits=(FamilyAudit(id="certificates", rows=rows),),
    )


def _rows(count: int) -> tuple[Audit, ...]:
    rows = tuple(AuditRow(cells=(f"LIP-{n}", "covered"), state="good") for n in range(count))
    return (
        Audit(
            id="certificates",
            title="Certificates held against listings",
            definition="Each SKU.",
            heads=("SKU", "State"),
            rows=rows,
        ),
    )


RULE = Rule(
    id="E831",
    name="records-cut",
    severity="warning",
    needs=frozenset({"audits"}),
    what=said("What a table of the letter leaves out stands in an exhibit.", "正文表格未列出的行，附件中须有完整表。"),
    why=said(
        "A reviewer who reads “12 of 40 rows” asks for the other 28; the appeal cannot send them later.",
        "审核员看到“40 行中的 12 行”，会问其余 28 行；申诉后无法再补。",
    ),
    source="research/appeals.md §0 (what is missing is not asked for later); own judgement",
    grade="derived",
    check=check,
    bad=(
        {"family": _family(1), "audits": _rows(2)},
        {"family": _family(12), "audits": _rows(13)},
        {"family": _family(3), "audits": _rows(40)},
    ),
    good=({"family": _family(2), "audits": _rows(2)}, {"family": _family(0), "audits": _rows(9)}, {"audits": ()}),
)
