"""The planted truth of the stories on certificates is found, SKU by SKU; another truth is not reported as this one."""

import shutil
from dataclasses import replace
from itertools import takewhile

import pytest
from tests_root import ROOT

from kit.appeal import Appeal
from kit.demo.stories import my_cosmetics, report_covers
from kit.demo.stories.my_cosmetics import scenario as cosmetics
from kit.demo.stories.my_cosmetics.shop import faulty_orders

PLANTED = {
    "missing": cosmetics.MISSING,
    "wrong_model": cosmetics.OTHER_SHADE,
    "expired": cosmetics.EXPIRED,
    "wrong_holder": cosmetics.UNAUTHORISED,
}


def opened(folder, committed, files):
    """The committed case with the data files of another telling; papers and pictures stay, nothing here reads them."""
    shutil.copytree(ROOT / "cases" / committed, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    for name, content in takewhile(lambda file: not file[0].startswith(("evidence/", "signature")), files):
        (folder / name).write_bytes(content)
    return Appeal.open(folder)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return opened(tmp_path_factory.mktemp("my"), cosmetics.MAIN.name, my_cosmetics.of(cosmetics.MAIN))


def faults(appeal):
    audit = next(a for a in appeal.audits if a.id == "certificates")
    found = {}
    for fault in audit.faults:
        found.setdefault(fault.kind, set()).add(fault.of.split("-", 1)[1])
    return found


def verdicts(appeal):
    return {f.pattern: f.verdict for f in appeal.causes if f.verdict != "not run"}


def test_each_sku_at_fault_is_found_with_its_reason(shop):
    assert faults(shop) == {kind: set(codes) for kind, codes in PLANTED.items()}


def test_the_four_causes_are_supported_and_the_other_six_denied(shop):
    told = verdicts(shop)
    assert {p for p, v in told.items() if v == "supported"} == {
        "paper_missing", "paper_wrong_model", "paper_expired", "paper_wrong_holder",
    }  # fmt: skip
    assert {v for p, v in told.items() if v != "supported"} == {"denied"}
    assert len(told) == 10


def test_orders_touched_are_those_that_the_generator_counted(shop):
    audit = next(a for a in shop.audits if a.id == "certificates")
    assert audit.figures["orders_faulty_before"] == f"{len(faulty_orders(cosmetics.MAIN))}"
    assert audit.figures["revenue_share_after"] == "100.0%"
    assert (audit.rates["before"].numerator, audit.rates["before"].denominator) == (14, 26)
    assert (audit.rates["after"].numerator, audit.rates["after"].denominator) == (23, 23)


def test_in_another_truth_the_spring_shades_are_no_fault(tmp_path):
    other = opened(tmp_path / "other", cosmetics.MAIN.name, my_cosmetics.of(replace(cosmetics.MAIN, never_filed=False)))
    assert faults(other) == {kind: set(codes) for kind, codes in PLANTED.items() if kind != "missing"}
    assert verdicts(other)["paper_missing"] == "denied"
    assert verdicts(other)["paper_expired"] == "supported"


@pytest.mark.parametrize("has_part_3", [True, False])
def test_a_dispute_stands_only_where_the_report_holds_the_part(tmp_path, has_part_3):
    appeal = opened(tmp_path / "uk", report_covers.NAME, report_covers.of(replace(report_covers.MAIN, has_part_3=has_part_3)))
    audit = next(a for a in appeal.audits if a.id == "certificates")
    assert {f.kind for f in audit.faults} == (set() if has_part_3 else {"parameter"})
    assert verdicts(appeal)["report_without_parameter"] == ("denied" if has_part_3 else "supported")
    wrong = [gap for gap in audit.gaps if gap.severity == "error"]
    assert len(wrong) == (0 if has_part_3 else 1)
    assert all(all(sku in gap.what for sku in appeal.case.violation.skus) for gap in wrong)
    assert audit.rates["window"].value == (1.0 if has_part_3 else 0.0)
