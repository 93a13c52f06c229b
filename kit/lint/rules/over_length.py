"""L104: a letter that is too long to be read, or a summary too long for the site's text boxes."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Fact, Subject

MOST = 1_500
"""Words. Own knowledge: three pages of A4; no page of the platform states a number."""


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    words = sum(len(p.text.split()) for p in subject.letter.passages)
    if words > MOST:
        yield Hit(
            where="letter",
            message=Both(
                f"the letter has {words:,} words; a reviewer reads a page or two", f"信有 {words:,} 个词；审核员只读一两页"
            ),
            fix=Both("say each fact once, and leave to the exhibits what they show", "每件事只说一次，附件能说明的留给附件"),
        )
    summary = sum(len(p.text) + 2 for p in subject.letter.passages if p.where.startswith("letter.summary."))
    box = min(_boxes(subject), key=lambda fact: int(str(fact.value)), default=None) if subject.stated else None
    if box and summary > int(str(box.value)):
        yield Hit(
            where="letter.summary",
            message=Both(
                f"the summary has {summary} characters; {box.id} says {box.value} (grade {box.grade}: {box.source})",
                f"摘要有 {summary} 个字符；{box.id} 为 {box.value}（等级 {box.grade}：{box.source}）",
            ),
            fix=Both(
                "shorten it, so that a form that takes only text still gets cause, correction and result",
                "缩短，使只能填文字的表单也能写下原因、整改和结果",
            ),
        )


def _boxes(subject: Subject) -> Iterable[Fact]:
    """The facts that say how many characters a field of the site takes."""
    named = (f for f in subject.policy.facts if f.id.startswith("channel.") and f.id.endswith(".max_chars"))
    return [f for f in named if isinstance(f.value, int) and not isinstance(f.value, bool)]


_BOX = {"policy.channel.contact_form.max_chars": {"value": 500, "unit": "characters", "grade": "third_party", "source": "a page"}}
_LONG = "The planner compares the cut-off with the timetable of the carrier and signs the sheet each Monday at noon. "

RULE = Rule(
    id="L104",
    name="over-length",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("The letter is short, and its summary fits the form's text box.", "信要简短，摘要能放进表单的文本框。"),
    why=said("What a form cuts off or a reviewer skips was not said.", "被表单截断、被审核员跳过的内容等于没写。"),
    source="seed 000: 未按要求格式提交（如超字数）; research/appeals.md §2 (fields of 500, 800, 1,800 characters; sources conflict)",
    grade="seed",
    check=check,
    bad=(
        _LONG * 90,
        {**_BOX, "letter.summary.why": _LONG * 5},
        {"alone": True, "corrective.0.what": _LONG * 90},
    ),
    good=("", _BOX, {"letter.summary.why": _LONG * 5}),
)
