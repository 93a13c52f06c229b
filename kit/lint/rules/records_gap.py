"""E830: something that the case's own records lack or contradict (kit.audits)."""

from collections.abc import Iterable
from typing import Any

from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Gap, Ref, Subject


def check(subject: Subject) -> Iterable[Hit]:
    for audit in subject.audits or ():
        for gap in audit.gaps:
            yield Hit(
                where=gap.where,
                message=Both(gap.what, f"记录有缺失或与信不符：{gap.what}"),
                fix=Both(gap.fix, gap.fix),
                quote=gap.id,
                severity=gap.severity,
                refs=tuple(Ref(evidence=i, page=1) for i in gap.exhibits),
            )


def _found(*gaps: Gap) -> dict[str, Any]:
    return {
        "audits": (Audit(id="timeline", title="Internal timeline", definition="Entries held against the letter.", gaps=gaps),)
    }


_GAP = Gap(
    id="timeline.cutoff_moved", severity="warning", where="corrective.0.done",
    what="the log has no entry for corrective action cutoff_moved", fix="correct the moment, or add the entry",
)  # fmt: skip

RULE = Rule(
    id="E830",
    name="records-gap",
    severity="error",
    needs=frozenset({"audits"}),
    what=said("The records hold no gap and no contradiction.", "台账与记录没有缺口或矛盾。"),
    why=said(
        "A reviewer follows each chain link by link; one missing or contradicting link ends the appeal.",
        "审核员逐环核对；缺一环或互相矛盾，申诉即告失败。",
    ),
    source="research/appeals.md §1; research/appeals.md §0 no. 4",
    grade="third_party",
    check=check,
    bad=(_found(_GAP), _found(_GAP, _GAP), {**_found(_GAP), "root_causes.0.exhibits": []}),
    good=({}, _found(), {"audits": ()}),
)
