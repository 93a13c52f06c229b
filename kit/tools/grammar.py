"""The only door to LingoTweaker (`lt_py`): slips of English grammar and spelling, offline. An extra: nothing is fetched.

It finds about four slips of ten (research/lint.md §1), so silence does not mean correct English.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

GET = "pip install 'poa-kit[grammar]'"
LANGUAGES = ("en-GB", "en-US")
MOST = 20_000  # characters of one text that are looked at
_OFF = ("COMMA_COMPOUND_SENTENCE", "ENGLISH_WORD_REPEAT_BEGINNING_RULE", "DASH_RULE")
"""Beginnings of rules that speak on sound prose of this kind (research/lint.md §1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One slip: characters of the text, what is wrong, what may stand instead."""

    start: int
    end: int
    says: str
    instead: tuple[str, ...]
    is_spelling: bool


def has_checker() -> bool:
    """Whether English can be checked here."""
    return find_spec("lt_py") is not None and find_spec("lingotweaker_data_en") is not None


def slips(text: str, language: str) -> tuple[Found, ...]:
    """The slips of a text in reading order; loading the rules takes some seconds once."""
    content = text[:MOST].encode()
    found = (
        _found(content, match) for match in _engine(language).check(content.decode()) if not match["rule_id"].startswith(_OFF)
    )
    return tuple(sorted(found, key=lambda slip: (slip.start, slip.end)))


def _found(content: bytes, match: dict[str, Any]) -> Found:
    """The engine counts bytes of UTF-8; people count characters."""
    at, end = match["offset"], match["offset"] + match["length"]
    return Found(
        start=len(content[:at].decode(errors="ignore")),
        end=len(content[:end].decode(errors="ignore")),
        says=match["message"].replace("<suggestion>", "“").replace("</suggestion>", "”"),
        instead=tuple(match["suggestions"][:3]),
        is_spelling=match["issue_type"] == "misspelling",
    )


@cache
def _engine(language: str) -> Any:
    return import_module("lt_py").Engine(language)
