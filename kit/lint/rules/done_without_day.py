"""M313: something said to be done, in a paragraph that names no day."""

import re
from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Subject
from kit.tools.written_dates import written

_DONE = re.compile(
    r"\b(?:have|has)\s(?:already\s|now\s|also\s|since\s|all\s|immediately\s|promptly\s)?(?:been\s(?:already\s|all\s)?)?"
    r"(?:removed|deleted|delisted|corrected|changed|replaced|updated|signed|installed|hired|introduced|implemented|established"
    r"|adopted|arranged|assigned|appointed|completed|uploaded|submitted|moved|solved|resolved|fixed|rectified|stopped|switched"
    r"|upgraded|set\sup|terminated|contacted|refunded|compensated|reviewed|checked|inspected|trained)\b",
    re.IGNORECASE,
)
_DATED = ("corrective.", "preventive.")  # the letter prints their day beside them


def check(subject: Subject) -> Iterable[Hit]:
    for passage, _, sentence in told(subject):
        found = _DONE.search(sentence)
        is_dated = any(w.names_a_day for w in written(passage.text)) or (subject.stated and passage.where.startswith(_DATED))
        if found and not is_dated:
            yield Hit(
                where=passage.where,
                message=f"“{found.group()}” says that it is done, and nothing near it says when: “{sentence[:160]}”",
                fix="give the day and the time that the exhibit shows",
                quote=sentence,
            )


RULE = Rule(
    id="M313",
    name="done-without-day",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("What is done says when.", "写“已完成”就要写明何时完成。"),
    why=said("Without a time stamp “has been removed” cannot be held against a log.", "没有时间戳的“已下架”无法与记录核对。"),
    source="seed 000: Corrective Actions（已执行项+完成时间戳）; research/lint.md §2 (16 of 17 refused letters hold no full date)",
    grade="seed",
    check=check,
    bad=(
        {"letter.summary.now": "We have changed the carrier at Daventry."},
        {"letter.summary.why": "The setting has been corrected by the planner."},
        {"alone": True, "corrective.0.what": "All listings have already been removed."},
    ),
    good=(
        "We have changed the carrier at Daventry.",
        {"letter.summary.now": "The setting has been corrected on 12 June 2026."},
        {"alone": True, "corrective.0.what": "On 12 June 2026 all listings have been removed."},
    ),
)
