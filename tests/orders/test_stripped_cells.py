"""Blanks around tracking numbers and NUL bytes are left out with a count, or the row is set aside: never in silence."""

import json

import pytest
from made_answers import aftership, planted
from order_exports import UK, csv_text, row, rows, xlsx

from kit.orders import tracking
from kit.orders.reading import parse
from kit.orders.sheet import Request


def said(path, content=None):
    if content is not None:
        path.write_bytes(content.encode())
    (found,) = parse(Request(path=path, file=f"orders/{path.name}", site="UK", secret=b"k"))
    assert found.rows_in == found.table.num_rows + len(found.quarantined) + found.description
    return found


def tabbed(count=3, text="\t{} "):
    return [row(n, **({"Tracking ID": text.format(f"{n:012d}")} if n < count else {})) for n in range(20)]


def notes_on(found, header):
    return [note for note in found.notes if header in note]


@pytest.mark.parametrize("text", ["{}\t", " {}", "\t{} ", "{}\u00a0"])
def test_blanks_at_the_ends_of_tracking_numbers_are_counted(tmp_path, text):
    found = said(tmp_path / "a.csv", csv_text(tabbed(3, text)))
    assert found.table["tracking_id"].to_pylist() == [f"{n:012d}" for n in range(20)]
    assert notes_on(found, "Tracking ID") == ["3 cells of Tracking ID have blanks or tabs at their ends: left out"]


def test_blanks_inside_and_empty_cells_are_no_blanks_at_the_ends(tmp_path):
    lines = [
        row(0, **{"Tracking ID": "0000 0000"}),
        row(1, **{"Tracking ID": "\t"}),
        row(2, **{"Tracking ID": "  "}),
        *rows(5, first=3),
    ]
    found = said(tmp_path / "a.csv", csv_text(lines))
    assert found.table["tracking_id"].to_pylist()[:3] == ["0000 0000", None, None]
    assert not notes_on(found, "Tracking ID")
    assert not notes_on(said(tmp_path / "b.csv", csv_text(rows(9))), "Tracking ID")


def test_blanks_in_a_workbook_are_counted_too(tmp_path):
    path = xlsx([list(UK), *([line[h] for h in UK] for line in tabbed(2))], tmp_path / "a.xlsx")
    assert notes_on(said(path), "Tracking ID") == ["2 cells of Tracking ID have blanks or tabs at their ends: left out"]


def test_blanks_around_the_numbers_of_an_answer_are_counted(tmp_path):
    path = tmp_path / "a.json"
    answers = [
        aftership(planted(number, ["in_transit"], "Europe/London")) for number in (" 1234567890", "1234567891", "1234567892\t")
    ]
    path.write_text(json.dumps(answers))
    found = tracking.read(Request(path=path, file="tracking/a.json", site="UK"))
    assert "2 numbers have blanks or tabs at their ends: left out" in found.notes
    assert [parcel.number for parcel in found.parcels] == ["1234567890", "1234567891", "1234567892"]


# --- NUL ------------------------------------------------------------------------------------------


def with_nul(header, text, line=4):
    lines = rows(20)
    lines[line] = dict(lines[line], **{header: text})
    return csv_text(lines)


@pytest.mark.parametrize(
    ("header", "field", "text", "left"),
    [
        ("Warehouse Name", "warehouse", "Le\0eds", "Leeds"),
        ("Seller SKU", "seller_sku", "\0", None),
        ("Created Time", "created_at", "04/05/2026\0 10:28:00", None),
    ],
)
def test_nul_in_a_cell_is_left_out_and_counted(tmp_path, header, field, text, left):
    found = said(tmp_path / "a.csv", with_nul(header, text))
    assert notes_on(found, "NUL") == [f"1 cells of {header} have NUL bytes in them: left out"]
    assert found.table.num_rows == 20
    if field != "created_at":
        assert found.table[field].to_pylist()[4] == left
    else:
        assert found.table[field].null_count == 0


@pytest.mark.parametrize("header", ["Package ID", "Tracking ID", "SKU ID", "Order ID"])
def test_nul_inside_an_id_sets_the_row_aside(tmp_path, header):
    whole = row(4)[header]
    found = said(tmp_path / "a.csv", with_nul(header, f"{whole[:5]}\0{whole[6:]}"))
    (bad,) = found.quarantined
    assert bad.line == 6
    assert ("nul" in bad.rule) or (header == "Order ID" and bad.rule.startswith("order-id"))
    assert "\0" not in bad.reason
    ends = said(tmp_path / "b.csv", with_nul(header, f"{whole}\0"))
    assert ends.table.num_rows == 20
    assert notes_on(ends, "NUL") == [f"1 cells of {header} have NUL bytes at their ends: left out"]


def test_nul_in_a_header_hides_no_column(tmp_path):
    found = said(tmp_path / "a.csv", csv_text(rows(9)).replace("Package ID", "Pack\0age ID\0", 1))
    assert found.table["package_id"].null_count == 0
    assert "1 headers have NUL bytes in them: left out" in found.notes


def test_nul_in_an_answer(tmp_path):
    orders = [
        {"id": f"57646075230342352{n}", "status": "IN_TRANSIT", "create_time": 1767268800, "shipping_provider": name, "tracking_number": number,
         "line_items": []}
        for n, (name, number) in enumerate([("North\0way", " 123456"), ("Northway", "12\x003456"), ("Northway", "123456")])
    ]  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"data": {"orders": orders}}))
    found = said(path)
    assert found.table["carrier"].to_pylist() == ["Northway", "Northway"]
    assert [q.reason for q in found.quarantined] == ["tracking_number has a NUL byte inside; save the answer again"]
    assert notes_on(found, "NUL")[0].startswith("1 values of")
    assert any(note.endswith("have blanks or tabs at their ends: left out") for note in found.notes)
