"""N102: Chinese characters in a letter that is not written in Chinese or Japanese."""

import re
from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{1,60}")
_NAME = re.compile(r"[(（][^()（）]{0,60}?[\u4e00-\u9fff]{2,24}\s?[)）]")  # a name beside its English form
MANY = 0.2  # of the characters; own judgement of what is no slip


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    spoken = subject.language if subject.stated else subject.aim.language or "en"  # both seeds ask for English
    if spoken.startswith(("zh", "ja")):
        return
    for passage in subject.letter.passages:
        runs = _RUN.findall(_NAME.sub("", passage.text))
        if runs:
            share = sum(map(len, runs)) / max(1, len("".join(passage.text.split())))
            yield Hit(
                where=passage.where,
                message=Both(
                    f"the letter is read in English, and this text holds Chinese: “{runs[0]}”",
                    f"信以英文审阅，此处却有中文：“{runs[0]}”",
                ),
                fix=Both(
                    "write it in English; a Chinese name stands better in the exhibit and its caption",
                    "改用英文；中文名称宜放在附件及其标题中",
                ),
                quote=runs[0],
                severity="error" if share > MANY else None,
            )


RULE = Rule(
    id="N102",
    name="language-of-letter",
    severity="warning",
    needs=frozenset({"letter"}),
    what=said("The letter is written in the language of the site.", "信用站点的语言书写。"),
    why=said("A reviewer who cannot read a sentence cannot believe it.", "审核员看不懂的句子不会被采信。"),
    source="seed 000: 需卖家自主撰写英文文档",
    grade="seed",
    check=check,
    bad=(
        "The 计划员 moved it.",
        {"letter.summary.why": "截单时间没有跟着调整。"},
        {"alone": True, "corrective.0.what": "We changed the 截单 time."},
    ),
    good=(
        "The planner moved it.",
        {"letter.language": "zh", "letter.summary.why": "截单时间没有跟着调整。"},
        "Café Zürich wrote.",
    ),
)
