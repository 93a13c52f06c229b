"""One file of orders: every quirk that exports have, and nothing lost on the way."""

import numpy as np
import pandas as pd
import pytest
from order_exports import BUYERS, ID, UK, csv_text, row, rows, xlsx

from kit.errors import BadFile
from kit.orders import csv_rows, xlsx_rows
from kit.orders.reading import parse
from kit.orders.sheet import Request
from kit.orders.typed import Typed


def said(path, content, **request) -> Typed:
    """What one CSV file says; `content` is text or bytes."""
    path = path / "orders.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (found,) = parse(Request(path=path, file="orders/orders.csv", **{"site": "UK"} | request))
    assert found.rows_in == found.table.num_rows + len(found.quarantined) + found.description
    return found


def refused(path, content, **request) -> str:
    with pytest.raises(BadFile) as error:
        said(path, content, **request)
    return " ".join(error.value.problems)


def column(found: Typed, name: str) -> list:
    return found.table[name].to_pylist()


PLAIN = rows(40)  # days 4 and 5 May, read either way
ORDER_IDS = [r["Order ID"] for r in PLAIN]


def test_a_plain_file(tmp_path):
    found = said(tmp_path, csv_text(PLAIN))
    assert column(found, "order_id") == ORDER_IDS
    assert column(found, "line") == list(range(2, 42))
    assert column(found, "tracking_id")[7] == "000000000007"
    assert column(found, "created_at")[0] == pd.Timestamp("2026-05-04T07:00Z")
    assert set(column(found, "status")) == {"completed"}
    assert (found.format, found.encoding, found.zone) == ("uk_orders", "utf-8", "Europe/London")
    assert "Recipient" in found.dropped
    assert not set(found.table.column_names) & {"recipient", "buyer_username", "phone"}


def test_ids_stay_as_written(tmp_path):
    lines = [
        row(1, **{"Order ID": "0005764607523034235", "Tracking ID": "007", "Package ID": ""}),
        row(2, **{"Tracking ID": "NA", "Package ID": "1" * 25}),
        row(3, **{"Tracking ID": "NULL", "Seller SKU": "NO"}),
    ]
    found = said(tmp_path, csv_text(lines))
    assert column(found, "order_id")[0] == "0005764607523034235"
    assert column(found, "tracking_id") == ["007", "NA", "NULL"]
    assert column(found, "package_id")[:2] == [None, "1" * 25]
    assert column(found, "seller_sku")[2] == "NO"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("bom", lambda t: b"\xef\xbb\xbf" + t.encode()),
        ("crlf", lambda t: t.replace("\n", "\r\n").encode()),
        ("cr", lambda t: t.replace("\n", "\r").encode()),
        ("no last line end", lambda t: t.rstrip("\n").encode()),
        ("utf-16 le", lambda t: b"\xff\xfe" + t.encode("utf-16-le")),
        ("utf-16 be", lambda t: b"\xfe\xff" + t.encode("utf-16-be")),
        ("utf-16 without bom", lambda t: t.encode("utf-16-le")),
        ("headers in capitals and spaces", lambda t: t.replace("Order ID,", "\u00a0ORDER  id\t,", 1).encode()),
        (
            "quoted",
            lambda t: "\n".join(",".join(f'"{c}"' for c in x.split(",")) for x in t.splitlines() if '"' not in x).encode(),
        ),
    ],
)
def test_ways_to_write_the_same(tmp_path, name, change):
    lines = [dict(r, **{"Product Name": "Lamp"}) for r in PLAIN]
    plain = said(tmp_path, csv_text(lines))
    other = said(tmp_path, change(csv_text(lines)))
    assert other.table.equals(plain.table), name


def test_utf_16_with_tabs(tmp_path):
    found = said(tmp_path, b"\xff\xfe" + csv_text(PLAIN, delimiter="\t").encode("utf-16-le"))
    assert column(found, "order_id") == ORDER_IDS
    assert found.encoding == "utf-16-le"


@pytest.mark.parametrize(
    "text", ["โคมไฟตั้งโต๊ะ ถนนสุขุมวิท ตำบลคลองเตย", "Đèn bàn đọc sách, phường Điện Biên, quận Đống Đa", "لمبة مكتب"]
)
@pytest.mark.parametrize("bom", [b"\xff\xfe", b""])
def test_utf_16_of_any_script(tmp_path, bom, text):
    told = {"Product Name": text, "Recipient": text, "Buyer Message": text * 2, "Warehouse Name": text, "Delivery Option": text}
    lines = [dict(r, **told) for r in PLAIN]
    found = said(tmp_path, bom + csv_text(lines, delimiter="\t").encode("utf-16-le"))
    assert column(found, "order_id") == ORDER_IDS
    assert set(column(found, "warehouse")) == {text}


