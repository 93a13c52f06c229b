"""L103: a place of a template that nobody filled."""

import re
from collections.abc import Iterable

from kit.lint.parts import found, printed
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

_OPEN = re.compile(
    r"\[(?:your|insert|date|name|violation|case|title|role|describe|specify|add|company|seller|shop|store|order|number|number of|product|amount|exhibit|carrier|xx?x?|\.{3}|…|_)[^\]\n]{0,60}\]"
    r"|\[[A-Za-z][A-Za-z\s]{1,40}\s(?:id|name|number|date|address|e-?mail|title|no\.?)\]"
    r"|<(?:your|insert|date|name|company|shop|order|product)[^>\n]{0,60}>"
    r"|\{\{?[^}\n]{0,60}\}?\}"
    r"|(?<!\w)(?:x{3,8}|XX|TBD|TBC|TODO|FIXME|lorem ipsum|YYYY|DD/MM|MM/DD|20XX|20\?\?)(?!\w)"
    r"|_{3,40}|\?{3,9}|(?<!\w)as an AI\b",
    re.IGNORECASE,
)


def check(subject: Subject) -> Iterable[Hit]:
    for passage, empty, sentence in found(printed(subject), _OPEN):
        yield Hit(
            where=passage.where,
            message=Both(
                f"“{empty.group()}” was never filled: “{excerpt(sentence)}”", f"“{empty.group()}”没有填写：“{excerpt(sentence)}”"
            ),
            fix=Both("fill it with the fact, or take the sentence out", "填入事实，或删去这句"),
            quote=empty.group(),
        )


RULE = Rule(
    id="L103",
    name="left-over-template",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("No empty place of a template is left.", "不留未填的模板占位符。"),
    why=said("It shows that nobody read the letter before it was sent.", "说明发出前没人读过这封信。"),
    source="seed 000: 使用模板化话术; research/appeals.md §3 (text of a letter generator)",
    grade="derived",
    check=check,
    bad=(
        "The shop [Your Shop Name] was late.",
        "On 20XX the van left early, order XXX.",
        "The owner is TBD.",
        {"evidence.1.caption": "Settings of <insert date>"},
    ),
    good=("The file holds pages [1-3].", "The XL carton was late.", "Size XXL-2 and SKU X-100 were not concerned."),
)
