"""E812: a signed PDF whose signature does not hold, or that was changed after it was signed."""

from collections.abc import Iterable

from kit.lint.parts import BROKEN_SIGNATURE, noted
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Subject

NOTE = "Signed by “Calder Express Ltd” on 14 June 2026 (the signer's clock): "


def check(subject: Subject) -> Iterable[Hit]:
    for n, seen, note in noted(subject):
        if any(mark in note for mark in BROKEN_SIGNATURE):
            yield Hit(
                where=f"evidence.{n}",
                message=Both(f"{seen.item.id}: {note}", f"{seen.item.id} 的签名与文件不符：{note}"),
                fix=Both(
                    "ask the signer for the file as it was signed; if the change is known, say in `shows` what it was",
                    "请签署人提供签署时的原件；若已知改了什么，在 `shows` 中说明",
                ),
                quote=note,
            )


RULE = Rule(
    id="E812",
    name="changed-after-signing",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said("A signed PDF is as it was when it was signed.", "已签名的 PDF 自签名后未被改动。"),
    why=said(
        "A broken signature says that something was changed, not what; a reviewer's program shows it at once.",
        "签名失效说明文件被改动过；审核员的软件一打开就会提示。",
    ),
    source="DESIGN §9 (it warns about evidence that looks altered)",
    grade="own_knowledge",
    check=check,
    bad=(
        {"opened.new_contract": {"notes": (f"{NOTE}the signed part is as it was, but the file was changed afterwards.",)}},
        {"opened.new_contract": {"notes": (f"{NOTE}the signed part was changed afterwards, the signature does not hold.",)}},
        {"opened.old_contract": {"notes": ("Repaired.", f"{NOTE}the signature itself does not hold.")}},
    ),
    good=(
        "",
        {"opened.new_contract": {"notes": (f"{NOTE}nothing was changed since.",)}},
        {"opened.new_contract": {"notes": ("The file is signed; the signature was not checked.",)}},
    ),
)
