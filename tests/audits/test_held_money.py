"""Held money: each row in one standing, sums by currency and age, and what is settled too is told."""

import made_records

HEAD = (
    "Type,Order/adjustment ID,Creation date,Currency,Total estimated settlement amount,Estimated Settle time,Unsettled reasons,"
    "Related order ID,Order created date,Order shipment date,Order delivery date,SKU ID,Quantity,VAT\n"
)
INCOME = "Order/adjustment ID,Type,Order created time,Order settled time,Currency,Total settlement amount,Total revenue\n"


def row(
    entry, amount, delivered, *, currency="GBP", ordered="2026/05/01", reason="Waiting for package delivery", kind="Order",
    settles="Delivered + 8 days",
):  # fmt: skip
    return f"{kind},{entry},{ordered},{currency},{amount},{settles},{reason},{entry},{ordered},{ordered},{delivered},1729,1,0\n"


def appeal(folder, *rows, more=None):
    edits = {"family: logistics": "family: payout_hold"}
    return made_records.case(folder, files={"finance/unsettled.csv": HEAD + "".join(rows), **(more or {})}, edits=edits)


def audit(made):
    return next(a for a in made.audits if a.id == "held_money")


ROWS = (
    row("5769000000000001", "10.50", "2026/06/01"),
    row("5769000000000002", "20", "2026/07/01"),
    row("5769000000000003", "5", "/", ordered="2026/07/03"),
    row("7331000000000001", "-2.25", "2026/06/01", kind="Adjustment"),
    row("5769000000000004", "7", "2026/04/20", ordered="2026/04/18"),
)


def test_each_row_stands_once_and_the_sums_are_those_of_the_export(tmp_path):
    found = audit(appeal(tmp_path / "case", *ROWS))
    assert found.figures["entries"] == "5"
    assert found.figures["sum"] == "GBP 40.25"
    assert (found.figures["past_sum"], found.figures["past_entries"]) == ("GBP 17.50", "2")
    assert found.figures["waits_sum"] == "GBP 20"
    assert found.figures["undelivered_sum"] == "GBP 5"
    assert found.figures["deducted_sum"] == "GBP -2.25"
    assert sum(int(r.cells[2]) for r in found.rows) == 5
    assert found.files["held-entries.csv"].decode("utf-8-sig").count("\r\n") == 6
    assert not found.gaps
    first = found.rows[0].cells
    assert (first[1], *first[3:]) == ("past its day", "GBP", "17.50", "", "", "17.50", "77 days")


def test_a_day_that_the_export_writes_out_is_its_day(tmp_path):
    days = ("2026-07-05", "2026/06/20", "30 July 2026", "05/06/2026")
    rows = [row(f"57690000000000{n:02}", "1", "2026/06/01", settles=day) for n, day in enumerate(days)]
    found = audit(appeal(tmp_path / "case", *rows)).figures
    assert (found["past_entries"], found["waits_entries"], found["no_term_entries"]) == ("2", "1", "1")


def test_the_sentence_names_what_there_is_and_nothing_else(tmp_path):
    """An export as Thailand's: an entry, its sum and no day of its own."""
    none = [row(f"57690000000000{n:02}", "3", "/", ordered="/") for n in range(2)]
    said = audit(appeal(tmp_path / "case", *none)).sentence
    assert said == "GBP 6 is held in 2 entries: GBP 6 (2) without a day in the export."
    said = audit(appeal(tmp_path / "more", *ROWS)).sentence
    assert said.endswith(
        "GBP 17.50 (2) past the day that the export itself names, GBP 25 (2) still within it or on the way, GBP -2.25 (1) of deductions."
    )


def test_currencies_are_never_added_up(tmp_path):
    found = audit(appeal(tmp_path / "case", *ROWS, row("5769000000000009", "100", "2026/06/02", currency="EUR")))
    assert found.figures["sum"] == "EUR 100 and GBP 40.25"
    assert [g.id for g in found.gaps] == ["held_money.currencies"]


def test_an_entry_that_is_settled_too_is_a_gap(tmp_path):
    more = {"finance/income.csv": f"{INCOME}5769000000000002,Order,2026/06/20,2026/07/02,GBP,19.80,24\n"}
    (gap,) = audit(appeal(tmp_path / "case", *ROWS, more=more)).gaps
    assert (gap.id, gap.severity) == ("held_money.5769000000000002.settled", "error")
    assert "GBP 19.80" in gap.what


def test_a_row_without_an_amount_is_set_apart_by_the_reader_and_stands_in_no_sum(tmp_path):
    made = appeal(tmp_path / "case", *ROWS, row("5769000000000008", "/", "2026/06/02"))
    assert audit(made).figures["sum"] == "GBP 40.25"
    assert [q.rule for q in made.orders.quarantine] == ["no-estimated-amount"]


def test_one_parcel_on_the_way_does_not_explain_a_hold_and_most_do(tmp_path):
    one = {c.pattern: c.verdict for c in appeal(tmp_path / "one", *ROWS).causes}
    most = [row(f"57691000000000{n:02}", "9", "/", ordered="2026/07/02") for n in range(12)]
    many = {c.pattern: c.verdict for c in appeal(tmp_path / "many", *ROWS, *most).causes}
    assert (one["held_undelivered"], many["held_undelivered"]) == ("unclear", "supported")
    assert many["held_returned"] == "denied"


def test_without_the_export_it_says_which_to_download(tmp_path):
    made = made_records.case(tmp_path / "case", files={}, edits={"family: logistics": "family: payout_hold"})
    assert "export of unsettled orders" in audit(made).unavailable
