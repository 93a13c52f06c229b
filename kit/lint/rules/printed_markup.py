"""L101: HTML tags and Markdown links, images or tables in a text: the letter prints them as they stand."""

import re
from collections.abc import Iterable

from kit.lint.parts import printed
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import sentence_around

_TAGS = (
    "a|abbr|article|aside|b|base|blockquote|body|br|button|center|code|dd|del|details|div|dl|dt|em|embed|figure|font|footer"
    "|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|li|link|main|mark|meta|nav|object|ol|p|pre|q|s|script"
    "|section|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|u|ul|video"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,300}})?\s?/?>|<!--", re.IGNORECASE)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,300}\)")
_LINK = re.compile(r"(?<!!)\[[^\[\]\n]{0,200}\]\((?:https?:|www\.|mailto:|[./#])[^()\n]{0,300}\)", re.IGNORECASE)
_ADDRESS = re.compile(r"<(?:https?://|mailto:|www\.)[^<>\s]{1,300}>", re.IGNORECASE)
_TABLE = re.compile(
    r"\|[ \t]{0,9}:?-{3,99}:?[ \t]{0,9}(?:\||$)|(?m:^)[ \t]{0,99}\|(?:[^|\n]{0,300}\|){2,99}[^\n]*(?:\n[ \t]{0,99}\|[^\n]*)*"
)  # its line of hyphens where the lines were folded into one, or the rows
_KINDS = (
    (
        Both("an HTML tag", "HTML 标签"),
        _TAG,
        Both("delete the tag; write *…* for emphasis if you want it", "删去标签；需要强调可写 *…*"),
    ),
    (
        Both("a Markdown image", "Markdown 图片"),
        _IMAGE,
        Both(
            "delete it; to show the picture, put it into evidence/ and cite it by {{ exhibit.<id> }}",
            "删去；要展示图片，请放入 evidence/ 并用 {{ exhibit.<id> }} 引用",
        ),
    ),
    (
        Both("a Markdown link", "Markdown 链接"),
        _LINK,
        Both(
            "delete it, keep its words; to show the page, put a copy into evidence/ and cite it by {{ exhibit.<id> }}",
            "删去链接、保留文字；要展示页面，请把副本放入 evidence/ 并用 {{ exhibit.<id> }} 引用",
        ),
    ),
    (
        Both("a row of a Markdown table", "Markdown 表格行"),
        _TABLE,
        Both("write it as a list or as sentences: a letter has no typed tables", "改写为列表或句子：信函不排印手写表格"),
    ),
    (
        Both("an address in angle brackets", "尖括号中的网址"),
        _ADDRESS,
        Both(
            "delete it; to show the page, put a copy into evidence/ and cite it by {{ exhibit.<id> }}",
            "删去；要展示页面，请把副本放入 evidence/ 并用 {{ exhibit.<id> }} 引用",
        ),
    ),
)


_MARKS = (
    Both("Markdown's mark of bold or of a heading", "Markdown 的加粗或标题标记"),
    re.compile(r"\*\*[^*\n]{1,200}\*\*|(?<!\w)__[^_\n]{1,200}__(?!\w)|^#{1,6}\s\w"),
    Both("delete the marks; print the letter from a program that knows them", "删去标记，或用能识别它的程序排版"),
)


def check(subject: Subject) -> Iterable[Hit]:
    kinds = _KINDS if subject.stated else (*_KINDS, _MARKS)  # in a case they make bold, and are not printed
    for passage in printed(subject):
        for noun, pattern, fix in kinds:
            for found in pattern.finditer(passage.text):
                shown = " ".join(found.group().split())[:80]
                yield Hit(
                    where=passage.where,
                    message=Both(
                        f"“{shown}” in {passage.where} is {noun.en}: it is printed as it stands",
                        f"{passage.where} 中的“{shown}”是{noun.zh}：会原样印出",
                    ),
                    fix=fix,
                    quote=f"{shown} in {sentence_around(passage.text, found.start())}",
                )


RULE = Rule(
    id="L101",
    name="printed-markup",
    severity="error",
    needs=frozenset({"letter"}),
    what=said(
        "No HTML tag, Markdown link, image or table stands in the letter or a caption.",
        "信函和附件标题中不得出现 HTML 标签、Markdown 链接、图片或表格。",
    ),
    why=said(
        "They are printed as they stand, and read as a text pasted without a second look.",
        "它们会原样印出，让人觉得是未经检查就粘贴的文字。",
    ),
    source="DESIGN §6 (text may be Markdown with placeholders); kit/letter/author.py (HTML, links and images are off)",
    grade="derived",
    check=check,
    bad=(
        "The cut-off is <b>15:00</b>.",
        "<script src='x.js'>alert()</script>",
        "See ![the screen](evidence/cutoff.png).",
        "See [the timetable](https://calder.example/times).",
        "The timetable stands at <https://calder.example/times>.",
        "These are the steps. | Step | Who | |---|---| | Cut-off moved | Planner |",
        "| Step | Who |\n| Cut-off moved | Planner |",
        {"evidence.1.caption": "Cut-off <br/> after the change"},
        {"alone": True, "corrective.0.what": "The planner moved the **cut-off**."},
        {"letter.summary.why": "The <span class=“big”>cut-off</span> did not follow the van."},
    ),
    good=(
        "The planner moved the *cut-off*.",
        {"corrective.0.what": "The planner moved the **cut-off**."},
        "The label reads Calder | Express | UK.",
        "The count stayed at <b parcels and never rose.",
        "The carrier [Northway] (the old one) left early.",
        {"evidence.1.caption": "Cut-off <15:00> after the change"},
        {"evidence.1.caption": "<b>Cut-off</b>", "evidence.1.use": "background"},
    ),
)
