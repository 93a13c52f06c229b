"""Workbooks, CSV and text on paper: nothing is computed, nothing is left out without being said."""

import re
import zipfile

import made_files
import pypdfium2
import pytest

from kit.evidence.grid import letter
from kit.evidence.kind import Seen
from kit.evidence.look import look


def seen(path, pages=None):
    before = path.read_bytes()
    found = look(path, pages, path.parent / "shown")
    assert isinstance(found, Seen), found
    assert path.read_bytes() == before
    return found


def refused(path):
    said = look(path, None, path.parent / "shown")
    assert isinstance(said, str), said
    assert ";" in said, "says what to do"
    return said


def words(found):
    return " ".join(" ".join(found.text).split())


HEAD = ["Order ID", "Placed", "Late"]


def test_a_workbook_is_shown_as_it_stands_and_what_is_hidden_is_said_not_shown(tmp_path):
    rows = [
        [*HEAD, "Secret", "Rate"],
        ["576460752303423999", (46188.4, 1), 3, "CANARY-COLUMN", (0.0526, 2)],
        ["0001", (46189, 3), ("f", "1+1", 7), "CANARY-COLUMN", (1234.5, 4)],
        ["CANARY-ROW", None, None, None, None],
        ["<b>{{7*7}}</b> =cmd|'/c calc'!A0", None, ("f", 'WEBSERVICE("http://x")', None), None, 576460752303424000],
    ]
    path = made_files.xlsx(
        tmp_path / "orders.csv",
        {
            "Orders": made_files.sheet(rows, hidden_rows=(4,), hidden_columns=(4,)),
            "Client B": [["CANARY-SHEET"]],
            "Notes": [["送货上门", "second"]],
        },
        hidden=("Client B",),
        formats=("yyyy-mm-dd hh:mm", "0.00%", 'dd"."mm', "#,##0.00"),
    )
    found = seen(path)
    text = words(found)
    assert (found.media, found.shown.media) == ("table", "pdf")
    assert found.shown.made_by == "sheets Orders, Notes of the workbook, set as tables"
    for shown in ("576460752303423999", "2026-06-15 09:36", "5.26%", "0001", "2026-06-16", "7", "1,234.50", "576460752303424000",
                  "<b>{{7*7}}</b> =cmd|'/c calc'!A0", "(formula without a stored value)", "送货上门", "second"):  # fmt: skip
        assert shown in text, shown
    for said in ("1 hidden row is not shown.", "1 hidden column is not shown: D.", "2 cells hold formulas; what is stored is shown",
                 "1 formula has no stored value.", "1 number has more than 15 digits", "1 hidden sheet of the workbook is not shown."):  # fmt: skip
        assert said in text, said
    assert b"CANARY" not in found.shown.path.read_bytes()
    assert "CANARY" not in text
    assert "Client B" not in text, "the name of a hidden sheet may be another client's"
    assert "Hidden sheets, not shown: Client B." in found.notes
    assert look(path, None, tmp_path / "shown") == found, "the same bytes again"


def test_a_moment_of_many_digits_is_no_long_number(tmp_path):
    content = made_files.sheet([["At"], [("46188.4006944444412", 1)]])
    found = seen(made_files.xlsx(tmp_path / "a.xlsx", {"Orders": content}, formats=("yyyy-mm-dd hh:mm",)))
    assert "2026-06-15 09:37" in words(found)
    assert "15 digits" not in words(found)


@pytest.mark.parametrize(
    ("serial", "code", "from_1904", "shown"),
    [
        (46188, "m/d/yy", False, "2026-06-15"),
        (59, "yyyy-mm-dd", False, "1900-02-28"),
        (60, "yyyy-mm-dd", False, "60 (stored number of a date)"),
        (61, "yyyy-mm-dd", False, "1900-03-01"),
        (44726, "yyyy-mm-dd", True, "2026-06-15"),
        (1.5, "[h]:mm", False, "36:00:00"),
        (0.5, "h:mm:ss", False, "12:00:00"),
        (0.1, "General", False, "0.1"),
        ("0.30000000000000004", "General", False, "0.3"),
        ("7.0E12", "General", False, "7000000000000"),
        (-3, "yyyy-mm-dd", False, "-3 (stored number of a date)"),
        (12, '0 "days"', False, "12"),
        ("NO", "General", False, "NO"),
    ],
)
def test_numbers_are_shown_as_stored_or_as_their_format_says(tmp_path, serial, code, from_1904, shown):
    path = made_files.xlsx(tmp_path / "a", {"S": [["Head", "x"], [(serial, 1), "end"]]}, formats=(code,), from_1904=from_1904)
    assert f" {shown} end" in words(seen(path))


def test_a_wide_table_is_cut_by_columns_and_the_first_is_repeated(tmp_path):
    rows = [[f"{letter(c)}{r} value of cell" for c in range(40)] for r in range(1, 31)]
    found = seen(made_files.xlsx(tmp_path / "a", {"Wide": rows}))
    text = words(found)
    for r in (1, 30):
        for c in range(1, 40):
            assert text.count(f"{letter(c)}{r} value") >= 1
    parts = text.count("column A is repeated")
    assert parts > 3
    assert len(re.findall(r"\bA30 value", text)) == parts
    assert found.pages[0].width > found.pages[0].height
    narrow = seen(made_files.xlsx(tmp_path / "b", {"Narrow": [row[:3] for row in rows]}))
    assert narrow.pages[0].width < narrow.pages[0].height
    with pypdfium2.PdfDocument(found.shown.path) as pdf:
        for page in pdf:
            assert page.get_textpage().get_text_bounded(left=778) == "", "nothing runs off the page"
            assert page.get_textpage().get_text_bounded(top=5) == ""


