"""S708: admissions and repentance in a dispute."""

import re
from collections.abc import Iterable

from kit.lint.clean import DISPUTE
from kit.lint.parts import found
from kit.lint.rule import Hit, Rule, said
from kit.lint.words import pattern
from kit.model import Both, Subject
from kit.tools.prose import excerpt

_ADMITS = pattern(
    (
        "to be fair|honest", "in fairness|hindsight|retrospect", "admittedly", "granted", "with hindsight", "without conceding|admitting|prejudice|acknowledging",
        "courtesy|goodwill|caution|kindness|respect .. .. changed|altered|removed|renamed|redesigned|amended|stopped|deleted|adjusted|updated|replaced|trained|retrained|refunded|taken",
        "seller|merchant|company|client|undersigned|we|i .. has|have|had .. nonetheless|nevertheless|voluntarily|also|still|even|however|anyway changed|altered|removed|renamed|redesigned|amended|stopped|deleted|adjusted|updated|replaced|trained|retrained|taken",
        "seller|merchant|company|client|undersigned .. has|have|had .. since|already|meanwhile|now .. changed|altered|removed|renamed|redesigned|amended|stopped|deleted|adjusted|updated|replaced|retrained",
        "seller|merchant|company|client|we|i .. will|shall|undertake* .. greater|more|better|closer|stricter|extra|improved",
        "perhaps|maybe|possibly we|i|our .. should|could|was|were", "our|my .. was|were .. only|just|too|not_enough|insufficient*|weak|thin|poor*|bad|wrong",
        "my bad", "mea culpa", "fair cop", "hands up", "guilty as", "own|owned|owning|fess up to", "come|coming clean", "slipped|messed|screwed up", "we|i .. got it|that|this wrong",
        "we|i did .. late|wrong|wrongly|miss|forget|fail|overlook", "we|i did .. .. late|wrong|wrongly", "we|i .. shipped|sent|delivered|dispatched|scanned .. late",
        "we|i|and|we've|i've have|had|meanwhile|since|already|now .. schooled|retrained|trained|coached|instructed|disciplined|tightened|strengthened|improved|reinforced|upgraded",
        "we|i|and have|had .. implemented|introduced|adopted|established .. enhanced|new|stricter|better|additional|further|tighter|improved|second|extra",
        "we've|i've .. schooled|retrained|trained|coached|tightened|strengthened|improved|implemented|introduced",
        "our mistake*|fault|error*|negligence|oversight", "we apologi*", "we are|were very|so|truly sorry", "we are|were sorry",
        "we admit*|acknowledge* our|the|that", "we failed to", "we|i will|shall change|alter|remove|rename|redesign|amend|stop|delete|avoid|adjust|update|replace|retrain|be",
        "our|my <staff> .. careless*|forgot|overlooked|neglected|failed|missed|mixed|mistaken|wrong|sloppy", "more careful|cautious|attentive|vigilant", "we were late", "we did violate", "we violated|breached",
        "root cause", "corrective action*", "preventive measure*", "we will improve|correct|rectify", "we accept the violation|penalty",
        "it will not happen again", "plan of action", "our responsibility", "we|i .. take|accept|bear .. responsibility|blame", "we|i .. apologi*", "we|i .. sorry", "in the future|in future|from now we|i",
        "we|i will .. improve|correct|rectify|check|train|strengthen|pack|ship|pay|ensure|strive|faster|better", "we|i .. could|should have .. been|checked|done|noticed|answered|shipped",
        "promise|pledge to .. better|more|careful|improve|check|faster|stop", "we|i .. admit*|acknowledge*|concede*|confess*", "our|my own? fault|mistake*|carelessness|failure|failing*", "it|this|the error was our|my .. fault|mistake|error|failure",
    )
)  # fmt: skip


_NO = re.compile(r"\b(?:no|without\san?y?|instead\sof\san?y?|neither\sa|not\sa)\s$", re.IGNORECASE)


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage, words, sentence in found(subject.letter.passages, _ADMITS):
        if _NO.search(passage.text[: words.start()]):
            continue
        yield Hit(
            where=passage.where,
            message=Both(
                f"“{words.group()}” admits in a dispute: “{excerpt(sentence)}”",
                f"“{words.group()}”在申诉抗辩中承认了过错：“{excerpt(sentence)}”",
            ),
            fix=Both(
                "take it out, or make the case a plan (stance plan) and leave the dispute out",
                "删去，或把案件改为整改计划（stance plan）并去掉抗辩",
            ),
            quote=sentence,
        )


def _says(text: str) -> dict[str, object]:
    return {**DISPUTE, "dispute": {**DISPUTE["dispute"], "wrong": [{"id": "scan", "what": text, "exhibits": ["manifests"]}]}}


RULE = Rule(
    id="S708",
    name="plan-in-dispute",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("A dispute admits nothing and promises no correction.", "抗辩信不认错，也不写整改。"),
    why=said("To deny and to admit at once refutes both.", "既否认又承认，两头落空。"),
    source="research/domain.md §3 (two documents, not one); research/appeals.md §4 (cap: admission and denial of the same fact)",
    grade="third_party",
    check=check,
    stance="dispute",
    bad=(
        _says("We apologise for the late orders."),
        _says("The scan was late, which is partly our mistake."),
        _says("We have meanwhile retrained the packers."),
        _says("Our corrective action is a second van."),
    ),
    good=(
        "We failed to move the cut-off.",
        DISPUTE,
        _says("No plan of action is sent, because no violation took place."),
        _says("The carrier admits that its scanner was off."),
        _says("The carrier has since trained its drivers."),
        _says("The manifest shows that the parcels left in time."),
    ),
)
