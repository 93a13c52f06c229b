"""Data files besides orders: every folder read, rows merged by the table's key, money never lost, every row accounted for."""

import random
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from order_exports import csv_text, opened, policy, rows

from kit.errors import BadFile
from kit.model import DataFile
from kit.orders import read_orders
from kit.orders.fields import TABLES

FORMAT = """
id: our_{kind}
kind: {kind}
title: Our own {kind}
source: [the client]
grade: own_knowledge
seen: 2026-11-21
header_status: ours
date_format: DD/MM/YYYY HH:MM:SS
zone: Europe/London
zone_status: stated by the client
columns: [{columns}]
"""
INCOME = {"entry_id": "No", "entry_type": "Type", "settled_at": "Settled", "settled_amount": "Amount"}
PRODUCTS = {"product_id": "Product", "title": "Title", "price": "Price"}
RETURNS = {
    "return_id": "Return",
    "order_id": "Order",
    "requested_at": "Requested",
    "refunded_at": "Refunded",
    "quantity": "Pieces",
}


@pytest.fixture
def case(tmp_path):
    (tmp_path / "case" / "formats").mkdir(parents=True)
    (tmp_path / "formats").mkdir()
    for kind, columns, folder in (
        ("income", INCOME, "case/formats"), ("products", PRODUCTS, "formats"), ("returns", RETURNS, "formats"),
    ):  # fmt: skip
        listed = ", ".join(f"{{field: {field}, headers: [Our {header}]}}" for field, header in columns.items())
        (tmp_path / folder / f"our_{kind}.yaml").write_text(FORMAT.format(kind=kind, columns=listed))
    return tmp_path / "case"


def write(case, name, columns, cells):
    path = case / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(",".join(line) for line in [[f"Our {h}" for h in columns.values()], *cells]) + "\n")


def entry(n, amount="5.25", kind="Order"):
    return [f"5764607523034{n:05}", kind, f"{n % 28 + 1:02}/05/2026 10:00:00", amount]


def read(case, **hints):
    found = read_orders(opened(case, **hints), policy())
    assert found is not None
    assert all(r.balances for r in found.readings)
    assert sum(r.used for r in found.readings) == len(found.lines) + sum(len(t) for t in found.tables.values())
    assert sum(r.quarantined for r in found.readings) == len(found.quarantine)
    return found


def test_a_case_without_orders_has_empty_ones(case):
    write(case, "finance/may.csv", INCOME, [entry(n) for n in range(5)])
    found = read(case)
    with_orders = case / "orders"
    with_orders.mkdir()
    (with_orders / "a.csv").write_text(csv_text(rows(3)))
    full = read(case)
    for empty, filled in ((found.lines, full.lines), (found.orders, full.orders)):
        assert len(empty) == 0
        assert empty.dtypes.map(str).to_dict() == filled.dtypes.map(str).to_dict()
    assert found.exported == pd.Timestamp("2026-05-05T09:00Z")
    assert full.exported != found.exported, "orders are judged by what order files know"


def test_the_columns_are_those_of_the_table(case):
    write(case, "finance/may.csv", INCOME, [entry(n) for n in range(5)])
    table = read(case).table("income")
    assert list(table.columns) == [*TABLES["income"].fields, "source_file", "source_line"]
    assert table["settled_amount"].sum() == Decimal("26.25")
    assert str(table["settled_at"].dtype) == str(table["created_at"].dtype) == "datetime64[us, UTC]"
    assert table["fees"].isna().all()
    assert table["source_line"].tolist() == [2, 3, 4, 5, 6]
    assert set(table["source_file"]) == {"finance/may.csv"}


def test_equal_rows_of_one_finance_file_all_count(case):
    write(case, "finance/may.csv", INCOME, [entry(1), entry(1), entry(1, "7.00"), entry(2)])
    found = read(case)
    assert found.table("income")["settled_amount"].sum() == Decimal("22.75")
    assert any("3 rows stand beside others of the same entry_id" in note for note in found.readings[0].notes)


