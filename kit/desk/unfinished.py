"""What is typed on a screen and cannot stand in case.yaml yet: kept beside the case, so that no browser or kernel takes it along."""

import json
from pathlib import Path
from threading import RLock

from kit.errors import CannotWrite
from kit.tools.atomic import write_text


class Unfinished:
    """Texts by their field, in `build/unfinished.json` of a case."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "build" / "unfinished.json"
        self._mutex = RLock()

    def get(self, field: str) -> str:
        """What was typed there last; nothing where it is finished."""
        return self._read().get(field, "")

    def put(self, field: str, text: str) -> None:
        """Keep the text; an empty one is forgotten. Where nothing can be written it stays on the screen alone."""
        with self._mutex:
            held = self._read()
            after = {name: said for name, said in {**held, field: text}.items() if said.strip()}
            if after == held:
                return
            try:
                write_text(self.path, json.dumps(after, ensure_ascii=False, indent=1) + "\n")
            except CannotWrite:
                return

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {str(k): v for k, v in found.items() if isinstance(v, str)} if isinstance(found, dict) else {}
