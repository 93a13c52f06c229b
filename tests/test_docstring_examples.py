"""What a docstring shows as an example is what the code gives."""

import doctest
from importlib import import_module

import pytest
from tests_root import ROOT

WITH_EXAMPLES = [path for path in sorted((ROOT / "kit").rglob("*.py")) if "\n    >>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_true(path):
    found = doctest.testmod(import_module(".".join(path.relative_to(ROOT).with_suffix("").parts)))
    assert found.attempted
    assert not found.failed


def test_examples_are_found():
    assert len(WITH_EXAMPLES) >= 25
