"""M309: an action or measure without an exhibit, or proved by words only."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    case = subject.case
    kinds = {item.id: item.kind for item in case.evidence}
    for group in ("root_causes", "corrective", "preventive"):
        for n, thing in enumerate(getattr(case, group)):
            passages = (p for p in subject.letter.passages if p.where.startswith(f"{group}.{n}."))
            cited = {*thing.exhibits, *(e for passage in passages for e in passage.cites)}
            if not cited:
                yield Hit(
                    where=f"{group}.{n}.exhibits",
                    message=Both(f"{group} {thing.id} is proved by no exhibit", f"{group} 的 {thing.id} 没有任何附件证明"),
                    fix=Both("name the evidence that shows it in exhibits:", "在 exhibits: 中写明能证明它的证据"),
                    severity="error" if group == "corrective" else None,
                )
            elif all(kinds.get(e) == "statement" for e in cited):
                yield Hit(
                    where=f"{group}.{n}.exhibits",
                    message=Both(
                        f"{group} {thing.id} rests on statements only ({', '.join(sorted(cited))})",
                        f"{group} 的 {thing.id} 只有口头或书面说明为证（{', '.join(sorted(cited))}）",
                    ),
                    fix=Both(
                        "add a record that others made or a system keeps: a contract, a log, a screenshot with its time",
                        "补充由他人出具或系统留存的记录：合同、日志、带时间的截图",
                    ),
                )


RULE = Rule(
    id="M309",
    name="action-without-proof",
    severity="warning",
    stance="plan",
    needs=frozenset({"letter"}),
    what=said(
        "Each cause and action is proved by an exhibit that is more than a statement.",
        "每个原因和措施都有证据，且不只是口头陈述。",
    ),
    why=said("What is not shown counts as not done.", "没有证据的措施等于没做。"),
    source="seed 000: 缺少证据支撑（未附整改截图、新资质、物流协议等）; DESIGN §6 (a statement proves nothing by itself)",
    grade="seed",
    check=check,
    bad=(
        {"corrective.1.exhibits": []},
        {
            "preventive.0.exhibits": [],
            "preventive.0.what": "Calder Express collects daily.",
            "preventive.0.measured": "It is signed.",
        },
        {"evidence.1.kind": "statement"},
    ),
    good=(
        "",
        {"corrective.0.exhibits": []},
        {"preventive.0.exhibits": []},
        {"corrective.1.exhibits": ["new_contract", "manifests"]},
    ),
)
