"""The rules, found by being there: each file of `kit/lint/rules/` is one rule."""

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from kit.errors import BadFile
from kit.lint import words
from kit.lint.rule import Rule

FOLDER = Path(__file__).with_name("rules")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by id."""
    return load(FOLDER)


def load(folder: Path) -> tuple[Rule, ...]:
    """The rules of a folder by id; all that is wrong with the files is said at once."""
    found: list[tuple[Path, Rule]] = []
    problems: list[str] = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in {".py", ".yaml"} or path.name.startswith("_"):
            continue
        try:
            found.append((path, _python(path) if path.suffix == ".py" else words.read(path)))
        except (BadFile, ValueError, AttributeError) as error:
            problems.append(f"{path.name}: {error}")
    problems += _twice(found)
    if problems:
        raise BadFile(folder, problems)
    return tuple(rule for _, rule in sorted(found, key=lambda pair: pair[1].id))


def _python(path: Path) -> Rule:
    spec = spec_from_file_location(f"kit.lint.rules.{path.stem}", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    rule: object = module.RULE
    if not isinstance(rule, Rule):
        raise ValueError("RULE is not a Rule")  # noqa: TRY004 - a wrong value in a rule file, like any other
    return rule


def _twice(found: list[tuple[Path, Rule]]) -> list[str]:
    problems = []
    for what in ("id", "name"):
        first: dict[str, Path] = {}
        for path, rule in found:
            value = getattr(rule, what)
            if value in first:
                problems.append(f"{path.name}: the {what} {value} is taken by {first[value].name}; numbers are never used twice")
            first.setdefault(value, path)
    return problems
