"""S707: the text of a sister case under another site's number."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, OtherLetter, Subject
from kit.tools.prose import excerpt, sentences
from kit.tools.wording import reworded

SHOWN = 3  # of what the policies say otherwise
MOST = 0.6  # of the sentences, as for the first letter said again (R102)


def check(subject: Subject) -> Iterable[Hit]:
    # Only what people wrote: the kit's own sentences stand in every letter.
    ours = [text[a:b] for text in subject.case.written for a, b in sentences(text)]
    for other in subject.others or ():
        if other.kind != "sister":
            continue
        share, pairs = reworded(ours, (other.text[a:b] for a, b in sentences(other.text)))
        if share >= MOST:
            yield Hit(
                where="letter",
                message=Both(
                    f"{share:.0%} of the sentences stand in the letter of {other.name} too, e.g. “{excerpt(pairs[0][0], 120)}”"
                    + (f"; the sites' policies differ ({_told(other)})" if other.differs else ""),
                    f"{share:.0%} 的句子也出现在 {other.name} 的信中，例如“{excerpt(pairs[0][0], 120)}”"
                    + (f"；两站政策不同（{_told(other)}）" if other.differs else ""),
                ),
                fix=Both(
                    "write what happened on this site: its orders, its warehouse, its carrier, its rules",
                    "写本站点发生的事：本站的订单、仓库、承运商和规则",
                ),
                severity="error" if other.differs else None,
            )


def _told(other: OtherLetter) -> str:
    """The first of what the policies say otherwise."""
    more = len(other.differs) - SHOWN
    return "; ".join((*other.differs[:SHOWN], *((f"+{more}",) if more > 0 else ())))


def _sister(text: str, *differs: str) -> tuple[OtherLetter, ...]:
    return (OtherLetter(name="us-late-dispatch", kind="sister", text=text, differs=differs),)


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
    needs=frozenset({"case", "others"}),
    what=said(
        "Each site gets its own text; where the sites' policies differ, one text for both is an error.",
        "每个站点的信独立撰写；两站政策不同而文字相同，按错误处理。",
    ),
    why=said("Two sites with one text show that neither was looked into.", "两个站点用同一份文字，说明哪个都没认真查。"),
    source="seed 000: 多站点同步违规时，各站点POA需独立撰写",
    grade="seed",
    check=check,
    bad=(
        {"others": _sister(_SAME)},
        {"others": (*_sister("Nothing here is the same as there."), *_sister(_SAME))},
        {"others": _sister(f"Dear team. {_SAME} Yours faithfully.", "late_dispatch.clock: label on UK, scan on US")},
    ),
    good=(
        "",
        {"others": _sister("In Ohio the scanner of the second dock was broken for nine days. It was replaced on 3 June 2026.")},
        {"others": (OtherLetter(name="first.pdf", kind="earlier", text=_SAME),)},
    ),
)
