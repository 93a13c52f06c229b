"""What the values of a column look like: dates, ids, amounts, known texts; by its first cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

import pyarrow as pa

from kit.orders import date_formats, synonyms
from kit.orders.export_format import folded
from kit.orders.fields import TABLES, TableName
from kit.orders.first_rows import Row

FITS = 0.5  # of the values of a column: with fewer the header misleads
SHAPES = {
    "id": r"[\w.#/-]{3,60}",
    "tracking": r"[\w.-]{6,60}",
    "count": r"\d{1,9}(\.0+)?",
    "money": r"[^\d\n]{0,5}-?\(?[\d.,' ]{1,20}\)?[^\d\n]{0,5}",
}
ORDER_ID = r"\d{10,30}"
_DATE = r"[\w,]{1,10}[-/. ]\w{1,9}[-/., ]+\d{1,4}(?:\b|T).*|\d{4}年.*"  # what no date format would parse needs no trying
_SAMPLE = 100


def fit(kind: TableName, name: str, values: Sequence[str]) -> tuple[float, str]:
    """The share of values that fit a field, and what they should be."""
    match TABLES[kind].fields[name].kind:
        case "time":
            return max(share_of_times(values), _number_share(values)), "dates"
        case "value":
            known = synonyms.meanings(kind, name)
            return (0.0 if share_of_times(values) >= FITS else 1.0), _of_texts(_unknown(values, known))
        case "id" if name == "order_id":
            return share_like(values, ORDER_ID), "numbers of 10 digits or more"
        case "id" | "tracking" | "count" | "money" as shape:
            said = {"id": "ids", "tracking": "tracking numbers", "count": "whole numbers", "money": "amounts"}[shape]
            return share_like(values, SHAPES[shape]), said
        case _:
            return (0.0 if share_of_times(values) >= FITS else 1.0), ""


def share_like(values: Sequence[str], shape: str) -> float:
    """The share of values that have the shape throughout."""
    return sum(re.fullmatch(shape, value) is not None for value in values) / len(values)


def share_of_times(values: Sequence[str]) -> float:
    """The share of values that the date format parses which parses most of them."""
    return _share_of_times(tuple(values[:_SAMPLE])) if share_like(values[:_SAMPLE], _DATE) >= FITS else 0.0


@lru_cache(256)
def _share_of_times(values: Row) -> float:
    texts = pa.chunked_array([pa.array(values, pa.string())])
    return max(1 - int(date_formats.parsed(texts, name).null_count) / len(texts) for name in date_formats.GUESSED)


def _number_share(values: Sequence[str]) -> float:
    """The share of values that are bare numbers, if most could be moments; a person says in which way."""
    texts = pa.chunked_array([pa.array(values[:_SAMPLE], pa.string())])
    way = date_formats.numbers_like(texts)
    return 1 - int(date_formats.parsed(texts, way).null_count) / len(texts) if way else 0.0


def middle_time(values: Sequence[str]) -> datetime:
    """The middle one of some times, by the first format that parses most of them."""
    texts = pa.chunked_array([pa.array(values[:_SAMPLE], pa.string())])
    read = max(
        (date_formats.parsed(texts, name) for name in date_formats.GUESSED), key=lambda found: len(found) - found.null_count
    )
    known = sorted(read.drop_null().to_pylist())
    middle: datetime = known[len(known) // 2]
    return middle


def _unknown(values: Iterable[str], known: Mapping[str, str]) -> int:
    return len({folded(value) for value in values} - known.keys())


def _of_texts(unknown: int) -> str:
    return {0: "known texts", 1: "known texts but one"}.get(unknown, f"known texts but {unknown}")
