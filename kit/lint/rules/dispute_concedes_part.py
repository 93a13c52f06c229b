"""F913: a dispute denies a fault outright and beside it counts fewer than all: the rest is conceded unsaid."""

import re
from collections.abc import Iterable

from kit.lint.clean import DISPUTE
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_WHOLE = r"\d{1,3}(?:,\d{3}){1,3}|\d{1,9}"
_GOODS = r"(?:parcel|order|package|shipment|deliver(?:y|ie)|item)s?"
_THESE = r"(?:\sof\s(?:them|(?:these|those|the|our)(?:\s[^\W\d]{1,15})?))?"
_BETWEEN = r"(?:\s(?!(?:not|never|must|should|will|would|of|that|which|but|except)\b)[^\W\d]{1,15}){0,6}"
_DENIAL = (
    r"(?:we|it|they|this|that)\s(?:did|do|does|was|were|is|are|had|have)\s(?:not|never)(?:\s(?:so|late|at\sall|the\scase))?"
    rf"|(?:none|not\sone|no\sorder|nothing){_THESE}\s(?:was|were|is|are|did)(?:(?:\s\w{{1,15}}){{1,4}}\slate|\s\w{{1,15}})?"
    r"|(?P<all>(?:all|each|every\sone)(?:\s(?:of\s(?:them|these|those)))?\s(?:was|were|are|is|had|left)(?:\s\w{1,15}){0,3}"
    rf"|(?:all|each|every)(?:\s(?:of|these|those|the|our|its|single)){{0,2}}\s{_GOODS}{_BETWEEN}\s[io]n\stime)"
)
_HEDGE = re.compile(
    r"(?:\b(?:not|never|nor|whether|if|ensures?|checks?|sure|will|must|should|shall|would|could|cannot|to|now)\b|n['’]t\b)[^.!?;:]*$",
    re.IGNORECASE,
)
"""Before “all” in its sentence: then it is not said that all were in time."""
_COUNT = rf"(?P<n>{_WHOLE})\s(?:out\s)?of\s(?:these\s|those\s|the\s|our\s|its\s|all\s)?(?P<d>{_WHOLE})(?![\d.,]\d|%)"
_DENIED = re.compile(rf"\b(?:{_DENIAL})\s?(?:[:;.,]|[–—-])\s(?:in\sfact\s)?(?<![\w.,]){_COUNT}", re.IGNORECASE)
_SO = re.compile(
    rf"(?<![\w.,]){_COUNT}[^.;!?]{{0,80}}[,;:]\s(?:so|thus|hence|therefore|that\sis|in\sshort)\s(?:{_DENIAL})", re.IGNORECASE
)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        for found in (*_DENIED.finditer(passage.text), *_SO.finditer(passage.text)):
            n, d = int(found["n"].replace(",", "")), int(found["d"].replace(",", ""))
            if n < d and not (found["all"] and _HEDGE.search(passage.text[: found.start("all")])):
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"the dispute denies the fault for all and counts {n:,} of {d:,}: {d - n:,} are conceded without a word: “{found[0]}”",
                        f"抗辩全盘否认，却只计 {d:,} 中的 {n:,}：其余 {d - n:,} 等于默认：“{found[0]}”",
                    ),
                    fix=Both(
                        "say what the others were and leave them counted; dispute only those that the exhibits show",
                        "写明其余订单的情况并保留计入；只就附件能证明的部分抗辩",
                    ),
                    quote=found[0],
                )


def _wrong(text: str) -> dict[str, object]:
    return {**DISPUTE, "dispute.wrong.0.what": text}


RULE = Rule(
    id="F913",
    name="dispute-concedes-part",
    severity="error",
    needs=frozenset({"letter"}),
    stance="dispute",
    what=said("A dispute denies no more than its own counts show.", "抗辩所否认的，不超过其自身数字所示。"),
    why=said(
        "The count refutes the sentence before it, and the reviewer then doubts the orders that are truly not at fault.",
        "数字反驳了前一句，审核员会连真正无过错的订单一并怀疑。",
    ),
    source="research/appeals.md §0.3 (dispute when data show no fault, plan when they do), §4 consistent",
    grade="derived",
    check=check,
    bad=(
        _wrong("The delay would be ours if we had handed them over too late. We did not: 11 of these 17 orders were in time."),
        _wrong("None of them was late. 11 of 17 orders were handed over by the deadline."),
        _wrong("All of these were sent in time: 1,011 of the 1,017 orders left by the deadline."),
        _wrong("By the deadline 11 of these 17 orders had left, so none was late."),
        _wrong("None of these parcels was handed over late: 11 of these 17 orders were Shipped by the deadline."),
        _wrong("We handed over every parcel in time. 11 of these 17 orders were Shipped by the deadline."),
        _wrong("All our parcels were handed over to the carrier on time; 11 of these 17 orders left by the deadline."),
        _wrong("That was not the case: 11 of these 17 orders were Shipped by the deadline."),
    ),
    good=(
        "",
        _wrong("The delay would be ours if we had handed them over too late. We did not: 17 of these 17 orders were in time."),
        _wrong("For 51 of its 60 orders the carrier had the parcel earlier: each stands on a signed manifest."),
        _wrong("That holds for the others; 11 of these 17 orders were Shipped by the deadline."),
        _wrong("We handed over every parcel in time. 17 of these 17 orders were Shipped by the deadline."),
        _wrong("We did not hand over every parcel in time. 11 of these 17 orders were Shipped by the deadline."),
        _wrong("Not all were sent in time: 11 of these 17 orders left by the deadline."),
        _wrong("None of these 11 parcels was handed over late: 11 of these 17 orders left by the deadline."),
        _wrong("All other parcels left in time: 11 of these 17 orders."),
        _wrong("We do not dispute the rest: 6 were late. 11 of these 17 orders were in time."),
    ),
)
