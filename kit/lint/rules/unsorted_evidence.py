"""E807: evidence that was taken in, and that nobody has looked at yet."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

UNSORTED = "unsorted"


def check(subject: Subject) -> Iterable[Hit]:
    for n, item in enumerate(subject.case.evidence):
        if item.kind == UNSORTED:
            yield Hit(
                where=f"evidence.{n}.kind",
                message=Both(
                    f"{item.file or item.id} was taken in, and nobody has said yet what it is",
                    f"{item.file or item.id} 已收入，但还没有人说明它是什么",
                ),
                fix=Both(
                    "write its kind and a caption; use: exhibit if the letter should cite it, background if not",
                    "写明类别和标题；信中要引用则 use: exhibit，否则 use: background",
                ),
            )


RULE = Rule(
    id="E807",
    name="unsorted-evidence",
    severity="error",
    what=said("Each piece of evidence says what it is.", "每份证据都写明它是什么。"),
    why=said(
        "A file that nobody has judged may be the proof that is missing, or one that contradicts the letter.",
        "没人看过的文件，可能正是缺的证据，也可能与信相矛盾。",
    ),
    source="DESIGN §8 (every input is in the bundle or named in a blocking finding); poa intake",
    grade="own_knowledge",
    check=check,
    bad=(
        {"evidence.4": {"id": "img", "file": "evidence/IMG_1.jpg", "kind": "unsorted", "caption": "IMG_1", "use": "background"}},
        {"evidence.1.kind": "unsorted"},
        {"evidence.0.kind": "unsorted", "evidence.1.kind": "unsorted"},
    ),
    good=(
        "",
        {"evidence.4": {"id": "chat", "file": "evidence/chat.png", "kind": "chat", "caption": "Chat", "use": "background"}},
        {"evidence.1.kind": "statement"},
    ),
)
