"""The orders of a case folder: all files, all problems at once, and what is said about it."""

import json
import os
import subprocess
import sys

import pandas as pd
import pytest
from order_exports import ID, UK, csv_text, opened, policy, row, rows, xlsx

from kit import told_exports
from kit.errors import BadFile
from kit.model import DataFile, Fact
from kit.orders import read_orders
from kit.orders.described import described
from kit.orders.fields import ORDERS
from kit.terminal import Terminal


@pytest.fixture
def case(tmp_path):
    (tmp_path / "orders").mkdir()
    (tmp_path / "tracking").mkdir()
    return tmp_path


def answer(*numbers):
    events = [{"time_utc": "2026-05-05T18:30:00Z", "stage": "PickedUp"}]
    accepted = [{"number": n, "track_info": {"tracking": {"providers": [{"events": events}]}}} for n in numbers]
    return json.dumps({"data": {"accepted": accepted, "rejected": []}})


def test_a_folder_of_files(case):
    (case / "orders/may.csv").write_text(csv_text(rows(900)))
    (case / "orders/june.csv").write_text(csv_text([*rows(30, first=890), row(5000, Quantity="x")]))
    xlsx([list(UK), *([r[h] for h in UK] for r in rows(5, first=2000))], case / "orders/more.xlsx")
    (case / "orders/.DS_Store").write_bytes(b"x")
    (case / "orders/~$more.xlsx").write_bytes(b"x")
    (case / "tracking/one.json").write_text(answer("000000000003", "000000000004"))
    (case / "tracking/two.json").write_text(answer("000000000004"))
    steps = []
    orders = read_orders(opened(case), policy(), progress=lambda *step: steps.append(step))
    assert orders is not None
    assert [r.file for r in orders.readings] == [
        "orders/june.csv",
        "orders/may.csv",
        "orders/more.xlsx",
        "tracking/one.json",
        "tracking/two.json",
    ]
    assert steps[-1] == (5, 5, "tracking/two.json")
    assert all(r.balances for r in orders.readings)
    assert [(r.used, r.duplicates, r.quarantined) for r in orders.readings][:3] == [(30, 0, 1), (890, 10, 0), (5, 0, 0)]
    assert [(r.rows_in, r.used, r.duplicates) for r in orders.readings][3:] == [(2, 2, 0), (1, 0, 1)]
    assert len(orders.orders) == len(orders.lines) == 925
    scans = orders.orders.set_index("tracking_id")["scan_at"].dropna()
    assert scans.to_dict() == dict.fromkeys(["000000000003", "000000000004"], pd.Timestamp("2026-05-05T18:30Z"))
    assert orders.exported == orders.lines[["created_at", "paid_at", "rts_at", "shipped_at", "delivered_at"]].max().max()


def test_the_columns_are_those_of_the_model(case):
    (case / "orders/a.csv").write_text(csv_text(rows(4), headers=[h for h in UK if h != "Paid Time"]))
    orders = read_orders(opened(case), policy())
    assert orders is not None
    assert set(orders.lines.columns) == {*ORDERS.fields, "scan_at", "source_file", "source_line"}
    assert str(orders.lines["order_id"].dtype) == "str"
    assert str(orders.lines["paid_at"].dtype) == str(orders.orders["scan_at"].dtype) == "datetime64[us, UTC]"
    assert not {"sku_id", "quantity"} & set(orders.orders.columns)


def test_no_files_no_orders(case):
    assert read_orders(opened(case), policy()) is None
    assert read_orders(opened(case / "elsewhere"), policy()) is None


def test_an_export_without_rows_is_refused(case):
    (case / "orders/a.csv").write_text(csv_text([]))
    with pytest.raises(BadFile, match="holds no rows under its header"):
        read_orders(opened(case), policy())


def test_all_that_is_wrong_with_an_entry_of_case_yaml_is_said_at_once(case):
    (case / "orders/a.csv").write_text(csv_text(rows(20)))
    wrong = {"zone": "Mars/Base", "date_format": "whenever", "encoding": "klingon", "format": "no_such"}
    entries = [DataFile(file=f"orders/{name}.csv", **wrong) for name in "ab"]
    with pytest.raises(BadFile) as error:
        read_orders(opened(case, orders=tuple(entries)), policy())
    told = error.value.problems
    for name in "ab":
        for text in wrong.values():
            assert any(f"orders/{name}.csv" in line and repr(text) in line for line in told), (name, text)
    assert any("there is no file 'orders/b.csv'" in line for line in told)


