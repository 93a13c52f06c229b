"""The truth planted in the disputed returns is found order by order; another truth is not put down to the carrier."""

import shutil
from dataclasses import replace
from itertools import takewhile

import pytest
from tests_root import ROOT

from kit.appeal import Appeal
from kit.demo.stories import vn_flooded_hub as story
from kit.demo.stories.vn_flooded_hub.papers import confirmed
from kit.demo.stories.vn_flooded_hub.scenario import MAIN
from kit.demo.stories.vn_flooded_hub.shop import DAMAGED, LATE, LOST, OURS, counted, noticed, of_reason, orders


def listed(folder, planted):
    """What the audit tells of the case with the data of that truth, and the orders of its notice; papers stay as they are."""
    shutil.copytree(ROOT / "cases" / MAIN.name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build"))
    scenario = replace(MAIN, planted=planted)
    for name, content in takewhile(lambda file: not file[0].startswith(("evidence/", "signature")), story.of(scenario)):
        (folder / name).write_bytes(content)
    audits = Appeal.open(folder).audits
    return next(a for a in audits if a.id == "return_requests"), orders(scenario)


def by_fault(audit):
    found = {}
    for row in audit.rows:
        found.setdefault(dict(zip(audit.heads, row.cells, strict=True))["Fault"], set()).add(row.cells[0])
    return found


def ids(found):
    return {order.order_id for order in found}


def test_each_order_of_the_notice_is_put_down_to_whom_it_belongs(tmp_path):
    audit, found = listed(tmp_path, "hub")
    mine = noticed(found)
    assert by_fault(audit) == {
        "carrier": ids(of_reason(mine, LATE, LOST)),
        "seller": ids(of_reason(mine, *OURS)),
        "unknown": ids(of_reason(mine, DAMAGED)),
    }
    assert audit.figures["came_late"] == audit.figures["came_late_sent_in_time"] == f"{len(of_reason(mine, LATE))}"
    before, after = audit.rates["counted"], audit.rates["recounted"]
    assert (before.numerator, before.denominator) == (len(mine), len(counted(found)))
    assert (after.numerator, after.denominator) == (len(of_reason(mine, *OURS, DAMAGED)), len(counted(found)))


def test_every_order_that_is_claimed_stands_in_the_carriers_list():
    found = orders(MAIN)
    assert ids(of_reason(noticed(found), LATE, LOST)) <= ids(confirmed(found))
    assert len(confirmed(found)) > len(of_reason(noticed(found), LATE, LOST))  # not every buyer asked


@pytest.mark.parametrize("planted", ["late", "goods"])
def test_another_truth_is_not_put_down_to_the_carrier(tmp_path, planted):
    audit, found = listed(tmp_path, planted)
    assert "carrier" not in by_fault(audit)
    assert audit.rates["counted"].numerator == audit.rates["recounted"].numerator == len(noticed(found))
    assert audit.figures["came_late_sent_in_time"] == "0"
    assert (audit.figures["came_late"] == "0") == (planted == "goods")
