"""Tables besides orders, and the quirks of a sheet that any table may have."""

import unicodedata
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from order_exports import UK, csv_text, row, rows, xlsx

from kit.errors import BadFile
from kit.orders.export_format import client_formats
from kit.orders.reading import parse
from kit.orders.sheet import Request
from kit.orders.typed import Typed
from kit.paths import FORMATS

SECRET = b"a key of the case"
PAYOUTS = {  # a made format of a client
    "id": "payouts",
    "kind": "unsettled",
    "title": "Payouts on hold",
    "market": None,
    "source": ["made for this test"],
    "grade": "own_knowledge",
    "seen": "2026-11-21",
    "header_status": "made",
    "date_format": "YYYY/MM/DD",
    "zone_status": "that of the case",
    "columns": [
        {"field": "entry_id", "headers": ["Entry"]},
        {"field": "order_id", "headers": ["Related order"]},
        {"field": "created_at", "headers": ["Created", "Created(UTC)"]},
        {"field": "estimated_amount", "headers": ["Estimate"]},
        {"field": "quantity", "headers": ["Pieces"]},
        {"field": "reason", "headers": ["Why"]},
    ],
    "known": ["Memo"],
}
HEAD = "Entry,Related order,Created,Estimate,Pieces,Why"
LINES = [f"E-{n},57646075230342{n:04d},2026/05/{n:02d},{n}.50,1,waiting" for n in range(1, 20)]


def request(at: Path, name: str, content: str | bytes = b"", **more) -> Request:
    """One file of the finance folder of a UK case, read by the made format."""
    path = at / name
    if content:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    plain = {"site": "UK", "site_zone": "Europe/London", "folder": "finance", "secret": SECRET}
    if "client_formats" not in more:
        more["client_formats"] = (made(at),)
    return Request(path=path, file=f"finance/{name}", **plain | more)


def made(at: Path, **changed) -> Path:
    """The file of the made format."""
    path = at / f"{changed.get('id', 'payouts')}.yaml"
    path.write_text(yaml.safe_dump(PAYOUTS | changed, allow_unicode=True))
    return path


def said(asked: Request) -> Typed:
    (found,) = parse(asked)
    assert found.rows_in == found.table.num_rows + len(found.quarantined) + found.description
    return found


def refused(asked: Request) -> str:
    with pytest.raises(BadFile) as error:
        parse(asked)
    return " ".join(error.value.problems)


def payouts(folder: Path, *lines: str, head: str = HEAD, name: str = "hold.csv", **more) -> Typed:
    return said(request(folder, name, "\n".join([head, *lines]) + "\n", **more))


def column(found: Typed, name: str) -> list:
    return found.table[name].to_pylist()


def test_a_table_of_a_client_format(tmp_path):
    found = payouts(tmp_path, *LINES)
    assert (found.kind, found.format, found.zone, found.date_format) == ("unsettled", "payouts", "Europe/London", "YYYY/MM/DD")
    assert column(found, "entry_id")[0] == "E-1"  # an id of another table than orders may be any text
    assert column(found, "estimated_amount")[0] == Decimal("1.50")
    assert column(found, "created_at")[0] == datetime(2026, 4, 30, 23, tzinfo=UTC)
    assert any("Created states a day without a time" in note for note in found.notes)


def test_a_slash_means_none_in_finance_files(tmp_path):
    found = payouts(tmp_path, *LINES, "E-99,/,/,3.00,/,/")
    assert [column(found, n)[-1] for n in ("order_id", "created_at", "quantity", "reason")] == [None] * 4


# --- where the rows stand -----------------------------------------------------------------------

BANNER = ["Disclaimer: estimates, not promises", "Download time: 2026-06-12", "Total Transactions: 19", ""]


def test_a_header_under_banner_rows(tmp_path):
    found = payouts(tmp_path, HEAD, *LINES, head="\n".join(BANNER))
    assert (found.rows_in, column(found, "line")[0]) == (19, 6)
    assert "the first 4 lines, above the header, are not read" in found.notes
    cells = [[text] if text else [] for text in BANNER] + [line.split(",") for line in (HEAD, *LINES)]
    book = said(request(tmp_path, xlsx(cells, tmp_path / "b.xlsx").name))
    assert book.table.equals(found.table)
    assert "the header stands in row 5; what is above it is not read" in book.notes


def test_a_header_further_down_than_the_layout_says_is_not_found(tmp_path):
    text = "\n".join([*["a banner"] * 6, HEAD, *LINES])
    assert "poa map" in refused(request(tmp_path, "hold.csv", text))
    deep = made(tmp_path, layout={"header_within": 9})
    assert said(request(tmp_path, "hold.csv", text, client_formats=(deep,))).rows_in == 19


