"""A design or patent is disputed by what is older than its filing day; what is not older, not dated or of other goods is told."""

import pytest
from made_chain import audit, made

CITED = (
    "{id: cited, file: evidence/contract.pdf, kind: design_certificate, caption: Cited design, facts: {owner: Lumen Haus GmbH,"
    ' number: "008841207-0003", filed: 14 March 2025, status: registered}}'
)
SALE = "{id: sale, file: evidence/contract.pdf, kind: earlier_sale, caption: Order page, facts: {sold: 2 September 2024, skus: TH-1}}"
OWN = (
    "{id: own, file: evidence/contract.pdf, kind: design_certificate, caption: Own design, facts: {owner: MADE TRADING LIMITED,"
    " filed: 1 June 2024, skus: TH-1}}"
)


def found(folder, *papers, title="Registered design infringement"):
    return audit(made(folder, papers=papers, edits={"Counterfeit complaint": title}), "filing_day")


def kinds(told):
    return [(gap.id.partition(".")[2], gap.severity) for gap in told.gaps]


def test_an_earlier_sale_is_counted_to_the_filing_day(tmp_path):
    told = found(tmp_path, CITED, SALE)
    assert told.gaps == ()
    assert told.figures["days_before"] == "193"
    assert "1 of 1 paper is older than the filing of 14 March 2025, the oldest by 193 days" in told.sentence
    assert [row.cells[3] for row in told.rows] == ["", "193 days before", "371 days after", "424 days after"]


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        (("2 September 2024", "14 March 2025"), ("sale.later", "error")),
        (("2 September 2024", "15 March 2025"), ("sale.later", "error")),
        (("sold: 2 September 2024", "seller: Nobody"), ("sale.day", "error")),
        (("skus: TH-1", "skus: XX-9"), ("sale.goods", "error")),
        (("skus: TH-1", "invoice_number: 4"), ("sale.product", "warning")),
        (("skus: TH-1", "skus: XX-9；TH-10"), ("sale.goods", "error")),
    ],
)
def test_what_keeps_a_paper_from_showing_an_earlier_day_is_told(tmp_path, change, gap):
    assert kinds(found(tmp_path, CITED, SALE.replace(*change))) == [gap]


@pytest.mark.parametrize("skus", ["XX-9；TH-1", "XX-9; TH-1", "XX-9、th-1"])
def test_a_paper_of_several_skus_is_of_each(tmp_path, skus):
    assert kinds(found(tmp_path, CITED, SALE.replace("skus: TH-1", f"skus: {skus}"))) == []


def test_a_paper_that_is_not_at_hand_is_older_than_nothing(tmp_path):
    told = found(tmp_path, CITED, SALE.replace("file: evidence/contract.pdf", "status: missing"))
    assert kinds(told) == [("sale.absent", "error")]
    assert told.figures["older"] == "0"


def test_priority_counts_before_the_filing(tmp_path):
    told = found(tmp_path, CITED.replace("filed:", "priority: 1 September 2024, filed:"), SALE)
    assert kinds(told) == [("sale.later", "error")]


def test_a_right_without_a_filing_day_is_told(tmp_path):
    assert kinds(found(tmp_path / "a", CITED.replace("filed: 14 March 2025, ", ""), SALE)) == [("cited.filed", "error")]
    assert kinds(found(tmp_path / "b", SALE)) == [("right", "error")]


def test_an_own_right_is_held_against_the_cited_one(tmp_path):
    told = found(tmp_path, OWN.replace("MADE TRADING LIMITED", "Made Trading"), CITED)
    assert told.gaps == ()
    assert told.figures["number"] == "008841207-0003"
    assert told.figures["first"] == "1 June 2024"


def test_a_dispute_by_the_difference_alone_needs_no_earlier_day(tmp_path):
    assert "difference alone" in found(tmp_path, CITED).unavailable


def test_no_other_sort_is_asked_for_a_filing_day(tmp_path):
    appeal = made(tmp_path, papers=(CITED, SALE))  # a counterfeit complaint
    assert "filing_day" not in {told.id for told in appeal.audits}
