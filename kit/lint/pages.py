"""The reference of the rules, made from the rules. `python -m kit.lint.pages` writes docs/rules.md in the current folder."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kit.lint.registry import rules
from kit.lint.rule import GROUPS, Example, Rule
from kit.tools.atomic import write_text

PAGE = "docs/rules.md"

HEAD = """\
<!-- Made by `make docs` from kit/lint/rules/. Do not edit. -->
# Rules

{count} rules read a case before a reviewer does. An `error` stops a build that is not a draft; a `warning` does not.
A rule that lacks what it needs says *skipped* and why, never *passed*.

To accept a finding, name it in case.yaml with the reason; without `fingerprint` the whole rule is silent:

```yaml
silence:
  - rule: M301
    fingerprint: 0123456789ab
    reason: The log of the carrier gives the day only.
```
"""


def pages() -> str:
    """All rules as one Markdown page, by group."""
    return "\n".join((HEAD.format(count=len(rules())), *_table(rules()), *_groups(rules())))


def _table(all_rules: Iterable[Rule]) -> Iterator[str]:
    yield "| Rule | Severity | What it asks for | 要求 |"
    yield "|---|---|---|---|"
    for rule in all_rules:
        yield f"| [{rule.title}](#{rule.id.lower()}-{rule.name}) | {rule.severity} | {rule.what.en} | {rule.what.zh} |"
    yield ""


def _groups(all_rules: Iterable[Rule]) -> Iterator[str]:
    for letter, (en, zh) in GROUPS.items():
        members = [rule for rule in all_rules if rule.id.startswith(letter)]
        if members:
            yield f"## {en} · {zh}\n"
            yield from ("\n".join(_section(rule)) for rule in members)


def _section(rule: Rule) -> Iterator[str]:
    needs = f" · needs {', '.join(sorted(rule.needs))}" if rule.needs else ""
    yield f"### {rule.title}\n"
    yield f"{rule.severity}{needs}{f' · {rule.stance} only' if rule.stance else ''}\n"
    yield f"{rule.what.en} {rule.what.zh}\n"
    yield f"*Why:* {rule.why.en} {rule.why.zh}\n"
    yield f"*Source:* {rule.source} (grade: {rule.grade})\n"
    yield "It speaks on:\n"
    yield from (f"- {_shown(e)}" for e in rule.bad)
    yield "\nIt is silent on:\n"
    yield from (f"- {_shown(e)}" for e in rule.good if e != "")
    yield ""


def _shown(example: Example) -> str:
    """A sentence as it is, changes as `place: value`."""
    if isinstance(example, str):
        return f"`{example}`"
    return "; ".join(f"`{where}: {_value(value)}`" for where, value in example.items())


def _value(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except TypeError:
        return "…"  # made by the rule's own file


if __name__ == "__main__":
    write_text(Path(PAGE), pages())
