"""The seller's log is held against the moments of the letter, drawn as an exhibit, and named where it lacks one."""

import json

import pytest
from made_records import case

LOG = """Time,Role,What,Evidence
2026-05-11 15:30,Carrier,First day on which the van left at 15:30,contract
2026-06-12 09:44,Operations Manager,Cut-off moved to 14:30,screen
2026-06-15 16:00,Warehouse coordinator,First daily check,
"""
MADE = {
    "evidence:\n": "evidence:\n  - {id: log, made: timeline, kind: action_log, caption: Log of the incident}\n",
    "({{ exhibit.screen }}).\n    answers": "({{ exhibit.screen }}, {{ exhibit.log }}). The log has {{ audit.timeline.entries }} entries.\n    answers",
}


def test_every_stated_moment_stands_in_the_log(tmp_path):
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG})
    audit = next(a for a in appeal.audits if a.id == "timeline")
    assert (audit.id, audit.unavailable, audit.gaps) == ("timeline", None, ())
    assert audit.sentence == "The log has 3 entries; 2 of 2 moments stated in the letter stand in it."
    assert [row.exhibits for row in audit.rows] == [("contract",), ("screen",), ()]


@pytest.mark.parametrize(("at", "gaps"), [("09:44", 0), ("09:56", 1), ("10:40", 1)])
def test_a_moment_that_no_entry_is_near_is_named(tmp_path, at, gaps):
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG.replace("09:44", at)})
    found = [f for f in appeal.findings if f.rule.startswith("E830")]
    assert [(f.severity, f.where) for f in found] == [("warning", "corrective.0.done")] * gaps


def test_without_a_log_nothing_is_said_of_it(tmp_path):
    appeal = case(tmp_path / "case", files={})
    assert all(a.unavailable for a in appeal.audits)
    assert not [f for f in appeal.findings if f.rule.startswith("E830")]


def test_the_log_is_an_exhibit_whose_rows_are_all_accounted_for(tmp_path):
    appeal = case(tmp_path / "case", files={"records/log.csv": LOG}, edits=MADE)
    made = appeal.build()
    assert made.status == "ready", made.findings
    assert [x.id for x in made.exhibits if x.source.endswith("timeline.pdf")] == ["log"]
    assert made.audits["timeline"].figures["entries"] == "3"
    assert any("The log has 3 entries." in p.text for p in appeal.letter.passages)
    assert (appeal.folder / "build" / "timeline.csv").read_text(encoding="utf-8-sig").count("\n") == 4
    assert json.loads((appeal.folder / "build" / "report.json").read_text())["audits"]["timeline"]["gaps"] == []
