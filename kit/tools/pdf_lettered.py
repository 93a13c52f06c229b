"""Fonts for the picture of a comment or a form field that names one and holds none: some readers would show an empty box."""

from typing import Any

from kit.tools.pdf_objects import Array, Dictionary, Name, Pdf, PdfError, Stream, parse_content_stream


def give_fonts(pdf: Pdf, page: Any) -> None:
    """Give each picture of the page's annotations the fonts that it lacks: the form's of that name, or else Helvetica."""
    form = pdf.Root.get("/AcroForm")
    held = form.get("/DR") if isinstance(form, Dictionary) else None
    fonts = held.get("/Font") if isinstance(held, Dictionary) else None
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, Array) else ():
        shown = annotation.get("/AP") if isinstance(annotation, Dictionary) else None
        look = shown.get("/N") if isinstance(shown, Dictionary) else None
        states = [state for _, state in look.items()] if isinstance(look, Dictionary) else [look]
        for state in states:
            if isinstance(state, Stream):
                _give(state, fonts if isinstance(fonts, Dictionary) else Dictionary())


def _give(look: Any, fonts: Any) -> None:
    resources = look.get("/Resources")
    held = resources.get("/Font") if isinstance(resources, Dictionary) else None
    has = [name for name, font in held.items() if isinstance(font, Dictionary)] if isinstance(held, Dictionary) else []
    lacking = [name for name in _named(look) if name not in has]
    if not lacking:
        return
    if not isinstance(resources, Dictionary):
        look.Resources = Dictionary()
    if not isinstance(held, Dictionary):
        look.Resources.Font = Dictionary()
    for name in lacking:
        font = fonts.get(name)
        look.Resources.Font[name] = font if isinstance(font, Dictionary) else _helvetica()


def _named(look: Any) -> list[str]:
    """The fonts that the picture's operators name, each once."""
    try:
        drawn = parse_content_stream(look, "Tf")
    except (PdfError, ValueError, RuntimeError):
        return []  # what cannot be parsed is judged by the reader
    return list(dict.fromkeys(str(operand) for one in drawn for operand in one.operands if isinstance(operand, Name)))


def _helvetica() -> Any:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
