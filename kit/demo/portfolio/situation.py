"""What happened to a client: one file a situation in `situations/`, known by being there, its words filled for each case.

`@name@` is a value of the case; `@on+3@` the third day after the notice as the site writes it, `@iso+3@` the same for
case.yaml; of `[[one wording|another]]` each case takes one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from kit.tools import figures, yaml_text

_FOLDER = Path(__file__).parent / "situations"
_CHOICE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_VALUE = re.compile(r"@([a-z_0-9]+?)([+-]\d+)?@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the words of a case are filled with."""

    values: Mapping[str, str]
    notice: date
    style: str  # how the site writes a day
    chance: Random

    def filled(self, node: Any) -> Any:
        """The same mappings, lists and texts, filled."""
        if isinstance(node, Mapping):
            return {str(key): self.filled(value) for key, value in node.items()}
        if isinstance(node, list):
            return [self.filled(value) for value in node]
        chosen = _CHOICE.sub(lambda m: self.chance.choice(m[1].split("|")), str(node))
        return _VALUE.sub(self._value, chosen)

    def said(self, days: int) -> str:
        """So many days after the notice, as the site writes it."""
        return figures.day(self.notice + timedelta(days=days), self.style)

    def _value(self, match: re.Match[str]) -> str:
        name, days = match[1], match[2]
        if days is None:
            return self.values[name]
        return self.said(int(days)) if name == "on" else (self.notice + timedelta(days=int(days))).isoformat()


def names() -> tuple[str, ...]:
    """Every situation."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


@cache
def situation(name: str) -> Mapping[str, Any]:
    """Its file as it stands, unfilled."""
    found: Mapping[str, Any] = yaml_text.load(_FOLDER / f"{name}.yaml")
    return found
