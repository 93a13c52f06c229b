"""G601: American spelling on the UK site, British on the US site."""

import re
from collections.abc import Iterable

from kit.lint.parts import found, respelt
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

BRITISH = {  # -ize stays: it is British too
    "behavior": "behaviour", "canceled": "cancelled", "canceling": "cancelling", "catalog": "catalogue", "center": "centre",
    "color": "colour", "colors": "colours", "defense": "defence", "favorite": "favourite", "flavor": "flavour", "fulfill": "fulfil",
    "fulfillment": "fulfilment", "gray": "grey", "honor": "honour", "labeled": "labelled", "labeling": "labelling",
    "mislabeled": "mislabelled", "modeled": "modelled", "neighboring": "neighbouring", "relabeled": "relabelled",
    "totaled": "totalled", "traveled": "travelled", "traveling": "travelling",
}  # fmt: skip
AMERICAN = {british: american for american, british in BRITISH.items()} | {
    "apologise": "apologize", "authorise": "authorize", "authorised": "authorized", "organise": "organize", "organised": "organized",
    "realise": "realize", "recognise": "recognize", "recognised": "recognized", "standardise": "standardize", "cheque": "check",
}  # fmt: skip
_WORDS = {
    "en-GB": re.compile(rf"(?<![\w@./-])(?:{'|'.join(BRITISH)})(?![\w@/])"),
    "en-US": re.compile(rf"(?<![\w@./-])(?:{'|'.join(AMERICAN)})(?![\w@/])"),
}


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    spoken = subject.language
    if spoken not in _WORDS:
        return
    right = BRITISH if spoken == "en-GB" else AMERICAN
    for passage, wrong, sentence in found(subject.letter.passages, _WORDS[spoken]):
        old, new = wrong.group(), right[wrong.group()]
        yield respelt(
            passage,
            old,
            new,
            Both(
                f"“{old}” is spelt {new} on this site ({spoken}): “{excerpt(sentence)}”",
                f"“{old}”在本站点（{spoken}）拼作 {new}：“{excerpt(sentence)}”",
            ),
        )


_US = "en-US"

RULE = Rule(
    id="G601",
    name="spelling-of-another-site",
    severity="info",
    needs=frozenset({"letter"}),
    what=said(
        "The spelling is that of the site: British in the UK, American in the US.", "拼写随站点：英国站用英式，美国站用美式。"
    ),
    why=said("Mixed spelling shows paragraphs that come from another site's letter.", "英美拼写混用，说明段落抄自其他站点的信。"),
    source="seed 000: 未校验英文语法; 各站点POA需独立撰写; research/lint.md §1 (en-GB for the UK site)",
    grade="seed",
    check=check,
    bad=(
        "The color of the label was wrong.",
        "The planner canceled the late wave and relabeled the parcels.",
        {"letter.language": _US, "corrective.0.what": "The planner cancelled the wave."},
    ),
    good=(
        "The colour of the label was wrong.",
        "The Seller Center shows it.",
        {"letter.language": _US, "corrective.0.what": "The planner canceled the wave."},
        {"letter.language": "id", "corrective.0.what": "The color was wrong."},
    ),
)
