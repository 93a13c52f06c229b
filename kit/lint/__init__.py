"""The reviewer before the reviewer: rules that find what gets an appeal refused."""

import kit.lint.rules  # noqa: F401 - first: loaded later, the folder would take the name of the function
from kit.lint.aim import KINDLESS, KINDS, SITES, aimed
from kit.lint.engine import lint
from kit.lint.english import slips
from kit.lint.letter_day import letter_day
from kit.lint.registry import rules
from kit.lint.rule import Example, Hit, Rule

__all__ = ["KINDLESS", "KINDS", "SITES", "Example", "Hit", "Rule", "aimed", "letter_day", "lint", "rules", "slips"]
