"""E804: evidence that the family requires on this site and is not among the exhibits."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, EvidenceAsk, EvidenceItem, Family, Grade, Orders, Subject
from kit.policy import certificates
from kit.tools.cells import text

OTHER = {"evidence.0.kind": "photo", "evidence.2.kind": "photo"}


def check(subject: Subject) -> Iterable[Hit]:
    is_repeat = bool(subject.case.violation.repeats)
    for ask in subject.family.evidence:
        if ask.is_required(is_repeat=is_repeat) and _is_asked(ask, subject):
            grade = ask.grade_on(subject.case.violation.site)
            items = [i for i in subject.case.evidence if i.kind in ask.kinds]
            if any(_is_shown(i) for i in items):
                yield from _of_goods(ask, subject)
            else:
                state = "; ".join(f"{i.id} is {i.status if i.status != 'have' else i.use}" for i in items)
                yield Hit(
                    where="evidence",
                    message=Both(
                        f"missing: {ask.what.en.rstrip('.')} ({grade}: {ask.source or 'the family pack'}){'; ' + state if state else ''}",
                        f"缺少：{(ask.what.zh or ask.what.en).rstrip('.。')}（{grade}：{ask.source or '类别包'}）{'；' + state if state else ''}",
                    ),
                    fix=Both(
                        f"add evidence of kind {' or '.join(ask.kinds)} and cite it",
                        f"加入类别为 {' 或 '.join(ask.kinds)} 的证据并引用",
                    ),
                    severity="error" if grade == "official" else None,
                )


def _is_asked(ask: EvidenceAsk, subject: Subject) -> bool:
    case = subject.case
    return ask.holds(case.violation.site, case.stance, is_repeat=bool(case.violation.repeats))


def _is_shown(item: EvidenceItem) -> bool:
    return item.status == "have" and item.use == "exhibit"


# --- what the goods themselves ask for ------------------------------------------------------------


def _of_goods(ask: EvidenceAsk, subject: Subject) -> Iterator[Hit]:
    """The kinds of paper among those of the ask that the goods of the notice need on this site, and of which none is an exhibit."""
    site, wanted = subject.case.violation.site, dict[tuple[str, Grade, str], list[str]]()
    for sku, needs in _needs(subject):
        for need in needs:
            wanted.setdefault(need, []).append(sku)
    kinds = {certificates.kind_of(item.kind.replace("_", " ")) for item in subject.case.evidence if _is_shown(item)}
    for (kind, grade, source), skus in wanted.items():
        if kind in ask.kinds and kind not in kinds:
            yield Hit(
                where="evidence",
                message=Both(
                    f"missing: {certificates.kind_name(kind).lower()} of {', '.join(skus[:5])}, as {site} asks for these goods ({grade}: {source})",
                    f"缺少：{', '.join(skus[:5])} 的{certificates.kind_name(kind, 'zh')}，{site} 站点对此类商品有要求（{grade}：{source}）",
                ),
                fix=Both(
                    f"add evidence of kind {kind} and cite it, or end the listings that have none",
                    f"加入类别为 {kind} 的证据并引用，或下架没有该证件的商品",
                ),
                severity="error" if grade == "official" else None,
            )


def _needs(subject: Subject) -> Iterator[tuple[str, tuple[tuple[str, Grade, str], ...]]]:
    """Each SKU of the notice whose category is known and which is on sale (or disputed), with the papers it needs.

    The list of Seller Center comes before the kit's matrix; a kind that only the table of goods names is graded as the seller's word.
    """
    site, skus = subject.case.violation.site, subject.case.violation.skus
    for row in _rows(subject):
        sku, called = text(row["seller_sku"]), text(row.get("goods_category") or row.get("category"))
        category, role = certificates.category_of(called), text(row.get("role")).casefold() or None
        is_off_sale = bool(text(row.get("ended_at"))) and not text(row.get("relisted_at"))
        if category is None or (skus and sku not in skus) or (is_off_sale and subject.case.stance == "plan"):
            continue
        known = certificates.demanded(site, category, role, called)
        by_law: dict[str, tuple[Grade, str]] = {kind: (r.grade, r.source or r.id) for r in known for kind in r.papers}
        named = [certificates.kind_of(word.strip()) for word in text(row.get("asked")).split(";") if word.strip()]
        asked = tuple(dict.fromkeys(filter(None, named))) or tuple(by_law)
        if not any(r.prohibited for r in known):
            yield sku, tuple((kind, *by_law.get(kind, _SELLERS_WORD)) for kind in asked)


def _rows(subject: Subject) -> Iterator[dict[str, Any]]:
    """The table of goods, or where the case has none the listings."""
    tables = (subject.orders.table(name) for name in ("goods", "products")) if subject.orders else ()
    table = next((t for t in tables if t is not None and not t.empty), None)
    yield from () if table is None else ({str(k): v for k, v in row.items()} for row in table.to_dict("records"))


_SELLERS_WORD: tuple[Grade, str] = ("own_knowledge", "Category Requirements, as goods.csv gives them")


def _goods(table: str = "goods", **stated: str) -> dict[str, Any]:
    """A case of papers on the site MY whose one SKU is of that kind."""
    row = {"seller_sku": "LYH-0042", **(stated if table == "products" else {"goods_category": "Cosmetics", **stated})}
    nothing = pd.DataFrame()
    orders = Orders(lines=nothing, orders=nothing, readings=(), quarantine=(), exported=None, tables={table: pd.DataFrame([row])})
    papers = EvidenceAsk(
        id="papers", kinds=("product_notification", "declaration_of_conformity"), what=said("The paper asked for", "所需证件"),
        need="required", grade="third_party",
    )  # fmt: skip
    family = Family(id="certification", title=papers.what, subject=papers.what, evidence=(papers,))
    return {"violation.family": "certification", "violation.site": "MY", "family": family, "orders": orders, **_DECLARED}


_DECLARED = {"evidence.2.kind": "declaration_of_conformity"}
_NOTIFIED = {"evidence.2.kind": "product_notification"}

RULE = Rule(
    id="E804",
    name="required-evidence",
    severity="warning",
    what=said("The evidence that this family of violation requires is among the exhibits.", "此类违规必备的证据已在附件中。"),
    why=said(
        "Official pages name papers without which an appeal is refused. An official demand is an error, any other a warning.",
        "官方页面列明了缺之必拒的材料。官方要求为错误，其他来源为警告。",
    ),
    source="research/domain.md §2.4; seed 000: 证据缺失或失效（过期证书未更新）",
    grade="official",
    check=check,
    bad=(OTHER, {**OTHER, "evidence.4": {"id": "c", "kind": "carrier_contract", "caption": "C", "status": "applying"}},
         {"evidence.0.use": "background", "evidence.2.kind": "photo"},
         _goods(), _goods(asked="Cosmetic notification"), {**_goods(ended_at="2026-06-12"), "stance": "dispute"}),
    good=(_goods() | _NOTIFIED, _goods(goods_category="Garden gnomes"), _goods(ended_at="2026-06-12"),
          _goods(asked="Declaration of conformity"), "", {"evidence.0.kind": "photo"}, {"evidence.0.kind": "collection_agreement", "evidence.2.kind": "photo"}),
)  # fmt: skip
