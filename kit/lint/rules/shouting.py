"""L102: exclamation marks, words in capitals, emoji."""

import re
from collections.abc import Iterable
from itertools import islice

from kit.lint.parts import found
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

_LOUD = re.compile(
    r"[!！]|\?{2,9}|[\U0001f300-\U0001faff\u2600-\u27bf]"
    r"|\b(?:URGENT\w{0,2}|PLEASE|IMPORTANT|VERY|NEVER|ALWAYS|IMMEDIATELY|SINCERELY|NOT|ALL|MUST|GUARANTEE|SORRY|HELP)\b"
    r"|\b(?=[A-Z\s,']{20})(?:[A-Z]{1,20}[\s,']{1,3}){0,8}(?:WE|YOU|YOUR|OUR|THIS|IS|ARE|WAS|NOW|WANT|WRONG)\s"
    r"(?:[A-Z]{1,20}[\s,']{1,3}){2,12}[A-Z]{1,20}\b"
)


_COURTESY = re.compile(
    r"^\W{0,3}(?:dear|hi|hello|hey|greetings|good\s(?:day|morning|afternoon|evening)|to\s\w|thanks?|thank\s(?:you|u)|many\sthanks|cheers|regards|respected|esteemed|kind\sregards|best\s\w{4,7}|salam\w{0,4}|selamat)\b"
    r"[^!！?？.]{0,60}[!！]$",
    re.IGNORECASE,
)
"""A greeting or thanks that end in a mark of exclamation, as letters of many countries do: no argument is made loud."""


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        loud_ones = (f for f in found((passage,), _LOUD) if not (f[1].group() in "!！" and _COURTESY.match(f[2])))
        for _, loud, sentence in islice(loud_ones, 1):  # one a passage is enough
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{loud.group()}” raises its voice: “{excerpt(sentence)}”",
                    f"“{loud.group()}”语气像喊叫：“{excerpt(sentence)}”",
                ),
                fix=Both("write it in plain letters, with a full stop", "用普通大小写书写，以句号结尾"),
                quote=loud.group(),
            )


RULE = Rule(
    id="L102",
    name="shouting",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("The letter does not raise its voice.", "信里不用感叹号、全大写和表情符号。"),
    why=said("Emphasis takes the place of proof.", "强调不能代替证据。"),
    source="research/appeals.md §4 form (short, plain, no emotion)",
    grade="third_party",
    check=check,
    bad=("The van was early!", "PLEASE look at the count.", "The count is right \u2705."),
    good=(
        "The van was early.",
        "Dear team! The van was early.",
        "Thank you for your time!",
        "The SKU LYH-0042 of the UK shop was not concerned.",
        "Calder Express signed (USB scanner, PDF list).",
    ),
)
