"""E832: a data file of which no row could be used, one of records with rows set aside, or any with more than a few."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from kit.lint.rule import Hit, Rule, said
from kit.model import Both, FileReading, Orders, Quarantined, Subject

_FOLDERS = frozenset({"records", "listings", "orders", "tracking"})
"""Where a table without a row is a slip; an export of returns without a return says that none came."""
_FEW = 0.01  # of a file's rows: what is set aside beyond it can change a rate that the letter prints; own judgement
_NAMED = 3  # rows that a message quotes


def check(subject: Subject) -> Iterable[Hit]:
    for reading in subject.orders.readings if subject.orders else ():
        if reading.used + reading.merged + reading.duplicates == 0 and reading.file.split("/")[0] in _FOLDERS:
            held = f"{reading.quarantined:,} rows, none of which could be used" if reading.quarantined else "heads and no row"
            held_zh = f"{reading.quarantined:,} 行，均无法使用" if reading.quarantined else "表头，没有任何数据行"
            yield Hit(
                where=reading.file,
                message=Both(f"the file holds {held}", f"文件只有{held_zh}"),
                fix=Both("export or fill it in again, or take the file out", "请重新导出或填写，或移除该文件"),
            )
        elif reading.quarantined > (0 if reading.file.startswith("records/") else reading.rows_in * _FEW):
            yield _set_aside(reading, subject.orders.quarantine if subject.orders else ())


def _set_aside(reading: FileReading, quarantine: Iterable[Quarantined]) -> Hit:
    """What is set aside is missing from what is counted: of an export often the rows of one kind, such as the cancelled."""
    rows = [row for row in quarantine if row.file == reading.file]
    named = "; ".join(f"line {row.line}: {row.reason}" for row in rows[:_NAMED])
    more = f" … {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    return Hit(
        where=reading.file,
        message=Both(
            f"{reading.quarantined:,} of {reading.rows_in:,} rows could not be used ({named}{more})",
            f"{reading.rows_in:,} 行中有 {reading.quarantined:,} 行无法使用（{named}{more}）",
        ),
        fix=Both(
            "correct these rows or export again; `poa orders CASE` shows all of them",
            "请更正这些行或重新导出；`poa orders CASE` 会列出全部",
        ),
    )


def _orders(file: str = "records/goods.csv", **counts: int) -> Orders:
    rows: dict[str, Any] = dict.fromkeys(("rows_in", "used", "quarantined", "description", "duplicates", "merged"), 0) | counts
    told: dict[str, Any] = {"sha256": "", "format": "goods", "sheet": None, "encoding": "utf-8", "date_format": "", "zone": ""}
    reading = FileReading(file=file, dropped_columns=(), unknown_columns=(), **told, **rows)
    nothing = pd.DataFrame()
    return Orders(lines=nothing, orders=nothing, readings=(reading,), quarantine=(), exported=None)


RULE = Rule(
    id="E832",
    name="empty-table",
    severity="warning",
    what=said(
        "Each table holds rows that could be used, of a record every row could, and of an export all but one in a hundred.",
        "每个数据文件都有可用的行，台账的每一行都可用，导出文件中不可用的行不超过百分之一。",
    ),
    why=said(
        "A table without a row proves nothing; rows that were set aside are in no rate, and are often all of one kind.",
        "没有数据行的台账什么也证明不了；被搁置的行不计入任何比率，而且往往都属于同一类。",
    ),
    source="DESIGN §9 (nothing is lost in silence)",
    grade="own_knowledge",
    check=check,
    bad=(
        {"orders": _orders()},
        {"orders": _orders(rows_in=4, description=4)},
        {"orders": _orders(rows_in=3, quarantined=3)},
        {"orders": _orders(rows_in=3, used=2, quarantined=1)},
        {"orders": _orders(rows_in=3, merged=2, quarantined=1)},
        {"orders": _orders("orders/june.csv", rows_in=1_500, used=1_419, quarantined=81)},
    ),
    good=(
        "",
        {"orders": _orders(rows_in=2, used=2)},
        {"orders": _orders(rows_in=2, merged=2)},
        {"orders": _orders("orders/june.csv", rows_in=1_500, used=1_494, quarantined=6)},
    ),
)