def test_what_is_no_text_of_utf_16_is_refused(tmp_path):
    noise = np.random.default_rng(7).integers(0, 256, 8_000, np.uint8).tobytes()
    assert "is neither a text nor a workbook" in refused(tmp_path, b"\xff\xfe" + noise)


def test_a_declared_encoding_and_none(tmp_path):
    text = csv_text([dict(r, **{"Warehouse Name": "利兹仓"}) for r in PLAIN])
    found = said(tmp_path, text.encode("gb18030"), encoding="gb18030")
    assert column(found, "warehouse")[0] == "利兹仓"
    assert "not UTF-8; declare the file's encoding" in refused(tmp_path, text.encode("gb18030"))
    assert "line 2" in refused(tmp_path, text.encode("gb18030"))
    assert "is not known" in refused(tmp_path, text.encode("gb18030"), encoding="klingon")
    assert "is not ascii" in refused(tmp_path, text.encode("gb18030"), encoding="ascii")


def test_bad_bytes_far_into_the_file_are_found(tmp_path):
    text = csv_text(rows(6_000)).encode()
    assert len(text) > 1_200_000
    assert "not UTF-8" in refused(tmp_path, text + csv_text([row(9_000, **{"Warehouse Name": "Köln"})]).encode("latin-1"))


def test_tabs_around_cells_and_lone_tabs(tmp_path):
    tabbed = [{h: f"{v}\t" if h.endswith(("ID", "Time")) and h != "Tracking ID" else v for h, v in r.items()} for r in PLAIN]
    found = said(tmp_path, csv_text(tabbed))
    assert found.table.equals(said(tmp_path, csv_text(PLAIN)).table)
    assert column(found, "cancelled_at") == [None] * 40


def test_a_comma_header_over_rows_of_tabs(tmp_path):
    header, *body = csv_text(PLAIN, delimiter="\t").splitlines()
    found = said(tmp_path, "\n".join([header.replace("\t", ","), *body]))
    assert column(found, "order_id") == ORDER_IDS
    assert "the header is split by commas, the rows by tabs" in found.notes


def test_a_comma_header_over_rows_of_tabs_with_line_ends_in_the_first(tmp_path):
    told = [PLAIN[0] | {"Buyer Message": "hi\nplease, ring"}, *PLAIN[1:]]
    text = csv_text(told, delimiter="\t")
    header, body = text.split("\n", 1)
    found = said(tmp_path, "\n".join([header.replace("\t", ","), body]))
    assert column(found, "order_id") == ORDER_IDS


def test_blank_lines_are_no_rows(tmp_path):
    header, *body = csv_text(PLAIN).splitlines()
    found = said(tmp_path, "\n".join(["", "", header, "", *body[:5], "", "", *body[5:], "", ""]))
    assert found.rows_in == 40
    assert column(found, "line") == [5, 6, 7, 8, 9, *range(12, 47)]
    assert "2 blank lines before the header" in found.notes


def test_line_ends_in_quotes_keep_physical_lines(tmp_path):
    lines = [dict(r) for r in PLAIN]
    lines[3]["Buyer Message"] = 'ring "twice"\nthen\r\nwait'
    found = said(tmp_path, csv_text(lines))
    assert column(found, "line") == [2, 3, 4, 5, *range(8, 44)]
    assert column(found, "order_id") == ORDER_IDS


# --- description rows ---------------------------------------------------------------------------


def with_first(lines, **cells):
    return csv_text([dict.fromkeys(UK, "") | cells, *lines])


@pytest.mark.parametrize(
    "cells",
    [
        {"Order ID": "Platform unique order ID.", "Tracking ID": "The order's tracking number."},
        {"Order ID": " platform unique ORDER ID."},
        {"Order ID": "Nomor pesanan unik dari platform"},
        {"Order ID": "Order ID", "Created Time": "Created Time"},
    ],
)
def test_description_rows_are_counted_not_lost(tmp_path, cells):
    found = said(tmp_path, with_first(PLAIN, **cells))
    assert (found.description, found.table.num_rows, len(found.quarantined)) == (1, 40, 0)


@pytest.mark.parametrize(
    "cells",
    [
        {"Order ID": "unknown", "Created Time": "04/05/2026 10:00:00"},
        {"Order ID": "see the other sheet please", "Created Time": "04/05/2026 10:00:00"},
        {"Order ID": ""},
        {"Order ID": "12345"},
    ],
)
def test_a_first_row_without_an_id_is_not_skipped_blindly(tmp_path, cells):
    found = said(tmp_path, with_first(PLAIN, **cells))
    assert (found.description, found.table.num_rows) == (0, 40)
    assert found.quarantined[0].line == 2
    assert found.quarantined[0].rule == "order-id"


