"""Where the checkout and its example case are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "cases" / "uk-late-dispatch"
