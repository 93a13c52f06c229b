"""The kit's own page templates (Jinja). What people wrote comes in as values and is escaped; no figure stands in a template."""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from kit.paths import TEMPLATES
from kit.tools.tidy import tidy


def rendered(name: str, **values: Any) -> str:
    """The template's HTML; a name that it uses and nobody gives is an error."""
    return _environment().get_template(name).render(values)


def names_used(name: str) -> set[str]:
    """The names that a template expects from outside, for the tests."""
    environment = _environment()
    assert environment.loader
    return meta.find_undeclared_variables(environment.parse(environment.loader.get_source(environment, name)[0]))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["tidy"] = tidy
    return environment
