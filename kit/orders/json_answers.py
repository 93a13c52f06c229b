"""The answers in a JSON file: one, a list of them, or one a line. Text that a parser would bend is refused."""

import json
from typing import Any, NoReturn

from kit.errors import BadFile
from kit.orders.sheet import Request

MAX_BYTES = 200_000_000


class Number(str):
    """A JSON number as it is written, so that no digit of it is lost."""

    __slots__ = ()


class _RepeatedKeyError(ValueError):
    pass


def read(request: Request) -> list[Any]:
    """The answers of the file, numbers as `Number`; raises BadFile naming the place of what is wrong."""
    text = _text(request)
    try:
        document = _parsed(text, request, 0)
    except json.JSONDecodeError as error:
        if not (error.msg == "Extra data" and "\n" in text.strip()):
            raise _broken(request, error, 0) from None
        return _lines(text, request)
    return document if isinstance(document, list) else [document]


def _text(request: Request) -> str:
    size = request.path.stat().st_size
    if size > MAX_BYTES:
        raise BadFile(request.file, [f"has {size:,} bytes, over the limit of {MAX_BYTES:,}; save it in parts"])
    raw = request.path.read_bytes()
    if not raw.strip():
        raise BadFile(request.file, ["is empty; save the answer again"])
    try:
        return raw.decode(request.encoding or "utf-8-sig")
    except (UnicodeDecodeError, LookupError):
        folder = request.file.split("/")[0]
        said = f"is not UTF-8; save it as UTF-8, or declare its encoding in case.yaml data.{folder}"
        raise BadFile(request.file, [said]) from None


def _lines(text: str, request: Request) -> list[Any]:
    """One answer a line."""
    found = []
    for place, line in enumerate(text.split("\n")):
        if not line.strip():
            continue
        try:
            found.append(_parsed(line, request, place))
        except json.JSONDecodeError as error:
            raise _broken(request, error, place) from None
    return found


def _broken(request: Request, error: json.JSONDecodeError, before: int) -> BadFile:
    where = f"line {before + error.lineno}, column {error.colno}"
    return BadFile(request.file, [f"{where}: is not JSON: {error.msg}; save the answer again"])


def _parsed(text: str, request: Request, before: int) -> Any:
    """One JSON text; `before` is the count of lines above it."""
    try:
        return json.loads(text, parse_int=Number, parse_float=Number, parse_constant=_constant, object_pairs_hook=_object)
    except json.JSONDecodeError:
        raise
    except RecursionError:
        raise BadFile(request.file, [f"line {before + 1}: is nested too deep for an answer"]) from None
    except ValueError as error:
        raise BadFile(request.file, [f"{_at(before)}{error}; save the answer again"]) from None


def _at(before: int) -> str:
    return f"line {before + 1}: " if before else ""


def _constant(name: str) -> NoReturn:
    raise ValueError(f"holds {name}, which is not JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once each: of two values of one key, nothing tells which is meant."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _RepeatedKeyError(f"states the key {next(n for n in names if names.count(n) > 1)[:40]!r} twice in one object")
    return found
