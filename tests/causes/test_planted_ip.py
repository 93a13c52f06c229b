"""What the two stories plant is found, and nothing else; a story with another defect is not told as the first."""

import shutil
from dataclasses import replace

import pytest
from tests_root import ROOT

from kit.appeal import Appeal
from kit.demo.stories import ip_reseller, ip_word_for_fit
from kit.demo.stories.ip_reseller import trade
from kit.demo.stories.ip_word_for_fit import exports


def opened(folder, name, texts):
    """The case with its data files, beside the papers of the committed one: audits and causes look at what is stated of them."""
    shutil.copytree(ROOT / "cases" / name / "evidence", folder / "evidence")
    shutil.copy(ROOT / "cases" / name / "signature.png", folder)
    for file, content in texts:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
    return Appeal.open(folder)


def listings(folder, **changed):
    scenario = replace(ip_word_for_fit.MAIN, **changed)
    return opened(
        folder, ip_word_for_fit.NAME, [("case.yaml", ip_word_for_fit.case_yaml(scenario).encode()), *exports.files(scenario)]
    )


def reseller(folder, **changed):
    scenario = replace(ip_reseller.MAIN, **changed)
    sold = trade.orders(scenario)
    bought = trade.invoices(scenario, sold)
    stated = ("case.yaml", ip_reseller.case_yaml(scenario, bought).encode())
    return opened(folder, ip_reseller.NAME, [stated, *trade.files(scenario, sold, bought)])


def supported(appeal):
    return {cause.pattern for cause in appeal.causes if cause.verdict == "supported"}


def gaps(appeal):
    return {gap.id for audit in appeal.audits for gap in audit.gaps}


def audit(appeal, name):
    return next(found for found in appeal.audits if found.id == name)


def test_the_word_is_found_in_every_listing_that_took_it(tmp_path):
    appeal = listings(tmp_path)
    found = audit(appeal, "brand_listings")
    truth = {f"QM-{100 + n}" for n in range(14)}
    assert {row.cells[0] for row in found.rows} == truth == {fault.of for fault in found.faults}
    assert [found.figures[name] for name in ("earlier", "then", "then_in_title", "then_complained", "then_others", "now")] == [
        "0",
        "14",
        "9",
        "6",
        "8",
        "0",
    ]
    assert supported(appeal) == {"word_for_fit"}
    assert gaps(appeal) == set()


def test_a_word_left_behind_is_named(tmp_path):
    found = audit(listings(tmp_path, left=3), "brand_listings")
    assert [(gap.id, gap.severity) for gap in found.gaps] == [
        ("brand_listings.complained", "error"),
        ("brand_listings.others", "error"),
    ]
    assert "QM-100, QM-102" in found.gaps[0].what
    assert "QM-101" in found.gaps[1].what


def test_listings_without_the_word_deny_it(tmp_path):
    appeal = listings(tmp_path, named=0)
    verdicts = {cause.pattern: cause.verdict for cause in appeal.causes}
    assert verdicts["word_for_fit"] == "denied"


def test_the_whole_chain_of_the_reseller_holds(tmp_path):
    appeal = reseller(tmp_path)
    assert gaps(appeal) == set()
    assert supported(appeal) == set()
    assert audit(appeal, "authorization").rates["covered"].numerator == 5
    units = audit(appeal, "purchases").figures
    assert int(units["bought"]) - int(units["sold"]) == int(units["left"]) > 0


@pytest.mark.parametrize(
    ("changed", "gap", "cause"),
    [
        ({"second_ends": "31 August 2026"}, "authorization.second.expired", "letter_ended"),
        pytest.param({"second_territory": "Ireland"}, "authorization.second.no_territory", "elsewhere", marks=pytest.mark.slow),
        pytest.param({"unlisted": "TT-TV-CUP-SL"}, "authorization.second.sku_not_covered", "elsewhere", marks=pytest.mark.slow),
        ({"first_taker": "Moorgate Outdoors Distribution Limited"}, "authorization.first.second.name_differs", "chain_unchecked"),
    ],
)
def test_a_broken_link_is_found_and_no_other_cause(tmp_path, changed, gap, cause):
    appeal = reseller(tmp_path, **changed)
    assert {found for found in gaps(appeal) if found.startswith("authorization")} == {gap}
    assert {found for found in supported(appeal) if found != "word_for_fit"} - {"unauthorised_supplier"} == {cause}


def test_a_missing_invoice_is_found_and_the_chain_still_holds(tmp_path):
    appeal = reseller(tmp_path, lost_invoice=1)
    assert supported(appeal) == {"bought_less"}
    assert {found.rpartition(".")[2] for found in gaps(appeal)} == {"short"}
    assert audit(appeal, "authorization").gaps == ()
