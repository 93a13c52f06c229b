"""The generated pages are what would be generated now."""

from pathlib import Path

import pytest

from kit.cli import commands
from kit.pages import PAGES

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("page", PAGES)
def test_page_is_current(page):
    assert (ROOT / page).read_text(encoding="utf-8") == PAGES[page](), "run: make docs"


def test_every_command_has_a_place_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lacking = [name for name in commands() if f"`{name}" not in text]
    assert len(commands()) >= 10
    assert not lacking
