"""Buyers as keyed digests: two rows can be told to be of one buyer, and nothing else of the buyer is kept."""

from hashlib import blake2b
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from kit.orders.sheet import TEXT

_MASKED = r"^[\*＊•●\s]+$"


def digests(column: Any, secret: bytes) -> Any:
    """For each text a digest of 16 hex digits, the same for the same text without case; null where it is only a mask.

    Without a secret there is nothing: a digest that anyone can compute tells the name to who guesses it.
    """
    if not secret:
        return pa.chunked_array([pa.nulls(len(column), TEXT)])
    coded = pa.chunked_array([column.combine_chunks()]).dictionary_encode().combine_chunks()
    if isinstance(coded, pa.ChunkedArray):  # no rows
        return pa.chunked_array([], TEXT)
    names = pc.utf8_lower(pc.utf8_normalize(pc.utf8_trim_whitespace(coded.dictionary), form="NFC"))
    is_masked = pc.match_substring_regex(names, _MASKED)
    found = pc.if_else(is_masked, pa.scalar(None, TEXT), _hex(names, secret))
    return pa.chunked_array([found.take(coded.indices)])


def _hex(names: Any, secret: bytes) -> Any:
    """SipHash of each name as 16 hex digits, all at once: hashlib takes one at a time."""
    key = blake2b(secret, digest_size=8).hexdigest()  # 16 characters, as SipHash wants them
    hashes = pd.util.hash_array(names.to_numpy(zero_copy_only=False), hash_key=key, categorize=False)
    text = hashes.astype(">u8").tobytes().hex().encode()
    ends = np.arange(len(names) + 1, dtype=np.int32) * 16
    return pa.StringArray.from_buffers(len(names), pa.py_buffer(ends), pa.py_buffer(text))
