"""The counter-notice is printed blank and left to the seller."""

import pypdf
import small_case

from kit.appeal import Appeal

FORM = "  - {id: form, made: counter_notice_form, kind: counter_notice_form, use: background, caption: Counter-notice}\n"


def test_the_form_holds_nothing_of_the_case(tmp_path):
    folder = small_case.make(tmp_path / "case")
    path = folder / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("evidence:\n", f"evidence:\n{FORM}", 1), encoding="utf-8")
    appeal = Appeal.open(folder)
    assert [f.severity for f in appeal.findings if f.rule.startswith("E850")] == ["warning"]
    appeal.build()
    (page,) = pypdf.PdfReader(folder / "build" / "counter_notice_form.pdf").pages
    text = page.extract_text()
    assert "To be completed and signed by the seller" in text
    for stated in (appeal.case.violation.id, "Made Trading", "Li Wen", "Manager"):
        assert stated not in text
    bundle = pypdf.PdfReader(next(folder.glob("build/7*.pdf")))
    assert "Counter-notice" not in "".join(p.extract_text() for p in bundle.pages)