def test_prose_further_down_is_no_description(tmp_path):
    found = said(tmp_path, csv_text([*PLAIN, row(99, **{"Order ID": "The end of the list"})]))
    assert [q.rule for q in found.quarantined] == ["order-id"]


def test_the_indonesian_export(tmp_path):
    found = said(tmp_path, csv_text(rows(5, headers=ID), headers=ID), site="ID")
    assert (found.format, found.zone) == ("id_orders", "Asia/Jakarta")
    assert set(column(found, "status")) == {"completed"}
    assert set(column(found, "fulfilment")) == {"seller"}
    assert column(found, "created_at")[0] == pd.Timestamp("2026-05-04T01:00Z")
    assert column(found, "rts_at")[0] is not None


# --- quarantine ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rule", "says"),
    [
        ({"Order ID": "5.76461E+17"}, "order-id", "damaged by Excel; export it again as CSV"),
        ({"Order ID": "=HYPERLINK(1)"}, "order-id", "is not a number"),
        ({"Package ID": "1.15292E+17"}, "damaged-id", "Package ID '1.15292E+17' was damaged by Excel"),
        ({"Tracking ID": "9.43461E+21"}, "damaged-id", "Tracking ID"),
        ({"Created Time": "\t"}, "no-created-time", "has no Created Time"),
        ({"Created Time": "01-Sept-06"}, "date", "Created Time '01-Sept-06' does not fit DD/MM/YYYY HH:MM:SS"),
        ({"Shipped Time": "Date Not Captured"}, "date", "Shipped Time 'Date Not Captured'"),
        ({"Delivered Time": "31/06/2026 10:00:00"}, "date", "31/06/2026"),
        ({"Paid Time": "29/03/2026 01:30:00"}, "no-such-time", "never was in Europe/London"),
        ({"Quantity": "two"}, "quantity", "Quantity 'two'"),
        ({"Warehouse Name": "Leeds\nNorth"}, "line-in-cell", "spans lines"),
        ({"Quantity": "-1", "SKU ID": "1E+17"}, "damaged-id, quantity", "in Excel; Quantity '-1' is not a whole number"),
    ],
)
def test_rows_set_aside_with_their_reason(tmp_path, cells, rule, says):
    found = said(tmp_path, csv_text([*PLAIN, row(99, **cells)]))
    (bad,) = found.quarantined
    assert (bad.rule, bad.line, bad.file) == (rule, 42, "orders/orders.csv")
    assert says in bad.reason
    assert found.table.num_rows == 40


def test_ragged_rows_are_kept_with_their_lines(tmp_path):
    header, *body = csv_text(PLAIN).splitlines()
    body[4] = body[4].replace("please ring", "please ring, twice")
    body[9] = body[9].rsplit(",", 12)[0]
    body.append("576460752303429999")
    found = said(tmp_path, "\n".join([header, *body]))
    assert [(q.line, q.rule) for q in found.quarantined] == [(6, "ragged"), (11, "ragged"), (42, "ragged")]
    assert "has 33 cells, the header has 32" in found.quarantined[0].reason
    assert found.quarantined[0].raw.startswith(ORDER_IDS[4])
    assert found.table.num_rows == 38


