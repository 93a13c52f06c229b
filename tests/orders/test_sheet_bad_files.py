"""Hostile and damaged workbooks: each is refused by name with the next step, before it is laid out in memory."""

import io
import time
import zipfile
from pathlib import Path

import pytest
from order_exports import UK, rows, xlsx

from kit.errors import BadFile
from kit.orders import workbook, xlsx_rows
from kit.orders.reading import parse
from kit.orders.sheet import Request

SHEET = [list(UK), *([r[h] for h in UK] for r in rows(12))]
PART = "xl/worksheets/sheet1.xml"


def refused(path: Path, **more) -> str:
    began = time.monotonic()
    with pytest.raises(BadFile) as error:
        parse(Request(path=path, file="orders/book.xlsx", **{"site": "UK"} | more))
    assert time.monotonic() - began < 5
    assert "orders/book.xlsx" in str(error.value)
    return " ".join(error.value.problems)


def book(folder: Path, **parts: bytes) -> Path:
    """A workbook with some parts changed or added; `xl__x` names xl/x."""
    path = xlsx(SHEET, folder / "book.xlsx")
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content |= parts
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def sheet_xml(folder: Path) -> bytes:
    with zipfile.ZipFile(xlsx(SHEET, folder / "book.xlsx")) as archive:
        return archive.read(PART)


def test_two_cells_at_the_ends_of_the_sheet(tmp_path):
    xml = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    xml += b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    told = refused(book(tmp_path, **{PART: xml}))
    assert "cells so far apart that it would fill 17,179,869,184 cells; export it again as CSV" in told


def test_a_bomb_that_says_its_size(tmp_path):
    told = refused(book(tmp_path, **{"xl/media/zeros.bin": b"\0" * 3_000_000}), unzipped_bytes=1_000_000)
    assert "over the limit of 1,000,000; export it as CSV or in parts, or raise unzipped_mb" in told


def test_many_small_parts_are_too_large_together(tmp_path):
    told = refused(book(tmp_path, **{f"xl/media/{n}.bin": b"\0" * 20_000 for n in range(100)}), unzipped_bytes=1_000_000)
    assert "over the limit of 1,000,000" in told


def test_more_parts_than_any_export_has(tmp_path):
    assert "holds 2,105 parts" in refused(book(tmp_path, **{f"xl/media/{n}": b"" for n in range(2_100)}))


@pytest.mark.parametrize("large", [False, True])
def test_a_size_that_is_a_lie(tmp_path, monkeypatch, large):
    path = book(tmp_path, **{PART: sheet_xml(tmp_path).replace(b"</sheetData>", b" " * 400_000 + b"</sheetData>")})
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(PART).file_size.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (9_000).to_bytes(4, "little")))
    if large:  # looked through while it is loaded
        monkeypatch.setattr(xlsx_rows, "_LARGE", 0)
    assert "is not a whole workbook" in refused(path)


def test_a_large_workbook_says_the_same(tmp_path, monkeypatch):
    asked = Request(path=book(tmp_path), file="orders/book.xlsx", site="UK")
    (small,) = parse(asked)
    monkeypatch.setattr(xlsx_rows, "_LARGE", 0)
    (large,) = parse(asked)
    assert large.table.equals(small.table)


