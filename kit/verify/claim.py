"""What the manifest claims of a bundle, read from plain JSON: nothing of the builder's is used."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import BadFile
from kit.model import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The file whose pages stand in the bundle: the original itself, or what was made of it."""

    file: str
    media: str
    sha256: str
    made_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An exhibit as the manifest places it: `shows` stands below its caption, `note` below a picture.

    `picked` are pages of what is shown, `sizes` their displayed width and height in points, `tiles` rows of pixels of a tall
    picture, `masks` areas said to be covered: page of the exhibit from 1, and shares of that page from its upper left corner.
    """

    n: str
    id: str
    caption: str
    shows: str
    note: str
    first: int
    pages: int
    picked: tuple[int, ...]
    sizes: tuple[tuple[float, float], ...]
    tiles: tuple[tuple[int, int], ...]
    media: str
    source: str
    sha256: str
    shown: Standing
    masks: tuple[tuple[int, tuple[float, float, float, float]], ...] = ()

    @property
    def last(self) -> int:
        """Its last page in the bundle."""
        return self.first + self.pages - 1

    def masks_of(self, page: int) -> tuple[tuple[float, float, float, float], ...]:
        """Areas said to be covered on a page of the bundle."""
        return tuple(box for n, box in self.masks if self.first + n - 1 == page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the manifest says of the file."""

    violation_id: str
    pages: int
    letter_pages: int
    index_page: int | None
    bytes: int
    max_bytes: int | None
    sha256: str
    draft: bool
    parts: tuple[Part, ...]

    def at(self, page: int) -> Part | None:
        """The exhibit of a page."""
        return next((p for p in self.parts if p.first <= page <= p.last), None)


def finding(
    rule: str, where: str, message: str, fix: str = "build it again; do not send this file", severity: Severity = "error"
) -> Finding:
    """What is wrong with the bundle."""
    return Finding(rule=rule, severity=severity, where=where, message=message, fix=fix)


def read(pdf: Path, manifest: dict[str, Any]) -> Claim:
    """The claim; raises BadFile where the manifest is not one."""
    try:
        return Claim(
            violation_id=str(manifest["violation_id"]),
            pages=int(manifest["pages"]),
            letter_pages=int(manifest["letter_pages"]),
            index_page=manifest["index_page"],
            bytes=int(manifest["bytes"]),
            max_bytes=manifest["max_bytes"],
            sha256=str(manifest["sha256"]),
            draft=bool(manifest["draft"]),
            parts=tuple(_part(x) for x in manifest["exhibits"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadFile(pdf.with_name("manifest.json"), [f"is not a manifest of a bundle: {error}; build the case again"]) from None


def _part(x: dict[str, Any]) -> Part:
    shown = x["shown"]
    return Part(
        n=str(x["n"]),
        id=str(x["id"]),
        caption=str(x["caption"]),
        shows=str(x["shows"]),
        note=str(x["notes"][0]) if shown["media"] != "pdf" and x["notes"] else "",
        first=int(x["first_page"]),
        pages=int(x["pages"]),
        picked=tuple(int(n) for n in x["picked"]),
        sizes=tuple((float(width), float(height)) for width, height in x["sizes"]),
        tiles=tuple((int(top), int(bottom)) for top, bottom in x["tiles"]),
        media=str(x["media"]),
        source=str(x["source"]),
        sha256=str(x["sha256"]),
        shown=Standing(
            file=str(shown["file"]), media=str(shown["media"]), sha256=str(shown["sha256"]), made_by=shown["made_by"] or None
        ),
        masks=tuple(_mask(mask) for mask in x.get("masks", ())),  # manifests of earlier builds have none
    )


def _mask(mask: dict[str, Any]) -> tuple[int, tuple[float, float, float, float]]:
    left, top, right, bottom = (min(max(float(v), 0.0), 1.0) for v in mask["box"])
    if not (left < right and top < bottom):
        raise ValueError("a mask that spans no area")
    return int(mask["page"]), (left, top, right, bottom)