def test_quarantine_never_holds_buyer_data(tmp_path):
    header, *body = csv_text([row(n, Quantity="x") if n % 5 == 0 else row(n) for n in range(40)]).splitlines()
    for n in range(0, 40, 3):
        cells = body[n].split(",")
        body[n] = ",".join(cells[: n // 2] + cells[n // 2 + 1 + n % 7 :])  # cells lost anywhere
    for n in range(1, 40, 3):
        body[n] = body[n].replace(",", ",,", n % 4)
    body[20] = body[20].replace("please ring", "please\nring")
    found = said(tmp_path, "\n".join([header, *body]))
    assert len(found.quarantined) > 20
    text = repr(found.quarantined)
    for secret in (*BUYERS, "shopper_", "7700900123", "LS1 4AP", "please ring", "United Kingdom"):
        assert secret not in text


def test_unknown_columns_are_named_and_treated_as_buyer_data(tmp_path):
    headers = [*UK[:6], "Loyalty Name", *UK[6:]]
    text = csv_text([r | {"Loyalty Name": "Ada"} for r in [*PLAIN[:9], row(9, Quantity="x")]], headers=headers)
    found = said(tmp_path, text)
    assert found.unknown == ("Loyalty Name",)
    assert "Ada" not in found.quarantined[0].raw


def test_a_stray_quote_swallows_no_order_in_silence(tmp_path):
    header, *body = csv_text([dict(r, **{"Product Name": "Lamp"}) for r in PLAIN]).splitlines()
    body[4] = body[4].replace("please ring", '"please ring')
    found = said(tmp_path, "\n".join([header, *body[:9], body[9].replace("please ring", 'please" ring'), *body[10:]]))
    assert found.quarantined[0].line == 6
    assert found.table.num_rows == 34
    assert "swallows 5 further order lines" in found.quarantined[0].reason or found.quarantined[0].rule == "ragged"


def test_many_ids_that_end_in_zeros_were_rounded(tmp_path):
    text = csv_text([row(n, **{"Order ID": f"{576_460_752_303_423 + n}000"}) for n in range(20)])
    assert "was damaged by Excel" in refused(tmp_path, text)
    one = said(tmp_path, csv_text([*PLAIN, row(99, **{"Order ID": "576460752303430000"})]))
    assert one.table.num_rows == 41  # one such id is chance


def test_few_rounded_ids_are_refused_where_chance_does_not_explain_them(tmp_path):
    rounded = [row(n, **{"Order ID": f"{576_460_752_303_423 + n}000"}) for n in range(40, 44)]
    assert "was damaged by Excel" in refused(tmp_path, csv_text(rounded))  # 4 of 4
    assert "was damaged by Excel" in refused(tmp_path, csv_text(rounded[:1]))
    found = said(tmp_path, csv_text([*PLAIN[:8], *rounded[:2]]))
    assert [(q.line, q.rule) for q in found.quarantined] == [(10, "damaged-id"), (11, "damaged-id")]
    lines = [row(99, **{"Order ID": "576460752303430000", "SKU ID": f"{n}" * 19}) for n in (1, 2)]
    assert said(tmp_path, csv_text([*PLAIN, *lines])).table.num_rows == 42  # one order of two lines


def test_orders_that_rounding_has_made_one_are_refused(tmp_path):
    same = [row(n, **{"Order ID": "576460752303430000"}) for n in (98, 99)]
    found = said(tmp_path, csv_text([*PLAIN, *same]))
    assert [q.line for q in found.quarantined] == [42, 43]
    both = {"Order ID": "576460752303430000", "Package ID": "115292150460684000"}
    assert [q.line for q in said(tmp_path, csv_text([*PLAIN, row(99, **both)])).quarantined] == [42]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Order ID", "5,76E+17"),
        ("Order ID", "576460752303423525.0"),
        ("Tracking ID", "1,23457E+11"),
        ("Tracking ID", "000000000001.0"),
        ("Package ID", "115292150460684697.0"),
        ("SKU ID", "1,72938E+17"),
    ],
)
def test_ids_written_as_numbers_are_excels(tmp_path, header, cell):
    (bad,) = said(tmp_path, csv_text([*PLAIN, row(99, **{header: cell})])).quarantined
    assert cell in bad.reason
    assert "damaged by Excel; export it again as CSV" in bad.reason


def test_an_id_as_a_formula_is_told_the_next_step(tmp_path):
    (bad,) = said(tmp_path, csv_text([*PLAIN, row(99, **{"Order ID": '="576460752303423525"'})])).quarantined
    assert "is a formula, which is not worked out" in bad.reason
    assert "export the file again as CSV" in bad.reason


def test_the_hour_that_was_twice_is_counted(tmp_path):
    found = said(tmp_path, csv_text([*PLAIN, row(99, **{"Created Time": "25/10/2026 01:30:00", "Paid Time": ""})]))
    assert any("hour that clocks repeat" in n and "line 42" in n for n in found.notes)
    assert column(found, "created_at")[-1] == pd.Timestamp("2026-10-25T00:30Z")


# --- dates, values, zones -----------------------------------------------------------------------


def test_american_dates_are_decided_for_the_whole_column(tmp_path):
    found = said(tmp_path, csv_text(rows(900, stamp="%m/%d/%Y %I:%M:%S %p")))
    assert found.date_format == "MM/DD/YYYY HH:MM:SS AM"
    assert column(found, "created_at") == column(said(tmp_path, csv_text(rows(900))), "created_at")


def test_ambiguous_dates_are_asked(tmp_path):
    text = csv_text(rows(40, stamp="%m/%d/%Y %H:%M"))
    assert "ambiguous date" in refused(tmp_path, text)
    found = said(tmp_path, text, date_format="MM/DD/YYYY")
    assert column(found, "created_at")[0] == pd.Timestamp("2026-05-04T07:00Z")


