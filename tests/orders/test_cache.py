"""Readings that are kept: the same as fresh ones, never of an old file, never an error, nothing of a buyer."""

import errno
import json
import os
import shutil
from dataclasses import fields, replace
from hashlib import sha256

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from order_exports import BUYERS, UK, csv_text, opened, policy, row, rows, xlsx

from kit.model import DataFile
from kit.orders import cache, read_orders, reading
from kit.tools import worker
from kit.tools.atomic import CannotWrite

WRONG = row(900, **{"Created Time": "soon"})


@pytest.fixture
def case(tmp_path):
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders/a.csv").write_text(csv_text([*rows(40), WRONG, row(3)]))
    xlsx([list(UK), *([r[h] for h in UK] for r in rows(5, first=2000))], tmp_path / "orders/b.xlsx")
    return tmp_path


@pytest.fixture
def asked(monkeypatch):
    """How often the worker was asked to read a file."""
    files = []
    run = worker.run
    monkeypatch.setattr(
        worker, "run", lambda func, request, *more, **limits: files.append(request.file) or run(func, request, *more, **limits)
    )
    return files


def read(folder, **hints):
    found = read_orders(opened(folder, **hints), policy())
    assert found is not None
    return found


def same(one, two):
    for name in ("lines", "orders"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    assert one.tables.keys() == two.tables.keys()
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, two.tables[name])
    rest = [f.name for f in fields(one) if f.name not in {"lines", "orders", "tables"}]
    assert [getattr(one, n) for n in rest] == [getattr(two, n) for n in rest]


def kept(folder):
    return folder / "build" / "cache"


def test_the_second_look_is_the_first_without_the_worker(case, asked):
    fresh = read(case)
    assert len(fresh.quarantine) == 1
    assert asked == ["orders/a.csv", "orders/b.xlsx"]
    same(fresh, read(case))
    assert len(asked) == 2
    assert not list(kept(case).glob(".new-*"))


