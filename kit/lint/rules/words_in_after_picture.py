"""E870: a picture that proves the correction of a listing and still shows the words of the notice."""

from collections.abc import Iterable, Iterator

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Evidence, Ref, Statement, Subject
from kit.policy import claim_words

PICTURES = frozenset({"listing_screenshot", "listing_picture"})


def check(subject: Subject) -> Iterable[Hit]:
    phrases = claim_words.complained(subject.case)
    numbers = {item.id: n for n, item in enumerate(subject.case.evidence)}
    for one in _after(subject):
        for page, text in enumerate(one.text, 1):
            for found in claim_words.said(text, phrases):
                named = _forbidden(subject, found, phrases)
                more = Both("", "")
                if named:
                    more = Both(f", a forbidden claim ({named.en.lower()})", f"（禁用宣称：{named.zh}）")
                elif found.kind == claim_words.CHANGED:
                    more = Both(f", close to “{found.phrase}” of the notice", f"，与通知所指“{found.phrase}”相近")
                if found.kind in {claim_words.COMPLAINED, claim_words.CHANGED} or named:
                    yield Hit(
                        where=f"evidence.{numbers[one.item.id]}",
                        message=Both(
                            f"{one.item.id} is cited as the listing after the correction and still shows “{found.words}”{more.en}",
                            f"{one.item.id} 被引为整改后的页面，却仍显示“{found.words}”{more.zh}",
                        ),
                        fix=Both(
                            "change the picture or the listing and take the screenshot again; a picture of before is cited by the cause alone",
                            "修改图片或链接后重新截图；整改前的图片只由原因引用",
                        ),
                        quote=found.words,
                        severity=None if found.kind == claim_words.COMPLAINED else "warning",
                        refs=(Ref(evidence=one.item.id, page=page),),
                    )


def _forbidden(subject: Subject, found: claim_words.Said, phrases: tuple[str, ...]) -> Statement | None:
    """The class of a forbidden claim that is shown word for word; screenshots hold addresses of pages, so shapes do not count."""
    if subject.case.violation.family != "content" or any(claim_words.holds(phrase, found.phrase) for phrase in phrases):
        return None  # the notice's own words are told as such
    return next((c.name for c in claim_words.classes() if c.id == found.kind and found.phrase in {*c.en, *c.zh}), None)


def unseen(subject: Subject) -> str | None:
    """Which pictures of after the correction have no text that could be read."""
    if not claim_words.complained(subject.case) and subject.case.violation.family != "content":
        return None
    blank = [one.item.id for one in _after(subject) if not any(text.strip() for text in one.text)]
    if not blank:
        return None
    return (
        f"no text could be read in {', '.join(blank)} (OCR: pip install 'poa-kit[ocr]'); look at them for the words of the notice"
    )


def _after(subject: Subject) -> Iterator[Evidence]:
    """Pictures of listings that a corrective action or a measure cites, and no cause."""
    case = subject.case
    proving = {i for action in case.corrective for i in action.exhibits} | {i for rule in case.preventive for i in rule.exhibits}
    before = {i for cause in case.root_causes for i in cause.exhibits}
    for one in subject.evidence or ():
        if one.item.kind in PICTURES and one.item.id in proving - before:
            yield one


_NOTICE = {"evidence.4": {"id": "notice", "file": "evidence/n.png", "kind": "notice", "caption": "Notice", "facts": {"claims": "kills 99.9% of mites; medical grade"}}}  # fmt: skip
_PICTURE = {**_NOTICE, "evidence.1.kind": "listing_screenshot"}  # corrective.0 cites it

RULE = Rule(
    id="E870",
    name="words-in-after-picture",
    severity="error",
    needs=frozenset({"evidence"}),
    what=said("A picture of the corrected listing shows none of the notice's words.", "整改后的商品图片中不再出现通知所指文字。"),
    why=said(
        "Words are often taken out of the text and left in the pictures; the seller's own proof then shows the violation.",
        "文字删除后图片中常有残留；卖家自己的证明反而证实了违规。",
    ),
    source="research/appeals.md §3 (content: before/after, image audit)",
    grade="own_knowledge",
    stance="plan",
    check=check,
    unseen=unseen,
    bad=(
        {**_PICTURE, "opened.cutoff_screen": {"text": ("Vacuum that kills  99.9% of mites",)}},
        {**_PICTURE, "opened.cutoff_screen": {"text": ("A MEDICAL GRADE lamp",)}},
        {**_PICTURE, "evidence.1.kind": "listing_picture", "opened.cutoff_screen": {"text": ("", "medical\ngrade")}},
        {**_PICTURE, "opened.cutoff_screen": {"text": ("Killing 99.9% of the mites",)}},
        {**_PICTURE, "violation.family": "content", "opened.cutoff_screen": {"text": ("Write to us on WhatsApp",)}},
    ),
    good=(
        "",
        {**_PICTURE, "opened.cutoff_screen": {"text": ("Handheld vacuum, 0.4 L",)}},
        {**_PICTURE, "opened.cutoff_screen": {"text": ("Write to us on WhatsApp",)}},
        {**_PICTURE, "violation.family": "content", "opened.cutoff_screen": {"text": ("https://seller-us.tiktok.com/product",)}},
        {
            **_PICTURE,
            "root_causes.0.exhibits": ["old_contract", "cutoff_screen"],
            "opened.cutoff_screen": {"text": ("medical grade",)},
        },
        {**_PICTURE, "opened.cutoff_screen": {"text": ("",)}},  # skipped: why
    ),
)
