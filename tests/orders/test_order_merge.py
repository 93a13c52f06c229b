"""Several files: repeats counted once, later exports win, the order of files and rows changes nothing."""

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from order_exports import UK, csv_text, opened, policy, row, rows

from kit.model import DataFile
from kit.orders import reading, tables
from kit.orders.merge import CONTRADICTED, DUPLICATE, MERGED, USED, merged
from kit.orders.reading import parse
from kit.orders.sheet import Request

LATER = {"Order Status": "Shipped", "Order Substatus": "In transit", "Delivered Time": ""}
SOURCE = ["source_file", "source_line"]


def part(folder, name, lines, **more):
    path = folder / name
    path.write_text(csv_text(lines))
    (found,) = parse(Request(path=path, file=name, site="UK", date_format="DD/MM/YYYY HH:MM:SS", **more))
    return found


def fates(parts, names=None):
    whole = merged(parts, names or [f"{i}.csv" for i in range(len(parts))])
    return [[whole.count(i, fate) for fate in (USED, DUPLICATE, MERGED, CONTRADICTED)] for i in range(len(parts))]


def frame(parts):
    return both(parts)[0]


def both(parts):
    """Lines, orders, and how many orders have packages of different times."""
    names = [f"{i}.csv" for i in range(len(parts))]
    return tables.orders(merged(parts, names), names, {})


def test_exact_repeats_within_and_across_files(tmp_path):
    one = part(tmp_path, "a.csv", [*rows(10), row(3)])
    two = part(tmp_path, "b.csv", rows(10, first=5))
    assert fates([one, two]) == [[5, 6, 0, 0], [10, 0, 0, 0]]  # the later file stands for both


def test_a_later_export_of_a_line_wins(tmp_path):
    early = part(tmp_path, "a.csv", [row(n, **LATER) for n in range(10)])
    late = part(tmp_path, "b.csv", rows(4))
    assert fates([early, late]) == [[6, 0, 4, 0], [4, 0, 0, 0]]
    assert fates([late, early]) == [[4, 0, 0, 0], [6, 0, 4, 0]]
    assert (frame([early, late])["status"] == "completed").sum() == 4


def test_completed_is_later_than_delivered_though_no_time_says_so(tmp_path):
    early = part(tmp_path, "z.csv", [row(1, **{"Order Status": "Delivered", "Order Substatus": "Delivered"})])
    late = part(tmp_path, "a.csv", [row(1)])
    assert frame([early, late])["status"].tolist() == ["completed"]


def test_a_declared_export_time_decides(tmp_path):
    first = part(tmp_path, "a.csv", [row(1)], exported=pd.Timestamp("2026-07-01T00:00Z").to_pydatetime())
    second = part(tmp_path, "b.csv", [row(1, **LATER)], exported=pd.Timestamp("2026-07-05T00:00Z").to_pydatetime())
    assert frame([first, second])["status"].tolist() == ["shipped"]


def test_a_file_with_a_column_more_wins(tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(rows(3), headers=[h for h in UK if h != "Warehouse Name"]))
    (bare,) = parse(Request(path=tmp_path / "a.csv", file="a", site="UK"))
    full = part(tmp_path, "b.csv", rows(3))
    assert frame([bare, full])["warehouse"].notna().all()


def test_contradictions_are_set_aside_not_chosen(tmp_path):
    one = part(tmp_path, "a.csv", [*rows(5), row(1, **{"Warehouse Name": "Elsewhere"})])
    assert fates([one]) == [[4, 0, 0, 2]]


def test_two_lines_of_one_sku_in_an_order_are_both_used(tmp_path):
    one = part(tmp_path, "a.csv", [*rows(5), row(1, Quantity="2")])
    assert fates([one]) == [[6, 0, 0, 0]]


def test_a_package_named_later_replaces_the_line_without_one(tmp_path):
    early = part(tmp_path, "a.csv", [row(n, **LATER, **{"Package ID": "", "Shipped Time": ""}) for n in range(4)])
    late = part(tmp_path, "b.csv", rows(3))
    assert fates([early, late]) == [[1, 0, 3, 0], [3, 0, 0, 0]]
    assert fates([part(tmp_path, "c.csv", [row(1), row(1, **{"Package ID": "", "Delivered Time": ""})])]) == [[2, 0, 0, 0]]


