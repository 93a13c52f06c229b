"""E803: a file in evidence/ that case.yaml does not name."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    for file in subject.unlisted:
        yield Hit(
            where=file,
            message=Both(
                f"{file} lies in the case's evidence, but case.yaml does not name it",
                f"{file} 在案件的证据文件夹中，但 case.yaml 没有写明它",
            ),
            fix=Both(
                "add it to evidence: (use: background if no reviewer should see it), or move it out of the folder",
                "加入 evidence:（不给审核员看则 use: background），或移出文件夹",
            ),
        )


RULE = Rule(
    id="E803",
    name="file-not-named",
    severity="error",
    what=said("Each file in evidence/ is named in case.yaml.", "evidence/ 里的每个文件都在 case.yaml 中登记。"),
    why=said(
        "A file that nobody has judged may be the proof that is missing, or one that contradicts the letter.",
        "没人看过的文件，可能正是缺的证据，也可能与信相矛盾。",
    ),
    source="DESIGN §8 (every input is in the bundle or named in a blocking finding)",
    grade="own_knowledge",
    check=check,
    bad=(
        {"unlisted": ("evidence/IMG_0231.jpg",)},
        {"unlisted": ("evidence/new/scan.pdf",)},
        {"unlisted": ("evidence/a.pdf", "evidence/b.pdf")},
    ),
    good=(
        "",
        {"unlisted": ()},
        {"evidence.4": {"id": "chat", "file": "evidence/chat.png", "kind": "chat", "caption": "Chat", "use": "background"}},
    ),
)
