"""E890: a plan that says nothing of the buyers and the stock that the violation touched, or not of how many."""

from collections.abc import Iterable

from kit.lint.parts import says_nothing
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_WHO = {
    "buyers": "what became of the buyers concerned (refunded, sent again, told), with how many of how many",
    "stock": "what became of the stock concerned (counted, held, relabelled, destroyed), with how many",
}
_ZH = {"buyers": "涉及的买家如何处理（退款、补发、告知）及数量", "stock": "涉及的库存如何处理（清点、封存、重贴、销毁）及数量"}
_ARE = {"buyers": "buyers are", "stock": "stock is"}


def check(subject: Subject) -> Iterable[Hit]:
    for name, what in _WHO.items():
        restored = getattr(subject.case.put_right, name)
        if restored is None:
            yield Hit(
                where=f"put_right.{name}",
                message=Both(f"the plan does not say {what}", f"整改计划没有写明{_ZH[name]}"),
                fix=Both(
                    f"state put_right.{name}: what, count, of, exhibits; or not_applicable with the reason",
                    f"填写 put_right.{name}：what、count、of、exhibits；或 not_applicable 并写明理由",
                ),
            )
        elif restored.not_applicable and says_nothing(restored.not_applicable.en):
            yield Hit(
                where=f"put_right.{name}.not_applicable",
                message=Both(
                    f"“{restored.not_applicable.en}” does not say why there was nothing to put right",
                    f"“{restored.not_applicable.en}”没有说明为何无需处理",
                ),
                fix=Both("say in a sentence why nobody and nothing was touched", "用一句话说明为何没有受影响者"),
                quote=restored.not_applicable.en,
            )
        elif restored.what and (missing := [part for part in ("count", "of") if getattr(restored, part) is None]):
            yield Hit(
                where=f"put_right.{name}",
                message=Both(
                    f"{_ARE[name]} said to be put right, and not how many of how many", "说已处理，却没有写明多少中的多少"
                ),
                fix=Both(
                    f"state put_right.{name}.{' and '.join(missing)}: how many were put right, of how many that were touched",
                    f"填写 put_right.{name} 的 {'、'.join(missing)}：涉及多少、已处理多少",
                ),
                quote=restored.what.en[:160],
            )


RULE = Rule(
    id="E890",
    name="nobody-put-right",
    severity="warning",
    stance="plan",
    what=said("A plan says what became of buyers and stock, with counts, or why there was nothing to do.", "方案写明受影响买家和库存的处理结果及数量，或说明不适用。"),
    why=said(
        "A correction that mends the process and leaves the people concerned as they were is half a correction.",
        "只改流程而不处理受影响的买家和库存，整改只完成了一半。",
    ),
    source="research/appeals.md §3 (stock, refunds and buyers as corrective actions)",
    grade="own_knowledge",
    check=check,
    bad=({"put_right.buyers": None}, {"put_right.stock": None}, {"put_right": {}},
         {"put_right.stock": {"not_applicable": "n/a"}}, {"put_right.stock": {"not_applicable": "Not applicable."}},
         {"put_right.stock": {"not_applicable": "不适用。"}},
         {"put_right.buyers": {"what": "All buyers were refunded."}},
         {"put_right.stock": {"what": "The lot was destroyed.", "count": 318}}),
    good=(
        "",
        {"put_right.stock": {"not_applicable": "No goods were at fault."}},
        {"put_right.buyers": {"what": "All buyers received their parcels.", "count": 412, "of": 412}},
        {"put_right.stock": {"what": "The lot was destroyed.", "count": 318, "of": 318}},
    ),
)  # fmt: skip