def test_of_many_rows_the_first_are_shown_and_the_rest_is_counted(tmp_path):
    (tmp_path / "a.txt").write_text("Order,Late,By\n" + "\n".join(f"{n:05d},{n % 3},{n}" for n in range(1, 5_001)))
    found = seen(tmp_path / "a.txt")
    text = words(found)
    assert "Shown: 500 of 5,001 rows." in text
    assert "00499 1 499" in text
    assert "00500" not in text
    assert found.sha256 in text
    assert found.notes[0] == "The first 500 of 5,001 rows are shown."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_any_of_its_ways(tmp_path, encoding, delimiter):
    rows = [("订单号", "状态", "说明"), ("0001", "已发货", f'"a{delimiter} b"'), ("0002", "NULL", '"two\r\nlines"')]
    (tmp_path / "a").write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    found = seen(tmp_path / "a")
    assert found.media == "table"
    for shown in ("订单号", "0001 已发货", "a" if delimiter == "\t" else f"a{delimiter} b", "NULL two lines"):
        assert shown in words(found)
    assert ("Read as GB 18030." in found.notes) == (encoding == "gb18030")


def test_text_is_set_line_by_line(tmp_path):
    (tmp_path / "n.md").write_text(
        "# Note\n\n    indented\nDear Sir, <script>alert(1)</script>\n\u202exgpj.exe 😀 中文 \x07bell\n" + "long" * 300
    )
    (tmp_path / "n.md").write_bytes((tmp_path / "n.md").read_bytes().replace(b"\x07", b""))
    found = seen(tmp_path / "n.md")
    text = words(found)
    assert found.media == "text"
    for shown in ("# Note", "<script>alert(1)</script>", "[U+202E]xgpj.exe", "[U+1F600]", "中文"):
        assert shown in text
    assert text.replace(" ", "").count("long") == 300
    (tmp_path / "much.txt").write_text("line of text\n" * 200_000)
    much = seen(tmp_path / "much.txt")
    assert "are not shown; the whole file is kept." in much.notes[0]
    assert len(much.pages) < 100


def test_a_million_letters_without_a_space_end_within_the_caps(tmp_path):
    (tmp_path / "a.txt").write_text("x" * 1_000_000)
    assert "940,000 characters after these are not shown" in seen(tmp_path / "a.txt").notes[0]


def test_long_cells_are_cut_and_that_is_said(tmp_path):
    found = seen(
        made_files.xlsx(tmp_path / "a", {"S": [["A", "B"], ["x" * 5_000, "\n".join("abcdefghij")], ["\n".join("y" * 500), 1]]})
    )
    assert "2 long texts are cut" in words(found)
    assert "(4,400 more characters)" in " ".join(words(found).split()).replace("( ", "(")


# --- hostile and faulty -----------------------------------------------------------------------------


def test_unsafe_xml_is_refused(tmp_path):
    for name, part in (("xl/workbook.xml", None), ("xl/worksheets/sheet1.xml", None), ("xl/sharedStrings.xml", None)):
        evil = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
        path = made_files.xlsx(tmp_path / name.replace("/", "_"), {"S": [["a"]]}, extra={name: evil})
        assert "declares XML entities" in refused(path), part


def test_cells_far_apart_cost_nothing(tmp_path):
    far = f'<worksheet xmlns="{made_files.MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>'
    found = seen(made_files.xlsx(tmp_path / "a", {"S": far}))
    assert "Columns GS to XFD are not shown." in words(found)


def test_a_workbook_that_lies_about_its_size_or_is_cut_is_refused(tmp_path):
    rows = "<row r='1'><c r='A1'><v>1</v></c></row>"
    bomb = tmp_path / "bomb"
    made_files.xlsx(
        bomb, {"S": f'<worksheet xmlns="{made_files.MAIN}"><sheetData>{rows}{" " * 210_000_000}</sheetData></worksheet>'}
    )
    assert bomb.stat().st_size < 1_000_000
    assert "unpacks to more than 200 MB" in refused(bomb)
    whole = made_files.xlsx(tmp_path / "whole", {"S": [["a", "b"]] * 50}).read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "cut")
    empty = made_files.xlsx(tmp_path / "empty", {"S": []})
    assert "no cell that is filled" in refused(empty)


def test_what_only_looks_like_a_workbook_is_named(tmp_path):
    def zipped(name, members):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for member in members:
                archive.writestr(member, "x")
        return tmp_path / name

    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000
    (tmp_path / "locked.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    (tmp_path / "old.xlsx").write_bytes(ole + "Workbook".encode("utf-16-le"))
    (tmp_path / "page.xls").write_bytes(b"<html><table><tr><td>1</td></tr></table></html>")
    (tmp_path / "latin.txt").write_bytes("Müller & Söhne".encode("latin-1"))
    assert "with macros" in refused(zipped("macros.xlsx", ["xl/workbook.xml", "xl/vbaProject.bin"]))
    assert "PowerPoint" in refused(zipped("slides", ["ppt/presentation.xml"]))
    assert "a ZIP archive" in refused(zipped("plain.docx", ["a.txt"]))
    assert "opens only with a password" in refused(tmp_path / "locked.xlsx")
    assert "old Excel file" in refused(tmp_path / "old.xlsx")
    assert "a web page" in refused(tmp_path / "page.xls")
    assert "encoding that cannot be told" in refused(tmp_path / "latin.txt")