def test_of_equal_rows_in_several_finance_files_as_many_count_as_one_file_has(case):
    write(case, "finance/a.csv", INCOME, [entry(1), entry(1), entry(2), entry(4)])
    write(case, "finance/b.csv", INCOME, [entry(1), entry(2), entry(3), entry(4, "9.00")])
    found = read(case)
    assert [(r.used, r.duplicates, r.merged) for r in found.readings] == [(3, 1, 0), (3, 1, 0)]
    assert found.table("income")["settled_amount"].sum() == Decimal("5.25") * 5 + Decimal("9.00")


def asked(n, refunded="", pieces="1"):
    return [f"4035{n + 1:015}", f"5764607523034{n:05}", f"{n % 28 + 1:02}/05/2026 10:00:00", refunded, pieces]


def test_a_later_export_of_a_return_replaces_the_earlier(case):
    write(case, "returns/a.csv", RETURNS, [asked(n) for n in range(6)])
    write(case, "returns/b.csv", RETURNS, [asked(n, "30/05/2026 10:00:00") for n in range(4)])
    found = read(case)
    assert [(r.used, r.merged) for r in found.readings] == [(2, 4), (4, 0)]
    assert found.table("returns")["refunded_at"].notna().sum() == 4


PRICES = {"a.csv": [["1729384756102930001", "Lamp", "8.00"]], "b.csv": [["1729384756102930001", "Lamp", "9.00"]]}


def test_what_nothing_decides_is_set_aside_until_the_case_declares_it(case):
    for name, cells in PRICES.items():
        write(case, f"listings/{name}", PRODUCTS, cells)
    found = read(case)
    assert [q.rule for q in found.quarantine] == ["contradiction"] * 2
    assert "case.yaml data.listings" in found.quarantine[0].reason
    assert "product_id: 1729384756102930001" in found.quarantine[0].raw


def declared(name, day):
    return DataFile(file=f"listings/{name}", exported=f"2026-06-{day}T00:00:00Z")


def test_a_declared_time_of_export_decides(case):
    for name, cells in PRICES.items():
        write(case, f"listings/{name}", PRODUCTS, cells)
    this = opened(case)
    data = this.case.data.model_copy(update={"listings": (declared("a.csv", "05"), declared("b.csv", "02"))})
    found = read_orders(replace(this, case=this.case.model_copy(update={"data": data})), policy())
    assert found.table("products")["price"].tolist() == [Decimal("8.0000")]
    stated = found.table("products_as_stated")
    prices = dict(zip(stated["source_file"].astype("str"), stated["price"], strict=True))
    assert prices == {"listings/a.csv": Decimal("8.0000"), "listings/b.csv": Decimal("9.0000")}


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_and_files_changes_nothing(case, seed):
    dice = random.Random(seed)
    files = {
        "a": [asked(n) for n in range(12)],
        "b": [asked(n, "30/05/2026 10:00:00") for n in range(5)],
        "c": [asked(3, "", "2")],
    }
    for name, cells in files.items():
        write(case, f"returns/{name}.csv", RETURNS, cells)
    plain = read(case).table("returns")
    for name, source in zip(files, dice.sample(list(files), 3), strict=True):
        write(case, f"returns/{name}.csv", RETURNS, dice.sample(files[source], len(files[source])))
    source = ["source_file", "source_line"]
    pd.testing.assert_frame_equal(plain.drop(columns=source), read(case).table("returns").drop(columns=source))


def test_a_malformed_format_of_the_client_is_named(case):
    (case / "formats" / "our_income.yaml").write_text("id: our_income\nkind: income\n")
    write(case, "finance/may.csv", INCOME, [entry(1)])
    with pytest.raises(BadFile, match=r"finance/may\.csv: format our_income\.yaml"):
        read(case)


def test_a_changed_format_of_the_client_is_read_anew(case):
    write(case, "finance/may.csv", INCOME, [entry(1)])
    assert read(case).table("income")["settled_amount"].notna().all()
    path = case / "formats" / "our_income.yaml"
    path.write_text(path.read_text().replace("field: settled_at", "field: created_at"))
    table = read(case).table("income")
    assert table["created_at"].notna().all()
    assert table["settled_at"].isna().all()
