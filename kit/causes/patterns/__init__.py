"""One file a test. A file is registered by being here: it has `test(ground) -> Verdict | str` (why it cannot run)."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kit.causes.ground import Ground, Verdict

Test = Callable[[Ground], Verdict | str]


def tests() -> dict[str, Test]:
    """Each test by the name of its file."""
    stems = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")
    return {stem: import_module(f"{__name__}.{stem}").test for stem in stems}
