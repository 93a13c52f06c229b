"""R103: a second appeal with no date, figure, number or exhibit that the first one did not have."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, OtherLetter, Subject
from kit.tools.anchors import anchors


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    earlier = [other for other in subject.others or () if other.kind == "earlier"]
    known = {fact for other in earlier for fact in anchors(other.text)}
    ours = {fact for passage in subject.letter.passages for fact in anchors(passage.text)}
    if earlier and not ours - known:
        yield Hit(
            where="letter",
            message=Both(
                f"every date, figure, number and exhibit of the letter stands in {earlier[-1].name} already ({len(ours)} compared)",
                f"信中每个日期、数字、编号和附件都已出现在 {earlier[-1].name} 中（比对了 {len(ours)} 项）",
            ),
            fix=Both(
                "send it again only with something new: a paper that was missing, a result counted since, an answer to the refusal",
                "有新内容才再次提交：缺少的文件、此后统计的结果、对驳回理由的回应",
            ),
        )


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
