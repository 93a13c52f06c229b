"""E891: counts of buyers or stock put right that leave some out, or that the order data contradict."""

from collections.abc import Iterable

from kit.lint.parts import main_metric
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    for name, things in (("buyers", "buyers"), ("stock", "pieces of stock")):
        restored = getattr(subject.case.put_right, name)
        if restored and restored.of is not None and restored.count is not None and restored.count < restored.of:
            left = restored.of - restored.count
            yield Hit(
                where=f"put_right.{name}.count",
                message=Both(
                    f"{restored.count:,} of {restored.of:,} {things} were put right: nothing is said of the other {left:,}",
                    f"{'买家' if name == 'buyers' else '库存'}共 {restored.of:,}，已处理 {restored.count:,}：其余 {left:,} 没有交代",
                ),
                fix=Both(
                    "put them right, or say in `what` when and how, and why not yet",
                    "处理完毕，或在 `what` 中写明何时、如何处理以及为何尚未处理",
                ),
            )
    yield from _fewer_than_counted(subject)


def _fewer_than_counted(subject: Subject) -> Iterable[Hit]:
    buyers = subject.case.put_right.buyers
    main = main_metric(subject)
    during = main.rate("during") if main else None
    if buyers and buyers.not_applicable and main and during and during.numerator:
        yield Hit(
            where="put_right.buyers.not_applicable",
            message=Both(
                f"no buyer is said to be concerned; the data count {during.numerator:,} {main.noun} {main.called}",
                f"写的是不涉及买家；数据统计为 {during.numerator:,}（{main.noun} {main.called}）",
            ),
            fix=Both(
                "say what became of the buyers of these orders, with count and of",
                "写明这些订单的买家如何处理，并填写 count 与 of",
            ),
        )
    if buyers and buyers.of is not None and main and during and during.denominator and during.numerator > buyers.of:
        yield Hit(
            where="put_right.buyers.of",
            message=Both(
                f"{buyers.of:,} buyers are said to be concerned; the data count {during.numerator:,} {main.noun} {main.called}",
                f"写的是涉及 {buyers.of:,} 名买家；数据统计为 {during.numerator:,}（{main.noun} {main.called}）",
            ),
            fix=Both(
                "count again from the order list; several orders of one buyer are several orders here",
                "按订单清单重新统计；同一买家的多个订单在此按多个订单计",
            ),
        )


_PART = {"what": "The buyers received their parcels.", "count": 412, "of": 412}

RULE = Rule(
    id="E891",
    name="put-right-counts",
    severity="warning",
    stance="plan",
    needs=frozenset({"metrics"}),
    what=said(
        "Every order and piece concerned was put right, as the data count them.", "受影响的订单和库存全部处理，数量与数据一致。"
    ),
    why=said("A reviewer compares the number with the platform's own list.", "审核员会与平台自己的清单核对数量。"),
    source="research/appeals.md §1 (list of impacted orders is the minimum content of an appeal)",
    grade="derived",
    check=check,
    bad=(
        {"put_right.buyers": {**_PART, "count": 400}},
        {"put_right.buyers": {**_PART, "count": 300, "of": 300}},
        {"put_right.buyers": {**_PART, "count": 0}},
        {"put_right.buyers": {"not_applicable": "No buyer was touched by the delay."}},
        {"put_right.stock": {"what": "Pieces of the lot were destroyed.", "count": 300, "of": 318}},
    ),
    good=("", {"put_right.buyers": _PART}, {"put_right.buyers": {**_PART, "count": 430, "of": 430}}),
)
