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
)

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
]