TEMPLATE = PAYOUTS | {
    "id": "template",
    "kind": "products",
    "columns": [{"field": "product_id", "headers": ["product_id"]}, {"field": "title", "headers": ["product_name"]}],
    "layout": {"data_after": 5, "sheets": ["Template"]},
    "known": [],
}
EXPLAINED = ["V4,", "Product ID,Product name", "Mandatory,Mandatory", "Do not edit,1 to 255 characters"]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_rows_that_explain_the_columns_are_counted_never_skipped_blindly(tmp_path, suffix):
    chosen = made(tmp_path, **TEMPLATE)
    lines = ["product_id,product_name", *EXPLAINED, "1729384756102938,Lamp", "1729384756102939,Shade"]
    early = [*lines[:4], *lines[5:]]  # a row less: the first product stands where help is expected
    for text, explained in ((lines, 4), (early, 3)):
        (tmp_path / "p.csv").write_text("\n".join(text) + "\n")
        xlsx([line.split(",") for line in text], tmp_path / "p.xlsx", extra={"Template": [line.split(",") for line in text]})
        found = said(request(tmp_path, f"p.{suffix}", folder="listings", client_formats=(chosen,), format="template"))
        assert (found.description, column(found, "product_id")) == (explained, ["1729384756102938", "1729384756102939"])


def test_only_the_sheet_that_the_layout_names_is_read(tmp_path):
    chosen = made(tmp_path, **TEMPLATE)
    cells = [["product_id", "product_name"], ["1729384756102938", "Lamp"]]
    book = xlsx(cells, tmp_path / "p.xlsx", extra={"Template": cells})
    found = said(request(tmp_path, book.name, folder="listings", client_formats=(chosen,), format="template"))
    assert found.sheet == "Template"
    assert any("'OrderSKUList' is not read" in note for note in found.notes)


# --- a header that stands twice -----------------------------------------------------------------

TWICE = "Entry,Related order,Created,Estimate,Pieces,Why,Related order"


def test_a_header_that_stands_twice_is_read_where_it_is_filled(tmp_path):
    lines = [
        "E-1,,2026/05/01,1.50,1,w,5764607523034201",
        "E-2,5764607523034202,2026/05/02,2.50,1,w,",
        "E-3,77,2026/05/13,3.50,1,w,77",
    ]
    found = payouts(tmp_path, *lines, head=TWICE)
    assert column(found, "order_id") == ["5764607523034201", "5764607523034202", "77"]
    assert any("Related order stands in several columns" in note for note in found.notes)
    cells = [line.split(",") for line in (TWICE, *lines)]
    assert said(request(tmp_path, xlsx(cells, tmp_path / "b.xlsx").name)).table.equals(found.table)


def test_a_header_that_stands_twice_and_disagrees_is_no_silent_choice(tmp_path):
    found = payouts(tmp_path, *[f"{line},{line.split(',')[1]}" for line in LINES], "E-99,77,2026/05/13,3.50,1,w,78", head=TWICE)
    (bad,) = found.quarantined
    assert (bad.rule, bad.line) == ("columns-disagree", 21)
    assert "Related order '77' stands in another column with another text" in bad.reason


# --- money, counts, flags -----------------------------------------------------------------------


def test_money_that_does_not_fit_is_quarantined(tmp_path):
    found = payouts(tmp_path, *LINES, "E-99,77,2026/05/13,about 3,1,w", "E-98,77,2026/05/13,3,two,w")
    assert [(q.rule, q.line) for q in found.quarantined] == [("money", 21), ("quantity", 22)]
    assert (
        "Estimate 'about 3' is no amount with a point before decimals and a comma between thousands"
        in found.quarantined[0].reason
    )
    assert "Estimate: about 3" in found.quarantined[0].raw


def test_a_needed_amount_in_another_notation_is_refused_with_the_next_step(tmp_path):
    text = "\n".join([HEAD, *[f'E-{n},77,2026/05/13,"{n},50",1,w' for n in range(9)]])
    told = refused(request(tmp_path, "hold.csv", text))
    assert "9 cells of Estimate (such as '0,50', '1,50', '2,50') are no amounts with a point before decimals" in told
    assert "poa map" in told
    comma = made(tmp_path, notation={"decimal": ",", "thousands": "."})
    assert column(said(request(tmp_path, "hold.csv", text, client_formats=(comma,))), "estimated_amount")[1] == Decimal("1.50")