def test_the_zone_comes_from_the_case_then_the_policy_then_the_format(tmp_path):
    text = csv_text(PLAIN)
    assert said(tmp_path, text, zone="Asia/Shanghai", site_zone="America/Los_Angeles").zone == "Asia/Shanghai"
    policy = said(tmp_path, text, site_zone="America/Los_Angeles", site_zone_status="assumed; so")
    assert policy.zone == "America/Los_Angeles"
    assert "times are read as America/Los_Angeles (assumed; so)" in policy.notes


def test_an_export_of_another_site_is_refused_unless_no_format_of_the_cases_is_known(tmp_path):
    text = csv_text(rows(4, headers=ID), headers=ID)
    assert "is an export of ID (id_orders), but the case is on UK: take it out" in refused(tmp_path, text)
    order = {"date_format": "DD/MM/YYYY HH:MM:SS"}
    assert said(tmp_path, text, format="id_orders", zone="Asia/Jakarta", **order).format == "id_orders"
    nearest = said(tmp_path, text, site="SA", site_zone="Europe/London", **order)
    assert nearest.zone == "Asia/Jakarta"
    assert "this is an export of ID, the case is on SA" in nearest.notes


def test_a_format_of_another_market_lends_neither_zone_nor_day_order(tmp_path):
    text = csv_text(rows(900))
    lent = {"site": "US", "format": "uk_orders"}
    assert "zone of its times is not known" in refused(tmp_path, text, **lent)
    found = said(tmp_path, text, **lent, site_zone="America/Los_Angeles", site_zone_status="assumed; so")
    assert found.zone == "America/Los_Angeles"
    assert "times are read as America/Los_Angeles (assumed; so)" in found.notes
    assert "read as uk_orders, a format of UK, as case.yaml says; the case is on US" in found.notes
    assert said(tmp_path, text, **lent, zone="America/New_York", site_zone="America/Los_Angeles").zone == "America/New_York"
    either = csv_text(PLAIN)
    assert "ambiguous date" in refused(tmp_path, either, **lent, zone="America/New_York")
    assert said(tmp_path, either, **lent, zone="America/New_York", date_format="DD/MM/YYYY").zone == "America/New_York"


def test_the_substatus_decides_and_unknown_values_are_named(tmp_path):
    lines = [
        row(1, **{"Order Status": "Shipped", "Order Substatus": "Delivered"}),
        row(2, **{"Order Status": "Vanished", "Order Substatus": ""}),
    ]
    found = said(tmp_path, csv_text([*PLAIN, *lines]))
    assert column(found, "status")[-2:] == ["delivered", None]
    assert any("'Vanished' is not known (1 rows)" in n for n in found.notes)
    assert any("1 rows: the substatus" in n for n in found.notes)


def test_times_before_the_creation_are_noted(tmp_path):
    found = said(tmp_path, csv_text([*rows(900), row(999, **{"Shipped Time": "01/01/2026 10:00:00"})]))
    assert "1 rows have a Shipped Time before their creation (line 902)" in found.notes


def test_missing_columns_are_said(tmp_path):
    headers = [h for h in UK if h != "Shipped Time"]
    found = said(tmp_path, csv_text(PLAIN, headers=headers))
    assert any(note.startswith("the file has no column Shipped Time") for note in found.notes)
    assert "shipped_at" not in found.table.column_names


# --- rows whose cells have moved ------------------------------------------------------------------


def moved(n, *, lost=None, gained=None):
    """The n-th line with a cell lost or a blank one gained before a column, as wide as the others."""
    cells = list(row(n, **{"Phone #": "07700900123", "Delivery Option": "Standard shipping"}).values())
    if lost is not None:
        cells = [*cells[: UK.index(lost)], *cells[UK.index(lost) + 1 :], ""]
    if gained is not None:
        cells = [*cells[: UK.index(gained)], "", *cells[UK.index(gained) : -1]]
    return dict(zip(UK, cells, strict=True))


AFTER = UK[UK.index("Cancel By") : UK.index("Shipping Provider Name") + 1]


@pytest.mark.parametrize("how", ["lost", "gained"])
@pytest.mark.parametrize("header", AFTER)
def test_a_row_whose_cells_have_moved_is_set_aside_whole(tmp_path, how, header):
    found = said(tmp_path, csv_text([*PLAIN, moved(99, **{how: header})]))
    (bad,) = found.quarantined
    assert "shifted" in bad.rule
    assert "do not stand under their headers" in bad.reason
    assert "please ring" not in found.table["carrier"].to_pylist()
    for secret in (*BUYERS, "shopper_", "7700900123", "LS1 4AP", "please ring", "United Kingdom"):
        assert secret not in repr((bad, found.notes))
    assert bad.raw == f"Order ID: {row(99)['Order ID']}"


