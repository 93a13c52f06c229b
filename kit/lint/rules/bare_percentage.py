"""F909: a percentage, typed or by a placeholder that prints no more, without what it is of or the days it counts."""

import re
from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Passage, Subject, Trace
from kit.tools.prose import excerpt, figures
from kit.tools.written_dates import written

_CHANGED = re.compile(
    r"\b(?:down|up|fell|rose|dropped|grew|increased|decreased|reduced|improved|better|lower|higher)\b", re.IGNORECASE
)

_POINTS_BACK = re.compile(r"\b(?:same|of\s(?:them|these|those))\b", re.IGNORECASE)
"""What takes the days or the number from the sentence before."""
_SHARE = re.compile(r"\d{1,3}(?:\.\d{1,4})?%")


def check(subject: Subject) -> Iterable[Hit]:
    for passage, start, sentence in told(subject):
        found = [f for f in figures(sentence) if f.is_percent and (f.value != 100 or _CHANGED.search(sentence))]
        traces = [t for t in passage.traces if t.start < start + len(sentence) and start < t.end]
        if not found or (traces and not any(_is_bare(passage, t) for t in traces)) or _POINTS_BACK.search(sentence):
            continue
        counts = [f for f in figures(sentence) if not f.is_percent and f.value > 1]
        if len(counts) < 2 and not any(w.month for w in written(sentence)):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{found[0].written}” says neither of how many nor of which days: “{excerpt(sentence)}”",
                    f"“{found[0].written}”既没说多少中的多少，也没说是哪几天：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "give n of d and the window, best by placeholder: {{ metric.<id>.<period>.full }}",
                    "写明“几分之几”和时间段，最好用占位符：{{ metric.<id>.<period>.full }}",
                ),
                quote=sentence,
            )


def _is_bare(passage: Passage, trace: Trace) -> bool:
    """Whether a metric's placeholder printed its share alone; `.full` prints the counts, `.window` the days."""
    return trace.kind == "metric" and bool(_SHARE.fullmatch(passage.text[trace.start : trace.end]))


RULE = Rule(
    id="F909",
    name="bare-percentage",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said(
        "A percentage says of how many, or of which days; so does a placeholder that prints the percentage alone.",
        "百分比要写明基数或统计区间；只输出百分比的占位符也一样。",
    ),
    why=said(
        "1% of ninety orders and of nine thousand are not the same; nor is a week the month that the notice counts.",
        "90单的1%和9000单的1%不是一回事；一周也不等于通知统计的整月。",
    ),
    source="research/appeals.md §4 proof (figure, denominator, period, source file)",
    grade="third_party",
    check=check,
    bad=(
        "The late rate is 0.9% now.",
        "On-time dispatch reached 99%.",
        "Our late rate is now {{ metric.late_dispatch.after }}.",
        {"letter.summary.now": "It fell from {{ metric.late_dispatch.during }} to {{ metric.late_dispatch.after }}."},
        {"alone": True, "corrective.0.what": "The rate fell from 10% to 2%."},
    ),
    good=(
        "From 1 to 28 June 2026 the late rate was 0.9%.",
        "It was {{ metric.late_dispatch.after.full }}.",
        "From 16 June to 3 July 2026 it was {{ metric.late_dispatch.after }}.",
        "Labels were made in time, {{ metric.late_dispatch.during }} of them late.",
        "The count is 100% signed.",
        {"alone": True, "corrective.0.what": "Of 2,170 orders 14 were late (0.6%)."},
    ),
)
