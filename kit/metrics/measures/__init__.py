"""One file a metric. A file is registered by being here: it has `IDS` and `measure(material) -> tuple[Measured, ...]`."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from kit.metrics.material import Material, Measured

Measure = Callable[[Material], tuple[Measured, ...]]


def measures(wanted: Iterable[str]) -> tuple[Measure, ...]:
    """The measures that give at least one of the wanted metrics, in name order."""
    ids = set(wanted)
    return tuple(measure for names, measure in _all() if ids & set(names))


def known() -> tuple[str, ...]:
    """The ids of every metric that the kit can compute."""
    return tuple(name for names, _ in _all() for name in names)


def _all() -> tuple[tuple[tuple[str, ...], Measure], ...]:
    stems = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")
    modules = [import_module(f"{__name__}.{stem}") for stem in stems]
    return tuple((module.IDS, module.measure) for module in modules)
