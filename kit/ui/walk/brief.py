"""The first words of what is stated, as a menu shows them: what the kit fills in stands there as dots."""

from collections.abc import Mapping
from typing import Any

from kit.phrases import Lang
from kit.tools.unfilled import unfilled


def brief(said: Any, lang: Lang, most: int = 70) -> str:
    """The words of a statement, a text, or either as it stands in the file."""
    if isinstance(said, Mapping):
        en, zh = str(said.get("en") or ""), str(said.get("zh") or "")
    else:
        en, zh = (said, "") if isinstance(said, str) else (getattr(said, "en", ""), getattr(said, "zh", None) or "")
    text = unfilled((zh or en) if lang == "zh" else en)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
