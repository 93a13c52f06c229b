"""Every Violation ID of the notice has a row, a cause and a POA of its own, and is sent in time."""

import pytest
import small_case
from made_records import case

HEAD = "Violation ID,Ground,Cause,POA,Deadline,State,Sent at\n"
OWN, OTHER = "7529184460371124", "7529184460371555"
FIRST = f"{OWN},Data differ,The move was not filed,a.pdf,2026-07-30,draft,\n"
SECOND = f"{OTHER},Warehouse,The lease names another,b.pdf,2026-07-30,已提交,2026-07-01\n"
NOTICE = f"  - {{id: notice, file: evidence/screen.png, kind: notice, caption: N, use: background, facts: {{violations: '{OWN}; {OTHER}'}}}}\n"


def audit(folder, *lines):
    edits = {"family: logistics": "family: deactivation", "evidence:\n": f"evidence:\n{NOTICE}"}
    appeal = case(folder / "case", files={"records/grounds.csv": HEAD + "".join(lines)}, edits=edits)
    return next(a for a in appeal.audits if a.id == "grounds")


def test_a_whole_plan_has_no_gap(tmp_path):
    found = audit(tmp_path, FIRST, SECOND)
    assert (found.gaps, found.figures["grounds"], found.figures["sent"]) == ((), "2", "1")
    assert [row.cells[5] for row in found.rows] == ["this letter", "sent, 1 July 2026"]
    assert found.fits_a_page


@pytest.mark.parametrize(
    ("lines", "gaps"),
    [
        ((FIRST,), [(f"grounds.{OTHER}.missing", "error")]),
        ((SECOND,), [(f"grounds.{OWN}.missing", "error")]),
        ((FIRST, SECOND.replace("b.pdf", "a.pdf")), [("grounds.2.same_poa", "error")]),
        ((FIRST, SECOND.replace("b.pdf", "")), [("grounds.2.no_poa", "error")]),
        ((FIRST, SECOND.replace("The lease names another", "the move was not filed")), [("grounds.2.same_cause", "warning")]),
        ((FIRST.replace("The move was not filed", ""), SECOND), [("grounds.1.no_cause", "warning")]),
        ((FIRST.replace("2026-07-30", "2026-07-01"), SECOND), [("grounds.1.late", "error")]),
        ((FIRST.replace("2026-07-30", ""), SECOND), [("grounds.1.no_deadline", "warning")]),
        ((FIRST, SECOND.replace("已提交", "on its way")), [("grounds.2.state", "warning")]),
        ((FIRST, FIRST.replace("Data differ", "Data again").replace("a.pdf", "c.pdf"), SECOND), [("grounds.2.twice", "error")]),
    ],
)
def test_what_a_plan_lacks_is_named(tmp_path, lines, gaps):
    found = audit(tmp_path, *lines)
    assert [(gap.id, gap.severity) for gap in found.gaps] == gaps
    assert all(gap.where.startswith("records/grounds.csv") for gap in found.gaps)


# --- the cases beside it ----------------------------------------------------------------------------


def beside(folder, name, violation, *, sent=False, seller="made", attempt=1):
    """A sibling case in the client's folder; of one that was sent the manifest is kept."""
    made = small_case.make(folder / name)
    path = made / "case.yaml"
    text = path.read_text(encoding="utf-8").replace(OWN, violation).replace("id: small-case", f"id: {name}")
    text = text.replace("family: logistics", "family: deactivation").replace(
        "title: Late dispatch", "title: Lease names another firm"
    )
    text = text.replace("  id: made\n", f"  id: {seller}\n").replace("attempt: 1", f"attempt: {attempt}")
    path.write_text(text, encoding="utf-8")
    if sent:
        (made / "submission" / f"attempt-{attempt}").mkdir(parents=True)
        (made / "submission" / f"attempt-{attempt}" / "manifest.json").write_text("{}")
    return made


def states(found):
    return {row.cells[0]: row.cells[5] for row in found.rows}


def test_without_a_sheet_the_plan_lists_each_case_with_its_cause_and_state(tmp_path):
    beside(tmp_path, "lease", OTHER, sent=True)
    edits = {"family: logistics": "family: deactivation", "evidence:\n": f"evidence:\n{NOTICE}"}
    found = next(a for a in case(tmp_path / "case", files={}, edits=edits).audits if a.id == "grounds")
    assert states(found) == {OWN: "this letter", OTHER: "sent"}
    lease = found.rows[1].cells
    assert lease[1:4] == ("Lease names another firm", "The cut-off stayed where it was when the van moved", f"{OTHER}.pdf")
    assert [g.id for g in found.gaps] == ["grounds.2.same_cause"]  # both were written from one


def test_a_case_that_was_sent_since_the_sheet_was_written_is_told_as_sent(tmp_path):
    row = SECOND.replace("已提交,2026-07-01", "draft,")
    beside(tmp_path, "lease", OTHER)
    before = states(audit(tmp_path, FIRST, row))
    (tmp_path / "lease" / "submission" / "attempt-1").mkdir(parents=True)
    (tmp_path / "lease" / "submission" / "attempt-1" / "manifest.json").write_text("{}")
    again = tmp_path / "again"
    again.mkdir()
    (tmp_path / "lease").rename(again / "lease")
    after = states(audit(again, FIRST, row))
    assert (before[OTHER], after[OTHER]) == ("draft", "sent")


@pytest.mark.parametrize(
    ("made", "gaps"),
    [
        ([("lease", OTHER)], ["grounds.2.unkept"]),
        ([("lease", OTHER), ("lease-2", OTHER)], ["grounds.2.two_cases", "grounds.2.unkept"]),
        ([("copy", OWN)], ["grounds.1.two_cases"]),
    ],
)
def test_one_case_answers_one_violation(tmp_path, made, gaps):
    for name, violation in made:
        beside(tmp_path, name, violation)
    assert [g.id for g in audit(tmp_path, FIRST, SECOND).gaps] == gaps


def test_a_second_attempt_is_told_and_another_sellers_case_is_not_looked_at(tmp_path):
    beside(tmp_path, "lease", OTHER, attempt=2)
    found = audit(tmp_path, FIRST, SECOND.replace("已提交,2026-07-01", "draft,"))
    assert states(found)[OTHER] == "draft (attempt 2)"
    other = tmp_path / "others"
    other.mkdir()
    beside(other, "stranger", OTHER, seller="somebody")
    found = audit(other, FIRST)
    assert [g.id for g in found.gaps] == [f"grounds.{OTHER}.missing"]
