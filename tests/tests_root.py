"""Where the checkout and its example cases are."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "cases" / "uk-late-dispatch"


def copied(story, folder):
    """A fresh copy of that example case: what its generator makes (a slow test holds that), without the making."""
    return shutil.copytree(EXAMPLE.parent / story, folder, ignore=shutil.ignore_patterns("build"))
