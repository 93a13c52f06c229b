"""The committed cases of the other four situations turned into disputes: the plan's parts out, a few points and the papers that they cite in."""

import re
import shutil
from pathlib import Path

from tests_root import ROOT

_PLAN = ("root_causes", "corrective", "preventive", "put_right", "silence", "metrics")


def dispute(folder: Path, name: str, points: str, summary: str, evidence: tuple[str, ...]) -> Path:
    """The case `name` in that folder with `points` under `dispute`, this summary, and of its evidence only these items."""
    shutil.copytree(ROOT / "cases" / name, folder, ignore=shutil.ignore_patterns("build"))
    path = folder / "case.yaml"
    blocks = re.split(r"(?m)^(?=[a-z_]+:)", path.read_text(encoding="utf-8"))
    kept = [block for block in blocks if block.split(":")[0] not in _PLAN]
    text = "".join(_changed(block, points, summary, evidence) for block in kept)
    path.write_text(text, encoding="utf-8")
    used = set(re.findall(r"file: (\S+\.\w+)", text)) | {"signature.png"}
    for file in [*(folder / "evidence").iterdir()]:
        if f"evidence/{file.name}" not in used:
            file.unlink()
    return folder


def _changed(block: str, points: str, summary: str, evidence: tuple[str, ...]) -> str:
    match block.split(":", maxsplit=1)[0]:
        case "stance":
            return "stance: dispute\n"
        case "letter":
            return f"{block.partition('  summary:')[0]}  summary:\n{summary}\n"
        case "evidence":
            items = re.split(r"(?m)^(?=  - id: )", block)
            chosen = [item for item in items[1:] if re.match(r"  - id: (\w+)", item).group(1) in evidence]  # type: ignore[union-attr]
            return f"dispute:\n{points}\n{items[0]}{''.join(chosen)}"
    return block
