"""F901: a figure in the letter that nothing computed and nothing in the case states."""

from collections.abc import Iterable

from kit.lint.figures import computed, nearest, untraced
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt, sentence_around


def check(subject: Subject) -> Iterable[Hit]:
    known = computed(subject)
    for passage, figure in untraced(subject):
        if any(c.is_written(figure) for c in known):
            continue  # F902 names the placeholder
        near = nearest(figure, known)
        hint = f" (the nearest computed figure is {near.shown} = {near.placeholder})" if near else ""
        yield Hit(
            where=passage.where,
            message=Both(
                f"“{figure.written}” comes from nowhere{hint}: “{excerpt(sentence_around(passage.text, figure.start))}”",
                f"“{figure.written}”没有来源{f'（最接近的计算值是 {near.shown} = {near.placeholder}）' if near else ''}：“{excerpt(sentence_around(passage.text, figure.start))}”",
            ),
            fix=Both(
                "use a placeholder, or state the figure in the facts of the exhibit that shows it, or take it out",
                "用占位符，或把数字写入证明它的附件的 facts，或删去",
            ),
            quote=f"{figure.written} in {sentence_around(passage.text, figure.start)}",
        )


RULE = Rule(
    id="F901",
    name="untraced-figure",
    severity="error",
    needs=frozenset({"letter", "metrics"}),
    what=said(
        "Each figure is computed, or stated by the notice, an exhibit's facts, an official policy fact or the case's own ids.",
        "每个数字都要有来源：计算所得、通知、附件事实、官方规则事实或案件编号。",
    ),
    why=said(
        "The platform has the same data; one invented figure makes all others doubtful.",
        "平台手里有同样的数据；一个编造的数字会让其余全部失信。",
    ),
    source="DESIGN §7; seed 000: 平台会交叉验证后台数据; research/appeals.md §3 (invented statistics)",
    grade="seed",
    check=check,
    bad=(
        "The carrier missed 37 collections.",
        "The late rate fell to 0.9%.",
        "We lost £4,200 in the month.",
        "Order 577012345678901234 was late.",
        "Late orders fell by 87 per cent.",
        "The limit of 2% was broken.",
        "A van takes 40kg.",
        "Seller Policy section 7.2 allows it.",
    ),
    good=(
        "Two carriers serve the dock.",
        "In the four weeks {{ metric.late_dispatch.during.full }} were late.",
        "The notice says 10.5%.",
        "SKU LYH-0042 was not concerned; violation 7529184460371124 was.",
        "The van came at 15:30 instead of 18:00 on 11 May 2026.",
        "The limit of 4% was passed.",
        "The 3PL works to ISO 9001 (page 2), 24/7.",
        "The planner left 0 parcels on the dock (see section 2).",
    ),
)
