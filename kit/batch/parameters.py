"""Parameters are checked before papermill sees them: it writes names as code and other values than plain ones as it likes."""

from collections.abc import Mapping
from pathlib import Path

from kit.errors import BadFile, Usage

Plain = str | int | float | bool | None
_PLAIN = (str, int, float, bool, type(None))
_TYPES: dict[str, tuple[type, ...]] = {"str": (str,), "bool": (bool,), "int": (int,), "float": (int, float)}


def checked(notebook: Path, given: Mapping[str, object]) -> dict[str, Plain]:
    """The values, if the notebook's parameters cell declares each name and type; raises Usage with every problem."""
    import papermill

    declared = papermill.inspect_notebook(literal(notebook))
    if not declared:
        raise BadFile(notebook, ["has no cell with the tag parameters; a batch cannot say which case it is about"])
    problems = [p for name, value in given.items() if (p := _problem(name, value, declared))]
    if problems:
        raise Usage(f"{notebook.name} cannot run with these parameters", problems)
    return {name: value for name, value in given.items() if isinstance(value, _PLAIN)}


def literal(path: Path) -> str:
    """The path as papermill takes it: it reads braces in a path as places for parameters."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _problem(name: str, value: object, declared: Mapping[str, Mapping[str, str]]) -> str:
    if name not in declared or not name.isidentifier():
        return f"{name!r} is no parameter of it; known: {', '.join(declared)}"
    kind = "nothing (null)" if value is None else f"a {type(value).__name__}"
    if type(value) not in _PLAIN:  # a subclass may print itself as code
        return f"{name}: {kind}; give a text, a number, true or false"
    wanted = _TYPES.get(declared[name].get("inferred_type_name", ""))
    if wanted and type(value) not in wanted:
        return f"{name}: {kind}, but the notebook wants {declared[name]['inferred_type_name']}"
    return ""
