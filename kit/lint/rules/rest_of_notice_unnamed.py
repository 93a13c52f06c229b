"""E885: a dispute that the manifests prove for some orders only, and that does not say which others it leaves alone."""

from collections.abc import Iterable
from typing import Any

from kit.lint.clean import DISPUTE
from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, Both, Letter, Passage, Subject, Trace


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    told = {trace.ref for passage in subject.letter.passages for trace in passage.traces if trace.kind == "audit"}
    for audit in subject.audits or ():
        rest = audit.figures.get("not_claimed", "0") if audit.id == "collections" else "0"
        if rest != "0" and "collections.not_claimed" not in told:
            yield Hit(
                where="dispute.wrong",
                message=Both(
                    f"{rest} orders of the notice are not proved by a manifest, and the letter does not say that it leaves them out",
                    f"通知中有 {rest} 个订单没有交接清单证明，信中也没有说明不包括它们",
                ),
                fix=Both(
                    "say which orders this appeal does not cover, with {{ audit.collections.not_claimed }} and the reasons",
                    "用 {{ audit.collections.not_claimed }} 写明本申诉不包括哪些订单及原因",
                ),
            )


def _audit(rest: str) -> dict[str, Any]:
    figures = {"orders": "75", "claimed": "57", "not_claimed": rest}
    return {**DISPUTE, "audits": (Audit(id="collections", title="Manifests", definition="Orders by line.", figures=figures),)}


def _saying(text: str, ref: str) -> dict[str, Any]:
    trace = Trace(start=0, end=2, kind="audit", ref=ref)
    passage = Passage(where="dispute.wrong.1.what", text=text, html=text, traces=(trace,))
    letter = Letter(
        title="Appeal", subject="Late dispatch", stance="dispute", passages=(passage,), cites=(), labels=(), context=None
    )
    return {**_audit("18"), "letter": letter}


RULE = Rule(
    id="E885",
    name="rest-of-notice-unnamed",
    severity="warning",
    needs=frozenset({"audits", "letter"}),
    what=said("A dispute says which orders of the notice it does not claim.", "抗辩信写明哪些通知订单不在申诉范围内。"),
    why=said(
        "A reviewer who finds one order among the disputed that no paper proves stops believing the others.",
        "审核员只要发现一单无凭据，其余订单也难以取信。",
    ),
    source="research/appeals.md §0.2 (list of impacted order IDs, clear reason); research/appeals.md §1 (TH: five carrier scenarios)",
    grade="own_knowledge",
    check=check,
    stance="dispute",
    bad=(_audit("18"), _audit("1"), _saying("57 orders were collected in time.", "collections.claimed")),
    good=(DISPUTE, _audit("0"), _saying("18 orders are not covered by this appeal.", "collections.not_claimed")),
)
