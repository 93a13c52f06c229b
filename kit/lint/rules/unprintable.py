"""L107: characters that none of the kit's fonts can print."""

from collections.abc import Iterable, Iterator

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject
from kit.tools import glyphs


def check(subject: Subject) -> Iterable[Hit]:
    for where, text in _printed(subject):
        if missing := glyphs.uncovered(text):
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            yield Hit(
                where=where,
                message=Both(
                    f"no font of the kit has {', '.join(map(glyphs.named, missing[:3]))}{more}: it cannot be printed",
                    f"本工具的字体中没有 {', '.join(map(glyphs.named, missing[:3]))}{f' 等 {len(missing)} 个' if len(missing) > 3 else ''}：无法印出",
                ),
                fix=Both(
                    "write it in words or in Latin letters; the paper itself may stay as it is, as an exhibit",
                    "改用文字或拉丁字母；文件本身可照原样作为附件",
                ),
                quote=missing[0],
            )


def _printed(subject: Subject) -> Iterator[tuple[str, str]]:
    """What is set in type, with its place."""
    assert subject.letter is not None
    yield from ((passage.where, passage.text) for passage in subject.letter.passages)
    for n, item in enumerate(subject.case.evidence):
        if item.use == "exhibit":
            yield f"evidence.{n}.caption", item.caption.en
            yield f"evidence.{n}.shows", item.shows.en if item.shows else ""


RULE = Rule(
    id="L107",
    name="unprintable",
    severity="error",
    needs=frozenset({"letter"}),
    what=said("Every character can be printed with the kit's fonts.", "所有字符都能用本工具的字体印出。"),
    why=said(
        "A missing character would print as an empty box; the build refuses it, at the very end.",
        "缺字会印成空框；构建到最后才会拒绝。",
    ),
    source="DESIGN §8 (nothing is dropped in silence); templates/fonts (Source Sans 3, Noto Sans SC, Thai and Arabic)",
    grade="own_knowledge",
    check=check,
    bad=(
        "The parcels left on time 📦.",
        {"evidence.1.caption": "Contract with שליחים"},
        {"evidence.2.shows": "Sent to 한국"},
    ),
    good=(
        "The office in Zürich wrote; “5 × 3” is right.",
        {"evidence.1.caption": "Contract with 蓝屿家居"},
        {"evidence.2.shows": "สัญญาขนส่ง"},
    ),
)
