"""A step of the walk: one file in `steps/`, known by being there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal

from kit.ui.walk.session import Session

if TYPE_CHECKING:
    from kit.ui.walk.page import Page

State = Literal["done", "open", "problem", "stale", "free"]
"""How a step stands, told by the case alone. `stale`: it was done, for other words; `free`: nothing has to be done there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One screen: its place in the walk, its words, how it stands, and what it shows."""

    id: str
    order: int
    title: tuple[str, str]  # English, Chinese
    lead: tuple[str, str]  # what to do here, in a sentence
    state: Callable[[Session], State]
    content: Callable[["Page"], list[Any]]
    refresh: Callable[["Page"], None] | None = None  # after each change, where the fields stay as they are
    applies: Callable[[Session], bool] = lambda _: True


@cache
def steps() -> tuple[Step, ...]:
    """Every step in its order."""
    package = import_module("kit.ui.walk.steps")
    found = [import_module(f"{package.__name__}.{m.name}").STEP for m in iter_modules(package.__path__)]
    return tuple(sorted(found, key=lambda step: step.order))
