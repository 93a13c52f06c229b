"""L105: Chinese punctuation in an English text."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Remedy, Subject
from kit.tools.prose import sentence_around

MARKS = str.maketrans(
    {
        "，": ", ",
        "。": ".",
        "；": "; ",
        "：": ": ",
        "（": " (",
        "）": ") ",
        "、": ", ",
        "？": "?",
        "％": "%",
        "【": "[",
        "】": "]",
        "～": "–",
    }
)
_MARK = re.compile(r"[，。；：（）、？％【】～]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        found = _MARK.search(passage.text)
        if found and not _CHINESE.search(passage.text):
            new = found.group().translate(MARKS)
            yield Hit(
                where=passage.where,
                message=f"“{found.group()}” is a Chinese mark in an English text: “{sentence_around(passage.text, found.start())[:160]}”",
                fix=f"write “{new}”",
                quote=found.group(),
                remedy=Remedy(old=found.group(), new=new, is_safe=True),
            )


RULE = Rule(
    id="L105",
    name="full-width-marks",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("English text has English punctuation.", "英文用英文标点。"),
    why=said(
        "Full-width marks show as boxes in some forms, and tell of a machine's translation.",
        "全角标点在某些表单里显示为方框，也暴露机翻。",
    ),
    source="seed 000: 部分卖家使用机翻导致语义偏差; 未校验英文语法",
    grade="seed",
    check=check,
    bad=("The van left early，and nobody saw it.", "The count （signed） is right.", "The rate was 10％."),
    good=(
        "The van left early, and nobody saw it.",
        "The count (signed) is right.",
        {"letter.summary.why": "截单时间没有调整，所以晚了。"},
    ),
)
