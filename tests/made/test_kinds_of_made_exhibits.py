"""Each exhibit that the kit can make says which kind of evidence it is, and the examples file it as that."""

from importlib import import_module
from pathlib import Path

import pytest
import yaml

from kit.audits import KNOWN
from kit.made import KINDS

CASES = Path(__file__).parents[2] / "cases"
OF = {name: f"kit.made.{name}" for name in KINDS} | {name: f"kit.audits.{name}" for name in KNOWN}


@pytest.mark.parametrize("name", OF)
def test_it_says_its_kind(name):
    assert import_module(OF[name]).EXHIBIT.isidentifier()


def test_the_examples_file_each_as_its_kind():
    items = [
        e for path in sorted(CASES.glob("*/case.yaml")) for e in yaml.safe_load(path.read_text())["evidence"] if e.get("made")
    ]
    assert len(items) >= 30
    assert {(e["made"], e["kind"]) for e in items} == {(e["made"], import_module(OF[e["made"]]).EXHIBIT) for e in items}
