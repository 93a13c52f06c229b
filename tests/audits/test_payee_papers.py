"""Papers of the payee: names by their days, tax numbers, last days and sums; what was replaced is no gap and still a fault."""

import made_records
import pytest

PAPER = "  - {{id: {id}, file: evidence/contract.pdf, kind: {kind}, caption: Paper {id}, facts: {{{facts}}}}}\n"
VAT = ("vat", "vat_certificate", "legal_name: Made Trading, tax_number: GB 999 4417 28, issued: 2 June 2026")


def audit(folder, *papers):
    made = made_records.case(folder, files={}, edits={"family: logistics": "family: payout_hold"})
    path = folder / "case.yaml"
    path.write_text(path.read_text() + "".join(PAPER.format(id=i, kind=k, facts=f) for i, k, f in papers))
    made = type(made).open(folder)
    return next(a for a in made.audits if a.id == "payee_papers")


def test_papers_that_agree_have_no_gap(tmp_path):
    found = audit(tmp_path / "case", VAT, ("bank", "bank_letter", "account_holder: MADE TRADING, dated: 1 June 2026"))
    assert (found.gaps, found.faults) == ((), ())
    assert found.figures == {"papers": "2", "differ": "0", "replaced": "0", "agree": "2"}


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ("legal_name: Old Trading, taken: 3 June 2026", "name"),
        ("legal_name: Made Trading, tax_number: GB 999 4471 28, taken: 3 June 2026", "tax_number"),
        ("legal_name: Made Trading, taken: 3 June 2026, valid_to: 5 June 2026", "dates"),
        ('legal_name: Made Trading, taken: 3 June 2026, net: "100.00", tax: "20.00", gross: "130.00"', "sum"),
    ],
)
def test_each_difference_is_a_gap_and_a_fault_of_its_kind(tmp_path, facts, kind):
    found = audit(tmp_path / "case", VAT, ("profile", "payout_profile", facts))
    assert [g.id for g in found.gaps] == [f"payee_papers.profile.{kind}"]
    assert {f.kind for f in found.faults} == {kind}


def test_a_later_screen_replaces_an_earlier_and_an_invoice_must_say_so(tmp_path):
    old = "customer: Old Trading, number: A-1, invoice_date: 3 June 2026"
    new = "customer: Made Trading, number: A-2, invoice_date: 12 June 2026"
    profile = (
        ("before", "payout_profile", "legal_name: Old Trading, taken: 9 June 2026"),
        ("after", "payout_profile", "legal_name: Made Trading, taken: 10 June 2026"),
    )
    kept = audit(tmp_path / "one", VAT, *profile, ("one", "invoice", old), ("two", "invoice", new))
    said = audit(tmp_path / "two", VAT, *profile, ("one", "invoice", old), ("two", "invoice", f"{new}, replaces: A-1"))
    assert [g.id for g in kept.gaps] == ["payee_papers.one.name"]
    assert said.gaps == ()
    assert {f.of for f in said.faults} == {"before", "one"}


def test_a_former_name_holds_up_to_the_day_of_its_change(tmp_path):
    change = ("change", "name_change", "old_name: Old Trading, new_name: Made Trading, effective: 18 May 2026")
    early = ("early", "invoice", "customer: Old Trading, invoice_date: 17 May 2026")
    late = ("late", "invoice", "customer: Old Trading, invoice_date: 18 May 2026")
    found = audit(tmp_path / "case", VAT, change, early, late)
    assert [g.id for g in found.gaps] == ["payee_papers.late.name"]
