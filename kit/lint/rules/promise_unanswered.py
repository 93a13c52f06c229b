"""R104: something promised in an earlier appeal, of which this letter says nothing."""

from collections.abc import Iterable

from kit.lint.clean import second
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt
from kit.tools.wording import words

ENOUGH = 0.5  # of the promise's own words; own judgement
_EMPTY = frozenset(
    "will shall have been with from that this they them their there when where which each every than then into upon about also such "
    "would could should does done make made more most must same some only over under after before within the and for our are was".split()
)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
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
        _promised("We will install barcode scanners at packing."),
        _promised("Customer service agents answer messages in twelve hours."),
        _promised("The planner moves the Daventry cut-off.", "A second warehouse opens in Leeds."),
    ),
    good=(
        _promised("The planner will move the cut-off at Daventry."),
        _promised(),
        {
            **_promised("We will install barcode scanners at packing."),
            "corrective.0.what": "Barcode scanners were installed at packing.",
        },
    ),
)
