"""M320: an action of the future among those that are done."""

import re
from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt
from kit.tools.written_dates import written

_FUTURE = re.compile(
    r"\b(?:will|shall|(?:is|are|am)\sgoing\sto|(?:plan|plans|intend|intends|hope|hopes|expect|propose|proposes|aim|aims)\sto)\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    today = subject.today
    for passage, _, sentence in told(subject):
        if not passage.where.startswith("corrective.") or not _FUTURE.search(sentence):
            continue
        days = [day for w in written(sentence) for day in w.days]
        if not days or any(day > today for day in days):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"this is still to come, and stands among what is done: “{excerpt(sentence)}”",
                    f"这件事尚未发生，却写在已完成的措施中：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "move it to preventive with by:, or say what of it is finished and when",
                    "移到 preventive 并写明 by:，或写明其中哪些已完成、何时完成",
                ),
                quote=sentence,
            )


RULE = Rule(
    id="M320",
    name="future-among-done",
    severity="warning",
    stance="plan",
    needs=frozenset({"letter"}),
    what=said("Corrective actions are done when the letter is written.", "纠正措施在写信时已经完成。"),
    why=said(
        "A promise among the done makes the done doubtful; a plan all in the future is weak.",
        "把承诺混进已完成项，会让已完成的也显得可疑。",
    ),
    source="seed 000: 所有措施必须标注“已完成”或“将于X年X月X日前完成”; research/appeals.md §4 (cap: all actions in the future tense)",
    grade="seed",
    check=check,
    bad=(
        "The planner will add a second scanner by 20 July 2026.",
        "Calder Express shall collect twice from 1 August 2026.",
        "We are going to hire a packer on 15 July 2026.",
    ),
    good=(
        "The planner added a second scanner on 12 June 2026.",
        "The contract runs until 13 June 2027.",
        {"preventive.0.what": "The planner will add a second scanner by 20 July 2026."},
    ),
)
