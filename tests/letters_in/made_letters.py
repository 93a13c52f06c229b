"""Letters of other people in each format, small and synthetic."""

import zipfile
from html import escape

from kit.evidence.pages import Flow

PARAGRAPHS = (
    "Plan of Action",
    "Dear reviewers,",
    "1. Root Cause Analysis",
    "On 11 May 2026 the van of Northway Parcels left at 15:30 (Exhibit 2).",
    "2. Corrective actions",
    "We hold the CE certificate for the lamp.",
    "We will hire a packer.",
    "三、预防措施",
    "We guarantee that this will never happen again.",
)
SECTIONS = ["letter", "letter", "root_causes", "corrective", "corrective", "preventive"]
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text(path, paragraphs=PARAGRAPHS, gap="\n\n"):
    path.write_text(gap.join(paragraphs) + "\n", encoding="utf-8")
    return path


def pdf(path, paragraphs=PARAGRAPHS):
    flow = Flow()
    for paragraph in paragraphs:
        flow.lines([paragraph])
        flow.y += 8
    path.write_bytes(flow.pages.pdf())
    return path


def docx(path, body=None, *, head="", more=()):
    """A Word document; `body` is the XML inside `w:body`, `more` further parts of the archive."""
    body = "".join(map(paragraph, PARAGRAPHS)) if body is None else body
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<?xml version='1.0'?>{head}<w:document {_W}><w:body>{body}</w:body></w:document>")
        for name, content in more:
            archive.writestr(name, content)
    return path


def paragraph(words, style=""):
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}{run(words)}</w:p>"


def run(words):
    return f"<w:r><w:t xml:space='preserve'>{escape(words)}</w:t></w:r>"
