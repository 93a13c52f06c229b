"""The only door to pikepdf: the words of a PDF's structure, for the tools that take one apart or put one together."""

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    ObjectStreamMode,
    OutlineItem,
    Page,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    String,
    parse_content_stream,
    settings,
)

# No stream of a client's file may unpack to more: a picture of 85 million pixels still can.
settings.set_qpdf_limits(flate_max_memory=256_000_000, run_length_max_memory=256_000_000)

__all__ = [
    "Array",
    "Dictionary",
    "Name",
    "NameTree",
    "ObjectStreamMode",
    "OutlineItem",
    "Page",
    "PasswordError",
    "Pdf",
    "PdfError",
    "Stream",
    "String",
    "parse_content_stream",
]
