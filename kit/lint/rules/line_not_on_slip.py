"""E936: a line of the sheet of collections whose signed slip shows neither its order nor its number."""

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from kit.lint.parts import opened
from kit.lint.rule import Hit, Rule, said
from kit.model import Both, Evidence, Orders, Ref, Subject
from kit.tools.cells import text
from kit.tools.figures import many, some

_NAMED = 3  # orders that a message names


def check(subject: Subject) -> Iterable[Hit]:
    for n, one, lines in _slips(subject):
        if not _is_read(one):
            continue
        shown = _bare("\n".join(one.text))
        absent = [line for line in lines if not any(number in shown for number in _numbers(line))]
        if absent:
            named = some([text(line.order_id) or text(line.tracking_id) for line in absent], _NAMED)
            yield Hit(
                where=f"evidence.{n}",
                message=Both(
                    f"{len(absent):,} of {many(len(lines), 'line')} that name {one.item.id} as their slip do not stand in its text: {named}"
                    f" ({text(absent[0].source_file)}:{absent[0].source_line})",
                    f"以 {one.item.id} 为交接单的 {len(lines):,} 行中，有 {len(absent):,} 行在文件文字中找不到：{named}"
                    f"（{text(absent[0].source_file)}:{absent[0].source_line}）",
                ),
                fix=Both(
                    "name the slip that lists these orders, correct the numbers by it, or leave the orders out of what is disputed",
                    "写明列有这些订单的交接单，按其更正编号，或不对这些订单提出异议",
                ),
                refs=tuple(Ref(evidence=one.item.id, page=page) for page in range(1, len(one.text) + 1)),
            )


def unseen(subject: Subject) -> str | None:
    """Which slips have a page without text of its own."""
    blank = [one.item.id for _, one, _ in _slips(subject) if not _is_read(one)]
    return f"no text of their own: {', '.join(blank)}; look whether each order of theirs stands there" if blank else None


def _slips(subject: Subject) -> Iterator[tuple[int, Evidence, list[Any]]]:
    """Each slip that lines of the sheet name, with those of its lines that the notice is about."""
    table = subject.orders.table("collections") if subject.orders else None
    if table is None or table.empty:
        return
    wanted = set(subject.case.violation.orders)
    rows = [row for row in table.itertuples(index=False) if not (wanted and text(row.order_id)) or text(row.order_id) in wanted]
    for n, one in opened(subject):
        lines = [row for row in rows if text(row.shown_by) == one.item.id and _numbers(row)]
        if lines and one.item.use == "exhibit":
            yield n, one, lines


def _numbers(line: Any) -> list[str]:
    """The numbers by which a slip may name a parcel."""
    return [bare for number in (line.order_id, line.tracking_id) if (bare := _bare(text(number)))]


def _is_read(one: Evidence) -> bool:
    """Whether each page has text of its own: what was read off a picture may miss a digit."""
    return bool(one.text) and all(page.strip() for page in one.text) and not any(one.words)


def _bare(said: str) -> str:
    """Without blanks, marks and case: a number may be broken over lines or set in groups."""
    return "".join(c for c in said.casefold() if c.isalnum())


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
        "Each order that is said to stand on a signed slip stands there.", "称已列入签字交接单的订单，均能在该交接单上找到。"
    ),
    why=said(
        "The dispute rests on the slip, order by order; the reviewer looks one up and does not find it.",
        "异议逐单以交接单为据；审核员抽查一单却找不到。",
    ),
    source="research/appeals.md §1; https://seller-th.tiktok.com/university/essay?knowledge_id=6543795748488961 (hand-over manifest that names the affected order IDs)",
    grade="derived",
    check=check,
    unseen=unseen,
    bad=(
        {**_SLIP, "orders": _sheet("576599999999999")},
        {**_SLIP, "orders": _sheet("5765180184514305", "576599999999999")},
        {**_SLIP, "orders": _sheet("57651801845143059")},
    ),
    good=(
        "",
        {**_SLIP, "orders": _sheet("5765180184514305")},
        {"orders": _sheet("576599999999999"), "opened.cutoff_screen": {"text": ("",)}},
    ),
)
