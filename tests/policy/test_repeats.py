"""A repeated violation asks in every family for a record of the earlier measures, which the plan's own check log is not."""

import pytest

from kit import policy
from kit.lint import rules
from kit.lint.examples import example

BEFORE = [{"id": "7529184460370001", "date": "2026-02-03", "failed": "The check was left out."}]
RULE = next(rule for rule in rules() if rule.id == "E804")
RAN = "missing: Records that the measures promised after the earlier violation ran"


def missing(name, kind, repeats):
    item = {"id": "record", "file": "evidence/r.pdf", "kind": kind, "caption": "Records", "use": "exhibit"}
    subject = example({"violation.repeats": repeats, "evidence.4": item, "family": policy.family(name)})
    return [hit.severity or RULE.severity for hit in RULE.check(subject) if hit.message.en.startswith(RAN)]


@pytest.mark.parametrize("name", policy.families())
def test_every_family_asks_for_it_and_only_of_a_repeat(name):
    assert missing(name, "check_log", BEFORE) == ["warning"]
    assert missing(name, "earlier_record", BEFORE) == []
    assert missing(name, "check_log", []) == []
