"""E801: an exhibit that the letter cites and the bundle cannot hold."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Subject
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
                where="evidence", message=f"the letter cites {cited}, which case.yaml does not name", fix="add it to evidence:"
            )
            continue
        item = subject.case.evidence[numbers[cited]]
        where = f"evidence.{numbers[cited]}"
        if item.status != "have":
            yield Hit(
                where=f"{where}.status",
                message=f"the letter cites {cited}, but it is {item.status}",
                fix="get the file, or take the citation out; a paper applied for may be told, never cited as proof",
            )
        elif item.use == "background":
            yield Hit(
                where=f"{where}.use",
                message=f"the letter cites {cited}, which is background and not an exhibit",
                fix="say use: exhibit, or take the citation out",
            )
        elif cited not in opened:
            yield Hit(
                where=f"{where}.file",
                message=f"the letter cites {cited}, but its file {item.file or item.made} could not be opened",
                fix="put the file there as received and run again",
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
                    message=f"“{passage.text[start:end]}” is cited, and the case has no exhibit of that number",
                    fix="add the paper to evidence:, or correct the number",
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
