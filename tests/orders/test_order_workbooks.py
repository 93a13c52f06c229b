"""XLSX exports: what the XML says is read, what Excel has damaged is not."""

import zipfile

import pytest
from order_exports import ID, UK, row, rows, xlsx

from kit.errors import BadFile
from kit.orders.reading import parse
from kit.orders.sheet import Request

SHEET = [list(UK), *([r[h] for h in UK] for r in rows(12))]
ORDER, TRACK = UK.index("Order ID"), UK.index("Tracking ID")


def request(path, **more):
    return Request(path=path, file="orders/book.xlsx", **{"site": "UK"} | more)


def said(path, **more):
    found = parse(request(path, **more))
    assert all(f.rows_in == f.table.num_rows + len(f.quarantined) + f.description for f in found)
    return found


def refused(path, **more):
    with pytest.raises(BadFile) as error:
        said(path, **more)
    return " ".join(error.value.problems)


def changed(cells, line, column, value):
    return [[value if (r, c) == (line, column) else cell for c, cell in enumerate(cs)] for r, cs in enumerate(cells)]


@pytest.mark.parametrize("refs", [True, False])
@pytest.mark.parametrize("dimension", ["A1:A1", "A1:XFD1048576"])
def test_a_wrong_dimension_loses_nothing(tmp_path, dimension, refs):
    (found,) = said(xlsx(SHEET, tmp_path / "b.xlsx", dimension=dimension, refs=refs))
    assert found.table["order_id"].to_pylist() == [r["Order ID"] for r in rows(12)]
    assert found.table["line"].to_pylist() == list(range(2, 14))
    assert (found.sheet, found.encoding, found.format) == ("OrderSKUList", "xlsx", "uk_orders")


def test_a_workbook_says_what_the_csv_says(tmp_path):
    from order_exports import csv_text

    text = tmp_path / "b.csv"
    text.write_text(csv_text(rows(12)))
    (from_text,) = parse(Request(path=text, file="b", site="UK"))
    (from_book,) = said(xlsx(SHEET, tmp_path / "b.xlsx"))
    assert from_book.table.equals(from_text.table)


def test_the_description_row_of_the_indonesian_workbook(tmp_path):
    cells = [list(ID), ["Platform unique order ID.", *["…"] * (len(ID) - 1)], *([r[h] for h in ID] for r in rows(3, headers=ID))]
    (found,) = said(xlsx(cells, tmp_path / "b.xlsx"), site="ID")
    assert (found.description, found.table.num_rows, found.format) == (1, 3, "id_orders")


def test_blank_rows_keep_the_row_numbers(tmp_path):
    cells = [[], *SHEET[:3], [], *SHEET[3:]]
    (found,) = said(xlsx(cells, tmp_path / "b.xlsx", first_row=2))
    assert found.rows_in == 12
    assert found.table["line"].to_pylist() == [4, 5, *range(7, 17)]


@pytest.mark.parametrize("refs", [True, False])
@pytest.mark.parametrize("before", [0, 2])
def test_an_id_stored_as_a_number_is_set_aside(tmp_path, refs, before):
    cells = changed(SHEET, 4, ORDER, 576_460_752_303_423_525)
    cells = changed(cells, 6, TRACK, 7)  # short: exact, whatever Excel did
    book = xlsx([[*[None] * before, *line] for line in cells], tmp_path / "b.xlsx", refs=refs or before > 0)
    (found,) = said(book)
    assert [(q.line, q.rule) for q in found.quarantined] == [(5, "damaged-id")]
    assert "was damaged by Excel; export it again as CSV" in found.quarantined[0].reason
    assert found.table["tracking_id"].to_pylist()[4] == "7"


def test_a_whole_column_of_numbers_is_refused(tmp_path):
    cells = [SHEET[0], *([int(v) if c == ORDER else v for c, v in enumerate(line)] for line in SHEET[1:])]
    assert "damaged by Excel" in refused(xlsx(cells, tmp_path / "b.xlsx"))


