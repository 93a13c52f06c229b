"""What is taken off cells before they are read, counted so that it can be said: blanks at their ends, NUL bytes in them."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kit.tools.text_columns import is_dense

NUL = "\0"


def blanks_at_ends(count: int, what: str) -> str:
    """The note on tracking numbers that stood between blanks."""
    return f"{count:,} {what} have blanks or tabs at their ends: left out"


def ends(columns: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """The columns of text in which cells have blanks or tabs at their ends, and how many; empty cells do not count."""
    for name, column in columns.items():
        if is_dense(column):
            continue
        trimmed = pc.utf8_trim_whitespace(column)
        if count := pc.sum(pc.and_(pc.not_equal(trimmed, column), pc.not_equal(trimmed, ""))).as_py():
            yield name, int(count)


def without_nul(columns: Mapping[str, Any], headers: Mapping[str, str], ids: frozenset[str]) -> tuple[dict[str, Any], list[str]]:
    """The columns without NUL, and a note for each that held some.

    In `ids` it is taken off the ends alone: one in the midst may stand for a lost digit, and is left for the row to be
    set aside.
    """
    found, notes = dict(columns), []
    for name, column in columns.items():
        count = int(pc.sum(pc.match_substring(column, NUL)).as_py() or 0)
        if not count:
            continue
        clean = pc.utf8_trim(column, NUL) if name in ids else pc.replace_substring(column, NUL, "")
        found[name] = pa.chunked_array(clean.chunks, column.type)
        left = int(pc.sum(pc.match_substring(clean, NUL)).as_py() or 0)
        where = "at their ends" if name in ids else "in them"
        if count > left:
            notes.append(f"{count - left:,} cells of {headers[name]} have NUL bytes {where}: left out")
    return found, notes
