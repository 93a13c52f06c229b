"""E840: an exhibit says something else than the sentence that cites it."""

from collections.abc import Iterable

from kit.lint.rule import Hit, Rule, said
from kit.model import Claim, Ref, Subject


def check(subject: Subject) -> Iterable[Hit]:
    for claim in subject.claims or ():
        if claim.verdict == "contradicted":
            yield Hit(
                where=claim.where,
                message=f"“{claim.text}” is contradicted: {claim.why}: “{claim.sentence[:160]}”",
                fix="look at that page; correct the letter, or cite the exhibit that shows it",
                quote=claim.text,
                refs=claim.refs,
            )


def _contradicted(text: str, why: str) -> Claim:
    return Claim(
        where="corrective.1.what", start=0, end=len(text), sentence=f"{text} collects from now on.", kind="name", text=text,
        cites=("new_contract",), verdict="contradicted", why=why,
        refs=(Ref(evidence="new_contract", page=1, said="Northway Parcels (the Carrier)"),),
    )  # fmt: skip


def _held(text: str, verdict: str) -> Claim:
    return Claim(
        where="corrective.1.what", start=0, end=len(text), sentence=text, kind="time", text=text, cites=("new_contract",),
        verdict=verdict, why="" if verdict == "supported" else "Exhibit 3 does not show it",  # type: ignore[arg-type]
    )  # fmt: skip


RULE = Rule(
    id="E840",
    name="claim-contradicted",
    severity="error",
    needs=frozenset({"claims"}),
    what=said(
        "No exhibit names another carrier, brand, day or number for what the sentence that cites it says.",
        "附件中的承运商、品牌、日期或编号与引用它的句子不矛盾。",
    ),
    why=said(
        "The reviewer opens the exhibit; one that says something else costs the whole letter its credit.",
        "审核员会打开附件核对；一处与正文矛盾，整封信都会失信。",
    ),
    source="research/lint.md §4 (another known carrier or brand instead: error); seed 000: 证据与文字描述不匹配",
    grade="seed",
    check=check,
    bad=(
        {"claims": (_contradicted("Calder Express", "Exhibit 3, page 1, names the carrier Northway Parcels"),)},
        {"claims": (_contradicted("14 June 2026", "Exhibit 3, page 1, states another signed: 16 June 2026"),)},
        {"claims": (_held("19:30", "supported"), _contradicted("CEX-1", "Exhibit 3, page 1, states another contract number"))},
    ),
    good=(
        "",
        {"claims": (_held("19:30", "supported"),)},
        {"claims": (_held("19:30", "not_found"), _held("18:00", "unreadable"))},
    ),
)
