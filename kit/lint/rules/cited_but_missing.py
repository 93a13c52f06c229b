"""E801: an exhibit that the letter cites and the bundle cannot hold."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import exhibits


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    opened = {e.item.id for e in subject.evidence or ()}
    numbers = {item.id: n for n, item in enumerate(subject.case.evidence)}
    if subject.letter.context is None and subject.letter.labels:
        yield from _unknown(subject)
    for cited in subject.letter.cites:
        if cited not in numbers:
            yield Hit(
                where="evidence",
                message=Both(
                    f"the letter cites {cited}, which case.yaml does not name", f"信中引用了 {cited}，但 case.yaml 中没有它"
                ),
                fix=Both("add it to evidence:", "加入 evidence:"),
            )
            continue
        item = subject.case.evidence[numbers[cited]]
        where = f"evidence.{numbers[cited]}"
        if item.status != "have":
            yield Hit(
                where=f"{where}.status",
                message=Both(
                    f"the letter cites {cited}, but it is {item.status}", f"信中引用了 {cited}，但其状态是 {item.status}"
                ),
                fix=Both(
                    "get the file, or take the citation out; a paper applied for may be told, never cited as proof",
                    "取得文件，或删去引用；正在申请的文件可以提及，但不能作为证明引用",
                ),
            )
        elif item.use == "background":
            yield Hit(
                where=f"{where}.use",
                message=Both(
                    f"the letter cites {cited}, which is background and not an exhibit",
                    f"信中引用了 {cited}，但它是背景材料，不是附件",
                ),
                fix=Both("say use: exhibit, or take the citation out", "改为 use: exhibit，或删去引用"),
            )
        elif cited not in opened:
            yield Hit(
                where=f"{where}.file",
                message=Both(
                    f"the letter cites {cited}, but its file {item.file or item.made} could not be opened",
                    f"信中引用了 {cited}，但其文件 {item.file or item.made} 无法打开",
                ),
                fix=Both("put the file there as received and run again", "按收到时的原样放入文件，再运行一次"),
            )


def _unknown(subject: Subject) -> Iterable[Hit]:
    """Exhibits that a letter written elsewhere names by a number that the case has not."""
    assert subject.letter is not None
    numbers = {number for _, number in subject.letter.labels}
    for passage in subject.letter.passages:
        traced = {(t.start, t.end) for t in passage.traces if t.kind == "exhibit"}
        for start, end, number in exhibits(passage.text):
            if number not in numbers and (start, end) not in traced:
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"“{passage.text[start:end]}” is cited, and the case has no exhibit of that number",
                        f"引用了“{passage.text[start:end]}”，但案件中没有这个编号的附件",
                    ),
                    fix=Both("add the paper to evidence:, or correct the number", "把文件加入 evidence:，或改正编号"),
                    quote=passage.text[start:end],
                )


RULE = Rule(
    id="E801",
    name="cited-but-missing",
    severity="error",
    needs=frozenset({"letter", "evidence"}),
    what=said("Each exhibit that the letter cites is there.", "信中引用的每个附件都在。"),
    why=said(
        "A citation that leads nowhere is the first thing that a reviewer finds.", "引用了却没有附件，审核员第一眼就会发现。"
    ),
    source="seed 000: 证据缺失或失效; 证据与文字描述不匹配",
    grade="seed",
    check=check,
    bad=(
        {"evidence.1.status": "applying", "evidence.1.file": None},
        {"evidence.2.status": "missing", "evidence.2.file": None},
        {"opened.new_contract": None},
        {"evidence.3.use": "background"},
    ),
    good=(
        "",
        "The planner showed it to the carrier ({{ exhibit.old_contract.page(2) }}).",
        {"evidence.4": {"id": "licence", "kind": "licence", "caption": "Licence", "status": "applying"}},
    ),
)
