"""A second appeal against the first: what is new, what is said otherwise, what was promised."""

import json

import pytest

from kit import evidence
from kit.appeal import Appeal
from kit.cli import main
from kit.desk.difference import difference
from kit.desk.submission import kept_in
from kit.errors import Usage
from kit.ledger import Event, opened
from kit.model import OtherLetter
from kit.report import audit_entry
from kit.tools import yaml_text
from kit.tools.atomic import sha256

VIOLATION = "7529184460371124"
FIRST = """\
The carrier moved its collection to the afternoon on 11 May 2026 (Exhibit 1). On 12 June 2026 at 09:40 the cut-off was moved to an
hour before the collection (Exhibit 2). Since 15 June 2026 it is held against the timetable every Monday.
"""


@pytest.fixture
def case(small, tmp_path, monkeypatch):
    """A case whose first appeal was rejected; the rules are not run, that takes seconds."""
    monkeypatch.setenv("POA_HOME", str(tmp_path))
    monkeypatch.setattr(Appeal, "findings", ())
    monkeypatch.setattr(evidence, "others", lambda _: (OtherLetter(name="history/first.pdf", kind="earlier", text=FIRST),))
    (small / "history").mkdir()
    (small / "history" / "first.pdf").write_bytes(b"%PDF-1.7 as sent")
    files = {"contract": sha256(small / "evidence" / "contract.pdf"), "screen": "0" * 64, "roster": "1" * 64}
    parts = [{"n": str(n), "id": i, "sha256": digest, "picked": [1]} for n, (i, digest) in enumerate(files.items(), 1)]
    sent = {"violation_id": VIOLATION, "draft": None, "exhibits": parts}
    (small / "history" / "first.json").write_text(json.dumps(sent))
    document = yaml_text.load(small / "case.yaml")
    document["attempt"] = "2"
    promise = {"en": "The cut-off is held against the timetable.", "became": "kept"}
    earlier = {
        "file": "history/first.pdf",
        "manifest": "history/first.json",
        "outcome": "rejected",
        "date": "2026-06-20",
        "promises": [promise],
    }
    document["history"] = [earlier]
    document["corrective"][0]["what"] += " A second van comes at 19:30 since 22 June 2026."
    document["corrective"][0]["done"] = "2026-06-12 11:40"
    yaml_text.write(small / "case.yaml", document)
    key = f"{VIOLATION}/1"
    stated = {"stance": "dispute", "causes": {"cutoff": "2026-05-11"}, "done": {"moved": "2026-06-12 09:40:00"}}
    with opened() as ledger:
        ledger.append(
            Event(kind="appeal", key=key, body=stated),
            Event(kind="promise", key=f"{key}/weekly", body={"what": "Weekly.", "by": "2026-06-01"}),
            Event(kind="promise", key=f"{key}/van", body={"what": "A second van.", "by": "2026-06-22"}),
            Event(kind="outcome", key=key, body={"state": "rejected", "on": "2026-06-20T09:00:00+01:00", "says": "Dear seller, No. Show the carrier's record."}),
            actor="li",
        )  # fmt: skip
    return small


def test_new_evidence_facts_contradictions_and_promises_are_named(case):
    with opened() as ledger:
        found = difference(Appeal.open(case), ledger)
    assert (found.attempt, found.kept, found.dropped, found.points) == (2, 1, ("roster",), ("Show the carrier's record.",))
    assert found.fresh == (("2", "Dispatch settings"),)
    facts = {fact for one in found.facts for fact in one.facts}
    assert {"19:30", "22 June 2026"} <= facts
    assert not facts & {"11 May 2026", "12 June 2026"}
    assert {(c.what, c.id, c.before, c.now) for c in found.changed if c.what != "file"} == {
        ("stance", "", "dispute", "plan"),
        ("done", "moved", "2026-06-12 09:40:00", "2026-06-12 11:40:00"),
        ("promise", "weekly", "2026-06-01", "2026-06-15"),
        ("promise_gone", "van", "A second van.", ""),
    }
    assert [c.id for c in found.changed if c.what == "file"] == ["screen"]
    assert [p.became for p in found.promises] == ["kept"]


@pytest.mark.parametrize(
    ("sent", "is_fresh"), [({}, False), ({"rows": ["orders.csv: 2 rows in"]}, True), ({"audits": {}}, True), (None, True)]
)
def test_an_exhibit_that_the_kit_drew_again_from_the_same_is_no_new_evidence(case, sent, is_fresh):
    document = yaml_text.load(case / "case.yaml")
    document["evidence"].append({"id": "days", "made": "timeline", "kind": "timeline", "caption": "Timeline"})
    document["root_causes"][0]["exhibits"] = ["contract", "days"]
    (case / "records").mkdir()
    (case / "records" / "log.csv").write_text("time,role,what\n2026-06-12 09:40,Warehouse lead,Cut-off moved\n")
    yaml_text.write(case / "case.yaml", document)
    manifest = json.loads((case / "history" / "first.json").read_text())
    manifest["exhibits"].append({"n": "4", "id": "days", "sha256": "2" * 64, "picked": [1]})
    (case / "history" / "first.json").write_text(json.dumps(manifest))
    appeal = Appeal.open(case)
    audits = {a.id: audit_entry(a).model_dump(mode="json") for a in appeal.audits}
    rows = [r.line for r in appeal.orders.readings]
    assert "timeline" in audits
    assert rows
    if sent is not None:
        place = kept_in(case, 1)
        place.mkdir(parents=True)
        (place / "report.json").write_text(json.dumps({"rows": rows, "metrics": {}, "audits": audits, **sent}))
    found = difference(Appeal.open(case), None)
    assert ("Timeline" in {caption for _, caption in found.fresh}) is is_fresh
    assert ("days" in {c.id for c in found.changed if c.what == "file"}) is is_fresh
    assert found.kept == (1 if is_fresh else 2)


@pytest.mark.slow
def test_the_command_tells_it_in_both_languages_and_writes_a_page(case, tmp_path, capsys):
    page = tmp_path / "difference.pdf"
    assert main(["review", str(case), "--difference", "--lang", "zh", "--pdf", str(page)]) == 0
    told = capsys.readouterr().out
    for words in ("驳回意见", "Show the carrier's record.", "立场由 dispute 改为 plan", "1 份证据与上次相同"):
        assert words in told
    assert page.read_bytes().startswith(b"%PDF")
    assert main(["review", str(case), "--difference", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["attempt"] == 2
    assert main(["review", str(case), "--difference", "--html", str(page)]) == 2


def test_a_first_appeal_has_none_before_it(small):
    with pytest.raises(Usage, match="first appeal"):
        difference(Appeal.open(small), None)
