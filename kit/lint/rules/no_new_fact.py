"""R103: a second appeal with no date, figure, number or exhibit that the first one did not have."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import OtherLetter, Subject
from kit.tools.prose import clocks, codes, figures, masked
from kit.tools.written_dates import written


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    earlier = [other for other in subject.others or () if other.kind == "earlier"]
    known = {fact for other in earlier for fact in _facts(other.text)}
    ours = {fact for passage in subject.letter.passages for fact in _facts(passage.text)}
    if earlier and not ours - known:
        yield Hit(
            where="letter",
            message=f"every date, figure, number and exhibit of the letter stands in {earlier[-1].name} already ({len(ours)} compared)",
            fix="send it again only with something new: a paper that was missing, a result counted since, an answer to the refusal",
        )


def _facts(text: str) -> set[object]:
    """Days, times, figures and codes, each in one writing."""
    dates, times = written(text), list(clocks(text))
    rest = masked(text, [(w.start, w.end) for w in dates] + [(c.start, c.end) for c in times])
    days: set[object] = {day for w in dates for day in w.days} | {(w.day, w.month) for w in dates if not w.days}
    return days | {c.time for c in times} | {f.key for f in figures(rest)} | {word.casefold() for _, _, word in codes(rest)}


def _all_known(extra: str = "") -> dict[str, object]:
    """An earlier letter that has every fact of the clean one."""
    text = (
        "From 11 May 2026 to 7 June 2026 the van left at 15:30 instead of 18:00; the cut-off was 17:00. 412 of 3,926 orders (10.5%) were "
        "late, then 14 of 2,170 orders (0.6%). On 12 June 2026 it was moved to 15:00. On 15 June 2026 at 19:42 and since at 19:30 the "
        "new van came. Exhibits 1, 2, 3 and 4, on 11 May."
    )
    return {"others": (OtherLetter(name="history/first.pdf", kind="earlier", text=text + extra),)}


RULE = Rule(
    id="R103",
    name="no-new-fact",
    severity="error",
    needs=frozenset({"letter", "others"}),
    what=said("A second appeal brings a fact that the first one did not have.", "再次申诉要有上次没有的新事实。"),
    why=said(
        "A paraphrase adds nothing, uses up the last attempt and may close the case.",
        "换个说法没有新内容，只会浪费最后一次机会。",
    ),
    source="seed 000: 对同一问题多次提交相似POA; research/lint.md §2 (the paraphrase adds no anchor, the good rewrite more than 12)",
    grade="seed",
    check=check,
    bad=(
        _all_known(),
        _all_known(" The count is signed on 3 July 2026."),
        {
            **_all_known(),
            "corrective.0.what": "The planner moved the cut-off to 15:00 on 12 June 2026 ({{ exhibit.cutoff_screen }}).",
        },
    ),
    good=(
        "",
        {**_all_known(), "corrective.0.what": "On 30 June 2026 a second scanner was set up ({{ exhibit.cutoff_screen }})."},
        {"others": (OtherLetter(name="history/first.pdf", kind="earlier", text="We are sorry for the late orders."),)},
    ),
)
