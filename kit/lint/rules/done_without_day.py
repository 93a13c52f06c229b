"""M313: something said to be done, in a paragraph that names no day."""

from collections.abc import Iterable

from kit.lint.deeds import COMING, PAST, bare_deed, dated
from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.lint.sections import section
from kit.lint.statements import DONE, states_deed
from kit.model import Both, Subject
from kit.tools.prose import excerpt


def check(subject: Subject) -> Iterable[Hit]:
    with_day = set(dated(subject))
    has_section = any(section(subject, name) for name in ("corrective", "dispute.wrong"))
    for passage, _, sentence in told(subject):
        is_action = passage.where.startswith("corrective.") and not COMING.search(sentence)
        found = DONE.search(sentence) or (PAST.search(sentence) if is_action else None)
        if subject.stated is None and (is_action or not has_section):
            told_as_done = None if passage.where in with_day or (is_action and not states_deed(sentence)) else found
            found = bare_deed(sentence, is_action=is_action) or told_as_done
        elif passage.where in with_day:
            found = None
        if found:
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{found.group().strip()}” says that it is done, and nothing near it says when: “{excerpt(sentence)}”",
                    f"“{found.group().strip()}”表示已经完成，但附近没有写明何时：“{excerpt(sentence)}”",
                ),
                fix=Both("give the day and the time that the exhibit shows", "写明附件所示的日期和时间"),
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
