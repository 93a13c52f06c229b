"""Where the kit's own files are, in a checkout or in an installed wheel: the only place that knows."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_ROOT = PACKAGE.parent
_SHIPPED = PACKAGE / "_shipped"  # the wheel puts the top-level folders here


def _folder(name: str) -> Path:
    return _SHIPPED / name if _SHIPPED.is_dir() else _ROOT / name


TEMPLATES = _folder("templates")
FONTS = TEMPLATES / "fonts"
NOTEBOOKS = _folder("notebooks")
POLICY = PACKAGE / "policy"
FORMATS = PACKAGE / "orders" / "formats"
VOCABULARIES = PACKAGE / "orders" / "vocabulary"
