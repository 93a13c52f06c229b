"""One file a kind, registered by being there: each states `KIND`. The order in which they are asked is by `last`, then name."""

import pkgutil
from functools import cache
from importlib import import_module

from kit.evidence.kind import File, Kind


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind, in the order in which they are asked."""
    found = [import_module(f"{__name__}.{module.name}").KIND for module in pkgutil.iter_modules(__path__)]
    assert len({kind.name for kind in found}) == len(found), "two kinds of one name"
    return tuple(sorted(found, key=lambda kind: (kind.last, kind.name)))


def kind_of(file: File) -> Kind | None:
    """The kind of a file by its content; None if the kit cannot show it."""
    return next((kind for kind in kinds() if kind.is_one(file)), None)
