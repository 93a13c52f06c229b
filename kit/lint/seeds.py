"""What the two seed documents say goes wrong, with the rules that catch it: `seeds.yaml`, and the page made from it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from kit.lint.registry import rules
from kit.lint.rule import Rule
from kit.model import Record
from kit.model.record import Text
from kit.tools import yaml_text

FILE = Path(__file__).with_name("seeds.yaml")
TITLES = {"000": "TikTok ShopPOA撰写处理方案 (2026-03-12)", "002": "TK小店什么情况会被扣分 (2026-03-05)"}
HEAD = """\
<!-- Made by `make docs` from kit/lint/seeds.yaml. Do not edit. -->
# What goes wrong, in the seeds' words, and the rules that catch it

The project began with two documents. Each pitfall and each reason for refusal that they name stands here in their own words.
"""


class Sentence(Record):
    """A pitfall or a reason for refusal, as a seed words it."""

    seed: Literal["000", "002"]
    part: Text  # where in the seed
    says: Text
    rules: Annotated[tuple[Text, ...], Field(min_length=1)]


class _Seeds(Record):
    sentences: tuple[Sentence, ...]


@cache
def sentences() -> tuple[Sentence, ...]:
    """All of them, in the order of the seeds."""
    return yaml_text.read(_Seeds, FILE).sentences


def caught(sentence: Sentence) -> tuple[Rule, ...]:
    """The rules that catch it; a KeyError names an id that no rule has."""
    known = {rule.id: rule for rule in rules()}
    return tuple(known[i] for i in sentence.rules)


def page() -> str:
    """docs/seeds.md: one table a seed."""
    return "\n".join((HEAD, *_tables()))


def _tables() -> Iterator[str]:
    for seed, title in TITLES.items():
        yield f"## Seed {seed}: {title}\n"
        yield "| 处 | 种子原文 | Rules |\n|---|---|---|"
        for sentence in sentences():
            if sentence.seed == seed:
                links = ", ".join(f"[{r.title}](rules.md#{r.id.lower()}-{r.name})" for r in caught(sentence))
                yield f"| {sentence.part} | {sentence.says} | {links} |"
        yield ""
