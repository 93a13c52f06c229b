"""What headers and texts of exports usually mean: the synonyms of other systems, and every format and vocabulary of the kit."""

import re
from functools import cache, lru_cache
from pathlib import Path

from kit.model import Key, Record
from kit.model.case import Pairs
from kit.model.record import Text
from kit.orders.export_format import Column, FieldName, folded, table_formats, vocabularies
from kit.orders.fields import TableName
from kit.tools import yaml_text


class KindWords(Record):
    """The usual headers of one table."""

    kind: TableName
    fields: tuple[Column, ...]


class Meanings(Record):
    """What texts of one field usually mean."""

    field: FieldName
    means: Pairs


class Synonyms(Record):
    """`synonyms.yaml`: what headers and texts of other systems usually mean."""

    id: Key
    title: Text
    source: tuple[Text, ...]
    kinds: tuple[KindWords, ...]
    buyer_id: tuple[Text, ...]
    buyer_words: tuple[Text, ...]
    zones: Pairs
    texts: tuple[Meanings, ...]


@cache
def read() -> Synonyms:
    """The synonyms as committed."""
    return yaml_text.read(Synonyms, Path(__file__).with_name("synonyms.yaml"))


@lru_cache(10_000)
def bare(header: str) -> str:
    """A header as it is compared here: without what stands in brackets, without spaces and punctuation."""
    return re.sub(r"[\W_]+", "", re.sub(r"[(（\[【].*?[)）\]】]", "", folded(header))) or re.sub(r"[\W_]+", "", folded(header))


@cache
def fields(kind: TableName) -> dict[str, str]:
    """Every bare header that is known for a table, and its field; where both state it, the synonyms' one."""
    own = [(c.field, h) for f in table_formats(kind) for c in f.columns for h in c.headers]
    told = [(c.field, h) for words in read().kinds if words.kind == kind for c in words.fields for h in c.headers]
    found: dict[str, str] = {}
    for name, header in (*told, *own):
        if name != "buyer":
            found.setdefault(bare(header), name)
    return found


@cache
def _buyers() -> frozenset[str]:
    """Every bare header that the kit's formats hold back."""
    return frozenset(bare(h) for f in table_formats() for h in f.buyer)


def is_buyer(header: str) -> bool:
    """Whether a column with this header holds buyers' data, or sounds like it."""
    name = bare(header)
    return name in _buyers() or any(bare(word) in name for word in read().buyer_words)


@cache
def meanings(kind: TableName, name: str) -> dict[str, str]:
    """Folded text to meaning, from every vocabulary and format of the table; the synonyms last."""
    found = {folded(text): means for m in read().texts if m.field == name for text, means in m.means}
    words = {v for f in table_formats(kind) for v in f.vocabulary}
    for group in (g for v in sorted(words) for g in vocabularies()[v].values):
        found |= {folded(v.text): v.means for v in group.texts} if group.field == name else {}
    for one in table_formats(kind):
        found |= one.meanings(name)
    return found
