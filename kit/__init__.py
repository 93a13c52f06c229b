"""POA Kit: from a folder of a client's files to a checked Plan of Action in one PDF."""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {"Appeal": "kit.ui", "portfolio": "kit.ui"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import kit` stays light."""
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'kit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *_PUBLIC]
