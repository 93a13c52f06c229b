"""The sheet of collections held against itself and the exports' numbers: which of its lines is an order's, and what differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from kit.model import Gap
from kit.tools.cells import is_there, text
from kit.tools.tracking_numbers import key

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An order's parcels by the exports, and the line under which the last of them was collected."""

    numbers: tuple[str, ...] = ()
    line: Any = None
    lacks: str = ""  # the parcels of several that no line has
    differs: str = ""  # what the line says otherwise than the exports


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The lines of all manifests by what they name, the earlier of two for the same thing passed over."""

    numbers: Mapping[str, tuple[str, ...]]
    by_number: Mapping[str, Any]  # by what two writings of a number share
    by_order: Mapping[str, Any]  # lines without a number
    named: Mapping[str, Any]  # lines with a number and an order

    @classmethod
    def of(cls, lines: "pd.DataFrame", of_orders: "pd.DataFrame", wanted: tuple[str, ...]) -> Self:
        """The lines, for these orders."""
        in_time = tuple(lines.sort_values("collected_at", kind="stable").itertuples(index=False))
        return cls(
            numbers=_numbers(of_orders[of_orders["order_id"].isin({*wanted, *lines["order_id"].dropna().astype(str)})]),
            by_number={key(line.tracking_id): line for line in in_time if is_there(line.tracking_id)},
            by_order={text(line.order_id): line for line in in_time if not is_there(line.tracking_id)},
            named={text(line.order_id): line for line in in_time if is_there(line.tracking_id)},
        )

    def held(self, order_id: str) -> Held:
        """The order as the manifests have it: collected when the last of its parcels was."""
        numbers = self.numbers.get(order_id, ())
        found = [self.by_number[key(number)] for number in numbers if key(number) in self.by_number]
        whole = self.by_order.get(order_id) if len(found) < len(numbers) or not numbers else None
        named = self.named.get(order_id)
        if whole is not None or (not numbers and named is not None):
            return Held(numbers=numbers, line=whole if whole is not None else named)
        if named is not None and not _is_among(named, numbers):
            return Held(numbers=numbers, line=named, differs=_other_number(named, numbers))
        if not found:
            return Held(numbers=numbers)
        last = max(found, key=lambda line: line.collected_at)
        other = next((text(line.order_id) for line in found if self._is_of_another(line, order_id)), "")
        missing = [number for number in numbers if key(number) not in self.by_number]
        return Held(
            numbers=numbers,
            line=last,
            differs=f"its line names order {other} for this parcel" if other else "",
            lacks=f"of its {len(numbers)} parcels {', '.join(missing)} stands in none" if missing else "",
        )

    def _is_of_another(self, line: Any, order_id: str) -> bool:
        """Whether the line names another order that has not the same parcel; two orders may go out in one."""
        named = text(line.order_id)
        return named not in {"", order_id} and not _is_among(line, self.numbers.get(named, ()))


def misnumbered(lines: "pd.DataFrame", of_orders: "pd.DataFrame") -> Iterator[Gap]:
    """One gap for each line that names an order under a number which the exports do not have for it."""
    both = lines.dropna(subset=["tracking_id", "order_id"])
    numbers = _numbers(of_orders[of_orders["order_id"].isin(both["order_id"].astype(str))])
    for line in both.itertuples(index=False):
        own = numbers.get(text(line.order_id), ())
        if own and not _is_among(line, own):
            yield Gap(
                id=f"collections.{place(line)}.number",
                severity="error",
                where=place(line),
                what=f"manifest {line.manifest} does not fit order {line.order_id}: {_other_number(line, own)}",
                fix="copy the number from the signed slip; where the slip has it so, do not claim the order",
            )


def of_nothing(lines: "pd.DataFrame") -> Iterator[Gap]:
    """A line that names neither its parcel nor its order can be held against nothing."""
    for line in lines[lines["tracking_id"].isna() & lines["order_id"].isna()].itertuples(index=False):
        yield Gap(
            id=f"collections.{place(line)}.nothing",
            severity="warning",
            where=place(line),
            what=f"a line of manifest {line.manifest} names neither tracking number nor order",
            fix="state the tracking number or the order ID as the slip has it, or take the line out",
        )


def twice(lines: "pd.DataFrame") -> Iterator[Gap]:
    """A parcel is collected once."""
    numbered = lines.dropna(subset=["tracking_id"])
    for _, times in numbered.groupby(numbered["tracking_id"].astype(str).map(key)):
        number = text(times["tracking_id"].iloc[0])
        if len(set(times["collected_at"])) > 1:
            manifests = ", ".join(sorted(set(times["manifest"].astype(str))))
            yield Gap(
                id=f"collections.{number}.twice",
                severity="warning",
                where=place(next(times.itertuples(index=False))),
                what=f"parcel {number} is signed for twice, at different times: {manifests}",
                fix="correct the line that is wrong by its signed manifest",
            )


def place(line: Any) -> str:
    """Where a line stands, as file and row."""
    return f"{line.source_file}:{line.source_line}"


def _numbers(of_orders: "pd.DataFrame") -> dict[str, tuple[str, ...]]:
    """The tracking numbers of each order, those of lines that were cancelled only where it has no other."""
    known = of_orders.dropna(subset=["tracking_id"])
    found: dict[str, dict[str, bool]] = {}
    for order_id, number, status in zip(known["order_id"], known["tracking_id"], known["status"], strict=True):
        parcels = found.setdefault(str(order_id), {})
        parcels[str(number)] = parcels.get(str(number), False) or text(status) != "cancelled"
    return {order_id: tuple(n for n, is_live in of.items() if is_live) or tuple(of) for order_id, of in found.items()}


def _is_among(line: Any, numbers: tuple[str, ...]) -> bool:
    """Whether the line's parcel is one of them, however its number is written."""
    return key(line.tracking_id) in set(map(key, numbers))


def _other_number(line: Any, numbers: tuple[str, ...]) -> str:
    return f"its line names parcel {line.tracking_id}, the exports have {' and '.join(numbers)}"
