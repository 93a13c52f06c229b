"""E900: a shop that shares data with ours and that the letter does not name."""

from collections.abc import Iterable
from typing import Any

from kit.lint.rule import Hit, Rule, said
from kit.model import Audit, AuditRow, Both, Subject


def check(subject: Subject) -> Iterable[Hit]:
    assert subject.letter is not None
    sheet = next((a for a in subject.audits or () if a.id == "linked_shops"), None)
    text = " ".join(passage.text for passage in subject.letter.passages)
    for shop in dict.fromkeys(row.cells[0] for row in (sheet.rows if sheet else ())):
        name, _, code = shop.rpartition(" (")
        if name not in text and code.rstrip(")") not in text:
            shared = ", ".join(row.cells[1].casefold() for row in sheet.rows if row.cells[0] == shop) if sheet else ""
            yield Hit(
                where="records/",
                message=Both(
                    f"{shop} shares the {shared} with our shop, and the letter does not name it",
                    f"{shop} 与本店共享信息（{shared}），信中却未写明",
                ),
                fix=Both(
                    "say what is or was shared, the relation, since when and until when; the platform sees the link anyway",
                    "写明共享的信息、双方关系及起止时间；平台本来就能看到这一关联",
                ),
                quote=shop,
            )


def _sheet(*shops: str, **changes: Any) -> dict[str, Any]:
    rows = tuple(AuditRow(cells=(shop, "Phone", "…0142", "know"), state="open") for shop in shops)
    return {"audits": (Audit(id="linked_shops", title="Shops", definition="Shared data.", rows=rows),), **changes}


_NAMED = {"corrective.0.what": "Until 2 March 2026 the owner of Pinecrest Goods was a member of our company."}

RULE = Rule(
    id="E900",
    name="linked-shop-unnamed",
    severity="error",
    needs=frozenset({"letter", "audits"}),
    what=said("Every shop that shares data with ours is named in the letter.", "信中写明与本店共享信息的每一家店铺。"),
    why=said(
        "The platform sees shared persons, accounts and devices; a link that the letter passes over costs its belief.",
        "平台能看到共同的法人、账户与设备；避而不谈会使整封信失信。",
    ),
    source="research/appeals.md §1 (map each signal: own, control, know or none); §5 (linked shops may be punished jointly)",
    grade="third_party",
    check=check,
    bad=(
        _sheet("Pinecrest Goods (USLCPG01)"),
        _sheet("Pinecrest Goods (USLCPG01)", "Brook Outdoor (USLCBO02)", **_NAMED),
        _sheet("Brook Outdoor (USLCBO02)", **_NAMED),
    ),
    good=("", _sheet(), _sheet("Pinecrest Goods (USLCPG01)", **_NAMED)),
)