def test_other_amounts_in_another_notation_are_left_blank_with_a_note(tmp_path):
    lines = [dict(r, **{"Order Amount": f"{n},50"}) for n, r in enumerate(rows(40))]
    found = said(request(tmp_path, "o.csv", csv_text(lines), folder="orders", client_formats=()))
    assert column(found, "order_amount") == [None] * 40
    assert any("40 cells of Order Amount" in note and "left blank" in note for note in found.notes)


def test_numbers_of_a_workbook_are_not_read_by_the_sites_notation(tmp_path):
    comma = made(tmp_path, notation={"decimal": ",", "thousands": "."})
    cells = [HEAD.split(","), ["E-1", "77", "2026/05/13", 62.125, "1", "w"], ["E-2", "77", "2026/05/14", "62.125", "1", "w"]]
    found = said(request(tmp_path, xlsx(cells, tmp_path / "b.xlsx").name, client_formats=(comma,)))
    assert column(found, "estimated_amount") == [Decimal("62.125"), Decimal(62125)]


def test_yes_and_no(tmp_path):
    headers = [*UK, "Sample"]
    lines = [r | {"Sample": text} for r, text in zip(rows(40), ["TRUE", "no", "", "maybe", *["1"] * 36], strict=True)]
    uk = yaml.safe_load((Path(__file__).parents[2] / "kit/orders/formats/uk_orders.yaml").read_text())
    path = tmp_path / "own.yaml"
    columns = [*uk["columns"], {"field": "is_sample", "headers": ["Sample"]}]
    path.write_text(yaml.safe_dump(uk | {"id": "own", "columns": columns}, allow_unicode=True))
    found = said(request(tmp_path, "o.csv", csv_text(lines, headers=headers), folder="orders", client_formats=(path,)))
    assert column(found, "is_sample")[:5] == [True, False, None, None, True]
    assert "Sample 'maybe' is not known (1 rows): left blank" in found.notes


# --- buyers -------------------------------------------------------------------------------------


def buyers(folder: Path, *names: str, secret: bytes = SECRET) -> list:
    lines = [row(n, **{"Buyer Username": name}) for n, name in enumerate(names)]
    return column(said(request(folder, "o.csv", csv_text(lines), folder="orders", client_formats=(), secret=secret)), "buyer")


def test_a_buyer_is_a_keyed_digest_and_a_mask_is_none(tmp_path):
    first, again, other, masked = buyers(tmp_path, "ada_ñ", unicodedata.normalize("NFD", "ADA_Ñ"), "bob", "***")
    assert first == again != other
    assert masked is None
    assert len(first) == 16
    assert int(first, 16)
    assert buyers(tmp_path, "ada_ñ", secret=b"another")[0] != first
    assert buyers(tmp_path, "ada_ñ", secret=b"x" * 100) == buyers(tmp_path, "ada_ñ", secret=b"x" * 100) != [first]
    assert buyers(tmp_path, "ada_ñ", secret=b"") == [None]


def test_a_buyer_is_in_no_quarantine_and_no_note(tmp_path):
    lines = [row(1, **{"Buyer Username": "ada_secret", "Quantity": "x"}), *rows(40, first=2, **{"Buyer Username": "ada_secret"})]
    text = csv_text(lines).replace("Northway Parcels,", "Northway Parcels,,", 1).replace(",Northway", "Northway", 1)
    found = said(request(tmp_path, "o.csv", text, folder="orders", client_formats=()))
    assert found.quarantined
    assert "ada_secret" not in repr((found.quarantined, found.notes))


# --- clocks -------------------------------------------------------------------------------------


def test_the_clock_of_a_format_of_any_market(tmp_path):
    assert payouts(tmp_path, *LINES, zone="Asia/Tokyo").zone == "Asia/Tokyo"
    text = "\n".join([HEAD, *LINES])
    assert "the zone of its times is not known" in refused(request(tmp_path, "hold.csv", text, site_zone=None))
    own = made(tmp_path, zone="Asia/Manila")
    assert said(request(tmp_path, "hold.csv", text, client_formats=(own,))).zone == "Asia/Manila"


def test_a_clock_that_the_file_states_itself(tmp_path):
    found = payouts(tmp_path, LINES[0], name="Onhold-2026_06_01(UTC-7).csv")
    assert column(found, "created_at")[0] == datetime(2026, 5, 1, 7, tzinfo=UTC)
    assert any("as the name of the file says" in note for note in found.notes)
    header = payouts(tmp_path, LINES[0], head=HEAD.replace("Created", "Created(UTC)"))
    assert column(header, "created_at")[0] == datetime(2026, 5, 1, tzinfo=UTC)


