"""What the story plants is found, and nothing else; another truth is not told as this one."""

import shutil
from dataclasses import replace

import pytest
from tests_root import ROOT

from kit.appeal import Appeal
from kit.demo.stories import plug_template as story
from kit.demo.stories.plug_template import papers


def opened(folder, **changed):
    scenario = replace(story.MAIN, **changed)
    shutil.copytree(ROOT / "cases" / story.NAME / "evidence", folder / "evidence")
    shutil.copy(ROOT / "cases" / story.NAME / "signature.png", folder)
    for name, content in (("case.yaml", story.case_yaml(scenario).encode()), *papers.records(scenario)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Appeal.open(folder)


def verdicts(appeal):
    return {cause.pattern: cause.verdict for cause in appeal.causes}


def audit(appeal):
    return next(found for found in appeal.audits if found.id == "removed_listings")


def test_the_template_is_found_and_neither_supplier_nor_category(tmp_path):
    appeal = opened(tmp_path)
    found = verdicts(appeal)
    assert {name for name, verdict in found.items() if verdict == "supported"} == {"template", "beyond", "clean"}
    assert {found[name] for name in ("supplier", "claim", "category", "certificate", "alone")} == {"denied"}
    figures = audit(appeal).figures
    assert [figures[name] for name in ("removed", "clean", "mended", "ended", "asked", "beyond")] == [
        "26",
        "17",
        "6",
        "3",
        "23",
        "2",
    ]
    assert audit(appeal).gaps == ()


def test_lamps_of_one_supplier_are_not_told_as_a_template(tmp_path):
    found = verdicts(opened(tmp_path, by_supplier=True))
    assert (found["supplier"], found["template"], found["category"]) == ("supported", "denied", "denied")


@pytest.mark.parametrize(("left", "gaps"), [("YH-D14-WH", ["open"]), ("YH-F19-WH", ["open"]), ("", [])])
def test_a_lamp_that_nobody_mended_is_named(tmp_path, left, gaps):
    found = audit(opened(tmp_path, left=left))
    assert [gap.id for gap in found.gaps] == [f"removed_listings.{left}.{name}" for name in gaps]


def test_what_the_exports_contradict_is_named(tmp_path):
    appeal = opened(tmp_path)
    path = next((appeal.folder / "records").glob("*review.csv"))
    text = path.read_text(encoding="utf-8-sig")
    ended = next(line for line in text.splitlines() if line.startswith("YH-D10-BK"))
    path.write_text(text.replace(ended, ended.replace("2026-10-08 10:15,", ",2026-10-08 11:05")), encoding="utf-8-sig")
    assert [gap.id for gap in audit(Appeal.open(tmp_path)).gaps] == ["removed_listings.YH-D10-BK.still_there"]


def test_a_text_that_was_not_mended_contradicts_the_review(tmp_path):
    appeal = opened(tmp_path, left="YH-D14-WH")
    path = next((appeal.folder / "records").glob("*review.csv"))
    text = path.read_text(encoding="utf-8-sig")
    left = next(line for line in text.splitlines() if line.startswith("YH-D14-WH"))
    path.write_text(text.replace(left, left.replace("text,,", "text,2026-10-08 10:15,")), encoding="utf-8-sig")
    assert [gap.id for gap in audit(Appeal.open(tmp_path)).gaps] == ["removed_listings.YH-D14-WH.unchanged"]
