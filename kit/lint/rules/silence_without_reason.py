"""Z102: a silence whose reason says nothing."""

from collections.abc import Iterable

from kit.lint.parts import says_nothing
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Finding, Silence


def review(silences: tuple[Silence, ...], _: tuple[Finding, ...]) -> Iterable[Hit]:
    for n, silence in enumerate(silences):
        if says_nothing(silence.reason):
            yield Hit(
                where=f"silence.{n}.reason",
                message=Both(
                    f"“{silence.reason}” is no reason for silencing {silence.rule}",
                    f"“{silence.reason}”不能作为静默 {silence.rule} 的理由",
                ),
                fix=Both(
                    "say what was looked at and why the finding does not matter here", "写明看了什么、为何此处的发现无关紧要"
                ),
            )


RULE = Rule(
    id="Z102",
    name="silence-without-reason",
    severity="warning",
    what=said("Each silence says why.", "每条静默都写明理由。"),
    why=said(
        "The next reader must be able to judge whether the finding still does not matter.",
        "后来的人要能判断这个问题是否仍可忽略。",
    ),
    source="research/lint.md §3 (suppression with mandatory reason)",
    grade="derived",
    review=review,
    bad=(
        {"silence": [{"rule": "M301", "reason": "ok"}], "corrective.0.done": "2026-06-12"},
        {"silence": [{"rule": "M301", "reason": "todo"}], "corrective.0.done": "2026-06-12"},
        {"silence": [{"rule": "M301", "reason": "false positive"}], "corrective.0.done": "2026-06-12"},
    ),
    good=(
        "",
        {"silence": [{"rule": "M301", "reason": "the log has no time of day"}], "corrective.0.done": "2026-06-12"},
        {"silence": [{"rule": "M301", "reason": "系统日志没有时刻"}], "corrective.0.done": "2026-06-12"},
    ),
)
