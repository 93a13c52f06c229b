"""Example cases, whole folders of a client's raw files, made from a seed. All names and data are invented.

`make_case` gives a committed example, the same bytes on every run; `make_cases` gives variants of one. `kit.demo.portfolio`
makes many small cases of many clients.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from kit.errors import Usage

MAIN = "uk-late-dispatch"

__all__ = ["MAIN", "examples", "make_case", "make_cases"]


def examples() -> tuple[str, ...]:
    """The folders of the committed cases, the main one first."""
    return tuple(sorted(_stories(), key=lambda name: (name != MAIN, name)))


def make_case(folder: Path, *, story: str = MAIN, seed: int | None = None) -> Path:
    """Write a story's case into the folder and return it. Another seed gives another shop with the same story."""
    return _made(folder, _story(story), 1, seed)


def make_cases(count: int, out: Path, *, story: str = MAIN) -> tuple[Path, ...]:
    """So many cases below `out`: the committed example first, then variants of it."""
    told = _story(story)
    return tuple(_made(out / (told.NAME if n == 1 else f"{told.NAME}-{n:03}"), told, n) for n in range(1, count + 1))


def _stories() -> dict[str, Any]:
    from kit.demo import stories as packages

    found = (import_module(f"{packages.__name__}.{m.name}") for m in iter_modules(packages.__path__) if m.ispkg)
    return {story.NAME: story for story in found}


def _story(name: str) -> Any:
    known = _stories()
    if name not in known:
        raise Usage(f"there is no example {name!r}", [f"known: {', '.join(sorted(known))}"])
    return known[name]


def _made(folder: Path, story: Any, number: int, seed: int | None = None) -> Path:
    from kit.tools.atomic import write_bytes

    for name, content in story.files(number, seed):
        write_bytes(folder / name, content)
    return folder