def moved_within(n, lost, gained, **cells):
    """The n-th line with a cell lost, and a blank gained before a later column: what stands behind that has not moved."""
    cells = row(n, **{"Delivery Option": "Standard shipping", "Buyer Message": "leave at the Blue Door", **cells})
    body = [cells[h] for h in UK if h != lost]
    body.insert(UK.index(gained) - 1, "")
    return dict(zip(UK, body, strict=True))


@pytest.mark.parametrize("lost", ["Tracking ID", "Delivery Option", "Shipping Provider Name"])
@pytest.mark.parametrize("gained", ["Package ID", "Product Tax Rate"])
@pytest.mark.parametrize("country", ["United Kingdom", ""])
def test_a_buyers_text_under_the_carrier_beside_a_package_id_that_stands_is_told(tmp_path, lost, gained, country):
    lines = [row(n, **{"Delivery Option": "Standard shipping", "Country": country}) for n in range(40)]
    for name, moved_line in (
        ("a.csv", moved_within(99, lost, gained, Country=country)),
        ("b.csv", moved_within(99, lost, gained, Country=country, **{"Buyer Message": "Ada Buyerson"})),
    ):
        found = said(tmp_path, csv_text([*lines, moved_line]))
        assert found.table.num_rows == 40, name
        (bad,) = found.quarantined
        assert bad.rule.startswith("shifted") or "shifted" in bad.rule
        assert bad.raw == f"Order ID: {row(99)['Order ID']}"
        for secret in (*BUYERS, "shopper_", "7700900123", "LS1 4AP", "Blue Door", "United Kingdom"):
            assert secret not in repr((bad, found.notes))


def test_the_same_in_a_workbook(tmp_path):
    lines = [row(n, **{"Delivery Option": "Standard shipping"}) for n in range(40)]
    body = [*lines, moved_within(99, "Delivery Option", "Package ID")]
    path = xlsx([list(UK), *([line[h] for h in UK] for line in body)], tmp_path / "a.xlsx")
    for held in (None, 0):
        with pytest.MonkeyPatch.context() as patch:
            if held is not None:
                patch.setattr(xlsx_rows, "_HELD", held)
            (found,) = parse(Request(path=path, file="orders/a.xlsx", site="UK"))
        assert [q.rule for q in found.quarantined] == ["shifted"]
        assert "Blue Door" not in repr((found.quarantined, found.notes, found.table["carrier"].to_pylist()))


def test_a_rare_carrier_is_no_moved_row(tmp_path):
    lines = [row(n, **{"Delivery Option": "Standard shipping"}) for n in range(400)]
    rare = [
        row(401, **{"Shipping Provider Name": "Own van", "Delivery Option": "Collected"}),
        row(402, **{"Shipping Provider Name": "Moor & Dale", "Delivered Time": "", "Cancelled Time": "05/05/2026 10:00:00"}),
        row(403, **{"Shipping Provider Name": "Third Way", "Recipient": "", "Phone #": "", "Zipcode": "", "Country": ""}),
        row(404, **{"Warehouse Name": "Hull", "Country": "Jersey", "Zipcode": "JE2 3AB", "Buyer Message": "ring twice"}),
        row(405, **{"Shipping Provider Name": "Northway Parcels 24", "Delivery Option": "Northway Parcels 24"}),
    ]
    found = said(tmp_path, csv_text([*lines, *rare]))
    assert (found.table.num_rows, found.quarantined) == (405, ())


@pytest.mark.parametrize(
    ("headers", "site", "status", "substatus", "means"),
    [
        (ID, "ID", "Dibatalkan", "Dibatalkan", "cancelled"),
        (ID, "ID", "Dikirim", "Terkirim", "shipped"),
        (UK, "UK", "Canceled", "To ship", "cancelled"),
        (UK, "UK", "Awaiting shipment", "To ship", None),
        (UK, "UK", "In transit", "In transit", "shipped"),
    ],
)
def test_a_status_in_the_place_of_a_substatus_or_the_other_way_is_no_moved_cell(
    tmp_path, headers, site, status, substatus, means
):
    told = {"Order Status": status, "Order Substatus": substatus}
    lines = [row(n, headers=headers, **(told if n % 20 == 3 else {})) for n in range(200)]
    found = said(tmp_path, csv_text(lines, headers=headers), site=site)
    assert (found.table.num_rows, found.quarantined) == (200, ())
    assert column(found, "status").count(means) == 10
    assert any("is not known (10 rows)" in note for note in found.notes)


