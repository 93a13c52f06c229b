"""S707: the text of a sister case under another site's number."""

from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import OtherLetter, Subject
from kit.tools.prose import excerpt, sentences
from kit.tools.wording import reworded

MOST = 0.6  # of the sentences, as for the first letter said again (R102)


def check(subject: Subject) -> Iterable[Hit]:
    ours = [sentence for _, _, sentence in told(subject)]
    for other in subject.others or ():
        if other.kind != "sister":
            continue
        share, pairs = reworded(ours, (other.text[a:b] for a, b in sentences(other.text)))
        if share >= MOST:
            yield Hit(
                where="letter",
                message=f"{share:.0%} of the sentences stand in the letter of {other.name} too, e.g. “{excerpt(pairs[0][0], 120)}”",
                fix="write what happened on this site: its orders, its warehouse, its carrier, its rules",
            )


def _sister(text: str) -> tuple[OtherLetter, ...]:
    return (OtherLetter(name="us-late-dispatch", kind="sister", text=text),)


_SAME = (
    "From 11 May 2026 the van of Northway Parcels left Daventry at 15:30 instead of 18:00, and our warehouse planner did not move "
    "the order cut-off. The planner moved the cut-off at Daventry to 15:00. Calder Express made its first evening collection. "
    "Calder Express collects at Daventry each working day at 19:30. The shift leader signs the count in the collection manifest. "
    "The Daventry order cut-off did not follow the carrier's earlier van."
)

RULE = Rule(
    id="S707",
    name="same-text-two-sites",
    severity="warning",
    needs=frozenset({"letter", "others"}),
    what=said("Each site gets its own text.", "每个站点的信独立撰写。"),
    why=said("Two sites with one text show that neither was looked into.", "两个站点用同一份文字，说明哪个都没认真查。"),
    source="seed 000: 多站点同步违规时，各站点POA需独立撰写",
    grade="seed",
    check=check,
    bad=(
        {"others": _sister(_SAME)},
        {"others": (*_sister("Nothing here is the same as there."), *_sister(_SAME))},
        {"others": _sister(f"Dear team. {_SAME} Yours faithfully.")},
    ),
    good=(
        "",
        {"others": _sister("In Ohio the scanner of the second dock was broken for nine days. It was replaced on 3 June 2026.")},
        {"others": (OtherLetter(name="first.pdf", kind="earlier", text=_SAME),)},
    ),
)
