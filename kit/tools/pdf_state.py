"""What a person should know about a PDF before its pages are shown: repaired, locked, changed, signed, or holding more than pages."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kit.tools.pdf_objects import Array, Dictionary, Name, NameTree, Pdf, PdfError, String
from kit.tools.pdf_signatures import told
from kit.tools.textline import clean

_REVISION = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_DEEP = 20  # levels of a form's fields
_NAMED = 3  # attached files that are named; the rest is counted
_LATIN = 0x250  # what a viewer's own fonts draw in a field ends here


def notes(pdf: Pdf, path: Path, warnings: Iterable[str], *, has_password: bool) -> Iterator[str]:
    """Each fact of the file's state in a sentence. `warnings` are those of the library that opened it, `has_password` if it needed one."""
    said = tuple(warnings)
    if is_repaired(said):
        yield "The file was damaged and was repaired when it was opened: hold its pages against the sender's."
    if lacks_size(said):
        yield "A page does not say how large it is; readers take 612 × 792 points."
    if pdf.is_encrypted:
        yield (
            "The file opens only with a password, which was given; its pages in the bundle need none."
            if has_password
            else "The file is protected against changes; it opens without a password."
        )
    yield from _held(pdf)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        yield from _form(form)
    if isinstance(form, Dictionary) and any(_is_signed(field) for field in form.get("/Fields", Array())):
        yield from told(path)  # says as well whether the file was changed
    elif older := len([1 for offset in _REVISION.findall(path.read_bytes()) if int(offset)][1:]):
        yield (
            f"The file holds {older} older {'version' if older == 1 else 'versions'} of itself, before it was changed and saved"
            " again; only the newest is shown."
        )


def lacks_size(warnings: Iterable[str]) -> bool:
    """Whether the library has taken a size of its own for a page."""
    return any("MediaBox is undefined" in w for w in warnings)


def is_repaired(warnings: Iterable[str]) -> bool:
    """Whether the file could only be read after a repair."""
    return any(said in w for w in warnings for said in ("reconstruct", "damaged", "xref", "EOF"))


def _held(pdf: Pdf) -> Iterator[str]:
    """What the file holds besides its pages."""
    names = _attached(pdf)
    if names:
        listed = ", ".join(f"“{n}”" for n in names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")
        yield f"The file carries {len(names)} other {'file' if len(names) == 1 else 'files'} ({listed}), not shown; add what matters."
    layers = pdf.Root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, Dictionary) else None
    if isinstance(default, Dictionary) and (default.get("/BaseState") == Name.OFF or len(default.get("/OFF", Array()))):
        yield "The file has layers that are switched off; they are in the file but are not shown."


def _attached(pdf: Pdf) -> list[str]:
    """Names of the files that it carries, of all of them and beside its pages."""
    found = []
    tree = pdf.Root.get("/Names")
    tree = tree.get("/EmbeddedFiles") if isinstance(tree, Dictionary) else None
    try:
        found += [str(spec.get("/UF", spec.get("/F", name))) for name, spec in NameTree(tree).items()] if tree is not None else []
        for page in pdf.pages:
            marks = page.obj.get("/Annots")
            attached = [
                a.get("/FS") for a in (marks if isinstance(marks, Array) else ()) if a.get("/Subtype") == Name.FileAttachment
            ]
            found += [str(spec.get("/UF", spec.get("/F", "file"))) for spec in attached if isinstance(spec, Dictionary)]
    except (PdfError, ValueError, TypeError, AttributeError, RecursionError):
        pass  # a broken tree of names carries nothing that could be named
    return [clean(name)[:60] for name in found]


def _form(form: Any) -> Iterator[str]:
    """What may be shown of a form otherwise than its maker saw it."""
    if "/XFA" in form:
        yield "The form is of the kind XFA, which most readers do not show; its pages are shown as a plain reader does."
    fields = form.get("/Fields")
    for field in fields if isinstance(fields, Array) else ():
        value = field.get("/V") if isinstance(field, Dictionary) else None
        if isinstance(value, String) and "/AP" not in field and any(ord(c) >= _LATIN for c in str(value)):
            yield f"The form's field “{clean(str(field.get('/T', '')))[:60]}” has no picture of its text, which may not be drawn."


def _is_signed(field: Any, depth: int = 0) -> bool:
    """Whether a field, or one below it, holds a signature."""
    if not isinstance(field, Dictionary) or depth > _DEEP:
        return False
    if field.get("/FT") == Name.Sig and isinstance(field.get("/V"), Dictionary):
        return True
    below = field.get("/Kids")
    return isinstance(below, Array) and any(_is_signed(kid, depth + 1) for kid in below)