# --- formats of the client ----------------------------------------------------------------------


def test_a_malformed_client_format_is_refused_by_name(tmp_path):
    broken = made(tmp_path, date_format="DD.MM")
    told = refused(request(tmp_path, "hold.csv", "\n".join([HEAD, *LINES]), client_formats=(broken,)))
    assert "format payouts.yaml" in told
    assert "no date format" in told


def test_a_client_format_may_not_take_the_id_of_another(tmp_path):
    taken = made(tmp_path, id="uk_orders")
    told = refused(request(tmp_path, "hold.csv", "\n".join([HEAD, *LINES]), client_formats=(taken,)))
    assert "the id 'uk_orders' is taken" in told


def test_what_no_format_fits_names_the_next_step(tmp_path):
    assert "poa map FILE" in refused(request(tmp_path, "hold.csv", "a,b\n1,2\n"))


# --- Excel --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["entry_id", "order_id"])
def test_a_formula_is_never_worked_out_in_an_id(tmp_path, name):
    cell = '="00123"'
    line = f"{cell},77" if name == "entry_id" else f"E-99,{cell}"
    found = payouts(tmp_path, *LINES, f"{line},2026/05/13,3.50,1,w")
    (bad,) = found.quarantined
    assert bad.rule == "formula"
    assert "is a formula, which is not worked out; export the file again" in bad.reason


def test_a_formula_in_a_text_stays_as_it_is_written(tmp_path):
    found = payouts(tmp_path, *LINES, "E-99,77,2026/05/13,3.50,1,=cmd|'/c calc'!A0")
    assert column(found, "reason")[-1] == "=cmd|'/c calc'!A0"
    assert "1 cells of Why begin with '=': kept as text, never worked out" in found.notes


def test_ids_of_any_table_that_excel_damaged_are_refused(tmp_path):
    found = payouts(tmp_path, *LINES, "5.76E+17,77,2026/05/13,3.50,1,w", "E-99,5.76E+17,2026/05/13,3.50,1,w")
    assert [q.rule for q in found.quarantined] == ["damaged-id", "damaged-id"]
    assert "export it again as CSV" in found.quarantined[0].reason


def test_dates_that_a_spreadsheet_rewrote_in_part_are_refused(tmp_path):
    lines = [row(n, **{"Created Time": f"2026-05-{n % 9 + 1:02d} 10:00:00"} if n % 4 == 0 else {}) for n in range(900)]
    told = refused(request(tmp_path, "o.csv", csv_text(lines), folder="orders", client_formats=()))
    assert "Created Time mixes DD/MM/YYYY HH:MM:SS and YYYY-MM-DD HH:MM:SS" in told


# --- text ---------------------------------------------------------------------------------------


def test_headers_and_values_are_alike_composed_or_not(tmp_path):
    own = made(tmp_path, columns=[*PAYOUTS["columns"][:5], {"field": "reason", "headers": ["Lý do"]}])
    text = "\n".join([HEAD.replace("Why", "Lý do"), *LINES, "E-99,77,2026/05/13,3.50,1,đã giữ"])
    texts = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    one, other = (said(request(tmp_path, "hold.csv", t, client_formats=(own,))) for t in texts)
    assert one.table.equals(other.table)


def test_a_space_before_a_header(tmp_path):
    assert payouts(tmp_path, *LINES, head=HEAD.replace("Entry", " Entry")).rows_in == 19


@pytest.mark.parametrize("where", ["in a cell", "at the end"])
def test_nul_bytes_lose_no_row(tmp_path, where):
    text = "\n".join([HEAD, *LINES]) + "\n"
    text = text.replace("E-3,5764", "E-3,5\0764") if where == "in a cell" else text + "\0" * 50
    found = said(request(tmp_path, "hold.csv", text))
    assert found.rows_in == (19 if where == "in a cell" else 20)
    assert column(found, "entry_id")[-1] == "E-19"


def test_an_empty_table_of_any_kind(tmp_path):
    found = payouts(tmp_path)
    assert (found.rows_in, found.table.num_rows, found.exported) == (0, 0, None)


def test_a_client_format_of_tracking_is_refused_not_passed_over(tmp_path):
    text = (FORMATS / "tracking_ups.yaml").read_text(encoding="utf-8").replace("id: tracking_ups", "id: mine")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match="of tracking; a client's own formats are of tables"):
        client_formats([tmp_path / "mine.yaml"])
