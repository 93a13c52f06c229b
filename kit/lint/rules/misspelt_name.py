"""T504: a name of the platform's that is not written as the platform writes it."""

import re
from collections.abc import Iterable

from kit.lint.parts import found, respelt
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

NAMES = {
    "Tik Tok": "TikTok", "Tik tok": "TikTok", "TIK TOK": "TikTok", "tik tok": "TikTok", "Tiktok": "TikTok", "tiktok": "TikTok",
    "TIKTOK": "TikTok", "TikTok shop": "TikTok Shop", "TikTok store": "TikTok Shop", "TikTok Store": "TikTok Shop",
    "Seller Centre": "Seller Center", "seller center": "Seller Center", "seller centre": "Seller Center", "Seller center": "Seller Center",
    "account health page": "Account Health page",
}  # fmt: skip
_WRONG = re.compile(rf"(?<![\w@./-])(?:{'|'.join(map(re.escape, sorted(NAMES, key=len, reverse=True)))})(?![\w@]|\.\w)")


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage, wrong, sentence in found(subject.letter.passages, _WRONG):
        old, new = wrong.group(), NAMES[wrong.group()]
        yield respelt(
            passage,
            old,
            new,
            Both(f"“{old}” is written {new}: “{excerpt(sentence)}”", f"“{old}”应写作 {new}：“{excerpt(sentence)}”"),
        )


RULE = Rule(
    id="T504",
    name="misspelt-name",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("The platform's names are written as the platform writes them.", "平台名称按官方写法书写。"),
    why=said("A misspelt addressee is the first thing that a reviewer sees.", "把平台名字写错，审核员第一眼就会看到。"),
    source="seed 000: 未校验英文语法及专业术语; research/appeals.md §3 (wrong platform or term)",
    grade="seed",
    check=check,
    bad=("We sell on Tik Tok.", "The Tiktok shop was closed.", "We looked at the seller centre."),
    good=("We sell on TikTok Shop.", "We wrote to help@tiktok.com.", "Seller Center shows the count."),
)
