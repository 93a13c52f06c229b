"""E873: a picture that shows the listing as the notice found it, and none of the notice's words stand in it."""

from collections.abc import Iterable, Iterator

from kit.lint.rule import Hit, Rule, said
from kit.lint.rules.words_in_after_picture import PICTURES
from kit.model import Both, Evidence, Ref, Subject
from kit.policy import claim_words


def check(subject: Subject) -> Iterable[Hit]:
    phrases = claim_words.complained(subject.case)
    read = [one for one in _before(subject) if any(text.strip() for text in one.text)]
    if not phrases or not read or any(_holds(one, phrase) for one in read for phrase in phrases):
        return
    numbers = {item.id: n for n, item in enumerate(subject.case.evidence)}
    for one in read:
        yield Hit(
            where=f"evidence.{numbers[one.item.id]}",
            message=Both(
                f"{one.item.id} is cited as the listing before the correction, and none of the words of the notice was read in it",
                f"{one.item.id} 被引为整改前的页面，但未读到通知所指的任何文字",
            ),
            fix=Both(
                "show the page or the picture in which the words stood; or look whether the words in the facts of the notice are copied exactly",
                "请展示文字所在的页面或图片；或核对通知 facts 中的文字是否原样抄录",
            ),
            refs=(Ref(evidence=one.item.id, page=1),),
        )


def unseen(subject: Subject) -> str | None:
    """Which pictures of before the correction have no text that could be read."""
    if not claim_words.complained(subject.case):
        return None
    blank = [one.item.id for one in _before(subject) if not any(text.strip() for text in one.text)]
    if not blank:
        return None
    return (
        f"no text could be read in {', '.join(blank)} (OCR: pip install 'poa-kit[ocr]'); look there for the words of the notice"
    )


def _holds(one: Evidence, phrase: str) -> bool:
    return any(claim_words.nearly_holds(text, phrase) for text in one.text)


def _before(subject: Subject) -> Iterator[Evidence]:
    """Pictures of listings that a root cause cites."""
    cited = {i for cause in subject.case.root_causes for i in cause.exhibits}
    yield from (one for one in subject.evidence or () if one.item.kind in PICTURES and one.item.id in cited)


_NOTICE = {"evidence.4": {"id": "notice", "file": "evidence/n.png", "kind": "notice", "caption": "Notice", "facts": {"claims": "kills 99.9% of mites; medical grade"}}}  # fmt: skip
_PICTURE = {**_NOTICE, "evidence.0.kind": "listing_screenshot"}  # root_causes.0 cites it
_TWO = {**_PICTURE, "evidence.1.kind": "listing_picture", "root_causes.0.exhibits": ["old_contract", "cutoff_screen"]}

RULE = Rule(
    id="E873",
    name="words-missing-before",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said("The pictures of the listing before show the words of the notice.", "整改前的商品图片中可见通知所指文字。"),
    why=said(
        "The cause is shown by where the words stood; a picture without them shows another page or another day.",
        "原因须由文字所在之处证明；没有这些文字的图片，是另一页或另一天的页面。",
    ),
    source="research/appeals.md §3 (content: before/after, image audit)",
    grade="own_knowledge",
    stance="plan",
    check=check,
    unseen=unseen,
    bad=(
        {**_PICTURE, "opened.old_contract": {"text": ("Handheld vacuum, 0.4 L",)}},
        {**_PICTURE, "opened.old_contract": {"text": ("A medical lamp", "of some grade")}},
        {**_TWO, "opened.old_contract": {"text": ("Vacuum",)}, "opened.cutoff_screen": {"text": ("Lamp",)}},
    ),
    good=(
        "",
        {**_PICTURE, "opened.old_contract": {"text": ("Vacuum that kills  99.9% of mites",)}},
        {**_PICTURE, "opened.old_contract": {"text": ("Killing 99.9% of the mites",)}},
        {**_TWO, "opened.old_contract": {"text": ("Vacuum",)}, "opened.cutoff_screen": {"text": ("A MEDICAL GRADE lamp",)}},
        {**_PICTURE, "opened.old_contract": {"text": ("",)}},  # skipped: why
        {"evidence.0.kind": "listing_screenshot", "opened.old_contract": {"text": ("Handheld vacuum",)}},  # no words are stated
    ),
)
