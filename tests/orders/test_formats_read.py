"""Every format reads the export that is made for it: recognised by its headers, each row true to what was written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from made_exports import PLANS, Made, made

from kit.errors import BadFile
from kit.orders.export_format import TableFormat, folded, formats, table_formats, vocabularies
from kit.orders.fields import STATUS_ORDER, TABLES
from kit.orders.fitting import fitting
from kit.orders.reading import parse
from kit.orders.sheet import Request
from kit.orders.typed import Typed

FILES = [  # the others are answers of the API, or the kit's own forms
    f for f in table_formats() if f.layout.records is None and TABLES[f.kind].folder != "records"
]
EXPORTS = [(name, suffix) for name, plan in PLANS.items() for suffix in plan.suffixes]


def read(export: Made, *, site: str | None = None, format: str | None = None, zone: str | None = None) -> Typed:  # noqa: A002 - as in Request
    """The one sheet of the export that is read, in a case of its site."""
    expected = _format(export.path.stem)
    found = parse(
        Request(
            path=export.path,
            file=export.path.name,
            site=site or export.plan.site,
            site_zone=export.plan.zone if expected.market is None else None,  # what a format of a market states is tested
            folder=TABLES[expected.kind].folder,
            format=format,
            zone=zone,
            secret=b"of this test",
        )
    )
    assert len(found) == 1
    return found[0]


def _format(name: str) -> TableFormat:
    found = formats()[name]
    assert isinstance(found, TableFormat)
    return found


# --- the files themselves -------------------------------------------------------------------------


def test_each_format_has_a_made_export():
    assert sorted(PLANS) == sorted(f.id for f in FILES)
    assert len(FILES) >= 23


@pytest.mark.parametrize(
    ("name", "count"),
    [
        *(("uk_orders", 43), ("id_orders", 65), ("vn_orders", 54), ("th_orders", 55), ("ph_orders", 55), ("my_orders", 33)),
        *(("sg_orders", 7), ("us_orders", 63), ("mx_orders", 23), ("jp_orders", 56), ("returns", 25), ("us_returns", 25)),
        *(("br_returns", 25), ("th_returns", 25), ("id_returns", 25), ("ph_income", 55), ("id_income", 88), ("th_income", 25)),
        *(("uk_unsettled", 69), ("us_unsettled", 22), ("products", 27)),
    ],
)
def test_every_header_that_was_seen_has_its_place(name: str, count: int):
    found, columns = _format(name), PLANS[name].columns
    assert len(columns) == count
    assert found.unknown_headers(c.header for c in columns) == ()
    placed = {c.header: found.fields([c.header]) for c in columns}
    assert placed == {c.header: {c.field: [0]} if c.field else {} for c in columns}
    assert found.buyer_headers(c.header for c in columns) == tuple(c.header for c in columns if c.is_buyer)
    listed = len(found.known) + len(found.buyer) + sum(len(c.headers) for c in found.columns)
    assert listed >= len({folded(c.header) for c in columns})


def test_keys_that_begin_alike_are_known_by_their_beginning():
    products = _format("products")
    keys = ["product_id", "product_property/100398", "warehouse_quantity/7286", "warehouse", "property"]
    assert products.unknown_headers(keys) == ("warehouse", "property")


def test_one_text_has_one_meaning_in_a_format():
    for found in FILES:
        for field in (c.field for c in found.columns):
            groups = [*(g for name in found.vocabulary for g in vocabularies()[name].values), *found.values]
            meanings: dict[str, set[str]] = {}
            for value in (value for g in groups if g.field == field for value in g.texts):
                meanings.setdefault(folded(value.text), set()).add(value.means)
            assert all(len(m) == 1 for m in meanings.values()), (found.id, field, meanings)


def test_the_meanings_of_a_status_are_those_that_the_tables_know():
    for found in table_formats("orders"):
        assert set(found.meanings("status").values()) <= set(STATUS_ORDER)
        assert set(found.finer.values()) <= set(STATUS_ORDER)
        assert set(found.meanings("substatus").values()) <= set(found.finer)


# --- read -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "suffix"), EXPORTS, ids=[f"{name}{suffix}" for name, suffix in EXPORTS])
def test_a_made_export_is_read_as_it_is(tmp_path: Path, name: str, suffix: str):
    export = made(name, tmp_path, suffix=suffix)
    found = read(export)
    assert found.format == name
    assert found.rows_in - found.description == len(export.rows) == found.table.num_rows
    assert found.quarantined == ()
    assert found.unknown == ()
    assert not [n for n in found.notes if "is not known" in n or "mixes" in n]
    stated = [c.field for c in export.plan.columns if c.field and c.field != "buyer"]
    assert set(stated) <= set(found.table.column_names)
    for field in dict.fromkeys(stated):
        assert found.table[field].to_pylist() == [row.get(field) for row in export.rows], field


@pytest.mark.spread(14)
@pytest.mark.parametrize(("name", "suffix"), EXPORTS, ids=[f"{name}{suffix}" for name, suffix in EXPORTS])
def test_no_buyer_comes_out_of_a_made_export(tmp_path: Path, name: str, suffix: str):
    export = made(name, tmp_path, suffix=suffix)
    found = read(export)
    said = [*_texts(found.table), *found.notes, *(q.raw + q.reason for q in found.quarantined)]
    assert not [text for text in said for private in export.buyers if private in text]
    assert bool(export.buyers) == any(c.is_buyer or c.field == "buyer" for c in export.plan.columns)
    if any(c.field == "buyer" for c in export.plan.columns):
        digests = dict(zip([row["buyer"] for row in export.rows], found.table["buyer"].to_pylist(), strict=True))
        assert len(set(digests.values())) == len(digests) > 1
        assert all(digests[row["buyer"]] == d for row, d in zip(export.rows, found.table["buyer"].to_pylist(), strict=True))


def _texts(table: pa.Table) -> Iterator[str]:
    for column in table.columns:
        yield from (text for text in pa.compute.unique(column).to_pylist() if isinstance(text, str))


def test_a_text_that_nobody_has_seen_is_named_and_left_blank(tmp_path: Path):
    export = made("th_orders", tmp_path)
    export.path.write_text(export.path.read_text(encoding="utf-8-sig").replace("รอเข้ารับ", "ที่ใหม่"), encoding="utf-8")
    found = read(export)
    assert [n for n in found.notes if "Order Substatus 'ที่ใหม่' is not known" in n and "left blank" in n]
    assert "awaiting_collection" not in found.table["substatus"].to_pylist()
    assert found.table.num_rows == len(export.rows)


# --- what tells markets apart -----------------------------------------------------------------------


def chosen(name: str, site: str, *, without: tuple[str, ...] = ()) -> str:
    """Which format the headers of an export are recognised as in a case of this site, or why none is."""
    headers = [c.header for c in PLANS[name].columns if c.header.strip() not in without]
    found = fitting(headers, site=site, declared=None, folder=TABLES[_format(name).kind].folder)
    return found.id if isinstance(found, TableFormat) else found


@pytest.mark.parametrize("site", ["UK", "US", "ID", "SG", "BR"])
@pytest.mark.parametrize(
    "name", ["uk_orders", "id_orders", "vn_orders", "th_orders", "ph_orders", "my_orders", "us_orders", "jp_orders"]
)
def test_a_header_of_one_market_alone_beats_the_site(name: str, site: str):
    assert chosen(name, site) == name


def test_without_such_a_header_the_site_decides():
    assert chosen("th_orders", "TH", without=("Small Order Fee",)) == "th_orders"
    assert chosen("th_orders", "PH", without=("Small Order Fee",)) == "ph_orders"
    assert chosen("my_orders", "SG", without=("Post Town",)) == "sg_orders"
    assert chosen("sg_orders", "SG") == "sg_orders"
    assert chosen("sg_orders", "MY") == "my_orders"
    assert chosen("mx_orders", "MX") == "mx_orders"


def test_without_either_nothing_is_guessed():
    told = chosen("sg_orders", "BR")
    assert all(part in told for part in ("no format of site BR is known", "zone: (", "date_format: ("))
    assert "no format of site DE is known" in chosen("mx_orders", "DE")


def test_returns_and_income_of_a_market_without_its_own_format_are_read_as_of_any():
    assert [chosen("returns", site) for site in ("UK", "US", "BR", "TH", "ID", "VN")] == [
        *("returns", "us_returns", "br_returns", "th_returns", "id_returns", "returns"),
    ]
    assert [chosen("income", site) for site in ("MY", "VN", "UK", "PH")] == ["income", "income", "income", "ph_income"]
    assert chosen("uk_unsettled", "UK") == "uk_unsettled"
    assert chosen("us_unsettled", "UK") == "us_unsettled"


def test_days_that_could_be_months_are_read_as_the_market_writes_them(tmp_path: Path):
    plain = [c.header.strip() for c in PLANS["us_orders"].columns if c.header != "Shipping Information"]  # it spans lines
    export = made("us_orders", tmp_path, only=plain)
    head, *lines = export.path.read_text(encoding="utf-8-sig").strip().split("\n")
    early = [line for line, row in zip(lines, export.rows, strict=True) if _is_early(row)]
    assert len(early) >= 3
    export.path.write_text("\n".join([head, *early]), encoding="utf-8")
    found = read(export)
    assert found.table["created_at"].to_pylist() == [row["created_at"] for row in export.rows if _is_early(row)]
    assert any("could be read either way; read as MM/DD/YYYY" in n for n in found.notes)


def _is_early(row: dict[str, Any]) -> bool:
    """Whether every day of the row could be a month, in any zone."""
    times = [value for field, value in row.items() if field.endswith("_at") and value is not None]
    return all(2 <= t.day <= 11 for t in times)


def test_a_header_split_by_commas_over_rows_split_by_tabs_is_read(tmp_path: Path):
    export = made("my_orders", tmp_path)
    head, *lines = export.path.read_text(encoding="utf-8-sig").strip().split("\n")
    rows = [line.replace("Lamp, brass", "Lamp").replace('"', "").replace(",", "\t") for line in lines]
    export.path.write_text("\n".join([head, *rows]), encoding="utf-8")
    found = read(export)
    assert found.table["order_id"].to_pylist() == [row["order_id"] for row in export.rows]
    assert any("split by commas, the rows by tabs" in n for n in found.notes)


def test_a_format_of_another_market_is_lent_only_by_declaration(tmp_path: Path):
    export = made("sg_orders", tmp_path)
    with pytest.raises(BadFile, match="no format of site BR"):
        read(export, site="BR")
    with pytest.raises(BadFile, match="the zone of its times is not known"):
        read(export, site="BR", format="sg_orders")
    assert read(export, site="BR", format="sg_orders", zone="America/Sao_Paulo").table.num_rows == len(export.rows)
