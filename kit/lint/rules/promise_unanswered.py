"""R104: something promised in an earlier appeal, of which this letter says nothing."""

import re
from collections.abc import Iterable, Iterator

from kit.lint.clean import second
from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt, exhibits
from kit.tools.wording import words
from kit.tools.written_dates import written

ENOUGH = 0.5  # of the promise's own words; own judgement
_EMPTY = frozenset(
    "will shall have been with from that this they them their there when where which each every than then into upon about also such "
    "would could should does done make made more most must same some only over under after before within the and for our are was".split()
)

_EARLIER = r"(?:previous|earlier|first|last|prior|former|original|initial)"
_APPEAL = r"(?:appeals?|plans?|letters?|poas?|submissions?|plans?\sof\saction|replies|reply|answers?|statements?|emails?)"
_PROMISES = r"(?:commitments?|promises?|measures?|actions?|undertakings?|steps|pledges?|points|improvements|things|plans?)"
_OF_EARLIER = re.compile(
    rf"\b{_EARLIER}\s{_APPEAL}['’]?s?['’]?\s{_PROMISES}\b"
    rf"|\b{_PROMISES}\s(?:\w+\s){{0,5}}?(?:in|of|from|with|by)\s(?:our|my|the|that|their)\s{_EARLIER}\s(?:\w+\s)?{_APPEAL}\b"
    rf"|\b(?:what|all|everything|which)\s(?:that\s)?(?:we|i)\s(?:had\s|have\s)?(?:promised|committed|announced|pledged|said|undertook|undertaken|proposed)\s(?:\w+\s){{0,4}}?(?:before|last\stime|{_EARLIER}|then|earlier)\b"
    rf"|\b(?:earlier|previously|already|formerly)\s(?:promised|announced|pledged|committed|proposed)\s{_PROMISES}\b|\b{_PROMISES}\s(?:promised|announced|pledged|proposed)\s(?:earlier|before|last\stime|previously|then)\b"
    rf"|\b{_EARLIER}\s{_PROMISES}\b",
    re.IGNORECASE,
)
_NO_RESULT = re.compile(
    r"\b(?:remains?|continu\w{1,4}|ongoing|on-going|under\s?way|in\s(?:hand|progress|place|force|effect)|still|being\s(?:\w+\s)?\w+ed|as\sbefore|valid|pending|hold|holds|stand|stands|on\strack|kept|honou?red|followed|upheld|implemented|carried\sout|done|completed|fulfilled|apply|applies|not\syet|delayed)\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    if subject.stated is None:
        yield from _alone(subject)
        return
    passages = [_stems(p.text) for p in subject.letter.passages]
    for n, appeal in enumerate(subject.case.history):
        for k, promise in enumerate(appeal.promises):
            wanted = _stems(promise.en)
            best = max((len(wanted & stems) / len(wanted) for stems in passages), default=0.0) if wanted else 1.0
            if best < ENOUGH:
                yield Hit(
                    where=f"history.{n}.promises.{k}",
                    message=Both(
                        f"on {appeal.date} this was promised, and the letter does not say what became of it: “{excerpt(promise.en)}”",
                        f"{appeal.date} 曾作出此承诺，信中没有说明结果：“{excerpt(promise.en)}”",
                    ),
                    fix=Both(
                        "say when it was done and which exhibit shows it, or why it was replaced and by what",
                        "写明何时完成、哪个附件证明，或为何改用何种措施",
                    ),
                    quote=promise.en,
                )


def _alone(subject: Subject) -> Iterator[Hit]:
    """Of a letter without its case: it speaks of earlier promises, and neither a day nor an exhibit says what became of them."""
    for passage, _, sentence in told(subject):
        if _OF_EARLIER.search(sentence) and _NO_RESULT.search(sentence) and not (any(exhibits(sentence)) or written(sentence)):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"it is not said what became of each promise: “{excerpt(sentence)}”",
                    f"没有说明每项承诺的结果：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "name each promise, and say when it was done and which exhibit shows it, or why it was replaced and by what",
                    "逐项写明承诺何时完成、哪个附件证明，或为何改用何种措施",
                ),
                quote=sentence,
            )


def _stems(text: str) -> set[str]:
    """The beginnings of the words that carry the meaning."""
    return {word[:5] for word in words(text) if len(word) > 3 and word not in _EMPTY}


def _promised(*promises: str) -> dict[str, object]:
    return second(promises=list(promises))


RULE = Rule(
    id="R104",
    name="promise-unanswered",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("What an earlier appeal promised is answered.", "上次申诉的承诺要有交代。"),
    why=said(
        "The reviewer reads the earlier letter beside this one; a promise that vanished was not kept.",
        "审核员会对照上次的信；不提的承诺就是没兑现。",
    ),
    source="research/domain.md §2.3 (two appeals); seed 000: 必须将整改措施真正落地为可监控的日常动作",
    grade="derived",
    check=check,
    bad=(
        {"alone": True, "corrective.0.what": "The measures of our first appeal are ongoing."},
        _promised("We will install barcode scanners at packing."),
        _promised("Customer service agents answer messages in twelve hours."),
        _promised("The planner moves the Daventry cut-off.", "A second warehouse opens in Leeds."),
    ),
    good=(
        {"alone": True, "corrective.0.what": "The first measure of our first appeal was done on 2 May 2026."},
        _promised("The planner will move the cut-off at Daventry."),
        _promised(),
        {
            **_promised("We will install barcode scanners at packing."),
            "corrective.0.what": "Barcode scanners were installed at packing.",
        },
    ),
)