def test_hidden_sheets_are_named_and_not_read(tmp_path):
    book = xlsx(SHEET, tmp_path / "b.xlsx", extra={"Copy": SHEET[:3]})
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b'name="Copy" sheetId="2" state="visible"', b'name="Copy" sheetId="2" state="hidden"'
    )
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    (found,) = said(book)
    assert found.rows_in == 12
    assert "the hidden sheet 'Copy' is not read" in found.notes


def test_two_sheets_are_two_readings(tmp_path):
    found = said(xlsx(SHEET, tmp_path / "b.xlsx", extra={"More": SHEET[:5], "Fees": [["Fee", "Amount"], ["a", 1]]}))
    assert [(f.sheet, f.rows_in) for f in found] == [("OrderSKUList", 12), ("More", 4)]
    assert any("sheet 'Fees' is not read: no order id column" in note for note in found[0].notes)


def test_wrong_workbooks_are_refused(tmp_path):
    assert "no order id column" in refused(xlsx([["Product", "Price"], ["a", "b"]], tmp_path / "b.xlsx"))
    assert "is empty" in refused(xlsx([], tmp_path / "b.xlsx"))
    assert "the hidden sheet 'OrderSKUList' is not read" in refused(
        xlsx(SHEET, tmp_path / "b.xlsx", state="hidden", extra={"N": []})
    )


def test_a_visible_sheet_of_another_site_is_not_called_hidden(tmp_path):
    lent = [h for h in UK if h not in {"RTH Time", "Product Tax Rate"}]
    told = refused(xlsx([lent, *([r[h] for h in lent] for r in rows(3))], tmp_path / "b.xlsx"), site="BR")
    assert "visible" not in told
    assert "none of its sheets can be read as orders" in told
    assert "no format of site BR is known" in told


def test_bombs_are_not_unpacked(tmp_path):
    book = xlsx(SHEET, tmp_path / "b.xlsx")
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * 3_000_000)
    assert book.stat().st_size < 30_000
    assert "over the limit of 1,000,000; export it as CSV" in refused(book, unzipped_bytes=1_000_000)
    said(book, unzipped_bytes=5_000_000)


def test_a_lying_directory_is_not_believed(tmp_path):
    book = xlsx([*SHEET, *[[row(1)[h] for h in UK]] * 400], tmp_path / "b.xlsx")
    with zipfile.ZipFile(book) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
        size = entry.file_size.to_bytes(4, "little")
    raw = book.read_bytes()
    book.write_bytes(raw.replace(size, (5_000).to_bytes(4, "little")))
    assert "is not a whole workbook" in refused(book)


def test_entities_and_broken_archives_are_refused(tmp_path):
    book = xlsx(SHEET, tmp_path / "b.xlsx")
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + parts["xl/worksheets/sheet1.xml"]
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert "declares XML entities" in refused(book)
    book.write_bytes(b"PK\x03\x04" + b"nothing" * 30)
    assert "is not a whole workbook" in refused(book)
    cut = xlsx(SHEET, tmp_path / "c.xlsx").read_bytes()
    book.write_bytes(cut[: len(cut) // 2])
    assert "is not a whole workbook" in refused(book)


def test_dates_that_excel_made_its_own(tmp_path):
    cells = [SHEET[0], *([46_153.5 if UK[c] == "Created Time" else v for c, v in enumerate(line)] for line in SHEET[1:])]
    path = xlsx(cells, tmp_path / "b.xlsx")
    assert "Created Time holds bare numbers, e.g. '46153.5'" in refused(path)
    assert "declare date_format: EXCEL SERIAL for this file" in refused(path)
    (found,) = said(path, date_format="EXCEL SERIAL or DD/MM/YYYY HH:MM:SS")
    assert found.date_format == "EXCEL SERIAL and DD/MM/YYYY HH:MM:SS"
    assert [f"{t:%d %H:%M}" for t in found.table["created_at"].to_pylist()] == ["11 11:00"] * 12
