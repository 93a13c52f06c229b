"""L105: Chinese punctuation in an English text."""

import re
from collections.abc import Iterable

from kit.lint.parts import found, respelt
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools.prose import excerpt

MARKS = {
    "，": ", ", "。": ".", "；": "; ", "：": ": ", "（": " (", "）": ") ", "、": ", ", "？": "?", "％": "%", "【": "[", "】": "]",
    "～": "–",
}  # fmt: skip
_MARK = re.compile(f"[{''.join(MARKS)}]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    for passage in subject.letter.passages:
        first = next(found((passage,), _MARK), None)
        if first and not _CHINESE.search(passage.text):
            old, sentence = first[1].group(), first[2]
            yield respelt(
                passage,
                old,
                MARKS[old],
                Both(
                    f"“{old}” is a Chinese mark in an English text: “{excerpt(sentence)}”",
                    f"英文中用了中文标点“{old}”：“{excerpt(sentence)}”",
                ),
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