def test_an_order_counts_once_and_with_its_last_package(tmp_path):
    two = {"Package ID": "115292150460999999", "SKU ID": "172938475610299999", "Shipped Time": "08/05/2026 10:00:00"}
    none = {"Package ID": "", "SKU ID": "172938475610299998", "Shipped Time": "", "Delivered Time": ""}
    _, orders, split = both([part(tmp_path, "a.csv", [*rows(4), row(1, **two), row(2, **none)])])
    assert orders["line_count"].tolist() == [1, 2, 2, 1]
    assert orders["shipped_at"][1] == pd.Timestamp("2026-05-08T09:00Z")
    assert pd.isna(orders["shipped_at"][2])
    assert split == 2


EARLY = [row(n, **LATER) for n in range(0, 60, 3)]
DIFFERENT = [row(n, **{"Warehouse Name": "X"}) for n in range(5)]


def same(one, other):
    pd.testing.assert_frame_equal(frame(one).drop(columns=SOURCE), frame(other).drop(columns=SOURCE))
    pd.testing.assert_frame_equal(both(one)[1], both(other)[1])


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_rows_and_files_changes_nothing(tmp_path, seed):
    dice = random.Random(seed)
    files = {"a.csv": [*rows(60), *DIFFERENT], "b.csv": [*EARLY, *DIFFERENT], "c.csv": rows(10)}
    plain = [part(tmp_path, name, lines) for name, lines in files.items()]
    shuffled = [part(tmp_path, name, dice.sample(lines, len(lines))) for name, lines in files.items()]
    moved = dice.sample(range(3), 3)
    same(plain, [shuffled[i] for i in moved])
    assert [fates([shuffled[i] for i in moved], [list(files)[i] for i in moved])[moved.index(i)] for i in range(3)] == fates(
        plain, list(files)
    )


@pytest.mark.parametrize("pieces", [2, 3, 5])
def test_splitting_a_file_changes_nothing(tmp_path, pieces):
    dice = random.Random(pieces)
    lines = [*rows(60), *EARLY, *rows(10)]
    split = [[] for _ in range(pieces)]
    for line in lines:
        dice.choice(split).append(line)
    whole = [part(tmp_path, "a.csv", lines)]
    parts = [part(tmp_path, f"{i}.csv", some) for i, some in enumerate(split)]
    same(whole, parts)
    assert [sum(x) for x in zip(*fates(parts), strict=True)] == fates(whole)[0]


DAMAGE = st.lists(
    st.tuples(
        st.floats(0, 0.999),
        st.sampled_from(['"', ",", "\n", "\r", "\t", ",,", "\n\n", "\0", "é", "x", "=", '""', '","', ""]),
        st.integers(0, 40),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=8)
@given(damage=DAMAGE, seed=st.integers(0, 3))
def test_whatever_is_damaged_every_row_is_accounted_for(tmp_path_factory, damage, seed):
    every_row_is_accounted_for(tmp_path_factory, damage, seed)


@pytest.mark.soak
@settings(deadline=None, max_examples=100)
@given(damage=DAMAGE, seed=st.integers(0, 3))
def test_whatever_else_is_damaged_every_row_is_accounted_for(tmp_path_factory, damage, seed):
    every_row_is_accounted_for(tmp_path_factory, damage, seed)


def every_row_is_accounted_for(tmp_path_factory, damage, seed):
    folder = tmp_path_factory.mktemp("damage")
    (folder / "orders").mkdir()
    text = csv_text([*rows(12, first=seed), row(seed + 3), row(seed + 4, **LATER)])
    head = text.index("\n") + 1
    for where, what, cut in damage:
        at = head + int(where * (len(text) - head))
        text = text[:at] + what + text[at + cut :]
    (folder / "orders" / "a.csv").write_text(text, newline="")
    (folder / "orders" / "b.csv").write_text(csv_text(rows(4)))
    request = [Request(path=p, file=p.name, site="UK") for p in sorted((folder / "orders").iterdir())]
    try:
        parts = [reading.Part(file=r.file, sha256="", typed=found) for r in request for found in parse(r)]
    except reading.BadFile:
        return
    orders = reading.together(parts, [])
    assert all(r.balances for r in orders.readings)
    assert sum(r.used for r in orders.readings) == len(orders.lines)
    assert sum(r.quarantined for r in orders.readings) == len(orders.quarantine)


@pytest.mark.parametrize("hint", [DataFile(file="orders/a.csv", zone="Asia/Shanghai")])
def test_hints_of_the_case_are_heard(tmp_path, hint):
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders/a.csv").write_text(csv_text(rows(4)))
    found = reading.read(opened(tmp_path, orders=(hint,)), policy(), None)
    assert found is not None
    assert found.readings[0].zone == "Asia/Shanghai"