@pytest.mark.parametrize("part", [PART, "xl/workbook.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("where", ["first", "after a long comment", "in utf-16"])
def test_xml_entities(tmp_path, part, where):
    lies = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    if where == "after a long comment":
        lies = f"<!--{'x' * 20_000}-->{lies}"
    content = lies.encode("utf-16") if where == "in utf-16" else lies.encode()
    told = refused(book(tmp_path, **{part: content}))
    assert f"{part} declares XML entities, which is unsafe; export it again as CSV" in told


def test_a_zip_of_exports_is_no_workbook(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("more.zip", b"\0" * 1_000_000)
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("orders 1.zip", inner.getvalue())
    assert "is a zip but no workbook (it holds 'orders 1.zip'); unpack it and add the files in it" in refused(path)


def test_a_truncated_workbook(tmp_path):
    whole = book(tmp_path).read_bytes()
    for share in (0.2, 0.5, 0.9, 0.99):
        (tmp_path / "cut.xlsx").write_bytes(whole[: int(len(whole) * share)])
        assert "is not a whole workbook" in refused(tmp_path / "cut.xlsx")


def test_a_part_whose_checksum_is_wrong(tmp_path):
    path = book(tmp_path)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(PART).header_offset + 200
    raw = bytearray(path.read_bytes())
    raw[at] ^= 0xFF
    path.write_bytes(raw)
    assert "export it again, best as CSV" in refused(path)


def test_an_encrypted_zip(tmp_path):
    path = book(tmp_path)
    raw = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(sign)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(sign, at + 4)
    path.write_bytes(raw)
    assert "protected by a password; save it without one" in refused(path)


def test_parts_that_the_workbook_misses(tmp_path):
    path = book(tmp_path)
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist() if name != PART}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    assert "export it again" in refused(path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html><body><table><tr><td>Order ID</td></tr></table></body></html>", "web page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><table></table>", "web page"),
        (b'<?xml version="1.0"?><Workbook></Workbook>', "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file (.xls); export it again as CSV or XLSX"),
        (b"PK\x05\x06" + b"\0" * 18, "is a zip but no workbook (it holds nothing)"),
        (b"\x1f\x8b" + b"\0\1" * 40, "is packed; unpack it"),
        (b"PK\x03\x04", "is not a whole workbook"),
        (b"\0" * 4_000, "is empty; export it again"),
    ],
)
def test_what_is_named_as_a_workbook_and_is_none(tmp_path, content, says):
    (tmp_path / "book.xls").write_bytes(content)
    assert says in refused(tmp_path / "book.xls")


def test_hidden_rows_are_read_and_noted(tmp_path):
    xml = sheet_xml(tmp_path).replace(b'<row r="5"', b'<row r="5" hidden="1"')
    (found,) = parse(Request(path=book(tmp_path, **{PART: xml}), file="orders/book.xlsx", site="UK"))
    assert found.table.num_rows == 12
    assert "1 hidden row or column; read like the others" in found.notes


def test_formulas_are_noted_and_their_stored_values_read(tmp_path):
    cell = b'<c r="I2" t="str"><f>1+1</f><v>2</v></c>'
    xml = sheet_xml(tmp_path)
    at = xml.index(b'<c r="I2"')
    xml = xml[:at] + cell + xml[xml.index(b'<c r="J2"') :]
    (found,) = parse(Request(path=book(tmp_path, **{PART: xml}), file="orders/book.xlsx", site="UK"))
    assert found.table["quantity"].to_pylist()[0] == 2
    assert "1 formula; what is stored is read" in found.notes


def test_formulas_and_hidden_rows_are_counted_once_whatever_the_steps(tmp_path, monkeypatch):
    xml = sheet_xml(tmp_path).replace(b"<row ", b'<row hidden="1" ').replace(b"</is>", b"</is><f>1</f>")
    counted = []
    for step in (1 << 20, 4_096, 977):
        monkeypatch.setattr(workbook, "_STEP", step)
        part = workbook.safe_parts(Request(path=book(tmp_path, **{PART: xml}), file="b", site="UK"))["OrderSKUList"]
        counted.append((part.formulas, part.hidden))
    assert counted == [(xml.count(b"<f>"), 13)] * 3
    prefixed = xml.replace(b"<worksheet xmlns=", b"<x:worksheet xmlns:x=").replace(b"<f>", b"<x:f>").replace(b"</f>", b"</x:f>")
    prefixed = prefixed.replace(b"</worksheet>", b"</x:worksheet>")
    part = workbook.safe_parts(Request(path=book(tmp_path, **{PART: prefixed}), file="b", site="UK"))["OrderSKUList"]
    assert part.formulas == xml.count(b"<f>")
