"""All that is looked at, in its order."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.model import Finding
from kit.tools.atomic import sha256
from kit.tools.pdf_read import Reading, Unreadable
from kit.verify import claim as claims
from kit.verify import drawn, lettering, seen, ways
from kit.verify.claim import Claim, finding
from kit.verify.compared import compared

_REVISION = re.compile(rb"startxref\s+\d+\s+%%EOF")

_LOOKS = (
    seen.letter_pages,
    seen.stamps,
    seen.links,
    seen.index,
    seen.index_shows,
    seen.draft,
    seen.content,
    drawn.sheets,
    drawn.letter,
    lettering.stamps,
    lettering.letter,
    ways.links,
    ways.citations,
    ways.bookmarks,
    ways.root,
)


def verify(pdf: Path, manifest: dict[str, Any], originals: Path | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong with the file, worst first; nothing found means that all of it was looked at and is right.

    `originals` is the case folder: then each exhibit's file is held against its hash, and each of its pages against what
    the bundle shows. Findings that are only to be known have the severity info.
    """
    claim = claims.read(pdf, manifest)
    findings = [*_file(pdf, claim), *_plan(claim)]
    held = list(_originals(originals, claim)) if originals else []
    try:
        with Reading.of(pdf) as reading:
            if reading.pages != claim.pages:
                message = f"has {reading.pages} pages, the manifest says {claim.pages}"
                findings.append(finding("V103 page-count", pdf.name, message))
            for look in _LOOKS:
                findings += look(reading, claim)
    except Unreadable as error:
        return (*findings, *held, finding("V101 unreadable", pdf.name, str(error)))
    if originals:
        held += compared(pdf, originals, claim, without={f.where for f in held})
    return (*findings, *held)


def _file(pdf: Path, claim: Claim) -> Iterator[Finding]:
    content = pdf.read_bytes()
    if sha256(pdf) != claim.sha256:
        yield finding("V102 changed", pdf.name, "is not the file that was built: its SHA-256 differs from the manifest's")
    if claim.max_bytes is not None and len(content) > claim.max_bytes:
        yield finding("V108 too-large", pdf.name, f"has {len(content):,} bytes; the limit is {claim.max_bytes:,}")
    if len(_REVISION.findall(content)) > 1:
        yield finding(
            "V113 older-version", pdf.name, "holds an older version of itself, from before it was changed and saved again"
        )
    if content.rpartition(b"%%EOF")[2].strip() or not content.startswith(b"%PDF-"):
        yield finding("V121 outside", pdf.name, "holds something before its beginning or behind its end")


def _plan(claim: Claim) -> Iterator[Finding]:
    """The manifest's own arithmetic: exhibits follow the letter and one another without a gap, each page shows one."""
    expected = claim.letter_pages + 1
    for part in claim.parts:
        if part.first != expected:
            yield finding("V104 gap", "manifest.json", f"Exhibit {part.n} should start on page {expected}, not {part.first}")
        if part.pages < 1:
            yield finding("V104 gap", "manifest.json", f"Exhibit {part.n} has no page")
        told = {"picked": part.picked, "sizes": part.sizes, **({"tiles": part.tiles} if part.tiles else {})}
        for name, values in told.items():
            if len(values) != part.pages:
                message = f"Exhibit {part.n} has {part.pages} pages, but {name} names {len(values)}"
                yield finding("V104 gap", "manifest.json", message)
        if beyond := [n for n, _ in part.masks if not 1 <= n <= part.pages]:
            yield finding("V104 gap", "manifest.json", f"Exhibit {part.n} has no page {beyond[0]}, which masks names")
        expected = part.first + part.pages
    if expected - 1 != claim.pages:
        yield finding("V104 gap", "manifest.json", f"its exhibits end on page {expected - 1}, the bundle on {claim.pages}")


def _originals(folder: Path, claim: Claim) -> Iterator[Finding]:
    """Each original, and what was made of it, is there and is the file that the bundle was made from."""
    for part in claim.parts:
        path = folder / part.source
        if not path.is_file():
            yield finding("V110 original", part.source, f"the original of Exhibit {part.n} is not there", "find it again")
        elif sha256(path) != part.sha256:
            yield finding("V110 original", part.source, f"is not the file that Exhibit {part.n} was made from", "build it again")
        elif part.shown.file != part.source:
            yield from _made(folder, part)


def _made(folder: Path, part: claims.Part) -> Iterator[Finding]:
    path = folder / part.shown.file
    if not path.is_file():
        yield finding("V110 original", part.source, f"what was made of it for Exhibit {part.n} is not there", "build it again")
    elif sha256(path) != part.shown.sha256:
        yield finding("V110 original", part.source, f"what was made of it for Exhibit {part.n} has changed", "build it again")
