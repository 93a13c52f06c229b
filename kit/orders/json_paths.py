"""Places in a JSON answer, written as paths: `data.orders[].id`; an empty path is the answer itself."""

from functools import cache
from typing import Any


@cache
def steps(path: str) -> tuple[tuple[str, bool], ...]:
    """Each key of the path, and whether it holds a list whose entries are meant."""
    return tuple((step.removesuffix("[]"), step.endswith("[]")) for step in path.split(".")) if path else ()


def every(node: Any, path: str) -> list[Any]:
    """All that stands at the path."""
    found = [node]
    for name, is_list in steps(path):
        found = [entry[name] for entry in found if isinstance(entry, dict) and name in entry]
        if is_list:
            found = [each for entry in found if isinstance(entry, list) for each in entry]
    return found


def is_stated(node: Any, path: str) -> bool:
    """Whether something stands there: any value, or for a path that ends in `[]` a list, even an empty one."""
    if path.endswith("[]"):
        return any(isinstance(found, list) for found in every(node, path.removesuffix("[]")))
    return any(found is not None for found in every(node, path))


def text(node: Any, path: str) -> str | None:
    """The first text or number at the path, without blanks around it; None where there is none."""
    if "[" not in path:
        for name, _ in steps(path):
            if not isinstance(node, dict):
                return None
            node = node.get(name)
        return (str(node).strip() or None) if isinstance(node, str) else None
    return next((str(found).strip() for found in every(node, path) if isinstance(found, str) and found.strip()), None)
