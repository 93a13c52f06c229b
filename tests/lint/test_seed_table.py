"""Each pitfall and failure reason of the seeds is caught by rules that name it, and the page says so."""

import pytest
from tests_root import ROOT

from kit.lint.rule import GROUPS
from kit.lint.seeds import caught, page, sentences


@pytest.mark.parametrize("sentence", sentences(), ids=lambda s: s.says[:20])
def test_each_sentence_is_caught_by_rules_that_exist(sentence):
    assert caught(sentence)
    assert all(rule.id[0] in GROUPS and rule.bad for rule in caught(sentence))


def test_both_seeds_are_there_with_the_ten_pitfalls_and_the_reasons():
    said = [s for s in sentences() if s.seed == "000"]
    assert len([s for s in said if s.part == "常见坑"]) >= 10
    assert len([s for s in said if s.part in {"常见失败原因", "FAQ 失败主因"}]) >= 8
    assert len([s for s in sentences() if s.seed == "002"]) >= 5
    assert len({s.says for s in sentences()}) == len(sentences())


def test_most_rules_that_rest_on_a_seed_stand_in_the_table():
    named = {rule.id for sentence in sentences() for rule in caught(sentence)}
    assert len(named) >= 60


def test_the_page_is_current():
    assert (ROOT / "docs" / "seeds.md").read_text(encoding="utf-8") == page(), "run: make docs"
