"""E804: evidence that the family requires on this site and is not among the exhibits."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceAsk, Subject

OTHER = {"evidence.0.kind": "photo", "evidence.2.kind": "photo"}


def check(subject: Subject) -> Iterable[Hit]:
    is_repeat = bool(subject.case.violation.repeats)
    for ask in subject.family.evidence:
        if ask.is_required(is_repeat=is_repeat) and _is_asked(ask, subject):
            grade = ask.grade_on(subject.case.violation.site)
            items = [i for i in subject.case.evidence if i.kind in ask.kinds]
            if not any(i.status == "have" and i.use == "exhibit" for i in items):
                state = "; ".join(f"{i.id} is {i.status if i.status != 'have' else i.use}" for i in items)
                yield Hit(
                    where="evidence",
                    message=Both(
                        f"missing: {ask.what.en.rstrip('.')} ({grade}: {ask.source or 'the family pack'}){'; ' + state if state else ''}",
                        f"缺少：{(ask.what.zh or ask.what.en).rstrip('.。')}（{grade}：{ask.source or '类别包'}）{'；' + state if state else ''}",
                    ),
                    fix=Both(
                        f"add evidence of kind {' or '.join(ask.kinds)} and cite it",
                        f"加入类别为 {' 或 '.join(ask.kinds)} 的证据并引用",
                    ),
                    severity="error" if grade == "official" else None,
                )


def _is_asked(ask: EvidenceAsk, subject: Subject) -> bool:
    case = subject.case
    return ask.holds(case.violation.site, case.stance, is_repeat=bool(case.violation.repeats))


RULE = Rule(
    id="E804",
    name="required-evidence",
    severity="warning",
    what=said("The evidence that this family of violation requires is among the exhibits.", "此类违规必备的证据已在附件中。"),
    why=said(
        "Official pages name papers without which an appeal is refused. An official demand is an error, any other a warning.",
        "官方页面列明了缺之必拒的材料。官方要求为错误，其他来源为警告。",
    ),
    source="research/domain.md §2.4; seed 000: 证据缺失或失效（过期证书未更新）",
    grade="official",
    check=check,
    bad=(OTHER, {**OTHER, "evidence.4": {"id": "c", "kind": "carrier_contract", "caption": "C", "status": "applying"}},
         {"evidence.0.use": "background", "evidence.2.kind": "photo"}),
    good=("", {"evidence.0.kind": "photo"}, {"evidence.0.kind": "collection_agreement", "evidence.2.kind": "photo"}),
)  # fmt: skip