def test_every_problem_of_every_file_at_once(case):
    (case / "orders/a.csv").write_text("Product,Price\nLamp,8\n")
    (case / "orders/b.csv").write_text(csv_text(rows(20, stamp="%m/%d/%Y %H:%M")))
    (case / "orders/c.xls").write_text("<html><body>Order ID</body></html>")
    (case / "orders/d.csv").write_bytes(b"")
    (case / "orders/notes.pdf").write_bytes(b"%PDF")
    (case / "orders/e.csv").symlink_to("/etc/hostname")
    os.mkfifo(case / "orders/f.csv")
    (case / "tracking/t.json").write_text("{}")
    hints = (DataFile(file="orders/gone.csv"), DataFile(file="orders/b.csv", zone="Mars/Base"))
    with pytest.raises(BadFile) as error:
        read_orders(opened(case, orders=hints), policy())
    said = "\n".join(error.value.problems)
    for text in (
        "orders/a.csv: no order id column",
        "orders/b.csv: zone 'Mars/Base'",
        "orders/c.xls: is a web page",
        "orders/d.csv: is empty",
        "orders/notes.pdf: is no .csv",
        "orders/e.csv: is a link",
        "orders/f.csv: is a link or no plain file",
        "there is no file 'orders/gone.csv' in orders/",
        "tracking/t.json: is no known tracking answer",
    ):
        assert text in said


def test_a_file_that_takes_too_much_is_stopped(case, monkeypatch):
    from kit.orders import reading

    monkeypatch.setattr(reading, "_SECONDS", 0.0)
    (case / "orders/a.csv").write_text(csv_text(rows(4)))
    with pytest.raises(BadFile, match=r"orders/a\.csv: reading was stopped: it took longer than"):
        read_orders(opened(case), policy())


def test_the_policys_zone_is_used_for_its_site(case):
    (case / "orders/a.csv").write_text(csv_text(rows(4)))
    from dataclasses import replace

    fact = Fact(id="orders.export_zone", value="America/New_York", grade="derived")
    orders = read_orders(opened(case), replace(policy(), facts=(fact,)))
    assert orders is not None
    assert orders.readings[0].zone == "America/New_York"


def test_what_is_said_of_it(case, capsys):
    (case / "orders/a.csv").write_text(csv_text([*rows(20), row(20, **{"Shipped Time": "soon"})]))
    xlsx([list(ID), *([r[h] for h in ID] for r in rows(3, first=100, headers=ID))], case / "orders/b.xlsx")
    declared = DataFile(file="orders/b.xlsx", format="id_orders", zone="Asia/Jakarta", date_format="DD/MM/YYYY HH:MM:SS")
    orders = read_orders(opened(case, orders=(declared,)), policy())
    assert orders is not None
    told_exports.readings(Terminal(), orders, described(orders, case), {})
    text = capsys.readouterr().out
    for part in (
        "23 orders in 23 lines, from 2 files",
        "orders/a.csv\n  Read as   orders: uk_orders",
        "32 of 32 headers are its own, among them RTH Time, Product Tax Rate; of site UK",
        "utf-8, split by commas",
        "21 rows in = 20 used + 1 quarantined + 0 description + 0 duplicates + 0 merged",
        "DD/MM/YYYY HH:MM:SS, Europe/London",
        "Created Time, line 2: 04/05/2026 08:00:00 -> 2026-05-04 07:00:00 UTC",
        "Order Status, line 2: Completed -> completed",
        "Buyers    Buyer Message",
        "time of export assumed",
        "orders/b.xlsx [OrderSKUList]\n  Read as   orders: id_orders",
        "orders/a.csv, line 22: Shipped Time 'soon' does not fit",
    ):
        assert part in text
    assert "Buyerson" not in text


def test_reading_is_imported_late():
    code = "import sys, kit.orders; print([m for m in ('pyarrow', 'pandas', 'fastexcel', 'numpy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
