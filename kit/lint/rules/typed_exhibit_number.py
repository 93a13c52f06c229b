"""E805: an exhibit number typed by hand."""

import re
from collections.abc import Collection, Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Letter, Remedy, Subject
from kit.tools.prose import exhibits

_ONE = re.compile(r"Exhibit\s{1,3}\w{1,4}", re.IGNORECASE)  # in a list of numbers no single one can be replaced
_MORE = re.compile(r"\s?(?:[-–—&,|]|to\b|and\b|or\b|through\b)\s?(?:p\.\s?)?\d")


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    numbers = {label: evidence for evidence, label in subject.letter.labels}
    cited: set[str] = set()
    for passage in subject.letter.passages:
        for start, end, number in exhibits(passage.text):
            before = cited | {t.ref for t in passage.traces if t.kind == "exhibit" and t.end <= start}
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
                remedy=_remedy(subject.letter, passage.text, (start, end), known, before),
            )
        cited.update(passage.cites)


def _remedy(letter: Letter, text: str, span: tuple[int, int], evidence: str | None, before: Collection[str]) -> Remedy | None:
    """The placeholder, where the number names one exhibit and stays the same: those of lower numbers are cited before it."""
    start, end = span
    if evidence is None or not _ONE.fullmatch(text[start:end]) or _MORE.match(text, end):
        return None
    order = [one for one, _ in letter.labels]
    if not set(order[: order.index(evidence)]) <= set(before):
        return None
    return Remedy(old=text[start:end], new=f"{{{{ exhibit.{evidence} }}}}", is_safe=True)


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
