"""What an appeal is judged by before it is sent: `rubric.yaml`, read once. A proposal of ours; it says nothing of an outcome."""

from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from kit.model import Day, Grade, Part, Record, Severity, Statement
from kit.model.record import Key, Text
from kit.paths import POLICY
from kit.tools import yaml_text

FILE = POLICY / "rubric.yaml"
TOTAL = 100


class Cost(Record):
    """What costs a criterion points: a rule's findings or a check's losses, where `at` is given only those in that place."""

    name: Text  # M307, or gap_in_chain
    at: str = ""

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule of the linter."""
        return self.name[0].isupper()


def _cost(value: Any) -> Any:
    """`M307 corrective` as a name and a place."""
    if not isinstance(value, str):
        return value
    name, _, at = value.partition(" ")
    return {"name": name, "at": at}


Costs = tuple[Annotated[Cost, BeforeValidator(_cost)], ...]


class Standard(Record):
    """What a criterion is held to."""

    zero: Costs = ()
    half: Costs = ()
    open: Statement | None = None  # why it cannot be computed at all
    judge: Statement | None = None  # what a person must judge beside the checks

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if bool(self.open) == bool(self.zero or self.half):
            raise ValueError("give what costs points (zero, half), or say in open why no check can tell")
        return self


class Criterion(Standard):
    """One of the twelve."""

    id: Key
    name: Statement
    full: Statement  # what earns all its points
    weight: Annotated[int, Field(ge=1)]
    basis: tuple[Text, ...]
    needs: tuple[Part, ...] = ()
    dispute: Standard | None = None  # None: a dispute is held to the same

    def standard(self, stance: Literal["plan", "dispute"]) -> Standard:
        """What a letter of that stance is held to."""
        return self.dispute if self.dispute and stance == "dispute" else self


class Cap(Record):
    """A fault that no other merit makes up for."""

    id: Key
    when: Statement
    most: Annotated[int, Field(ge=0)]
    from_severity: Severity = "error"  # a finding less grave does not bring it about
    needs: tuple[Part, ...] = ()
    rules: Costs
    open: Statement | None = None  # why a person must decide; then the rules are only signs


class Band(Record):
    """What to do with so many points."""

    least: int
    says: Statement


class Rubric(Record):
    """`rubric.yaml` as a whole."""

    source: Text
    seen: Day
    grade: Grade
    bands: tuple[Band, ...]
    criteria: tuple[Criterion, ...]
    caps: tuple[Cap, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if (total := sum(c.weight for c in self.criteria)) != TOTAL:
            raise ValueError(f"the criteria weigh {total} points together, not {TOTAL}")
        if [b.least for b in self.bands] != sorted({b.least for b in self.bands}, reverse=True) or self.bands[-1].least:
            raise ValueError("bands: the highest first, each once, the last from 0")
        return self


@cache
def rubric() -> Rubric:
    """The rubric."""
    return yaml_text.read(Rubric, FILE)
