"""Each field of each paper is equal, differs, or is missing, as the notice found the entry and as it is now."""

import pytest
from made_records import case

from kit.audits._identity import compared

ENTRY = "company: Lanyu Home Ltd, legal_person: Chen Wei, address: '4 Mill Road, Suite 2', account_number: '****6308'"
BILL = "  - {{id: bill, file: evidence/contract.pdf, kind: utility_bill, caption: Bill, facts: {{{}}}}}\n"
GOOD = "issued: 1 June 2026, company: Lanyu Home Ltd, address: '4 Mill Road, Suite 2'"


def audit(folder, *papers, then=ENTRY, now=None):
    shots = [("then", "9 June 2026", then), *([("now", "12 June 2026", now)] if now else [])]
    entries = "".join(
        f"  - {{id: {i}, file: evidence/screen.png, kind: account_profile, caption: Entry, use: background, facts: {{taken: {day}, {facts}}}}}\n"
        for i, day, facts in shots
    )
    edits = {"family: logistics": "family: deactivation", "evidence:\n": f"evidence:\n{entries}{''.join(papers)}"}
    appeal = case(folder / "case", files={}, edits=edits)
    return next(a for a in appeal.audits if a.id == "identity")


def states(found):
    return {row.cells[0]: (row.cells[3], row.cells[4]) for row in found.rows}


def test_equal_fields_are_good_and_counted(tmp_path):
    found = audit(tmp_path, BILL.format(GOOD))
    assert states(found) == {"Company": ("equal", "equal"), "Address": ("equal", "equal"), "Issued": ("fresh", "fresh")}
    assert (found.figures["equal"], found.figures["fields"], found.figures["differ"]) == ("3", "3", "0")
    assert [gap.id for gap in found.gaps] == ["identity.unproved.legal_person", "identity.unproved.account_number"]


def test_a_difference_that_was_put_right_is_a_fault_and_no_gap(tmp_path):
    found = audit(tmp_path, BILL.format(GOOD), then=ENTRY.replace("4 Mill", "9 Old"), now=ENTRY)
    assert states(found)["Address"] == ("differs: 9 Old Road, Suite 2", "equal")
    assert [(fault.kind, fault.of) for fault in found.faults] == [("address", "bill, address")]
    assert not [gap for gap in found.gaps if "bill" in gap.id]
    assert found.sentence == "The address differed on 9 June 2026; 3 of 3 fields of 1 papers agree with the entry now."


@pytest.mark.parametrize(
    ("facts", "gap", "severity"),
    [
        (GOOD.replace("4 Mill", "5 Mill"), "address", "error"),
        (GOOD.replace("Suite 2", "Ste. 2"), "address", "warning"),
        (GOOD.replace("Home Ltd", "Home Limited"), "company", "warning"),
        (GOOD.replace("Lanyu Home Ltd", "Chen Wei"), "company", "error"),
        (GOOD.replace(", company: Lanyu Home Ltd", ""), "company", "warning"),
        (GOOD.replace("1 June 2026", "1 March 2026"), "issued", "warning"),
        (GOOD + ", valid_to: 1 July 2026", "valid_to", "error"),
    ],
)
def test_each_kind_of_difference_is_named(tmp_path, facts, gap, severity):
    found = audit(tmp_path, BILL.format(facts))
    assert [(g.id, g.severity) for g in found.gaps if "bill" in g.id] == [(f"identity.bill.{gap}", severity)]


def test_a_paper_issued_after_the_notice_did_not_count_then(tmp_path):
    found = audit(tmp_path, BILL.format(GOOD.replace("1 June", "20 June").replace("4 Mill", "5 Mill")))
    assert (found.faults, found.things) == ((), 0)
    assert states(found)["Address"] == ("not yet given", "differs: 4 Mill Road, Suite 2")


def test_a_paper_that_was_replaced_counted_only_then(tmp_path):
    old = BILL.format(GOOD.replace("4 Mill", "5 Mill") + ", replaced_by: newer").replace("id: bill", "id: old")
    found = audit(tmp_path, old, BILL.format(GOOD))
    assert {fault.of for fault in found.faults} == {"old, address"}
    assert found.figures["papers"] == "1"


def test_private_numbers_are_shown_by_their_end(tmp_path):
    paper = BILL.replace("utility_bill", "bank_statement").format(
        "issued: 1 June 2026, account_holder: Lanyu Home Ltd, account_number: '44021196 6309'"
    )
    found = audit(tmp_path, paper)
    row = next(row for row in found.rows if row.cells[0] == "Account number")
    assert row.cells[2:] == ("…6309", "differs: …6308", "differs: …6308")
    assert "44021196" not in repr(found)


def test_without_a_screenshot_nothing_is_compared(tmp_path):
    appeal = case(tmp_path / "case", files={}, edits={"family: logistics": "family: deactivation"})
    assert "account_profile" in next(a for a in appeal.audits if a.id == "identity").unavailable


@pytest.mark.parametrize(
    ("one", "other", "kind", "state"),
    [
        ("Lu  Xue", "Lu Xue", "name", "equal"),
        ("LU XUE", "Lu Xue", "name", "form"),
        ("Ｌanyu", "Lanyu", "name", "equal"),
        ("深圳市蓝屿有限公司", "深圳市蓝屿家居有限公司", "name", "differs"),
        ("株式会社 ランユー", "株式会社ランユー", "name", "form"),
        ("Müller Handels GmbH", "Mueller Handels G.m.b.H.", "name", "form"),
        ("Königsallee 4", "Königsallee 40", "place", "differs"),
        ("Königstr. 4, 59174 Kamen", "Königstraße 4, 59174 Kamen", "place", "form"),
        ("Königstr. 4", "Königstrasse 14", "place", "differs"),
        ("Königstr. 4", "Königinstraße 4", "place", "differs"),
        ("Lange Str. 4", "Lange Straße 4", "place", "form"),
        ("Marktpl. 1", "Marktplatz 1", "place", "form"),
        ("12 bd Voltaire, Paris", "12 Boulevard Voltaire, Paris", "place", "form"),
        ("Vle Europa 3", "Viale Europa 3", "place", "form"),
        ("Avda. de la Paz 3", "Avenida de la Paz 3", "place", "form"),
        ("Avda. de la Paz 3", "Calle de la Paz 3", "place", "differs"),
        ("Jl. Sudirman 8", "Jalan Sudirman 8", "place", "form"),
        ("Jl. Sudirman 8", "Jalan Sudirman 9", "place", "differs"),
        ("", "…", "number", "differs"),
        ("****", "6308", "number", "differs"),
        ("12-34", "1234", "number", "equal"),
        ("8831504", "8831540", "number", "differs"),
    ],
)
def test_names_numbers_and_places_are_compared_by_their_kind(one, other, kind, state):
    assert compared(one, other, kind) == state == compared(other, one, kind)
