"""Inspection reports held against what was sold: a SKU without one, one that failed, a supplier audit with open points."""

import made_records
from test_order_quality import appeal, live, shop

REPORT = '  - {{id: r{n}, file: evidence/contract.pdf, kind: inspection_report, caption: Report, facts: {{skus: "{skus}", date: "{day}", sample: "50", defects: "{found}", accept: "3"}}}}\n'
AUDIT = '  - {{id: sa, file: evidence/contract.pdf, kind: supplier_audit, caption: Audit, facts: {{supplier: Maker Ltd, date: "3 April 2026", findings: "4", open: "{left}"}}}}\n'


def looked_at(folder, *papers):
    """The shop of the order-quality page, in which S-9 made a fifth of the notice's orders, with these papers."""
    appeal(folder, shop(extra=live()))
    path = folder / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("evidence:\n", "evidence:\n" + "".join(papers)), encoding="utf-8")
    made = made_records.Appeal.open(folder)
    return made, next(a for a in made.audits if a.id == "inspections")


def report(n, *, found, day="5 March 2026", skus="S-9, S-0"):
    return REPORT.format(n=n, found=found, day=day, skus=skus)


def test_a_sku_without_a_report_is_named(tmp_path):
    made, found = looked_at(tmp_path / "case", report(1, found=2))
    assert [row.cells[-1] for row in found.rows if "S-9" in row.cells[0]] == ["passed"]
    missing = {g.id for g in found.gaps}
    assert "inspections.S-1.none" in missing
    assert "inspections.S-9.none" not in missing
    assert {f.of for f in found.faults} == {"S-1", "S-2", "S-3", "S-4", "S-5"}
    assert {c.pattern: c.verdict for c in made.causes}["goods_not_inspected"] == "supported"


def test_a_report_names_its_skus_in_any_case_and_spacing_and_a_count_is_a_whole_number(tmp_path):
    _, found = looked_at(tmp_path / "case", report(1, found="²", skus=" s-9 ; S-0"))
    assert [row.cells[4:] for row in found.rows if "S-9" in row.cells[0]] == [(" (at most 3 pass)", "not stated")]
    assert not [g for g in found.gaps if g.id.startswith(("inspections.S-9", "inspections.S-0", "inspections.r1"))]


def test_a_failed_report_is_a_gap_until_a_later_one_passes(tmp_path):
    failed = report(1, found=4)
    _, alone = looked_at(tmp_path / "one", failed)
    _, mended = looked_at(tmp_path / "two", failed, report(2, found=0, day="9 April 2026"))
    assert "inspections.r1.failed" in {g.id for g in alone.gaps}
    assert "inspections.r1.failed" not in {g.id for g in mended.gaps}
    assert any(f.kind == "failed" and f.of == "S-9" for f in mended.faults)  # as of the notice


def test_open_points_of_a_supplier_audit_are_a_gap(tmp_path):
    _, still = looked_at(tmp_path / "one", AUDIT.format(left=1))
    _, closed = looked_at(tmp_path / "two", AUDIT.format(left=0))
    assert "inspections.sa.failed" in {g.id for g in still.gaps}
    assert "inspections.sa.failed" not in {g.id for g in closed.gaps}
    assert closed.rows[-1].cells == ("Supplier Maker Ltd", "", "supplier audit, 3 April 2026", "", "4", "0 open")


def test_a_report_on_a_sku_that_nothing_names_is_told(tmp_path):
    _, found = looked_at(tmp_path / "case", report(1, found=2), report(2, found=0, skus="S-9; RD-XX9"))
    assert {g.id: g.what for g in found.gaps if g.id.endswith(".stranger")} == {
        "inspections.r2.stranger": "r2 is on RD-XX9, and no order or listing of the case names it"
    }
