"""E811: a file names a program that edits pictures or pages."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Grade, Origin, Record, Subject
from kit.model.record import Text
from kit.tools import yaml_text

DATA = Path(__file__).parents[1] / "editors.yaml"
KINDS = (("pictures", "edits pictures"), ("pdfs", "edits PDF pages"), ("drawings", "draws"))
_ZH = {"edits pictures": "编辑图片", "edits PDF pages": "编辑 PDF 页面", "draws": "绘图"}


class Editors(Record):
    """Names of programs by what they do."""

    source: Text
    grade: Grade
    pictures: tuple[Text, ...]
    pdfs: tuple[Text, ...]
    drawings: tuple[Text, ...]


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    editors = yaml_text.read(Editors, DATA)
    spelled = ((does, "|".join(map(re.escape, getattr(editors, kind)))) for kind, does in KINDS)
    return tuple((does, re.compile(rf"(?<![A-Za-z])(?:{names})(?![A-Za-z])", re.IGNORECASE)) for does, names in spelled)


def check(subject: Subject) -> Iterable[Hit]:
    for n, seen in opened(subject):
        found = None if seen.item.made else _editor(seen.origin)
        if found:
            program, does = found
            yield Hit(
                where=f"evidence.{n}",
                message=Both(
                    f"{seen.item.id} names “{program}” in its metadata, a program that {does}; a reviewer may ask what was changed",
                    f"{seen.item.id} 的元数据中有“{program}”，这是{_ZH[does]}的程序；审核员可能会问改了什么",
                ),
                fix=Both(
                    "ask the client for the file as the camera, the platform or the issuer gave it; if nothing was changed, silence this and say how you know",
                    "请客户提供相机、平台或出具方给出的原始文件；若没有改动，请静默本条并说明依据",
                ),
                quote=program,
            )


def _editor(origin: Origin) -> tuple[str, str] | None:
    return next(((p, does) for p in origin.programs for does, names in patterns() if names.search(p)), None)


RULE = Rule(
    id="E811",
    name="edited-file",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said(
        "No piece of evidence names an editor of pictures or pages as its maker.",
        "证据文件的元数据中不应出现图片或 PDF 编辑软件。",
    ),
    why=said(
        "Reviewers look at metadata. A harmless crop is read as a forgery, so the untouched original is better; this warns and judges nothing.",
        "审核员会看元数据，无害的裁剪也可能被视为伪造，应改用原始文件；本规则只提醒，不作判断。",
    ),
    source="DESIGN §9 (it warns about evidence that looks altered); the names in kit/lint/editors.yaml",
    grade="own_knowledge",
    check=check,
    bad=(
        {"opened.cutoff_screen": {"origin": Origin(programs=("Adobe Photoshop 25.0 (Windows)",))}},
        {"opened.new_contract": {"origin": Origin(programs=("Microsoft Word", "iLovePDF"))}},
        {"opened.manifests": {"origin": Origin(programs=("美图秀秀 10.2",))}},
        {"opened.new_contract": {"origin": Origin(programs=("www.sejda.com (Sejda PDF)",))}},
    ),
    good=(
        "",
        {"opened.cutoff_screen": {"origin": Origin(programs=("Samsung SM-G991B",))}},
        {"opened.new_contract": {"origin": Origin(programs=("Microsoft Word for Microsoft 365", "macOS Quartz PDFContext"))}},
        {"opened.new_contract": {"origin": Origin(programs=("HP Scan", "Adobe Acrobat 24.1"))}},
    ),
)
