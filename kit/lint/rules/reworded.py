"""R102: a letter that says again, in nearly the same words, what was refused."""

from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, OtherLetter, Subject
from kit.tools.prose import excerpt, sentences
from kit.tools.wording import reworded

MOST, SOME = 0.6, 0.25  # shares of sentences; research/lint.md §2, one letter a row: indicative


def check(subject: Subject) -> Iterable[Hit]:
    ours = [sentence for _, _, sentence in told(subject)]
    for other in subject.others or ():
        share, pairs = reworded(ours, (other.text[a:b] for a, b in sentences(other.text))) if other.kind == "earlier" else (0, ())
        if share >= SOME:
            yield Hit(
                where="letter",
                message=Both(
                    f"{share:.0%} of the sentences stand in {other.name} in nearly the same words, e.g. “{excerpt(pairs[0][0], 120)}”",
                    f"{share:.0%} 的句子几乎原样出现在 {other.name} 中，例如“{excerpt(pairs[0][0], 120)}”",
                ),
                fix=Both(
                    "write from what is new: the refusal's reason, what was done since, the paper that was missing",
                    "从新内容写起：驳回理由、此后所做的事、当时缺少的文件",
                ),
                severity=None if share >= MOST else "warning",
            )


def earlier(text: str, name: str = "history/first.pdf") -> tuple[OtherLetter, ...]:
    """An earlier letter of that text, for examples."""
    return (OtherLetter(name=name, kind="earlier", text=text),)


_SAME = (
    "From 11 May 2026 the van of Northway Parcels left Daventry at 15:30 instead of 18:00, and our warehouse planner had not moved "
    "the order cut-off of 17:00. The planner moved the cut-off at Daventry to 15:00. Calder Express made its first evening collection "
    "at 15 June 2026, 19:42. Calder Express collects at Daventry every working day at 19:30. "
)
_REST = "The shift leader signs the count in the collection manifest. The Daventry order cut-off did not follow the carrier's earlier van."

RULE = Rule(
    id="R102",
    name="reworded-letter",
    severity="error",
    needs=frozenset({"letter", "others"}),
    what=said("A second appeal is not the first in other words.", "再次申诉不是把上次的信换个说法。"),
    why=said(
        "A letter that differs by wording only is said to close the case without being read.",
        "仅微调措辞会被判为无效申诉，case 自动关闭。",
    ),
    source="seed 000: 对同一问题多次提交相似POA（仅微调措辞），系统判定为无效申诉; research/lint.md §2 (near-duplicates)",
    grade="seed",
    check=check,
    bad=(
        {"others": earlier(_SAME + _REST)},
        {"others": earlier(f"Dear team. {_SAME} We ask you to restore the shop.")},
        {"others": (*earlier("Nothing."), *earlier(_REST, "history/second.pdf"))},
    ),
    good=(
        "",
        {
            "others": earlier(
                "We are sorry that some orders were late in May. The staff will be trained, and it will not happen again."
            )
        },
        {"others": (OtherLetter(name="us", kind="sister", text=_SAME + _REST),)},
    ),
)
