"""E828: "see attached", without the number of an exhibit."""

from collections.abc import Iterable

from kit.lint.parts import told
from kit.lint.rule import Hit, Rule, said
from kit.lint.words import pattern
from kit.model import Both, Subject
from kit.tools.prose import excerpt, exhibits

_ATTACHED = pattern(
    (
        "refer to the|our relevant|corresponding|related|said|respective|supporting document*|file*|paper*|record*|material*|certificate*", "see|find|check the|our relevant|corresponding|respective|supporting document*|file*|paper*|record*|material*",
        "enclosed|attached please|herewith|is|are", "kindly|please find", "see|find|check|refer the|our attached|enclosed|attachment*|annex", "see|find|check attached|enclosed|attachment*",
        "find the|our attached|enclosed", "as attached", "is|are enclosed|appended", "receipt|invoice*|contract*|certificate*|letter*|report*|proof|evidence|document*|screenshot*|photo* .. is|are attached", "see|find the|our? appendix|annex|enclosure*", "evidence|proof|screenshots|documents provided|uploaded|submitted below|above|separately", "please check|see|find|refer .. attachment*|attached|files|enclosed", "in the attachment*|annex|enclosure*|appendix", "attached file*|document*|screenshot*|picture*|photo*|evidence|proof|contract*",
        "enclosed file*|document*|screenshot*|picture*|photo*", "screenshot*|picture*|photo* below|above|attached", "shown below|above",
        "refer to the attachment*|attached", "attachment 1|2|3|4|5|6|7|8|9", "as shown in the|our picture*|screenshot*|photo*|figure|attachment*",
    )
)  # fmt: skip


def check(subject: Subject) -> Iterable[Hit]:
    for passage, start, sentence in told(subject):
        found = _ATTACHED.search(sentence)
        end = start + len(sentence) + 2
        if found and not any(start <= a < end for a, _, _ in exhibits(passage.text)):
            yield Hit(
                where=passage.where,
                message=Both(
                    f"“{found.group()}” names no exhibit: “{excerpt(sentence)}”",
                    f"“{found.group()}”没有指明是哪个附件：“{excerpt(sentence)}”",
                ),
                fix=Both(
                    "name the exhibit by placeholder, such as {{ exhibit.<id> }}, and its page",
                    "用占位符写明附件，如 {{ exhibit.<id> }}，并写明页码",
                ),
                quote=sentence,
            )


RULE = Rule(
    id="E828",
    name="attachment-without-number",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("What is attached is named by its exhibit number.", "引用附件要写明编号。"),
    why=said("“See attached” sends the reviewer to search; most do not.", "只写“见附件”，审核员不会去翻找。"),
    source="seed 000: 每份证据顶部标注序号与说明文字; 证据与文字描述不匹配",
    grade="seed",
    check=check,
    bad=(
        "Please see the attached contract.",
        "The setting is in the attachment.",
        {"alone": True, "corrective.0.what": "It was changed, as shown in the screenshot below."},
    ),
    good=(
        "Please see the attached contract ({{ exhibit.new_contract }}).",
        "The label is attached to the parcel.",
        {"alone": True, "corrective.0.what": "The attached screenshot is Exhibit 1."},
    ),
)
