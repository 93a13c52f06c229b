"""E842: an exhibit that was read in vain, on which facts of the letter rest. Where nothing reads pictures, the rule says so instead."""

from collections.abc import Iterable, Iterator

from kit.lint.clean import claim
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Claim, Evidence, Ref, Subject, Word
from kit.tools import figures

_SHOWN = 4  # facts that are named


def check(subject: Subject) -> Iterable[Hit]:
    numbers = {item.id: n for n, item in enumerate(subject.case.evidence)}
    for one, claims in _resting(subject):
        if one.words:
            pages = sorted({ref.page for claim in claims for ref in claim.refs if ref.evidence == one.item.id})
            yield Hit(
                where=f"evidence.{numbers[one.item.id]}",
                message=Both(
                    f"{one.item.id}, page {', '.join(map(str, pages))}, was read and gave no text; there rest {_facts(claims)}",
                    f"{one.item.id} 第 {', '.join(map(str, pages))} 页读不出文字；以下内容依赖它：{_facts(claims)}",
                ),
                fix=Both(
                    "look whether that page shows them; a sharper scan or a larger screenshot can be read",
                    "看看该页是否写有这些内容；更清晰的扫描件或更大的截图可以读出",
                ),
                quote=f"{one.item.id} {_facts(claims)}",
                refs=tuple(Ref(evidence=one.item.id, page=page) for page in pages),
            )


def unseen(subject: Subject) -> str | None:
    """Which exhibits have pages that nothing here reads, and what rests on them."""
    waiting = [f"{one.item.id} ({_facts(claims)})" for one, claims in _resting(subject) if not one.words]
    if not waiting:
        return None
    return f"OCR not installed (pip install 'poa-kit[ocr]'), and facts rest on what was not read: {', '.join(waiting)}"


def _resting(subject: Subject) -> Iterator[tuple[Evidence, list[Claim]]]:
    """Each exhibit with pages that could not be read, and the claims that rest on them."""
    for one in subject.evidence or ():
        claims = [c for c in subject.claims or () if c.verdict == "unreadable" and one.item.id in {r.evidence for r in c.refs}]
        if claims:
            yield one, claims


def _facts(claims: Iterable[Claim]) -> str:
    texts = list(dict.fromkeys(f"“{claim.text}”" for claim in claims))
    return figures.some(texts, _SHOWN)


def _unreadable(text: str, exhibit: str, page: int = 1) -> Claim:
    refs = (Ref(evidence=exhibit, page=page),)
    return claim(text, "unreadable", "no text could be read there", refs, cites=exhibit)


_NOISE = ((Word(text="?", line=1, left=0.1, top=0.1, right=0.2, bottom=0.2),),)

RULE = Rule(
    id="E842",
    name="claim-unreadable",
    severity="info",
    needs=frozenset({"claims", "evidence"}),
    what=said("Exhibits on which facts rest have text that can be read.", "支撑事实的附件含有可读取的文字。"),
    why=said(
        "What the kit cannot read a reviewer may not be able to read either; and nobody has held the letter against it.",
        "工具读不出的内容，审核员也可能看不清；而且没有人将其与正文核对过。",
    ),
    source="research/lint.md §4 (a scanned exhibit: not confirmed, with a reference to the page); DESIGN §9",
    grade="derived",
    check=check,
    unseen=unseen,
    bad=(
        {"claims": (_unreadable("15:00", "cutoff_screen"),), "opened.cutoff_screen": {"words": _NOISE, "text": ("",)}},
        {"claims": (_unreadable("90", "manifests", 2),), "opened.manifests": {"words": ((), ()), "text": ("Manifest", "")}},
        {
            "claims": (_unreadable("15:00", "cutoff_screen"), _unreadable("15:30", "cutoff_screen")),
            "opened.cutoff_screen": {"words": ((),), "text": ("",)},
        },
    ),
    good=(
        "",
        {"claims": (_unreadable("15:00", "cutoff_screen"),), "opened.cutoff_screen": {"text": ("",)}},  # skipped: why
        {"opened.cutoff_screen": {"words": _NOISE, "text": ("",)}},
    ),
)
