"""E808: what was noted of an exhibit's file when it was opened: repaired, older versions, hidden parts, text that cannot be seen."""

from collections.abc import Iterable

from kit.lint.parts import BROKEN_SIGNATURE, noted
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

COVERED = "Covered:"  # what a person has agreed to; P102 speaks of what nobody has decided
HARMLESS = ("Signed by", "The file is signed", "The file is protected")


def check(subject: Subject) -> Iterable[Hit]:
    for n, seen, note in noted(subject):
        if (
            seen.item.use == "exhibit" and not note.startswith(COVERED) and not any(mark in note for mark in BROKEN_SIGNATURE)
        ):  # E812 speaks of those
            yield Hit(
                where=f"evidence.{n}",
                message=Both(f"{seen.item.id}: {note}", f"{seen.item.id} 的文件状态：{note}"),
                fix=Both(
                    "look at the file as a reviewer would open it; ask for a plain copy if something is not to be shown",
                    "像审核员那样打开文件看看；若有不应显示的内容，请索取普通副本",
                ),
                severity="info" if note.startswith(HARMLESS) else None,
                quote=note,
            )


RULE = Rule(
    id="E808",
    name="state-of-file",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said(
        "An exhibit's file was whole, and holds nothing that its pages do not show.",
        "附件文件完整，且不含页面上看不到的内容。",
    ),
    why=said(
        "A repaired file may lack something; hidden text or an older version may say what the letter does not.",
        "修复过的文件可能缺内容；隐藏文字或旧版本可能与信中所述不符。",
    ),
    source="DESIGN §9 (it warns about evidence that looks altered); research/reliability.md §2.6",
    grade="derived",
    check=check,
    bad=(
        {"opened.new_contract": {"notes": ("The file was damaged and was repaired when it was opened: hold its pages.",)}},
        {"opened.old_contract": {"notes": ("The file holds 2 older versions of itself.",)}},
        {"opened.new_contract": {"notes": ("1 hidden sheet of the workbook is not shown.", "The file is protected.")}},
    ),
    good=(
        "",
        {"opened.new_contract": {"notes": ()}},
        {"opened.old_contract": {"notes": ("Signed by “Calder Express Ltd”: the signed part was changed afterwards.",)}},
    ),
)
