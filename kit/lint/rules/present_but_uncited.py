"""E802: an exhibit that no sentence of the letter needs."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

PHOTO = {"id": "dock_photo", "file": "evidence/dock.jpg", "kind": "photo", "caption": "The dock at Daventry"}


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for n, item in enumerate(subject.case.evidence):
        if item.use == "exhibit" and item.status == "have" and item.id not in subject.letter.cites:
            yield Hit(
                where=f"evidence.{n}",
                message=Both(
                    f"{item.id} is to be an exhibit, but the letter never cites it, so it gets no number and no place",
                    f"{item.id} 应作附件，但信中从未引用，因此没有编号和位置",
                ),
                fix=Both(
                    f"cite it where it proves something ({{{{ exhibit.{item.id} }}}} or exhibits:), or say use: background",
                    f"在它能证明内容的地方引用（{{{{ exhibit.{item.id} }}}} 或 exhibits:），或改为 use: background",
                ),
            )


RULE = Rule(
    id="E802",
    name="present-but-uncited",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("Each exhibit is cited in the letter.", "每个附件都在信中被引用。"),
    why=said(
        "Nothing is dropped in silence; and an exhibit that proves nothing costs the reviewer's time.",
        "不得悄悄丢弃材料；什么也不证明的附件只会浪费审核员时间。",
    ),
    source="DESIGN §8 (nothing is dropped in silence); seed 000: 按POA段落顺序插入对应证明",
    grade="seed",
    check=check,
    bad=(
        {"evidence.4": PHOTO},
        {"preventive.0.measured": "The shift leader signs the count.", "preventive.0.exhibits": ["new_contract"]},
        {"corrective.0.what": "The planner moved the cut-off to 15:00.", "corrective.0.exhibits": []},
    ),
    good=(
        "",
        {"evidence.4": {**PHOTO, "use": "background"}},
        {"evidence.4": PHOTO, "corrective.0.exhibits": ["cutoff_screen", "dock_photo"]},
    ),
)
