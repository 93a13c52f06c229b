"""What the story plants is found, and nothing else; another truth is not told as this one."""

import shutil
from dataclasses import replace

import pytest
from tests_root import ROOT

from kit.appeal import Appeal
from kit.demo.stories import entry_not_updated as story
from kit.demo.stories.entry_not_updated import papers


def opened(folder, **changed):
    scenario = replace(story.MAIN, **changed)
    shutil.copytree(ROOT / "cases" / story.NAME / "evidence", folder / "evidence")
    shutil.copy(ROOT / "cases" / story.NAME / "signature.png", folder)
    for name, content in (("case.yaml", story.case_yaml(scenario).encode()), *papers.records(scenario)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Appeal.open(folder)


def supported(appeal):
    return {cause.pattern for cause in appeal.causes if cause.verdict == "supported"}


def audit(appeal, name):
    return next(found for found in appeal.audits if found.id == name)


def test_owner_address_and_shared_shop_are_found_and_nothing_else(tmp_path):
    appeal = opened(tmp_path)
    assert supported(appeal) == {"owner", "address", "shared"}
    verdicts = {cause.pattern: cause.verdict for cause in appeal.causes}
    assert {verdicts[name] for name in ("name", "number", "ended", "silent")} == {"denied"}
    assert not [gap for found in appeal.audits for gap in found.gaps]
    assert {fault.of for fault in audit(appeal, "identity").faults if fault.kind == "address"} == {
        "registration, address",
        "utility_bill, address",
        "bank_statement, address",
    }


@pytest.mark.parametrize(
    ("changed", "cause", "denied"),
    [
        ({"told_of_owner": True, "told_of_move": True, "entry_tax": "88-3150426"}, set(), {"owner", "address", "name"}),
        ({"told_of_owner": True}, {"address"}, {"owner", "number"}),
        ({"told_of_move": True}, {"owner"}, {"address", "number"}),
        (
            {"told_of_owner": True, "told_of_move": True, "licence_ends": "July 31, 2026"},
            {"ended"},
            {"owner", "address", "number"},
        ),
    ],
)
def test_another_truth_is_not_told_as_this_one(tmp_path, changed, cause, denied):
    appeal = opened(tmp_path, **changed)
    assert supported(appeal) - {"shared"} == cause
    assert {c.pattern for c in appeal.causes if c.verdict == "denied"} >= denied


def test_a_licence_that_ended_is_a_gap_of_today_too(tmp_path):
    gaps = audit(opened(tmp_path, licence_ends="July 31, 2026"), "identity").gaps
    assert [(gap.id, gap.severity) for gap in gaps] == [("identity.legal_person.valid_to", "error")]


def test_the_other_shop_of_the_sheet_is_named_and_the_stranger_is_not(tmp_path):
    appeal = opened(tmp_path)
    assert {row.cells[0] for row in audit(appeal, "linked_shops").rows} == {f"{story.MAIN.other_shop} ({story.MAIN.other_code})"}
