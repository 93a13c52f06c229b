"""E939: the letter names one SKU as the cause's, and the exhibits of the cause and of its actions concern another."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Evidence, RootCause, Subject
from kit.tools.figures import some

_TOKEN = re.compile(r"[^\s“”\"'‘’()\[\],;:，。；：、（）|]+")
_LEAST = 4  # letters and digits of a SKU that may stand in a text by chance


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    known = _known(subject)
    for n, cause in enumerate(subject.case.root_causes):
        place = f"root_causes.{n}."
        mine = set().union(*(_named(p.text, known) for p in subject.letter.passages if p.where.startswith(place)))
        theirs = {one.item.id: _of(one, known) for one in _papers(subject, cause)}
        others = set().union(*theirs.values())
        if mine and others and not mine & others:
            papers = [exhibit for exhibit, skus in theirs.items() if skus]
            yield Hit(
                where=f"root_causes.{n}.exhibits",
                message=Both(
                    f"root cause {cause.id} is about {some(sorted(mine))}, and its exhibits and those of its actions name"
                    f" {some(sorted(others))} only: {', '.join(papers)}",
                    f"根本原因 {cause.id} 所指为 {some(sorted(mine))}，而其附件及相应措施的附件只涉及 {some(sorted(others))}：{'、'.join(papers)}",
                ),
                fix=Both(
                    "look which SKU it was: a placeholder names the one that the data show; then correct the cause, or cite the exhibits of that SKU",
                    "请核对究竟是哪个 SKU（占位符所写的是数据显示的那一个），然后更正原因，或引用该 SKU 的附件",
                ),
            )


def _known(subject: Subject) -> frozenset[str]:
    """The SKUs of the orders and of the notice that cannot be taken for a word or a count."""
    skus = {str(sku) for sku in subject.case.violation.skus}
    if subject.orders is not None and "seller_sku" in subject.orders.lines:
        skus |= {str(sku) for sku in subject.orders.lines["seller_sku"].dropna().unique()}
    return frozenset(sku for sku in skus if len(sku) >= _LEAST and re.search(r"\d", sku) and not sku.isdigit())


def _papers(subject: Subject, cause: RootCause) -> Iterator[Evidence]:
    """What the cause cites and what the actions that answer it cite; tables that the kit made name every SKU."""
    case = subject.case
    cited = {*cause.exhibits, *(e for action in case.corrective if cause.id in action.answers for e in action.exhibits)}
    yield from (one for one in subject.evidence or () if one.item.id in cited and not one.item.made and one.item.kind != "notice")


def _of(one: Evidence, known: frozenset[str]) -> set[str]:
    """The SKUs that the exhibit is said to concern; else the one that stands in its text alone."""
    item = one.item
    told = [item.caption.en, item.shows.en if item.shows else "", *(value for _, value in item.facts)]
    if stated := _named(" ".join(told), known):
        return stated
    held = _named(" ".join(one.text), known)
    return held if len(held) == 1 else set()


def _named(text: str, known: frozenset[str]) -> set[str]:
    return {word for found in _TOKEN.findall(text) if (word := found.rstrip(".!?")) in known}


_TWO = {"violation.skus": ["KT-114", "KT-220"]}
_CAUSE = {**_TWO, "root_causes.0.what": "From 11 May 2026 a batch of SKU KT-114 had weak zips ({{ exhibit.old_contract }})."}
_PAUSED = {"evidence.1.caption": "Listing of SKU KT-220 deactivated"}

RULE = Rule(
    id="E939",
    name="exhibits-of-other-sku",
    severity="error",
    needs=frozenset({"letter", "evidence"}),
    stance="plan",
    what=said("The exhibits of a cause concern the SKU that it names.", "根本原因的附件须涉及其所写的 SKU。"),
    why=said(
        "A reviewer who reads another SKU on the paper than in the sentence takes the cause for made up.",
        "文件上的 SKU 与句中的不同，审核员会认为原因是编造的。",
    ),
    source="seed 000: 平台会交叉验证后台数据; research/appeals.md §4 consistent",
    grade="derived",
    check=check,
    bad=(
        {**_CAUSE, **_PAUSED},
        {**_CAUSE, "evidence.1.facts": {"sku": "KT-220"}},
        {**_CAUSE, "opened.cutoff_screen": {"text": ("KT-220 deactivated",)}},
    ),
    good=(
        "",
        _CAUSE,
        {**_CAUSE, "evidence.1.caption": "Listing of SKU KT-114 deactivated"},
        {**_CAUSE, **_PAUSED, "evidence.0.caption": "Goods-in sheet of KT-114"},
        {**_CAUSE, "opened.cutoff_screen": {"text": ("Refunds: KT-220, KT-114",)}},
        {**_TWO, **_PAUSED},
    ),
)
