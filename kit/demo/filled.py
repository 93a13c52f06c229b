"""`case.yaml` of a story from its template: `@name@` filled, and each Chinese statement marked as a translation of its English."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from importlib import resources
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory
from typing import Any

from kit.model import Statement
from kit.tools import yaml_text

_MARK = "00000000"


class _Filled(Template):
    """`@name@`, so that `{{ … }}` stays as it is."""

    pattern = r"@(?:(?P<escaped>@)|(?P<named>[a-z_]+)@|(?P<braced>\b\B)|(?P<invalid>))"  # type: ignore[assignment]


def case_yaml(package: str, values: Mapping[str, str]) -> str:
    """The text of `case.yaml.txt` in the story's package, filled; `@fingerprint@` becomes that of the English beside it."""
    text = resources.files(package).joinpath("case.yaml.txt").read_text(encoding="utf-8")
    text = _Filled(text).substitute({**values, "fingerprint": _MARK})
    fingerprints = iter(_fingerprints(_read(text)))
    return re.sub(_MARK, lambda _: next(fingerprints), text)


def stated(scenario: Any) -> dict[str, str]:
    """What a scenario states, by the names of its fields: texts as they are, names of people in English and, under `…_zh`, in Chinese."""
    found: dict[str, str] = {"client": slug(scenario.shop)}
    for field in fields(scenario):
        value = getattr(scenario, field.name)
        if isinstance(value, tuple):
            found |= {field.name: value[0], f"{field.name}_zh": value[1]}
        elif isinstance(value, str | int) and not isinstance(value, bool):
            found[field.name] = str(value)
    return found


def slug(name: str) -> str:
    """A name as part of a file name."""
    return name.casefold().replace(" ", "-")


def dates(name: str, day: date) -> dict[str, str]:
    """A day in English, and in Chinese under `…_zh`."""
    return {name: f"{day.day} {day:%B %Y}", f"{name}_zh": f"{day.year} 年 {day.month} 月 {day.day} 日"}


def _read(text: str) -> Any:
    """The text as the kit reads it: folded lines are one line, every value is text."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_text(text, encoding="utf-8")
        return yaml_text.load(path)


def _fingerprints(node: Any) -> list[str]:
    """Of every statement that asks for it, in the file's order."""
    if isinstance(node, list):
        return [found for part in node for found in _fingerprints(part)]
    if not isinstance(node, dict):
        return []
    mine = [Statement(en=str(node["en"])).fingerprint] if node.get("zh_of") == _MARK else []
    return [*mine, *(found for part in node.values() for found in _fingerprints(part))]
