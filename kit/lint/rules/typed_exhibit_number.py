"""E805: an exhibit number typed by hand."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import exhibits


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    numbers = {label: evidence for evidence, label in subject.letter.labels}
    for passage in subject.letter.passages:
        for start, end, number in exhibits(passage.text):
            if any(t.kind == "exhibit" and t.start < end and start < t.end for t in passage.traces):
                continue
            known = numbers.get(number)
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{passage.text[start:end]}” is typed by hand" + ("" if known else "; there is no such exhibit"),
                    f"“{passage.text[start:end]}”是手工输入的{'' if known else '；且没有这个附件'}",
                ),
                fix=Both(
                    f"write {{{{ exhibit.{known or '<evidence id>'} }}}}: numbers follow the order of citation and move",
                    f"写 {{{{ exhibit.{known or '<evidence id>'} }}}}：编号随引用顺序变动",
                ),
                quote=passage.text[start:end],
                severity="warning" if known else None,
            )


RULE = Rule(
    id="E805",
    name="typed-exhibit-number",
    severity="error",
    needs=frozenset({"case", "letter"}),
    what=said("Exhibit numbers come from placeholders.", "附件编号一律由占位符生成。"),
    why=said(
        "A typed number points at another paper as soon as one exhibit is added.", "手写的编号在增加附件后就会指向别的文件。"
    ),
    source="research/lint.md §4 (exhibit graph); seed 000: 每份证据顶部标注序号与说明文字",
    grade="seed",
    check=check,
    bad=("See Exhibit 9.", "See Exhibits 1 to 9.", "The contract is Exhibit 1.", "The manifests (exhibit 12A) show it."),
    good=("See {{ exhibit.new_contract }}.", "Each exhibit is a whole page.", "The exhibits show 2026-06-12."),
)