def test_a_changed_original_is_read_again_though_its_time_and_size_are_the_same(case, asked):
    read(case)
    path = case / "orders/a.csv"
    before = path.stat()
    path.write_text(path.read_text().replace("Leeds", "Corby"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert set(read(case).lines["warehouse"]) >= {"Corby", "Daventry"}
    assert asked[2:] == ["orders/a.csv"]
    assert len(list(kept(case).glob("*.json"))) == 2, "the reading of the old file is thrown away"


def test_whatever_decides_a_reading_makes_another_one(case, asked):
    read(case)
    hint = DataFile(file="orders/a.csv", zone="Asia/Shanghai")
    assert read(case, orders=(hint,)).readings[0].zone == "Asia/Shanghai"
    assert asked[2:] == ["orders/a.csv"]


def test_each_field_of_the_request_decides(tmp_path):
    path = tmp_path / "f.yaml"
    path.write_text("one")
    plain = cache.Request(path=tmp_path / "a.csv", file="a.csv", site="UK")
    changed = {
        "path": tmp_path / "b.csv",
        "client_formats": (path,),
        "unzipped_bytes": 1,
        "exported": pd.Timestamp("2026-01-01T00Z"),
    }
    for name in (f.name for f in fields(plain)):
        other = replace(plain, **{name: changed.get(name, b"x" if name == "secret" else "other")})
        assert (cache._decided(other) == cache._decided(plain)) == (name == "path"), name
    with_format = replace(plain, client_formats=(path,))
    before = cache._decided(with_format)
    path.write_text("two")
    assert cache._decided(with_format) != before


def test_another_kit_reads_again(case, asked, monkeypatch):
    read(case)
    monkeypatch.setattr(cache, "_reader", lambda: b"of another kit")
    read(case)
    assert len(asked) == 4


@settings(deadline=None, max_examples=40)
@given(which=st.integers(0, 10), where=st.floats(0, 0.9999), bit=st.integers(0, 7), cut=st.booleans())
def test_damage_is_found_and_the_file_read_again(tmp_path_factory, which, where, bit, cut):
    folder = _read_once(tmp_path_factory)
    files = sorted(kept(folder).glob("*.*"))
    path = files[which % len(files)]
    whole = path.read_bytes()
    at = int(where * len(whole))
    path.write_bytes(whole[:at] if cut else whole[:at] + bytes([whole[at] ^ (1 << bit)]) + whole[at + 1 :])
    try:
        (request,) = reading._requests(opened(folder), policy(), "orders", (kept(folder) / "secret").read_bytes(), [])
        store = cache.Cache(kept=kept(folder), new=folder, spare=folder, secret=b"")
        assert store.may_know(request)
        assert store.read(request, sha256(request.path.read_bytes()).hexdigest()) is None
    finally:
        path.write_bytes(whole)


_ONCE = {}


def _read_once(tmp_path_factory):
    if "case" not in _ONCE:
        folder = _ONCE["case"] = tmp_path_factory.mktemp("damage")
        (folder / "orders").mkdir()
        (folder / "orders/a.csv").write_text(csv_text([*rows(40), WRONG]))
        read(folder)
    return _ONCE["case"]


def test_damage_is_repaired(case, asked):
    fresh = read(case)
    for path in kept(case).glob("*.parquet"):
        path.write_bytes(b"PAR1")
    same(fresh, read(case))
    assert len(asked) == 4
    same(fresh, read(case))
    assert len(asked) == 4


@pytest.mark.parametrize("forged", ["order_id", "line", "extra", "rows"])
def test_a_table_with_other_columns_or_rows_is_not_used(case, asked, forged):
    fresh = read(case)
    path = next(p for p in kept(case).glob("*.parquet") if pq.read_metadata(p).num_rows > 10)
    table = pq.read_table(path)
    match forged:
        case "order_id" | "line":
            table = table.drop_columns([forged])
        case "extra":
            table = table.append_column("Recipient", pa.array(["Ada"] * table.num_rows))
        case "rows":
            table = pa.concat_tables([table] * 3)
    pq.write_table(table, path)
    facts = path.with_name(path.name.split(".")[0] + ".json")
    text = json.loads(facts.read_text().partition("\n")[2])
    text[0]["crc"] = cache._crc(path)
    facts.write_text(f"{sha256(json.dumps(text).encode()).hexdigest()}\n{json.dumps(text)}")
    same(fresh, read(case))
    assert len(asked) == 3


def test_a_case_that_cannot_be_written_is_read_all_the_same(case):
    fresh = read(case)
    shutil.rmtree(case / "build")
    (case / "build").write_text("not a folder")
    found = read(case)
    assert found.lines["buyer"].nunique() == fresh.lines["buyer"].nunique()
    same(*(replace(o, lines=o.lines.drop(columns="buyer"), orders=o.orders.drop(columns="buyer")) for o in (fresh, found)))
    assert (case / "build").read_text() == "not a folder"


def test_a_reading_that_does_not_fit_beside_the_case_is_written_elsewhere(case, monkeypatch):
    full, spare = case / "full", case / "spare"
    spare.mkdir()
    parts = reading.parse(cache.Request(path=case / "orders/a.csv", file="orders/a.csv", site="UK"))
    write = cache._write

    def no_room(parts, place):
        if place == full:
            place.mkdir()
            (place / "half").touch()
            raise OSError(errno.ENOSPC, "No space left on device")
        write(parts, place)

    monkeypatch.setattr(cache, "_write", no_room)
    cache.write(parts, (full, spare))
    assert not full.exists(), "no half file"
    assert len(list(spare.iterdir())) == 2
    with pytest.raises(CannotWrite, match="disk"):
        cache.write(parts, (full, full))


def test_a_link_to_elsewhere_is_not_written_through(case, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (case / "build").mkdir()
    kept(case).symlink_to(elsewhere)
    read(case)
    assert list(elsewhere.iterdir()) == []


def test_no_buyer_is_in_the_cache(case):
    read(case)
    whole = b"".join(path.read_bytes() for path in kept(case).rglob("*") if path.is_file())
    for text in (*BUYERS, "shopper_3_name", "please ring", "LS1 4AP", "7700900123"):
        assert text.encode() not in whole


def test_one_secret_a_case(case, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    secrets = []
    for folder in (case, case, other):
        with cache.opened(folder) as store:
            secrets.append(store.secret)
    assert secrets[0] == secrets[1] != secrets[2]
    assert len(secrets[0]) == 32
    (kept(case) / "secret").write_bytes(b"short")
    with cache.opened(case) as store:
        assert len(store.secret) == 32
        assert store.secret == (kept(case) / "secret").read_bytes() != secrets[0]


def test_a_file_that_changes_while_it_is_read_is_a_problem(case, monkeypatch):
    states = iter(range(1000))
    monkeypatch.setattr(reading, "_state", lambda path: next(states))
    with pytest.raises(reading.BadFile, match="changed while it was read"):
        read(case)
    assert not list(kept(case).glob("*.json"))
