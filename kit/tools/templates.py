"""Jinja: the kit's own page templates, and the placeholders in texts that people write.

In a page template, what people wrote comes in as values and is escaped; no figure stands there. In a text of people only
names joined by dots and calls with plain values, `exhibit.contract.page(2)`, are evaluated, in a sandbox: no statement,
filter, operator or attribute of a Python object.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from kit.paths import TEMPLATES
from kit.tools.tidy import tidy

if TYPE_CHECKING:  # late otherwise: a walk that opens fills no template
    from jinja2 import Environment, nodes
    from jinja2.sandbox import SandboxedEnvironment

T = TypeVar("T")
_ALLOWED = ("Template", "Output", "TemplateData", "Name", "Getattr", "Call", "Const")


# --- the kit's pages ----------------------------------------------------------------------------


def rendered(name: str, **values: Any) -> str:
    """The template's HTML; a name that it uses and nobody gives is an error."""
    return _pages().get_template(name).render(values)


def names_used(name: str) -> set[str]:
    """The names that a template expects from outside, for the tests."""
    from jinja2 import meta

    environment = _pages()
    assert environment.loader
    return meta.find_undeclared_variables(environment.parse(environment.loader.get_source(environment, name)[0]))


@cache
def _pages() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["tidy"] = tidy
    return environment


# --- texts of people ----------------------------------------------------------------------------


class BadPlaceholder(Exception):
    """A placeholder that names nothing; the message says what is known."""


@runtime_checkable
class Named(Protocol):
    """Something with names behind a dot."""

    def get(self, name: str, /) -> object:
        """What the name stands for; raises BadPlaceholder."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A stretch of a text that cannot be filled, and why."""

    said: str


def evaluated(text: str, names: Mapping[str, Named], show: Callable[[object], T]) -> tuple[str | T | Problem, ...]:
    """The text in order: plain stretches, `show` of each placeholder's value, and every problem."""
    from jinja2 import TemplateError, nodes

    try:
        template = _sandbox().parse(text)
    except TemplateError as error:
        return (Problem(f"{error}; write a placeholder as {{{{ metric.late_dispatch.during }}}}"),)
    refused = sorted({_plain_name(n) for n in template.find_all(nodes.Node) if type(n).__name__ not in _ALLOWED})
    if refused:
        return (Problem(f"{', '.join(refused)}: only names joined by dots may stand in {{{{ }}}}"),)
    pieces = [node for part in template.body for node in part.iter_child_nodes()]
    return tuple(node.data if isinstance(node, nodes.TemplateData) else _value(node, names, show) for node in pieces)


def _value(node: "nodes.Node", names: Mapping[str, Named], show: Callable[[object], T]) -> T | Problem:
    """One placeholder's value, or what is wrong with it."""
    from jinja2 import TemplateError, nodes

    written = f"{{{{ {_source(node)} }}}}"
    root = node
    while isinstance(root, nodes.Getattr | nodes.Call):
        root = root.node
    if not isinstance(root, nodes.Name) or root.name not in names:
        return Problem(f"{written}: a placeholder starts with one of {', '.join(sorted(names))}")
    found: list[T] = []

    def keep(value: object) -> str:
        found.append(show(value))
        return ""

    try:
        alone = nodes.Template([nodes.Output([node], lineno=1)], lineno=1)
        _sandbox().overlay(finalize=keep).from_string(alone).render(names)
    except (BadPlaceholder, TemplateError, TypeError) as error:
        return Problem(f"{written}: {error}")
    return found[0]


def _plain_name(node: "nodes.Node") -> str:
    """What a refused construct is called by people."""
    from jinja2 import nodes

    if isinstance(node, nodes.Stmt):
        return f"{{% {type(node).__name__.lower()} %}}"
    return {"Filter": "a filter |", "Getitem": "[ ]"}.get(type(node).__name__, type(node).__name__.lower())


def _source(node: "nodes.Node") -> str:
    """The placeholder as it was written, near enough to find it."""
    from jinja2 import nodes

    if isinstance(node, nodes.Getattr):
        return f"{_source(node.node)}.{node.attr}"
    if isinstance(node, nodes.Call):
        return f"{_source(node.node)}({', '.join(_source(a) for a in node.args)})"
    if isinstance(node, nodes.Const):
        return repr(node.value)[:40]
    return node.name if isinstance(node, nodes.Name) else "…"


@cache
def _sandbox() -> "SandboxedEnvironment":
    """A sandbox in which a dot reaches names and nothing of Python."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class OnlyNames(ImmutableSandboxedEnvironment):
        def getattr(self, obj: Any, attribute: str) -> Any:
            if not isinstance(obj, Named) or isinstance(obj, Mapping):
                raise BadPlaceholder(f"nothing stands behind .{attribute}")
            return obj.get(attribute)

    return OnlyNames(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
