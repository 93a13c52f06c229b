"""Units sold never exceed units bought before; each invoice is of the chain, to the seller, among the evidence."""

import pytest
from made_chain import FIRST, INVOICE, PURCHASES, RIGHT, SECOND, audit, made

SHEET = "records/purchases.csv"


def balance(folder, *, sheet=PURCHASES, papers=(RIGHT, FIRST, SECOND, INVOICE), **more):
    """The audit over a sheet of purchases."""
    return audit(made(folder / "case", papers=papers, files={SHEET: sheet}, **more), "purchases")


def test_units_bought_cover_units_sold(tmp_path):
    found = balance(tmp_path)
    assert found.gaps == ()
    assert found.sentence == "50 units were bought and 41 sold; for 2 of 2 SKUs every unit sold had been bought before."
    assert [row.cells[:6] for row in found.rows] == [
        ("TH-1", "20 March 2026", "40", "32", "8", "MO-118"),
        ("TH-2", "12 May 2026", "10", "9", "1", "MO-118"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("TH-1,40", "TH-1,30", "short", "by 11 May 2026 2 more of TH-1 had been sold than bought (30 bought and 32 sold in all)"),
        ("2026-03-02,TH-2", "2026-05-13,TH-2", "short", "by 12 May 2026 9 more of TH-2"),
        (",TH-2,10", ",TH-9,10", "short", "no purchase of TH-2 is listed, and 9 were sold"),
        (",Made Trading,", ",Made Trading Group,", "buyer", "made out to “Made Trading Group”"),
        ("Moorgate Outdoor Distribution Ltd,", "Peak Surplus Ltd,", "supplier", "Peak Surplus Ltd, the supplier of MO-118"),
        ("MO-118", "MO-811", "number", "the paper bill has the number MO-118"),
        (",bill", ",", "no_paper", "is not among the evidence"),
        ("TH-2,10,piece", "TH-2,10,Carton of 12", "unit", "counts in Carton of 12, and sales are counted in single units"),
        ("TH-2,10,piece", "TH-2,10,箱", "unit", "counts in 箱"),
        ("2026-03-02", "2025-03-02", "age", "is 491 days old on the day of the letter; counted here: 365"),
    ],
)
def test_each_gap_has_its_name(tmp_path, old, new, kind, said):
    assert old in PURCHASES
    found = balance(tmp_path, sheet=PURCHASES.replace(old, new))
    kinds = {gap.id.rpartition(".")[2] for gap in found.gaps}
    assert kinds == ({kind, "paper_supplier"} if kind == "supplier" else {kind})
    assert any(said in gap.what for gap in found.gaps), found.gaps


STATED = INVOICE.replace("}}", ', customer: "MADE TRADING", issued: 2 March 2026, units: "50"}}')


@pytest.mark.parametrize(
    ("paper", "sheet", "gap"),
    [
        (STATED, PURCHASES, None),
        (STATED.replace("2 March 2026", "02/03/2026"), PURCHASES, None),
        (STATED, PURCHASES.replace("TH-2,10", "TH-2,12"), ("paper_units", "has 50 units, the sheet 52")),
        (STATED.replace('"50"', '"1,050 pcs"'), PURCHASES, ("paper_units", "has 1,050 units, the sheet 50")),
        (STATED.replace("2 March", "12 March"), PURCHASES, ("paper_date", "is of 12 March 2026, the sheet says 2 March 2026")),
        (STATED.replace("MADE TRADING", "Fell and Fern"), PURCHASES, ("paper_buyer", "is made out to Fell and Fern, the sheet says Made Trading")),
    ],
)  # fmt: skip
def test_the_sheet_is_held_against_the_invoice(tmp_path, paper, sheet, gap):
    found = balance(tmp_path, sheet=sheet, papers=(RIGHT, FIRST, SECOND, paper))
    assert [one.id for one in found.gaps] == ([f"purchases.MO-118.{gap[0]}"] if gap else [])
    assert gap is None or found.gaps[0].what == f"invoice MO-118 of Moorgate Outdoor Distribution Ltd: the paper bill {gap[1]}"


def test_an_invoice_is_summed_with_the_skus_that_the_notice_does_not_name(tmp_path):
    other = "Moorgate Outdoor Distribution Ltd,Made Trading,MO-118,2026-03-02,TH-9,4,piece,bill\n"
    found = balance(tmp_path, sheet=PURCHASES.replace("TH-1,40", "TH-1,36") + other, papers=(RIGHT, FIRST, SECOND, STATED))
    assert found.gaps == ()


def test_a_line_without_units_or_of_a_day_to_come_is_told(tmp_path):
    sheet = PURCHASES + PURCHASES.splitlines()[1].replace("MO-118,2026-03-02,TH-1,40", "MO-200,2026-08-02,TH-1,0") + "\n"
    kinds = {gap.id for gap in balance(tmp_path, sheet=sheet).gaps}
    assert kinds == {"purchases.MO-200.quantity", "purchases.MO-200.future", "purchases.MO-200.number"}


def test_sales_of_the_day_of_an_invoice_are_covered_by_it(tmp_path):
    sold = (("TH-1", "2026-03-02", 40), ("TH-2", "2026-03-02", 10))
    assert balance(tmp_path, sold=sold).gaps == ()


def test_without_a_sheet_it_says_so(tmp_path):
    assert "records/" in audit(made(tmp_path / "case"), "purchases").unavailable


def test_without_orders_nothing_is_called_covered_by_sales(tmp_path):
    found = balance(tmp_path, sold=())
    assert found.untold == 2
    assert any("no order exports" in note for note in found.notes)


def test_capitals_of_a_sku_do_not_part_a_purchase_from_its_sales(tmp_path):
    found = balance(tmp_path, sheet=PURCHASES.replace("TH-", "th-"))
    assert found.gaps == ()
    assert [row.cells[0] for row in found.rows] == ["TH-1", "TH-2"]


def test_a_buyer_is_looked_for_on_every_line_of_an_invoice(tmp_path):
    head, first, second = PURCHASES.strip().splitlines()
    bare, other = second.replace(",Made Trading,", ",,"), second.replace(",Made Trading,", ",Made Trading Group,")
    assert bare != second != other
    (gap,) = balance(tmp_path / "bare", sheet=f"{head}\n{first}\n{bare}\n").gaps
    assert (gap.id, gap.severity) == ("purchases.MO-118.no_buyer", "warning")
    assert gap.what.endswith("to whom it is made out is not stated in 1 of its 2 lines (records/purchases.csv:3)")
    (gap,) = balance(tmp_path / "other", sheet=f"{head}\n{first}\n{other}\n").gaps
    assert (gap.id, "“Made Trading Group”" in gap.what) == ("purchases.MO-118.buyer", True)
