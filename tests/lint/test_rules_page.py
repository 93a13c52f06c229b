"""docs/rules.md says what the rules say."""

from tests_root import ROOT

from kit.lint import rules
from kit.lint.pages import pages


def test_the_page_is_current():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == pages(), "run: make docs"


def test_each_rule_has_its_section():
    assert [line[4:] for line in pages().splitlines() if line.startswith("### ")] == [
        r.title for r in sorted(rules(), key=lambda r: r.id)
    ]
