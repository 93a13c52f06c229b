"""The signed slips on which a sheet of collections rests, as their files are read: which numbers stand there, and on what pages nothing was read."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kit.lint.parts import opened
from kit.model import Evidence, Subject
from kit.tools.cells import text
from kit.tools.figures import some
from kit.tools.tracking_numbers import key

_NAMED = 3  # orders that a message names
_BOTH = 2  # numbers of a line: of its order and of its parcel


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """An exhibit that lines of the sheet name, with those of its lines that the notice is about."""

    n: int  # its place in `evidence`
    one: Evidence
    lines: tuple[Any, ...]
    every: tuple[Any, ...]  # all lines that name it

    @property
    def absent(self) -> tuple[Any, ...]:
        """The lines whose order and number were both looked for in what was read of it, in vain."""
        pages = [_Page.of(page) for page in self.one.text]
        return tuple(line for line in self.lines if not any(page.shows(number) for page in pages for number in _numbers(line)))

    @property
    def misplaced(self) -> tuple[Any, ...]:
        """The lines that it shows with the order or the number of another parcel.

        It shows one of the two only, while it shows both of more others; or it shows both, each beside one of another line.
        """
        pages = [_Page.of(page) for page in self.one.text]
        numbers = [(line, found) for line in self.lines if len(found := _numbers(line)) == _BOTH]
        seen = [(line, [any(page.shows(number) for page in pages) for number in found]) for line, found in numbers]
        half = tuple(line for line, shows in seen if any(shows) and not all(shows))
        swapped = self._swapped(pages)
        crossed = tuple(line for line, (order, number) in numbers if (order, number) in swapped)
        return (*(half if len(half) < sum(all(shows) for _, shows in seen) else ()), *crossed)

    def _swapped(self, pages: Iterable["_Page"]) -> set[tuple[str, str]]:
        """The pairs of order and number of the sheet that changed partners among themselves in its lines of text.

        Where a partner is of none of these, the text may only be broken elsewhere than the table: then there are none.
        """
        sheet = {(found[0], found[1]) for line in self.every if len(found := _numbers(line)) == _BOTH}
        shown = {pair for page in pages for pair in page.pairs(sheet)}
        orders, numbers = {order for order, _ in shown}, {number for _, number in shown}
        swapped = {(o, n) for o, n in sheet - shown if o in orders and n in numbers}
        mine, theirs = {o for o, _ in swapped}, {n for _, n in swapped}
        return swapped if all((o in mine) == (n in theirs) for o, n in shown - sheet) else set()

    @property
    def unread(self) -> tuple[int, ...]:
        """Its pages without text of their own."""
        return unread(self.one)


def unread(one: Evidence) -> tuple[int, ...]:
    """The pages without text of their own, from 1: what was read off a picture may miss a digit."""
    pictures = {k for k, words in enumerate(one.words, 1) if words}
    return tuple(k for k, page in enumerate(one.text or ("",), 1) if not page.strip() or k in pictures)


def signed_slips(subject: Subject) -> Iterator[Slip]:
    """Each exhibit that the sheet names and whose file was opened."""
    table = subject.orders.table("collections") if subject.orders else None
    if table is None or table.empty:
        return
    wanted = set(subject.case.violation.orders)
    rows = tuple(table.itertuples(index=False))
    for n, one in opened(subject):
        every = tuple(row for row in rows if text(row.shown_by) == one.item.id)
        lines = tuple(
            row for row in every if any(_numbers(row)) and (not (wanted and text(row.order_id)) or text(row.order_id) in wanted)
        )
        if every and one.item.use == "exhibit":
            yield Slip(n=n, one=one, lines=lines, every=every)


def named(lines: Iterable[Any]) -> str:
    """How a message calls lines: by their orders or parcels, the first of many."""
    return some([text(line.order_id) or text(line.tracking_id) for line in lines], _NAMED)


def place(line: Any) -> str:
    """Where a line stands, as file and row."""
    return f"{text(line.source_file)}:{line.source_line}"


def _numbers(line: Any) -> list[str]:
    """The numbers by which a slip may name a parcel; there they may be broken over lines or set in groups."""
    return [bare for number in (line.order_id, line.tracking_id) if (bare := key(text(number)))]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's text as it stands, and bare, with the place where each bare character stood."""

    text: str
    bare: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, page: str) -> "_Page":
        found = [(c, at) for at, written in enumerate(page) for c in written.casefold() if c.isalnum()]
        return cls(page, "".join(c for c, _ in found), tuple(at for _, at in found))

    def pairs(self, sheet: Collection[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Each order with the number beside it, where a line of text gives the two in turn."""
        orders = {order for order, _ in sheet if self.shows(order)}
        numbers = {number for _, number in sheet if self.shows(number)}
        for written in self.text.splitlines():
            row = _Page.of(written)
            known = sorted((at, number) for number in orders | numbers if (at := row.place(number)) is not None)
            left, right = ([number for _, number in known[n::_BOTH]] for n in range(_BOTH))
            if len(left) != len(right):
                continue
            if orders.issuperset(left) and numbers.issuperset(right):
                yield from zip(left, right, strict=True)
            elif numbers.issuperset(left) and orders.issuperset(right):
                yield from zip(right, left, strict=True)

    def shows(self, number: str) -> bool:
        """Whether the number stands there whole: as part of a longer one it is another number."""
        return self.place(number) is not None

    def place(self, number: str) -> int | None:
        """Where among the bare characters the number stands whole."""
        at = self.bare.find(number)
        while at >= 0:
            if not self._goes_on(self.places[at] - 1, -1) and not self._goes_on(self.places[at + len(number) - 1] + 1, 1):
                return at
            at = self.bare.find(number, at + 1)
        return None

    def _goes_on(self, at: int, step: int) -> bool:
        """Whether the character there belongs to the same number: a letter or digit that touches it, or a digit behind a hyphen."""
        if (beside := self._at(at)) == "-":
            return self._at(at + step).isdigit()
        return beside.isascii() and beside.isalnum()

    def _at(self, place: int) -> str:
        return self.text[place] if 0 <= place < len(self.text) else ""
