"""The truth planted in the refund story is found by day, SKU, reason and batch; another truth is not reported as this one."""

import shutil
from dataclasses import replace

import pytest
from tests_root import ROOT

from kit.appeal import Appeal
from kit.demo.stories.refund_spike import export
from kit.demo.stories.refund_spike.scenario import BATCH, MAIN, PAUSED
from kit.demo.stories.refund_spike.shop import batch_sold, broken, counted, faults, orders


def opened(folder, planted):
    """The committed case with the data of that truth; its papers stay as they are."""
    shutil.copytree(ROOT / "cases" / MAIN.name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    scenario = replace(MAIN, planted=planted)
    found = orders(scenario)
    files = {
        "orders/Semua pesanan-2026-11-09-08_15.csv": export.orders(scenario, found),
        "returns/return_orders_20261109.csv": export.returns(found),
        "returns/售后处理清单-2026-11-09.csv": export.answers(found),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return Appeal.open(folder), found


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return opened(tmp_path_factory.mktemp("batch"), "batch")


def verdicts(appeal):
    return {finding.pattern: finding.verdict for finding in appeal.causes}


def audit(appeal, name):
    return next(a for a in appeal.audits if a.id == name)


def test_the_batch_is_found_and_no_rival(told):
    appeal, _ = told
    assert {name for name, verdict in verdicts(appeal).items() if verdict == "supported"} == {"sku", "defective_batch"}


def test_every_row_is_used_and_both_files_of_returns_tell_of_one_request(told):
    appeal, _ = told
    assert not appeal.orders.quarantine
    by_id = appeal.orders.table("returns").groupby("return_id").size()
    assert set(by_id) <= {1, 2}
    assert appeal.analysis.metric("return_response").rate("during").denominator > 40


def test_the_days_of_the_batch_are_found_though_nobody_states_them(told):
    appeal, found = told
    by_sku = audit(appeal, "returns_by_sku")
    inside = by_sku.rates["inside"]
    assert by_sku.figures["sku"] == "KT-220"
    assert inside.window.start == BATCH
    assert abs((inside.window.end - PAUSED).days) <= 1
    assert abs(inside.numerator - len(broken(found))) <= 2
    assert abs(inside.denominator - len(batch_sold(found))) <= 5
    assert [row.cells[-1] != "" for row in by_sku.rows] == [True] + [False] * 7


def test_the_rise_is_the_rate_and_not_the_mix_and_its_parts_are_those_of_the_drivers(told):
    appeal, _ = told
    by_sku, driver = audit(appeal, "returns_by_sku"), appeal.analysis.top("sku")
    assert driver.rate_part > 0.9 * sum(d.excess for d in appeal.drivers if d.column == "sku")
    assert (by_sku.figures["rate_part"], by_sku.figures["mix_part"]) == (f"{driver.rate_part:.1f}", f"{driver.mix_part:.1f}")


def test_requests_are_listed_with_their_reason_and_no_fault_is_said_to_be_certain(told):
    appeal, found = told
    listed = audit(appeal, "return_requests")
    asked = [o for o in counted(found) if o.asked]
    assert len(listed.rows) == len(asked)
    assert {row.cells[0] for row in listed.rows} == {o.order_id for o in asked}
    assert int(listed.figures["seller"]) >= len(faults(found))
    assert {row.cells[6] for row in listed.rows} <= {"derived", "not known"}
    assert {row.state for row in listed.rows} == {"plain"}


@pytest.mark.slow
def test_the_after_period_holds_enough_for_the_rate_and_not_for_the_answers(told):
    appeal, _ = told
    said = {passage.where: passage.text for passage in appeal.letter.passages}
    rate, answers = (appeal.analysis.metric(name) for name in ("seller_fault_returns", "return_response"))
    assert "The rate fell after them" in rate.sentence
    assert "within what chance alone would give" in answers.sentence
    assert not [f for f in appeal.findings if f.rule.startswith("E880")]
    assert any("on each side" in text for text in said.values())


@pytest.mark.parametrize("planted", ["way", "mix"])
def test_another_truth_is_not_reported_as_a_batch(tmp_path, planted):
    appeal, _ = opened(tmp_path, planted)
    found = verdicts(appeal)
    assert found["defective_batch"] != "supported"
    by_sku = audit(appeal, "returns_by_sku")
    if planted == "mix":
        assert float(by_sku.figures["mix_part"]) > float(by_sku.figures["rate_part"])
        assert "inside" not in by_sku.rates
    else:
        assert found["sku"] != "supported"
        assert not by_sku.unavailable
        assert "inside" not in by_sku.rates
