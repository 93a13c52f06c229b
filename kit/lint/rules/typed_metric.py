"""F902: a computed figure typed by hand."""

from collections.abc import Iterable

from kit.lint.figures import computed, untraced
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import sentence_around


def check(subject: Subject) -> Iterable[Hit]:
    known = computed(subject)
    for passage, figure in untraced(subject):
        same = next((c for c in known if c.is_written(figure)), None)
        if same:
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{figure.written}” equals {same.placeholder}, but is typed by hand",
                    f"“{figure.written}”等于 {same.placeholder}，却是手工输入的",
                ),
                fix=Both(f"write {same.placeholder}, so that it changes with the data", f"写 {same.placeholder}，使其随数据更新"),
                quote=f"{figure.written} in {sentence_around(passage.text, figure.start)}",
            )


RULE = Rule(
    id="F902",
    name="typed-metric",
    severity="warning",
    needs=frozenset({"letter", "metrics"}),
    what=said("A figure that the kit computed enters by its placeholder.", "系统算出的数字要用占位符写入。"),
    why=said(
        "A typed figure stays when the data change, and then contradicts the exhibit.",
        "手写的数字不随数据更新，随后就与附件矛盾。",
    ),
    source="DESIGN §7 (numbers never typed); research/lint.md §4",
    grade="derived",
    check=check,
    bad=(
        "In all 412 orders were late.",
        "Of 3,926 orders some were late.",
        "Of these, 331 left from Daventry.",
        "Before, the rate was 0.8%.",
    ),
    good=(
        "In all {{ metric.late_dispatch.during.numerator }} orders were late.",
        "Of these, {{ driver.warehouse.count }} left from Daventry.",
        "The notice says 10.5%.",
    ),
)
