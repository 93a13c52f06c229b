"""E826: a typed letter whose exhibits are not numbered in the order in which it names them."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import exhibits


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    if subject.stated is not None:
        return  # the kit numbers the exhibits of a case itself
    expected, seen = 1, set[int]()
    for passage in subject.letter.passages:
        before = 0
        for start, end, number in sorted(exhibits(passage.text)):
            n = int("".join(c for c in number if c.isdigit()) or 0)
            is_range = seen and passage.text[before:start].strip() in {"-", "–", "to"}  # Exhibits 1–3: its ends only
            before = end
            if n > expected and not is_range:
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"Exhibit {number} is named before Exhibit {expected}", f"附件 {number} 在附件 {expected} 之前就被引用"
                    ),
                    fix=Both(
                        "number the exhibits in the order in which the letter first names them, without gaps",
                        "按信中首次引用的顺序给附件编号，不留空号",
                    ),
                    quote=f"Exhibit {number}",
                )
                return
            seen.add(n)
            expected = max(seen) + 1


def _alone(text: str) -> dict[str, object]:
    return {"alone": True, "root_causes.0.what": "The van left early.", "corrective.0.what": text, "preventive.0.what": "It is counted.",
            "preventive.0.measured": "It is signed.", "letter.summary": None}  # fmt: skip


RULE = Rule(
    id="E826",
    name="exhibits-out-of-order",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("Exhibits are numbered in the order in which the letter names them.", "附件按信中首次出现的顺序编号。"),
    why=said(
        "A reviewer turns the pages forward; a jump costs attention, a gap looks like a paper left out.",
        "审核员顺着翻页；跳号费神，缺号像是少放了文件。",
    ),
    source="seed 000: 按POA段落顺序插入对应证明……每份证据顶部标注序号",
    grade="seed",
    check=check,
    bad=(
        _alone("The contract (Exhibit 2) was signed, the log (Exhibit 1) kept."),
        _alone("The log (Exhibit 1) was kept, the contract (Exhibit 3) signed."),
        _alone("Exhibits 2 and 3 show it."),
    ),
    good=(
        _alone("The log (Exhibit 1) was kept, the contract (Exhibit 2) signed, as Exhibit 1 says."),
        _alone("Exhibits 1–3 show it, and Exhibit 4."),
        _alone("No exhibit is named here."),
    ),
)
