"""Buyers as keyed digests: two rows can be told to be of one buyer, and nothing else of the buyer is kept."""

from hashlib import blake2b
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kit.orders.sheet import TEXT

_BYTES = 8
_MASKED = r"^[\*＊•●\s]+$"


def digests(column: Any, secret: bytes) -> Any:
    """For each text a digest of 16 hex digits, the same for the same text without case; null where it is only a mask.

    Without a secret there is nothing: a digest that anyone can compute tells the name to who guesses it.
    """
    if not secret:
        return pa.chunked_array([pa.nulls(len(column), TEXT)])
    lowered = pc.utf8_lower(pc.utf8_normalize(pc.utf8_trim_whitespace(column), form="NFC"))
    coded = pa.chunked_array([lowered.combine_chunks()]).dictionary_encode().combine_chunks()
    if isinstance(coded, pa.ChunkedArray):  # no rows
        return pa.chunked_array([], TEXT)
    names = coded.dictionary
    masked = pc.match_substring_regex(names, _MASKED).to_pylist()
    key = secret if len(secret) <= blake2b.MAX_KEY_SIZE else blake2b(secret).digest()
    found = [
        None if hidden else blake2b(name.encode(), key=key, digest_size=_BYTES).hexdigest()
        for name, hidden in zip(names.to_pylist(), masked, strict=True)
    ]
    return pa.chunked_array([pa.array(found, TEXT).take(coded.indices)])
