"""The reviewer before the reviewer: rules that find what gets an appeal refused."""

from kit.lint.engine import lint
from kit.lint.english import slips
from kit.lint.registry import rules
from kit.lint.rule import Example, Hit, Rule

__all__ = ["Example", "Hit", "Rule", "lint", "rules", "slips"]
