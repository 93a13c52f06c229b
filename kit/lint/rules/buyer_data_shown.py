"""P102: evidence that seems to show a buyer's data, of which nobody has decided yet. The finding holds no text of a buyer."""

from collections.abc import Iterable
from itertools import groupby

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, BuyerData, MaskProposal, Subject

_NEXT = "run poa mask on the case: --accept covers them on a copy, --reject leaves them readable"


def check(subject: Subject) -> Iterable[Hit]:
    waiting = [p for p in (subject.buyer_data.proposals if subject.buyer_data else ()) if p.state == "open"]
    shown = {item.id: n for n, item in enumerate(subject.case.evidence) if item.use == "exhibit"}
    for (evidence_id, page), some in groupby(waiting, key=lambda p: (p.evidence, p.page)):
        if evidence_id in shown:
            found = list(some)
            kinds = ", ".join(dict.fromkeys(p.kind for p in found))
            places = "place" if len(found) == 1 else "places"
            yield Hit(
                where=f"evidence.{shown[evidence_id]}",
                message=Both(
                    f"{evidence_id}, page {page}, seems to show a buyer's data in {len(found)} {places} ({kinds})",
                    f"{evidence_id} 第 {page} 页似乎露出买家信息，共 {len(found)} 处（{kinds}）",
                ),
                fix=Both(_NEXT, "对案件运行 poa mask：--accept 在副本上遮盖，--reject 保留可读"),
                quote=f"{evidence_id} {page} {len(found)}",
            )


def unseen(subject: Subject) -> str | None:
    """Which exhibits were not searched, and why."""
    shown = {item.id for item in subject.case.evidence if item.use == "exhibit"}
    by_why: dict[str, list[str]] = {}
    for where, why in subject.buyer_data.unsearched if subject.buyer_data else ():
        if (where in shown or where == "orders") and "identity" not in why:
            by_why.setdefault(why, []).append(where)
    return "; ".join(f"{', '.join(some)}: {why}" for why, some in by_why.items()) or None


def _found(state: str, kind: str = "phone number") -> BuyerData:
    box = (72.0, 100.0, 180.0, 112.0)
    return BuyerData(
        proposals=(MaskProposal(n=1, evidence="manifests", page=2, kind=kind, boxes=(box,), quote="…", state=state),)  # type: ignore[arg-type]
    )


RULE = Rule(
    id="P102",
    name="buyer-data-shown",
    severity="warning",
    needs=frozenset({"evidence"}),
    what=said(
        "Of every place where an exhibit seems to show a buyer's data a person has decided: covered on a copy, or readable.",
        "附件中每处疑似买家信息均已由人决定：在副本上遮盖，或保留。",
    ),
    why=said(
        "Buyers' data in an appeal is a violation of its own; but only a person can say what the platform must be able to read.",
        "申诉中泄露买家信息本身就是违规；但哪些内容平台必须看到，只能由人判断。",
    ),
    source="DESIGN §9 (found and visibly masked in screenshots; identity papers are never marked)",
    grade="own_knowledge",
    check=check,
    unseen=unseen,
    bad=({"buyer_data": _found("open")}, {"buyer_data": _found("open", "address")}, {"buyer_data": _found("open", "name")}),
    good=("", {"buyer_data": _found("masked")}, {"buyer_data": _found("kept")}),
)
