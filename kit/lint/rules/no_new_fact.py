"""R103: a second appeal with no date, figure, number or exhibit that the first one did not have."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.parts import told
from kit.lint.rule import MISSING, Hit, Rule, said
from kit.model import Both, OtherLetter, Subject
from kit.tools.anchors import anchors
from kit.tools.prose import excerpt

_PAPER = r"(?:explanations?|letter|plan|appeal|statement|text|evidence|documents?|answers?|reasons?|poa|arguments?|account|content|exhibits|information|points?|position|reply|proofs?|files?|material|submission)"
_BEFORE = r"(?:before|already|last\stime|previously|earlier|the\sfirst\stime|in\s(?:our|my|the)\s(?:first|last|previous|earlier|original|prior)\s\w+)"
_AGAIN = re.compile(
    rf"\b(?:send\w{{0,3}}|sent|(?:re-?)?submit\w{{0,4}}|repeat\w{{0,3}}|attach\w{{0,3}}|provid\w{{1,3}}|give|giving|present\w{{0,3}}|enclos\w{{1,3}}|post\w{{0,3}}|offer\w{{0,3}}|forward\w{{0,3}})\s(?:\w+\s){{0,3}}?(?:same|identical|unchanged|original|first|previous|earlier)\s(?:\w+\s){{0,2}}?{_PAPER}\b"
    rf"|\b(?:the|our|my|this)\s(?:same|identical|unchanged)\s(?:\w+\s){{0,2}}?{_PAPER}\s(?:\w+\s){{0,3}}?(?:again|once\smore|as\s(?:before|last))\b"
    rf"|\b{_PAPER}\s(?:\w+\s){{0,3}}?(?:is|are|remains?|stays?|stands?)\s(?:\w+\s)?(?:unchanged|the\ssame|identical|as\s(?:it\swas|before))\b"
    rf"|\b(?:as|like)\s(?:we|i)\s(?:have\s|had\s|['’]ve\s)?(?:\w+\s){{0,2}}?(?:said|wrote|written|explained|stated|told\syou|mentioned|described|set\sout|submitted)\s(?:\w+\s){{0,2}}?{_BEFORE}\b"
    rf"|\b(?:we|i)\s(?:can\sonly\s|must\s|simply\s|hereby\s|once\smore\s|once\sagain\s|just\s)?(?:repeat|reiterate|resubmit|resend|restate|refer\s(?:you\s)?(?:back\s)?to)\s(?:\w+\s){{0,4}}?(?:{_PAPER}|{_BEFORE})\b"
    rf"|\b(?:nothing|little)\s(?:\w+\s){{0,2}}?(?:new\s(?:to\s(?:add|say|report)|since)|to\sadd|has\schanged\s(?:in|since)\s(?:our|the|my)\s(?:\w+\s)?(?:{_PAPER}|first|last))"
    rf"|\b(?:we|i)\s(?:still\s)?(?:stand\sby|stick\s(?:to|with|by)|maintain|uphold)\s(?:our|my|the|what)\s(?:\w+\s){{0,3}}?(?:{_PAPER}|{_BEFORE})\b"
    r"|\bthere(?:\sis|\sare|['’]s)\s(?:no|nothing|hardly\sany)\s(?:new|further|other|additional|more)\b(?!\s(?:violation|case|complaint|order|parcel|return|listing))|\bno\s(?:new|further|additional)\s(?:\w+\s)?(?:document|evidence|material|proof|paper|fact|information|exhibit)s?\s(?:is|are|was|were|can|could|has|have|exists?)\b"
    r"|\b(?:only|just|merely|have|has)\s(?:the\s)?(?:re-?worded|re-?phrased|re-?written|polished|improved\sthe\swording|changed\sthe\swording)\b"
    r"|\b(?:have|has)\sno\s(?:new|further|other|additional|more)\s(?:evidence|facts?|information|documents?|proofs?|material)\b",
    re.IGNORECASE,
)

_NEW = re.compile(r"\b(?:new|correct\w{0,4}|now\sadd|differs?|buyers?|customers?)\b(?!\sto)", re.IGNORECASE)
"""Before the words in their sentence: then it says what is new, or speaks of buyers."""


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    if subject.others is None:
        yield from _said_again(subject)
        return
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


def unseen(subject: Subject) -> str | None:
    """Why, where the earlier appeal could not be read."""
    return MISSING["others"] if subject.others is None else None


def _said_again(subject: Subject) -> Iterator[Hit]:
    """Of a letter whose earlier one is not there: it says itself that it is the same."""
    for passage, _, sentence in told(subject):
        if (words := _AGAIN.search(sentence)) and not _NEW.search(sentence[: words.start()]):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"the letter says itself that it brings nothing new: “{excerpt(sentence)}”",
                    f"信中自称没有新内容：“{excerpt(sentence)}”",
                ),
                fix=Both("send it again only with something new, and say what is new", "有新内容才再次提交，并写明新在何处"),
                quote=sentence,
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
    needs=frozenset({"letter"}),
    what=said("A second appeal brings a fact that the first one did not have.", "再次申诉要有上次没有的新事实。"),
    why=said(
        "A paraphrase adds nothing, uses up the last attempt and may close the case.",
        "换个说法没有新内容，只会浪费最后一次机会。",
    ),
    source="seed 000: 对同一问题多次提交相似POA; research/lint.md §2 (the paraphrase adds no anchor, the good rewrite more than 12)",
    grade="seed",
    check=check,
    unseen=unseen,
    bad=(
        {"alone": True, "corrective.0.what": "There is no new material this time, but the wording is clearer."},
        {"alone": True, "corrective.0.what": "We send you the same explanation again."},
        {"alone": True, "corrective.0.what": "As we already explained in our first appeal, the van left early."},
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
