"""One file a test. A file is registered by being here: it has `test`, which gives a Verdict or why it cannot run.

It takes the orders, `test(ground)`; or, where the file says `RESTS_ON = "records"`, the case and its audits by name,
`test(case, audits)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from kit.causes.ground import Ground, Verdict
from kit.model import Audit, Case

Test = Callable[[Ground], Verdict | str]
TestOfRecords = Callable[[Case, Mapping[str, Audit]], Verdict | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The tests by the name of their file."""

    of_orders: Mapping[str, Test]
    of_records: Mapping[str, TestOfRecords]


def known() -> Known:
    """Every test that is here."""
    stems = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem != "__init__")
    modules = {stem: import_module(f"{__name__}.{stem}") for stem in stems}
    by_records = {stem: m.test for stem, m in modules.items() if getattr(m, "RESTS_ON", "orders") == "records"}
    return Known(of_orders={stem: m.test for stem, m in modules.items() if stem not in by_records}, of_records=by_records)
