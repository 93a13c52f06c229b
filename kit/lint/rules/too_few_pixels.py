"""E809: a picture with too few pixels to be read on paper."""

import re
from collections.abc import Iterable

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

LEAST = 500
"""Pixels of the shorter side: 60 to the inch across an A4 page, where small print can no longer be read. Own judgement."""
_SIZE = re.compile(r"(?:Picture|Photo|Screenshot|Scan)\D{0,20}(\d{1,6}) × (\d{1,6})")


def check(subject: Subject) -> Iterable[Hit]:
    for n, seen in opened(subject):
        size = next((m for note in seen.notes if (m := _SIZE.match(note))), None) if seen.item.use == "exhibit" else None
        if size and min(int(size[1]), int(size[2])) < LEAST:
            yield Hit(
                where=f"evidence.{n}.file",
                message=Both(
                    f"{seen.item.id} has {size[1]} × {size[2]} pixels only: on paper it is blurred",
                    f"{seen.item.id} 只有 {size[1]} × {size[2]} 像素：印出来会模糊",
                ),
                fix=Both(
                    "ask for the picture as it was taken, not one that a chat program has made small",
                    "请提供拍摄时的原图，而不是聊天软件压缩过的",
                ),
            )


RULE = Rule(
    id="E809",
    name="too-few-pixels",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said("A picture can be read on paper.", "图片打印出来要看得清。"),
    why=said("A blurred photo is said to be accepted hardly ever.", "据称仅上传模糊照片的申诉几乎不会通过。"),
    source="seed 002: 仅上传模糊照片的通过率仅为4.1% (figure not found elsewhere); research/appeals.md §4 exhibits (readable)",
    grade="seed",
    check=check,
    bad=(
        {"opened.cutoff_screen": {"notes": ("Picture 320 × 480. Shown whole.",)}},
        {"opened.manifests": {"notes": ("Photo 1200 × 400, taken 15 June 2026, 19:38 (camera time). Shown whole.",)}},
        {"opened.new_contract": {"notes": ("Picture 96 × 96. Shown whole.", "Signed by “Calder”.")}},
    ),
    good=(
        "",
        {"opened.cutoff_screen": {"notes": ("Picture 1220 × 860. Shown whole.",)}},
        {"evidence.3.use": "background", "opened.manifests": {"notes": ("Picture 320 × 480. Shown whole.",)}},
    ),
)
