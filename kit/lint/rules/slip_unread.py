"""E938: a signed slip of which a page could not be read: its lines were not held against it, and that is said."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from kit.lint.rule import Hit, Rule, said
from kit.lint.signed_slips import named, signed_slips
from kit.model import Both, Orders, Ref, Subject, Word
from kit.tools.figures import many


def check(subject: Subject) -> Iterable[Hit]:
    for slip in signed_slips(subject):
        if slip.unread and (absent := slip.absent):
            one, of, pages = slip.one, len(slip.lines), ", ".join(map(str, slip.unread))
            who = named(absent)
            yield Hit(
                where=f"evidence.{slip.n}",
                message=Both(
                    f"{one.item.id} was not checked: page {pages} has no text of its own; of {many(of, 'line')} that name it {len(absent):,}"
                    f" were not looked up, nor its day and time: {who}",
                    f"{one.item.id} 未核对：第 {pages} 页没有可读文字；以其为交接单的 {of:,} 行中有 {len(absent):,} 行及签收时间未能核对：{who}",
                ),
                fix=Both(
                    "look by eye whether each of these orders, the day and the time stand there; or add the slip as a PDF with text",
                    "请人工核对这些订单、日期与时间是否写在交接单上；或改用带文字的 PDF",
                ),
                refs=tuple(Ref(evidence=one.item.id, page=page) for page in slip.unread),
            )


# --- examples ---------------------------------------------------------------------------------------

_ORDER = "5765180184514305"


def _sheet() -> Orders:
    nothing = pd.DataFrame()
    line = {
        "order_id": _ORDER,
        "tracking_id": "SCP1",
        "shown_by": "cutoff_screen",
        "collected_at": pd.Timestamp("2026-09-17 16:38", tz="UTC"),
        "source_file": "records/collections.csv",
        "source_line": 2,
    }
    tables = {"collections": pd.DataFrame([line])}
    return Orders(lines=nothing, orders=nothing, readings=(), quarantine=(), exported=None, tables=tables)


def _slip(*text: str, words: tuple[tuple[Word, ...], ...] = ()) -> dict[str, Any]:
    return {"opened.cutoff_screen": {"text": text, "words": words}, "orders": _sheet()}


_READ = ((Word(text="Manifest", line=1, left=0.1, top=0.1, right=0.2, bottom=0.2),),)

RULE = Rule(
    id="E938",
    name="slip-unread",
    severity="info",
    needs=frozenset({"evidence"}),
    what=said("Each signed slip on which orders rest has text that can be read.", "订单所依据的每份签字交接单都有可读取的文字。"),
    why=said(
        "What was not read was not checked; nobody has held the orders against that slip yet.",
        "读不出就等于未核对；尚无人将订单与该交接单比对。",
    ),
    source="DESIGN §7, §9; research/appeals.md §1 (the hand-over manifest names the affected order IDs)",
    grade="derived",
    check=check,
    bad=(_slip(""), _slip("Manifest 17", ""), _slip("Manifest 17\n576518018451430", words=_READ)),
    good=(
        "",
        _slip(f"{_ORDER} signed 17:38"),
        _slip("Manifest 17"),  # read, and the order is not there: E936
        _slip(f"{_ORDER}", ""),  # found on the page that was read
    ),
)
