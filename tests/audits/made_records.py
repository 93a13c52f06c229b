"""The small case with files of records beside it."""

from pathlib import Path

import small_case

from kit.appeal import Appeal


def case(folder: Path, *, files: dict[str, str], edits: dict[str, str] | None = None) -> Appeal:
    """The small case in the folder with these files (path: text) and texts of case.yaml replaced."""
    small_case.make(folder)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    path = folder / "case.yaml"
    stated = path.read_text(encoding="utf-8")
    for old, new in (edits or {}).items():
        assert old in stated, old
        stated = stated.replace(old, new)
    path.write_text(stated, encoding="utf-8")
    return Appeal.open(folder)