@pytest.mark.parametrize(
    "cells",
    [
        {"Shipping Provider Name": "ada@example.com"},
        {"Shipping Provider Name": "07700 900123"},
        {"Warehouse Name": "LS1 4AP"},
        {"Seller SKU": "(+44)7*****0123"},
        {"Package ID": "LS1 4AP"},
        {"Package ID": "90210"},
        {"Tracking ID": "(+44)7700900123"},
        {"Fulfillment Type": "please ring", "Quantity": "Lamp"},
        {"Order Status": "Ada Buyerson", "Tracking ID": "Northway Parcels"},
    ],
)
def test_what_can_only_be_a_buyers_is_told_and_not_quoted(tmp_path, cells):
    (bad,) = said(tmp_path, csv_text([*PLAIN, row(99, **cells)])).quarantined
    assert "shifted" in bad.rule
    assert not any(text in repr(bad) for text in cells.values())


@pytest.mark.parametrize(
    "cells",
    [
        {"Order Status": "Ready for collection", "Order Substatus": "Ready for collection"},
        {"Shipping Provider Name": "Own van", "Tracking ID": ""},
        {"Seller SKU": "5012345678900", "Warehouse Name": "7293847561029384756"},
        {"Package ID": "", "Shipped Time": "", "Delivered Time": "", "Shipping Provider Name": "Own van"},
    ],
)
def test_rows_that_are_only_new_are_used(tmp_path, cells):
    assert said(tmp_path, csv_text([*PLAIN, row(99, **cells)])).table.num_rows == 41


def test_a_stray_quote_in_a_row_that_is_ragged_names_the_orders_it_swallows(tmp_path):
    header, *body = csv_text([dict(r, **{"Product Name": "Lamp"}) for r in PLAIN]).splitlines()
    body[4] = body[4].replace("please ring", '"please ring', 1)
    body[6] = body[6].replace("United Kingdom", 'United "Kingdom')
    found = said(tmp_path, "\n".join([header, *body]))
    (bad,) = [q for q in found.quarantined if q.line == 6]
    assert bad.rule == "open-quote"
    assert f"swallows 2 further order lines ({ORDER_IDS[5]}, {ORDER_IDS[6]})" in bad.reason
    assert bad.raw.startswith(ORDER_IDS[4])


def test_a_chinese_row_that_explains_the_columns_is_told(tmp_path):
    told = dict.fromkeys(UK, "说明") | {"Order ID": "平台订单号", "Created Time": "订单创建的时间"}
    found = said(tmp_path, csv_text([told, *PLAIN]))
    assert (found.description, found.table.num_rows) == (1, 40)


# --- files of another site ------------------------------------------------------------------------


def test_amounts_of_another_currency_are_not_taken_for_the_sites(tmp_path):
    for amount, code in (("S$12.50", "SGD"), ("MXN 12.50", "MXN"), ("RM 12.50", "MYR")):
        text = csv_text(rows(40, **{"Order Amount": amount}))
        told = refused(tmp_path, text)
        assert f"its amounts are in {code}, but uk_orders was taken for site UK, which has GBP" in told
        assert "format: (such as uk_orders), zone: and date_format:" in told
    assert said(tmp_path, csv_text(rows(40, **{"Order Amount": "GBP 12.50"}))).table.num_rows == 40
    stated = {"format": "uk_orders", "zone": "Asia/Singapore", "date_format": "DD/MM/YYYY"}
    assert said(tmp_path, text, **stated).table.num_rows == 40


def test_statuses_of_another_language_are_not_taken_for_the_sites(tmp_path):
    told = refused(tmp_path, csv_text(rows(40, **{"Order Status": "Completado", "Order Substatus": "Completado"})))
    assert "most texts of Order Status are not known to uk_orders; they are those of mx_orders" in told
    told = refused(tmp_path, csv_text(rows(40, **{"Order Status": "Fini"})))
    assert "no format knows them" in told


TOLD = {"Product Tax Rate", "RTH Time"}  # headers of the United Kingdom alone
PLAINER = [h for h in UK if h not in TOLD]


def assumption(found):
    return [note for note in found.notes if "nothing in the file tells its site" in note]


def test_a_file_that_nothing_tells_apart_is_said_to_be_taken_for_the_sites(tmp_path):
    (note,) = assumption(said(tmp_path, csv_text(PLAIN, headers=PLAINER)))
    assert "taken for one of UK, the case's" in note
    assert "state format:, zone: and date_format: in case.yaml data.orders" in note
    assert not assumption(said(tmp_path, csv_text(PLAIN)))  # a header of its own
    pounds = csv_text(rows(40, **{"Order Amount": "GBP 12.50"}), headers=PLAINER)
    assert not assumption(said(tmp_path, pounds))
    assert not assumption(said(tmp_path, csv_text(PLAIN, headers=PLAINER), format="uk_orders"))


