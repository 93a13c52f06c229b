"""E936: a line of the sheet of collections whose signed slip shows neither its order nor its number, or one of them beside another."""

from collections.abc import Iterable

import pandas as pd

from kit.lint.rule import Hit, Rule, said
from kit.lint.signed_slips import named, place, signed_slips
from kit.model import Both, Orders, Ref, Subject
from kit.tools.figures import many


def check(subject: Subject) -> Iterable[Hit]:
    for slip in signed_slips(subject):
        if slip.unread:
            continue
        one, of = slip.one, len(slip.lines)
        pages = tuple(Ref(evidence=one.item.id, page=page) for page in range(1, len(one.text) + 1))
        if misplaced := slip.misplaced:
            yield Hit(
                where=f"evidence.{slip.n}",
                message=Both(
                    f"the text of {one.item.id} shows {many(len(misplaced), 'line')} of the sheet with another order or another number:"
                    f" {named(misplaced)} ({place(misplaced[0])})",
                    f"{one.item.id} 的文字中，表格的 {len(misplaced):,} 行订单号与运单号不相符：{named(misplaced)}（{place(misplaced[0])}）",
                ),
                fix=Both(
                    "correct order and number by the slip, or leave the order out of what is disputed",
                    "按交接单更正订单号与运单号，或不对该订单提出异议",
                ),
                refs=pages,
            )
        if absent := slip.absent:
            who = named(absent)
            yield Hit(
                where=f"evidence.{slip.n}",
                message=Both(
                    f"{len(absent):,} of {many(of, 'line')} that name {one.item.id} as their slip do not stand in its text: {who}"
                    f" ({place(absent[0])})",
                    f"以 {one.item.id} 为交接单的 {of:,} 行中，有 {len(absent):,} 行在文件文字中找不到：{who}（{place(absent[0])}）",
                ),
                fix=Both(
                    "name the slip that lists these orders, correct the numbers by it, or leave the orders out of what is disputed",
                    "写明列有这些订单的交接单，按其更正编号，或不对这些订单提出异议",
                ),
                refs=pages,
            )


# --- examples ---------------------------------------------------------------------------------------


def _sheet(*orders: str) -> Orders:
    nothing = pd.DataFrame()
    lines = pd.DataFrame(
        {
            "order_id": orders,
            "tracking_id": [f"SCP{n}" for n in range(len(orders))],
            "shown_by": "cutoff_screen",
            "source_file": "records/collections.csv",
            "source_line": range(2, len(orders) + 2),
        }
    )
    return Orders(lines=nothing, orders=nothing, readings=(), quarantine=(), exported=None, tables={"collections": lines})


_SLIP = {"opened.cutoff_screen": {"text": ("Manifest 17\n5765 1801 8451 4305\nSigned 17:38",)}}

RULE = Rule(
    id="E936",
    name="line-not-on-slip",
    severity="error",
    needs=frozenset({"evidence"}),
    what=said(
        "Each order that is said to stand on a signed slip stands there, with its own number.",
        "称已列入签字交接单的订单，均能在该交接单上找到，且运单号相符。",
    ),
    why=said(
        "The dispute rests on the slip, order by order; the reviewer looks one up and does not find it.",
        "异议逐单以交接单为据；审核员抽查一单却找不到。",
    ),
    source="research/appeals.md §1; https://seller-th.tiktok.com/university/essay?knowledge_id=6543795748488961 (hand-over manifest that names the affected order IDs)",
    grade="derived",
    check=check,
    bad=(
        {**_SLIP, "orders": _sheet("576599999999999")},
        {**_SLIP, "orders": _sheet("5765180184514305", "576599999999999")},
        {**_SLIP, "orders": _sheet("57651801845143059")},
        {"opened.cutoff_screen": {"text": ("Manifest 17\n57651801845143051",)}, "orders": _sheet("5765180184514305")},
        {"opened.cutoff_screen": {"text": ("Manifest 17\nASCP0\nSCP0-7\nSCP01",)}, "orders": _sheet("576599999999999")},
        {
            "opened.cutoff_screen": {"text": ("5765001 SCP0\n5765002 SCP1\n5765999 SCP2",)},
            "orders": _sheet("5765001", "5765002", "5765003"),
        },
        {
            "opened.cutoff_screen": {"text": ("5765001 SCP0\n5765002 SCP1\n5765003 SCP9",)},
            "orders": _sheet("5765001", "5765002", "5765003"),
        },
        {
            "opened.cutoff_screen": {"text": ("5765001 SCP0\n5765002 SCP2\n5765003 SCP1",)},
            "orders": _sheet("5765001", "5765002", "5765003"),
        },
        {
            "opened.cutoff_screen": {"text": ("1 SCP0 5765002 3 SCP2 5765003\n2 SCP1 5765001",)},
            "orders": _sheet("5765001", "5765002", "5765003"),
        },
    ),
    good=(
        "",
        {"opened.cutoff_screen": {"text": ("SCP0\nSCP1\nSCP2",)}, "orders": _sheet("5765001", "5765002", "5765003")},
        {
            "opened.cutoff_screen": {"text": ("1 SCP0 5765001 3 SCP2 5765003\n2 SCP1 5765002",)},
            "orders": _sheet("5765001", "5765002", "5765003"),
        },
        {  # the text is broken within the lines of the slip
            "opened.cutoff_screen": {"text": ("5765001\nSCP0 5765002\nSCP1 5765003\nSCP2 5765004\nSCP3",)},
            "orders": _sheet("5765001", "5765002", "5765003", "5765004"),
        },
        {  # one order a line of text, its numbers apart
            "opened.cutoff_screen": {"text": ("5765001\n5765002\nSCP1\nSCP0",)},
            "orders": _sheet("5765001", "5765002"),
        },
        {**_SLIP, "orders": _sheet("5765180184514305")},
        {"opened.cutoff_screen": {"text": ("订单号5765180184514305件",)}, "orders": _sheet("5765180184514305")},
        {"orders": _sheet("576599999999999"), "opened.cutoff_screen": {"text": ("",)}},
    ),
)
