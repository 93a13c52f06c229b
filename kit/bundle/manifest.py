"""What is in the bundle, so that anyone can check it later without the kit that built it."""

from pathlib import Path
from typing import Any

from kit.model import Bundle, Exhibit

SCHEMA = 3


def manifest(bundle: Bundle) -> dict[str, Any]:
    """The bundle's contents for `manifest.json`; files are named relative to the case folder."""
    return {
        "schema_version": SCHEMA,
        "violation_id": bundle.violation_id,
        "draft": bundle.draft,
        "file": bundle.path.name,
        "bytes": bundle.bytes,
        "max_bytes": bundle.max_bytes,
        "sha256": bundle.sha256,
        "pages": bundle.pages,
        "letter_pages": bundle.letter_pages,
        "index_page": bundle.index_page,
        "exhibits": [_entry(x, bundle.path.parent.parent) for x in bundle.exhibits],
    }


def _entry(exhibit: Exhibit, folder: Path) -> dict[str, Any]:
    evidence = exhibit.evidence
    source, shown = _named(evidence.path, evidence.item.file, folder), evidence.unmasked or evidence.shown
    return {
        "n": exhibit.n,
        "id": evidence.item.id,
        "caption": exhibit.caption,
        "shows": evidence.item.shows.en if evidence.item.shows else "",
        "first_page": exhibit.first_page,
        "pages": exhibit.pages,
        "picked": list(evidence.picked),
        "sizes": [[round(size.width, 2), round(size.height, 2)] for size in evidence.pages],
        "tiles": [[tile.top, tile.bottom] for tile in evidence.tiles],
        "media": evidence.media,
        "source": source,
        "bytes": evidence.bytes,
        "sha256": evidence.sha256,
        "shown": {
            "file": source if shown.path == evidence.path else _named(shown.path, None, folder),
            "media": shown.media,
            "sha256": shown.sha256,
            "made_by": shown.made_by,
        },
        "masks": [{"page": n, "box": list(area)} for n, areas in enumerate(evidence.masks, 1) for area in areas],
        "notes": list(evidence.notes),
    }


def _named(path: Path, named: str | None, folder: Path) -> str:
    """The file as case.yaml names it, or where the kit drew it; never a path of this machine."""
    if named:
        return named
    path, folder = path.resolve(), folder.resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