def test_statuses_of_one_market_alone_tell_its_site(tmp_path):
    plainer = [h for h in ID if h not in {"Regency and City", "Tokopedia Invoice Number", "Purchase Channel"}]
    lines = [{**r, "Order Status": "Selesai"} for r in rows(20, headers=ID)]
    assert not assumption(said(tmp_path, csv_text(lines, headers=plainer), site="ID"))
    english = [{**r, "Order Status": "Completed", "Order Substatus": "Completed"} for r in lines]
    assert len(assumption(said(tmp_path, csv_text(english, headers=plainer), site="ID"))) == 1


# --- what is no order export --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xef\xbb\xbf", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"<html><table><tr><td>Order ID</td></tr></table></html>", "web page"),
        (b"\xef\xbb\xbf\n <!-- Ada Buyerson -->\n<p>x", "web page"),
        ("<div>Ada Buyerson</div>".encode("utf-16"), "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7 ...", "evidence/"),
        (b"Product,Price\nLamp,8\n", "no order id column, so no export of orders; its headers are 'Product', 'Price'"),
        (csv_text([row(1, **{"Order ID": "x"})]).encode(), "none of its 1 rows can be used; line 2"),
    ],
)
def test_what_is_no_order_export_is_refused(tmp_path, content, says):
    assert says in refused(tmp_path, content)


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_file_without_its_header_is_refused_and_not_quoted(tmp_path, delimiter):
    text = csv_text(PLAIN, delimiter=delimiter).split("\n", 1)[1]
    for request in ({}, {"format": "uk_orders"}):
        told = refused(tmp_path, text, **request)
        assert "its first row looks like data; export it again with its header row" in told
        assert not any(secret in told for secret in (*BUYERS, "shopper_", "7700900123", "LS1 4AP", "please ring", "Leeds"))


def test_a_header_alone_is_no_export_of_orders(tmp_path):
    assert "holds no rows under its header; export it again for the days of the case" in refused(tmp_path, csv_text([]))


@pytest.mark.parametrize("encoding", ["gb18030", "cp1252", "latin-1"])
def test_what_is_utf8_is_not_read_as_what_is_declared(tmp_path, encoding):
    text = csv_text([row(n, **{"Warehouse Name": "Zürich 仓"}) for n in range(40)])
    assert "but it is UTF-8; take the declaration out" in refused(tmp_path, text, encoding=encoding)
    assert said(tmp_path, csv_text(PLAIN), encoding=encoding).table.num_rows == 40  # ASCII is all of them


def test_the_careful_reader_agrees_with_the_fast_one(tmp_path, monkeypatch):
    lines = [dict(r, **{"Buyer Message": 'a "b"\nc' if n % 3 == 0 else "x"}) for n, r in enumerate(PLAIN)]
    text = csv_text(lines) + "1,2,3\n\n"
    fast = said(tmp_path, text)
    monkeypatch.setattr(csv_rows, "_fast", lambda *_: None)
    slow = said(tmp_path, text)
    assert slow.table.equals(fast.table)
    assert slow.quarantined == fast.quarantined


def test_threads_change_nothing(tmp_path, monkeypatch):
    text = csv_text(PLAIN) + "1,2,3\n" + csv_text([row(50, **{"Buyer Message": "a\nb"}), row(51)]).split("\n", 1)[1]
    one = said(tmp_path, text)
    monkeypatch.setattr(csv_rows, "_THREADS_FROM", 0)
    many = said(tmp_path, text)
    assert many.table.equals(one.table)
    assert many.quarantined == one.quarantined
    assert [q.line for q in many.quarantined] == [42]


def test_small_steps_change_nothing(tmp_path, monkeypatch):
    lines = [dict(r, **{"Buyer Message": "a\r\nb\n\nc" if n % 4 == 0 else "x"}) for n, r in enumerate(PLAIN)]
    for text in (csv_text(lines), csv_text(lines).replace("\n", "\r\n"), csv_text(lines).replace(",x,", ',"x",') + "\r\n\r\n"):
        whole = said(tmp_path, text)
        for step in (7, 64):
            monkeypatch.setattr(csv_rows, "_STEP", step)
            assert said(tmp_path, text).table.equals(whole.table)
        monkeypatch.undo()


def test_bytes_that_are_no_text_are_refused_as_such(tmp_path):
    noise = bytes(i * 7919 % 256 for i in range(5_000))
    assert "neither a text nor a workbook" in refused(tmp_path, noise)
